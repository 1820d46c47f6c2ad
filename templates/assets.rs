//! The addresses of the static files, made by `build.rs`. How long browsers keep what is in
//! `static/_headers`.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The module that a room's page begins with.
pub const ROOM_MODULE: &str = "/js/room.js";
