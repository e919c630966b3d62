//! The compiled form of a [`Presentation`]: an HTTP response becomes a tool result.

mod block;
mod compile;
mod contents;
mod length;
mod shape;
mod variables;

use crate::content;
use crate::failure;
use crate::media::{Media, essence};
use crate::presentation::{Kind, Statuses};
use crate::projection::Projection;
use crate::reading::{check_encoding, text};
use crate::response::{Response, Structured};
use crate::template::{Template, Variables};
use block::render;
use length::Length;
use serde_json::value::RawValue;
use shape::Shape;
use std::borrow::Cow;

/// How the responses of a tool become its results. The default goes by the response alone.
#[derive(Debug, Default)]
pub struct Presenter {
    /// 2xx where empty.
    success: Vec<Statuses>,
    kind: Option<Kind>,
    content_type: Option<String>,
    projection: Option<Projection>,
    shape: Shape,
    /// In lower case.
    headers: Vec<String>,
    max_bytes: Option<usize>,
    length: Length,
}

/// Says what is wrong with structured content, given as JSON text.
pub type Check<'a> = &'a dyn Fn(&str) -> Result<(), String>;

/// The call that a response answers.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The arguments as JSON; only where [`Presenter::uses_arguments`].
    pub arguments: Option<&'a str>,
    /// What structured content its result is to have.
    pub structured: Structured,
    /// Checks the structured content against the output schema; the error is for the model.
    pub check: Option<Check<'a>>,
    /// The server's fixed values: JSON text of an object.
    pub config: Option<&'a str>,
    /// Most steps of a template.
    pub steps: u64,
}

/// What a result begins with.
const CONTENT: &[u8] = br#""content":["#;

impl Presenter {
    /// Whether the results are made of the arguments, too.
    pub fn uses_arguments(&self) -> bool {
        let failure = self.shape.failure.as_ref();
        self.shape.uses.arguments() || failure.is_some_and(|(_, uses)| uses.arguments())
    }

    /// Names of the server's fixed values that templates use.
    pub fn config(&self) -> impl Iterator<Item = &str> {
        let failure = self.shape.failure.iter();
        let failure = failure.flat_map(|(_, uses)| uses.config());
        self.shape.uses.config().chain(failure)
    }

    /// Most bytes of a response; the server's limit where absent.
    pub fn max_bytes(&self) -> Option<usize> {
        self.max_bytes
    }

    /// Appends the members of a `CallToolResult` that stand for `response`, without the braces:
    /// `"content":[…]`, and where they apply `"structuredContent":…` and `"isError":true`.
    pub fn write(&self, out: &mut Vec<u8>, response: &Response<'_>, call: &Call<'_>) {
        let start = out.len();
        out.extend_from_slice(CONTENT);
        let mut result = self.content(out, response, call);
        let begun = start + CONTENT.len();
        if let Ok(Some(json)) = &result
            && let Some(check) = call.check
            && let Err(reason) = check(json)
        {
            // The model is given what there is, after the reason why it is no structured content.
            let content = out.split_off(begun);
            content::text(out, &reason);
            out.push(b',');
            out.extend_from_slice(&content);
            result = Err(reason);
        } else if let Err(message) = &result {
            out.truncate(begun);
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
        call: &Call<'_>,
    ) -> Result<Option<Cow<'r, str>>, String> {
        self.check_success(response, call)?;
        if self.shape.template.is_some() || !self.shape.blocks.is_empty() {
            return self.shaped(out, response, call);
        }
        let structured = call.structured;
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
        let json = self.json(text(response, content_type)?, structured)?;
        self.write_json(out, json, structured)
    }

    /// Appends JSON as text, and gives it where it is to be structured content, too.
    fn write_json<'j>(
        &self,
        out: &mut Vec<u8>,
        json: Cow<'j, str>,
        structured: Structured,
    ) -> Result<Option<Cow<'j, str>>, String> {
        if structured == Structured::None {
            content::text(out, &self.length.cut(&json));
            return Ok(None);
        }
        self.length.check(&json)?;
        out.reserve(json.len() * 2 + 64);
        content::text(out, &json);
        Ok(Some(json))
    }

    /// Appends what the templates make of a success.
    fn shaped<'r>(
        &self,
        out: &mut Vec<u8>,
        response: &Response<'r>,
        call: &Call<'_>,
    ) -> Result<Option<Cow<'r, str>>, String> {
        if let Some(template) = &self.shape.template {
            let made = self.made(template, response, call)?;
            check_root(&made, call.structured)?;
            return self.write_json(out, made, call.structured);
        }
        let (variables, json) = self.variables(response, call, call.structured)?;
        for plan in &self.shape.blocks {
            let start = out.len();
            between(out);
            if !plan.write(out, &variables, call.steps, self.length)? {
                out.truncate(start);
            }
        }
        Ok(json.filter(|_| call.structured != Structured::None))
    }

    /// What the template of the result makes: that is the structured content, and not the body.
    fn made<'r>(
        &self,
        template: &Template,
        response: &Response<'r>,
        call: &Call<'_>,
    ) -> Result<Cow<'r, str>, String> {
        let (variables, _) = self.variables(response, call, Structured::None)?;
        Ok(trimmed(Cow::Owned(render(
            template, &variables, call.steps,
        )?)))
    }

    /// What the templates of a success may use, and the JSON of the body where it is needed.
    fn variables<'r>(
        &self,
        response: &Response<'r>,
        call: &Call<'_>,
        structured: Structured,
    ) -> Result<(Variables, Option<Cow<'r, str>>), String> {
        let uses = &self.shape.uses;
        let promised = structured != Structured::None;
        let wants_json = uses.json || promised;
        let text = match uses.text || wants_json {
            true => text(response, self.content_type(response))?,
            false => None,
        };
        let json = self.json(text.clone().filter(|_| wants_json), structured);
        let json = match json {
            Err(message) if promised => return Err(message),
            // A template may ask whether there is any.
            json => json.ok(),
        };
        let variables = uses.variables(call, response, text.as_deref(), json.as_deref());
        Ok((variables, json))
    }

    /// Whether an upstream's answer with this status is a success.
    pub fn is_success(&self, status: u16) -> bool {
        match self.success.as_slice() {
            [] => (200..300).contains(&status),
            statuses => statuses.iter().any(|statuses| statuses.contain(status)),
        }
    }

    /// The error is what is said of a failure.
    fn check_success(&self, response: &Response<'_>, call: &Call<'_>) -> Result<(), String> {
        if let Some(details) = response.local {
            return Err(failure::local(details));
        }
        if self.is_success(response.status) {
            return Ok(());
        }
        let made = self.failure(response, call);
        Err(made.unwrap_or_else(|| failure::response(response)))
    }

    /// What the template makes of a failure. The upstream's own words are better than none, where
    /// it does not fit them.
    fn failure(&self, response: &Response<'_>, call: &Call<'_>) -> Option<String> {
        let (template, uses) = self.shape.failure.as_ref()?;
        let text = text(response, response.content_type.unwrap_or_default())
            .ok()
            .flatten();
        let json = text.as_deref().map(str::trim_ascii);
        let json = json.filter(|text| serde_json::from_str::<&RawValue>(text).is_ok());
        let variables = uses.variables(call, response, text.as_deref(), json);
        let made = render(template, &variables, call.steps).ok()?;
        Some(self.length.cut(&made).into_owned()).filter(|made| !made.trim().is_empty())
    }

    fn content_type<'c>(&'c self, response: &Response<'c>) -> &'c str {
        let own = self.content_type.as_deref();
        own.or(response.content_type).unwrap_or_default()
    }

    /// The fields that stay of a body that must be JSON.
    fn json<'t>(
        &self,
        text: Option<Cow<'t, str>>,
        structured: Structured,
    ) -> Result<Cow<'t, str>, String> {
        let text = text.map(trimmed);
        let Some(json) = text.filter(|text| serde_json::from_str::<&RawValue>(text).is_ok()) else {
            let reason = match structured {
                Structured::None => "the tool is to give JSON",
                Structured::Object | Structured::Any => "the tool has an output schema",
            };
            return Err(format!(
                "The upstream's answer is not JSON, although {reason}."
            ));
        };
        check_root(&json, structured)?;
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
                self.length.check(&text)?;
                content::embedded(out, mime_type, text.as_bytes());
            }
            (Some(Kind::Text), None) => {
                return Err(
                    "The upstream's answer is not text, although the tool is to give text."
                        .to_owned(),
                );
            }
            (_, Some(text)) => content::text(out, &self.length.cut(&text)),
            (_, None) => content::embedded(out, mime_type, response.body),
        }
        Ok(())
    }

    /// Appends a text with the headers that the model is to see, where the response has any.
    fn headers(&self, out: &mut Vec<u8>, response: &Response<'_>) {
        if self.headers.is_empty() || response.local.is_some() {
            return;
        }
        let mut lines = String::new();
        for name in &self.headers {
            if let Some(value) = response.headers.get(name) {
                let end = if lines.is_empty() { "" } else { "\n" };
                lines.push_str(&format!("{end}{name}: {value}"));
            }
        }
        if !lines.is_empty() {
            between(out);
            content::text(out, &lines);
        }
    }
}

/// Appends a comma, where content has begun already.
fn between(out: &mut Vec<u8>) {
    if out.last() != Some(&b'[') {
        out.push(b',');
    }
}

/// Refuses JSON that is no object where structured content must be one.
fn check_root(json: &str, structured: Structured) -> Result<(), String> {
    if structured == Structured::Object && !json.starts_with('{') {
        return Err("The upstream's answer is not a JSON object, although the tool's output schema asks for one.".to_owned());
    }
    Ok(())
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
