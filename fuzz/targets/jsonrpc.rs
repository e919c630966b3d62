//! Fuzz target: see `portico_fuzz::jsonrpc`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| portico_fuzz::jsonrpc::run(data));
