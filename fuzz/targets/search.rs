#![no_main]
//! See `natter::fuzz::search`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::search(data));
