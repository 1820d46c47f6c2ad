#![no_main]
//! See `natter::fuzz::slug`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::slug(data));
