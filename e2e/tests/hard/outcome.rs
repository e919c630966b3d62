//! Answers in one line each: `400 -32700 Parse error: …`, `200 isError: …`, `200 content: …`.
//!
//! The id is said where it is not the 7 of most requests.

use anyhow::{Context, Result};
use portico_e2e::echo;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Longest text that is shown whole.
const LONGEST: usize = 200;

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error: Option<Error>,
}

#[derive(Deserialize)]
struct Error {
    code: i64,
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ToolResult<'a> {
    #[serde(borrow)]
    content: Vec<&'a RawValue>,
    #[serde(borrow)]
    structured_content: Option<&'a RawValue>,
    #[serde(default)]
    is_error: bool,
}

#[derive(Deserialize)]
struct Block {
    #[serde(rename = "type")]
    kind: String,
    text: Option<String>,
}

#[derive(Deserialize)]
struct Contents {
    contents: Vec<Content>,
}

/// Contents of a resource: text, or bytes in base64.
#[derive(Deserialize)]
struct Content {
    text: Option<String>,
    blob: Option<String>,
}

impl Content {
    fn shown(&self) -> String {
        match (&self.text, &self.blob) {
            (Some(text), _) => content(text),
            (None, Some(blob)) => format!("base64 {blob}"),
            (None, None) => "nothing".to_owned(),
        }
    }
}

/// An answer in one line.
pub(crate) fn of(status: u16, content_type: Option<&str>, body: &[u8]) -> Result<String> {
    if body.is_empty() {
        return Ok(format!("{status}, no body"));
    }
    if content_type != Some("application/json") {
        return Ok(format!(
            "{status} from Envoy: {}",
            shown(&String::from_utf8_lossy(body))
        ));
    }
    if body.starts_with(b"[") {
        let entries: Vec<&RawValue> = serde_json::from_slice(body)?;
        let first = entries.first().context("an empty batch")?;
        return Ok(format!(
            "{status}, {} answers, the first: {}",
            entries.len(),
            message(first.get())?
        ));
    }
    let text = std::str::from_utf8(body).context("not UTF-8")?;
    Ok(format!("{status} {}", message(text)?))
}

fn message(text: &str) -> Result<String> {
    let message: Message<'_> =
        serde_json::from_str(text).with_context(|| format!("no answer: {}", shown(text)))?;
    let mut line = match (message.result, message.error) {
        (Some(result), None) => self::result(result.get()),
        (None, Some(error)) => format!("{} {}", error.code, shown(&error.message)),
        _ => anyhow::bail!("neither a result nor an error: {}", shown(text)),
    };
    match message.id.map(RawValue::get) {
        Some("7") => {}
        Some(id) => line.push_str(&format!(" (id {})", shown(id))),
        None => line.push_str(" (no id)"),
    }
    Ok(line)
}

fn result(json: &str) -> String {
    if let Ok(contents) = serde_json::from_str::<Contents>(json) {
        let texts: Vec<String> = contents.contents.iter().map(Content::shown).collect();
        return format!("contents: {}", texts.join(", "));
    }
    let Ok(result) = serde_json::from_str::<ToolResult<'_>>(json) else {
        return format!("result: {}", shown(json));
    };
    if let Some(structured) = result.structured_content {
        return format!("structured: {}", shown(structured.get()));
    }
    let blocks: Vec<String> = result
        .content
        .iter()
        .map(|block| self::block(block.get()))
        .collect();
    let label = if result.is_error {
        "isError"
    } else {
        "content"
    };
    format!("{label}: {}", blocks.join(", "))
}

fn block(json: &str) -> String {
    let text = serde_json::from_str::<Block>(json)
        .ok()
        .filter(|block| block.kind == "text")
        .and_then(|block| block.text);
    match text {
        None => shown(json),
        Some(text) => content(&text),
    }
}

/// Text that an upstream answered with.
fn content(text: &str) -> String {
    match serde_json::from_str::<echo::Request>(text) {
        Ok(request) => upstream_gets(&request),
        Err(_) => shown(text),
    }
}

/// A request that reached the echo API.
fn upstream_gets(request: &echo::Request) -> String {
    let mut line = format!("upstream gets {} {}", request.method, request.path);
    if let Some(query) = &request.query {
        line.push('?');
        line.push_str(query);
    }
    if let Some(header) = request.header("x-header") {
        line.push_str(&format!(" x-header: {header}"));
    }
    if request.body.len() > 2 {
        line.push(' ');
        line.push_str(&request.body);
    }
    shown(&line)
}

/// The text on one line, shortened.
fn shown(text: &str) -> String {
    let whole = text.len();
    let mut line: String = text.chars().take(LONGEST).flat_map(escaped).collect();
    if text.chars().count() > LONGEST {
        line = line.chars().take(40).collect();
        line.push_str(&format!(" … ({whole} bytes)"));
    }
    line
}

/// Control characters as escapes; everything else as it is.
fn escaped(c: char) -> impl Iterator<Item = char> {
    let escape = c.is_control() || c == '\u{2028}';
    let escaped = c.escape_default().filter(move |_| escape);
    escaped.chain(std::iter::once(c).filter(move |_| !escape))
}
