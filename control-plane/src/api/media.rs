//! Documents in requests and answers: JSON or YAML, as the client has it.

use super::problem::{FieldProblem, Problem};
use crate::store::{lines_of_fields, read_stream};
use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Most bytes of a body with documents.
const LARGEST: usize = 64 << 20;

/// The media type of YAML (RFC 9512).
pub(super) const YAML: &str = "application/yaml";

/// Names that it had before.
const OLD_YAML: [&str; 3] = ["application/x-yaml", "text/yaml", "text/x-yaml"];

/// What the entity tags of YAML end with. Those of JSON are digits.
const YAML_TAG: &str = "-yaml";

/// How documents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

/// Documents as a client sent them.
#[derive(Debug)]
pub(super) struct Documents {
    /// Each as JSON text.
    pub(super) json: Vec<String>,
    /// The text that they came in, if that has lines to point at.
    yaml: Option<String>,
}

impl Documents {
    /// Documents of a JSON body.
    pub(super) fn of_json(json: Vec<String>) -> Self {
        Self { json, yaml: None }
    }

    /// Documents of a YAML stream.
    ///
    /// # Errors
    /// 422 with everything that is wrong with the YAML.
    pub(super) fn of_yaml(text: String) -> Result<Self, Problem> {
        let documents = read_stream(&text).map_err(|errors| {
            let errors = errors.into_iter();
            Problem::invalid(
                errors
                    .map(|e| FieldProblem::new(e.path, e.message))
                    .collect(),
            )
        })?;
        Ok(Self {
            json: documents
                .into_iter()
                .map(|document| document.json)
                .collect(),
            yaml: Some(text),
        })
    }

    /// How they came.
    pub(super) fn format(&self) -> Format {
        match &self.yaml {
            Some(_) => Format::Yaml,
            None => Format::Json,
        }
    }

    /// The lines of fields, each with the number of its document, in the body; `None` where the body
    /// has no lines.
    pub(super) fn lines(&self, fields: &[(usize, &str)]) -> Vec<Option<usize>> {
        match &self.yaml {
            Some(text) if !fields.is_empty() => lines_of_fields(text, fields),
            _ => vec![None; fields.len()],
        }
    }
}

/// Exactly one document.
#[derive(Debug)]
pub(super) struct OneDocument(pub(super) Documents);

impl<S: Send + Sync> FromRequest<S> for OneDocument {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let format = content_type(request.headers())?;
        let text = text(request).await?;
        let documents = match format {
            Format::Json => Documents::of_json(vec![text]),
            Format::Yaml => Documents::of_yaml(text)?,
        };
        match documents.json.len() {
            1 => Ok(Self(documents)),
            count => Err(Problem::bad_request(format!(
                "send one document; these are {count}"
            ))),
        }
    }
}

/// How the client wants documents.
#[derive(Debug)]
pub(super) struct Accept(pub(super) Format);

impl<S: Sync> FromRequestParts<S> for Accept {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let accept = parts.headers.get_all(header::ACCEPT).iter();
        let mut types = accept
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(essence);
        let is_yaml = |name: &str| name == YAML || OLD_YAML.contains(&name);
        // The first that we know; whatever else is asked for gets JSON.
        let format = types.find_map(|name| match name {
            "application/json" | "application/*" | "*/*" => Some(Format::Json),
            name if is_yaml(name) => Some(Format::Yaml),
            _ => None,
        });
        Ok(Self(format.unwrap_or(Format::Json)))
    }
}

impl Format {
    /// An answer of this format.
    pub(super) fn response(self, text: String) -> Response {
        let media_type = match self {
            Self::Json => "application/json",
            Self::Yaml => YAML,
        };
        let mut response = text.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        headers.insert(header::VARY, HeaderValue::from_static("accept"));
        response
    }

    /// The entity tag of the version `etag` in this format: a strong tag belongs to one text (RFC 9110
    /// section 8.8.3).
    pub(super) fn tag(self, etag: &str) -> String {
        match self {
            Self::Json => etag.to_owned(),
            Self::Yaml => format!("{etag}{YAML_TAG}"),
        }
    }

    /// The version that the entity tag of one of its formats names.
    pub(super) fn version(tag: &str) -> &str {
        tag.strip_suffix(YAML_TAG).unwrap_or(tag)
    }
}

pub(super) fn content_type(headers: &HeaderMap) -> Result<Format, Problem> {
    let value = headers.get(header::CONTENT_TYPE);
    let name = value.map_or("", |value| value.to_str().unwrap_or_default());
    match essence(name) {
        "application/json" => Ok(Format::Json),
        name if name == YAML || OLD_YAML.contains(&name) => Ok(Format::Yaml),
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "send `Content-Type: application/json` or `application/yaml`",
        )),
    }
}

/// A media type without its parameters.
fn essence(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

pub(super) async fn text(request: Request) -> Result<String, Problem> {
    let bytes = to_bytes(request.into_body(), LARGEST).await.map_err(|_| {
        let detail = format!("the body cannot be read, or is larger than {LARGEST} bytes");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    })?;
    String::from_utf8(bytes.into()).map_err(|_| Problem::bad_request("the body is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn request(media_type: &str, body: &str) -> Request {
        let request = Request::put("/").header("content-type", media_type);
        request.body(Body::from(body.to_owned())).unwrap()
    }

    async fn one(media_type: &str, body: &str) -> Result<Documents, Problem> {
        let one = OneDocument::from_request(request(media_type, body), &()).await;
        one.map(|OneDocument(documents)| documents)
    }

    #[tokio::test]
    async fn documents_come_as_json_or_yaml() {
        let json = one("application/json; charset=utf-8", r#"{"kind": "Server"}"#).await;
        assert_eq!(json.unwrap().json, [r#"{"kind": "Server"}"#]);
        for name in ["application/yaml", "text/yaml; charset=utf-8"] {
            let yaml = one(name, "kind: Server\nname: s\n").await.unwrap();
            assert_eq!(yaml.json, [r#"{"kind":"Server","name":"s"}"#]);
            assert_eq!(yaml.lines(&[(0, "name"), (1, "")]), [Some(2), None]);
        }
    }

    #[tokio::test]
    async fn other_bodies_are_refused() {
        let table = [
            ("text/plain", "{}", 415),
            ("", "{}", 415),
            ("application/yaml", "a: 1\n---\nb: 1\n", 400),
            ("application/yaml", "", 400),
            ("application/yaml", "a: [1", 422),
        ];
        for (media_type, body, status) in table {
            let problem = one(media_type, body).await.unwrap_err();
            assert_eq!(problem.status, status, "{media_type} {body}");
        }
    }

    #[tokio::test]
    async fn the_client_says_what_it_takes() {
        let table = [
            (None, Format::Json),
            (Some("*/*"), Format::Json),
            (Some("text/html, application/yaml;q=0.9, */*"), Format::Yaml),
            (Some("application/json, application/yaml"), Format::Json),
            (Some("text/html"), Format::Json),
        ];
        for (accept, expected) in table {
            let mut request = Request::get("/");
            if let Some(accept) = accept {
                request = request.header("accept", accept);
            }
            let (mut parts, ()) = request.body(()).unwrap().into_parts();
            let Accept(format) = Accept::from_request_parts(&mut parts, &()).await.unwrap();
            assert_eq!(format, expected, "{accept:?}");
        }
    }
}
