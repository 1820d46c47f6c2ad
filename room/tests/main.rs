//! The room, driven as the house drives it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed, and says where"
)]

mod attention;
mod conversations;
mod crowds;
mod lobby;
mod names;
mod properties;
mod roll;
