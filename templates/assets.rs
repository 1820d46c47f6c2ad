//! The addresses of the static files, made by `build.rs`. How long browsers keep what is in
//! `static/_headers`.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The module that a room's page begins with.
pub const ROOM_MODULE: &str = "/js/room.js";

/// The module of the page that invites people. No room loads it.
pub const INVITE_MODULE: &str = "/js/pages/invite.js";

/// The module of the page of an owner link. No room loads it.
pub const OWNER_LINK_MODULE: &str = "/js/pages/owner_link.js";
