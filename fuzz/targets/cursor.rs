#![no_main]
//! See `natter::fuzz::cursor`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::cursor(data));
