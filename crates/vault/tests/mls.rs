//! Real MLS groups over the vault: all state comes back from CBOR, and stands or falls with its transaction.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::*;
use openmls::{
    prelude::{tls_codec::*, *},
    schedule::{ExternalPsk, PreSharedKeyId, Psk},
    treesync::LeafNodeParameters,
};
use openmls_basic_credential::SignatureKeyPair;
use openmls_traits::signatures::Signer;
use sotto_vault::{MlsProvider, StoreError, Vault};

const SUITE: Ciphersuite = Ciphersuite::MLS_256_XWING_CHACHA20POLY1305_SHA256_Ed25519;

fn capabilities() -> Capabilities {
    Capabilities::new(None, Some(&[SUITE]), None, None, None)
}

fn config() -> MlsGroupCreateConfig {
    MlsGroupCreateConfig::builder()
        .ciphersuite(SUITE)
        .capabilities(capabilities())
        .use_ratchet_tree_extension(true)
        .number_of_resumption_psks(2)
        .max_past_epochs(2)
        .build()
}

fn group_id() -> GroupId {
    GroupId::from_slice(b"room")
}

/// One person: a vault that is closed and opened again before each thing that they do.
struct Person {
    folder: Folder,
    name: &'static str,
    public: Vec<u8>,
}

impl Person {
    fn new(name: &'static str) -> Self {
        let folder = Folder::new();
        let vault = create(&folder.profile()).unwrap();
        let keys = SignatureKeyPair::new(SUITE.signature_algorithm()).unwrap();
        vault.write(|tx| Ok::<_, StoreError>(keys.store(tx.mls().storage())?)).unwrap();
        Self { folder, name, public: keys.to_public_vec() }
    }

    fn credential(&self) -> CredentialWithKey {
        CredentialWithKey {
            credential: BasicCredential::new(self.name.into()).into(),
            signature_key: self.public.clone().into(),
        }
    }

    fn act<T>(&self, act: impl FnOnce(&MlsProvider<'_>, &SignatureKeyPair) -> T) -> T {
        let vault = unlock(&self.folder.profile()).unwrap();
        vault
            .write(|tx| {
                let mls = tx.mls();
                let keys = SignatureKeyPair::read(mls.storage(), &self.public, SUITE.signature_algorithm()).unwrap();
                Ok::<_, StoreError>(act(&mls, &keys))
            })
            .unwrap()
    }

    /// Acts on the stored group, and compares what is then in memory with what is then stored.
    fn in_group<T>(&self, act: impl FnOnce(&mut MlsGroup, &MlsProvider<'_>, &SignatureKeyPair) -> T) -> T {
        let (answer, memory) = self.act(|mls, keys| {
            let mut group = MlsGroup::load(mls.storage(), &group_id()).unwrap().unwrap();
            let answer = act(&mut group, mls, keys);
            (answer, words(&group))
        });
        let stored = self.act(|mls, _| words(&MlsGroup::load(mls.storage(), &group_id()).unwrap().unwrap()));
        assert!(memory == stored, "{}: what is stored isn't what was in memory", self.name);
        answer
    }

    fn key_package(&self) -> KeyPackage {
        self.act(|mls, keys| {
            KeyPackage::builder()
                .leaf_node_capabilities(capabilities())
                .build(SUITE, mls, keys, self.credential())
                .unwrap()
                .into_key_package()
        })
    }

    fn join(&self, welcome: &MlsMessageOut) {
        let MlsMessageBodyIn::Welcome(welcome) = travel(welcome).extract() else { panic!("not a Welcome") };
        self.act(|mls, _| {
            StagedWelcome::new_from_welcome(mls, config().join_config(), welcome, None)
                .unwrap()
                .into_group(mls)
                .map(drop)
                .unwrap();
        });
    }

    /// The text of a message, or nothing for a Commit or proposal, which is merged or kept.
    fn receive(&self, message: &MlsMessageOut) -> Option<Vec<u8>> {
        let message = travel(message).try_into_protocol_message().unwrap();
        self.in_group(|group, mls, _| match group.process_message(mls, message).unwrap().into_content() {
            ProcessedMessageContent::ApplicationMessage(text) => Some(text.into_bytes()),
            ProcessedMessageContent::StagedCommitMessage(commit) => {
                group.merge_staged_commit(mls, *commit).unwrap();
                None
            }
            ProcessedMessageContent::ProposalMessage(proposal) => {
                group.store_pending_proposal(mls.storage(), *proposal).unwrap();
                None
            }
            other => panic!("{other:?}"),
        })
    }

    fn say(&self, text: &[u8]) -> MlsMessageOut {
        self.in_group(|group, mls, keys| group.create_message(mls, keys, text).unwrap())
    }

    fn merge(&self) {
        self.in_group(|group, mls, _| group.merge_pending_commit(mls).unwrap());
    }
}

/// The words of a group's `Debug`, sorted: its hash maps have no order. A KeyPackage's cache of its own bytes isn't stored.
fn words(group: &MlsGroup) -> Vec<String> {
    const CACHE: &str = "serialized_payload: ";
    let text = format!("{group:?}");
    let mut parts = text.split(CACHE);
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        text.push_str(part.strip_prefix("None").unwrap_or_else(|| part.split_once("])").unwrap().1));
    }
    let mut words: Vec<_> = text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect();
    words.sort_unstable();
    words
}

fn travel(message: &MlsMessageOut) -> MlsMessageIn {
    let bytes = message.tls_serialize_detached().unwrap();
    MlsMessageIn::tls_deserialize_exact(bytes.as_slice()).unwrap()
}

fn create_group(mls: &MlsProvider<'_>, signer: &impl Signer, credential: CredentialWithKey) -> MlsGroup {
    MlsGroup::new_with_group_id(mls, signer, &config(), group_id(), credential).unwrap()
}

// rule: VAULT-21
#[test]
fn a_groups_whole_life_survives_closing_at_every_step() {
    let (alice, bob, carol) = (Person::new("alice"), Person::new("bob"), Person::new("carol"));
    let people = [&alice, &bob, &carol];
    alice.act(|mls, keys| drop(create_group(mls, keys, alice.credential())));

    let packages = [bob.key_package(), carol.key_package()];
    let welcome = alice.in_group(|group, mls, keys| group.add_members(mls, keys, &packages).unwrap().1);
    alice.merge();
    bob.join(&welcome);
    carol.join(&welcome);

    // Messages out of order: skipped keys are kept.
    let (first, second) = (alice.say(b"first"), alice.say(b"second"));
    assert_eq!(bob.receive(&second).unwrap(), b"second");
    assert_eq!(bob.receive(&first).unwrap(), b"first");
    assert_eq!(carol.receive(&first).unwrap(), b"first");
    assert_eq!(alice.receive(&bob.say(b"answer")).unwrap(), b"answer");

    // A self-update whose Commit stays pending over a restart.
    let update = LeafNodeParameters::default();
    let commit = bob.in_group(|group, mls, keys| group.self_update(mls, keys, update).unwrap().into_commit());
    bob.in_group(|group, _, _| assert!(group.pending_commit().is_some()));
    bob.merge();
    alice.receive(&commit);
    carol.receive(&commit);

    // One that is given up.
    alice.in_group(|group, mls, keys| drop(group.self_update(mls, keys, LeafNodeParameters::default()).unwrap()));
    alice.in_group(|group, mls, _| group.clear_pending_commit(mls.storage()).unwrap());

    // A proposal by reference, stored by its sender and by those who receive it.
    let update = LeafNodeParameters::default();
    let proposal = bob.in_group(|group, mls, keys| group.propose_self_update(mls, keys, update).unwrap().0);
    alice.receive(&proposal);
    carol.receive(&proposal);
    let commit = alice.in_group(|group, mls, keys| group.commit_to_pending_proposals(mls, keys).unwrap().0);
    alice.merge();
    bob.receive(&commit);
    carol.receive(&commit);

    // A pre-shared key.
    let id = Psk::External(ExternalPsk::new(b"psk".to_vec()));
    let id = alice.act(|mls, _| PreSharedKeyId::new(SUITE, mls.rand(), id).unwrap());
    for person in people {
        person.act(|mls, _| id.store(mls, &[7; 32]).unwrap());
    }
    let proposal = alice.in_group(|group, mls, keys| group.propose_pre_shared_key(mls, keys, id.clone()).unwrap().0);
    bob.receive(&proposal);
    carol.receive(&proposal);
    let commit = bob.in_group(|group, mls, keys| group.commit_to_pending_proposals(mls, keys).unwrap().0);
    bob.merge();
    alice.receive(&commit);
    carol.receive(&commit);

    let leaf = carol.in_group(|group, _, _| group.own_leaf_index());
    let commit = alice.in_group(|group, mls, keys| group.remove_members(mls, keys, &[leaf]).unwrap().0);
    alice.merge();
    bob.receive(&commit);
    carol.receive(&commit);
    carol.in_group(|group, _, _| assert!(!group.is_active()));

    assert_eq!(bob.receive(&alice.say(b"last")).unwrap(), b"last");
    bob.act(|mls, _| {
        MlsGroup::load(mls.storage(), &group_id()).unwrap().unwrap().delete(mls.storage()).unwrap();
        assert!(MlsGroup::load(mls.storage(), &group_id()).unwrap().is_none());
    });
}

#[derive(Debug, thiserror::Error)]
enum Refused {
    #[error("given up")]
    GivenUp,
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn group_and_rows(vault: &Vault, person: &Person, outcome: Result<(), Refused>) -> Result<(), Refused> {
    vault.write(|tx| {
        let mls = tx.mls();
        let keys = SignatureKeyPair::read(mls.storage(), &person.public, SUITE.signature_algorithm()).unwrap();
        create_group(&mls, &keys, person.credential());
        tx.organisations().put(&organisation())?;
        tx.cases().put(&case_file())?;
        outcome
    })
}

fn found(vault: &Vault) -> (bool, bool) {
    vault
        .read(|tx| {
            let group = MlsGroup::load(tx.mls().storage(), &group_id())?.is_some();
            Ok::<_, StoreError>((group, tx.cases().get(case_file().case)?.is_some()))
        })
        .unwrap()
}

// rule: VAULT-13
#[test]
fn mls_state_and_rows_are_kept_together_or_not_at_all() {
    let person = Person::new("alice");
    let vault = unlock(&person.folder.profile()).unwrap();
    let before = vault.generation().unwrap();

    assert!(matches!(group_and_rows(&vault, &person, Err(Refused::GivenUp)), Err(Refused::GivenUp)));
    assert_eq!(found(&vault), (false, false));
    assert_eq!(vault.generation().unwrap(), before);

    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        vault.write(|tx| {
            let keys = SignatureKeyPair::read(tx.mls().storage(), &person.public, SUITE.signature_algorithm()).unwrap();
            create_group(&tx.mls(), &keys, person.credential());
            if before > 0 {
                panic!("in the middle");
            }
            Ok::<_, StoreError>(())
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(found(&vault), (false, false), "also after a panic");

    group_and_rows(&vault, &person, Ok(())).unwrap();
    assert_eq!(found(&vault), (true, true));
    drop(vault);
    assert_eq!(found(&unlock(&person.folder.profile()).unwrap()), (true, true));
}
