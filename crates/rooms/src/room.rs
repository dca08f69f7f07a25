//! A room as one of its members holds it.

mod error;

use ed25519_dalek::SigningKey;
use minicbor::bytes::ByteVec;
use openmls::prelude::{
    GroupId, LeafNodeIndex, MlsGroup, MlsMessageBodyIn, MlsMessageIn, MlsMessageOut, OpenMlsProvider, ProcessedMessage,
    ProcessedMessageContent, ProtocolMessage, Sender, StagedCommit,
    tls_codec::{Deserialize, Serialize},
};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use sotto_protocol::{
    codec,
    content::SignedContent,
    ids::{CaseId, DeviceId, MessageId, RoomId},
    room::{Append, CaseEvent, Declared, Head, ReaderChange, RoomStart, SignedStart, Welcome},
    roster::Roster,
    sign::PublicKey,
};
use zeroize::Zeroizing;

use crate::{
    binding::Binding,
    envelope::{EXPORTER_LABEL, EnvelopeKey, Place},
    key_package::ValidKeyPackage,
    opening_key::seal_start,
    roster_version,
    rules::{CommitRefused, Proposed, judge},
    signer::{CredentialSigner, credential, leaf_key},
    suite::create_config,
};

pub use error::{CreateError, OpenError, SealError};

/// An MLS group with the identity of its room.
pub struct Room {
    pub(crate) id: RoomId,
    pub(crate) group: MlsGroup,
}

/// A room that was just made, and what its first append must declare.
pub struct Created {
    /// The room, at epoch 1.
    pub room: Room,
    /// For the readers that were added.
    pub welcome: Welcome,
}

/// Where and with what an append is sealed.
pub struct Sealing<'a, R: CryptoRng + ?Sized> {
    /// The member's own credential.
    pub credential: &'a SigningKey,
    /// The head that the append extends.
    pub previous: Head,
    /// Its identifier.
    pub message: MessageId,
    /// The roster that the member holds.
    pub roster_version: u32,
    /// The latest checkpoint that the member verified; empty before the first contact.
    pub checkpoint: &'a [u8],
    /// Chance.
    pub rng: &'a mut R,
}

/// A change of who reads a room.
pub struct Change<'a> {
    /// The case whose conversation it is.
    pub case: CaseId,
    /// Devices to let in.
    pub add: &'a [ValidKeyPackage],
    /// Devices to put out.
    pub remove: &'a [DeviceId],
}

/// What an append turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// This member's own: it knows what it sealed.
    Own,
    /// A message.
    Message {
        /// The key of the leaf that sent it.
        sender: PublicKey,
        /// Its place and its sender's view of the log.
        binding: Binding,
        /// What it says, not yet verified.
        content: Box<SignedContent>,
    },
    /// Who reads the room changed, or somebody refreshed their keys.
    Readers {
        /// Who committed it.
        committer: PublicKey,
        /// Its place and its sender's view of the log.
        binding: Binding,
        /// Keys that came.
        added: Vec<PublicKey>,
        /// Keys that went.
        removed: Vec<PublicKey>,
        /// This member is out, and reads nothing from here on.
        removed_self: bool,
    },
    /// A Commit that does not count, skipped by everyone.
    Skipped {
        /// Who committed it.
        committer: PublicKey,
        /// Why.
        reason: CommitRefused,
    },
}

/// Why there is no roster to judge a Commit by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRoster {
    /// This device does not know it, or not where the log holds it.
    Unknown,
    /// The log holds it, after the checkpoint that the Commit names: a member who was sent the Commit then could not judge.
    NotYet,
}

impl Room {
    /// Makes a room with `readers`, whom the roster with `roster_version` certifies, at epoch 1.
    ///
    /// The creating Commit is merged at once and never appended: the relay learns of the room by
    /// its first message.
    ///
    /// # Errors
    /// [`CreateError`].
    // enforces: ROOM-07
    pub fn create<P: OpenMlsProvider>(
        provider: &P,
        id: RoomId,
        case: CaseId,
        first_message: MessageId,
        credential_key: &SigningKey,
        roster_version: u32,
        readers: &[ValidKeyPackage],
    ) -> Result<Created, CreateError> {
        if readers.is_empty() {
            return Err(CreateError::NoReader);
        }
        let group = MlsGroup::new_with_group_id(
            provider,
            &CredentialSigner(credential_key),
            &create_config(),
            group_id(&id),
            credential(credential_key),
        )
        .map_err(|_| CreateError::Failed)?;
        let mut room = Self { id, group };
        let staged =
            room.stage(provider, credential_key, roster_version, readers, &[]).map_err(|_| CreateError::Failed)?;
        room.group.merge_pending_commit(provider).map_err(|_| CreateError::Failed)?;
        let start = StartOf { room: id, case, message: first_message, previous: Head::first(&id) };
        let mls = staged.welcome.ok_or(CreateError::Failed)?;
        let welcome = welcome(provider, credential_key, mls, &start, readers).ok_or(CreateError::Failed)?;
        Ok(Created { room, welcome })
    }

    /// The room in the provider's storage.
    pub fn load<P: OpenMlsProvider>(provider: &P, id: RoomId) -> Option<Self> {
        let group = MlsGroup::load(provider.storage(), &group_id(&id)).ok()??;
        Some(Self { id, group })
    }

    /// Which room it is.
    pub fn id(&self) -> RoomId {
        self.id
    }

    /// The keys of all leaves, the creator's among them, in the tree's order.
    pub fn members(&self) -> Vec<PublicKey> {
        self.group.members().filter_map(|m| leaf_key(m.credential.serialized_content(), &m.signature_key)).collect()
    }

    /// The key of whoever opened the room, at leaf 0: in a conversation, the reporter.
    pub fn creator(&self) -> Option<PublicKey> {
        self.key_at(LeafNodeIndex::new(0))
    }

    /// The newest roster version by which a Commit of this room was judged; the same for all members.
    pub fn roster_version(&self) -> u32 {
        roster_version::of(&self.group)
    }

    /// Whether this device is still in the room.
    pub fn is_member(&self) -> bool {
        self.group.is_active()
    }

    /// Seals a message. Storage must be durable before it leaves the machine.
    ///
    /// # Errors
    /// [`SealError`].
    // enforces: ROOM-05, ROOM-13
    pub fn seal<P: OpenMlsProvider, R: CryptoRng + ?Sized>(
        &mut self,
        provider: &P,
        sealing: Sealing<'_, R>,
        roster: &Roster,
        declared: Declared,
        content: &SignedContent,
    ) -> Result<Append, SealError> {
        self.check_may_seal(roster)?;
        self.group.set_aad(codec::to_vec(&sealing.binding(&declared)));
        let message = self
            .group
            .create_message(provider, &CredentialSigner(sealing.credential), &codec::to_vec(content))
            .map_err(|_| SealError::Failed)?;
        self.enclose(provider, sealing, declared, &message)
    }

    /// Whether everyone would take this change by `committer`, judged as they will judge it. A Commit that others skip and
    /// its committer merges would split the room.
    ///
    /// # Errors
    /// [`CommitRefused`].
    pub fn judge_change(
        &self,
        committer: &PublicKey,
        change: &Change<'_>,
        roster: &Roster,
    ) -> Result<(), CommitRefused> {
        let key = |device: &DeviceId| PublicKey::from_bytes(*device.as_bytes());
        let proposed = Proposed {
            add: change.add.iter().map(|package| key(&package.device())).collect(),
            remove: change.remove.iter().map(key).collect(),
            anything_else: false,
        };
        let members = self.members();
        if !proposed.remove.iter().all(|key| members.contains(key)) {
            return Err(CommitRefused::NotAsDeclared);
        }
        let reporter = self.creator().ok_or(CommitRefused::NotPermitted)?;
        judge(&proposed, committer, &reporter, roster)
    }

    /// Seals a Commit that changes who reads; it stays pending until [`Room::merge`].
    ///
    /// With nothing to add or remove it refreshes this member's own keys.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn commit<P: OpenMlsProvider, R: CryptoRng + ?Sized>(
        &mut self,
        provider: &P,
        sealing: Sealing<'_, R>,
        change: &Change<'_>,
    ) -> Result<Append, SealError> {
        if !self.is_member() {
            return Err(SealError::NotMember);
        }
        if sealing.roster_version < self.roster_version() {
            return Err(SealError::OlderRoster);
        }
        // Additional data names the declaration, which holds the Welcome, which the Commit makes.
        // What a Commit declares is therefore bound by what it does (`ROOM-11`), not by its hash.
        let bound = Declared::default();
        self.group.set_aad(codec::to_vec(&sealing.binding(&bound)));
        let staged = self.stage(provider, sealing.credential, sealing.roster_version, change.add, change.remove)?;
        let start = StartOf { room: self.id, case: change.case, message: sealing.message, previous: sealing.previous };
        let welcome = match staged.welcome {
            Some(mls) => Some(welcome(provider, sealing.credential, mls, &start, change.add).ok_or(SealError::Failed)?),
            None => None,
        };
        let readers = ReaderChange {
            add: change.add.iter().map(ValidKeyPackage::device).collect(),
            remove: change.remove.to_vec(),
        };
        let changes = !readers.add.is_empty() || !readers.remove.is_empty();
        let declared =
            Declared { event: changes.then_some(CaseEvent::Readers), readers: changes.then_some(readers), welcome };
        self.enclose(provider, sealing, declared, &staged.commit)
    }

    /// The relay took this member's Commit: the next epoch begins.
    ///
    /// # Errors
    /// [`SealError::Failed`] if storage failed.
    pub fn merge<P: OpenMlsProvider>(&mut self, provider: &P) -> Result<(), SealError> {
        self.group.merge_pending_commit(provider).map_err(|_| SealError::Failed)
    }

    /// Another append came first: this member's Commit is forgotten.
    ///
    /// # Errors
    /// [`SealError::Failed`] if storage failed.
    pub fn abandon<P: OpenMlsProvider>(&mut self, provider: &P) -> Result<(), SealError> {
        self.group.clear_pending_commit(provider.storage()).map_err(|_| SealError::Failed)
    }

    /// Destroys the room on this device.
    ///
    /// # Errors
    /// [`SealError::Failed`] if storage failed.
    pub fn delete<P: OpenMlsProvider>(mut self, provider: &P) -> Result<(), SealError> {
        self.group.delete(provider.storage()).map_err(|_| SealError::Failed)
    }

    /// Opens the append that extends this room's head. `roster_of` gives the roster that a Commit names.
    ///
    /// # Errors
    /// [`OpenError`]. The caller goes on to the next head all the same, except where the error says
    /// otherwise.
    // enforces: ROOM-05, ROOM-06, ROOM-10
    pub fn open<P: OpenMlsProvider>(
        &mut self,
        provider: &P,
        append: &Append,
        roster_of: &dyn Fn(&Binding) -> Result<Roster, NoRoster>,
    ) -> Result<Opened, OpenError> {
        if !self.is_member() {
            return Err(OpenError::NotMember);
        }
        let key = self.envelope_key(provider).ok_or(OpenError::NotMember)?;
        let place = Place::new(self.id, append.previous, append.message);
        let inside = key.open(&place, &append.envelope)?;
        let message = parse(&inside).ok_or(OpenError::Message)?;
        let processed = self.group.process_message(provider, message).map_err(|_| OpenError::Message)?;
        self.judge_processed(provider, append, processed, roster_of)
    }

    fn judge_processed<P: OpenMlsProvider>(
        &mut self,
        provider: &P,
        append: &Append,
        processed: ProcessedMessage,
        roster_of: &dyn Fn(&Binding) -> Result<Roster, NoRoster>,
    ) -> Result<Opened, OpenError> {
        let binding: Binding = codec::from_slice(processed.aad()).map_err(|_| OpenError::Message)?;
        let Sender::Member(leaf) = *processed.sender() else { return Err(OpenError::Message) };
        let sender = self.key_at(leaf).ok_or(OpenError::Message)?;
        match processed.into_content() {
            ProcessedMessageContent::OwnPrivateMessage => Ok(Opened::Own),
            ProcessedMessageContent::ApplicationMessage(message) => {
                if !binding.fits(&append.message, &append.previous, &append.declared) {
                    return Err(OpenError::Moved);
                }
                let content: SignedContent =
                    codec::from_slice(&message.into_bytes()).map_err(|_| OpenError::Message)?;
                Ok(Opened::Message { sender, binding, content: Box::new(content) })
            }
            ProcessedMessageContent::StagedCommitMessage(staged) => {
                if !binding.fits(&append.message, &append.previous, &Declared::default()) {
                    return Err(OpenError::Moved);
                }
                self.judge_commit(provider, append, sender, binding, *staged, roster_of)
            }
            _ => Err(OpenError::Message),
        }
    }

    fn judge_commit<P: OpenMlsProvider>(
        &mut self,
        provider: &P,
        append: &Append,
        committer: PublicKey,
        binding: Binding,
        staged: StagedCommit,
        roster_of: &dyn Fn(&Binding) -> Result<Roster, NoRoster>,
    ) -> Result<Opened, OpenError> {
        let version = binding.roster_version;
        // Before the roster is looked for: who joined later may never have been shown an older one.
        if version < self.roster_version() {
            return Ok(Opened::Skipped { committer, reason: CommitRefused::RosterWentBack });
        }
        let roster = match roster_of(&binding) {
            Ok(roster) => roster,
            Err(NoRoster::Unknown) => return Err(OpenError::RosterUnknown { version }),
            Err(NoRoster::NotYet) => return Ok(Opened::Skipped { committer, reason: CommitRefused::RosterNotYet }),
        };
        let reporter = self.creator().ok_or(OpenError::Message)?;
        let proposed = self.proposed(&staged);
        let verdict = judge(&proposed, &committer, &reporter, &roster)
            .and_then(|()| check_declared(&proposed, &append.declared))
            .and_then(|()| check_path(&staged, &committer, version));
        if let Err(reason) = verdict {
            return Ok(Opened::Skipped { committer, reason });
        }
        let removed_self = staged.self_removed();
        self.group.merge_staged_commit(provider, staged).map_err(|_| OpenError::Message)?;
        Ok(Opened::Readers { committer, binding, added: proposed.add, removed: proposed.remove, removed_self })
    }

    fn proposed(&self, staged: &StagedCommit) -> Proposed {
        let mut proposed = Proposed::default();
        for add in staged.add_proposals() {
            let leaf = add.add_proposal().key_package().leaf_node();
            match leaf_key(leaf.credential().serialized_content(), leaf.signature_key().as_slice()) {
                Some(key) => proposed.add.push(key),
                None => proposed.anything_else = true,
            }
        }
        for remove in staged.remove_proposals() {
            match self.key_at(remove.remove_proposal().removed()) {
                Some(key) => proposed.remove.push(key),
                None => proposed.anything_else = true,
            }
        }
        let counted = proposed.add.len() + proposed.remove.len();
        proposed.anything_else |= staged.queued_proposals().count() != counted;
        proposed
    }

    fn stage<P: OpenMlsProvider>(
        &mut self,
        provider: &P,
        credential_key: &SigningKey,
        roster_version: u32,
        add: &[ValidKeyPackage],
        remove: &[DeviceId],
    ) -> Result<Staged, SealError> {
        let leaf = roster_version::stating(roster_version).ok_or(SealError::Failed)?;
        let leaves: Vec<LeafNodeIndex> = self
            .group
            .members()
            .filter(|member| remove.iter().any(|device| device.as_bytes().as_slice() == member.signature_key))
            .map(|member| member.index)
            .collect();
        let bundle = self
            .group
            .commit_builder()
            .force_self_update(true)
            .leaf_node_parameters(leaf)
            .propose_adds(add.iter().map(|package| package.package.clone()))
            .propose_removals(leaves)
            .load_psks(provider.storage())
            .map_err(|_| SealError::Failed)?
            .build(provider.rand(), provider.crypto(), &CredentialSigner(credential_key), |_| true)
            .map_err(|_| SealError::Failed)?
            .stage_commit(provider)
            .map_err(|_| SealError::Failed)?;
        let (commit, welcome, _) = bundle.into_messages();
        let welcome = match welcome {
            Some(welcome) => Some(welcome.tls_serialize_detached().map_err(|_| SealError::Failed)?),
            None => None,
        };
        Ok(Staged { commit, welcome })
    }

    fn enclose<P: OpenMlsProvider, R: CryptoRng + ?Sized>(
        &self,
        provider: &P,
        sealing: Sealing<'_, R>,
        declared: Declared,
        message: &MlsMessageOut,
    ) -> Result<Append, SealError> {
        let bytes = message.tls_serialize_detached().map_err(|_| SealError::Failed)?;
        let key = self.envelope_key(provider).ok_or(SealError::NotMember)?;
        let place = Place::new(self.id, sealing.previous, sealing.message);
        let envelope = key.seal(&place, &bytes, sealing.rng).map_err(|_| SealError::TooLarge)?;
        Ok(Append {
            room: self.id,
            previous: sealing.previous,
            message: sealing.message,
            envelope: ByteVec::from(envelope),
            declared,
        })
    }

    fn check_may_seal(&self, roster: &Roster) -> Result<(), SealError> {
        if !self.is_member() {
            return Err(SealError::NotMember);
        }
        if self.members().iter().any(|key| crate::rules::must_leave(key, roster)) {
            return Err(SealError::RevokedReader);
        }
        Ok(())
    }

    fn envelope_key<P: OpenMlsProvider>(&self, provider: &P) -> Option<EnvelopeKey> {
        let exported = self.group.export_secret(provider.crypto(), EXPORTER_LABEL, &[], 32).ok()?;
        EnvelopeKey::new(Zeroizing::new(exported))
    }

    fn key_at(&self, leaf: LeafNodeIndex) -> Option<PublicKey> {
        let member = self.group.member_at(leaf)?;
        leaf_key(member.credential.serialized_content(), &member.signature_key)
    }
}

impl<R: CryptoRng + ?Sized> Sealing<'_, R> {
    fn binding(&self, declared: &Declared) -> Binding {
        Binding {
            message: self.message,
            previous: self.previous,
            declared: declared.hash().into(),
            roster_version: self.roster_version,
            checkpoint: self.checkpoint.to_vec().into(),
        }
    }
}

struct Staged {
    commit: MlsMessageOut,
    welcome: Option<Vec<u8>>,
}

struct StartOf {
    room: RoomId,
    case: CaseId,
    message: MessageId,
    previous: Head,
}

fn welcome<P: OpenMlsProvider>(
    provider: &P,
    committer: &SigningKey,
    mls: Vec<u8>,
    of: &StartOf,
    readers: &[ValidKeyPackage],
) -> Option<Welcome> {
    let start = RoomStart {
        room: of.room,
        case: of.case,
        message: of.message,
        previous: of.previous,
        welcome: <[u8; 32]>::from(Sha256::digest(&mls)).into(),
    };
    let signed = SignedStart::sign(&start, committer);
    let starts = readers.iter().map(|reader| seal_start(provider.crypto(), &reader.device, &signed).ok());
    Some(Welcome { mls: mls.into(), starts: starts.collect::<Option<_>>()? })
}

fn check_declared(proposed: &Proposed, declared: &Declared) -> Result<(), CommitRefused> {
    let nothing = ReaderChange::default();
    let change = declared.readers.as_ref().unwrap_or(&nothing);
    let same = |keys: &[PublicKey], devices: &[DeviceId]| {
        keys.len() == devices.len()
            && keys.iter().all(|key| devices.iter().any(|device| device.as_bytes() == key.as_bytes()))
    };
    if same(&proposed.add, &change.add) && same(&proposed.remove, &change.remove) {
        Ok(())
    } else {
        Err(CommitRefused::NotAsDeclared)
    }
}

// enforces: ROOM-10, ROOM-11
fn check_path(staged: &StagedCommit, committer: &PublicKey, version: u32) -> Result<(), CommitRefused> {
    let leaf = staged.update_path_leaf_node().ok_or(CommitRefused::OtherProposals)?;
    let key = leaf_key(leaf.credential().serialized_content(), leaf.signature_key().as_slice());
    if key != Some(*committer) {
        return Err(CommitRefused::KeyChanged);
    }
    if roster_version::stated(leaf) == Some(version) { Ok(()) } else { Err(CommitRefused::RosterNotStated) }
}

fn parse(bytes: &[u8]) -> Option<ProtocolMessage> {
    match MlsMessageIn::tls_deserialize_exact(bytes).ok()?.extract() {
        MlsMessageBodyIn::PrivateMessage(message) => Some(message.into()),
        _ => None,
    }
}

/// The MLS group of a room has the room's identifier.
fn group_id(room: &RoomId) -> GroupId {
    GroupId::from_slice(room.as_bytes())
}

#[cfg(test)]
mod hostile;
