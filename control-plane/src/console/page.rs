//! The console's page, and what browsers may do with it.

use super::asset::Asset;
use crate::api::problem::Problem;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The file of the page.
pub(super) const FILE: &str = "index.html";

/// What the build writes where the nonce of a response is to stand.
const NONCE: &str = "__CSP_NONCE__";

/// Served where the program was built without the console.
const MISSING: &str = include_str!("missing.html");

/// The page. It is made for one response, as the nonce in it is good for one.
pub(super) fn response() -> Response {
    let page = Asset::find(FILE).and_then(Asset::text);
    let nonce = match nonce() {
        Ok(nonce) => nonce,
        Err(error) => return Problem::internal(error).into_response(),
    };
    let Ok(policy) = HeaderValue::try_from(policy(&nonce)) else {
        return Problem::internal("a policy cannot be written").into_response();
    };
    let page = page.as_deref().unwrap_or(MISSING).replace(NONCE, &nonce);
    let mut response = Html(page).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

const FIXED: [(HeaderName, &str); 4] = [
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// Nothing of another origin, no script but the console's files, and of styles in the page only
/// those with this nonce. Pictures and sounds may be data, as results of tools are.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; media-src 'self' data: blob:; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

fn nonce() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_response_has_a_nonce_of_its_own() {
        let policies = [response(), response()]
            .map(|response| response.headers()["content-security-policy"].clone());
        assert_ne!(policies[0], policies[1]);
        let text = policies[0].to_str().unwrap();
        assert!(text.contains("style-src 'self' 'nonce-"), "{text}");
        assert!(text.contains("frame-ancestors 'none'"), "{text}");
        assert!(!text.contains("unsafe"), "{text}");
    }

    #[test]
    fn without_the_console_a_page_says_how_to_build_it() {
        assert!(MISSING.contains("cargo xtask up"));
        assert!(MISSING.contains(NONCE));
    }
}
