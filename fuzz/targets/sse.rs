//! Fuzz target: see `portico_fuzz::sse`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::sse::run(data));
