//! Replies that are being written: one a case, saved as typed, on this device only.

use sotto_protocol::content::MAX_BODY_BYTES;
use sotto_rpc_schema::ErrorCode;

use crate::{CaseId, Engine, Error, Event};

impl Engine {
    /// The text of the reply that is being written in a case, as it was last saved; empty if there is none.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn reply(&self, case: CaseId) -> Result<String, Error> {
        self.read(|tx| Ok(tx.replies().get(case)?.unwrap_or_default()))
    }

    /// Saves the text of the reply that is being written in a case. [`Engine::queue_message`] ends it.
    ///
    /// # Errors
    /// `not_found`, `message_too_large`, `disk_full`.
    pub fn save_reply(&self, case: CaseId, body: &str) -> Result<(), Error> {
        if body.len() > MAX_BODY_BYTES {
            return Err(Error::Refused(ErrorCode::MessageTooLarge));
        }
        let begun_or_ended = self.write(|tx| {
            tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let was_there = tx.replies().get(case)?.is_some();
            if body.is_empty() {
                tx.replies().remove(case)?;
            } else {
                tx.replies().put(case, body)?;
            }
            Ok(was_there == body.is_empty())
        })?;
        if begun_or_ended {
            self.tell(Event::CaseChanged(case));
        }
        Ok(())
    }
}
