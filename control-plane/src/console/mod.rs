//! The web console: the files that `admin-ui` is built into, embedded in this program.
//!
//! In a debug build they are read from `admin-ui/dist` at each request. A program that was built
//! without them serves a page that says how they are made.

mod asset;
mod encoding;
mod page;

use crate::api::problem::Problem;
use asset::Asset;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::{IntoResponse, Response};

/// Folder of the files whose names hold a hash of what is in them.
const HASHED: &str = "assets/";

/// Answers whatever is no route of the API: a file of the console, or its page where a browser asks
/// for one. The page itself knows which of its views belongs to the path.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if is_reading(&method) && !is_of_api(path) {
        if let Some(asset) = Asset::find(path).filter(|_| path != page::FILE) {
            return asset.response(&headers);
        }
        if path.is_empty() || (wants_page(&headers) && !path.starts_with(HASHED)) {
            return page::response();
        }
    }
    Problem::not_found(format_args!("route {}", uri.path())).into_response()
}

fn is_reading(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

fn is_of_api(path: &str) -> bool {
    path == "api" || path.starts_with("api/")
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|a| a.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use axum::http::HeaderValue;

    async fn ask(method: Method, path: &str, accept: &'static str) -> (u16, HeaderMap, String) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        let response = serve(method, path.parse().unwrap(), headers).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        (parts.status.as_u16(), parts.headers, text)
    }

    #[tokio::test]
    async fn browsers_get_the_page_wherever_they_ask_for_one() {
        for path in ["/", "/servers/default/shop"] {
            let (status, headers, text) = ask(Method::GET, path, "text/html,*/*").await;
            assert_eq!(status, 200, "{path}");
            assert_eq!(headers["cache-control"], "no-cache");
            assert!(text.to_lowercase().starts_with("<!doctype html>"), "{text}");
        }
    }

    #[tokio::test]
    async fn everything_else_is_a_problem() {
        let table = [
            (Method::GET, "/api/v1/nothing", "text/html"),
            (Method::GET, "/api", "text/html"),
            (Method::GET, "/nothing", "application/json"),
            (Method::POST, "/servers", "text/html"),
            (Method::GET, "/assets/gone-abcdef12.js", "text/html"),
            (Method::GET, "/../Cargo.toml", "*/*"),
        ];
        for (method, path, accept) in table {
            let (status, headers, _) = ask(method, path, accept).await;
            assert_eq!(status, 404, "{path}");
            assert_eq!(headers["content-type"], "application/problem+json");
        }
    }
}
