//! The API of OpenAI's chat completions, which many others speak.
//!
//! Source: <https://platform.openai.com/docs/api-reference/chat>, and what servers that are compatible
//! with it really send: indices of calls that are missing or all 0, ids that come again, reasoning in
//! `reasoning_content` or `reasoning`, errors inside of the stream.

use super::delta::Delta;
use super::failure::{Failure, FailureKind};
use super::message::{Ending, Kept, Message, Part, Usage};
use super::question::{Block, Question, arguments, blocks, is_answer, texts, told_calls};
use super::settings::Effort;
use portico_mcp::sse::Event;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// The request for an answer. `newest` tells that it is OpenAI's own API, which has renamed a
/// parameter.
pub fn request(question: Question<'_>, newest: bool) -> Value {
    let parameters = question.parameters;
    let mut body = Map::new();
    body.insert("model".to_owned(), json!(question.model));
    body.insert("messages".to_owned(), messages(question));
    body.insert("stream".to_owned(), json!(true));
    body.insert(
        "stream_options".to_owned(),
        json!({ "include_usage": true }),
    );
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(name.to_owned(), value);
        }
    };
    set(
        "temperature",
        parameters.temperature.map(|number| json!(number)),
    );
    set("top_p", parameters.top_p.map(|number| json!(number)));
    let most = if newest {
        "max_completion_tokens"
    } else {
        "max_tokens"
    };
    set(most, parameters.max_tokens.map(|number| json!(number)));
    let effort = parameters.reasoning.map(|effort| match effort {
        Effort::Low => json!("low"),
        Effort::Medium => json!("medium"),
        Effort::High => json!("high"),
    });
    set("reasoning_effort", effort);
    let tools: Vec<Value> = question
        .toolbox
        .tools()
        .map(|tool| {
            json!({
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.description(),
                    "parameters": tool.input_schema,
                },
            })
        })
        .collect();
    set("tools", (!tools.is_empty()).then(|| json!(tools)));
    Value::Object(body)
}

fn messages(question: Question<'_>) -> Value {
    let mut messages = Vec::new();
    if !question.system.trim().is_empty() {
        messages.push(json!({ "role": "system", "content": question.system }));
    }
    let settled = question.settled();
    for (place, message) in question.history.iter().enumerate() {
        if is_answer(message) {
            answer(message, place > settled, &mut messages);
        } else {
            let text = texts(message).collect::<Vec<_>>().join("\n\n");
            messages.push(json!({ "role": "user", "content": text }));
        }
    }
    Value::Array(messages)
}

fn answer(message: &Message, is_open: bool, messages: &mut Vec<Value>) {
    let text = texts(message).collect::<Vec<_>>().join("\n\n");
    let calls: Vec<Value> = told_calls(message)
        .map(|(call, _)| {
            let arguments = arguments(call).to_string();
            json!({
                "id": call.id,
                "type": "function",
                "function": { "name": call.name, "arguments": arguments },
            })
        })
        .collect();
    if text.is_empty() && calls.is_empty() {
        return;
    }
    let mut said = Map::new();
    said.insert("role".to_owned(), json!("assistant"));
    said.insert(
        "content".to_owned(),
        if text.is_empty() {
            Value::Null
        } else {
            json!(text)
        },
    );
    // Who sends reasoning between calls wants it back until the question is answered.
    if is_open {
        for part in &message.parts {
            if let Part::Reasoning(reasoning) = part
                && let Some(Kept::Field(field)) = &reasoning.kept
            {
                said.insert(field.clone(), json!(reasoning.text));
            }
        }
    }
    if !calls.is_empty() {
        said.insert("tool_calls".to_owned(), json!(calls));
    }
    messages.push(Value::Object(said));
    for (call, result) in told_calls(message) {
        let text = blocks(result).into_iter().map(|block| match block {
            Block::Text(text) => text,
            Block::Image { media_type, .. } => format!("[image {media_type}]"),
        });
        let text = text.collect::<Vec<_>>().join("\n");
        let text = if result.is_error {
            format!("Error: {text}")
        } else {
            text
        };
        messages.push(json!({ "role": "tool", "tool_call_id": call.id, "content": text }));
    }
}

/// Reads the stream of one answer.
#[derive(Debug, Default)]
pub struct Reader {
    /// The id of the call in each slot, and how many slots there were.
    calls: HashMap<u64, Call>,
    next: u64,
    /// Whether a reason to end has come.
    has_ended: bool,
    is_over: bool,
}

#[derive(Debug)]
struct Call {
    slot: u64,
    id: String,
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Tokens>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Choice {
    delta: Option<Piece>,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Piece {
    content: Option<String>,
    reasoning_content: Option<String>,
    reasoning: Option<String>,
    refusal: Option<String>,
    tool_calls: Option<Vec<CallPiece>>,
}

#[derive(Deserialize)]
struct CallPiece {
    index: Option<u64>,
    id: Option<String>,
    function: Option<Function>,
}

#[derive(Deserialize)]
struct Function {
    name: Option<String>,
    arguments: Option<String>,
}

#[derive(Deserialize)]
struct Tokens {
    #[serde(default)]
    prompt_tokens: u64,
    #[serde(default)]
    completion_tokens: u64,
    prompt_tokens_details: Option<PromptDetails>,
    completion_tokens_details: Option<CompletionDetails>,
}

#[derive(Deserialize)]
struct PromptDetails {
    cached_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct CompletionDetails {
    reasoning_tokens: Option<u64>,
}

impl Reader {
    /// Whether everything has come.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether the end of the stream is no loss: some servers do not say `[DONE]`.
    pub fn may_end(&self) -> bool {
        self.is_over || self.has_ended
    }

    /// Takes an event.
    ///
    /// # Errors
    /// If it is an error, or cannot be read.
    pub fn read(&mut self, event: &Event) -> Result<Vec<Delta>, Failure> {
        let data = event.data.trim();
        if data == "[DONE]" {
            self.is_over = true;
            return Ok(Vec::new());
        }
        if data.is_empty() {
            return Ok(Vec::new());
        }
        let chunk: Chunk = serde_json::from_str(data).map_err(|error| {
            Failure::new(
                FailureKind::Malformed,
                format!("The provider sent a chunk that cannot be read: {error}."),
            )
        })?;
        if let Some(error) = &chunk.error {
            return Err(failure(error));
        }
        let mut deltas = Vec::new();
        // There is one choice, as one is asked for.
        if let Some(choice) = chunk.choices.into_iter().next() {
            self.choice(choice, &mut deltas);
        }
        deltas.extend(chunk.usage.map(|tokens| Delta::Usage(tokens.into())));
        Ok(deltas)
    }

    fn choice(&mut self, choice: Choice, deltas: &mut Vec<Delta>) {
        if let Some(piece) = choice.delta {
            let named = [
                (piece.reasoning_content, "reasoning_content"),
                (piece.reasoning, "reasoning"),
            ];
            // Some send both, with the same text.
            let first = named.into_iter().find_map(|(text, field)| {
                let text = text.filter(|text| !text.is_empty())?;
                Some((text, field))
            });
            if let Some((text, field)) = first {
                deltas.push(Delta::Reasoning(text));
                deltas.push(Delta::Kept(Kept::Field(field.to_owned())));
            }
            let texts = [piece.content, piece.refusal].into_iter().flatten();
            deltas.extend(texts.filter(|text| !text.is_empty()).map(Delta::Text));
            for call in piece.tool_calls.into_iter().flatten() {
                self.call(call, deltas);
            }
        }
        if let Some(reason) = choice.finish_reason {
            self.has_ended = true;
            deltas.push(Delta::Ending(match reason.as_str() {
                "tool_calls" | "function_call" => Ending::ToolCalls,
                "length" => Ending::Length,
                "content_filter" => Ending::Refused,
                _ => Ending::Finished,
            }));
        }
    }

    fn call(&mut self, piece: CallPiece, deltas: &mut Vec<Delta>) {
        let id = piece.id.unwrap_or_default();
        let function = piece.function.unwrap_or(Function {
            name: None,
            arguments: None,
        });
        let name = function.name.unwrap_or_default();
        // Without an index a name begins a call, and what has none goes on with the last.
        let index = piece.index.unwrap_or_else(|| {
            let last = self.next.saturating_sub(1);
            if name.is_empty() { last } else { self.next }
        });
        let known = self.calls.get(&index);
        let is_same =
            known.is_some_and(|call| id.is_empty() || call.id.is_empty() || call.id == id);
        let slot = match known {
            Some(call) if is_same => call.slot,
            _ => {
                let slot = self.next;
                self.next = self.next.saturating_add(1);
                self.calls.insert(
                    index,
                    Call {
                        slot,
                        id: id.clone(),
                    },
                );
                deltas.push(Delta::CallStart { slot, id, name });
                slot
            }
        };
        let text = function.arguments.filter(|text| !text.is_empty());
        deltas.extend(text.map(|text| Delta::CallArguments { slot, text }));
    }
}

impl From<Tokens> for Usage {
    fn from(tokens: Tokens) -> Self {
        let cached = tokens.prompt_tokens_details;
        let reasoning = tokens.completion_tokens_details;
        Self {
            input_tokens: tokens.prompt_tokens,
            output_tokens: tokens.completion_tokens,
            cached_input_tokens: cached.and_then(|details| details.cached_tokens),
            reasoning_tokens: reasoning.and_then(|details| details.reasoning_tokens),
        }
    }
}

/// The failure that an error inside of a stream tells.
fn failure(error: &Value) -> Failure {
    let field = |name: &str| match error.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let word = format!("{} {}", field("code"), field("type"));
    let words = match error {
        Value::String(text) => text.clone(),
        _ => field("message"),
    };
    Failure::of_event(word.trim(), &words)
}

/// What the provider says in the body of an error.
pub fn words(body: &[u8]) -> String {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return String::from_utf8_lossy(body).into_owned();
    };
    let error = value.get("error").unwrap_or(&value);
    let told = error.get("message").or_else(|| value.get("detail"));
    match told.unwrap_or(error) {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
