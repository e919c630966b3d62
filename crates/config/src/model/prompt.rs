//! A prompt of a server.

use super::{Completion, Icon};
use portico_rest::tagged::{Tagged, Types};
use serde::{Deserialize, Deserializer, Serialize};

/// An MCP prompt: messages whose texts are Jinja templates over `args`, the arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Prompt {
    /// Unique in its server: 1 to 128 characters.
    pub name: String,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the prompt is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// MCP `icons`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub icons: Vec<Icon>,
    /// The values that the prompt takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<PromptArgument>,
    /// The messages: at least one.
    pub messages: Vec<PromptMessage>,
}

/// One value that a prompt takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PromptArgument {
    /// Unique in its prompt: letters, digits and `_`, as templates use it as `args.name`.
    pub name: String,
    /// For people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What to give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether `prompts/get` without it is refused.
    #[serde(default)]
    pub required: bool,
    /// Values that `completion/complete` offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion: Option<Completion>,
}

/// One message of a prompt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PromptMessage {
    /// Who says it.
    pub role: Role,
    /// What is said.
    pub content: Content,
}

/// MCP `Role`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Role {
    User,
    Assistant,
}

/// MCP content of a prompt's message. `text` and the `uri` of a resource are Jinja templates over
/// `args`, in which an argument that is not given is the empty text; `data` is base64.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[expect(missing_docs, reason = "MCP schema: ContentBlock")]
pub enum Content {
    Text {
        text: String,
    },
    Image {
        data: String,
        mime_type: String,
    },
    Audio {
        data: String,
        mime_type: String,
    },
    Resource {
        uri: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        mime_type: Option<String>,
        text: String,
    },
}

/// The fields of each content.
const CONTENTS: Types = Types {
    names: &["text", "image", "audio", "resource"],
    fields: &[
        (1, &["text"]),
        (2, &["data", "mimeType"]),
        (2, &["data", "mimeType"]),
        (2, &["uri", "text", "mimeType"]),
    ],
};

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut content = Tagged::read(deserializer, &CONTENTS)?;
        Ok(match content.kind() {
            "text" => Self::Text {
                text: content.need("text")?,
            },
            "image" => Self::Image {
                data: content.need("data")?,
                mime_type: content.need("mimeType")?,
            },
            "audio" => Self::Audio {
                data: content.need("data")?,
                mime_type: content.need("mimeType")?,
            },
            _ => Self::Resource {
                uri: content.need("uri")?,
                mime_type: content.take("mimeType"),
                text: content.need("text")?,
            },
        })
    }
}
