//! `POST /servers/{tenant}/{name}/tools/{tool}/try`: what a call becomes, and what comes of it.

use super::ApiState;
use super::document::is_called;
use super::input::{Json, Path};
use super::problem::{FieldProblem, Problem};
use super::trial_result::{TrialResult, result};
use crate::configuration::{Key, State as Documents};
use crate::trial::{
    Call, CallError, GivenResponse, Outcome, Part, Revision, TrialError, translate,
};
use axum::extract::State;
use portico_config::Document;
use portico_config::model::{Server, Tool, Upstream};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
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
    /// A response of the upstream, to see what is made of it. Nothing is sent then.
    response: Option<GivenResponse>,
}

impl Trial {
    fn check(&self) -> Result<(), Problem> {
        if self.send && self.draft.is_some() {
            let detail = "a draft is not served, so it cannot be sent";
            return Err(Problem::bad_request(detail));
        }
        let Some(response) = &self.response else {
            return Ok(());
        };
        if self.send {
            let detail =
                "give a response or send the call: one that is sent has a response of its own";
            return Err(Problem::bad_request(detail));
        }
        if !(200..=599).contains(&response.status) {
            let wrong = FieldProblem::new("response.status", "must be from 200 to 599");
            return Err(Problem::invalid(vec![wrong]));
        }
        Ok(())
    }
}

/// Try a tool
///
/// Shows the call as a client makes it, and the request that it becomes, with secrets as
/// `[secret NAME]`; with `response`, what is made of it; with `send`, the call is also sent through the
/// gateway (`--gateway-url`).
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
    trial.check()?;
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
    let response = trial.response.as_ref();
    let outcome = outcome(&server, &documents, Part::Tool(&tool), &call, response)?;
    let send_as = trial.send.then_some(trial.era);
    Ok(axum::Json(
        result(&state, outcome, &server.path, call, send_as).await,
    ))
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

/// The stored server, if it is in force.
///
/// # Errors
/// 404 or 409.
pub(super) fn in_force<'s>(documents: &'s Documents, key: &Key) -> Result<&'s Server, Problem> {
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

/// What `call`, which is about `part` of the server, becomes.
///
/// # Errors
/// 404 if there is no such part, 422 if the documents are wrong.
pub(super) fn outcome(
    server: &Server,
    documents: &Documents,
    part: Part<'_>,
    call: &Call,
    response: Option<&GivenResponse>,
) -> Result<Outcome, Problem> {
    let of_tenant = |upstream: &&Upstream| upstream.tenant == server.tenant;
    let all = documents.entries.values();
    let upstreams = all.filter_map(|entry| match entry.document.as_deref() {
        Some(Document::Upstream(upstream)) => Some(upstream),
        _ => None,
    });
    let upstreams: Vec<&Upstream> = upstreams.filter(of_tenant).collect();
    translate(server, &upstreams, part, call, response).map_err(|error| match error {
        TrialError::NoPart => Problem::not_found("such part of the server"),
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
