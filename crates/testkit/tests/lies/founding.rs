//! Founding.

use sotto_protocol::{
    card::{Card, Root},
    phrase::RecoveryPhrase,
    sign::PublicKey,
};

use crate::world::{Fresh, code};

// rule: CARD-06
// proves: PRIV-18
#[tokio::test]
async fn a_profile_without_a_phrase_founds_nothing_and_the_root_key_comes_from_the_phrase() {
    let fresh = Fresh::new().await;
    let (without, _) = fresh.person_with("without", false);
    assert_eq!(code(fresh.found(&without).await), "not_permitted");
    assert_eq!(without.office().unwrap(), None);

    // The link was not used up.
    let (owner, phrase) = fresh.person_with("owner", true);
    fresh.found(&owner).await.unwrap();
    let card = owner.organisation_card(&owner.office().unwrap().unwrap()).unwrap();
    let card = Card::from_file(&card.file).unwrap();
    let root_key = RecoveryPhrase::parse(&phrase.unwrap()).unwrap().root_key();
    assert_eq!(Root::follow(card.roots).unwrap().body().root_keys, [PublicKey::of(&root_key)]);
}
