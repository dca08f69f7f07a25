//! What was found in files, and which copy of them goes.

use data_encoding::HEXLOWER;
use sotto_engine::{self as engine, AttachmentView};
use sotto_rpc_schema::{
    RpcError, command,
    types::{Attachment, ChosenCopy, Copies, CopyOfFile, FileCopy, Finding, FindingKind, Look, NotChecked},
};

use super::{blocking, id, refused};
use crate::{dispatch::Answer, state::Desk};

impl Answer<command::FileChooseCopy> for Desk {
    async fn answer(&self, request: ChosenCopy) -> Result<Attachment, RpcError> {
        let engine = self.engine()?;
        let attachment = id(&request.attachment)?;
        let copy = match request.copy {
            FileCopy::Original => engine::FileCopy::Original,
            FileCopy::Cleaned => engine::FileCopy::Cleaned,
        };
        blocking(move || engine.choose_copy(attachment, copy).map(shown).map_err(refused)).await
    }
}

/// A file in the words of `rpc-schema`.
pub(super) fn shown(file: AttachmentView) -> Attachment {
    let copies = copies(&file);
    Attachment {
        attachment: file.attachment.to_string(),
        name: file.name,
        size_bytes: file.size_bytes,
        original_sha256: file.original_sha256.map(|original| HEXLOWER.encode(&original)),
        look: file.look.map(|look| match look {
            engine::Look::NotChecked(why) => Look::NotChecked { why: not_checked(why) },
            engine::Look::Checked(inspection) => {
                Look::Checked { findings: inspection.findings.into_iter().map(finding).collect(), copies }
            }
        }),
    }
}

fn copies(file: &AttachmentView) -> Option<Copies> {
    let copy = |size_bytes, sha256: &[u8; 32]| CopyOfFile { size_bytes, sha256: HEXLOWER.encode(sha256) };
    let goes = copy(file.size_bytes, &file.sha256);
    let other = file.other.as_ref().map(|other| copy(other.size_bytes, &other.sha256))?;
    Some(match file.original_sha256 {
        Some(_) => Copies { goes: FileCopy::Cleaned, original: other, cleaned: goes },
        None => Copies { goes: FileCopy::Original, original: goes, cleaned: other },
    })
}

fn finding(found: engine::Finding) -> Finding {
    Finding { kind: kind(found.kind), summary: found.summary, remains: found.remains }
}

fn not_checked(why: engine::NotChecked) -> NotChecked {
    match why {
        engine::NotChecked::UnknownKind => NotChecked::UnknownKind,
        engine::NotChecked::Damaged => NotChecked::Damaged,
        engine::NotChecked::Encrypted => NotChecked::Encrypted,
        engine::NotChecked::TooMuch => NotChecked::TooMuch,
        engine::NotChecked::Unsafe => NotChecked::Unsafe,
        engine::NotChecked::NoWorker => NotChecked::NoWorker,
    }
}

fn kind(kind: engine::FindingKind) -> FindingKind {
    use sotto_engine::FindingKind as Found;
    match kind {
        Found::Place => FindingKind::Place,
        Found::Time => FindingKind::Time,
        Found::Device => FindingKind::Device,
        Found::SerialNumber => FindingKind::SerialNumber,
        Found::Author => FindingKind::Author,
        Found::Software => FindingKind::Software,
        Found::Description => FindingKind::Description,
        Found::Thumbnail => FindingKind::Thumbnail,
        Found::TrackedChanges => FindingKind::TrackedChanges,
        Found::Comments => FindingKind::Comments,
        Found::HiddenSheet => FindingKind::HiddenSheet,
        Found::HiddenSlide => FindingKind::HiddenSlide,
        Found::HiddenText => FindingKind::HiddenText,
        Found::SpeakerNotes => FindingKind::SpeakerNotes,
        Found::RevisionIds => FindingKind::RevisionIds,
        Found::Macros => FindingKind::Macros,
        Found::EmbeddedFile => FindingKind::EmbeddedFile,
        Found::EarlierVersion => FindingKind::EarlierVersion,
        Found::Printer => FindingKind::Printer,
        Found::Path => FindingKind::Path,
        Found::TrailingData => FindingKind::TrailingData,
        Found::HiddenCharacters => FindingKind::HiddenCharacters,
        Found::Signature => FindingKind::Signature,
        Found::ExternalLink => FindingKind::ExternalLink,
        Found::ColourProfile => FindingKind::ColourProfile,
        Found::Metadata => FindingKind::Metadata,
        Found::PrinterDots => FindingKind::PrinterDots,
        Found::UncheckedPart => FindingKind::UncheckedPart,
    }
}
