//! Natter as it is served: what people, programs and strangers get, and what is left when things go wrong.
//!
//! Names are sentences; each module is a theme. Every test has rooms of its own, and most share a server.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that panics has failed, and says where")]

mod api;
mod attention;
mod bundle;
mod directory;
mod faults;
mod hibernation;
mod joining;
mod limits;
mod naming;
mod openapi;
mod owning;
mod presence;
mod reconnecting;
mod safety;
mod slowness;
mod storage;
mod talking;
mod telling;
mod torture;
mod yours;
