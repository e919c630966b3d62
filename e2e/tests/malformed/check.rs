//! Sends a case and compares the answer with what is expected.

use crate::case::{Case, Expected, Kind};
use anyhow::{Result, ensure};
use portico_e2e::{
    fixture::Fixture,
    gateway::Gateway,
    mcp::{Answer, Client},
};
use serde_json::Value;

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
    let expected = &case.expected;
    ensure!(answer.status == expected.status, "{}", shown(&answer));
    compare_body(expected.kind, &case.body, &answer)?;
    compare_headers(expected, &answer)?;
    for (pointer, value) in &expected.holds {
        let message = answer.json()?;
        ensure!(
            message.pointer(pointer) == Some(value),
            "{pointer}: {}",
            shown(&answer)
        );
    }
    if let Some(text) = expected.text {
        ensure!(
            answer.text().contains(text),
            "no {text}: {}",
            shown(&answer)
        );
    }
    if matches!(expected.kind, Kind::Error(_) | Kind::Refusal) {
        ensure!(fixture.requests() == before, "it reached the REST API");
    }
    Ok(())
}

fn compare_body(kind: Kind, sent: &[u8], answer: &Answer) -> Result<()> {
    match kind {
        Kind::Error(code) => {
            let message = answer.json()?;
            let got = message.pointer("/error/code").and_then(Value::as_i64);
            ensure!(got == Some(code), "{}", shown(answer));
            let text = message.pointer("/error/message").and_then(Value::as_str);
            ensure!(
                text.is_some_and(|text| !text.is_empty()),
                "no message: {}",
                shown(answer)
            );
            let id = expected_id(sent, answer.status);
            ensure!(
                message.get("id") == id.as_ref(),
                "id is not {id:?}: {}",
                shown(answer)
            );
        }
        Kind::Result => {
            let message = answer.json()?;
            ensure!(message.get("result").is_some(), "{}", shown(answer));
            ensure!(
                message.get("id") == id_of(sent).as_ref(),
                "id: {}",
                shown(answer)
            );
        }
        Kind::Batch(count) => {
            let message = answer.json()?;
            let responses = message.as_array();
            ensure!(
                responses.is_some_and(|all| all.len() == count),
                "{}",
                shown(answer)
            );
        }
        Kind::Empty => ensure!(answer.body.is_empty(), "{}", shown(answer)),
        Kind::Refusal => {
            let result = answer
                .json()
                .is_ok_and(|message| message.get("result").is_some());
            ensure!(!result, "{}", shown(answer));
        }
    }
    let json = matches!(kind, Kind::Error(_) | Kind::Result | Kind::Batch(_));
    let media_type = answer.header("content-type");
    ensure!(
        !json || media_type == Some("application/json"),
        "content-type {media_type:?}"
    );
    Ok(())
}

fn compare_headers(expected: &Expected, answer: &Answer) -> Result<()> {
    for (name, value) in &expected.headers {
        let got = answer.header(name);
        ensure!(got == *value, "header {name} is {got:?}, not {value:?}");
    }
    Ok(())
}

/// The id that an error must carry. A request that was not read, because its headers or its size
/// are refused, or that is no request at all, has none.
fn expected_id(sent: &[u8], status: u16) -> Option<Value> {
    match status {
        403 | 406 | 413 | 415 => None,
        _ => id_of(sent),
    }
}

/// The id of a well-formed request.
fn id_of(sent: &[u8]) -> Option<Value> {
    let message: Value = serde_json::from_slice(sent).ok()?;
    let request = message.get("jsonrpc")? == "2.0" && message.get("method")?.is_string();
    let id = message.get("id")?;
    let valid = id.is_string() || id.is_i64() || id.is_u64();
    (request && valid).then(|| id.clone())
}

fn shown(answer: &Answer) -> String {
    format!("got HTTP {} {}", answer.status, answer.text())
}
