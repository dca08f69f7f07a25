//! Each table gives back what it was given, and keeps what it promises.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::*;
use sotto_protocol::{
    ids::{AttachmentId, BlobId, CaseId, DeviceId, DraftId, HandlerId, MessageId, OrganisationId, RecordId, RoomId},
    time::UnixSeconds,
};
use sotto_vault::{
    StoreError, StoredName, Transaction,
    tables::{
        Attachment, AttachmentState, CaseFile, Disclosure, Entry, Envelope, KeyPackage, Message, Opening, OpeningState,
        Organisation, OutboxItem, OutboxState, Reader, Role, SealedCopy, Side,
    },
};
use zeroize::Zeroizing;

fn within(work: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>) {
    let folder = Folder::new();
    let vault = create(&folder.profile()).unwrap();
    vault
        .write(|tx| {
            tx.organisations().put(&organisation())?;
            tx.cases().put(&case_file())?;
            work(tx)
        })
        .unwrap();
    vault.check().unwrap();
}

fn message_id(n: u8) -> MessageId {
    MessageId::from_bytes([n; 16])
}

#[test]
fn secrets_and_settings() {
    within(|tx| {
        assert_eq!(tx.secrets().get("phrase")?, None);
        tx.secrets().put("phrase", b"one")?;
        tx.secrets().put("phrase", b"two")?;
        assert_eq!(tx.secrets().get("phrase")?, Some(Zeroizing::new(b"two".to_vec())));
        assert!(tx.secrets().remove("phrase")?);
        assert!(!tx.secrets().remove("phrase")?);
        tx.settings().put("theme", b"")?;
        assert_eq!(tx.settings().get("theme")?, Some(Vec::new()));
        assert!(tx.settings().remove("theme")?);
        assert_eq!(tx.settings().get("theme")?, None);
        Ok(())
    });
}

// rule: VAULT-18
#[test]
fn a_roster_never_goes_back() {
    within(|tx| {
        let id = organisation().organisation;
        assert!(tx.organisations().update_roster(id, b"four", 4)?);
        assert!(!tx.organisations().update_roster(id, b"four again", 4)?);
        assert!(!tx.organisations().update_roster(id, b"three", 3)?);
        tx.organisations().update_checkpoint(id, b"note")?;
        tx.organisations().update_card(id, b"card 2", "Fjord Rail AS")?;
        tx.organisations().set_compared(id, true)?;
        let handler = Some(HandlerId::from_bytes([8; 16]));
        tx.organisations().set_role(id, Role::Owner, handler)?;
        let expected = Organisation {
            name: "Fjord Rail AS".into(),
            card: b"card 2".to_vec(),
            roster: b"four".to_vec(),
            roster_version: 4,
            checkpoint: Some(b"note".to_vec()),
            compared: true,
            role: Role::Owner,
            handler,
            ..organisation()
        };
        assert!(tx.organisations().get(id)? == Some(expected.clone()));
        assert!(tx.organisations().list()? == [expected]);
        assert!(tx.organisations().get(OrganisationId::from_bytes([0; 32]))?.is_none());
        Ok(())
    });
}

fn attachment() -> Attachment {
    Attachment {
        attachment: AttachmentId::from_bytes([10; 16]),
        draft: Some(draft().draft),
        case: None,
        message: None,
        position: 0,
        name: "../\u{202e}gpj.exe".into(),
        size_bytes: u64::from(u32::MAX) + 5,
        sha256: [11; 32],
        original_sha256: Some([14; 32]),
        file_key: Zeroizing::new(vec![12; 32]),
        stored: Some(StoredName::try_from("0a".repeat(16)).unwrap()),
        blob: BlobId::from_bytes([13; 16]),
        state: AttachmentState::Stored,
        looked: Some(vec![15]),
        other: Some(SealedCopy {
            size_bytes: u64::from(u32::MAX) + 6,
            sha256: [14; 32],
            file_key: Zeroizing::new(vec![16; 32]),
            stored: StoredName::try_from("0b".repeat(16)).unwrap(),
        }),
    }
}

#[test]
fn a_draft_and_its_attachments_become_a_message() {
    within(|tx| {
        tx.drafts().put(&draft())?;
        let mut edited = draft();
        edited.body.push_str(" More.");
        edited.updated_at = NOW.plus(1);
        tx.drafts().put(&edited)?;
        assert!(tx.drafts().list()? == [edited.clone()]);
        tx.attachments().put(&attachment())?;
        assert!(tx.attachments().of_draft(edited.draft)? == [attachment()]);
        assert!(tx.attachments().stored()? == ["0a".repeat(16), "0b".repeat(16)]);
        assert!(matches!(tx.drafts().remove(edited.draft), Err(StoreError::Constraint(_))), "files first");

        let loose = Attachment { draft: None, case: Some(case_file().case), ..attachment() };
        tx.attachments().put(&loose)?;
        assert!(tx.drafts().remove(edited.draft)?);
        assert!(tx.attachments().loose(case_file().case)? == [loose.clone()]);
        let moved = Attachment { message: Some(message_id(1)), state: AttachmentState::Uploaded, ..loose };
        tx.attachments().put(&Attachment { state: AttachmentState::Stored, ..moved.clone() })?;
        tx.attachments().set_uploaded(attachment().attachment, BlobId::from_bytes([99; 16]))?;
        assert!(tx.attachments().get(attachment().attachment)?.is_some_and(|row| row.state == AttachmentState::Stored));
        tx.attachments().set_uploaded(attachment().attachment, attachment().blob)?;
        assert!(tx.attachments().loose(case_file().case)?.is_empty());
        assert!(tx.attachments().of_message(message_id(1))? == [moved.clone()]);
        assert!(tx.attachments().of_case(case_file().case)? == [moved.clone()]);
        assert!(tx.attachments().remove(moved.attachment)?);
        assert!(tx.attachments().get(moved.attachment)?.is_none());
        Ok(())
    });
}

#[test]
fn a_stored_name_points_nowhere_else() {
    assert!(StoredName::try_from(StoredName::random(&mut rng()).as_str().to_owned()).is_ok());
    for name in ["", "..", "../../../../../../../../../etc/pa", "0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A0A", "0a0a"] {
        assert!(StoredName::try_from(name.to_owned()).is_err(), "{name}");
    }
}

#[test]
fn cases_and_where_their_rooms_stand() {
    within(|tx| {
        let case = case_file().case;
        assert!(tx.cases().get(case)? == Some(case_file()));
        assert!(tx.cases().by_room(case_file().room)? == Some(case_file()));
        assert_eq!(tx.cases().own()?, [case]);
        assert_eq!(tx.cases().last_index(case_file().organisation)?, Some(7));
        assert_eq!(tx.cases().last_index(OrganisationId::from_bytes([0; 32]))?, None);

        tx.cases().update_head(case, &[20; 32], 5)?;
        tx.cases().update_content(case, &[21; 32], NOW.plus(5))?;
        tx.cases().set_status(case, "acknowledged", NOW.plus(6))?;
        tx.cases().set_unread(case, 2)?;
        tx.cases().set_halted(case, Some("newer"))?;
        let found = tx.cases().get(case)?.unwrap();
        assert_eq!((found.head, found.sequence, found.last_content), ([20; 32], 5, Some([21; 32])));
        assert_eq!((found.status.as_str(), found.updated_at, found.unread), ("acknowledged", NOW.plus(6), 2));
        assert_eq!(found.halted.as_deref(), Some("newer"));

        let successor = RoomId::from_bytes([22; 16]);
        tx.cases().move_to_room(case, successor, &[23; 32])?;
        let found = tx.cases().by_room(successor)?.unwrap();
        assert_eq!((found.head, found.sequence, found.generation, found.halted), ([23; 32], 0, 1, None));
        assert!(tx.cases().by_room(case_file().room)?.is_none());
        Ok(())
    });
}

fn message(n: u8) -> Message {
    Message {
        message: message_id(n),
        case: case_file().case,
        sequence: n.into(),
        kind: "report".into(),
        author_kind: "reporter".into(),
        author: vec![1],
        author_name: "Grey Heron".into(),
        at: NOW,
        body: "…".into(),
        after_gap: false,
        content: vec![2; 300],
        head: [n; 32],
        via: None,
    }
}

// rule: VAULT-19
#[test]
fn a_message_is_kept_once() {
    within(|tx| {
        assert!(tx.messages().insert(&message(2))?);
        assert!(tx.messages().insert(&message(1))?);
        assert!(!tx.messages().insert(&Message { body: "altered".into(), ..message(2) })?);
        assert!(tx.messages().of_case(case_file().case)? == [message(2), message(1)], "in order of arrival");
        assert!(tx.messages().get(message_id(2))? == Some(message(2)));
        let nowhere = Message { case: CaseId::from_bytes([99; 16]), ..message(3) };
        assert!(matches!(tx.messages().insert(&nowhere), Err(StoreError::Constraint(_))));

        let room = case_file().room;
        assert!(!tx.seen().contains(room, b"leaf", message_id(1))?);
        assert!(tx.seen().insert(room, b"leaf", message_id(1))?);
        assert!(!tx.seen().insert(room, b"leaf", message_id(1))?);
        assert!(tx.seen().insert(room, b"another leaf", message_id(1))?);
        assert!(tx.seen().contains(room, b"leaf", message_id(1))?);
        Ok(())
    });
}

#[test]
fn readers_are_replaced_as_a_whole() {
    within(|tx| {
        let reader = |n: u8, name: &str| Reader {
            case: case_file().case,
            device: DeviceId::from_bytes([n; 32]),
            handler: HandlerId::from_bytes([n; 16]),
            name: name.into(),
            title: "Head of Integrity".into(),
            verified: true,
        };
        tx.readers().put(&reader(1, "Nora"))?;
        tx.readers().put(&Reader { verified: false, ..reader(1, "Nora") })?;
        assert!(tx.readers().of_case(case_file().case)? == [Reader { verified: false, ..reader(1, "Nora") }]);
        tx.readers().replace(case_file().case, &[reader(3, "Per"), reader(2, "Liv")])?;
        assert!(tx.readers().of_case(case_file().case)? == [reader(2, "Liv"), reader(3, "Per")]);
        Ok(())
    });
}

// rule: VAULT-22
#[test]
fn the_outbox_keeps_its_order() {
    within(|tx| {
        let item = |n: u8| OutboxItem {
            message: message_id(n),
            case: Some(case_file().case),
            draft: Some(DraftId::from_bytes([n; 16])),
            kind: "report".into(),
            payload: vec![n],
            approved: vec![],
            state: OutboxState::Queued,
            reason: None,
            sealed: None,
            attempts: 0,
            created_at: NOW,
            leaves_at: (n == 5).then_some(NOW),
        };
        for n in [9, 5, 7] {
            tx.outbox().push(&item(n))?;
        }
        assert!(matches!(tx.outbox().push(&item(5)), Err(StoreError::Constraint(_))));
        assert!(tx.outbox().of_case(case_file().case)? == [item(9), item(5), item(7)]);
        assert_eq!(tx.outbox().count()?, 3);
        assert_eq!(tx.outbox().cases_of(case_file().side)?, [case_file().case]);
        assert!(tx.outbox().cases_of(Side::Handler)?.is_empty());

        tx.outbox().set_state(message_id(5), OutboxState::Paused, Some("readers_changed"))?;
        tx.outbox().count_attempt(message_id(5))?;
        let paused = tx.outbox().get(message_id(5))?.unwrap();
        assert_eq!(
            (paused.state, paused.reason.as_deref(), paused.attempts),
            (OutboxState::Paused, Some("readers_changed"), 1)
        );
        assert!(!tx.outbox().seal(message_id(5), b"sealed")?);
        tx.outbox().set_state(message_id(5), OutboxState::Queued, None)?;
        assert!(tx.outbox().seal(message_id(5), b"sealed")?);
        let sealed = tx.outbox().get(message_id(5))?.unwrap();
        assert_eq!((sealed.state, sealed.reason, sealed.sealed), (OutboxState::Sealed, None, Some(b"sealed".to_vec())));
        assert!(tx.outbox().update(&OutboxItem { payload: vec![0], ..item(5) })?);
        assert!(!tx.outbox().update(&item(1))?);

        // The last is removed and comes again: it goes to the end, not to its old place.
        assert!(tx.outbox().remove(message_id(7))?);
        tx.outbox().push(&item(4))?;
        let order: Vec<_> = tx.outbox().of_case(case_file().case)?.into_iter().map(|row| row.message).collect();
        assert_eq!(order, [message_id(9), message_id(5), message_id(4)]);
        Ok(())
    });
}

// rule: IDEN-14
#[test]
fn a_withdrawal_ends_a_disclosure_and_destroys_its_shares() {
    within(|tx| {
        let (table, record, case) = (tx.disclosures(), RecordId::from_bytes([7; 16]), case_file().case);
        let row = Disclosure {
            record,
            case,
            message: message_id(1),
            statement: b"statement".to_vec(),
            at: UnixSeconds(10),
            position: 4,
            withdrawn: None,
        };
        assert!(table.insert(&row)? && !table.insert(&row)?);
        table.put_share(record, b"one")?;
        table.put_share(record, b"one")?;
        table.put_share(record, b"two")?;
        assert_eq!(table.shares(record)?, [b"one".to_vec(), b"two".to_vec()]);
        assert_eq!(table.last_of_case(case)?.unwrap().statement, b"statement");

        let asked = Opening {
            request: message_id(2),
            record,
            device: DeviceId::from_bytes([3; 32]),
            name: "Ines".into(),
            reason: "To protect you.".into(),
            state: OpeningState::Asked,
            asked_at: UnixSeconds(20),
            decided: None,
            opened: None,
            position: 5,
        };
        table.put_opening(&asked)?;
        assert_eq!(table.with_requests()?.len(), 1);
        let (decided, opened) = (("Adaeze".to_owned(), UnixSeconds(30)), (message_id(3), UnixSeconds(40)));
        let state = OpeningState::Opened;
        table.put_opening(&Opening { state, decided: Some(decided), opened: Some(opened), position: 7, ..asked })?;
        assert_eq!(table.with_requests()?, []);
        let [kept] = &table.openings(record)?[..] else { panic!() };
        assert_eq!((kept.state, kept.position, kept.opened), (state, 7, Some((message_id(3), UnixSeconds(40)))));
        assert_eq!(table.opening(record, message_id(2))?.unwrap().decided.unwrap().0, "Adaeze");

        assert!(table.withdraw(record, UnixSeconds(50), 8)? && !table.withdraw(record, UnixSeconds(60), 9)?);
        assert_eq!(table.shares(record)?, Vec::<Vec<u8>>::new());
        assert_eq!(table.get(record)?.unwrap().withdrawn, Some((UnixSeconds(50), 8)));
        // A restored log has them elsewhere.
        table.move_to(record, 10)?;
        table.move_opening_to(record, message_id(2), 11)?;
        table.move_withdrawal_to(record, 12)?;
        let moved = table.get(record)?.unwrap();
        assert_eq!((moved.position, moved.withdrawn), (10, Some((UnixSeconds(50), 12))));
        assert_eq!(table.opening(record, message_id(2))?.unwrap().position, 11);
        Ok(())
    });
}

#[test]
fn what_a_restored_relay_may_lack_is_kept_until_it_has_it_again() {
    within(|tx| {
        let room = case_file().room;
        for (sequence, log_size) in [(1, 4), (2, 5), (3, 6)] {
            let (bytes, received_at) = (vec![1; 100], NOW);
            let row = Envelope { room, sequence, bytes, received_at, own: true, log_size: Some(log_size) };
            tx.envelopes().insert(&row)?;
        }
        assert!(tx.envelopes().first_lost(room)?.is_none());
        assert_eq!(tx.envelopes().lose(OrganisationId::from_bytes([9; 32]), 5)?, 0);
        assert_eq!(tx.envelopes().lose(organisation().organisation, 5)?, 2);
        assert_eq!(tx.envelopes().first_lost(room)?.unwrap().sequence, 2);
        assert!(tx.envelopes().is_held_after(room, 0)? && !tx.envelopes().is_held_after(room, 1)?);
        assert_eq!(tx.envelopes().prune(NOW.plus(1))?, 1);
        tx.envelopes().hold(room, 2, 7)?;
        assert_eq!(tx.envelopes().first_lost(room)?.unwrap().sequence, 3);
        assert_eq!(tx.envelopes().get(room, 2)?.unwrap().log_size, Some(7));
        Ok(())
    });
}

#[test]
fn envelopes_key_packages_and_entries() {
    within(|tx| {
        let envelope = |sequence| Envelope {
            room: case_file().room,
            sequence,
            bytes: vec![1; 100],
            received_at: UnixSeconds(NOW.0 + sequence),
            own: sequence == 2,
            log_size: Some(sequence),
        };
        for sequence in [1, 2, 3] {
            assert!(tx.envelopes().insert(&envelope(sequence))?);
        }
        assert!(!tx.envelopes().insert(&Envelope { bytes: vec![], ..envelope(3) })?);
        assert!(tx.envelopes().after(case_file().room, 1)? == [envelope(2), envelope(3)]);
        assert_eq!(tx.envelopes().prune(NOW.plus(3))?, 2);
        assert!(tx.envelopes().get(case_file().room, 2)?.is_none());
        assert!(tx.envelopes().get(case_file().room, 3)? == Some(envelope(3)));
        assert!(tx.envelopes().insert(&envelope(4))?);
        assert_eq!(tx.envelopes().remove_room(case_file().room)?, 2);
        let beyond = tx.envelopes().insert(&envelope(u64::MAX - NOW.0));
        assert!(matches!(beyond, Err(StoreError::OutOfRange)));

        let package = KeyPackage { reference: vec![1; 32], last_resort: true, expires_at: NOW, uploaded: false };
        tx.key_packages().put(&package)?;
        tx.key_packages().set_uploaded(&package.reference)?;
        assert!(tx.key_packages().list()? == [KeyPackage { uploaded: true, ..package.clone() }]);
        assert!(tx.key_packages().remove(&package.reference)?);

        let entry = Entry {
            organisation: organisation().organisation,
            position: 12,
            event: "{}".into(),
            salt: [3; 32],
            case: Some(case_file().case),
            verified_at: NOW,
        };
        tx.entries().put(&entry)?;
        assert!(tx.entries().get(entry.organisation, 12)? == Some(entry.clone()));
        assert!(tx.entries().of_case(case_file().case)? == [entry.clone()]);
        assert!(tx.entries().of_organisation(entry.organisation)? == [entry]);
        Ok(())
    });
}

#[test]
fn a_reply_is_kept_for_each_case_until_it_is_removed() {
    within(|tx| {
        let [first, second, third] = [case_file().case, CaseId::from_bytes([61; 16]), CaseId::from_bytes([62; 16])];
        for (case, room) in [(second, 71), (third, 72)] {
            tx.cases().put(&CaseFile { case, room: RoomId::from_bytes([room; 16]), ..case_file() })?;
        }
        tx.replies().put(first, "The")?;
        tx.replies().put(first, "The clerk.")?;
        tx.replies().put(second, "Another.")?;
        tx.attachments().put(&Attachment { draft: None, case: Some(second), ..attachment() })?;
        assert_eq!(tx.replies().get(first)?.as_deref(), Some("The clerk."));
        tx.replies().hand_over(second, third)?;
        tx.attachments().hand_over_loose(second, third)?;
        assert_eq!(tx.replies().get(second)?, None);
        assert_eq!(tx.replies().get(third)?.as_deref(), Some("Another."));
        assert_eq!(tx.attachments().loose(third)?.len(), 1);
        assert!(tx.replies().remove(first)? && !tx.replies().remove(first)?);
        assert!(matches!(tx.replies().put(CaseId::from_bytes([63; 16]), ""), Err(StoreError::Constraint(_))));
        Ok(())
    });
}

#[test]
fn removing_a_case_removes_what_is_in_it() {
    within(|tx| {
        let case = case_file().case;
        tx.replies().put(case, "The clerk.")?;
        tx.messages().insert(&message(1))?;
        tx.attachments().put(&Attachment { draft: None, case: Some(case), ..attachment() })?;
        assert!(tx.cases().remove(case)?);
        assert!(tx.messages().of_case(case)?.is_empty());
        assert_eq!(tx.replies().get(case)?, None);
        assert!(tx.attachments().of_case(case)?.is_empty());
        assert!(tx.cases().own()?.is_empty());
        Ok(())
    });
}
