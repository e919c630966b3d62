//! The crate `rmcp`, giving the transcript of `e2e/clients/node/transcript.mjs`.

#![expect(
    clippy::indexing_slicing,
    reason = "reading a JSON value by name gives null, never a panic"
)]

use anyhow::{Context as _, Result};
use portico_e2e::mcp::{LEGACY, MODERN};
use rmcp::{
    ClientLifecycleMode, ClientServiceExt as _, ServiceError,
    model::{
        CallToolRequestParams, GetPromptRequestParams, ProtocolVersion, ReadResourceRequestParams,
    },
    service::{RoleClient, RunningService},
    transport::StreamableHttpClientTransport,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

type Client = RunningService<RoleClient, ()>;

/// The lifecycle modes, each with the version that it negotiates.
pub(crate) fn modes() -> [(ClientLifecycleMode, &'static str); 3] {
    let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
    [
        (ClientLifecycleMode::Initialize, LEGACY),
        (
            ClientLifecycleMode::Discover {
                preferred_versions: preferred_versions.clone(),
            },
            MODERN,
        ),
        (
            ClientLifecycleMode::Auto {
                preferred_versions,
                legacy_version: None,
            },
            MODERN,
        ),
    ]
}

/// `{version, seen}` of a client in this mode.
pub(crate) async fn transcript(url: &str, mode: ClientLifecycleMode) -> Result<Value> {
    let transport = StreamableHttpClientTransport::from_uri(url);
    let client = ().serve_with_lifecycle(transport, mode).await?;
    let mut seen = Map::new();
    for part in [
        about(&client)?,
        tools(&client).await?,
        prompts(&client).await?,
        resources(&client).await?,
    ] {
        seen.extend(part.as_object().cloned().context("not an object")?);
    }
    let version = client.peer_info().map(|info| info.protocol_version.clone());
    client.cancel().await?;
    Ok(json!({"version": version, "seen": seen}))
}

fn about(client: &Client) -> Result<Value> {
    let info = client
        .peer_info()
        .context("the server did not say who it is")?;
    let capabilities = json(&info.capabilities)?;
    let mut capabilities: Vec<_> = capabilities
        .as_object()
        .into_iter()
        .flat_map(|fields| fields.keys().cloned())
        .collect();
    capabilities.sort();
    Ok(json!({
        "server": pick(&json(&info.server_info)?, &["name", "title", "version"]),
        "instructions": info.instructions,
        "capabilities": capabilities,
    }))
}

async fn tools(client: &Client) -> Result<Value> {
    let tools = json(&client.list_all_tools().await?)?;
    let get_book = each(&tools)
        .find(|tool| tool["name"] == "get_book")
        .context("no get_book")?;
    let lines = json!([{"bookId": 3, "quantity": 2}]);
    let customer = json!({"name": "Ada", "email": "ada@example.com"});
    let order = call(
        client,
        "place_order",
        json!({"customer": customer, "lines": lines}),
    )
    .await?;
    let order = &order["structured"];
    Ok(json!({
        "tools": each(&tools).map(|tool| &tool["name"]).collect::<Vec<_>>(),
        "getBook": pick(
            get_book,
            &["name", "title", "description", "annotations", "inputSchema", "outputSchema"],
        ),
        "found": call(client, "get_book", json!({"bookId": 1})).await?,
        "words": call(client, "summarize_book", json!({"bookId": 2})).await?,
        "order": pick(order, &["totalCents", "channel", "lines"]),
        "cancelled": call(client, "cancel_order", json!({"orderId": order["id"]})).await?,
        "missing": call(client, "get_book", json!({"bookId": 999})).await?,
        "incomplete": call(client, "get_book", json!({})).await?,
        "unknownTool": call(client, "burn_book", json!({})).await?,
    }))
}

async fn prompts(client: &Client) -> Result<Value> {
    let prompts = json(&client.list_all_prompts().await?)?;
    let listed: Vec<_> = each(&prompts)
        .map(|prompt| {
            let arguments: Vec<_> = each(&prompt["arguments"])
                .map(|argument| &argument["name"])
                .collect();
            json!({"name": prompt["name"], "arguments": arguments})
        })
        .collect();
    let prompt = get_prompt(
        client,
        "recommend_book",
        json!({"genre": "crime", "reader": "my aunt"}),
    )
    .await?;
    Ok(json!({
        "prompts": listed,
        "prompt": prompt["messages"],
        "promptWithoutArgument": get_prompt(client, "recommend_book", json!({})).await?,
        "unknownPrompt": get_prompt(client, "burn_book", json!({})).await?,
        "completedPrompt": client.complete_prompt_simple("recommend_book", "genre", "sc").await?,
    }))
}

async fn resources(client: &Client) -> Result<Value> {
    let resources = json(&client.list_all_resources().await?)?;
    let templates = json(&client.list_all_resource_templates().await?)?;
    Ok(json!({
        "resources": each(&resources).map(|resource| &resource["uri"]).collect::<Vec<_>>(),
        "templates": each(&templates).map(|template| &template["uriTemplate"]).collect::<Vec<_>>(),
        "fixed": read(client, "bookshop://opening-hours").await?["contents"],
        "read": read(client, "books://2").await?["contents"],
        "unknownResource": read(client, "bookshop://cellar").await?,
        "completedTemplate": client.complete_resource_simple("books://{id}", "id", "8").await?,
    }))
}

async fn call(client: &Client, name: &'static str, arguments: Value) -> Result<Value> {
    let arguments = arguments.as_object().cloned().unwrap_or_default();
    let result = client
        .call_tool(CallToolRequestParams::new(name).with_arguments(arguments))
        .await;
    let answer = outcome(result)?;
    if answer.get("content").is_none() {
        return Ok(answer);
    }
    Ok(json!({
        "text": answer["content"][0]["text"],
        "structured": answer["structuredContent"],
        "isError": answer["isError"].as_bool().unwrap_or(false),
    }))
}

async fn get_prompt(client: &Client, name: &str, arguments: Value) -> Result<Value> {
    let arguments = arguments.as_object().cloned().unwrap_or_default();
    outcome(
        client
            .get_prompt(GetPromptRequestParams::new(name).with_arguments(arguments))
            .await,
    )
}

async fn read(client: &Client, uri: &str) -> Result<Value> {
    outcome(
        client
            .read_resource(ReadResourceRequestParams::new(uri))
            .await,
    )
}

/// The result, or the code and data of the JSON-RPC error.
fn outcome<T: Serialize>(result: Result<T, ServiceError>) -> Result<Value> {
    match result {
        Ok(result) => json(&result),
        Err(ServiceError::McpError(error)) => Ok(pick(&json(&error)?, &["code", "data"])),
        Err(error) => Err(error.into()),
    }
}

fn json(value: &impl Serialize) -> Result<Value> {
    Ok(serde_json::to_value(value)?)
}

fn each(array: &Value) -> impl Iterator<Item = &Value> {
    array.as_array().into_iter().flatten()
}

fn pick(object: &Value, names: &[&str]) -> Value {
    names
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), object.get(name)?.clone())))
        .collect()
}
