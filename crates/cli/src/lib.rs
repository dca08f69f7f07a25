//! sottoctl: the engine without a window.
