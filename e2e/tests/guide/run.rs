//! Runs an example and compares.

use crate::example::{Answer, Ask, Example};
use crate::message::{Message, fits};
use crate::upstream::Upstream;
use anyhow::{Context as _, Result, bail, ensure};
use portico_e2e::{gateway::Gateway, mcp};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Headers of every request to an upstream, shown once in the guide.
const USUAL: [&str; 7] = [
    "accept",
    "accept-encoding",
    "content-length",
    "host",
    "user-agent",
    "x-forwarded-proto",
    "x-request-id",
];

/// Members that only 2026-07-28 has in results.
const MODERN_MEMBERS: [&str; 4] = ["_meta", "cacheScope", "resultType", "ttlMs"];

/// Runs the example, in both eras where it is not for one of them.
pub(crate) async fn run(gateway: &Gateway, upstream: &Upstream, example: &Example) -> Result<()> {
    match &example.ask {
        Ask::Http(message) => {
            upstream.begin(&example.replies);
            let shown = example.http.as_ref().context("no `http answer`")?;
            compare_http(shown, &send(gateway, message).await?)?;
            compare_requests(upstream, example)
        }
        Ask::Rpc { path, .. } => {
            let client = mcp::Client::new(gateway.url(path));
            for revision in [mcp::MODERN, mcp::LEGACY] {
                ask(&client, revision, upstream, example)
                    .await
                    .with_context(|| format!("by {revision}"))?;
            }
            Ok(())
        }
    }
}

async fn ask(
    client: &mcp::Client,
    revision: &str,
    upstream: &Upstream,
    example: &Example,
) -> Result<()> {
    let Ask::Rpc { method, params, .. } = &example.ask else {
        return Ok(());
    };
    let is_meant = |answer: &&Answer| answer.revision.as_deref().is_none_or(|it| it == revision);
    let shown = example.answers.iter().find(is_meant);
    if shown.is_none() && !example.answers.is_empty() {
        return Ok(());
    }
    upstream.begin(&example.replies);
    let answer = if revision == mcp::MODERN {
        client.exchange(&[], method, params.clone()).await?
    } else {
        let message = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        client
            .post(&[("mcp-protocol-version", revision)], &message)
            .await?
    };
    compare_rpc(shown, &answer)?;
    compare_requests(upstream, example)
}

async fn send(gateway: &Gateway, message: &Message) -> Result<mcp::Answer> {
    let (method, path) = message
        .first
        .split_once(' ')
        .context("write `POST /path`")?;
    let headers: Vec<_> = message
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    mcp::Client::unpooled(gateway.url(path))
        .send(method.parse()?, &headers, message.body.clone())
        .await
}

fn compare_rpc(shown: Option<&Answer>, answer: &mcp::Answer) -> Result<()> {
    let mut message = answer.json()?;
    let Some(Answer { member, shown, .. }) = shown else {
        let result = message.get("result");
        let is_good = result.is_some_and(|result| result["isError"] != true);
        ensure!(is_good, "no success: {message}");
        return Ok(());
    };
    let Some(real) = message.get_mut(member) else {
        bail!("no {member}: {message}");
    };
    if let Some(members) = real.as_object_mut() {
        // What every 2026-07-28 result has is shown once.
        members.retain(|name, _| {
            !MODERN_MEMBERS.contains(&name.as_str()) || shown.get(name).is_some()
        });
    }
    ensure!(real == shown, "the {member} is\n{real:#}");
    Ok(())
}

fn compare_http(shown: &Message, answer: &mcp::Answer) -> Result<()> {
    let real = || {
        let (status, headers) = (answer.status, &answer.headers);
        format!("the answer is {status} {headers:?}\n{}", answer.text())
    };
    ensure!(answer.status == shown.status()?, real());
    for (name, value) in &shown.headers {
        let fits = answer.header(name).is_some_and(|real| fits(value, real));
        ensure!(fits, "{name}: {}", real());
    }
    if shown.body.is_empty() {
        ensure!(answer.body.is_empty(), real());
        return Ok(());
    }
    let shown: Value = serde_json::from_str(&shown.body)?;
    ensure!(answer.json()? == shown, real());
    Ok(())
}

fn compare_requests(upstream: &Upstream, example: &Example) -> Result<()> {
    let received = upstream.received();
    let expected = example.requests.len().max(example.replies.len());
    let shown = || {
        let texts: Vec<_> = received.iter().map(Message::to_string).collect();
        format!(
            "the upstream received {}:\n{}",
            texts.len(),
            texts.join("\n")
        )
    };
    ensure!(
        received.len() == expected,
        "expected {expected} requests: {}",
        shown()
    );
    for (wanted, real) in example.requests.iter().zip(&received) {
        ensure!(
            wanted.first == real.first && wanted.body == real.body,
            shown()
        );
        for (name, value) in &wanted.headers {
            let fits = real.header(name).is_some_and(|real| fits(value, real));
            ensure!(fits, "{name}: {}", shown());
        }
        let hidden = real
            .headers
            .iter()
            .find(|(name, _)| wanted.header(name).is_none() && !USUAL.contains(&name.as_str()));
        ensure!(hidden.is_none(), "{hidden:?} is not shown: {}", shown());
    }
    Ok(())
}

/// The paths of all fields of a value; the entries of a list count as one, and so do the names of
/// an object that are type URLs.
pub(crate) fn fields(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(value, String::new(), &mut found);
    found
}

fn collect(value: &Value, path: String, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                collect(member, format!("{path}/{name}"), found);
            }
        }
        Value::Array(entries) => {
            for entry in entries {
                collect(entry, path.clone(), found);
            }
        }
        _ => {}
    }
    found.insert(path);
}
