//! What went wrong, as the API says it: problem details (RFC 9457).

use crate::auth::login::LoginError;
use crate::auth::opaque::NoRandomness;
use crate::auth::password::PasswordError;
use crate::storage::StorageError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::Display;
use std::time::Duration;
use utoipa::ToSchema;

/// The media type of problem details.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error of the API (RFC 9457). `title` is the HTTP status in words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// The HTTP status.
    #[serde(serialize_with = "as_number")]
    #[schema(value_type = u16, example = 409)]
    pub status: StatusCode,
    /// The HTTP status in words.
    #[schema(example = "Conflict")]
    pub title: &'static str,
    /// What is wrong, and what can be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Each thing that is wrong with the body, with its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldProblem>,
    /// What else there is to say, such as `current` and `yours` of a 412.
    #[serde(flatten)]
    pub members: Map<String, Value>,
    /// When to try again.
    #[serde(skip)]
    pub retry_after: Option<Duration>,
}

/// One thing that is wrong with a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Path of the field, as in `tools[0].http.path`; empty for the whole.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
    /// The document, as in `Server default/shop`, where there may be several.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub document: Option<String>,
    /// The line (from 1) of the body, where that was YAML.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub line: Option<usize>,
}

impl FieldProblem {
    /// The same, of a field below `parent`.
    #[must_use]
    pub fn under(self, parent: &str) -> Self {
        let path = match self.path.as_str() {
            "" => parent.to_owned(),
            own => format!("{parent}.{own}"),
        };
        Self { path, ..self }
    }

    /// What is wrong with the field.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
            document: None,
            line: None,
        }
    }
}

impl Problem {
    /// A problem of this status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..Self::plain(status)
        }
    }

    fn plain(status: StatusCode) -> Self {
        Self {
            status,
            title: status.canonical_reason().unwrap_or("Error"),
            detail: None,
            errors: Vec::new(),
            members: Map::new(),
            retry_after: None,
        }
    }

    /// 400: the request cannot be understood.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// 401: who asks is not known.
    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "log in, or send an API token")
    }

    /// 403: who asks is known, but may not do this.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// 404: `what` is not there.
    pub fn not_found(what: impl Display) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("there is no {what}"))
    }

    /// 409: what is there speaks against it.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// 412: what is there is not what was expected.
    pub fn precondition_failed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, detail)
    }

    /// 422: the body was understood, and these things are wrong with it.
    pub fn invalid(errors: Vec<FieldProblem>) -> Self {
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "see `errors`");
        Self { errors, ..problem }
    }

    /// 429: too soon after what happened before.
    pub fn too_many(detail: impl Into<String>, retry_after: Duration) -> Self {
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, detail);
        Self {
            retry_after: Some(retry_after),
            ..problem
        }
    }

    /// 503: something that is needed is not there at the moment.
    pub fn unavailable(detail: impl Into<String>) -> Self {
        let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, detail);
        Self {
            retry_after: Some(Duration::from_secs(1)),
            ..problem
        }
    }

    /// 500: a mistake of ours. `error` goes into the log and not into the answer.
    pub fn internal(error: impl Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::plain(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// With one more member.
    #[must_use]
    pub fn with(mut self, member: &str, value: Value) -> Self {
        self.members.insert(member.to_owned(), value);
        self
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unavailable(reason) => {
                tracing::warn!(%reason, "the database is not available");
                Self::unavailable("the database is not available")
            }
            StorageError::Duplicate(_) => Self::conflict("it exists already"),
            StorageError::Missing => Self::not_found("such thing"),
            other => Self::internal(other),
        }
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        if error.is_refusal() {
            Self::invalid(vec![FieldProblem::new("password", error.to_string())])
        } else {
            Self::internal(error)
        }
    }
}

impl From<NoRandomness> for Problem {
    fn from(error: NoRandomness) -> Self {
        Self::internal(error)
    }
}

impl From<LoginError> for Problem {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Storage(error) => error.into(),
            LoginError::Randomness(error) => error.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_else(|error| {
            tracing::error!(%error, "a problem cannot be written");
            Vec::new()
        });
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.retry_after {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer realm=\"portico\"");
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn as_number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use serde_json::json;

    async fn shown(problem: Problem) -> (Response<()>, Value) {
        let (parts, body) = problem.into_response().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (
            Response::from_parts(parts, ()),
            serde_json::from_slice(&body).unwrap(),
        )
    }

    #[tokio::test]
    async fn says_what_is_wrong_and_where() {
        let errors = vec![FieldProblem::new("name", "is empty")];
        let (response, body) = shown(Problem::invalid(errors)).await;
        assert_eq!(response.status(), 422);
        assert_eq!(response.headers()["content-type"], MEDIA_TYPE);
        let expected = json!({
            "status": 422,
            "title": "Unprocessable Entity",
            "detail": "see `errors`",
            "errors": [{"path": "name", "message": "is empty"}],
        });
        assert_eq!(body, expected);
    }

    #[tokio::test]
    async fn further_members_stand_beside() {
        let problem = Problem::precondition_failed("changed").with("current", json!({"a": 1}));
        let (_, body) = shown(problem).await;
        assert_eq!(body["current"], json!({"a": 1}));
        assert_eq!(body["status"], 412);
    }

    #[tokio::test]
    async fn retry_after_is_rounded_up() {
        let wait = |millis| Problem::too_many("wait", Duration::from_millis(millis));
        assert_eq!(shown(wait(1001)).await.0.headers()["retry-after"], "2");
        assert_eq!(shown(wait(2000)).await.0.headers()["retry-after"], "2");
    }

    #[tokio::test]
    async fn our_mistakes_are_not_explained() {
        let (response, body) = shown(Problem::internal("password=hunter2")).await;
        assert_eq!(response.status(), 500);
        assert!(!body.to_string().contains("hunter2"));
    }

    #[tokio::test]
    async fn a_401_says_how_to_come_in() {
        let (response, _) = shown(Problem::unauthorized()).await;
        assert_eq!(
            response.headers()["www-authenticate"],
            "Bearer realm=\"portico\""
        );
    }
}
