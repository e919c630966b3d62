//! Fuzz target: see `portico_fuzz::request`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::request::run(data));
