#![no_main]
//! See `natter::fuzz::frame`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::frame(data));
