//! Every window command, event and error code.
