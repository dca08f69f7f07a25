//! To the relay: segment by segment, from where it has come to.

use sotto_protocol::{
    ids::CaseId,
    stream::{SEALED_SEGMENT_BYTES, Segments},
};
use sotto_relay_api::{Act, Answer, BlobState, Request};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{StoredFile, tables};

use super::{FileProgress, FileStep, segments_of};
use crate::{ContactError, Engine, Error, contact::Contact};

/// Segments that are sent before the room is looked at again: 4 MiB.
const SEGMENTS_A_SLICE: usize = 64;

impl Engine {
    /// Sends some of what the files of `case` still lack at the relay; whether more is left.
    ///
    /// It takes no part in the order of the room, and holds nothing up: between two slices news come and go.
    ///
    /// # Errors
    /// Those of contact. An item whose file is gone or damaged is set aside for its writer to decide.
    pub(crate) async fn upload_some(&self, contact: &mut Contact<'_>, case: CaseId) -> Result<bool, Error> {
        for item in self.read(|tx| Ok(tx.outbox().of_case(case)?))? {
            if item.state == tables::OutboxState::Paused {
                // What comes after it waits with it.
                return Ok(false);
            }
            for row in self.read(|tx| Ok(tx.attachments().of_message(item.message)?))? {
                if row.state != tables::AttachmentState::Stored {
                    continue;
                }
                let uploaded = self.upload_slice(contact, case, &row).await;
                return match uploaded {
                    Err(error) if crate::outbox::is_decision(error.code()) => {
                        self.pause(&item, error.code())?;
                        Ok(false)
                    }
                    Err(error) => Err(error),
                    Ok(()) => Ok(true),
                };
            }
        }
        Ok(false)
    }

    async fn upload_slice(
        &self,
        contact: &mut Contact<'_>,
        case: CaseId,
        row: &tables::Attachment,
    ) -> Result<(), Error> {
        let name = row.stored.as_ref().ok_or(Error::Refused(ErrorCode::AttachmentMissing))?;
        let file = self.vault.stored_file(name).map_err(|_| Error::Refused(ErrorCode::AttachmentMissing))?;
        let segments = segments_of(row)?;
        let state = self.announced(contact, case, row, &segments).await?;
        if state.segments != segments.count() {
            return Err(ContactError::Protocol.into());
        }
        let missing: Vec<u32> = state.missing.iter().flat_map(|(from, to)| *from..*to).collect();
        let mut progress = FileProgress {
            attachment: row.attachment,
            case: Some(case),
            step: FileStep::Sending,
            done_bytes: (segments.count() as usize).saturating_sub(missing.len()) as u64 * SEALED_SEGMENT_BYTES as u64,
            total_bytes: u64::from(segments.count()) * SEALED_SEGMENT_BYTES as u64,
        };
        let mut window = contact.window();
        let mut slice = missing.iter().take(SEGMENTS_A_SLICE);
        loop {
            while !window.is_full()
                && let Some(&index) = slice.next()
            {
                let bytes = segment(&file, &segments, index)?.into();
                window.ask(index, Request::PutSegment { blob: row.blob, index, bytes }).await?;
            }
            match window.next().await? {
                None => break,
                Some((_, Answer::Done)) => self.go_on(&mut progress, SEALED_SEGMENT_BYTES as u64),
                Some(_) => return Err(ContactError::Protocol.into()),
            }
        }
        if missing.len() <= SEGMENTS_A_SLICE {
            self.write(|tx| Ok(tx.attachments().set_state(row.attachment, tables::AttachmentState::Uploaded)?))?;
        }
        Ok(())
    }

    /// What the relay has of a file; it is announced first if the relay has never heard of it.
    async fn announced(
        &self,
        contact: &mut Contact<'_>,
        case: CaseId,
        row: &tables::Attachment,
        segments: &Segments,
    ) -> Result<BlobState, Error> {
        match contact.ask(Request::FetchBlobState { blob: row.blob }).await {
            Ok(Answer::Blob(state)) => return Ok(state),
            Ok(_) => return Err(ContactError::Protocol.into()),
            Err(error) if error.is_refusal(sotto_relay_api::Refusal::NotPermitted) => {}
            Err(error) => return Err(error),
        }
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        // A room that is still to come is paid for with a puzzle.
        let solution = if file.sequence == 0 { Some(contact.solution().await?) } else { None };
        let act = Act::CreateBlob { blob: row.blob, room: file.room, segments: segments.count(), solution };
        let key = self.signer_of(&file)?.act;
        match contact.act(&key, act).await? {
            (Answer::Done, _) => Ok(BlobState { segments: segments.count(), missing: vec![(0, segments.count())] }),
            _ => Err(ContactError::Protocol.into()),
        }
    }
}

/// A sealed segment from this disk, which is sent only if it opens.
// enforces: FILE-06
fn segment(file: &StoredFile, segments: &Segments, index: u32) -> Result<Vec<u8>, Error> {
    let sealed = file.segment(index).map_err(|_| Error::Refused(ErrorCode::AttachmentUnreadable))?;
    segments.open(index, &sealed).map_err(|_| Error::Refused(ErrorCode::AttachmentUnreadable))?;
    Ok(sealed)
}
