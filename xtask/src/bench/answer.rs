//! Whether an answer is right, in every value.

use anyhow::{Context, ensure};
use serde_json::Value;
use std::collections::BTreeMap;

/// The id of every request.
pub(super) const ID: u64 = 7;

/// Whether the body of an upstream's answer is that JSON.
pub(super) fn check_plain(body: &str, expected: &str) -> anyhow::Result<()> {
    ensure!(parse(body)? == parse(expected)?, "other JSON than expected");
    Ok(())
}

/// Whether a tool call gave this JSON, as text, and nothing else.
pub(crate) fn check_call(body: &str, expected: &str) -> anyhow::Result<()> {
    let answer = parse(body)?;
    let result = result(&answer)?;
    ensure!(
        matches!(result.get("isError"), None | Some(Value::Bool(false))),
        "the call failed"
    );
    let content = result.get("content").and_then(Value::as_array);
    let [only] = content.context("no content")?.as_slice() else {
        anyhow::bail!("not one content block");
    };
    ensure!(only.get("type") == Some(&"text".into()), "not text");
    let text = only
        .get("text")
        .and_then(Value::as_str)
        .context("no text")?;
    check_plain(text, expected)
}

/// Whether a list has exactly the tools of `expected`, in whatever order, on one page.
pub(super) fn check_list(body: &str, expected: &str) -> anyhow::Result<()> {
    let (answer, expected) = (parse(body)?, parse(expected)?);
    let result = result(&answer)?;
    ensure!(result.get("nextCursor").is_none(), "there is a next page");
    let (listed, expected) = (by_name(result)?, by_name(&expected)?);
    ensure!(
        listed.len() == expected.len(),
        "{} tools, not {}",
        listed.len(),
        expected.len()
    );
    for (name, tool) in expected {
        let listed = listed.get(name).with_context(|| format!("no {name}"))?;
        for field in ["description", "inputSchema"] {
            ensure!(
                listed.get(field) == tool.get(field),
                "{name}: another {field}"
            );
        }
    }
    Ok(())
}

fn by_name(list: &Value) -> anyhow::Result<BTreeMap<&str, &Value>> {
    let tools = list.get("tools").and_then(Value::as_array);
    let named = |tool| Some((Value::as_str(Value::get(tool, "name")?)?, tool));
    let tools = tools.context("no tools")?.iter();
    tools
        .map(|tool| named(tool).context("a tool without a name"))
        .collect()
}

fn result(answer: &Value) -> anyhow::Result<&Value> {
    ensure!(answer.get("jsonrpc") == Some(&"2.0".into()), "no JSON-RPC");
    ensure!(answer.get("id") == Some(&ID.into()), "another id");
    ensure!(answer.get("error").is_none(), "an error");
    answer.get("result").context("no result")
}

fn parse(text: &str) -> anyhow::Result<Value> {
    serde_json::from_str(text).context("not JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_right_calls_from_wrong_ones() {
        let right = r#"{"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"{\"a\": 1}"}],"isError":false}}"#;
        check_call(right, r#"{"a":1}"#).unwrap();
        for (from, to) in [
            ("false", "true"),
            ("\"id\":7", "\"id\":8"),
            ("\\\"a\\\": 1", "\\\"a\\\": 2"),
            ("result", "error"),
            ("\"type\":\"text\"", "\"type\":\"image\""),
            ("}]", "},{}]"),
        ] {
            let wrong = right.replace(from, to);
            assert_ne!(wrong, right);
            check_call(&wrong, r#"{"a":1}"#).unwrap_err();
        }
    }

    #[test]
    fn tells_right_lists_from_wrong_ones() {
        let expected = super::super::tool::list(4);
        let right = format!(r#"{{"jsonrpc":"2.0","id":7,"result":{expected}}}"#);
        check_list(&right, &expected).unwrap();
        for (from, to) in [
            ("source 1", "source 2"),
            ("get_weather_1", "get_weather_9"),
            ("\"result\":{", "\"result\":{\"nextCursor\":\"x\","),
            ("The year", "A year"),
        ] {
            let wrong = right.replace(from, to);
            assert_ne!(wrong, right);
            check_list(&wrong, &expected).unwrap_err();
        }
        check_list(&right, &super::super::tool::list(3)).unwrap_err();
    }
}
