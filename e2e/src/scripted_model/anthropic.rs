//! Anthropic's messages.

use super::script::{Asked, Step};
use serde_json::{Value, json};

/// What the API would say of the request.
pub(super) fn problem(request: &Value) -> Option<String> {
    if request["max_tokens"].as_u64().is_none() {
        return Some("max_tokens: Field required".to_owned());
    }
    let mut open: Vec<&str> = Vec::new();
    for message in request["messages"].as_array()? {
        let blocks = message["content"].as_array()?;
        if blocks.is_empty() {
            return Some("messages: content must be non-empty".to_owned());
        }
        let ids = |kind: &str, field: &str| -> Vec<&str> {
            let blocks = blocks.iter().filter(|block| block["type"] == kind);
            blocks.filter_map(|block| block[field].as_str()).collect()
        };
        if message["role"] == "user" {
            let results = ids("tool_result", "tool_use_id");
            if results != open {
                return Some(format!("the calls {open:?} have the results {results:?}"));
            }
            open.clear();
        } else {
            if !open.is_empty() {
                return Some(format!("no results for {open:?}"));
            }
            open = ids("tool_use", "id");
            let signed = blocks.iter().filter(|block| block["type"] == "thinking");
            for block in signed {
                let own = format!("signed:{}", block["thinking"].as_str().unwrap_or_default());
                if block["signature"] != own.as_str() {
                    return Some("Invalid `signature` in `thinking` block".to_owned());
                }
            }
        }
    }
    (!open.is_empty()).then(|| format!("no results for {open:?}"))
}

/// What the model is asked.
pub(super) fn asked(request: &Value, before: usize) -> Asked {
    let mut text = String::new();
    let mut results = Vec::new();
    let texts = |blocks: &Value| {
        let blocks = blocks.as_array().into_iter().flatten();
        let texts = blocks.filter_map(|block| block["text"].as_str());
        texts.collect::<Vec<_>>().join("\n")
    };
    for message in request["messages"].as_array().into_iter().flatten() {
        if message["role"] != "user" {
            continue;
        }
        let blocks = message["content"].as_array().into_iter().flatten();
        let told = blocks.filter(|block| block["type"] == "tool_result");
        let told: Vec<String> = told.map(|block| texts(&block["content"])).collect();
        if told.is_empty() {
            text = texts(&message["content"]);
            results.clear();
        }
        results.extend(told);
    }
    let tools = request["tools"].as_array().into_iter().flatten();
    let text_of = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Asked {
        model: text_of(&request["model"]),
        text,
        results,
        tools: tools.map(|tool| text_of(&tool["name"])).collect(),
        before,
    }
}

/// Writes an answer.
pub(super) struct Writer {
    model: String,
    /// The type and what was thought in the block that is open, if one is.
    open: Option<(&'static str, String)>,
    index: usize,
    words: u64,
}

impl Writer {
    pub(super) fn new(model: &str) -> Self {
        Self {
            model: model.to_owned(),
            open: None,
            index: 0,
            words: 0,
        }
    }

    pub(super) fn write(&mut self, step: Step) -> String {
        match step {
            Step::Start => {
                let usage = json!({
                    "input_tokens": 8, "cache_read_input_tokens": 3, "output_tokens": 1,
                });
                let message = json!({
                    "id": "x", "type": "message", "role": "assistant", "model": self.model,
                    "content": [], "stop_reason": null, "usage": usage,
                });
                let start = event(&json!({ "type": "message_start", "message": message }));
                start + &event(&json!({ "type": "ping" }))
            }
            Step::Text(text) => {
                self.words += 1;
                let begun = self.begin("text", &json!({ "type": "text", "text": "" }));
                begun + &self.delta(&json!({ "type": "text_delta", "text": text }))
            }
            Step::Reasoning(text) => {
                let block = json!({ "type": "thinking", "thinking": "", "signature": "" });
                let begun = self.begin("thinking", &block);
                if let Some((_, thought)) = &mut self.open {
                    thought.push_str(&text);
                }
                begun + &self.delta(&json!({ "type": "thinking_delta", "thinking": text }))
            }
            Step::EndThought => {
                let hidden = json!({ "type": "redacted_thinking", "data": "hidden" });
                self.end_block() + &self.begin("hidden", &hidden) + &self.end_block()
            }
            Step::Call {
                name, arguments, ..
            } => self.call(&name, &arguments),
            Step::End(reason) => self.end(reason),
            Step::Error { kind, message } => {
                let error = json!({ "type": kind, "message": message });
                event(&json!({ "type": "error", "error": error }))
            }
            _ => String::new(),
        }
    }

    fn call(&mut self, name: &str, arguments: &[String]) -> String {
        let id = format!("toolu_{}_{}", self.index, self.words);
        let block = json!({ "type": "tool_use", "id": id, "name": name, "input": {} });
        let mut text = self.end_block() + &self.begin("tool_use", &block);
        for piece in arguments {
            text += &self.delta(&json!({ "type": "input_json_delta", "partial_json": piece }));
        }
        text + &self.end_block()
    }

    fn end(&mut self, reason: &str) -> String {
        let reason = match reason {
            "tool_calls" => "tool_use",
            "length" => "max_tokens",
            "content_filter" => "refusal",
            _ => "end_turn",
        };
        let delta = json!({
            "type": "message_delta",
            "delta": { "stop_reason": reason },
            "usage": { "output_tokens": self.words },
        });
        self.end_block() + &event(&delta) + &event(&json!({ "type": "message_stop" }))
    }

    fn begin(&mut self, kind: &'static str, block: &Value) -> String {
        if self.open.as_ref().is_some_and(|(open, _)| *open == kind) {
            return String::new();
        }
        let ended = self.end_block();
        self.open = Some((kind, String::new()));
        let start = json!({
            "type": "content_block_start", "index": self.index, "content_block": block,
        });
        ended + &event(&start)
    }

    fn end_block(&mut self) -> String {
        let Some((kind, thought)) = self.open.take() else {
            return String::new();
        };
        let mut text = String::new();
        if kind == "thinking" {
            let signature = format!("signed:{thought}");
            text = self.delta(&json!({ "type": "signature_delta", "signature": signature }));
        }
        text += &event(&json!({ "type": "content_block_stop", "index": self.index }));
        self.index += 1;
        text
    }

    fn delta(&self, delta: &Value) -> String {
        event(&json!({ "type": "content_block_delta", "index": self.index, "delta": delta }))
    }
}

fn event(data: &Value) -> String {
    let name = data["type"].as_str().unwrap_or_default();
    format!("event: {name}\ndata: {data}\n\n")
}
