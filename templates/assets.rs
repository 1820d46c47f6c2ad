//! The addresses of the static files, made by `build.rs`. How long browsers keep what is in
//! `static/_headers`.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The script of a room's page.
pub const ROOM_SCRIPT: &str = "/scripts/room.js";

/// The script of the page that invites people. No room loads it.
pub const INVITE_SCRIPT: &str = "/scripts/pages/invite.js";

/// The script of a profile. No room loads it.
pub const PROFILE_SCRIPT: &str = "/scripts/pages/profile.js";

/// The script of the page of an owner link. No room loads it.
pub const OWNER_LINK_SCRIPT: &str = "/scripts/pages/owner_link.js";
