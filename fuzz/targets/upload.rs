#![no_main]
//! See `natter::fuzz::upload`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::upload(data));
