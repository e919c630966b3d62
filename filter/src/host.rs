//! What is asked of the host, in the engine's types.
//!
//! The SDK's convenience methods unwrap; these do not.

use proxy_wasm::hostcalls;
use proxy_wasm::types::{BufferType, LogLevel, MapType};
use std::time::{Duration, UNIX_EPOCH};

/// All headers of a map; none where the host has no such map now.
pub(crate) fn headers(map: MapType) -> Vec<(String, Vec<u8>)> {
    hostcalls::get_map_bytes(map).unwrap_or_default()
}

/// One header; `None` where it is absent or not text.
pub(crate) fn header(map: MapType, name: &str) -> Option<String> {
    String::from_utf8(hostcalls::get_map_value_bytes(map, name).ok()??).ok()
}

/// The first `size` bytes of a buffer.
pub(crate) fn buffer(buffer: BufferType, size: usize) -> Vec<u8> {
    if size == 0 {
        return Vec::new();
    }
    hostcalls::get_buffer(buffer, 0, size)
        .ok()
        .flatten()
        .unwrap_or_default()
}

/// A property that is text.
pub(crate) fn property(path: &[&str]) -> Option<String> {
    String::from_utf8(hostcalls::get_property(path.to_vec()).ok()??).ok()
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    let now = hostcalls::get_current_time().unwrap_or(UNIX_EPOCH);
    let since = now.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// Random bytes. Envoy's are never unavailable; zeros would only make ids guessable that protect
/// nothing.
pub(crate) fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    let _ = getrandom::fill(&mut bytes);
    bytes
}

/// Writes to Envoy's log.
pub(crate) fn log(level: LogLevel, message: &str) {
    let _ = hostcalls::log(level, message);
}
