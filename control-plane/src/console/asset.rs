//! One file of the console, in the encodings that the build made of it.

use super::HASHED;
use super::encoding::{self, Encoding};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

/// What `admin-ui` is built into. Beside each larger file are `….br` and `….gz`.
#[derive(Embed)]
#[folder = "../admin-ui/dist"]
#[allow_missing = true]
struct Files;

/// The name of such a file never stands for another content.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Kept, but asked for again each time.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// A file.
pub(super) struct Asset<'p> {
    path: &'p str,
    file: EmbeddedFile,
}

impl<'p> Asset<'p> {
    /// The file at this path, from the console's root.
    pub(super) fn find(path: &'p str) -> Option<Self> {
        if path.ends_with(".br") || path.ends_with(".gz") {
            return None;
        }
        let file = Files::get(path)?;
        Some(Self { path, file })
    }

    /// Its text, if it is one.
    pub(super) fn text(self) -> Option<String> {
        String::from_utf8(self.file.data.into_owned()).ok()
    }

    /// The answer to a request with these headers.
    pub(super) fn response(self, headers: &HeaderMap) -> Response {
        let etag = etag(self.file.metadata.sha256_hash());
        let is_hashed = self.path.starts_with(HASHED);
        let known = headers.get(header::IF_NONE_MATCH);
        let mut response = if known.is_some_and(|known| Some(known) == etag.as_ref()) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            self.content(encoding::accepted(headers))
        };
        let answered = response.headers_mut();
        let cache = if is_hashed { FOREVER } else { ASK_AGAIN };
        answered.insert(header::CACHE_CONTROL, cache);
        answered.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(etag) = etag {
            answered.insert(header::ETAG, etag);
        }
        response
    }

    fn content(self, accepted: &[Encoding]) -> Response {
        let compressed = accepted.iter().find_map(|encoding| {
            let file = Files::get(&format!("{}.{}", self.path, encoding.suffix()))?;
            Some((file, encoding.name()))
        });
        let media = HeaderValue::from_static(media_type(self.path));
        let (file, encoding) = match compressed {
            Some((file, encoding)) => (file, Some(encoding)),
            None => (self.file, None),
        };
        let mut response = Body::from(file.data.into_owned()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, media);
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

/// Weak, as all encodings share it.
fn etag(hash: [u8; 32]) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("W/\"{}\"", hex::encode(hash))).ok()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, suffix)| suffix) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_know_what_they_get() {
        let table = [
            ("assets/index-1.js", "text/javascript; charset=utf-8"),
            ("assets/index-1.css", "text/css; charset=utf-8"),
            ("mark.svg", "image/svg+xml"),
            ("unknown", "application/octet-stream"),
        ];
        for (path, media) in table {
            assert_eq!(media_type(path), media);
        }
    }

    #[test]
    fn an_etag_is_quoted_hexadecimal() {
        let tag = etag([0xab; 32]).unwrap();
        assert_eq!(tag, format!("W/\"{}\"", "ab".repeat(32)));
    }

    #[test]
    fn compressed_files_have_no_address_of_their_own() {
        assert!(Asset::find("assets/index.js.br").is_none());
        assert!(Asset::find("theme.js.gz").is_none());
    }
}
