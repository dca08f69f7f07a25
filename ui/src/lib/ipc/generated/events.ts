// Generated from crates/rpc-schema by `cargo xtask codegen`. Do not edit.

import type * as types from './types';

export interface Events {
  /** Something that the home page shows has changed. */
  home_changed: types.Nothing;
  /** Something in this case has changed. */
  case_changed: types.CaseRef;
  /** Files are being added to a draft or a reply, chosen or dropped. */
  files_changed: types.AddingFiles;
  /** How far a file has come. */
  file_progress: types.FileOnItsWay;
  /** Files are held over the window, and something takes them; or no longer. */
  files_over: types.FilesHeld;
  /** The way to the relay has changed. */
  connection_changed: types.Connection;
  /** A report or message in the outbox has moved on. */
  outbox_progress: types.Outgoing;
  /** Nobody has used the window for a while, and the vault locks soon. */
  idle_warning: types.LocksSoon;
  /** The vault is being locked. */
  locked: types.Lock;
}
