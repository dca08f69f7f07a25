// Generated from crates/rpc-schema by `cargo xtask codegen`. Do not edit.

import type * as types from './types';

export interface Events {
  /** Something that the home page shows has changed. */
  home_changed: types.Nothing;
  /** Something in this case has changed. */
  case_changed: types.CaseRef;
  /** The way to the relay has changed. */
  connection_changed: types.Connection;
  /** A report or message in the outbox has moved on. */
  outbox_progress: types.Outgoing;
  /** The vault is being locked. */
  locked: types.Lock;
}
