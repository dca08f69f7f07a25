//! A member who says what no Sotto says, through a real relay, and a relay that hands over what no relay takes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use std::sync::Arc;

use sotto_protocol::{
    content::{Draft, FileRef, Status},
    identity::Identity,
    ids::{BlobId, MessageId, OrganisationId},
    pseudonym::Pseudonym,
    room::{CaseEvent, Declared, Head, IdentityEvent},
    roster::Role,
    stream::FileKey,
};
use sotto_relay_api::Act;
use sotto_rooms::Sealing;
use sotto_testkit::RelayProcess;
use sotto_vault::{KdfParams, Mode, NoKeyring, Profile};
use tempfile::TempDir;

use super::*;
use crate::{Approval, FileCopy, Founding, Leave, NewProfile, SystemClock, contact::roster_of, surroundings::chance};

/// An OWNER, a MEMBER and a VIEWER who read the case of a reporter.
pub(crate) struct World {
    pub(crate) owner: Engine,
    pub(crate) member: Engine,
    pub(crate) viewer: Engine,
    pub(crate) reporter: Engine,
    pub(crate) case: CaseId,
    _relay: RelayProcess,
    _folder: TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let relay = RelayProcess::start(&folder.path().join("relay"));
        let person = |name: &str| {
            let new = NewProfile {
                profile: &Profile::new(folder.path().join(name)),
                passphrase: "ferry pepper quilt ladder moss",
                mode: Mode::Passphrase,
                params: KdfParams::for_tests(),
                recovery: name == "owner",
            };
            Engine::create(&new, &NoKeyring, Arc::new(SystemClock)).unwrap().engine
        };
        let (owner, member, viewer, reporter) =
            (person("owner"), person("member"), person("viewer"), person("reporter"));
        let founding = Founding {
            setup_link: &relay.setup_link,
            name: "Northmere Integrity",
            person: "Ines Halvorsen",
            title: "Head of Integrity",
            email: "ines@northmere.example",
        };
        owner.found_organisation(&founding).await.unwrap();
        for (handler, role) in [(&member, Role::Member), (&viewer, Role::Viewer)] {
            let invite = owner.invite("a@northmere.example", role).await.unwrap();
            let joined = handler.join(&invite, "Tomasz Brandl", "Case handler").await.unwrap();
            owner.certify(&joined.handler, &joined.key_words, None).await.unwrap();
        }
        let organisation = owner.office().unwrap().unwrap();
        let case = report(&reporter, &owner, &organisation, folder.path()).await;
        let world = Self { owner, member, viewer, reporter, case, _relay: relay, _folder: folder };
        world.everyone_syncs().await;
        world
    }

    fn everyone(&self) -> [&Engine; 4] {
        [&self.owner, &self.member, &self.viewer, &self.reporter]
    }

    /// Everyone but `liar`, who remembers nothing of what it sent.
    fn others(&self, liar: &Engine) -> Vec<&Engine> {
        self.everyone().into_iter().filter(|engine| !core::ptr::eq(*engine, liar)).collect()
    }

    pub(crate) async fn everyone_syncs(&self) {
        for engine in self.everyone() {
            engine.sync().await.unwrap();
        }
    }

    async fn contact<'e>(&self, engine: &'e Engine) -> Contact<'e> {
        match engine.office().unwrap() {
            Some(organisation) => engine.contact_as_device(organisation).await.unwrap(),
            None => engine.contact_as_mailbox(self.case).await.unwrap(),
        }
    }

    /// Seals for the head of the room as `liar` knows it.
    fn seal(&self, liar: &Engine, contact: &Contact<'_>, forged: &Forged) -> Append {
        let file = file_of(liar, self.case);
        let credential = liar.signer_of(&file).unwrap().credential;
        liar.write(|tx| {
            let roster = roster_of(tx, &contact.root)?.unwrap();
            let mls = tx.mls();
            let sealing = Sealing {
                credential: &credential,
                previous: Head::from_bytes(file.head),
                message: forged.message,
                roster_version: roster.version(),
                checkpoint: &[],
                rng: &mut chance(),
            };
            let declared = Declared { event: forged.declared.clone(), ..Declared::default() };
            let mut room = Room::load(&mls, file.room).unwrap();
            Ok(room.seal(&mls, sealing, &roster, declared, &forged.signed)?)
        })
        .unwrap()
    }

    /// Appends at the relay what `liar` made, and lets the liar's own vault go on behind it.
    async fn append(&self, liar: &Engine, contact: &mut Contact<'_>, append: &Append) {
        let file = file_of(liar, self.case);
        let act = Act::Append(append.clone());
        let (answer, _) = contact.act(&liar.signer_of(&file).unwrap().act, act).await.unwrap();
        let Answer::Appended(appended) = answer else { panic!("{answer:?}") };
        liar.write(|tx| Ok(tx.cases().update_head(self.case, Head::after(append).as_bytes(), appended.sequence)?))
            .unwrap();
    }

    /// Hands over what no relay would take of `liar`; whether it was taken for a message.
    async fn hand_over(&self, liar: &Engine, to: &Engine, append: Append) -> bool {
        let by = liar.speaks_as(&file_of(liar, self.case));
        let (file, contact) = (file_of(to, self.case), self.contact(to).await);
        let entry = RoomEntry { sequence: file.sequence + 1, by, append, entry: None };
        to.write(|tx| to.keep_entry_of_room(tx, &contact, &file, &entry)).unwrap()
    }
}

async fn report(reporter: &Engine, owner: &Engine, organisation: &OrganisationId, folder: &std::path::Path) -> CaseId {
    reporter.add_card_file(&owner.organisation_card(organisation).unwrap().file).unwrap();
    let draft = reporter.new_draft(organisation, None, "Valve contracts", "Two pumps.").unwrap().draft;
    let evidence = folder.join("evidence");
    std::fs::write(&evidence, b"evidence").unwrap();
    reporter.attach(draft, &evidence, FileCopy::Cleaned).unwrap();
    let pseudonym = Pseudonym::Chosen("Night Shift".into());
    let case = reporter.queue_report(draft, pseudonym, &Approval::Whoever, Leave::Soon).unwrap().case;
    assert_eq!(reporter.sync().await.unwrap().sent, 1);
    case
}

fn file_of(engine: &Engine, case: CaseId) -> tables::CaseFile {
    engine.read(|tx| Ok(tx.cases().get(case)?)).unwrap().unwrap()
}

/// Something signed, and what is declared beside it.
struct Forged {
    message: MessageId,
    signed: SignedContent,
    declared: Option<CaseEvent>,
}

/// An object as `liar` signs it, under the id of its append.
fn forged(liar: &Engine, case: CaseId, content: &Content) -> Forged {
    forged_as(liar, case, MessageId::random(&mut chance()), content)
}

/// An object that names `id`, in an append of the same id.
fn forged_as(liar: &Engine, case: CaseId, id: MessageId, content: &Content) -> Forged {
    let file = file_of(liar, case);
    let draft = Draft { lineage: case, id, previous: previous_content(&file), at: liar.now(), content };
    let credential = liar.signer_of(&file).unwrap().credential;
    Forged { message: id, signed: SignedContent::sign(&draft, &credential), declared: None }
}

fn message(body: &str) -> Content {
    Content::Message { body: body.into(), files: Vec::new() }
}

/// What a device believes of a case: words, files, and what stands above them.
fn believed(engine: &Engine, case: CaseId) -> (Vec<(String, Vec<String>)>, String, String, Status) {
    let lines = engine.conversation(case).unwrap().into_iter();
    let lines = lines.filter(|line| line.kind != kind::UNREADABLE);
    let lines = lines.map(|line| (line.body, line.files.into_iter().map(|file| file.name).collect()));
    let view = engine.case(case).unwrap();
    (lines.collect(), view.title, view.pseudonym.to_string(), view.status)
}

fn unreadable(engine: &Engine, case: CaseId) -> usize {
    engine.conversation(case).unwrap().iter().filter(|line| line.kind == kind::UNREADABLE).count()
}

// rule: CONT-04, ROOM-14
#[tokio::test]
async fn what_a_member_may_not_say_is_an_unreadable_line() {
    let world = World::new().await;
    let (liar, case) = (&world.member, world.case);
    let pseudonym = Pseudonym::Chosen("Day Shift".into());
    let report = liar.read(|tx| Ok(tx.messages().of_case(case)?)).unwrap().remove(0);
    let evidence = liar.read(|tx| Ok(tx.attachments().of_message(report.message)?)).unwrap().remove(0);
    let other_evidence = FileRef {
        attachment: evidence.attachment,
        blob: BlobId::random(&mut chance()),
        key: FileKey::generate(&mut chance()),
        name: "other evidence".into(),
        size_bytes: 1,
        sha256: [0; 32].into(),
        original: None,
    };
    let (title, channel) = ("Another title".to_owned(), "general".to_owned());
    let lies = [
        (
            "the reporter's own words again",
            Forged { signed: codec::from_slice(&report.content).unwrap(), ..forged(liar, case, &message("")) },
        ),
        ("somebody else's words", forged(&world.viewer, case, &message("I say so too."))),
        ("a report", {
            let (title, channel, pseudonym) = (title.clone(), channel.clone(), pseudonym.clone());
            let body = "Three pumps.".into();
            forged(liar, case, &Content::Report { title, body, pseudonym, channel, files: Vec::new() })
        }),
        ("the beginning of a successor", forged(liar, case, &Content::Resumed { title, pseudonym, channel })),
        (
            "other files of the report",
            Forged {
                message: MessageId::random(&mut chance()),
                ..forged_as(
                    liar,
                    case,
                    report.message,
                    &Content::Message { body: "Look.".into(), files: vec![other_evidence] },
                )
            },
        ),
        ("a status that the log does not have", forged(liar, case, &Content::Status { status: Status::Closed })),
        (
            "another status than the log has",
            Forged {
                declared: Some(CaseEvent::Status { status: Status::Acknowledged }),
                ..forged(liar, case, &Content::Status { status: Status::Closed })
            },
        ),
    ];
    let before = believed(&world.owner, case);
    assert_eq!(before.0, [("Two pumps.".to_owned(), vec!["evidence".to_owned()])]);
    let mut contact = world.contact(liar).await;
    let count = lies.len();
    for (what, lie) in lies {
        let append = world.seal(liar, &contact, &lie);
        world.append(liar, &mut contact, &append).await;
        for engine in world.others(liar) {
            engine.sync().await.unwrap();
            assert_eq!(believed(engine, case), before, "{what}");
        }
    }
    // The room goes on.
    world.owner.queue_message(case, "An answer.", Leave::Soon).unwrap();
    for engine in world.others(liar) {
        engine.sync().await.unwrap();
        assert_eq!(unreadable(engine, case), count);
        assert_eq!(believed(engine, case).0.last().unwrap().0, "An answer.");
    }
}

// rule: CONT-04
#[tokio::test]
async fn what_a_relay_should_not_have_taken_is_an_unreadable_line() {
    let world = World::new().await;
    let case = world.case;
    let before = believed(&world.owner, case);
    let status = Status::Closed;
    let lies = [
        ("a VIEWER's message", &world.viewer, forged(&world.viewer, case, &message("An answer."))),
        (
            "a reporter's status",
            &world.reporter,
            Forged {
                declared: Some(CaseEvent::Status { status }),
                ..forged(&world.reporter, case, &Content::Status { status })
            },
        ),
    ];
    for (sequence, (what, liar, lie)) in (1..).zip(lies) {
        let contact = world.contact(liar).await;
        // Where the reader's room is by now.
        liar.write(|tx| Ok(tx.cases().update_head(case, &file_of(&world.owner, case).head, 2)?)).unwrap();
        let append = world.seal(liar, &contact, &lie);
        assert!(!world.hand_over(liar, &world.owner, append).await, "{what}");
        assert_eq!(believed(&world.owner, case), before, "{what}");
        assert_eq!(unreadable(&world.owner, case), sequence, "{what}");
    }
}

// rule: ROOM-14
#[tokio::test]
async fn an_envelope_that_does_not_open_is_an_unreadable_line_and_the_room_goes_on() {
    let world = World::new().await;
    let (liar, case) = (&world.member, world.case);
    let mut contact = world.contact(liar).await;
    let envelopes: [fn(Vec<u8>) -> Vec<u8>; 4] = [
        |envelope| [&envelope[..1], &[7; 200][..]].concat(),
        |envelope| envelope[..1].to_vec(),
        |_| Vec::new(),
        |mut envelope| {
            *envelope.last_mut().unwrap() ^= 1;
            envelope
        },
    ];
    for spoil in envelopes {
        let mut append = world.seal(liar, &contact, &forged(liar, case, &message("Spoilt.")));
        append.envelope = spoil(append.envelope.to_vec()).into();
        world.append(liar, &mut contact, &append).await;
    }
    // One that opens, at another place than it was sealed for.
    let mut append = world.seal(liar, &contact, &forged(liar, case, &message("Moved.")));
    append.message = MessageId::random(&mut chance());
    world.append(liar, &mut contact, &append).await;

    world.owner.queue_message(case, "An answer.", Leave::Soon).unwrap();
    for engine in world.others(liar) {
        engine.sync().await.unwrap();
        assert_eq!(unreadable(engine, case), envelopes.len() + 1);
        let words: Vec<String> = believed(engine, case).0.into_iter().map(|(body, _)| body).collect();
        assert_eq!(words, ["Two pumps.", "An answer."]);
    }
}

// rule: ROOM-14
#[tokio::test]
async fn an_envelope_of_a_newer_version_halts_the_case() {
    let world = World::new().await;
    let (liar, case) = (&world.member, world.case);
    let mut contact = world.contact(liar).await;
    let mut append = world.seal(liar, &contact, &forged(liar, case, &message("New words.")));
    append.envelope[0] = 2;
    world.append(liar, &mut contact, &append).await;
    let after = world.seal(liar, &contact, &forged(liar, case, &message("Behind it.")));
    world.append(liar, &mut contact, &after).await;
    for engine in world.others(liar) {
        for _ in 0..2 {
            assert_eq!(engine.sync().await.unwrap_err().code(), ErrorCode::VersionUnsupported);
            assert_eq!(engine.case(case).unwrap().halted.as_deref(), Some("version_unsupported"));
            assert_eq!(engine.conversation(case).unwrap().len(), 1, "nothing behind it is taken");
        }
    }
    // What somebody writes waits for a newer Sotto too.
    world.owner.queue_message(case, "An answer.", Leave::Soon).unwrap();
    assert!(world.owner.sync().await.is_err());
    assert_eq!(world.owner.read(|tx| Ok(tx.outbox().count()?)).unwrap(), 1);
}

// rule: ROOM-14
#[tokio::test]
async fn a_message_is_kept_once_under_its_id() {
    let world = World::new().await;
    let (liar, case) = (&world.member, world.case);
    let contact = world.contact(liar).await;
    let report = liar.read(|tx| Ok(tx.messages().of_case(case)?)).unwrap().remove(0);
    let again = forged_as(liar, case, report.message, &message("Other words."));
    let append = world.seal(liar, &contact, &again);
    let before = believed(&world.owner, case);
    assert!(!world.hand_over(liar, &world.owner, append).await);
    assert_eq!(believed(&world.owner, case), before);
    assert_eq!(world.owner.conversation(case).unwrap().len(), 1);
}

fn history(objects: Vec<Vec<u8>>) -> Content {
    Content::History { objects: objects.into_iter().map(ByteVec::from).collect() }
}

// rule: CONT-07, CONT-08
// proves: PRIV-49
#[tokio::test]
async fn what_is_handed_over_is_its_authors_or_nobodys() {
    let world = World::new().await;
    let (liar, case) = (&world.member, world.case);
    let report = liar.read(|tx| Ok(tx.messages().of_case(case)?)).unwrap().remove(0);
    let evidence = liar.read(|tx| Ok(tx.attachments().of_message(report.message)?)).unwrap().remove(0);
    let signed = |content: &Content| codec::to_vec(&forged(liar, case, content).signed);
    let id = MessageId::random(&mut chance());
    let backdated = |body: &str| {
        let content = message(body);
        let draft = Draft {
            lineage: case,
            id,
            previous: ContentHash::none(),
            at: UnixSeconds(1_700_000_000),
            content: &content,
        };
        SignedContent::sign(&draft, &liar.signer_of(&file_of(liar, case)).unwrap().credential)
    };
    let tampered = {
        let mut bytes = signed(&message("Mine."));
        let at = bytes.windows(5).position(|window| window == b"Mine.").unwrap();
        bytes[at] = b'm';
        bytes
    };
    let stranger = {
        let content = message("From outside.");
        let draft = Draft {
            lineage: case,
            id: MessageId::random(&mut chance()),
            previous: ContentHash::none(),
            at: liar.now(),
            content: &content,
        };
        codec::to_vec(&SignedContent::sign(&draft, &ed25519_dalek::SigningKey::from_bytes(&[9; 32])))
    };
    let elsewhere = {
        let content = message("Of another case.");
        let draft = Draft {
            lineage: CaseId::from_bytes([9; 16]),
            id: MessageId::random(&mut chance()),
            previous: ContentHash::none(),
            at: liar.now(),
            content: &content,
        };
        codec::to_vec(&SignedContent::sign(&draft, &liar.signer_of(&file_of(liar, case)).unwrap().credential))
    };
    let (title, channel, pseudonym) =
        ("Another title".to_owned(), "general".to_owned(), Pseudonym::Chosen("Day Shift".into()));
    let others_file = FileRef {
        attachment: evidence.attachment,
        blob: evidence.blob,
        key: FileKey::generate(&mut chance()),
        name: "other evidence".into(),
        size_bytes: 1,
        sha256: [0; 32].into(),
        original: None,
    };
    let lies = vec![
        b"nothing".to_vec(),
        tampered,
        stranger,
        elsewhere,
        signed(&Content::Report { title, body: "Three pumps.".into(), pseudonym, channel, files: Vec::new() }),
        signed(&Content::IdentityAsked { body: "Who are you?".into() }),
        signed(&history(vec![signed(&message("Within."))])),
        signed(&Content::Message { body: "Look.".into(), files: vec![others_file] }),
        codec::to_vec(&forged(&world.viewer, case, &message("I may not answer.")).signed),
        codec::to_vec(&forged_as(liar, case, report.message, &message("Other words.")).signed),
    ];
    let mut contact = world.contact(liar).await;
    let before = believed(&world.owner, case);
    let hand_over = async |contact: &mut Contact<'_>, content: &Content| {
        let append = world.seal(liar, contact, &forged(liar, case, content));
        world.append(liar, contact, &append).await;
        for engine in world.others(liar) {
            engine.sync().await.unwrap();
        }
    };
    hand_over(&mut contact, &history(lies)).await;
    for engine in world.others(liar) {
        let mut now = believed(engine, case);
        assert_eq!(now.0.pop().unwrap().0, "", "that something was handed over");
        assert_eq!(now, before);
    }

    // Words of their own, that were never in the room: shown as theirs, and as handed over by them.
    hand_over(&mut contact, &history(vec![codec::to_vec(&backdated("I said so in time.")), report.content.clone()]))
        .await;
    for engine in world.others(liar) {
        let lines = engine.conversation(case).unwrap();
        let bodies: Vec<_> = lines.iter().map(|line| line.body.as_str()).collect();
        assert_eq!(bodies, ["I said so in time.", "Two pumps.", ""]);
        assert_eq!(
            (&*lines[0].author_name, lines[0].handed_over_by.as_deref()),
            ("Tomasz Brandl", Some("Tomasz Brandl"))
        );
        assert_eq!((lines[1].handed_over_by.as_deref(), lines[1].files.len()), (None, 1));
    }
    // What comes by itself takes the place of what was handed over under its id.
    let lie = Forged { message: id, ..forged_as(liar, case, id, &message("I say so now.")) };
    let append = world.seal(liar, &contact, &lie);
    world.append(liar, &mut contact, &append).await;
    hand_over(&mut contact, &history(vec![codec::to_vec(&backdated("I said so in time."))])).await;
    for engine in world.others(liar) {
        let lines = engine.conversation(case).unwrap();
        let bodies: Vec<_> = lines.iter().map(|line| (line.body.as_str(), line.handed_over_by.is_some())).collect();
        assert_eq!(bodies, [("Two pumps.", false), ("", false), ("I say so now.", false), ("", false)]);
    }
}

// rule: CONT-06
#[tokio::test]
async fn who_may_not_answer_hands_nothing_over_and_nobody_too_much() {
    let world = World::new().await;
    let case = world.case;
    for engine in [&world.viewer, &world.reporter] {
        assert_eq!(engine.hand_over(case).unwrap_err().code(), ErrorCode::NotPermitted);
        assert_eq!(engine.past(case).unwrap_err().code(), ErrorCode::NotPermitted);
    }
    let past = world.member.past(case).unwrap();
    assert_eq!((past.messages, past.files), (1, 1));
    let before = believed(&world.owner, case);
    let lies = [
        (&world.viewer, history(Vec::new())),
        (&world.reporter, history(Vec::new())),
        (&world.member, history(vec![Vec::new(); 1025])),
        (&world.member, history(vec![vec![0; 256 * 1024], vec![0; 256 * 1024], vec![0; 1]])),
    ];
    for (sequence, (liar, lie)) in (1..).zip(lies) {
        let contact = world.contact(liar).await;
        // Where the reader's room is by now.
        liar.write(|tx| Ok(tx.cases().update_head(case, &file_of(&world.owner, case).head, 2)?)).unwrap();
        let append = world.seal(liar, &contact, &forged(liar, case, &lie));
        assert!(!world.hand_over(liar, &world.owner, append).await);
        assert_eq!(believed(&world.owner, case), before);
        assert_eq!(unreadable(&world.owner, case), sequence);
    }
}

/// The relay goes by what is declared, and so does every device: nobody opens behind nonsense.
// rule: IDEN-16
#[tokio::test]
async fn an_opening_counts_whatever_is_sealed_beside_it() {
    let world = World::new().await;
    let (liar, case) = (&world.member, world.case);
    let chosen = [liar.me().unwrap().unwrap().handler];
    let who = Identity { name: Some("Dana Veldt".into()), contact: None, work: None, document: None };
    world.everyone_syncs().await;
    world.reporter.queue_disclosure(case, &who, &chosen, "Night Shift").unwrap();
    world.reporter.sync().await.unwrap();
    world.everyone_syncs().await;
    let record = liar.identity(case).unwrap().disclosure.unwrap().record;
    let opened = IdentityEvent::Opened { record, request: None, reason: [1; 32].into() };
    let lie = Forged { declared: Some(CaseEvent::Identity(opened)), ..forged(liar, case, &message("Nothing.")) };
    let mut contact = world.contact(liar).await;
    let append = world.seal(liar, &contact, &lie);
    world.append(liar, &mut contact, &append).await;
    for engine in [&world.reporter, &world.owner] {
        engine.sync().await.unwrap();
        assert_eq!(unreadable(engine, case), 1);
        let openings = engine.identity(case).unwrap().disclosure.unwrap().openings;
        let [opening] = &openings[..] else { panic!("{openings:?}") };
        assert_eq!((opening.state.as_str(), opening.name.as_str()), ("opened", "Tomasz Brandl"));
        assert_eq!(opening.reason, "");
    }
}
