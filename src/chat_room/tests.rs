//! The real runtime on a native SQLite and pretend sockets: people, what they do, and what everyone
//! receives.

mod archive;
mod cast;
mod conversations;
mod crowds;
mod directory;
mod languages;
mod lobby;
mod log_frame;
mod members_page;
mod migration;
mod names;
mod order;
mod other_builds;
mod ownership;
mod page;
mod polling;
mod presence_status;
mod pretend_socket;
mod sqlite;
mod storage;
mod world;
