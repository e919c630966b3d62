//! Messages of a conversation, as they are stored and shown.

use super::failure::Failure;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A message. One answer of the model is one message: a turn in which tools are called has several.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChatMessage)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// Whose it is, and what that tells.
    #[serde(flatten)]
    pub from: From,
    /// What it consists of, in its order.
    pub parts: Vec<Part>,
}

/// Whose message it is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "role", rename_all = "snake_case")]
#[schema(as = MessageSource)]
pub enum From {
    /// The user's.
    User,
    /// The model's.
    Assistant(Answer),
}

/// What is told of a model's answer.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ModelAnswer)]
pub struct Answer {
    /// The provider's name.
    pub provider: String,
    /// The model that was asked.
    pub model: String,
    /// The tokens, where the provider counts them.
    pub usage: Option<Usage>,
    /// Why it ended; null while it goes on.
    pub ending: Option<Ending>,
    /// What went wrong, if something did. What came before is kept.
    pub error: Option<Failure>,
    /// Milliseconds from the question to the end of the answer, without the tools.
    pub duration_ms: Option<u64>,
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AnswerEnding)]
pub enum Ending {
    /// The model had said what it wanted.
    Finished,
    /// The model calls tools.
    ToolCalls,
    /// The most tokens were reached.
    Length,
    /// The provider held it back, or the model refused.
    Refused,
    /// The user stopped it.
    Stopped,
    /// It failed: see `error`.
    Failed,
}

/// Tokens, as the provider counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TokenUsage)]
pub struct Usage {
    /// All that the model read.
    pub input_tokens: u64,
    /// What it wrote, reasoning included.
    pub output_tokens: u64,
    /// What of the input came from a cache.
    pub cached_input_tokens: Option<u64>,
    /// What of the output was reasoning.
    pub reasoning_tokens: Option<u64>,
}

/// A part of a message.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[schema(as = MessagePart)]
pub enum Part {
    /// Text, Markdown as a rule.
    Text(Text),
    /// What the model thought before it answered.
    Reasoning(Reasoning),
    /// A tool that the model calls.
    ToolCall(ToolCall),
}

/// Text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = TextPart)]
pub struct Text {
    /// The text.
    pub text: String,
}

/// What the model thought before it answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = ReasoningPart)]
pub struct Reasoning {
    /// The text; empty where the provider hides it.
    pub text: String,
    /// What the provider wants to have back with it: Anthropic's signature, or the name of the field
    /// that it came in. Not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(ignore)]
    pub kept: Option<Kept>,
}

/// What a provider wants to have back with reasoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// Anthropic's signature of a `thinking` block.
    Signature(String),
    /// Anthropic's `redacted_thinking`.
    Redacted(String),
    /// The field of an OpenAI-compatible message.
    Field(String),
}

/// A tool that the model calls.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ToolCallPart)]
pub struct ToolCall {
    /// The provider's id of the call, unique in its message.
    pub id: String,
    /// The tool's name, as the model knows it.
    pub name: String,
    /// Its server; null where the model made the name up.
    pub server: Option<String>,
    /// Its name at the server.
    pub tool: Option<String>,
    /// The arguments: JSON, as the model writes it. It may be incomplete or wrong.
    pub arguments: String,
    /// How far it is.
    pub state: CallState,
    /// What came of it; null before that.
    pub result: Option<ToolResult>,
    /// Milliseconds that the tool took; null where it did not run.
    pub duration_ms: Option<u64>,
}

/// How far a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ToolCallState)]
pub enum CallState {
    /// The model has not written all arguments; it stays so if it was cut off.
    Incomplete,
    /// The user is to be asked.
    AwaitingApproval,
    /// It is to run.
    Pending,
    /// It runs.
    Running,
    /// There is a result, which may be an error (`result.isError`).
    Done,
    /// The user did not allow it.
    Denied,
    /// It was stopped while it ran: whether it did something is not known.
    Interrupted,
}

impl CallState {
    /// Whether there is something to tell the model.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Denied | Self::Interrupted)
    }
}

/// What came of a call.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ToolCallResult)]
pub struct ToolResult {
    /// Content blocks, as MCP has them: an array of objects with `type`.
    #[schema(value_type = Vec<Object>)]
    pub content: Vec<Value>,
    /// MCP's `structuredContent`.
    #[schema(value_type = Option<Object>)]
    pub structured_content: Option<Value>,
    /// Whether the tool, or the way to it, failed.
    pub is_error: bool,
}

impl ToolResult {
    /// An error in words.
    pub fn error(text: &str) -> Self {
        Self {
            content: vec![json!({ "type": "text", "text": text })],
            structured_content: None,
            is_error: true,
        }
    }
}

impl Message {
    /// A user's message.
    pub fn of_user(id: String, text: String, now: DateTime<Utc>) -> Self {
        Self {
            id,
            created_at: now,
            from: From::User,
            parts: vec![Part::Text(Text { text })],
        }
    }

    /// Its text: what is searched.
    pub fn text(&self) -> String {
        let texts = self.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.text.as_str()),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    }

    /// The calls in it.
    pub fn calls(&self) -> impl Iterator<Item = &ToolCall> {
        self.parts.iter().filter_map(|part| match part {
            Part::ToolCall(call) => Some(call),
            _ => None,
        })
    }

    /// The calls in it, to be changed.
    pub fn calls_mut(&mut self) -> impl Iterator<Item = &mut ToolCall> {
        self.parts.iter_mut().filter_map(|part| match part {
            Part::ToolCall(call) => Some(call),
            _ => None,
        })
    }

    /// Whether it is the user's.
    pub fn is_users(&self) -> bool {
        matches!(self.from, From::User)
    }

    /// As it is shown: without what only the provider wants.
    #[must_use]
    pub fn shown(mut self) -> Self {
        for part in &mut self.parts {
            if let Part::Reasoning(reasoning) = part {
                reasoning.kept = None;
            }
        }
        self
    }
}
