//! Why a change is made, for the history: the header `X-Change-Reason`, or `reason` of the query.

use super::input::Query;
use super::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;

/// Most bytes of a reason.
const LONGEST: usize = 1000;

const HEADER: &str = "x-change-reason";

/// Why, in the query.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ReasonQuery {
    /// Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same.
    #[param(max_length = 1000)]
    reason: Option<String>,
}

/// Why; empty if nobody says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reason(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Reason {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(query): Query<ReasonQuery> = Query::from_request_parts(parts, state).await?;
        let reason = match parts.headers.get(HEADER) {
            Some(value) => {
                let text = std::str::from_utf8(value.as_bytes());
                let text = text.map_err(|_| Problem::bad_request("the reason is not UTF-8"))?;
                Some(text.to_owned())
            }
            None => query.reason,
        };
        let reason = reason.unwrap_or_default();
        if reason.len() > LONGEST {
            let detail = format!("the reason is longer than {LONGEST} bytes");
            return Err(Problem::bad_request(detail));
        }
        if reason.chars().any(|c| c.is_control() && c != '\n') {
            let detail = "the reason has control characters";
            return Err(Problem::bad_request(detail));
        }
        Ok(Self(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    async fn reason(uri: &str, header: Option<&[u8]>) -> Result<String, u16> {
        let mut request = Request::get(uri);
        if let Some(header) = header {
            request = request.header(HEADER, header);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let read = Reason::from_request_parts(&mut parts, &()).await;
        read.map(|Reason(reason)| reason)
            .map_err(|problem| problem.status.as_u16())
    }

    #[tokio::test]
    async fn the_header_goes_before_the_query() {
        assert_eq!(reason("/", None).await, Ok(String::new()));
        assert_eq!(reason("/?reason=a%20b", None).await, Ok("a b".to_owned()));
        let header = "für dich".as_bytes();
        assert_eq!(
            reason("/?reason=a", Some(header)).await,
            Ok("für dich".to_owned())
        );
    }

    #[tokio::test]
    async fn what_spoils_a_history_is_refused() {
        assert_eq!(reason("/", Some(b"\xff")).await, Err(400));
        assert_eq!(reason("/?reason=%1b", None).await, Err(400));
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(reason(&format!("/?reason={long}"), None).await, Err(400));
    }
}
