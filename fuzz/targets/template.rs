//! Fuzz target: see `portico_fuzz::template`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::template::run(data));
