//! Natter in a real browser, as people use it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "in a test a panic is the answer; it says what was awaited"
)]

mod attention;
mod chatting;
mod chrome;
mod ending;
mod joining;
mod looks;
mod naming;
mod owning;
mod person;
mod reconnecting;
mod reloading;
mod returning;
mod scrolling;
mod typing;
mod without_scripts;
mod witness;
mod yours;
