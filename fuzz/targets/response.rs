//! Fuzz target: see `portico_fuzz::response`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::response::run(data));
