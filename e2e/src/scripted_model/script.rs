//! The scripts.

use super::{BREATH, KEY, bookseller};
use serde_json::{Value, json};
use std::time::Duration;

/// The models, and what each does.
pub const MODELS: [(&str, &str); 20] = [
    (
        "bookseller",
        "finds books of the demo's shop by their genre: `Which crime books do you have?`",
    ),
    (
        "call",
        "`call TOOL {…}` in the user's message calls that tool, one a line; then tells the results",
    ),
    (
        "call-bare",
        "the same, with calls that have no index and no id",
    ),
    ("disconnect", "breaks off in the middle"),
    (
        "drip",
        "says the message again, sent in pieces of three bytes",
    ),
    ("echo", "says the message again, word by word"),
    (
        "flaky",
        "breaks off in the middle at the first time, and answers at the second",
    ),
    ("hang", "says something, then nothing more"),
    ("json", "answers with JSON that is no stream"),
    ("length", "reaches the most tokens"),
    ("locked", "wants the key `scripted-key`"),
    ("loop", "calls the first tool again and again"),
    ("malformed", "sends a chunk that is no JSON"),
    ("overloaded", "has too much to do (503)"),
    ("rate-limited", "limits the rate (429, again after 7 s)"),
    (
        "rate-limited-once",
        "the same at the first time, and answers at the second",
    ),
    ("refuse", "is held back by a filter"),
    ("slow", "counts to a hundred, five numbers a second"),
    ("stream-error", "says something, then that it is overloaded"),
    ("think", "thinks before it says the message again"),
];

/// The end of an answer that calls tools.
pub(super) const TOOL_CALLS: &str = "tool_calls";

/// What a model is asked.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The model.
    pub(super) model: String,
    /// The last message of the user's.
    pub(super) text: String,
    /// The results of calls since then.
    pub(super) results: Vec<String>,
    /// The names of the tools.
    pub(super) tools: Vec<String>,
    /// How often exactly this was asked before.
    pub(super) before: usize,
}

/// A step of an answer.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// No stream, but this error.
    Refuse {
        /// HTTP status.
        status: u16,
        /// The API's word for it.
        kind: &'static str,
        /// What it says.
        message: String,
        /// When to come again, in seconds.
        retry_after: Option<u64>,
    },
    /// No stream, but this.
    Json(Value),
    /// Begins.
    Start,
    /// Some text.
    Text(String),
    /// Some reasoning.
    Reasoning(String),
    /// The end of a thought, and one that is hidden (Anthropic).
    EndThought,
    /// A call of a tool.
    Call {
        name: String,
        /// In the pieces in which they are sent.
        arguments: Vec<String>,
        /// Without index and id (OpenAI).
        is_bare: bool,
    },
    /// The end, for this reason of OpenAI's.
    End(&'static str),
    /// An error inside of the stream.
    Error { kind: &'static str, message: String },
    /// These bytes.
    Raw(String),
    /// All that follows is sent in pieces of so many bytes.
    PieceSize(usize),
    /// Nothing for this time.
    Pause(Duration),
    /// The connection is cut.
    HangUp,
}

/// What the model does.
pub(super) fn steps(asked: &Asked, key: Option<&str>) -> Vec<Step> {
    let mut steps = vec![Step::Start];
    let is_first = asked.before == 0;
    match asked.model.as_str() {
        "rate-limited" => return vec![rate_limit()],
        "rate-limited-once" if is_first => return vec![rate_limit()],
        "overloaded" => return vec![refuse(503, "overloaded_error", "Overloaded")],
        "locked" if key != Some(KEY) => {
            let told = format!("Incorrect API key provided: {}", key.unwrap_or("none"));
            return vec![refuse(401, "authentication_error", &told)];
        }
        "json" => return vec![Step::Json(json!({ "hello": "world" }))],
        "bookseller" => bookseller::answer(asked, &mut steps),
        "call" | "call-bare" => call(asked, &mut steps),
        "loop" => again(asked, &mut steps),
        "think" => think(asked, &mut steps),
        "disconnect" => broken(&mut steps, Step::HangUp),
        "flaky" if is_first => broken(&mut steps, Step::HangUp),
        "malformed" => broken(
            &mut steps,
            Step::Raw("data: {\"choices\": [\n\n".to_owned()),
        ),
        "hang" => broken(&mut steps, Step::Pause(Duration::from_secs(3600))),
        "stream-error" => broken(
            &mut steps,
            Step::Error {
                kind: "overloaded_error",
                message: "Overloaded".to_owned(),
            },
        ),
        "length" => {
            steps.push(Step::Text("This is too".to_owned()));
            steps.push(Step::End("length"));
        }
        "refuse" => {
            steps.push(Step::Text("I can".to_owned()));
            steps.push(Step::End("content_filter"));
        }
        "slow" => {
            for number in 1..=100 {
                steps.push(Step::Text(format!("{number} ")));
                steps.push(Step::Pause(Duration::from_millis(200)));
            }
            steps.push(Step::End("stop"));
        }
        "drip" => {
            steps.push(Step::PieceSize(3));
            say(&asked.text, &mut steps);
        }
        _ => say(&asked.text, &mut steps),
    }
    steps
}

fn rate_limit() -> Step {
    Step::Refuse {
        status: 429,
        kind: "rate_limit_error",
        message: "Rate limit reached for requests".to_owned(),
        retry_after: Some(7),
    }
}

fn refuse(status: u16, kind: &'static str, message: &str) -> Step {
    Step::Refuse {
        status,
        kind,
        message: message.to_owned(),
        retry_after: None,
    }
}

/// Says it word by word, and that is all.
pub(super) fn say(text: &str, steps: &mut Vec<Step>) {
    for word in text.split_inclusive(' ') {
        steps.push(Step::Text(word.to_owned()));
        steps.push(Step::Pause(BREATH));
    }
    steps.push(Step::End("stop"));
}

fn think(asked: &Asked, steps: &mut Vec<Step>) {
    for piece in ["The user says something. ", "I say it again."] {
        steps.push(Step::Reasoning(piece.to_owned()));
        steps.push(Step::Pause(BREATH));
    }
    steps.push(Step::EndThought);
    if asked.text.starts_with("call ") {
        call(asked, steps);
    } else {
        say(&asked.text, steps);
    }
}

fn broken(steps: &mut Vec<Step>, end: Step) {
    steps.push(Step::Text("So far ".to_owned()));
    steps.push(Step::Text("so good".to_owned()));
    // So that it is read before the end comes.
    steps.push(Step::Pause(BREATH * 10));
    steps.push(end);
}

/// A call whose arguments come in pieces, without index and id if it is bare.
pub(super) fn call_of(name: &str, arguments: &str, is_bare: bool) -> Step {
    let letters: Vec<char> = arguments.chars().collect();
    Step::Call {
        name: name.to_owned(),
        arguments: letters
            .chunks(5)
            .map(|piece| piece.iter().collect())
            .collect(),
        is_bare,
    }
}

fn call(asked: &Asked, steps: &mut Vec<Step>) {
    if !asked.results.is_empty() {
        let told = asked.results.join("; ");
        let short: String = told.chars().take(500).collect();
        return say(&format!("The tools say: {short}"), steps);
    }
    let mut any = false;
    for line in asked
        .text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("call "))
    {
        let (name, arguments) = line.split_once(' ').unwrap_or((line, "{}"));
        any = true;
        steps.push(call_of(name, arguments, asked.model == "call-bare"));
        steps.push(Step::Pause(BREATH));
    }
    if any {
        steps.push(Step::End(TOOL_CALLS));
    } else {
        let tools = asked.tools.join(", ");
        say(&format!("My tools are: {tools}"), steps);
    }
}

fn again(asked: &Asked, steps: &mut Vec<Step>) {
    let name = asked.tools.first().map_or("none", String::as_str);
    steps.push(call_of(name, "{}", false));
    steps.push(Step::End(TOOL_CALLS));
}
