//! Organisations: card, people, devices.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a report can be addressed within an organisation.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Channel {
    /// Id.
    pub channel: String,
    /// For people.
    pub name: String,
}

/// An organisation whose card is stored here.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Organisation {
    /// Id.
    pub organisation: String,
    /// For people, as the card says.
    pub name: String,
    /// Six words that stand for the organisation's key.
    pub key_words: Vec<String>,
    /// Whether somebody compared the words by another way.
    pub compared: bool,
    /// Never empty.
    pub channels: Vec<Channel>,
}

/// Request of `card_add`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CardLink {
    /// As published by the organisation.
    pub link: String,
}

/// Request of `card_compare`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KeyWordsOfOrganisation {
    /// Id.
    pub organisation: String,
    /// The six words that the organisation gave by another way.
    pub key_words: Vec<String>,
}

/// One device of a handler, as a reader of a case.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReaderDevice {
    /// Id.
    pub device: String,
    /// Six words that stand for the device's key.
    pub key_words: Vec<String>,
}

/// A person who can read a case, or will be able to.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Reader {
    /// Id.
    pub handler: String,
    /// For people.
    pub name: String,
    /// Such as "Head of Integrity".
    pub title: String,
    /// Whether the organisation's key certifies the person's devices, checked on this device.
    pub verified: bool,
    /// This is the person who is looking.
    pub me: bool,
    /// When they began to read, unless they are only going to.
    pub since: Option<String>,
    /// When they ceased to read.
    pub until: Option<String>,
    /// Certified devices; empty where their words were not asked for.
    pub devices: Vec<ReaderDevice>,
}

/// Answer of `reader_words`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WordsOfReaders {
    /// Those who read the case now, with their devices.
    pub readers: Vec<Reader>,
}

/// Request of `handler_join`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Join {
    /// The link that the organisation sent.
    pub invite: String,
    /// As colleagues and reporters will see it.
    pub name: String,
    /// Such as "Case handler".
    pub title: String,
}

/// Answer of `handler_join`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Joined {
    /// Id in the roster to be.
    pub handler: String,
    /// Id of this device.
    pub device: String,
    /// Six words to read out to the one who certifies.
    pub key_words: Vec<String>,
}

/// Request of `org_setup`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Setup {
    /// The link that the relay printed when it was set up. Good once.
    pub setup_link: String,
    /// Of the organisation.
    pub name: String,
    /// Of this person.
    pub person: String,
    /// Such as "Head of Integrity".
    pub title: String,
    /// Of this person; for administration only.
    pub email: String,
}

/// An organisation's card, to be published. Answer of `org_setup` and `org_card`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PublishedCard {
    /// For publishing.
    pub card_link: String,
    /// The link as a QR code, SVG; `null` if it is too long for one.
    pub qr_code: Option<String>,
    /// Six words for publishing by another way.
    pub key_words: Vec<String>,
}

/// Roles that an invitation can grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PermissionRole {
    /// Everything, and the organisation's key.
    Owner,
    /// People and settings.
    Admin,
    /// Cases and their assignment.
    Manager,
    /// Cases.
    Member,
    /// Reads only.
    Viewer,
}

/// Request of `org_invite`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Invite {
    /// Whom the invitation is for. The relay sends no e-mail.
    pub email: String,
    /// What they may do.
    pub role: PermissionRole,
}

/// Answer of `org_invite`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Invitation {
    /// A link, good once.
    pub invite: String,
}

/// Where a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// Joined, not certified.
    Waiting,
    /// May be let into cases.
    Certified,
    /// No longer.
    Revoked,
}

/// A device of a member.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MemberDevice {
    /// Id.
    pub device: String,
    /// Where it stands.
    pub state: DeviceState,
    /// Six words. `null` while waiting: they come from the person, by another way, and are typed in.
    pub key_words: Option<Vec<String>>,
}

/// A person of the organisation.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Member {
    /// Id.
    pub handler: String,
    /// For people.
    pub person: String,
    /// Such as "Case handler".
    pub title: String,
    /// What they may do.
    pub role: PermissionRole,
    /// Their devices.
    pub devices: Vec<MemberDevice>,
}

/// Answer of `org_members`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Members {
    /// In the order of the roster; who waits comes last.
    pub members: Vec<Member>,
}

/// Request of `org_certify`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Certify {
    /// Whose waiting device.
    pub handler: String,
    /// The six words that this person read out.
    pub key_words: Vec<String>,
}

/// Answer of `org_certify`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct Certified {
    /// The roster that names the device.
    pub roster_version: u32,
}
