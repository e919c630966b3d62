//! Results as a tool's `result` asks for them.

#![expect(clippy::unwrap_used, reason = "tests fail by panics")]

mod any;
mod contents;
mod shaped;
mod templates;

use portico_rest::presentation::Presentation;
use portico_rest::{Call, Headers, Presenter, RawJson, Response, Structured};

/// What the upstream answers.
struct Answer {
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: &'static [u8],
    local: Option<&'static str>,
}

const JSON: (&str, &str) = ("content-type", "application/json");
const LATIN: (&str, &str) = ("content-type", "text/plain; charset=ISO-8859-1");

fn ok(headers: &'static [(&'static str, &'static str)], body: &'static [u8]) -> Answer {
    Answer {
        status: 200,
        headers,
        body,
        local: None,
    }
}

fn status(status: u16, answer: Answer) -> Answer {
    Answer { status, ..answer }
}

fn result(presentation: &str, structured: Structured, answer: &Answer) -> String {
    let presentation: Presentation = serde_json::from_str(presentation).unwrap();
    let presenter = Presenter::compile(
        &presentation,
        Some(&inputs()),
        structured != Structured::None,
    )
    .unwrap();
    let lookup = |name: &str| {
        let found = answer.headers.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let content_type = lookup("content-type");
    let response = Response {
        status: answer.status,
        content_type: content_type.as_deref(),
        body: answer.body,
        local: answer.local,
        headers: Headers::new(&lookup),
    };
    let mut out = b"{".to_vec();
    let call = Call {
        arguments: presenter.uses_arguments().then_some(ARGUMENTS),
        structured,
        check: None,
        config: Some(r#"{"shop": "Page & Co", "rate": 1.50}"#),
        steps: 1_000,
    };
    presenter.write(&mut out, &response, &call);
    out.push(b'}');
    let json = String::from_utf8(out).unwrap();
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
    json
}

fn table(rows: Vec<(&str, Structured, Answer)>) -> String {
    let mut text = String::new();
    for (presentation, structured, answer) in rows {
        let line = result(presentation, structured, &answer);
        text += &format!("{presentation} {structured:?} {}\n{line}\n", answer.status);
    }
    text
}

/// The input schema of all tools here.
const INPUTS: &str =
    r#"{"type": "object", "properties": {"id": {"type": "integer"}, "tag": {"type": "string"}}}"#;

/// The arguments of all calls here.
const ARGUMENTS: &str = r#"{"id": 7, "tag": "a \"b\""}"#;

fn inputs() -> RawJson {
    RawJson::parse(INPUTS).unwrap()
}

const BOOKS: &[u8] = br#"{"books": [{"id": 7, "title": "Emma", "text": "long"}], "total": 1}"#;
