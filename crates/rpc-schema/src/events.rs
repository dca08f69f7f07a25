//! What the application tells the window unasked.

use serde::Serialize;
use ts_rs::TS;

use crate::types::*;

/// An event that the window can listen to.
pub trait Event {
    /// The name by which the window listens.
    const NAME: &'static str;
    /// What comes with it.
    type Payload: Serialize + Clone + Send + TS + 'static;
}

/// An event as data, for lists and generators.
#[derive(Clone, Copy)]
pub struct EventInfo {
    /// See [`Event::NAME`].
    pub name: &'static str,
    pub(crate) docs: &'static str,
    pub(crate) describe: fn(&mut crate::typescript::Collector<'_>) -> String,
}

macro_rules! events {
    ($($(#[doc = $doc:literal])+ $marker:ident = $name:literal ($payload:ty);)+) => {
        /// One marker type an event.
        pub mod event {
            use super::*;
            $(
                $(#[doc = $doc])+
                #[derive(Debug)]
                pub enum $marker {}
                impl Event for $marker {
                    const NAME: &'static str = $name;
                    type Payload = $payload;
                }
            )+
        }

        /// Every event, in the order of declaration.
        pub const ALL_EVENTS: &[EventInfo] = &[$(EventInfo {
            name: $name,
            docs: concat!($($doc, "\n"),+),
            describe: |types| types.name::<$payload>(),
        }),+];
    };
}

events! {
    /// Something that the home page shows has changed.
    HomeChanged = "home_changed" (Nothing);
    /// Something in this case has changed.
    CaseChanged = "case_changed" (CaseRef);
    /// Files are being added to a draft or a reply, chosen or dropped.
    FilesChanged = "files_changed" (AddingFiles);
    /// How far a file has come.
    FileProgress = "file_progress" (FileOnItsWay);
    /// Files are held over the window, and something takes them; or no longer.
    FilesOver = "files_over" (FilesHeld);
    /// The way to the relay has changed.
    ConnectionChanged = "connection_changed" (Connection);
    /// A report or message in the outbox has moved on.
    OutboxProgress = "outbox_progress" (Outgoing);
    /// Nobody has used the window for a while, and the vault locks soon.
    IdleWarning = "idle_warning" (LocksSoon);
    /// The vault is being locked.
    Locked = "locked" (Lock);
}
