//! Fuzz target: see `portico_fuzz::engine`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::engine::run(data));
