//! Reports, cases, outbox, sync and transport, without a window.
