//! Examples: a request of a client, and what is shown of how it goes on.

use crate::configuration;
use crate::message::Message;
use crate::page::{Block, Page};
use crate::upstream::Reply;
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::time::Duration;

/// An example.
#[derive(Debug)]
pub(crate) struct Example {
    /// Where it begins, for people.
    pub(crate) place: String,
    /// What the client asks.
    pub(crate) ask: Ask,
    /// What the upstream receives.
    pub(crate) requests: Vec<Message>,
    /// What the upstream answers.
    pub(crate) replies: Vec<Reply>,
    /// What the client is answered, as JSON-RPC; a success of any kind where nothing is shown.
    pub(crate) answers: Vec<Answer>,
    /// What the client is answered, as HTTP.
    pub(crate) http: Option<Message>,
}

/// What a client asks.
#[derive(Debug)]
pub(crate) enum Ask {
    /// A JSON-RPC request.
    Rpc {
        /// Path of the endpoint.
        path: String,
        /// JSON-RPC method.
        method: String,
        /// Its parameters.
        params: Value,
    },
    /// A whole HTTP request.
    Http(Message),
}

/// What is shown of an answer.
#[derive(Debug)]
pub(crate) struct Answer {
    /// `result` or `error`.
    pub(crate) member: String,
    /// Its value.
    pub(crate) shown: Value,
    /// The revision of the clients that are answered so; those of both eras where it is absent.
    pub(crate) revision: Option<String>,
}

/// The examples of a page.
pub(crate) fn read(page: &Page) -> Result<Vec<Example>> {
    let mut examples: Vec<Example> = Vec::new();
    let endpoint = configuration::endpoint(page).unwrap_or_default();
    for block in &page.blocks {
        let read = add(&mut examples, block, &endpoint);
        read.with_context(|| format!("{}: `{}`", block.place, block.info))?;
    }
    Ok(examples)
}

fn add(examples: &mut Vec<Example>, block: &Block, endpoint: &str) -> Result<()> {
    let words: Vec<&str> = block.info.split(' ').collect();
    let text = block.text.as_str();
    if let Some(ask) = ask(&words, text, endpoint)? {
        examples.push(Example {
            place: block.place.clone(),
            ask,
            requests: Vec::new(),
            replies: Vec::new(),
            answers: Vec::new(),
            http: None,
        });
        return Ok(());
    }
    let asked = examples.last_mut();
    let example = asked.context("nothing is asked before it");
    match words.as_slice() {
        ["http", "request"] => example?.requests.push(Message::parse(text)?),
        ["http", "response", rest @ ..] => {
            let (message, after) = (Message::parse(text)?, delay(rest)?);
            example?.replies.push(Reply { message, after });
        }
        ["json", member @ ("result" | "error"), rest @ ..] => example?.answers.push(Answer {
            member: (*member).to_owned(),
            shown: serde_json::from_str(text)?,
            revision: rest.first().map(|revision| (*revision).to_owned()),
        }),
        ["http", "answer"] => example?.http = Some(Message::parse(text)?),
        [
            "yaml",
            "document" | "server" | "tool" | "prompt" | "resource" | "wrong" | "description"
            | "becomes",
        ]
        | ["text", "errors" | "output"]
        | ["sh", "run" | "api"]
        | [_, "printed"]
        | ["json", "status"]
        | [_] => {}
        _ => bail!("these words mean nothing here"),
    }
    Ok(())
}

fn ask(words: &[&str], text: &str, endpoint: &str) -> Result<Option<Ask>> {
    let path = |rest: &[&str]| rest.first().copied().unwrap_or(endpoint).to_owned();
    Ok(Some(match words {
        ["json", "call", rest @ ..] => Ask::Rpc {
            path: path(rest),
            method: "tools/call".to_owned(),
            params: serde_json::from_str(text)?,
        },
        ["json", "request", rest @ ..] => {
            let mut message: Value = serde_json::from_str(text)?;
            let method = message.get("method").and_then(Value::as_str);
            Ask::Rpc {
                path: path(rest),
                method: method.context("no `method`")?.to_owned(),
                params: message
                    .get_mut("params")
                    .map_or_else(|| json!({}), Value::take),
            }
        }
        ["http", "client"] => Ask::Http(Message::parse(text)?),
        _ => return Ok(None),
    }))
}

/// `after 300ms`
fn delay(words: &[&str]) -> Result<Duration> {
    match words {
        [] => Ok(Duration::ZERO),
        ["after", time] => {
            let millis = time.strip_suffix("ms").context("write it as 300ms")?;
            Ok(Duration::from_millis(millis.parse()?))
        }
        _ => bail!("write `after 300ms`"),
    }
}
