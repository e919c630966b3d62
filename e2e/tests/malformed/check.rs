//! Sends a case and compares the answer with what is expected.

use crate::case::{Case, Expected, Kind};
use anyhow::{Context, Result, ensure};
use portico_e2e::{
    fixture::Fixture,
    gateway::Gateway,
    mcp::{Answer, Client},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Value, value::RawValue};

/// Sends the case on a connection of its own and fails where the answer is not the expected one.
pub(crate) async fn check(gateway: &Gateway, fixture: &Fixture, case: &Case) -> Result<()> {
    let headers = case.headers.0.iter();
    let headers: Vec<_> = headers
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let before = fixture.requests();
    let answer = Client::unpooled(gateway.url(case.path))
        .send(case.method.clone(), &headers, case.body.clone())
        .await?;
    compare(case, &answer)
        .with_context(|| format!("got HTTP {} {}", answer.status, answer.text()))?;
    if matches!(case.expected.kind, Kind::Error(_) | Kind::Refusal) {
        ensure!(fixture.requests() == before, "it reached the REST API");
    }
    Ok(())
}

fn compare(case: &Case, answer: &Answer) -> Result<()> {
    let expected = &case.expected;
    ensure!(
        answer.status == expected.status,
        "expected HTTP {}",
        expected.status
    );
    match expected.kind {
        Kind::Error(code) => error(code, expected_id(&case.body, answer.status), answer)?,
        Kind::Result => result(id_of_request(&case.body), answer)?,
        Kind::Batch(count) => batch(count, answer)?,
        Kind::Empty => ensure!(answer.body.is_empty(), "expected no body"),
        Kind::Refusal => {
            let message = answer.json().unwrap_or_default();
            ensure!(message.get("result").is_none(), "expected no result");
        }
    }
    headers(expected, answer)?;
    for (pointer, value) in &expected.holds {
        let message = answer.json()?;
        ensure!(
            message.pointer(pointer) == Some(value),
            "expected {pointer} to be {value}"
        );
    }
    for text in &expected.texts {
        ensure!(answer.text().contains(text), "expected the text {text}");
    }
    Ok(())
}

fn error(code: i64, id: Option<String>, answer: &Answer) -> Result<()> {
    let message = json(answer)?;
    let got = message.pointer("/error/code").and_then(Value::as_i64);
    ensure!(got == Some(code), "expected the error {code}");
    let text = message.pointer("/error/message").and_then(Value::as_str);
    ensure!(
        text.is_some_and(|text| !text.is_empty()),
        "expected a message"
    );
    ensure!(
        message.get("id") != Some(&Value::Null),
        "an id is never null"
    );
    ensure!(id_of_answer(answer) == id, "expected the id {id:?}");
    Ok(())
}

fn result(id: Option<String>, answer: &Answer) -> Result<()> {
    ensure!(json(answer)?.get("result").is_some(), "expected a result");
    ensure!(id_of_answer(answer) == id, "expected the id {id:?}");
    Ok(())
}

fn batch(count: usize, answer: &Answer) -> Result<()> {
    let message = json(answer)?;
    let responses = message.as_array().map_or(0, Vec::len);
    ensure!(responses == count, "expected {count} responses");
    Ok(())
}

fn json(answer: &Answer) -> Result<Value> {
    let media_type = answer.header("content-type");
    ensure!(
        media_type == Some("application/json"),
        "content-type {media_type:?}"
    );
    answer.json()
}

fn headers(expected: &Expected, answer: &Answer) -> Result<()> {
    for (name, value) in &expected.headers {
        let got = answer.header(name);
        ensure!(got == *value, "header {name} is {got:?}, not {value:?}");
    }
    Ok(())
}

/// The id that an error must carry. A request that was not read, because its headers or its size
/// are refused, or that is no request at all, has none.
fn expected_id(sent: &[u8], status: u16) -> Option<String> {
    match status {
        403 | 406 | 413 | 415 => None,
        _ => id_of_request(sent),
    }
}

/// What tells a well-formed request from anything else.
#[derive(Deserialize)]
struct Request {
    jsonrpc: String,
    #[serde(rename = "method")]
    _method: String,
    id: Box<RawValue>,
    result: Option<IgnoredAny>,
}

/// The id of a well-formed request, as its JSON text: a string or an integer of any size.
fn id_of_request(sent: &[u8]) -> Option<String> {
    let request: Request = serde_json::from_slice(sent).ok()?;
    let id = request.id.get();
    let integer = id.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit());
    let valid = integer || id.starts_with('"');
    (valid && request.jsonrpc == "2.0" && request.result.is_none()).then(|| id.to_owned())
}

/// The id of an answer, as its JSON text.
fn id_of_answer(answer: &Answer) -> Option<String> {
    #[derive(Deserialize)]
    struct Message {
        id: Option<Box<RawValue>>,
    }
    let message: Message = serde_json::from_slice(&answer.body).ok()?;
    message.id.map(|id| id.get().to_owned())
}
