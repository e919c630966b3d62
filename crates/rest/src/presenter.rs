//! The compiled form of a [`Presentation`]: an HTTP response becomes a tool result.

mod compile;

use crate::content;
use crate::failure;
use crate::media::{Media, essence};
use crate::presentation::{Kind, Statuses};
use crate::projection::Projection;
use crate::reading::{check_encoding, text};
use crate::response::{Response, Structured};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// How the responses of a tool become its results. The default goes by the response alone.
#[derive(Debug, Default)]
pub struct Presenter {
    /// 2xx where empty.
    success: Vec<Statuses>,
    kind: Option<Kind>,
    content_type: Option<String>,
    projection: Option<Projection>,
    /// In lower case.
    headers: Vec<String>,
    max_bytes: Option<usize>,
    max_text: Option<usize>,
}

impl Presenter {
    /// Most bytes of a response; the server's limit where absent.
    pub fn max_bytes(&self) -> Option<usize> {
        self.max_bytes
    }

    /// Appends the members of a `CallToolResult` that stand for `response`, without the braces:
    /// `"content":[…]`, and where they apply `"structuredContent":…` and `"isError":true`.
    pub fn write(&self, out: &mut Vec<u8>, response: &Response<'_>, structured: Structured) {
        let start = out.len();
        out.extend_from_slice(br#""content":["#);
        let result = self.content(out, response, structured);
        if let Err(message) = &result {
            out.truncate(start);
            out.extend_from_slice(br#""content":["#);
            content::text(out, message);
        }
        self.headers(out, response);
        out.push(b']');
        match result {
            Ok(Some(json)) => {
                out.extend_from_slice(br#","structuredContent":"#);
                out.extend_from_slice(json.as_bytes());
            }
            Ok(None) => {}
            Err(_) => out.extend_from_slice(br#","isError":true"#),
        }
    }

    /// Appends the content of a success and gives the structured content. The error is what is said
    /// of a failure.
    fn content<'r>(
        &self,
        out: &mut Vec<u8>,
        response: &Response<'r>,
        structured: Structured,
    ) -> Result<Option<Cow<'r, str>>, String> {
        self.check_success(response)?;
        if is_blank(response) {
            content::text(out, &empty(response.status, structured)?);
            return Ok(None);
        }
        let content_type = self.content_type(response);
        let wants_json = self.kind == Some(Kind::Json) || self.projection.is_some();
        if structured == Structured::None && !wants_json {
            self.block(out, response, content_type)?;
            return Ok(None);
        }
        let json = self.json(response, content_type, structured)?;
        if structured == Structured::None {
            content::text(out, &self.cut(&json));
            return Ok(None);
        }
        self.check_length(&json)?;
        out.reserve(json.len() * 2 + 64);
        content::text(out, &json);
        Ok(Some(json))
    }

    fn check_success(&self, response: &Response<'_>) -> Result<(), String> {
        if let Some(details) = response.local {
            return Err(failure::local(details));
        }
        let status = response.status;
        let is_success = match self.success.as_slice() {
            [] => (200..300).contains(&status),
            statuses => statuses.iter().any(|statuses| statuses.contain(status)),
        };
        if is_success {
            return Ok(());
        }
        Err(failure::response(response))
    }

    fn content_type<'c>(&'c self, response: &Response<'c>) -> &'c str {
        let own = self.content_type.as_deref();
        own.or(response.content_type).unwrap_or_default()
    }

    /// The body, which must be JSON, with the fields that stay.
    fn json<'r>(
        &self,
        response: &Response<'r>,
        content_type: &str,
        structured: Structured,
    ) -> Result<Cow<'r, str>, String> {
        let text = text(response, content_type)?.map(trimmed);
        let Some(json) = text.filter(|text| serde_json::from_str::<&RawValue>(text).is_ok()) else {
            let reason = match structured {
                Structured::None => "the tool is to give JSON",
                Structured::Object | Structured::Any => "the tool has an output schema",
            };
            return Err(format!(
                "The upstream's answer is not JSON, although {reason}."
            ));
        };
        if structured == Structured::Object && !json.starts_with('{') {
            return Err("The upstream's answer is not a JSON object, although the tool's output schema asks for one.".to_owned());
        }
        match &self.projection {
            Some(projection) => Ok(Cow::Owned(projection.apply(&json))),
            None => Ok(json),
        }
    }

    /// Appends the content block for a body that is not empty.
    fn block(
        &self,
        out: &mut Vec<u8>,
        response: &Response<'_>,
        content_type: &str,
    ) -> Result<(), String> {
        let mime_type = essence(content_type);
        let kind = match (self.kind, Media::of(content_type)) {
            (Some(kind), _) => Some(kind),
            (None, Media::Image) => Some(Kind::Image),
            (None, Media::Audio) => Some(Kind::Audio),
            (None, Media::Other) => None,
        };
        if let Some(Kind::Image | Kind::Audio) = kind {
            check_encoding(response)?;
            match kind {
                Some(Kind::Image) => content::image(out, mime_type, response.body),
                _ => content::audio(out, mime_type, response.body),
            }
            return Ok(());
        }
        match (kind, text(response, content_type)?) {
            (Some(Kind::Resource), Some(text)) => {
                self.check_length(&text)?;
                content::embedded(out, mime_type, text.as_bytes());
            }
            (Some(Kind::Text), None) => {
                return Err(
                    "The upstream's answer is not text, although the tool is to give text."
                        .to_owned(),
                );
            }
            (_, Some(text)) => content::text(out, &self.cut(&text)),
            (_, None) => content::embedded(out, mime_type, response.body),
        }
        Ok(())
    }

    /// The text, or as much of it as a model is given.
    fn cut<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.max_text {
            Some(most) if text.len() > most => {
                let end = text.floor_char_boundary(most);
                let start = text.get(..end).unwrap_or_default();
                let total = text.len();
                Cow::Owned(format!(
                    "{start} [cut off here after {end} of {total} bytes. Ask for less: narrow the request or page through it.]"
                ))
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// Refuses a text that is too long and that must not be cut.
    fn check_length(&self, text: &str) -> Result<(), String> {
        match self.max_text {
            Some(most) if text.len() > most => Err(format!(
                "The upstream's answer is too long: {} bytes, of which at most {most} are given. Ask for less: narrow the request or page through it.",
                text.len()
            )),
            _ => Ok(()),
        }
    }

    /// Appends a text with the headers that the model is to see, where the response has any.
    fn headers(&self, out: &mut Vec<u8>, response: &Response<'_>) {
        if self.headers.is_empty() || response.local.is_some() {
            return;
        }
        let mut lines = String::new();
        for name in &self.headers {
            if let Some(value) = response.headers.get(name) {
                let between = if lines.is_empty() { "" } else { "\n" };
                lines.push_str(&format!("{between}{name}: {value}"));
            }
        }
        if !lines.is_empty() {
            out.push(b',');
            content::text(out, &lines);
        }
    }
}

/// The text without the blanks around it.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_owned()),
    }
}

/// Whether there is no content: RFC 9110 gives these statuses none, whatever the body.
fn is_blank(response: &Response<'_>) -> bool {
    matches!(response.body, [] | [0xef, 0xbb, 0xbf]) || matches!(response.status, 204 | 205)
}

/// The text for a success without content, which is none where a schema asks for some.
fn empty(status: u16, structured: Structured) -> Result<String, String> {
    let status = failure::with_reason(status);
    match structured {
        Structured::None => Ok(format!(
            "The request succeeded: {status}, with an empty body."
        )),
        Structured::Object | Structured::Any => Err(format!(
            "The upstream answered {status} with an empty body, although the tool has an output schema."
        )),
    }
}
