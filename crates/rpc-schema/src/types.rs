//! What commands and events carry.

mod backup;
mod case;
mod draft;
mod files;
mod home;
mod identity;
mod log;
mod organisation;
mod outbox;
mod route;
mod settings;
mod vault;

pub use backup::*;
pub use case::*;
pub use draft::*;
pub use files::*;
pub use home::*;
pub use identity::*;
pub use log::*;
pub use organisation::*;
pub use outbox::*;
pub use route::*;
pub use settings::*;
pub use vault::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The request of a command that needs none.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, TS)]
pub struct Nothing {}
