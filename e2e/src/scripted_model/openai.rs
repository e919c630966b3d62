//! OpenAI's chat completions.

use super::script::{Asked, Step};
use serde_json::{Value, json};

/// What a strict server would say of the request.
pub(super) fn problem(request: &Value) -> Option<String> {
    let messages = request["messages"].as_array()?;
    let mut open: Vec<&str> = Vec::new();
    for message in messages {
        let id = message["tool_call_id"].as_str();
        match message["role"].as_str() {
            Some("tool") => match open.iter().position(|call| Some(*call) == id) {
                Some(place) => {
                    open.remove(place);
                }
                None => return Some(format!("the result {id:?} follows no call")),
            },
            _ if !open.is_empty() => return Some(format!("no results for {open:?}")),
            Some("assistant") => {
                let calls = message["tool_calls"].as_array().into_iter().flatten();
                open = calls.filter_map(|call| call["id"].as_str()).collect();
            }
            _ => {}
        }
        let calls = message["tool_calls"].as_array().into_iter().flatten();
        for call in calls {
            let arguments = call.pointer("/function/arguments").and_then(Value::as_str);
            let arguments = arguments.unwrap_or_default();
            if serde_json::from_str::<Value>(arguments).is_err() {
                return Some(format!("arguments that are no JSON: {arguments}"));
            }
        }
    }
    if !open.is_empty() {
        return Some(format!("no results for {open:?}"));
    }
    let usage = request.pointer("/stream_options/include_usage");
    (usage != Some(&json!(true))).then(|| "no usage is wanted".to_owned())
}

/// What the model is asked.
pub(super) fn asked(request: &Value, before: usize) -> Asked {
    let messages: &[Value] = request["messages"].as_array().map_or(&[], Vec::as_slice);
    let last = messages
        .iter()
        .rposition(|message| message["role"] == "user");
    let text = last.and_then(|place| messages.get(place)?["content"].as_str());
    let since = messages.iter().skip(last.unwrap_or(0));
    let results = since.filter(|message| message["role"] == "tool");
    let tools = request["tools"].as_array().into_iter().flatten();
    let text_of = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Asked {
        model: text_of(&request["model"]),
        text: text.unwrap_or_default().to_owned(),
        results: results
            .map(|message| text_of(&message["content"]))
            .collect(),
        tools: tools
            .map(|tool| {
                tool.pointer("/function/name")
                    .map(text_of)
                    .unwrap_or_default()
            })
            .collect(),
        before,
    }
}

/// Writes an answer.
pub(super) struct Writer {
    model: String,
    calls: usize,
    words: u64,
}

impl Writer {
    pub(super) fn new(model: &str) -> Self {
        Self {
            model: model.to_owned(),
            calls: 0,
            words: 0,
        }
    }

    pub(super) fn write(&mut self, step: Step) -> String {
        match step {
            Step::Start => self.delta(&json!({ "role": "assistant", "content": "" })),
            Step::Text(text) => {
                self.words += 1;
                self.delta(&json!({ "content": text }))
            }
            Step::Reasoning(text) => self.delta(&json!({ "reasoning_content": text })),
            Step::Call {
                name,
                arguments,
                is_bare,
            } => self.call(&name, &arguments, is_bare),
            Step::End(reason) => self.end(reason),
            Step::Error { kind, message } => {
                event(&json!({ "error": { "type": kind, "message": message } }))
            }
            _ => String::new(),
        }
    }

    fn call(&mut self, name: &str, arguments: &[String], is_bare: bool) -> String {
        let index = self.calls;
        self.calls += 1;
        let function = json!({ "name": name, "arguments": "" });
        let first = if is_bare {
            json!({ "type": "function", "function": function })
        } else {
            let id = format!("call_{index}");
            json!({ "index": index, "id": id, "type": "function", "function": function })
        };
        let mut text = self.delta(&json!({ "tool_calls": [first] }));
        for piece in arguments {
            let function = json!({ "arguments": piece });
            let more = if is_bare {
                json!({ "function": function })
            } else {
                json!({ "index": index, "function": function })
            };
            text += &self.delta(&json!({ "tool_calls": [more] }));
        }
        text
    }

    fn end(&self, reason: &str) -> String {
        let end = json!([{ "index": 0, "delta": {}, "finish_reason": reason }]);
        let usage = json!({
            "prompt_tokens": 11,
            "completion_tokens": self.words,
            "prompt_tokens_details": { "cached_tokens": 3 },
            "completion_tokens_details": { "reasoning_tokens": 0 },
        });
        let usage = json!({ "id": "x", "model": self.model, "choices": [], "usage": usage });
        let end = event(&json!({ "id": "x", "model": self.model, "choices": end, "usage": null }));
        format!("{end}{}data: [DONE]\n\n", event(&usage))
    }

    fn delta(&self, delta: &Value) -> String {
        let choices = json!([{ "index": 0, "delta": delta, "finish_reason": null }]);
        event(&json!({ "id": "x", "model": self.model, "choices": choices, "usage": null }))
    }
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}
