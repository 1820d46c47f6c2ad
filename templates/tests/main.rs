//! What browsers are sent, and that nobody's text can be more than text.

#![expect(clippy::expect_used, reason = "a test that panics has failed, and says where")]

mod accessibility;
mod browsers;
mod escaping;
mod examples;
mod fragments;
mod languages;
mod pages;
mod scripts;
mod sources;
mod states;
mod styles;
mod trusted_types;
mod words;
