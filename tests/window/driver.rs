//! A real window, driven over WebDriver, its parts found by role and name as people find them.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::json;
use sotto_testkit::{Driven, TOR_NETWORK, TorNetwork, until};
use thirtyfour::{WebDriver, WebElement, action_chain::ActionChain, prelude::*};

use crate::{
    assistive, outline,
    processes::{end, processes_of},
    words::Words,
};

const PATIENCE: Duration = Duration::from_secs(120);
const GLANCE: Duration = Duration::from_millis(25);

/// Collects what the content security policy refused, from here on.
const WATCH_POLICY: &str = "window.__refused = []; document.addEventListener('securitypolicyviolation', \
     (event) => window.__refused.push(event.violatedDirective + ' ' + event.blockedURI));";

/// Shows a theme, and waits until its colours have settled.
const IN_THEME: &str = "document.documentElement.dataset.theme = arguments[0]; \
     return new Promise(requestAnimationFrame) \
         .then(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished))).then(() => null);";

/// Rules of axe-core, each with what breaks it.
const FIND_BARRIERS: &str = "return axe \
     .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }) \
     .then((found) => found.violations.flatMap((rule) => \
         rule.nodes.map((node) => [rule.id, ...node.target, node.failureSummary].join(' '))));";

/// What a part shows, and what it is called, for XPath: less the marks that only settle Arabic type.
const SAID: &str = "translate(normalize-space(), '\u{61c}', '')";
const CALLED: &str = "translate(@aria-label, '\u{61c}', '')";

/// What would be cut off if words were longer, or type larger.
const FIND_CLIPPED: &str = include_str!("clipped.js");

/// The words that are seen on the page, less what is hidden from assistive technology.
const SEEN: &str = "const seen = []; \
     const page = document.querySelector('dialog:modal') ?? document.body; \
     const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT); \
     while (walker.nextNode()) { \
         const { data, parentElement: around } = walker.currentNode; \
         const isSeen = data.trim() && around.checkVisibility({ visibilityProperty: true }); \
         if (isSeen && !around.closest('[aria-hidden=true], script, style, option')) seen.push(data); \
     } \
     return seen;";

/// Waits until the page is laid out for this width, and drawn.
const DRAWN: &str = "const width = arguments[0]; \
     return new Promise((done) => { \
         const look = () => requestAnimationFrame(() => innerWidth === width ? requestAnimationFrame(() => done(null)) : look()); \
         look(); \
     });";

/// Whether the focus is on what begins with one of these names, and to be seen there.
const IS_FOCUSED: &str = "const on = document.activeElement; \
     const said = (on?.getAttribute('aria-label') ?? on?.labels?.[0]?.innerText ?? on?.innerText ?? '').trim(); \
     const begins = arguments[0].some((name) => said.startsWith(name)); \
     const shows = (box) => box !== null && getComputedStyle(box).outlineStyle !== 'none'; \
     if (begins && document.hasFocus() && !shows(on) && !shows(on.closest('label'))) throw new Error('no focus ring on ' + said); \
     return begins;";
const MOST_TABS: usize = 40;
const SOTTO: &str = env!("CARGO_BIN_EXE_sotto");

/// A window over a profile. Ends with its driver.
pub(crate) struct Window {
    /// Goes with the window.
    _driven: Driven,
    session: WebDriver,
    profile: PathBuf,
    language: &'static str,
    words: Words,
    /// On a bus of its own, where no assistive technology reads it out, and no picture is taken.
    is_alone: bool,
}

impl Window {
    /// Starts the application over `profile`.
    pub(crate) async fn open(profile: &Path) -> Self {
        Self::open_with(SOTTO, profile, &[]).await
    }

    /// The same, with a vault that locks after so many seconds without use.
    pub(crate) async fn open_locking_after(profile: &Path, seconds: u32) -> Self {
        Self::open_with(SOTTO, profile, &[("SOTTO_TEST_LOCK_AFTER_SECONDS", &seconds.to_string())]).await
    }

    /// The same, for a person whose own folder is `home`.
    pub(crate) async fn open_at_home(profile: &Path, home: &Path) -> Self {
        let home = home.to_str().expect("a path that is text");
        let folders = ["cache", "config", "data", "state"].map(|folder| format!("{home}/{folder}"));
        let names = ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"];
        let mut environment = vec![("HOME", home)];
        environment.extend(names.into_iter().zip(folders.iter().map(String::as_str)));
        Self::open_with(SOTTO, profile, &environment).await
    }

    /// The same, with `network` as its Tor network.
    pub(crate) async fn open_in(network: &TorNetwork, profile: &Path) -> Self {
        let settings = network.settings().to_str().expect("a path that is text");
        Self::open_with(SOTTO, profile, &[(TOR_NETWORK, settings)]).await
    }

    /// The same, by a program that starts the application.
    pub(crate) async fn open_watched(profile: &Path, program: &Path) -> Self {
        Self::open_with(program, profile, &[]).await
    }

    /// The same, with the session's and the system's bus at `bus`.
    pub(crate) async fn open_alone(profile: &Path, bus: &str) -> Self {
        let buses = [("DBUS_SESSION_BUS_ADDRESS", bus), ("DBUS_SYSTEM_BUS_ADDRESS", bus)];
        let mut window = Self::open_with(SOTTO, profile, &buses).await;
        window.is_alone = true;
        window
    }

    async fn open_with(program: impl AsRef<Path>, profile: &Path, environment: &[(&str, &str)]) -> Self {
        std::fs::create_dir_all(picker(profile).join("save")).expect("a folder");
        let picker = picker(profile);
        let mut environment: Vec<(&str, &OsStr)> =
            environment.iter().map(|(name, value)| (*name, OsStr::new(*value))).collect();
        environment.push(("SOTTO_TEST_PICKER", picker.as_os_str()));
        let machine = machine(profile);
        environment.push(("SOTTO_TEST_MACHINE", machine.as_os_str()));
        let driven = Driven::open(program.as_ref(), profile, &environment).await;
        let session = driven.session.clone();
        session.execute(WATCH_POLICY, Vec::new()).await.expect("a script");
        Self {
            _driven: driven,
            session,
            profile: profile.to_owned(),
            language: "en",
            words: Words::default(),
            is_alone: false,
        }
    }

    /// Chooses a language before the vault is open. From then on parts are found by their names in it.
    pub(crate) async fn speak(&mut self, language: &'static str) {
        let select = self.find("//select[option[@lang='en']]").await.to_json().expect("an element");
        let script = "const [select, language] = arguments; \
             select.selectedIndex = [...select.options].findIndex((option) => option.lang === language); \
             select.dispatchEvent(new Event('change', { bubbles: true }));";
        self.session.execute(script, vec![select, json!(language)]).await.expect("a script");
        (self.language, self.words) = (language, Words::of(language));
    }

    /// A condition that holds for any of the words that `text` may be.
    fn any(&self, text: &str, condition: impl Fn(String) -> String) -> String {
        self.words.said(text).iter().map(|said| condition(quoted(said))).collect::<Vec<_>>().join(" or ")
    }

    /// Waits for a heading.
    pub(crate) async fn heading(&self, text: &str) {
        let is_named = self.any(text, |said| format!("{SAID}={said}"));
        self.find(&format!("(//h1|//h2)[{is_named}]")).await;
    }

    /// Waits for any text on the page.
    pub(crate) async fn text(&self, text: &str) {
        self.find(&self.showing(text)).await;
    }

    /// What holds a text, and not because a page that was left still says it.
    fn showing(&self, text: &str) -> String {
        let holds = self.any(text, |said| format!("contains({SAID}, {said})"));
        format!("//*[{holds}][not(descendant-or-self::*[@inert][{holds}])]")
    }

    /// Waits until a text is no longer on the page.
    pub(crate) async fn text_gone(&self, text: &str) {
        self.nowhere(&self.showing(text), text).await;
    }

    /// Presses a key, wherever the focus is.
    pub(crate) async fn press_key(&self, key: &str) {
        self.find("//body").await.send_keys(key).await.expect("a key");
    }

    /// Types: each of `strokes` is a key by its name, a chord such as `Control+k`, or text.
    pub(crate) async fn keys(&self, strokes: &[&str]) {
        for stroke in strokes {
            let typing = match stroke.strip_prefix("Control+") {
                Some(key) => {
                    let chord = self.session.action_chain().key_down(Key::Control);
                    pressed(chord, key).key_up(Key::Control)
                }
                None => pressed(self.session.action_chain(), stroke),
            };
            typing.perform().await.expect("keys");
        }
    }

    /// Presses Tab until what has this name has the focus, and shows it.
    pub(crate) async fn tab_to(&self, name: &str) {
        let names = json!(self.words.said(name));
        for _ in 0..MOST_TABS {
            let script = self.session.execute(IS_FOCUSED, vec![names.clone()]).await.expect("a script");
            if script.convert::<bool>().expect("a truth") {
                return;
            }
            self.keys(&["Tab"]).await;
        }
        panic!("Tab does not reach {name}:\n{}", self.page().await);
    }

    /// Waits until what `selector` names has the focus.
    pub(crate) async fn focus_is_on_a(&self, selector: &str) {
        let script = "return document.activeElement?.matches(arguments[0]) ?? false";
        let start = Instant::now();
        loop {
            let focused = self.session.execute(script, vec![json!(selector)]).await.expect("a script");
            if focused.convert::<bool>().expect("a truth") {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "the focus is on no {selector}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until a heading is gone.
    pub(crate) async fn heading_gone(&self, text: &str) {
        let is_named = self.any(text, |said| format!("{SAID}={said}"));
        self.nowhere(&format!("(//h1|//h2)[{is_named}]"), text).await;
    }

    /// The button with this name.
    pub(crate) async fn button(&self, name: &str) -> WebElement {
        let is_named = self.any(name, |said| format!("starts-with({SAID}, {said}) or {CALLED}={said}"));
        self.find(&format!("(//button|//summary)[{is_named}]")).await
    }

    /// Waits until there is no button with this name.
    pub(crate) async fn gone(&self, name: &str) {
        let is_named = self.any(name, |said| format!("{CALLED}={said}"));
        self.nowhere(&format!("//button[{is_named}]"), name).await;
    }

    /// Waits until nothing that can be used matches: a page that was left may stay, and be inert.
    async fn nowhere(&self, path: &str, what: &str) {
        let usable = format!("({path})[not(ancestor-or-self::*[@inert])]");
        let start = Instant::now();
        while !self.session.find_all(By::XPath(usable.as_str())).await.expect("elements").is_empty() {
            assert!(start.elapsed() < PATIENCE, "{what} is still there");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Presses a button.
    pub(crate) async fn press(&self, name: &str) {
        self.button(name).await.click().await.expect("a click");
    }

    /// Presses a button inside an element of this kind.
    pub(crate) async fn press_within(&self, kind: &str, name: &str) {
        let is_named = self.any(name, |said| format!("{SAID}={said}"));
        self.find(&format!("//{kind}[@open]//button[{is_named}]")).await.click().await.expect("a click");
    }

    /// Presses the item of a list that shows this text.
    pub(crate) async fn press_in_list(&self, text: &str) {
        let path = format!("//li/button[contains({SAID}, {})]", quoted(text));
        self.find(&path).await.click().await.expect("a click");
    }

    /// The field with this label.
    pub(crate) async fn field(&self, label: &str) -> WebElement {
        let is_named = self.any(label, |said| format!("{SAID}={said}"));
        self.find(&format!("//*[@id=//label[{is_named}]/@for]")).await
    }

    /// Types into a field.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.expect("an empty field");
        field.send_keys(text).await.expect("keys");
    }

    /// Puts a long text into a field at once, as from the clipboard.
    pub(crate) async fn paste(&self, label: &str, text: &str) {
        let field = self.field(label).await.to_json().expect("an element");
        let script =
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }));";
        self.session.execute(script, vec![field, json!(text)]).await.expect("a script");
    }

    /// Types into the field of the open dialog that a hint explains.
    pub(crate) async fn fill_explained(&self, text: &str) {
        let field = self.find("//dialog[@open]//form//*[self::input or self::textarea][@aria-describedby]").await;
        // What is clipped inside of a dialog counts as seen to the driver, and cannot be used there.
        field.scroll_into_view().await.expect("a place in sight");
        field.clear().await.expect("an empty field");
        field.send_keys(text).await.expect("keys");
    }

    /// Whether a button can be pressed now.
    pub(crate) async fn is_enabled(&self, name: &str) -> bool {
        self.button(name).await.attr("aria-disabled").await.expect("an attribute").as_deref() != Some("true")
    }

    /// Lets what the page does after so long be done at once.
    pub(crate) async fn hurry(&self, milliseconds: u32) {
        let script = "const [long, real] = [arguments[0], window.setTimeout]; \
             window.setTimeout = (done, wait, ...more) => real(done, wait === long ? 0 : wait, ...more);";
        self.session.execute(script, vec![json!(milliseconds)]).await.expect("a script");
    }

    /// Types into the page's one large field.
    pub(crate) async fn write(&self, text: &str) {
        self.find("//textarea").await.send_keys(text).await.expect("keys");
    }

    /// What the page's one large field holds.
    pub(crate) async fn written(&self) -> String {
        self.find("//textarea").await.prop("value").await.expect("a property").unwrap_or_default()
    }

    /// Chooses one of several, by its name.
    pub(crate) async fn choose(&self, name: &str) {
        let is_named = self.any(name, |said| format!(".//*[{SAID}={said}] or {SAID}={said}"));
        let label = self.find(&format!("//label[{is_named}]")).await;
        label.scroll_into_view().await.expect("a page that scrolls");
        label.click().await.expect("a click");
    }

    /// Chooses an option of the list with this name.
    pub(crate) async fn select(&self, name: &str, option: &str) {
        let is_named = self.any(name, |said| format!("{CALLED}={said}"));
        let select = self.find(&format!("//select[{is_named}]")).await.to_json().expect("an element");
        let script = "const [select, names] = arguments; \
             const said = (option) => option.text.replaceAll('\u{61c}', ''); \
             select.selectedIndex = [...select.options].findIndex((option) => names.includes(said(option))); \
             select.dispatchEvent(new Event('change', { bubbles: true }));";
        let names: Vec<String> = self.words.said(option).iter().map(|said| said.replace('\u{61c}', "")).collect();
        self.session.execute(script, vec![select, json!(names)]).await.expect("a script");
    }

    /// Asks the application for something, as a page does.
    pub(crate) async fn ask(&self, command: &str, request: serde_json::Value) -> serde_json::Value {
        let script = "return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])";
        let answer = self.session.execute(script, vec![json!(command), request]).await.expect("an answer");
        answer.json().clone()
    }

    /// What a field holds.
    pub(crate) async fn value(&self, label: &str) -> String {
        self.field(label).await.prop("value").await.expect("a property").unwrap_or_default()
    }

    /// Every match of an XPath, as text.
    pub(crate) async fn texts(&self, path: &str) -> Vec<String> {
        self.find(path).await;
        let mut texts = Vec::new();
        for element in self.session.find_all(By::XPath(path)).await.expect("elements") {
            texts.push(element.text().await.expect("text"));
        }
        texts
    }

    /// Waits until the matches of an XPath say this, in this order.
    pub(crate) async fn shows_texts(&self, path: &str, wanted: &[String]) {
        let start = Instant::now();
        loop {
            let script = "const found = document.evaluate(arguments[0], document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE); \
                 return Array.from({ length: found.snapshotLength }, (_, place) => found.snapshotItem(place).textContent.trim());";
            let found = self.session.execute(script, vec![json!(path)]).await.expect("a script");
            let found: Vec<String> = found.convert().expect("a list");
            if found == wanted {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{found:?} in place of {wanted:?}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// An attribute of the page's root.
    pub(crate) async fn of_page(&self, attribute: &str) -> String {
        let script = "return document.documentElement.getAttribute(arguments[0])";
        let value = self.session.execute(script, vec![json!(attribute)]).await.expect("a script");
        value.convert().expect("text")
    }

    /// What the content security policy refused since the window was opened.
    pub(crate) async fn refused_by_policy(&self) -> Vec<String> {
        let refused = self.session.execute("return window.__refused", Vec::new()).await.expect("a script");
        refused.convert().expect("a list")
    }

    /// Holds the page to what it says to assistive technology, and to WCAG 2.2 A and AA as far as axe can tell, in both
    /// themes; nothing of it may be cut off by longer words or larger type, also in the smallest window. Leaves pictures of
    /// it, where pictures are wanted (`cargo xtask screenshots`): as it is, dark, and in the smallest window.
    pub(crate) async fn picture(&self, name: &str) {
        if self.is_alone {
            return;
        }
        if self.language == "en" {
            self.says(name).await;
        }
        let name = if self.language == "en" { name.to_owned() } else { format!("{name}-{}", self.language) };
        for theme in ["dark", "light"] {
            self.theme(theme).await;
            assert_eq!(self.barriers().await, Vec::<String>::new(), "{name}, {theme}");
            self.shoot(&name, if theme == "dark" { "-dark" } else { "" }).await;
        }
        self.nothing_is_cut_off(&name).await;
        let before = self.session.get_window_rect().await.expect("a size");
        self.resize(900, 640).await;
        self.shoot(&name, "-narrow").await;
        self.nothing_is_cut_off(&format!("{name}, narrow")).await;
        self.resize(before.width, before.height).await;
    }

    /// Holds what assistive technology gets of the page to its snapshot. Every word that is seen is among it, and a name of
    /// whatever a person works.
    async fn says(&self, page: &str) {
        let mut seen = self.seen().await;
        let process = processes_of(&self.profile).into_iter().next().expect("the window's process");
        let heard = assistive::page_of(process.id).await;
        // A page may change between the two.
        let still = self.seen().await;
        seen.retain(|words| still.contains(words));
        let (text, nameless) = outline::of(&heard);
        assert_eq!(nameless, Vec::<String>::new(), "{page}: assistive technology gets no name of these");
        assert_eq!(outline::unsaid(&heard, seen), Vec::<String>::new(), "{page}: seen, and not said");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        outline::VARYING.iter().for_each(|(form, instead)| settings.add_filter(form, *instead));
        settings.bind(|| insta::assert_snapshot!(page, text));
    }

    async fn seen(&self) -> Vec<String> {
        self.session.execute(SEEN, Vec::new()).await.expect("a script").convert().expect("a list")
    }

    async fn shoot(&self, name: &str, suffix: &str) {
        let Some(folder) = std::env::var_os("SOTTO_SCREENSHOTS") else { return };
        // Nothing is shown as if the pointer were on it.
        self.session.action_chain().move_to(0, 0).perform().await.expect("the pointer in a corner");
        let path = Path::new(&folder).join(format!("{name}{suffix}.png"));
        self.session.screenshot(&path).await.expect("a picture");
    }

    /// Makes the window so large, and waits until the page is laid out for it.
    pub(crate) async fn resize(&self, width: i64, height: i64) {
        self.session.set_window_rect(0, 0, width as u32, height as u32).await.expect("another size");
        self.session.execute(DRAWN, vec![json!(width)]).await.expect("a script");
    }

    /// With words of 140 %, then with type of 200 %.
    async fn nothing_is_cut_off(&self, page: &str) {
        for (longer, larger) in [(1.4, 1.0), (1.0, 2.0)] {
            let found = self.session.execute(FIND_CLIPPED, vec![json!(longer), json!(larger)]).await.expect("a script");
            let found: Vec<String> = found.convert().expect("a list");
            assert_eq!(found, Vec::<String>::new(), "{page}, words x {longer}, type x {larger}");
        }
    }

    /// What axe finds, by rule and place.
    async fn barriers(&self) -> Vec<String> {
        let is_there = self.session.execute("return 'axe' in window", Vec::new()).await.expect("a script");
        if !is_there.convert::<bool>().expect("a truth") {
            let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
            let source = std::fs::read_to_string(axe).expect("axe, which npm ci brings");
            self.session.execute(source, Vec::new()).await.expect("a script");
        }
        self.session.execute(FIND_BARRIERS, Vec::new()).await.expect("a script").convert().expect("a list")
    }

    async fn theme(&self, theme: &str) {
        self.session.execute(IN_THEME, vec![json!(theme)]).await.expect("a script");
    }

    /// Waits until the window is so large by itself.
    pub(crate) async fn has_size(&self, width: i64, height: i64) {
        let start = Instant::now();
        loop {
            let rect = self.session.get_window_rect().await.expect("a size");
            if (rect.width, rect.height) == (width, height) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "the window is {} x {}", rect.width, rect.height);
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Puts files where the window's picker finds them, in place of those that were there.
    pub(crate) fn offer(&self, files: &[(&str, &[u8])]) {
        let folder = picker(&self.profile).join("choose");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        for (name, content) in files {
            std::fs::write(folder.join(name), content).expect("a file");
        }
    }

    /// Puts a file of so many bytes among them.
    pub(crate) fn offer_large(&self, name: &str, bytes: u64) {
        let file = std::fs::File::create(picker(&self.profile).join("choose").join(name));
        file.and_then(|file| file.set_len(bytes)).expect("room");
    }

    /// Puts a card where the picker finds it.
    pub(crate) fn offer_card(&self, link: &str) {
        std::fs::write(picker(&self.profile).join("card"), link).expect("a file");
    }

    /// Puts a folder among them, which is no file.
    pub(crate) fn offer_folder(&self, name: &str) {
        std::fs::create_dir(picker(&self.profile).join("choose").join(name)).expect("a folder");
    }

    /// The folder into which this window saves.
    pub(crate) fn saved(&self) -> PathBuf {
        picker(&self.profile).join("save")
    }

    /// The title that a task switcher shows.
    pub(crate) async fn title(&self) -> String {
        self.session.title().await.expect("a title")
    }

    /// Locks the vault: this window's process is replaced by one at the unlock page, and the session ends with it.
    pub(crate) async fn lock(self) {
        self.lock_by("Lock now").await;
    }

    /// The same by a button of another name.
    pub(crate) async fn lock_by(self, name: &str) {
        let button = self.button(name).await;
        self.replaced_by(async move { button.click().await }).await;
    }

    /// The same by what happens elsewhere. The new process ends with this.
    pub(crate) async fn locked_by(&self, act: impl Future<Output = ()> + Send + 'static) {
        self.replaced_by(async move {
            act.await;
            Ok(())
        })
        .await;
    }

    /// The same by what has the focus.
    pub(crate) async fn lock_by_enter(self) {
        let session = self.session.clone();
        self.replaced_by(async move { session.action_chain().send_keys(Key::Enter).perform().await }).await;
    }

    async fn replaced_by(&self, act: impl Future<Output = WebDriverResult<()>> + Send + 'static) {
        // Its answer does not come: whoever would give it is gone.
        let acting = tokio::spawn(act);
        until("a new process stands at the first page", || {
            processes_of(&self.profile).iter().any(|process| process.locked_because.is_some())
        })
        .await;
        acting.abort();
    }

    /// Ends the window, and waits until it has written what it will ever write.
    pub(crate) async fn close(self) {
        let profile = self.profile.clone();
        drop(self);
        until("the window's process has ended", || processes_of(&profile).is_empty()).await;
    }

    /// What the page says, for whoever reads why a test failed.
    async fn page(&self) -> String {
        match self.session.execute("return document.body.innerText", Vec::new()).await {
            Ok(text) => text.convert().unwrap_or_default(),
            Err(error) => error.to_string(),
        }
    }

    async fn find(&self, path: &str) -> WebElement {
        let start = Instant::now();
        loop {
            let query = self.session.query(By::XPath(path)).wait(PATIENCE, GLANCE).and_displayed();
            match query.first().await {
                Ok(element) => return element,
                // What was found may be drawn anew before it is looked at.
                Err(_) if start.elapsed() < PATIENCE => tokio::time::sleep(GLANCE).await,
                Err(_) => panic!("{path} is not on this page:\n{}", self.page().await),
            }
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        processes_of(&self.profile).iter().for_each(|process| end(process.id));
    }
}

/// Answers a window's questions for files, in place of the system's dialogs (`src-tauri/src/picker.rs`).
fn picker(profile: &Path) -> PathBuf {
    profile.with_extension("picker")
}

/// What a window takes for the machine that it runs on, where it looks for signs of whoever manages it: nothing is there unless a
/// test puts it there (`src-tauri/src/managed.rs`).
pub(crate) fn machine(profile: &Path) -> PathBuf {
    profile.with_extension("machine")
}

/// A key by its name, or text.
fn pressed(chain: ActionChain, stroke: &str) -> ActionChain {
    let key = match stroke {
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "ArrowDown" => Key::Down,
        "ArrowUp" => Key::Up,
        text => return chain.send_keys(text),
    };
    chain.key_down(key.clone()).key_up(key)
}

fn quoted(text: &str) -> String {
    assert!(!text.contains('"'));
    format!("\"{}\"", text.replace('\u{61c}', ""))
}
