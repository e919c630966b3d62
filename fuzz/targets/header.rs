//! Fuzz target: see `portico_fuzz::header`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::header::run(data));
