#![no_main]
//! See `natter::fuzz::markup`.

libfuzzer_sys::fuzz_target!(|data: &[u8]| natter::fuzz::markup(data));
