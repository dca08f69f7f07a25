//! Lists of cases: what is behind, what a filter finds, and in which order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::*;
use sotto_protocol::{
    ids::{CaseId, DeviceId, HandlerId, RoomId},
    time::UnixSeconds,
};
use sotto_vault::{
    StoreError, Transaction, Vault,
    tables::{CaseFile, CaseFilter, CaseOrder, ListedCase, Reader},
};

fn case(n: u8) -> CaseId {
    CaseId::from_bytes([n; 16])
}

fn listed(n: u8) -> ListedCase {
    ListedCase {
        case: case(n),
        status: "new".into(),
        mine: false,
        waits: false,
        due_at: None,
        updated_at: UnixSeconds(u64::from(n)),
        words: format!("Case {n}"),
    }
}

/// A vault with five cases, none of which is listed.
fn five(folder: &Folder) -> Vault {
    let vault = create(&folder.profile()).unwrap();
    vault
        .write(|tx| {
            tx.organisations().put(&organisation())?;
            (1..=5).try_for_each(|n| {
                tx.cases().put(&CaseFile { case: case(n), room: RoomId::from_bytes([n; 16]), ..case_file() })
            })
        })
        .unwrap();
    vault
}

fn found(tx: &Transaction<'_>, filter: CaseFilter<'_>) -> Result<Vec<CaseId>, StoreError> {
    let page = tx.listings().page(&filter, CaseOrder::Due, (0, 100))?;
    assert_eq!(tx.listings().count(&[filter])?, [u32::try_from(page.len()).unwrap()]);
    Ok(page)
}

#[test]
fn labels_are_found_counted_and_written_as_they_were_first() {
    let folder = Folder::new();
    let vault = five(&folder);
    vault
        .write(|tx| {
            tx.listings().take_changed()?;
            (1..=5).try_for_each(|n| tx.listings().put(&listed(n)))?;
            tx.labels().replace(case(1), &["Station 6".into(), "Bribery".into()])?;
            tx.labels().replace(case(2), &["BRIBERY".into(), "bribery".into()])?;
            assert_eq!(tx.listings().take_changed()?, [case(1), case(2)]);
            assert_eq!(tx.labels().of_case(case(1))?, ["Bribery", "Station 6"]);
            assert_eq!(tx.labels().of_case(case(2))?, ["Bribery"]);
            let used = tx.labels().used()?.into_iter().map(|used| (used.label, used.cases));
            assert_eq!(used.collect::<Vec<_>>(), [("Bribery".to_owned(), 2), ("Station 6".to_owned(), 1)]);
            let with = |label| CaseFilter { label: Some(label), ..CaseFilter::default() };
            assert_eq!(found(tx, with("bribery"))?, [case(1), case(2)]);
            assert_eq!(found(tx, CaseFilter { search: "2", ..with("bribery") })?, [case(2)]);
            assert_eq!(found(tx, with("brib"))?, []);
            tx.labels().replace(case(1), &[])?;
            assert_eq!(tx.listings().take_changed()?, [case(1)]);
            tx.cases().remove(case(2))?;
            assert!(tx.labels().used()?.is_empty());
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

// rule: VAULT-25
#[test]
fn a_changed_case_is_behind_until_it_was_taken() {
    let folder = Folder::new();
    let vault = five(&folder);
    vault
        .write(|tx| {
            let listings = tx.listings();
            assert!(listings.is_behind()?);
            assert_eq!(listings.take_changed()?.len(), 5);
            assert!(!listings.is_behind()?);
            tx.cases().set_unread(case(1), 3)?;
            assert_eq!(listings.take_changed()?, [], "no list shows it");
            tx.cases().set_status(case(2), "closed", UnixSeconds(9))?;
            tx.readers().put(&Reader {
                case: case(3),
                device: DeviceId::from_bytes([1; 32]),
                handler: HandlerId::from_bytes([1; 16]),
                name: "Nora".into(),
                title: "Head of Integrity".into(),
                verified: true,
            })?;
            assert_eq!(listings.take_changed()?, [case(2), case(3)]);
            tx.readers().replace(case(3), &[])?;
            assert_eq!(listings.take_changed()?, [case(3)]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn what_is_owed_the_soonest_comes_first_and_what_owes_nothing_last() {
    let folder = Folder::new();
    let vault = five(&folder);
    vault
        .write(|tx| {
            let listings = tx.listings();
            listings.put(&ListedCase { due_at: Some(UnixSeconds(30)), mine: true, ..listed(1) })?;
            listings.put(&ListedCase { status: "closed".into(), mine: true, ..listed(2) })?;
            listings.put(&ListedCase { due_at: Some(UnixSeconds(10)), waits: true, ..listed(3) })?;
            listings.put(&ListedCase { due_at: Some(UnixSeconds(20)), ..listed(4) })?;
            assert_eq!(found(tx, CaseFilter::default())?, [3, 4, 1, 2].map(case));
            assert_eq!(
                found(tx, CaseFilter { due_by: Some(UnixSeconds(20)), ..CaseFilter::default() })?,
                [3, 4].map(case)
            );
            assert_eq!(found(tx, CaseFilter { status: Some("closed"), ..CaseFilter::default() })?, [case(2)]);
            let mine = CaseFilter { mine: Some(true), not_status: Some("closed"), ..CaseFilter::default() };
            assert_eq!(found(tx, mine)?, [case(1)]);
            assert_eq!(found(tx, CaseFilter { waits: Some(true), ..CaseFilter::default() })?, [case(3)]);
            let all = CaseFilter::default();
            assert_eq!(listings.page(&all, CaseOrder::Updated, (0, 2))?, [4, 3].map(case));
            assert_eq!(listings.page(&all, CaseOrder::Updated, (2, 2))?, [2, 1].map(case));
            assert_eq!(listings.page(&all, CaseOrder::Updated, (4, 2))?, []);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

// rule: VAULT-25
#[test]
fn a_search_finds_words_of_titles_and_messages() {
    let folder = Folder::new();
    let vault = five(&folder);
    let search = |words| CaseFilter { search: words, ..CaseFilter::default() };
    vault
        .write(|tx| {
            let listings = tx.listings();
            listings.put(&ListedCase { words: "Valve contracts Quiet Heron 41".into(), ..listed(1) })?;
            listings.put(&listed(2))?;
            listings.add_words(case(1), "Eleven orders, just under 25,000.")?;
            listings.add_words(case(2), "Müller signed the orders.")?;
            assert_eq!(found(tx, search("order"))?, [1, 2].map(case));
            assert_eq!(found(tx, search("ORDERS heron"))?, [case(1)], "title and message together");
            assert_eq!(found(tx, search("ontract"))?, [case(1)], "within a title");
            assert_eq!(found(tx, search("muller"))?, [case(2)], "without its dots");
            assert_eq!(found(tx, search("absent"))?, []);
            for odd in ["\"", "a\"b", "*", "words:x", "NEAR(", "-", "'", "%", "case_id"] {
                assert_eq!(found(tx, search(odd))?, [], "{odd} is only a word");
            }
            assert!(tx.cases().remove(case(1))?);
            assert_eq!(found(tx, search("order"))?, [case(2)]);
            assert_eq!(found(tx, search("heron"))?, []);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    vault.check().unwrap();
}
