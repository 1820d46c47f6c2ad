#![no_main]
//! See `natter::fuzz::name`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::name(data));
