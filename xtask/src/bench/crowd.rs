//! Many reporters at once.

use std::{
    collections::HashSet,
    process::{Child, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{
    Figure,
    office::{Office, Person},
};
use crate::workspace::text_of;

const REPORTERS: usize = 48;

/// As many processes as reporters, started at once; then the office syncs once.
pub(super) fn measure() -> Result<Vec<Figure>> {
    let office = Office::found("crowd")?;
    let ready = office.reporters(REPORTERS)?;
    let start = Instant::now();
    let sending: Vec<Child> = ready
        .iter()
        .map(|(reporter, draft)| {
            let mut send = reporter.sottoctl(&["send", draft, "--wait"]);
            send.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("cannot start sottoctl")
        })
        .collect::<Result<_>>()?;
    let mut sent = Vec::new();
    for child in sending {
        let output = child.wait_with_output()?;
        match output.status.success().then(|| case_that_was_sent(&output.stdout)) {
            Some(Ok(case)) => sent.push(case),
            Some(Err(error)) => eprintln!("crowd: {error:#}"),
            None => eprintln!("crowd: {}", String::from_utf8_lossy(&output.stderr).trim()),
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    office.owner.ask(&["sync"])?;
    let received = cases(&office.owner)?;
    let lost = sent.iter().filter(|case| !received.contains(*case)).count();
    Ok(vec![
        Figure::bounded("reporters of 48 who failed", count(REPORTERS - sent.len())?, "", 0.0),
        Figure::bounded("reports sent and not received", count(lost)?, "", 0.0),
        Figure::plain("cases that the office received", count(received.len())?, ""),
        Figure::plain("wall until the last was sent", seconds, "s"),
    ])
}

/// The case in the answer of `send`, if it has left.
fn case_that_was_sent(answer: &[u8]) -> Result<String> {
    let answer: Value = serde_json::from_slice(answer).context("sottoctl printed no JSON")?;
    let state = text_of(&answer, "state")?;
    if state != "sent" {
        bail!("a report is {state}");
    }
    text_of(&answer, "case")
}

fn cases(person: &Person) -> Result<HashSet<String>> {
    let answer = person.ask(&["case", "list"])?;
    let cases = answer.get("cases").and_then(Value::as_array).context("the answer has no cases")?;
    cases.iter().map(|case| text_of(case, "case")).collect()
}

fn count(number: usize) -> Result<f64> {
    Ok(f64::from(u32::try_from(number)?))
}
