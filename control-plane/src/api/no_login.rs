//! The page of a login that failed on its way back from the identity provider.

use super::problem::Problem;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

const PAGE: &str = include_str!("no_login.html");

const STYLE: &str = ":root { color-scheme: light dark; } \
    body { font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; \
    padding: 0 1rem; overflow-wrap: anywhere; background: light-dark(#fff, #15181b); \
    color: light-dark(#1a1d21, #d5d9de); } \
    h1 { font-size: 1.5rem; } a { color: light-dark(#1b6591, #87bbdc); }";

/// The problem as a page, for those who look at it; as it is for all others.
pub(super) fn shown(problem: Problem, headers: &HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT).and_then(|a| a.to_str().ok());
    if !accepted.is_some_and(|accepted| accepted.contains("text/html")) {
        return problem.into_response();
    }
    let detail = escaped(problem.detail.as_deref().unwrap_or(problem.title));
    let page = PAGE.replace("STYLE", STYLE).replace("DETAIL", &detail);
    let Ok(policy) = HeaderValue::try_from(policy()) else {
        return Problem::internal("a policy cannot be written").into_response();
    };
    let headers = [(header::CONTENT_SECURITY_POLICY, policy)];
    (problem.status, headers, Html(page)).into_response()
}

/// Nothing but this page's own style, which is known by its hash.
fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!("default-src 'none'; style-src 'sha256-{hash}'; frame-ancestors 'none'")
}

fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;

    #[test]
    fn texts_of_others_are_no_markup() {
        assert_eq!(escaped("<a b='\"'>&"), "&lt;a b=&#39;&quot;&#39;&gt;&amp;");
    }

    #[test]
    fn only_browsers_get_a_page() {
        let problem = || Problem::new(StatusCode::UNAUTHORIZED, "refused");
        let kind = |headers: &HeaderMap| {
            let response = shown(problem(), headers);
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
            let kind = response.headers()[header::CONTENT_TYPE].to_str();
            kind.unwrap().to_owned()
        };
        let mut headers = HeaderMap::new();
        assert_eq!(kind(&headers), "application/problem+json");
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/html"));
        assert!(kind(&headers).starts_with("text/html"));
    }
}
