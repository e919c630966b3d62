//! Sessions of legacy clients, at a server that issues session ids.

use crate::case::{Case, Headers, case, legacy, modern, modern_request, plain, request};
use anyhow::{Context, Result, ensure};
use portico_e2e::gateway::Gateway;
use serde_json::json;

/// The cases; their session ids come from a handshake with the gateway.
pub(crate) async fn cases(gateway: &Gateway) -> Result<Vec<Case>> {
    let session = open(gateway, "2025-11-25").await?;
    let batching = open(gateway, "2025-03-26").await?;
    let list = || request("tools/list", json!({}));
    let of = |id: &str| legacy("2025-11-25").add("mcp-session-id", id);
    let cancelled = || json!({"jsonrpc": "2.0", "method": "notifications/cancelled"});
    let to = |name, headers: Headers, body| case(name, headers, body).to("/sessions/mcp");
    Ok(vec![
        to("a session", of(&session), list()).answered(),
        to(
            "a session, without a version",
            plain().add("mcp-session-id", &session),
            list(),
        )
        .answered(),
        to(
            "a call in a session",
            of(&session),
            request("tools/call", json!({"name": "echo"})),
        )
        .answered(),
        to("a notification in a session", of(&session), cancelled()).accepted(),
        to(
            "a batch in a session of 2025-03-26",
            plain().add("mcp-session-id", &batching),
            json!([list(), list()]),
        )
        .answered_by(2),
        to(
            "a batch in a session of 2025-11-25",
            plain().add("mcp-session-id", &session),
            json!([list(), list()]),
        )
        .refused(400, -32600),
        to("no session", legacy("2025-11-25"), list()).turned_away(400),
        to("no session and no version", plain(), list()).turned_away(400),
        to(
            "a call without a session",
            legacy("2025-11-25"),
            request("tools/call", json!({"name": "echo"})),
        )
        .turned_away(400),
        to(
            "a notification without a session",
            legacy("2025-11-25"),
            cancelled(),
        )
        .turned_away(400),
        to(
            "a batch without a session",
            legacy("2025-03-26"),
            json!([list()]),
        )
        .turned_away(400),
        to("an empty session id", of(""), list()).turned_away(404),
        to("a session id that was never issued", of("none"), list()).turned_away(404),
        to(
            "a session id that was cut",
            of(session.get(1..).unwrap_or_default()),
            list(),
        )
        .turned_away(404),
        to(
            "a session id that was made longer",
            of(&format!("{session}A")),
            list(),
        )
        .turned_away(404),
        to(
            "a session id of a revision without sessions",
            of(&session.replace("2025-11-25", "2026-07-28")),
            list(),
        )
        .turned_away(404),
        to(
            "a notification to an unknown session",
            of("none"),
            cancelled(),
        )
        .turned_away(404),
        to(
            "a modern request needs no session",
            modern("tools/list"),
            modern_request("tools/list", json!({})),
        )
        .answered()
        .with("mcp-session-id", None),
        to(
            "a modern request ignores a session",
            modern("tools/list")
                .add("mcp-session-id", "none")
                .add("last-event-id", "1"),
            modern_request("tools/list", json!({})),
        )
        .answered()
        .with("mcp-session-id", None),
    ])
}

/// Initializes a session of that revision and gives its id.
async fn open(gateway: &Gateway, revision: &str) -> Result<String> {
    let client = json!({"name": "e2e", "version": "0"});
    let message = request(
        "initialize",
        json!({"protocolVersion": revision, "capabilities": {}, "clientInfo": client}),
    );
    let answer = gateway
        .mcp_unpooled("/sessions")
        .post(&[], &message)
        .await?;
    let id = answer.header("mcp-session-id").context("no session id")?;
    ensure!(
        id.bytes().all(|byte| byte.is_ascii_graphic()),
        "not visible ASCII: {id}"
    );
    Ok(id.to_owned())
}
