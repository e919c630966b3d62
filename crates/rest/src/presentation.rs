//! The configuration of a result: how an HTTP response is presented to a model.
//!
//! This is the `result:` part of a tool, as it stands in a document. [`crate::Presenter`] is its
//! compiled form.

use crate::tagged::{Tagged, Types};
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// How a tool's response becomes its result. Whatever is absent goes by the response: 2xx is a
/// success, and its content type says whether it is text, an image or something else.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Presentation {
    /// The statuses that are successes: `[2xx, 404]`; 2xx where absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub success: Vec<Statuses>,
    /// What the body becomes, whatever its content type.
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The content type of the body, where the upstream's is wrong or missing: `image/png`,
    /// `text/csv; charset=iso-8859-1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// The fields of a JSON body that stay, all where absent, at most 64: `items[].id`. `[]` stands
    /// for each element of an array, `*` for each member of an object, and a name in quotes for
    /// itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keep: Vec<String>,
    /// The fields that are taken away, at most 64, written as in `keep`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drop: Vec<String>,
    /// Jinja template of the result, over `response` and `args`: of a text, or of JSON where `as` is
    /// `json` or the tool has an output schema. `response` has `status`, `headers`, `text`, `json`
    /// (with the fields that stay) and `base64`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Jinja template of the text for an answer whose status is no success, over `response` and
    /// `args`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_template: Option<String>,
    /// The content blocks, at most 16, in place of a block for the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Block>,
    /// Headers of the response that the model is shown, in a text of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// Most bytes of a response, 1 to 16777216; the server's `limits.responseBytes` where absent. A
    /// larger response is an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u32>,
    /// Most bytes of text that the model is given, at least 100. A longer text is cut, a longer
    /// structured result is an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_text: Option<u32>,
}

/// A content block. Its texts are Jinja templates over `response` and `args`; a block whose first
/// text becomes empty is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[expect(missing_docs, reason = "MCP schema: ContentBlock")]
pub enum Block {
    Text {
        text: String,
    },
    /// `data` becomes base64: `{{ response.base64 }}` is the body's.
    Image {
        data: String,
        mime_type: String,
    },
    /// As an image.
    Audio {
        data: String,
        mime_type: String,
    },
    /// An embedded resource. Exactly one of `text` and `blob`, which becomes base64, is set.
    Resource {
        uri: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        mime_type: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        blob: Option<String>,
    },
    /// A link to something that the client can read by its URI.
    ResourceLink {
        uri: String,
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        mime_type: Option<String>,
    },
}

/// The fields of each block.
const BLOCKS: Types = Types {
    names: &["text", "image", "audio", "resource", "resource_link"],
    fields: &[
        (1, &["text"]),
        (2, &["data", "mimeType"]),
        (2, &["data", "mimeType"]),
        (1, &["uri", "mimeType", "text", "blob"]),
        (2, &["uri", "name", "title", "description", "mimeType"]),
    ],
};

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut block = Tagged::read(deserializer, &BLOCKS)?;
        Ok(match block.kind() {
            "text" => Self::Text {
                text: block.need("text")?,
            },
            "image" => Self::Image {
                data: block.need("data")?,
                mime_type: block.need("mimeType")?,
            },
            "audio" => Self::Audio {
                data: block.need("data")?,
                mime_type: block.need("mimeType")?,
            },
            "resource" => Self::Resource {
                uri: block.need("uri")?,
                mime_type: block.take("mimeType"),
                text: block.take("text"),
                blob: block.take("blob"),
            },
            _ => Self::ResourceLink {
                uri: block.need("uri")?,
                name: block.need("name")?,
                title: block.take("title"),
                description: block.take("description"),
                mime_type: block.take("mimeType"),
            },
        })
    }
}

/// What a body becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Text, which it must be.
    Text,
    /// JSON, which it must be, as text.
    Json,
    /// An image of type `mimeType`.
    Image,
    /// A sound of type `mimeType`.
    Audio,
    /// An embedded resource: text where it is text, else base64.
    Resource,
}

/// A status, `404`, or a class of them, `2xx`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statuses {
    /// One status: 200 to 599.
    One(u16),
    /// By its first digit: 2 to 5.
    Class(u8),
}

impl Statuses {
    /// Whether `status` is among them.
    pub(crate) fn contain(self, status: u16) -> bool {
        match self {
            Self::One(own) => own == status,
            Self::Class(digit) => status / 100 == u16::from(digit),
        }
    }
}

impl Serialize for Statuses {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(status) => serializer.serialize_u16(*status),
            Self::Class(digit) => serializer.collect_str(&format_args!("{digit}xx")),
        }
    }
}

impl<'de> Deserialize<'de> for Statuses {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StatusesVisitor)
    }
}

struct StatusesVisitor;

impl Visitor<'_> for StatusesVisitor {
    type Value = Statuses;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a status from 200 to 599 or a class such as 2xx")
    }

    fn visit_u64<E: Error>(self, status: u64) -> Result<Statuses, E> {
        match u16::try_from(status) {
            Ok(status @ 200..=599) => Ok(Statuses::One(status)),
            _ => Err(E::invalid_value(Unexpected::Unsigned(status), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Statuses, E> {
        match text.as_bytes() {
            [digit @ b'2'..=b'5', b'x' | b'X', b'x' | b'X'] => Ok(Statuses::Class(digit - b'0')),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_read_and_written() {
        let read = |json| serde_json::from_str::<Vec<Statuses>>(json);
        let statuses = read(r#"[200, "4xx", "5XX", 599]"#).unwrap();
        assert_eq!(
            serde_json::to_string(&statuses).unwrap(),
            r#"[200,"4xx","5xx",599]"#
        );
        for json in [
            "[199]",
            "[600]",
            "[\"1xx\"]",
            "[\"404\"]",
            "[-1]",
            "[\"2x\"]",
            "[2.5]",
        ] {
            let error = read(json).unwrap_err().to_string();
            assert!(
                error.contains("a status from 200 to 599 or a class such as 2xx"),
                "{error}"
            );
        }
    }
}
