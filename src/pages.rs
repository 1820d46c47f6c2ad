//! Pages for people: one file for each, with what its forms do.

pub(crate) mod actor;
pub(crate) mod audit;
pub(crate) mod file;
pub(crate) mod files;
pub(crate) mod for_you;
pub(crate) mod ignoring;
pub(crate) mod invitation;
pub(crate) mod joining;
pub(crate) mod landing;
pub(crate) mod log_frame;
pub(crate) mod message;
pub(crate) mod new_room;
pub(crate) mod owners;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod person_check;
pub(crate) mod preview;
pub(crate) mod profile;
pub(crate) mod recent_rooms;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod role_link;
pub(crate) mod room;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod suggestions;
