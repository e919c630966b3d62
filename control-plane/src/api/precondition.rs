//! `If-Match` and `If-None-Match`: what must be there for a change to be made (RFC 9110 section 13).

use super::media::Format;
use super::problem::Problem;
use crate::configuration::Expected;
use axum::extract::FromRequestParts;
use axum::http::header::{IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};

/// What the client expects to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Precondition(pub(super) Expected);

impl<S: Sync> FromRequestParts<S> for Precondition {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let (matches, none) = (
            read(&parts.headers, &IF_MATCH)?,
            read(&parts.headers, &IF_NONE_MATCH)?,
        );
        let expected = match (matches, none) {
            (None, None) => Expected::Any,
            (Some(Tags::Any), None) => Expected::Present,
            (Some(Tags::These(tags)), None) => Expected::Etags(versions(&tags)),
            (None, Some(Tags::Any)) => Expected::Absent,
            (None, Some(Tags::These(_))) => {
                let detail = "for a change, `If-None-Match` can only be `*`";
                return Err(Problem::bad_request(detail));
            }
            (Some(_), Some(_)) => {
                let detail = "send `If-Match` or `If-None-Match`, not both";
                return Err(Problem::bad_request(detail));
            }
        };
        Ok(Self(expected))
    }
}

/// A change is one of the document, whichever of its formats the client has seen.
fn versions(tags: &[String]) -> Vec<String> {
    let versions = tags.iter().map(|tag| Format::version(tag).to_owned());
    versions.collect()
}

/// Whether the client has this version of a document already, so that 304 will do.
pub(super) fn is_known(headers: &HeaderMap, etag: &str) -> Result<bool, Problem> {
    Ok(match read(headers, &IF_NONE_MATCH)? {
        None => false,
        Some(Tags::Any) => true,
        Some(Tags::These(tags)) => {
            // The comparison is weak here, and strong for changes.
            tags.iter()
                .any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == etag)
        }
    })
}

/// How an etag is sent.
pub(super) fn quoted(etag: &str) -> String {
    format!("\"{etag}\"")
}

/// A list of entity tags.
enum Tags {
    Any,
    These(Vec<String>),
}

/// The tags of a header without their quotes; weak ones keep their `W/` and so match nothing.
fn read(headers: &HeaderMap, name: &HeaderName) -> Result<Option<Tags>, Problem> {
    let mut tags = Vec::new();
    let mut is_there = false;
    for value in headers.get_all(name) {
        is_there = true;
        let text = value.to_str().map_err(|_| malformed(name))?;
        if text.trim() == "*" {
            return Ok(Some(Tags::Any));
        }
        for tag in text.split(',') {
            tags.push(unquoted(tag.trim()).ok_or_else(|| malformed(name))?);
        }
    }
    Ok(is_there.then_some(Tags::These(tags)))
}

fn unquoted(tag: &str) -> Option<String> {
    let (weak, quoted) = match tag.strip_prefix("W/") {
        Some(quoted) => ("W/", quoted),
        None => ("", tag),
    };
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains('"')).then(|| format!("{weak}{inner}"))
}

fn malformed(name: &HeaderName) -> Problem {
    Problem::bad_request(format!(
        "`{name}` must be `*` or entity tags in quotes, as `ETag` gives them"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    async fn expected(headers: &[(&str, &str)]) -> Result<Expected, u16> {
        let mut request = Request::get("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let read = Precondition::from_request_parts(&mut parts, &()).await;
        read.map(|Precondition(expected)| expected)
            .map_err(|problem| problem.status.as_u16())
    }

    fn etags(tags: &[&str]) -> Result<Expected, u16> {
        Ok(Expected::Etags(
            tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ))
    }

    #[tokio::test]
    async fn headers_say_what_must_be_there() {
        assert_eq!(expected(&[]).await, Ok(Expected::Any));
        assert_eq!(expected(&[("if-match", "*")]).await, Ok(Expected::Present));
        assert_eq!(
            expected(&[("if-none-match", " * ")]).await,
            Ok(Expected::Absent)
        );
        assert_eq!(
            expected(&[("if-match", "\"a\" , \"b-yaml\""), ("if-match", "W/\"c\"")]).await,
            etags(&["a", "b", "W/c"])
        );
    }

    #[tokio::test]
    async fn nonsense_is_refused() {
        let table: [&[(&str, &str)]; 6] = [
            &[("if-match", "a")],
            &[("if-match", "")],
            &[("if-match", "\"a\" \"b\"")],
            &[("if-match", "\u{e9}")],
            &[("if-none-match", "\"a\"")],
            &[("if-match", "*"), ("if-none-match", "*")],
        ];
        for headers in table {
            assert_eq!(expected(headers).await, Err(400), "{headers:?}");
        }
    }

    #[test]
    fn what_is_known_is_not_sent_again() {
        let known = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, value.parse().unwrap());
            is_known(&headers, "a").unwrap()
        };
        assert!(known("*") && known("\"b\", \"a\"") && known("W/\"a\""));
        assert!(!known("\"b\""));
        assert!(!is_known(&HeaderMap::new(), "a").unwrap());
    }
}
