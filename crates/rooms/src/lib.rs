//! MLS rooms: envelopes, Commit rules, successor rooms.
