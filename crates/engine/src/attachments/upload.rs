//! To the relay: segment by segment, from where it has come to.

use std::ops::Range;

use sotto_protocol::{
    ids::CaseId,
    stream::{SEALED_SEGMENT_BYTES, Segments},
};
use sotto_relay_api::{Act, Answer, BlobState, MAX_SEGMENTS, Refusal, Request};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{StoredFile, tables};

use super::{FileProgress, FileStep, segments_of};
use crate::{ContactError, Engine, Error, contact::Contact, room_sync::is_own_and_open};

/// Requests that are sent before the room is looked at again: 4 MiB.
const RUNS_A_SLICE: usize = 8;

impl Engine {
    /// Sends some of what the files of `case` still lack at the relay; whether more is left.
    ///
    /// It takes no part in the order of the room, and holds nothing up: between two slices news come and go.
    ///
    /// # Errors
    /// Those of contact. An item whose file is gone or damaged is set aside for its writer to decide.
    pub(crate) async fn upload_some(&self, contact: &mut Contact<'_>, case: CaseId) -> Result<bool, Error> {
        for item in self.read(|tx| Ok(tx.outbox().of_case(case)?))? {
            if item.state == tables::OutboxState::Paused || self.stays(contact.leaving, &item) {
                // What comes after it waits with it.
                return Ok(false);
            }
            for row in self.read(|tx| Ok(tx.attachments().of_message(item.message)?))? {
                if row.state != tables::AttachmentState::Stored {
                    continue;
                }
                let uploaded = self.upload_slice(contact, case, &row).await;
                return match uploaded {
                    Err(error) if error.is_refusal(Refusal::CaseExists) => {
                        let _one_at_a_time = self.syncing.lock().await;
                        let file = self.read(|tx| Ok(tx.cases().get(case)?))?;
                        let file = file.ok_or(Error::Refused(ErrorCode::NotFound))?;
                        Err(self.take_next_keys(&file, &item)?)
                    }
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
        let runs = runs(&state, segments.count()).ok_or(ContactError::Protocol)?;
        let missing: u32 = runs.iter().map(|run| run.end - run.start).sum();
        let mut progress = FileProgress {
            attachment: row.attachment,
            case: Some(case),
            step: FileStep::Sending,
            done_bytes: sealed_bytes(segments.count().saturating_sub(missing)),
            total_bytes: sealed_bytes(segments.count()),
        };
        let mut window = contact.window();
        let mut slice = runs.iter().take(RUNS_A_SLICE);
        loop {
            while !window.is_full()
                && let Some(run) = slice.next()
            {
                let mut bytes = Vec::with_capacity(run.len() * SEALED_SEGMENT_BYTES);
                for index in run.clone() {
                    bytes.extend(segment(&file, &segments, index)?);
                }
                let (first, bytes) = (run.start, bytes.into());
                window.ask(first, Request::PutSegments { blob: row.blob, first, bytes }).await?;
            }
            match window.next().await? {
                None => break,
                Some((first, Answer::Done)) => {
                    let run = runs.iter().find(|run| run.start == first);
                    self.go_on(&mut progress, run.map_or(0, |run| sealed_bytes(run.end - run.start)));
                }
                Some(_) => return Err(ContactError::Protocol.into()),
            }
        }
        if runs.len() <= RUNS_A_SLICE {
            self.write(|tx| Ok(tx.attachments().set_uploaded(row.attachment, row.blob)?))?;
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
            Err(error) if error.is_refusal(Refusal::NotPermitted) => {}
            Err(error) => return Err(error),
        }
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        // A room that is still to come is paid for with a puzzle.
        let announcing =
            |solution| Act::CreateBlob { blob: row.blob, room: file.room, segments: segments.count(), solution };
        let key = self.signer_of(&file)?.act;
        let announced = if file.sequence == 0 {
            contact.paid_act(&key, |solution| announcing(Some(solution))).await
        } else {
            contact.act(&key, announcing(None)).await
        };
        match announced {
            Ok((Answer::Done, _)) => Ok(BlobState { segments: segments.count(), missing: vec![(0, segments.count())] }),
            Ok(_) => Err(ContactError::Protocol.into()),
            // It takes the room for one that is still to come.
            Err(error) if is_own_and_open(&file) && error.is_refusal(Refusal::PuzzleRequired) => {
                Err(contact.denial().await)
            }
            Err(error) => Err(error),
        }
    }
}

/// What is missing, in as many segments at once as a request takes; none if the relay names other segments than there are.
fn runs(state: &BlobState, count: u32) -> Option<Vec<Range<u32>>> {
    let mut runs = Vec::new();
    let mut end = 0;
    for &(from, to) in &state.missing {
        if from < end || to <= from || to > count {
            return None;
        }
        end = to;
        let starts = (from..to).step_by(MAX_SEGMENTS as usize);
        runs.extend(starts.map(|start| start..to.min(start.saturating_add(MAX_SEGMENTS))));
    }
    (state.segments == count).then_some(runs)
}

fn sealed_bytes(segments: u32) -> u64 {
    u64::from(segments) * SEALED_SEGMENT_BYTES as u64
}

/// A sealed segment from this disk, which is sent only if it opens.
// enforces: FILE-06
fn segment(file: &StoredFile, segments: &Segments, index: u32) -> Result<Vec<u8>, Error> {
    let sealed = file.segment(index).map_err(|_| Error::Refused(ErrorCode::AttachmentUnreadable))?;
    segments.open(index, &sealed).map_err(|_| Error::Refused(ErrorCode::AttachmentUnreadable))?;
    Ok(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    // rule: SEND-03
    #[test]
    fn what_is_missing_goes_in_runs_and_a_lie_is_refused() {
        let state = |missing: &[(u32, u32)]| BlobState { segments: 20, missing: missing.to_vec() };
        assert_eq!(runs(&state(&[(0, 3), (5, 20)]), 20), Some(vec![0..3, 5..13, 13..20]));
        assert_eq!(runs(&state(&[]), 20), Some(Vec::new()));
        for lie in [&[(0, 21)][..], &[(3, 3)], &[(5, 4)], &[(0, 5), (4, 6)], &[(0, u32::MAX)]] {
            assert_eq!(runs(&state(lie), 20), None, "{lie:?}");
        }
        assert_eq!(runs(&state(&[(0, 20)]), 21), None);
    }
}
