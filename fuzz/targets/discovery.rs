//! Fuzz target: see `portico_fuzz::discovery`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::discovery::run(data));
