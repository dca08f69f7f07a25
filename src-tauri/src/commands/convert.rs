//! The engine's values in the words of `rpc-schema`.

use jiff::Timestamp;
use sotto_engine::{self as engine, KeyWords, UnixSeconds};
use sotto_rpc_schema::{
    ErrorCode, RpcError,
    types::{
        CaseStatus, Channel, DeviceState, Member, MemberDevice, Organisation, PermissionRole, Pseudonym, Reader,
        ReaderDevice, Tor, TorHindrance,
    },
};

/// RFC 3339, UTC.
pub(crate) fn time(at: UnixSeconds) -> String {
    let seconds = i64::try_from(at.0).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX).to_string()
}

pub(crate) fn tor(progress: engine::TorProgress) -> Tor {
    let hindrance = progress.hindrance.map(|hindrance| match hindrance {
        engine::TorHindrance::Offline => TorHindrance::Offline,
        engine::TorHindrance::Filtered => TorHindrance::Filtered,
        engine::TorHindrance::Clock => TorHindrance::Clock,
    });
    Tor { percent: progress.percent, is_ready: progress.is_ready, hindrance }
}

pub(super) fn words(words: &KeyWords) -> Vec<String> {
    words.words().map(str::to_owned).to_vec()
}

pub(super) fn key_words(words: &[String]) -> Result<KeyWords, RpcError> {
    words.join(" ").parse().map_err(|_| ErrorCode::KeyWordsMismatch.into())
}

pub(super) fn pseudonym(name: &engine::Pseudonym) -> Pseudonym {
    let text = name.to_string();
    Pseudonym { canonical: text.clone(), text }
}

pub(crate) fn organisation(card: engine::CardView) -> Organisation {
    Organisation {
        organisation: card.organisation.to_string(),
        name: card.name,
        key_words: words(&card.key_words),
        compared: card.compared,
        channels: card.channels.into_iter().map(|(channel, name)| Channel { channel, name }).collect(),
    }
}

pub(super) fn status(status: engine::Status) -> CaseStatus {
    match status {
        engine::Status::New => CaseStatus::New,
        engine::Status::Acknowledged => CaseStatus::Acknowledged,
        engine::Status::InReview => CaseStatus::InReview,
        engine::Status::Feedback => CaseStatus::Feedback,
        engine::Status::Closed => CaseStatus::Closed,
    }
}

pub(super) fn status_of(status: CaseStatus) -> engine::Status {
    match status {
        CaseStatus::New => engine::Status::New,
        CaseStatus::Acknowledged => engine::Status::Acknowledged,
        CaseStatus::InReview => engine::Status::InReview,
        CaseStatus::Feedback => engine::Status::Feedback,
        CaseStatus::Closed => engine::Status::Closed,
    }
}

pub(super) fn role(role: engine::Role) -> PermissionRole {
    match role {
        engine::Role::Viewer => PermissionRole::Viewer,
        engine::Role::Member => PermissionRole::Member,
        engine::Role::Manager => PermissionRole::Manager,
        engine::Role::Admin => PermissionRole::Admin,
        engine::Role::Owner => PermissionRole::Owner,
    }
}

pub(super) fn role_of(role: PermissionRole) -> engine::Role {
    match role {
        PermissionRole::Viewer => engine::Role::Viewer,
        PermissionRole::Member => engine::Role::Member,
        PermissionRole::Manager => engine::Role::Manager,
        PermissionRole::Admin => engine::Role::Admin,
        PermissionRole::Owner => engine::Role::Owner,
    }
}

pub(super) fn member(member: engine::Member) -> Member {
    Member {
        handler: member.handler.to_string(),
        person: member.person,
        title: member.title,
        role: role(member.role),
        devices: member.devices.iter().map(device).collect(),
    }
}

/// `mine`: the handler who is looking; `devices`: as far as their words were asked for.
pub(super) fn reader(
    reader: &engine::ReaderView,
    mine: Option<&engine::HandlerId>,
    devices: &[(engine::DeviceId, KeyWords)],
) -> Reader {
    Reader {
        handler: reader.handler.to_string(),
        name: reader.name.clone(),
        title: reader.title.clone(),
        verified: reader.verified,
        me: mine == Some(&reader.handler),
        since: None,
        until: None,
        devices: devices
            .iter()
            .map(|(device, key_words)| ReaderDevice { device: device.to_string(), key_words: words(key_words) })
            .collect(),
    }
}

/// A code that the engine kept as a word.
pub(super) fn code(word: &str) -> Option<ErrorCode> {
    sotto_rpc_schema::ALL_ERROR_CODES.iter().copied().find(|code| code.as_str() == word)
}

fn device(device: &engine::MemberDevice) -> MemberDevice {
    let (state, key_words) = match device.state {
        // Shown only once they were compared: whoever certifies types what was heard, not what a server said.
        engine::DeviceState::Waiting => (DeviceState::Waiting, None),
        engine::DeviceState::Certified => (DeviceState::Certified, Some(words(&device.key_words))),
        engine::DeviceState::Revoked => (DeviceState::Revoked, Some(words(&device.key_words))),
    };
    MemberDevice { device: device.device.to_string(), state, key_words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_rfc_3339_in_utc() {
        assert_eq!(time(UnixSeconds(1_775_000_000)), "2026-03-31T23:33:20Z");
        assert_eq!(time(UnixSeconds(u64::MAX)), Timestamp::MAX.to_string());
    }

    #[test]
    fn statuses_and_roles_come_back() {
        for status_in in engine::Status::ALL {
            assert_eq!(status_of(status(status_in)), status_in);
        }
        for role_in in engine::Role::ALL {
            assert_eq!(role_of(role(role_in)), role_in);
        }
    }
}
