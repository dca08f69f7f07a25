//! Every window command, event and error code, declared once.
//!
//! The window's TypeScript is generated from here (`examples/export.rs`), the list of allowed commands comes
//! from [`ALL_COMMANDS`], and a command without an adapter in `src-tauri` does not compile.
//! Ids are opaque strings, times are RFC 3339 in UTC, sizes are whole bytes.

mod commands;
mod error;
mod events;
mod secret;
mod typescript;

pub mod types;

pub use commands::{ALL_COMMANDS, COMMAND_NAMES, Command, CommandInfo, command};
pub use error::{ALL_ERROR_CODES, ErrorCode, RpcError};
pub use events::{ALL_EVENTS, Event, EventInfo, event};
pub use secret::Secret;
pub use typescript::{TypeScriptFile, typescript};
