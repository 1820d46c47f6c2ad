//! The room's log and D1 on a native SQLite: the same statements, without the platform.

mod directory;
mod log;
mod properties;
mod sqlite;
mod world;
