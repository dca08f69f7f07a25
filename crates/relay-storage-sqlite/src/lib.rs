//! The relay's stores on SQLite and a folder.
