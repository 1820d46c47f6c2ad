//! The addresses of the static files, made by `build.rs` from what they contain.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));
