//! Fuzz target: see `portico_fuzz::configuration`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::configuration::run(data));
