//! The gateway as this program's MCP server: what a server lists, and calls of its tools.

use super::message::ToolResult;
use super::settings::ServerChoice;
use super::toolbox::Tool;
use crate::trial::{Call, CallError, GatewayUrl, Revision, send};
use portico_config::model::RawJson;
use portico_mcp::sse::Decoder;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// Most pages of a list.
const PAGES: usize = 100;

/// Most bytes of a result: it is stored, shown, and read by a model.
const LARGEST: usize = 1 << 20;

#[derive(Deserialize)]
struct Answer {
    result: Option<Box<RawValue>>,
    error: Option<RpcError>,
}

#[derive(Deserialize)]
struct RpcError {
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tools {
    tools: Vec<Listed>,
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    name: String,
    title: Option<String>,
    description: Option<String>,
    input_schema: RawJson,
    annotations: Option<Annotations>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Annotations {
    read_only_hint: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Called {
    #[serde(default)]
    content: Vec<Value>,
    structured_content: Option<Value>,
    #[serde(default)]
    is_error: bool,
}

/// The tools of the server with this path that are chosen.
///
/// # Errors
/// Why they cannot be listed.
pub async fn list(
    gateway: &GatewayUrl,
    path: &str,
    choice: &ServerChoice,
) -> Result<Vec<Tool>, String> {
    let mut tools = Vec::new();
    let mut cursor: Option<String> = None;
    for _ in 0..PAGES {
        let call = Call::list_tools(cursor.as_deref());
        let result = ask(gateway, path, &call).await?;
        let page: Tools = serde_json::from_str(result.get())
            .map_err(|error| format!("the list of tools cannot be read: {error}"))?;
        let chosen = page
            .tools
            .into_iter()
            .filter(|tool| choice.offers(&tool.name));
        tools.extend(chosen.map(|tool| offered(tool, path, choice)));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(tools);
        }
    }
    Err("the list of tools does not end".to_owned())
}

fn offered(listed: Listed, path: &str, choice: &ServerChoice) -> Tool {
    let annotations = listed.annotations;
    Tool {
        name: listed.name.clone(),
        server: choice.name.clone(),
        path: path.to_owned(),
        approval: choice.approval_of(&listed.name),
        tool: listed.name,
        title: listed.title,
        about: listed.description,
        input_schema: listed.input_schema,
        is_read_only: annotations.and_then(|hints| hints.read_only_hint) == Some(true),
    }
}

/// What comes of a call. Failures on the way are results that say so, since the model can act upon
/// them.
pub async fn run(gateway: &GatewayUrl, tool: &Tool, arguments: &str) -> ToolResult {
    let arguments = if arguments.trim().is_empty() {
        "{}"
    } else {
        arguments
    };
    let called = async {
        let arguments = RawValue::from_string(arguments.to_owned())
            .map_err(|error| format!("the arguments are no JSON: {error}"))?;
        let schema = Some(&tool.input_schema);
        let call = Call::of_tool(&tool.tool, schema, Some(&arguments), Revision::Modern, &[]);
        let call = call.map_err(|error| match error {
            CallError::Arguments => "the arguments must be an object".to_owned(),
            other => other.to_string(),
        })?;
        let result = ask(gateway, &tool.path, &call).await?;
        if result.get().len() > LARGEST {
            let size = result.get().len();
            return Err(format!(
                "the result has {size} bytes, which is more than the {LARGEST} that a conversation takes"
            ));
        }
        let called: Called = serde_json::from_str(result.get())
            .map_err(|error| format!("the result cannot be read: {error}"))?;
        Ok(called)
    };
    match called.await {
        Ok(called) => ToolResult {
            content: called.content,
            structured_content: called.structured_content,
            is_error: called.is_error,
        },
        Err(error) => ToolResult::error(&error),
    }
}

/// The `result` that the gateway answers with.
async fn ask(gateway: &GatewayUrl, path: &str, call: &Call) -> Result<Box<RawValue>, String> {
    let sent = send(gateway, path, call).await;
    let sent = sent.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&sent.body);
    let Some(answer) = answer(&text) else {
        return Err(format!(
            "the gateway answered HTTP {} without a JSON-RPC answer",
            sent.status
        ));
    };
    match (answer.result, answer.error) {
        (_, Some(error)) => Err(error.message),
        (Some(result), None) => Ok(result),
        (None, None) => Err("the gateway's answer has no result".to_owned()),
    }
}

/// The answer in a body that is JSON, or a stream of events among which it is.
fn answer(text: &str) -> Option<Answer> {
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).ok();
    }
    let mut events = Vec::new();
    // What is too long ends the stream; what came before may hold the answer.
    let _ = Decoder::new(LARGEST * 2).push(text.as_bytes(), &mut events);
    let read = |data: &str| serde_json::from_str::<Answer>(data).ok();
    let mut answers = events.iter().filter_map(|event| read(&event.data));
    answers.find(|answer| answer.result.is_some() || answer.error.is_some())
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn answers_are_json_or_events() {
        let json = r#"{"jsonrpc":"2.0","id":1,"result":{"content":[]}}"#;
        assert!(answer(json).unwrap().result.is_some());
        let stream = format!(
            ": ping\n\ndata: {{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}}\n\ndata: {json}\n\n"
        );
        assert!(answer(&stream).unwrap().result.is_some());
        assert!(answer("<html>").is_none());
        assert!(answer("").is_none());
    }
}
