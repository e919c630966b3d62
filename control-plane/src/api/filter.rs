//! `GET /filter/{sha256}.wasm`.

use crate::filter_code::FilterCode;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

pub(super) async fn download(
    State(code): State<Option<FilterCode>>,
    Path(file): Path<String>,
) -> Response {
    match code.filter(|code| file.strip_suffix(".wasm") == Some(code.sha256())) {
        // The hash is in the name: what it names never changes.
        Some(code) => {
            let headers = [
                (header::CONTENT_TYPE, "application/wasm"),
                (header::CACHE_CONTROL, "max-age=31536000, immutable"),
            ];
            (headers, code.bytes()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
