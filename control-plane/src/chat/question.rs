//! What a model is asked.

use super::message::{From, Message, Part, ToolCall, ToolResult};
use super::settings::Parameters;
use super::toolbox::Toolbox;
use serde_json::{Map, Value};

/// What a model is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The model's name.
    pub model: &'a str,
    /// The system prompt; empty for none.
    pub system: &'a str,
    /// Parameters.
    pub parameters: &'a Parameters,
    /// The conversation so far. Every call in it that counts is over.
    pub history: &'a [Message],
    /// The tools that the model may call.
    pub toolbox: &'a Toolbox,
}

impl Question<'_> {
    /// The number of messages before the answers to the last message of the user.
    pub fn settled(&self) -> usize {
        let last = self.history.iter().rposition(Message::is_users);
        last.unwrap_or_default()
    }
}

/// Whether the message is an answer of a model, and not the user's.
pub fn is_answer(message: &Message) -> bool {
    matches!(message.from, From::Assistant(_))
}

/// The calls of a message that a provider is told of: those with a result.
pub fn told_calls(message: &Message) -> impl Iterator<Item = (&ToolCall, &ToolResult)> {
    let over = message.calls().filter(|call| call.state.is_over());
    over.filter_map(|call| Some((call, call.result.as_ref()?)))
}

/// The texts of a message.
pub fn texts(message: &Message) -> impl Iterator<Item = &str> {
    message.parts.iter().filter_map(|part| match part {
        Part::Text(text) if !text.text.trim().is_empty() => Some(text.text.as_str()),
        _ => None,
    })
}

/// The arguments of a call as an object; an empty one where the model wrote none that can be read.
pub fn arguments(call: &ToolCall) -> Value {
    let read: Option<Map<String, Value>> = serde_json::from_str(&call.arguments).ok();
    Value::Object(read.unwrap_or_default())
}

/// A content block of a result, as far as models are told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Text.
    Text(String),
    /// An image.
    Image {
        /// Its type, as in `image/png`.
        media_type: String,
        /// Base64.
        data: String,
    },
}

/// What a model is told of a result.
pub fn blocks(result: &ToolResult) -> Vec<Block> {
    let mut blocks: Vec<Block> = result.content.iter().map(block).collect();
    if blocks.is_empty() {
        let structured = result.structured_content.as_ref();
        let text = structured.map(Value::to_string);
        blocks.push(Block::Text(
            text.unwrap_or_else(|| "(no content)".to_owned()),
        ));
    }
    blocks
}

fn block(value: &Value) -> Block {
    let field = |name: &str| value.get(name).and_then(Value::as_str);
    let text = match (field("type"), field("mimeType"), field("data")) {
        (Some("text"), ..) => field("text").unwrap_or_default().to_owned(),
        (Some("image"), Some(media_type), Some(data)) => {
            return Block::Image {
                media_type: media_type.to_owned(),
                data: data.to_owned(),
            };
        }
        (Some("resource_link"), ..) => format!("[resource {}]", field("uri").unwrap_or_default()),
        (Some("resource"), ..) => {
            let resource = value.get("resource");
            let text = resource.and_then(|resource| resource.get("text"));
            let text = text.and_then(Value::as_str);
            text.map_or_else(|| "[binary resource]".to_owned(), str::to_owned)
        }
        (Some(kind), media_type, _) => format!("[{kind} {}]", media_type.unwrap_or_default()),
        (None, ..) => value.to_string(),
    };
    Block::Text(text)
}
