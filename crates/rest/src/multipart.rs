//! `multipart/form-data` bodies (RFC 7578, and the WHATWG's rules for names).

use crate::argument::{Argument, ArgumentError, Arguments};
use crate::blob;
use crate::json::RawJson;
use crate::media::is_json;
use crate::source::Source;
use crate::template::Template;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};

/// The compiled parts of a body.
#[derive(Debug, Default)]
pub(crate) struct Multipart(Vec<Part>);

/// One compiled part, or one for each item of a list.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) value: Value,
    /// The value is base64 or a `data:` URL.
    pub(crate) file: bool,
    pub(crate) filename: Option<Template>,
    pub(crate) content_type: Option<String>,
}

/// What fills a part.
#[derive(Debug)]
pub(crate) enum Value {
    Fixed(RawJson),
    Source(Source),
}

/// A part as it is sent.
struct Entity<'e> {
    filename: Option<&'e str>,
    content_type: Option<&'e str>,
    bytes: Cow<'e, [u8]>,
}

impl Multipart {
    /// Whether a part is called `name`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|part| part.name == name)
    }

    /// Adds a part.
    pub(crate) fn push(&mut self, part: Part) {
        self.0.push(part);
    }

    /// The body and its content type; `None` where it has no parts.
    pub(crate) fn write(
        &self,
        arguments: &Arguments<'_>,
    ) -> Result<Option<(String, Vec<u8>)>, ArgumentError> {
        let mut parts = Vec::new();
        for part in &self.0 {
            part.write(arguments, &mut parts)?;
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let boundary = boundary(&parts);
        let mut body = Vec::with_capacity(parts.iter().map(|part| part.len() + 64).sum());
        for part in &parts {
            body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            body.extend_from_slice(part);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok(Some((
            format!("multipart/form-data; boundary={boundary}"),
            body,
        )))
    }
}

/// A boundary that is in none of the parts. It cannot be guessed, so no value can be made to hold
/// it, or to make the search long.
fn boundary(parts: &[Vec<u8>]) -> String {
    let random = RandomState::new();
    let mut attempt = 0_u64;
    loop {
        let boundary = format!(
            "portico-{:016x}{:016x}",
            random.hash_one(attempt),
            random.hash_one(!attempt)
        );
        let is_in = |part: &Vec<u8>| {
            part.windows(boundary.len())
                .any(|window| window == boundary.as_bytes())
        };
        if !parts.iter().any(is_in) {
            return boundary;
        }
        attempt = attempt.wrapping_add(1);
    }
}

impl Part {
    /// A part that an argument fills, with nothing else said of it.
    pub(crate) fn plain(name: &str, source: Source) -> Self {
        Self {
            name: name.to_owned(),
            value: Value::Source(source),
            file: false,
            filename: None,
            content_type: None,
        }
    }

    fn write(
        &self,
        arguments: &Arguments<'_>,
        parts: &mut Vec<Vec<u8>>,
    ) -> Result<(), ArgumentError> {
        let source = match &self.value {
            Value::Fixed(json) => {
                return self.items(Argument::Json(json.get()), None, arguments, parts);
            }
            Value::Source(source) => source,
        };
        if let Some(text) = source.made(arguments)? {
            return match text.as_str() {
                "" => Ok(()),
                text => self.entity(Argument::Text(text), Some(source), arguments, parts),
            };
        }
        match source.given(arguments)? {
            Some(value) => self.items(value, Some(source), arguments, parts),
            None => Ok(()),
        }
    }

    /// One part, or one for each item of a list.
    fn items(
        &self,
        value: Argument<'_>,
        source: Option<&Source>,
        arguments: &Arguments<'_>,
        parts: &mut Vec<Vec<u8>>,
    ) -> Result<(), ArgumentError> {
        let is_one = self.content_type.as_deref().is_some_and(is_json) && !self.file;
        let list = match value {
            Argument::Json(json) if json.starts_with('[') && !is_one => json,
            _ => return self.entity(value, source, arguments, parts),
        };
        let items: Vec<&RawValue> =
            serde_json::from_str(list).map_err(|_| self.unexpected(source, "a JSON array"))?;
        for item in items.iter().filter(|item| item.get() != "null") {
            self.entity(Argument::Json(item.get()), source, arguments, parts)?;
        }
        Ok(())
    }

    fn entity(
        &self,
        value: Argument<'_>,
        source: Option<&Source>,
        arguments: &Arguments<'_>,
        parts: &mut Vec<Vec<u8>>,
    ) -> Result<(), ArgumentError> {
        let unexpected = |expected| self.unexpected(source, expected);
        let text = value.text().map_err(unexpected)?;
        let filename = match &self.filename {
            Some(template) => Some(arguments.text(&self.name, template)?),
            None => self.file.then(|| "file".to_owned()),
        };
        let blob = match (&text, self.file) {
            (Some(text), true) => Some(blob::decode(text).map_err(unexpected)?),
            (None, true) => return Err(unexpected("base64, or a data: URL")),
            (_, false) => None,
        };
        let own = match (&text, &blob) {
            (_, Some(blob)) => blob.media_type.or(Some("application/octet-stream")),
            (None, None) => Some("application/json"),
            (Some(_), None) => None,
        };
        let bytes: Cow<'_, [u8]> = match (blob, &text, value) {
            (Some(blob), ..) => Cow::Owned(blob.bytes),
            (None, Some(text), _) if !self.is_json() => Cow::Borrowed(text.as_bytes()),
            (None, ..) => {
                let mut json = Vec::new();
                value.write_json(&mut json);
                Cow::Owned(json)
            }
        };
        let entity = Entity {
            filename: filename.as_deref(),
            content_type: self.content_type.as_deref().or(own),
            bytes,
        };
        parts.push(self.head_and(&entity));
        Ok(())
    }

    fn is_json(&self) -> bool {
        self.content_type.as_deref().is_some_and(is_json)
    }

    fn head_and(&self, entity: &Entity<'_>) -> Vec<u8> {
        let mut part = Vec::with_capacity(entity.bytes.len() + 128);
        part.extend_from_slice(b"Content-Disposition: form-data; name=\"");
        write_quoted(&mut part, &self.name);
        if let Some(filename) = entity.filename {
            part.extend_from_slice(b"\"; filename=\"");
            write_quoted(&mut part, filename);
        }
        part.extend_from_slice(b"\"\r\n");
        if let Some(content_type) = entity.content_type {
            part.extend_from_slice(b"Content-Type: ");
            part.extend_from_slice(content_type.as_bytes());
            part.extend_from_slice(b"\r\n");
        }
        part.extend_from_slice(b"\r\n");
        part.extend_from_slice(&entity.bytes);
        part
    }

    fn unexpected(&self, source: Option<&Source>, expected: &'static str) -> ArgumentError {
        match source {
            Some(source) => source.unexpected(expected),
            None => ArgumentError::Unmakeable {
                what: format!("`{}` of the request", self.name),
                reason: format!("it must be {expected}"),
            },
        }
    }
}

/// WHATWG HTML, "multipart/form-data encoding algorithm": line ends and quotes in percent-encoding.
/// So is the backslash here, as some readers take it for an escape; and control characters, which
/// have no place in a header.
fn write_quoted(out: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' | 0..0x20 | 0x7f => {
                out.extend_from_slice(format!("%{byte:02X}").as_bytes())
            }
            _ => out.push(byte),
        }
    }
}
