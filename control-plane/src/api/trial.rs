//! `POST /servers/{tenant}/{name}/tools/{tool}/try`: what a call becomes, and what comes of it.

use super::ApiState;
use super::document::is_called;
use super::input::{Json, Path};
use super::problem::{FieldProblem, Problem};
use crate::configuration::{Key, State as Documents};
use crate::trial::{
    Call, CallError, Outcome, Revision, SendError, ShownRequest, TrialError, send, translate,
};
use axum::extract::State;
use portico_config::Document;
use portico_config::model::{Server, Tool, Upstream};
use portico_mcp::header::SESSION_ID;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::time::Duration;
use utoipa::ToSchema;

/// A call to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Trial {
    /// The tool's arguments; none where absent.
    #[schema(value_type = Option<Object>)]
    arguments: Option<Box<RawValue>>,
    /// The era of MCP.
    #[serde(default)]
    era: Revision,
    /// Headers of the client, besides MCP's own.
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// Whether to send the call through the gateway.
    #[serde(default)]
    send: bool,
    /// The server as it is to be, in the place of the one in force. It cannot be sent.
    #[schema(value_type = Option<Object>)]
    draft: Option<Box<RawValue>>,
}

/// What a call becomes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TrialResult {
    /// The request to the upstream; null where the call is answered without one.
    request: Option<ShownRequest>,
    /// The JSON-RPC answer where there is no request: what is wrong with the arguments.
    #[schema(value_type = Option<Object>)]
    answer: Option<Box<RawValue>>,
    /// What came of sending it; null where it was not sent.
    sent: Option<SentCall>,
}

/// A call that was sent through the gateway.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SentCall {
    /// Why there is no answer: the gateway is not there, say. Null where there is one.
    error: Option<String>,
    /// The HTTP status.
    status: Option<u16>,
    /// The JSON-RPC answer; null where it is not JSON.
    #[schema(value_type = Option<Object>)]
    response: Option<Box<RawValue>>,
    /// The answer where it is not JSON.
    text: Option<String>,
    /// Milliseconds to a connection.
    connect_ms: Option<f64>,
    /// Milliseconds to the end of the answer.
    total_ms: Option<f64>,
}

/// Try a tool
///
/// Shows the request that the call becomes, with secrets as `[secret NAME]`; with `send`, the call is
/// also sent through the gateway (`--gateway-url`), as a client's would be.
#[utoipa::path(
    post, path = "/api/v1/servers/{tenant}/{name}/tools/{tool}/try", tag = "servers",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
        ("tool" = String, Path, description = "The tool's name"),
    ),
    request_body = Trial,
    responses((status = 200, body = TrialResult)),
)]
pub(super) async fn try_tool(
    State(state): State<ApiState>,
    Path((tenant, name, tool)): Path<(String, String, String)>,
    Json(trial): Json<Trial>,
) -> Result<axum::Json<TrialResult>, Problem> {
    if trial.send && trial.draft.is_some() {
        return Err(Problem::bad_request(
            "a draft is not served, so it cannot be sent",
        ));
    }
    let documents = state.configuration.current();
    let key = Key::new("Server", &tenant, &name);
    let server = match &trial.draft {
        Some(draft) => self::draft(&key, draft.get())?,
        None => in_force(&documents, &key)?.clone(),
    };
    let mut tools = server.tools.iter();
    let found = tools.find(|other| other.name == tool);
    let found = found.ok_or_else(|| Problem::not_found(format_args!("tool `{tool}`")))?;
    let call = call(found, &trial)?;
    let (request, answer) = match outcome(&server, &documents, &tool, &call)? {
        Outcome::Request(request) => (Some(request), None),
        Outcome::Answer(answer) => (None, Some(answer)),
    };
    let sent = if trial.send {
        let outcome = sent(&state, &server.path, trial.era, call).await;
        Some(outcome.unwrap_or_else(|error| SentCall {
            error: Some(error.to_string()),
            ..SentCall::default()
        }))
    } else {
        None
    };
    Ok(axum::Json(TrialResult {
        request,
        answer,
        sent,
    }))
}

fn draft(key: &Key, json: &str) -> Result<Server, Problem> {
    let under = |errors: Vec<FieldProblem>| {
        Problem::invalid(
            errors
                .into_iter()
                .map(|error| error.under("draft"))
                .collect(),
        )
    };
    is_called(key, json).map_err(under)?;
    let parsed = portico_config::parse_every(json).map_err(|errors| {
        let errors = errors.into_iter();
        under(
            errors
                .map(|e| FieldProblem::new(e.path, e.message))
                .collect(),
        )
    })?;
    match parsed {
        Document::Server(server) => Ok(server),
        _ => Err(Problem::bad_request("`draft` is not a server")),
    }
}

fn in_force<'s>(documents: &'s Documents, key: &Key) -> Result<&'s Server, Problem> {
    let entry = documents.get(key).ok_or_else(|| Problem::not_found(key))?;
    match entry.document.as_deref() {
        Some(Document::Server(server)) => Ok(server),
        _ => Err(Problem::conflict(
            "the stored server cannot be used: see its errors",
        )),
    }
}

fn call(tool: &Tool, trial: &Trial) -> Result<Call, Problem> {
    let headers: Vec<_> = trial.headers.clone().into_iter().collect();
    let call = Call::new(tool, trial.arguments.as_deref(), trial.era, &headers);
    call.map_err(|error| {
        let path = match &error {
            CallError::Arguments => "arguments",
            CallError::Header(_) => "headers",
        };
        Problem::invalid(vec![FieldProblem::new(path, error.to_string())])
    })
}

fn outcome(
    server: &Server,
    documents: &Documents,
    tool: &str,
    call: &Call,
) -> Result<Outcome, Problem> {
    let of_tenant = |upstream: &&Upstream| upstream.tenant == server.tenant;
    let all = documents.entries.values();
    let upstreams = all.filter_map(|entry| match entry.document.as_deref() {
        Some(Document::Upstream(upstream)) => Some(upstream),
        _ => None,
    });
    let upstreams: Vec<&Upstream> = upstreams.filter(of_tenant).collect();
    translate(server, &upstreams, tool, call).map_err(|error| match error {
        TrialError::NoTool => Problem::not_found(format_args!("tool `{tool}`")),
        TrialError::Invalid(errors) => {
            let errors = errors.into_iter();
            Problem::invalid(
                errors
                    .map(|e| FieldProblem::new(e.path, e.message))
                    .collect(),
            )
        }
        error @ TrialError::Unexpected(_) => Problem::internal(error),
    })
}

async fn sent(
    state: &ApiState,
    path: &str,
    era: Revision,
    mut call: Call,
) -> Result<SentCall, SendError> {
    let gateway = &state.gateway_url;
    if era == Revision::Legacy {
        let begun = send(gateway, path, &Call::initialize()).await?;
        let session = begun.session.map(|id| (SESSION_ID.to_owned(), id));
        call.headers.extend(session);
    }
    let sent = send(gateway, path, &call).await?;
    let text = String::from_utf8_lossy(&sent.body).into_owned();
    let response = RawValue::from_string(text.clone()).ok();
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    Ok(SentCall {
        error: None,
        status: Some(sent.status),
        text: response.is_none().then_some(text),
        response,
        connect_ms: Some(millis(sent.connected)),
        total_ms: Some(millis(sent.took)),
    })
}
