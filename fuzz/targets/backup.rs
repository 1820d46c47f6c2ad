#![no_main]
//! See `natter::fuzz::backup`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::backup(data));
