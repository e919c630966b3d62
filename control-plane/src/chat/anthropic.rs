//! Anthropic's Messages API.
//!
//! Source: <https://platform.claude.com/docs/en/api/messages> and its page about streaming.

use super::delta::Delta;
use super::failure::{Failure, FailureKind};
use super::message::{Ending, Kept, Message, Part, Usage};
use super::question::{Block, Question, arguments, blocks, is_answer, texts, told_calls};
use super::settings::Effort;
use portico_mcp::sse::Event;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The version of the API.
pub const VERSION: &str = "2023-06-01";

/// Most tokens of an answer where nothing is said; the API wants a number.
const MOST_TOKENS: u32 = 4096;

/// Models that take a budget for thinking; those after them decide by effort.
const OF_BUDGETS: [&str; 8] = [
    "claude-2",
    "claude-3",
    "-4-0",
    "-4-1",
    "-4-5",
    "-4-20",
    "sonnet-4@",
    "opus-4@",
];

/// The request for an answer.
pub fn request(question: Question<'_>) -> Value {
    let parameters = question.parameters;
    let most = parameters.max_tokens.unwrap_or(MOST_TOKENS);
    let mut body = Map::new();
    let mut set = |name: &str, value: Value| body.insert(name.to_owned(), value);
    set("model", json!(question.model));
    set("stream", json!(true));
    set("messages", messages(question));
    if !question.system.trim().is_empty() {
        set("system", json!(question.system));
    }
    let thinking = parameters
        .reasoning
        .and_then(|effort| thinking(question, effort));
    match thinking {
        Some(Thinking::Budget(budget)) => {
            // The budget is a part of the answer's tokens.
            set("max_tokens", json!(most.saturating_add(budget)));
            set(
                "thinking",
                json!({ "type": "enabled", "budget_tokens": budget }),
            );
        }
        Some(Thinking::Adaptive(effort)) => {
            set("max_tokens", json!(most));
            set(
                "thinking",
                json!({ "type": "adaptive", "display": "summarized" }),
            );
            set("output_config", json!({ "effort": effort }));
        }
        None => {
            set("max_tokens", json!(most));
            // Neither goes together with thinking.
            if let Some(number) = parameters.temperature {
                set("temperature", json!(number));
            }
            if let Some(number) = parameters.top_p {
                set("top_p", json!(number));
            }
        }
    }
    let tools: Vec<Value> = question
        .toolbox
        .tools()
        .map(|tool| {
            json!({
                "name": tool.name,
                "description": tool.description(),
                "input_schema": tool.input_schema,
            })
        })
        .collect();
    if !tools.is_empty() {
        set("tools", json!(tools));
    }
    Value::Object(body)
}

enum Thinking {
    Budget(u32),
    Adaptive(&'static str),
}

fn thinking(question: Question<'_>, effort: Effort) -> Option<Thinking> {
    if !OF_BUDGETS.iter().any(|part| question.model.contains(part)) {
        return Some(Thinking::Adaptive(match effort {
            Effort::Low => "low",
            Effort::Medium => "medium",
            Effort::High => "high",
        }));
    }
    // Between calls these models want the thinking back, so there is none where none was kept.
    let open = question
        .history
        .get(question.settled()..)
        .unwrap_or_default();
    let mut answers = open.iter().filter(|message| is_answer(message));
    answers
        .all(has_thinking)
        .then_some(Thinking::Budget(match effort {
            Effort::Low => 2048,
            Effort::Medium => 8192,
            Effort::High => 16384,
        }))
}

fn has_thinking(message: &Message) -> bool {
    message.parts.iter().any(|part| thought(part).is_some())
}

/// The block that gives reasoning back.
fn thought(part: &Part) -> Option<Value> {
    let Part::Reasoning(reasoning) = part else {
        return None;
    };
    match reasoning.kept.as_ref()? {
        Kept::Signature(signature) => {
            Some(json!({ "type": "thinking", "thinking": reasoning.text, "signature": signature }))
        }
        Kept::Redacted(data) => Some(json!({ "type": "redacted_thinking", "data": data })),
        Kept::Field(_) => None,
    }
}

fn messages(question: Question<'_>) -> Value {
    let mut messages = Vec::new();
    let settled = question.settled();
    for (place, message) in question.history.iter().enumerate() {
        let said = |text: &str| json!({ "type": "text", "text": text });
        if !is_answer(message) {
            let texts: Vec<Value> = texts(message).map(said).collect();
            messages.push(json!({ "role": "user", "content": texts }));
            continue;
        }
        let mut content: Vec<Value> = Vec::new();
        // A signature is good for the model that made it, and only needed until the question is
        // answered.
        if place > settled && model_of(message) == Some(question.model) {
            content.extend(message.parts.iter().filter_map(thought));
        }
        content.extend(texts(message).map(said));
        content.extend(told_calls(message).map(|(call, _)| {
            json!({
                "type": "tool_use", "id": call.id, "name": call.name, "input": arguments(call),
            })
        }));
        if content.iter().all(|block| block.get("signature").is_some()) {
            continue;
        }
        messages.push(json!({ "role": "assistant", "content": content }));
        let results: Vec<Value> = results(message).collect();
        if !results.is_empty() {
            messages.push(json!({ "role": "user", "content": results }));
        }
    }
    Value::Array(messages)
}

fn model_of(message: &Message) -> Option<&str> {
    match &message.from {
        super::message::From::Assistant(answer) => Some(&answer.model),
        super::message::From::User => None,
    }
}

fn results(message: &Message) -> impl Iterator<Item = Value> {
    told_calls(message).map(|(call, result)| {
        let content: Vec<Value> = blocks(result)
            .into_iter()
            .map(|block| match block {
                Block::Text(text) => json!({ "type": "text", "text": text }),
                Block::Image { media_type, data } => json!({
                    "type": "image",
                    "source": { "type": "base64", "media_type": media_type, "data": data },
                }),
            })
            .collect();
        json!({
            "type": "tool_result",
            "tool_use_id": call.id,
            "content": content,
            "is_error": result.is_error,
        })
    })
}

/// Reads the stream of one answer.
#[derive(Debug, Default)]
pub struct Reader {
    usage: Usage,
    is_over: bool,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Chunk {
    MessageStart {
        message: Start,
    },
    ContentBlockStart {
        index: u64,
        content_block: StartedBlock,
    },
    ContentBlockDelta {
        index: u64,
        delta: Piece,
    },
    MessageDelta {
        delta: End,
        usage: Option<Tokens>,
    },
    MessageStop,
    Error {
        error: Told,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Start {
    usage: Option<Tokens>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum StartedBlock {
    Text {
        text: String,
    },
    Thinking {
        thinking: String,
    },
    RedactedThinking {
        data: String,
    },
    ToolUse {
        id: String,
        name: String,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Piece {
    TextDelta {
        text: String,
    },
    ThinkingDelta {
        thinking: String,
    },
    SignatureDelta {
        signature: String,
    },
    InputJsonDelta {
        partial_json: String,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct End {
    stop_reason: Option<String>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct Tokens {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
    cache_creation_input_tokens: Option<u64>,
}

impl Reader {
    /// Whether everything has come.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Takes an event.
    ///
    /// # Errors
    /// If it is an error, or cannot be read.
    pub fn read(&mut self, event: &Event) -> Result<Vec<Delta>, Failure> {
        let chunk: Chunk = serde_json::from_str(&event.data).map_err(|error| {
            Failure::new(
                FailureKind::Malformed,
                format!("The provider sent a chunk that cannot be read: {error}."),
            )
        })?;
        let deltas = match chunk {
            Chunk::MessageStart { message } => self.count(message.usage).into_iter().collect(),
            Chunk::ContentBlockStart {
                index,
                content_block,
            } => started(index, content_block).into_iter().collect(),
            Chunk::ContentBlockDelta { index, delta } => piece(index, delta).into_iter().collect(),
            Chunk::MessageDelta { delta, usage } => {
                let ending = delta
                    .stop_reason
                    .map(|reason| Delta::Ending(ending(&reason)));
                ending.into_iter().chain(self.count(usage)).collect()
            }
            Chunk::MessageStop => {
                self.is_over = true;
                Vec::new()
            }
            Chunk::Error { error } => return Err(Failure::of_event(&error.kind, &error.message)),
            Chunk::Other => Vec::new(),
        };
        Ok(deltas)
    }

    /// What is counted at the end is the sum, and does not repeat what was told at the beginning.
    fn count(&mut self, tokens: Option<Tokens>) -> Option<Delta> {
        let tokens = tokens?;
        if let Some(input) = tokens.input_tokens {
            let read = tokens.cache_read_input_tokens;
            let made = tokens.cache_creation_input_tokens.unwrap_or_default();
            let cached = read.unwrap_or_default().saturating_add(made);
            self.usage.input_tokens = input.saturating_add(cached);
            self.usage.cached_input_tokens = read;
        }
        if let Some(output) = tokens.output_tokens {
            self.usage.output_tokens = output;
        }
        Some(Delta::Usage(self.usage))
    }
}

fn started(index: u64, block: StartedBlock) -> Option<Delta> {
    match block {
        StartedBlock::Text { text } => Some(Delta::Text(text)),
        StartedBlock::Thinking { thinking } => Some(Delta::Reasoning(thinking)),
        StartedBlock::RedactedThinking { data } => Some(Delta::Kept(Kept::Redacted(data))),
        StartedBlock::ToolUse { id, name } => Some(Delta::CallStart {
            slot: index,
            id,
            name,
        }),
        StartedBlock::Other => None,
    }
}

fn piece(index: u64, piece: Piece) -> Option<Delta> {
    match piece {
        Piece::TextDelta { text } => Some(Delta::Text(text)),
        Piece::ThinkingDelta { thinking } => Some(Delta::Reasoning(thinking)),
        Piece::SignatureDelta { signature } => Some(Delta::Kept(Kept::Signature(signature))),
        Piece::InputJsonDelta { partial_json } => Some(Delta::CallArguments {
            slot: index,
            text: partial_json,
        }),
        Piece::Other => None,
    }
}

fn ending(reason: &str) -> Ending {
    match reason {
        "tool_use" => Ending::ToolCalls,
        "max_tokens" | "model_context_window_exceeded" => Ending::Length,
        "refusal" => Ending::Refused,
        _ => Ending::Finished,
    }
}
