//! What is asked of the host, in the engine's types.

use crate::abi::pairs::Pairs;
use crate::abi::{MapType, hostcall};
use portico_engine::HeaderList;

/// All headers of the request; names are text, as Envoy lets in no others.
pub(crate) fn request_headers() -> HeaderList {
    let bytes = hostcall::headers(MapType::Request);
    let named = |(name, value)| Some((std::str::from_utf8(name).ok()?, value));
    Pairs::new(&bytes).filter_map(named).collect()
}

/// One header; `None` where it is absent or not text.
pub(crate) fn header(map: MapType, name: &str) -> Option<String> {
    String::from_utf8(hostcall::header(map, name)?).ok()
}

/// A property that is text. The parts of its path are separated by NUL.
pub(crate) fn property(path: &str) -> Option<String> {
    String::from_utf8(hostcall::property(path)?).ok()
}

/// Random bytes. Envoy's are never unavailable; zeros would only make ids guessable that protect
/// nothing.
pub(crate) fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    let _ = getrandom::fill(&mut bytes);
    bytes
}
