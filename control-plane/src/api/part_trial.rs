//! Trying prompts and resources, as `trial` does tools.

use super::ApiState;
use super::input::{Json, Path};
use super::problem::{FieldProblem, Problem};
use super::trial::{in_force, outcome};
use super::trial_result::{TrialResult, result};
use crate::configuration::Key;
use crate::trial::{Call, CallError, Part, Revision};
use axum::extract::State;
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A prompt to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PromptTrial {
    /// The prompt's arguments.
    #[serde(default)]
    arguments: BTreeMap<String, String>,
    /// The era of MCP.
    #[serde(default)]
    era: Revision,
    /// Headers of the client, besides MCP's own.
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// Whether to send the request through the gateway.
    #[serde(default)]
    send: bool,
}

/// A resource to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ResourceTrial {
    /// Its URI.
    uri: String,
    /// The era of MCP.
    #[serde(default)]
    era: Revision,
    /// Headers of the client, besides MCP's own.
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// Whether to send the request through the gateway.
    #[serde(default)]
    send: bool,
}

/// Try a prompt
///
/// As tools are tried. A prompt is answered by the gateway itself, so `answer` has it.
#[utoipa::path(
    post, path = "/api/v1/servers/{tenant}/{name}/prompts/{prompt}/try", tag = "servers",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
        ("prompt" = String, Path, description = "The prompt's name"),
    ),
    request_body = PromptTrial,
    responses((status = 200, body = TrialResult)),
)]
pub(super) async fn try_prompt(
    State(state): State<ApiState>,
    Path((tenant, name, prompt)): Path<(String, String, String)>,
    Json(trial): Json<PromptTrial>,
) -> Result<axum::Json<TrialResult>, Problem> {
    let headers: Vec<_> = trial.headers.into_iter().collect();
    let call = Call::get_prompt(&prompt, &trial.arguments, trial.era, &headers).map_err(wrong)?;
    let send_as = trial.send.then_some(trial.era);
    attempt(&state, &tenant, &name, Part::Prompt(&prompt), call, send_as).await
}

/// Try a resource
///
/// As tools are tried.
#[utoipa::path(
    post, path = "/api/v1/servers/{tenant}/{name}/resources/try", tag = "servers",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
    ),
    request_body = ResourceTrial,
    responses((status = 200, body = TrialResult)),
)]
pub(super) async fn try_resource(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    Json(trial): Json<ResourceTrial>,
) -> Result<axum::Json<TrialResult>, Problem> {
    let headers: Vec<_> = trial.headers.into_iter().collect();
    let call = Call::read_resource(&trial.uri, trial.era, &headers).map_err(wrong)?;
    let send_as = trial.send.then_some(trial.era);
    attempt(&state, &tenant, &name, Part::Resource, call, send_as).await
}

fn wrong(error: CallError) -> Problem {
    Problem::invalid(vec![FieldProblem::new("headers", error.to_string())])
}

async fn attempt(
    state: &ApiState,
    tenant: &str,
    name: &str,
    part: Part<'_>,
    call: Call,
    send_as: Option<Revision>,
) -> Result<axum::Json<TrialResult>, Problem> {
    let documents = state.configuration.current();
    let server = in_force(&documents, &Key::new("Server", tenant, name))?;
    let outcome = outcome(server, &documents, part, &call, None)?;
    let path = server.path.clone();
    Ok(axum::Json(
        result(state, outcome, &path, call, send_as).await,
    ))
}
