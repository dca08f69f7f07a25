//! Drives a handler's desk and measures its page from inside, for `cargo xtask bench desk`.
//!
//! `drive_desk PROGRAM PROFILE PASSPHRASE`: opens the profile, and says `NAME MILLISECONDS` for each figure (`drive_desk.js` says
//! what is measured). The page is drawn as people have it, by the processor, which a driven window is not by itself.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what measures may stop at the first surprise"
)]

use std::{
    env,
    ffi::OsStr,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use sotto_testkit::Driven;
use thirtyfour::{WebDriver, prelude::*};

const MEASURE: &str = include_str!("drive_desk.js");
const DRAWN_BY_THE_PROCESSOR: (&str, &str) = ("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(25);
/// Slower than the desk waits before it searches: each letter is answered.
const BETWEEN_LETTERS: Duration = Duration::from_millis(200);

const FRAMES: usize = 600;
const STEP_PX: usize = 200;
const JUMPS: usize = 60;
const CHANGES: usize = 30;
/// A hundred keys, as somebody writes; and as somebody searches, and thinks again.
const REPLY: &str =
    "Thank you. Do you know who keeps the delivery notes, and since when nobody else is asked for offers?";
const SEARCHES: [&str; 5] = ["contracts ", "travel cos", "the night ", "pumps that", "discounts "];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [program, profile, passphrase] = arguments.as_slice() else {
        panic!("usage: drive_desk PROGRAM PROFILE PASSPHRASE")
    };
    let (name, value) = DRAWN_BY_THE_PROCESSOR;
    let driven = Driven::open(Path::new(program), Path::new(profile), &[(name, OsStr::new(value))]).await;
    let desk = Desk(&driven.session);
    desk.find("//input[@type='password']").await.send_keys(passphrase.as_str() + Key::Enter).await.unwrap();
    desk.find("//li[@aria-posinset]/button").await;
    desk.run(MEASURE).await;
    desk.until_filled().await;
    desk.run("desk.longestBlock()").await;

    let mut blocks = Vec::new();
    desk.scroll().await;
    blocks.push(desk.longest_block("block_scrolling").await);
    desk.change_screens().await;
    blocks.push(desk.longest_block("block_changing").await);
    desk.type_keys().await;
    blocks.push(desk.longest_block("block_typing").await);
    say("block_longest", longest(&blocks));
}

struct Desk<'a>(&'a WebDriver);

impl Desk<'_> {
    async fn scroll(&self) {
        let frames = numbers(&self.run(&format!("return desk.scroll({STEP_PX}, {FRAMES})")).await);
        say("scroll_longest", longest(&frames));
        say("scroll_p95", quantile(&frames, 0.95));
        // Far from each other, and the same in each run.
        let places: Vec<f64> = (1..=JUMPS).map(|n| (n * 37 % 61) as f64 / 61.0).collect();
        let (mut frames, mut filled) = (Vec::new(), Vec::new());
        // Fewer at once: a script has half a minute.
        for places in places.chunks(10) {
            let jumped = self.run(&format!("return desk.jump({})", json!(places))).await;
            frames.extend(numbers(&jumped[0]));
            filled.extend(numbers(&jumped[1]));
        }
        say("jump_longest", longest(&frames));
        say("jump_p95", quantile(&frames, 0.95));
        say("jump_filled", quantile(&filled, 0.5));
    }

    async fn change_screens(&self) {
        const ANOTHER: &str = "const before = desk.open(); \
             desk.expect(arguments[0], () => ![before, undefined].includes(desk.open()))";
        let (mut opened, mut moved, mut went) = (Vec::new(), Vec::new(), Vec::new());
        for n in 0..CHANGES {
            self.0.execute(ANOTHER, vec![json!("click")]).await.unwrap();
            self.click(&format!("//li[@aria-posinset='{}']/button", n % 5 + 2)).await;
            opened.push(self.changed().await);
        }
        for _ in 0..CHANGES {
            self.0.execute(ANOTHER, vec![json!("keydown")]).await.unwrap();
            self.press("j").await;
            moved.push(self.changed().await);
        }
        for n in 0..CHANGES {
            let (button, there) = match n % 2 {
                0 => ("Settings", "desk.says('h1', 'Settings')"),
                _ => ("Mine", "desk.says('h1', 'Mine') && desk.isFilled()"),
            };
            self.run(&format!("desk.expect('click', () => {there})")).await;
            self.click(&format!("//nav/button[starts-with(normalize-space(), '{button}')]")).await;
            went.push(self.changed().await);
        }
        let all: Vec<f64> = [&opened, &moved, &went].into_iter().flatten().copied().collect();
        say("change_longest", longest(&all));
        say("change_median", quantile(&all, 0.5));
        for (kind, times) in [("open", opened), ("next", moved), ("settings", went)] {
            say(&format!("{kind}_median"), quantile(&times, 0.5));
            say(&format!("{kind}_longest"), longest(&times));
        }
    }

    async fn type_keys(&self) {
        self.click("(//li[@aria-posinset]/button)[5]").await;
        self.click("//textarea").await;
        self.run("return desk.keys()").await;
        for letter in REPLY.chars().take(100) {
            self.press(&letter.to_string()).await;
        }
        let composer = self.keys().await;
        self.click("//input[@type='search']").await;
        self.run("return desk.keys()").await;
        for search in SEARCHES {
            let again = std::iter::repeat_n(Key::Backspace.value().to_string(), search.len());
            for letter in search.chars().map(String::from).chain(again) {
                self.press(&letter).await;
                tokio::time::sleep(BETWEEN_LETTERS).await;
            }
        }
        let search = self.keys().await;
        let both: Vec<[f64; 2]> = composer.iter().chain(&search).copied().collect();
        for (field, keys) in [("keys", both), ("composer", composer), ("search", search)] {
            let shown: Vec<f64> = keys.iter().map(|[shown, _]| *shown).collect();
            let worked: Vec<f64> = keys.iter().map(|[shown, waited]| shown - waited).collect();
            say(&format!("{field}_shown"), quantile(&shown, 0.95));
            say(&format!("{field}_work"), quantile(&worked, 0.95));
        }
    }

    /// Of each key since the last time: when it was shown, and how much of that was waiting.
    async fn keys(&self) -> Vec<[f64; 2]> {
        let keys = self.run("return desk.keys()").await;
        keys.as_array().unwrap().iter().map(|key| numbers(key).try_into().unwrap()).collect()
    }

    async fn changed(&self) -> f64 {
        self.run("return desk.changed()").await.as_f64().unwrap()
    }

    async fn longest_block(&self, name: &str) -> f64 {
        let block = self.run("return desk.longestBlock()").await.as_f64().unwrap();
        say(name, block);
        block
    }

    async fn until_filled(&self) {
        while self.run("return desk.isFilled()").await != json!(true) {
            tokio::time::sleep(GLANCE).await;
        }
    }

    async fn press(&self, key: &str) {
        self.0.action_chain().send_keys(key).perform().await.unwrap();
    }

    /// What is found may be drawn anew, or not be in its place yet.
    async fn click(&self, path: &str) {
        let start = Instant::now();
        while let Err(error) = self.find(path).await.click().await {
            assert!(start.elapsed() < PATIENCE, "{path}: {error}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    async fn find(&self, path: &str) -> WebElement {
        let start = Instant::now();
        loop {
            match self.0.query(By::XPath(path)).wait(PATIENCE, GLANCE).and_displayed().first().await {
                Ok(element) => return element,
                // What was found may be drawn anew before it is looked at.
                Err(_) if start.elapsed() < PATIENCE => tokio::time::sleep(GLANCE).await,
                Err(error) => panic!("{path}: {error}"),
            }
        }
    }

    async fn run(&self, script: &str) -> Value {
        self.0.execute(script, Vec::new()).await.unwrap().json().clone()
    }
}

fn say(name: &str, milliseconds: f64) {
    println!("{name} {milliseconds}");
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn longest(times: &[f64]) -> f64 {
    times.iter().copied().fold(0.0, f64::max)
}

fn quantile(times: &[f64], share: f64) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share).round() as usize]
}
