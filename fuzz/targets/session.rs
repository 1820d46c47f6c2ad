#![no_main]
//! See `natter::fuzz::session`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::session(data));
