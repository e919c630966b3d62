//! Fuzz target: see `portico_fuzz::import`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::import::run(data));
