//! Sends reports to a relay, for `cargo xtask bench relay`.
//!
//! `send_reports SETUP_LINK FOLDER WARM_UP COUNT`: founds an organisation on a new relay, makes reporters with a report of 4 KiB
//! each in the outbox, and sends the first `WARM_UP`. Says `ready`, sends `COUNT` more when a line comes, says `done`. Vaults open
//! at the least cost: on a machine of one's own a passphrase is not made slow beside the relay.

use std::{
    env,
    error::Error,
    io::{self, BufRead},
    path::{Path, PathBuf},
    sync::Arc,
};

use sotto_engine::{
    Approval, CaseId, Engine, Founding, KdfParams, Leave, Mode, NewProfile, NoKeyring, OrganisationId, Profile,
    SystemClock,
};

const REPORT_BYTES: usize = 4096;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [setup_link, folder, warm_up, count] = arguments.as_slice() else {
        return Err("usage: send_reports SETUP_LINK FOLDER WARM_UP COUNT".into());
    };
    let (folder, warm_up, count) = (PathBuf::from(folder), warm_up.parse()?, count.parse::<usize>()?);

    let owner = person(&folder, "owner", true)?;
    let founding = Founding {
        setup_link,
        name: "Bench Office",
        person: "Ilse Brandt",
        title: "Compliance Officer",
        email: "ilse@office.example",
    };
    let organisation = owner.found_organisation(&founding).await?.organisation;
    let card = owner.organisation_card(&organisation)?.file;
    let mut reports = Vec::new();
    for number in 0..warm_up + count {
        reports.push(report(&folder, number, &card, &organisation)?);
    }
    let (first, rest) = reports.split_at(warm_up);
    send(first).await?;

    let mut lines = io::stdin().lock().lines();
    println!("ready");
    lines.next().transpose()?;
    send(rest).await?;
    println!("done");
    lines.next().transpose()?;
    Ok(())
}

async fn send(reports: &[(Engine, CaseId)]) -> Result<(), Box<dyn Error>> {
    for (reporter, case) in reports {
        if reporter.sync_one(*case).await?.sent != 1 {
            return Err("a report was not sent".into());
        }
    }
    Ok(())
}

/// A reporter of its own, with a report in the outbox.
fn report(
    folder: &Path,
    number: usize,
    card: &[u8],
    organisation: &OrganisationId,
) -> Result<(Engine, CaseId), Box<dyn Error>> {
    let reporter = person(folder, &format!("reporter-{number}"), false)?;
    reporter.add_card_file(card)?;
    let draft = reporter.new_draft(organisation, None, "Pumps", &"a".repeat(REPORT_BYTES))?.draft;
    let case = reporter.queue_report(draft, reporter.suggest_pseudonym(), &Approval::Whoever, Leave::Soon)?.case;
    Ok((reporter, case))
}

fn person(folder: &Path, name: &str, recovery: bool) -> Result<Engine, Box<dyn Error>> {
    let profile = Profile::new(folder.join(name));
    let new = NewProfile {
        profile: &profile,
        passphrase: "it protects nothing",
        mode: Mode::Passphrase,
        params: KdfParams::for_tests(),
        recovery,
    };
    Ok(Engine::create(&new, &NoKeyring, Arc::new(SystemClock))?.engine)
}
