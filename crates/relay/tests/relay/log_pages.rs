//! The log in runs of entries: who is given one, and what of it they may read.

use minicbor::bytes::ByteArray;
use sotto_protocol::roster::Role;
use sotto_relay_api::{Act, Answer, MAX_LOG_PAGE, PageEntry, Refusal, Request};
use sotto_tlog::{Commitment, EventKind, InclusionProof, LeafIndex, verify_inclusion};

use crate::{
    organisation::{invite_act, join_act},
    support::{Client, Ended, Keys, World, person},
};

const LOG: &str = include_str!("../../../../docs/protocol/log.md");

/// The places and kinds of a run, each proved under the checkpoint of the same answer; a dash for what is not shown.
async fn run(world: &World, client: &mut Client, before: Option<u64>, count: u32) -> Vec<(u64, String)> {
    let (answer, log) = client.ask(Request::FetchLog { before, count }).await;
    let Answer::LogPage(page) = answer else { panic!("{answer:?}") };
    let of_entry = |entry: PageEntry| match entry {
        PageEntry::Event(entry) => (entry.index, world.event(&entry, log.as_ref()).kind().to_string()),
        PageEntry::Commitment(entry) => {
            let checkpoint = world.checkpoint(log.as_ref().unwrap());
            let proof: InclusionProof = minicbor::decode(&entry.proof).unwrap();
            let commitment = Commitment::from_bytes(*entry.commitment);
            verify_inclusion(&checkpoint, LeafIndex(entry.index), &commitment, &proof).unwrap();
            (entry.index, "-".to_owned())
        }
    };
    page.into_iter().map(of_entry).collect()
}

fn kinds(run: Vec<(u64, String)>) -> Vec<String> {
    run.into_iter().map(|(_, kind)| kind).collect()
}

/// An office with a MEMBER and two cases: of the OWNER alone, and of both.
async fn two_cases() -> (World, Keys) {
    let mut world = World::founded().await;
    let member = Keys::of(2);
    world.open_case(&Keys::of(40), 1).await;
    world.certify(person(2, Role::Member, &member)).await;
    let reporter = Keys::of(41);
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    let solution = mailbox.solve(2).await;
    let act = world.opening(&reporter, 2, vec![world.owner.device(), member.device()], solution);
    assert!(matches!(mailbox.act(&act, &reporter).await.0, Answer::Appended(_)));
    (world, member)
}

// rule: LOG-35, LOG-36
// proves: PRIV-34
#[tokio::test]
async fn a_member_reads_their_cases_and_the_office_s_own_and_gets_the_rest_as_commitments() {
    let (world, member) = two_cases().await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let all = ["organisation.created", "roster.published", "case.opened", "roster.published", "case.opened"];
    assert_eq!(kinds(run(&world, &mut owner, None, 100).await), all);

    let mut colleague = world.proven(&member, member.as_device()).await;
    let partly = ["organisation.created", "roster.published", "-", "roster.published", "case.opened"];
    assert_eq!(kinds(run(&world, &mut colleague, None, 100).await), partly);
}

// rule: LOG-35
#[tokio::test]
async fn a_run_ends_where_it_was_asked_to() {
    let (world, _) = two_cases().await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let mut places = async |before, count| {
        let run = run(&world, &mut owner, before, count).await;
        run.into_iter().map(|(index, _)| index).collect::<Vec<_>>()
    };
    assert_eq!(places(None, 2).await, [3, 4]);
    assert_eq!(places(Some(3), 2).await, [1, 2]);
    assert_eq!(places(Some(1), 2).await, [0]);
    assert_eq!(places(Some(0), 2).await, Vec::<u64>::new());
    assert_eq!(places(None, 0).await, Vec::<u64>::new());
    // Nobody gets what is not there, or more than a page.
    assert_eq!(places(Some(u64::MAX), u32::MAX).await, [0, 1, 2, 3, 4]);
}

// rule: LOG-35
#[tokio::test]
async fn a_run_holds_a_hundred_entries_at_most() {
    let world = World::founded().await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    for n in 0..MAX_LOG_PAGE {
        let n = u8::try_from(n).unwrap();
        let token_hash = ByteArray::from([n; 32]);
        let invite = Act::Invite { token_hash, email: "a@example.org".into(), role: Role::Member };
        assert!(matches!(owner.act(&world.body(n, invite), &world.owner).await.0, Answer::Logged(_)));
    }
    let run = run(&world, &mut owner, None, u32::MAX).await;
    let places: Vec<u64> = run.into_iter().map(|(index, _)| index).collect();
    assert_eq!(places, (2..102).collect::<Vec<_>>());
}

// rule: LOG-35
#[tokio::test]
async fn nobody_but_a_certified_device_gets_one() {
    let (mut world, member) = two_cases().await;
    let asked = Request::FetchLog { before: None, count: 10 };
    let (reporter, stranger) = (Keys::of(40), Keys::of(70));
    for (keys, principal) in
        [(&reporter, reporter.as_mailbox()), (&stranger, stranger.as_device()), (&stranger, stranger.as_mailbox())]
    {
        let mut client = world.proven(keys, principal).await;
        assert_eq!(client.refusal(asked.clone()).await, Some(Refusal::NotPermitted));
    }
    let waiting = Keys::of(3);
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    assert!(matches!(owner.act(&invite_act(&world, 1, [1; 32]), &world.owner).await.0, Answer::Logged(_)));
    let mut device = world.proven(&waiting, waiting.as_device()).await;
    assert!(matches!(device.act(&join_act(&world, &waiting, [1; 32]), &waiting).await.0, Answer::Logged(_)));
    assert_eq!(device.refusal(asked.clone()).await, Some(Refusal::NotPermitted));

    let mut colleague = world.proven(&member, member.as_device()).await;
    assert_eq!(colleague.refusal(asked.clone()).await, None);
    world.people.pop();
    let mut roster = world.roster(3);
    roster.revoked.push(member.device());
    world.publish(roster).await;
    assert_eq!(colleague.try_ask(asked).await.unwrap_err(), Ended::Cut);
    let mut dismissed = world.connect().await;
    dismissed.hello(Some(world.organisation())).await.unwrap();
    let refused = dismissed.prove(&world, &member, member.as_device()).await;
    assert_eq!(refused, Err(Ended::Refused(Refusal::NotPermitted)));
}

#[test]
fn every_kind_is_written_down_with_who_may_read_it() {
    let rows: Vec<&str> = LOG.lines().filter(|line| line.starts_with("| `")).collect();
    for kind in EventKind::ALL {
        let named = rows.iter().filter(|row| row.starts_with(&format!("| `{kind}` |"))).count();
        assert_eq!(named, 1, "{kind}");
    }
}
