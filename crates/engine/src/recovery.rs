//! Getting back in with a recovery phrase: the cases that come from it are found in what the relays list for everybody, and
//! each goes on in a successor room. What was said in them is on paper nowhere.

use std::{cmp::Reverse, collections::HashSet, sync::Arc};

use sotto_protocol::{
    card::{Card, Root},
    codec,
    content::Status,
    ids::{CaseId, OrganisationId, RoomId},
    key_words::KeyWords,
    phrase::{CaseRatchet, CaseSecret, RecoveryPhrase},
    pseudonym::Pseudonym,
    room::Head,
    sign::PublicKey,
    time::UnixSeconds,
};
use sotto_relay_api::{Answer, MAX_RECOVERY_TAGS, Refusal, Request};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{CreateError, NewVault, SecretStore, Vault, tables};
use zeroize::Zeroizing;

use crate::{
    Clock, ContactError, Engine, Error, NewProfile, Way,
    card_picture::card_in_file,
    contact::{Solutions, solved},
    room_sync::short,
    secrets::{self, put_ratchet},
    surroundings::chance,
    transport::{Channel, Dialer, keep},
};

/// So many indices in a row that no list has are taken for the end.
const MOST_MISSES: u32 = 64;
/// So many indices are left free after the last one that was found: a list has nothing of the day on which it is asked for.
const LEFT_FREE: u32 = 16;
/// The most pages that one office's list may have: 33 million cases.
const MOST_PAGES: u32 = 1_024;

type Tag = [u8; 8];

/// A profile that was restored from a phrase.
pub struct Recovered {
    /// Open. Its cases still have to be taken over, one after another: [`Engine::sync_one`].
    pub engine: Engine,
    /// The cases that were found.
    pub cases: Vec<CaseId>,
    /// The organisations that this phrase founded. Their founding key is in the vault; this device is not certified by it.
    pub founded: Vec<String>,
}

/// An office that cases are to be restored from, as its card says.
pub struct OfficeOfCard {
    /// For people.
    pub name: String,
    /// Six words that stand for the organisation's key.
    pub key_words: KeyWords,
    /// The link of the card.
    pub link: String,
}

impl OfficeOfCard {
    /// Reads a card: its link, its file or its picture. No vault is needed, and nothing is kept or asked.
    ///
    /// # Errors
    /// `card_picture_unreadable`, `card_invalid`, `card_signature_invalid`.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let (root, card) = checked(bytes)?;
        let link = card.to_link()?;
        Ok(Self { name: root.body().name.clone(), key_words: root.key_words(), link })
    }
}

/// A case that comes from the phrase, and that an office's relay has.
struct Found {
    organisation: OrganisationId,
    index: u32,
    secret: CaseSecret,
}

impl Engine {
    /// Makes a profile anew from the words of its recovery phrase and the cards (link, file or picture) of the offices to which
    /// it reported. Nothing is made before the relays have said what there is, and nothing is replaced.
    ///
    /// # Errors
    /// `phrase_invalid`, `card_invalid` and its kin, `nothing_to_restore`, `vault_exists`, and those of contact. There is no
    /// profile then, and the same can be tried again.
    // enforces: CASE-17
    pub async fn recover(
        new: &NewProfile<'_>,
        (words, cards): (&str, &[Vec<u8>]),
        way: Way,
        store: &dyn SecretStore,
        clock: Arc<dyn Clock>,
    ) -> Result<Recovered, Error> {
        let phrase = RecoveryPhrase::parse(words)?;
        let way = way.checked()?;
        let mut cards = cards.iter().map(|card| checked(card)).collect::<Result<Vec<_>, _>>()?;
        // Of two cards of one office the newer one.
        cards.sort_by_key(|(root, _)| (root.organisation(), Reverse(root.body().version)));
        cards.dedup_by_key(|(root, _)| root.organisation());
        if new.profile.holds_vault() {
            return Err(CreateError::Exists.into());
        }
        let dialer = Dialer::new(&way, new.profile.tor());
        let mut lists = Vec::new();
        for (root, _) in &cards {
            lists.push((root.organisation(), listed(&dialer, root).await?));
        }
        let (found, ratchet) = find(&phrase, &lists);
        let founder = PublicKey::of(&phrase.root_key());
        let founded: Vec<String> = cards
            .iter()
            .filter(|(root, _)| root.body().root_keys.contains(&founder))
            .map(|(root, _)| root.body().name.clone())
            .collect();
        if found.is_empty() && founded.is_empty() {
            return Err(Error::Refused(ErrorCode::NothingToRestore));
        }
        let now = clock.now();
        let made =
            NewVault { profile: new.profile, passphrase: new.passphrase, mode: new.mode, params: new.params, now };
        let vault = Vault::create_with(made, store, &mut chance(), |tx| {
            secrets::make(tx, Some(&phrase), &mut chance())?;
            put_ratchet(tx, &ratchet)?;
            keep(tx, &way)?;
            for (root, card) in &cards {
                tx.organisations().put(&organisation(root, card, now))?;
            }
            found.iter().try_for_each(|found| tx.cases().put(&case_file(found, now)))
        })?;
        let cases = found.iter().map(|found| found.secret.case_id()).collect();
        Ok(Recovered { engine: Self::over(vault, clock)?, cases, founded })
    }

    /// Goes on here with a case that went on on another device, which is told in turn.
    ///
    /// # Errors
    /// `not_found`, `not_permitted` for a case that is where it was.
    // enforces: ROOM-22
    pub fn go_on_here(&self, case: CaseId) -> Result<(), Error> {
        self.write(|tx| {
            let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            if file.halted.as_deref() != Some(ErrorCode::CaseElsewhere.as_str()) {
                return Err(Error::Refused(ErrorCode::NotPermitted));
            }
            Ok(tx.cases().set_halted(case, Some(ErrorCode::VaultRolledBack.as_str()))?)
        })
    }
}

/// A card whose chain holds, without the roster, which is fetched anew.
fn checked(bytes: &[u8]) -> Result<(Root, Card), Error> {
    let card = card_in_file(bytes)?;
    let root = Root::follow(card.roots.clone())?;
    Ok((root, Card { roster: None, ..card }))
}

/// All tags that the office's relay lists, over a connection of nobody in particular.
async fn listed(dialer: &Dialer, root: &Root) -> Result<HashSet<Tag>, Error> {
    let mut channel = Channel::open(dialer, &root.body().relay, Some(root.organisation()), None).await?;
    let mut tags = HashSet::new();
    let mut after = None;
    for _ in 0..MOST_PAGES {
        let page = page(&mut channel, after).await?;
        let goes_on =
            page.is_sorted_by(|one, next| one < next) && page.first().is_none_or(|first| after < Some(*first));
        if !goes_on || page.len() > MAX_RECOVERY_TAGS as usize {
            return Err(ContactError::Protocol.into());
        }
        let is_last = page.len() < MAX_RECOVERY_TAGS as usize;
        after = page.last().copied();
        tags.extend(page);
        if is_last {
            return Ok(tags);
        }
    }
    Err(ContactError::Protocol.into())
}

async fn page(channel: &mut Channel, after: Option<Tag>) -> Result<Vec<Tag>, Error> {
    let mut solutions = Solutions::default();
    loop {
        let Answer::Puzzle(puzzle) = ask(channel, Request::FetchPuzzle).await? else {
            return Err(ContactError::Protocol.into());
        };
        let solution = solved(puzzle).await?;
        match ask(channel, Request::FetchRecoveryTags { after: after.map(Into::into), solution }).await {
            Ok(Answer::RecoveryTags(bytes)) => {
                let (tags, rest) = bytes.as_chunks();
                return if rest.is_empty() { Ok(tags.to_vec()) } else { Err(ContactError::Protocol.into()) };
            }
            Ok(_) => return Err(ContactError::Protocol.into()),
            Err(error) if solutions.is_another_worth(&error) => {}
            // A relay of before this request takes it for none.
            Err(error) if error.is_refusal(Refusal::BadRequest) => return Err(ContactError::VersionUnsupported.into()),
            Err(error) => return Err(error),
        }
    }
}

async fn ask(channel: &mut Channel, request: Request) -> Result<Answer, Error> {
    match channel.ask(0, request).await?.0 {
        Answer::Refused(refusal) => Err(ContactError::Refused(refusal).into()),
        answer => Ok(answer),
    }
}

/// Walks the indices until too many in a row are in no list; the cases, and where the ratchet goes on.
// enforces: CASE-17, CASE-18
fn find(phrase: &RecoveryPhrase, lists: &[(OrganisationId, HashSet<Tag>)]) -> (Vec<Found>, CaseRatchet) {
    let nobody = OrganisationId::from_bytes([0; 32]);
    let (mut found, mut ratchet, mut misses) = (Vec::new(), phrase.case_ratchet(), 0);
    let mut goes_on = ratchet.clone();
    while misses < MOST_MISSES {
        let next = ratchet.next(&nobody).1;
        misses += 1;
        for (organisation, tags) in lists {
            let secret = ratchet.next(organisation).0;
            if tags.contains(&secret.recovery_tag()) {
                found.push(Found { organisation: *organisation, index: ratchet.index(), secret });
                (misses, goes_on) = (0, next.clone());
            }
        }
        ratchet = next;
    }
    for _ in 0..LEFT_FREE {
        goes_on = goes_on.next(&nobody).1;
    }
    (found, goes_on)
}

fn organisation(root: &Root, card: &Card, now: UnixSeconds) -> tables::Organisation {
    tables::Organisation {
        organisation: root.organisation(),
        name: root.body().name.clone(),
        card: codec::to_vec(card),
        roster: Vec::new(),
        roster_version: 0,
        checkpoint: None,
        compared: false,
        role: tables::Role::Reporter,
        handler: None,
        added_at: now,
    }
}

/// A case of which nothing is known but its keys: it stands where an older copy of a vault that was put back would stand.
fn case_file(found: &Found, now: UnixSeconds) -> tables::CaseFile {
    let room = RoomId::random(&mut chance());
    let case = found.secret.case_id();
    tables::CaseFile {
        case,
        organisation: found.organisation,
        room,
        side: tables::Side::Reporter,
        case_index: Some(u64::from(found.index)),
        keys: Some(Zeroizing::new(codec::to_vec(&found.secret))),
        channel: String::new(),
        pseudonym: codec::to_vec(&Pseudonym::Chosen(format!("Case {}", short(&case)))),
        title: String::new(),
        status: Status::New.as_str().to_owned(),
        opened_at: now,
        updated_at: now,
        unread: 0,
        head: *Head::first(&room).as_bytes(),
        sequence: 0,
        last_content: None,
        generation: 0,
        halted: Some(ErrorCode::VaultRolledBack.as_str().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    const WORDS: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    // rule: CASE-17, CASE-18
    #[test]
    fn indices_are_walked_until_sixty_four_in_a_row_are_in_no_list() {
        let phrase = RecoveryPhrase::parse(WORDS).unwrap();
        let [here, there] = [1, 2].map(|n| OrganisationId::from_bytes([n; 32]));
        let mut lists = [(here, HashSet::from([[9; 8]])), (there, HashSet::new())];
        let mut ratchet = phrase.case_ratchet();
        let mut starts = Vec::new();
        for index in 0..200 {
            starts.push(codec::to_vec(&ratchet));
            match index {
                // 63 misses in a row between the first two, 64 before the last.
                3 | 132 => drop(lists[0].1.insert(ratchet.next(&here).0.recovery_tag())),
                67 => drop(lists[1].1.insert(ratchet.next(&there).0.recovery_tag())),
                _ => {}
            }
            ratchet = ratchet.next(&here).1;
        }
        let (found, goes_on) = find(&phrase, &lists);
        let found: Vec<_> = found.iter().map(|found| (found.index, found.organisation)).collect();
        assert_eq!(found, [(3, here), (67, there)]);
        assert_eq!(goes_on.index(), 67 + 1 + LEFT_FREE);
        assert_eq!(codec::to_vec(&goes_on), starts[goes_on.index() as usize]);
    }
}
