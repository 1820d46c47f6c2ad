#![no_main]
//! See `natter::fuzz::cookies`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::cookies(data));
