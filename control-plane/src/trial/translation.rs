//! What a call becomes, told by the same engine that the filter runs.

use super::call::Call;
use portico_config::model::{Plain, Server, Sessions, Upstream};
use portico_config::{Document, FieldError};
use portico_engine::{
    Catalog, Effect, Event, Exchange, Gateway, Headers, Reply, RequestHead, ResponseHead, Rewrite,
    Route,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The cluster of upstreams that have none; it is not shown.
const CLUSTER: &str = "trial";

/// A response that an upstream might give, to see what is made of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenResponse {
    /// HTTP status, from 200 to 599.
    #[serde(default = "ok")]
    #[schema(minimum = 200, maximum = 599)]
    pub status: u16,
    /// Headers by name, `content-type` among them.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body; empty where absent.
    #[serde(default)]
    pub body: String,
}

fn ok() -> u16 {
    200
}

impl GivenResponse {
    /// The header of this name, in whichever case it was given.
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// What a call becomes.
#[derive(Debug)]
pub enum Outcome {
    /// This request to an upstream; and what is made of the response, where one is given.
    Request(ShownRequest, Option<Box<RawValue>>),
    /// This answer, without asking an upstream: the arguments do not fit, say.
    Answer(Box<RawValue>),
}

/// A request as Envoy sends it, without what is only for Envoy. Secrets are shown as
/// `[secret NAME]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShownRequest {
    /// HTTP method.
    pub method: String,
    /// Scheme, host, path and query.
    pub url: String,
    /// Names and values.
    pub headers: Vec<ShownHeader>,
    /// The body; null if there is none. Bytes that are no text are shown as U+FFFD.
    pub body: Option<String>,
}

/// A header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ShownHeader {
    /// In lower case.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What of a server a call is about.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// The tool of this name.
    Tool(&'a str),
    /// The prompt of this name.
    Prompt(&'a str),
    /// Whichever resource the call's URI is of.
    Resource,
}

/// Why a call cannot be tried.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The server has no such tool or prompt.
    #[error("there is no such part of the server")]
    NoPart,
    /// The documents are wrong.
    #[error("the documents are not valid")]
    Invalid(Vec<FieldError>),
    /// The engine did something that it does for no call of a tool.
    #[error("the engine answered with {0}")]
    Unexpected(String),
}

/// What `call`, which is about `part`, becomes with this server and the upstreams of its tenant; and
/// what `response`, if it is given, becomes.
///
/// # Errors
/// [`TrialError`].
pub fn translate(
    server: &Server,
    upstreams: &[&Upstream],
    part: Part<'_>,
    call: &Call,
    response: Option<&GivenResponse>,
) -> Result<Outcome, TrialError> {
    let mut alone = with_only(server, part).ok_or(TrialError::NoPart)?;
    // Whether there is a session makes no difference to the request.
    alone.sessions = Sessions::Stateless;
    let path = format!(
        "{}/mcp",
        alone.path.strip_suffix('/').unwrap_or(&alone.path)
    );
    let mut documents = vec![Document::Server(alone)];
    let filled = upstreams
        .iter()
        .map(|upstream| Document::Upstream(filled(upstream)));
    documents.extend(filled);
    let mut gateway = Gateway {
        catalog: Catalog::default(),
        ..Gateway::default()
    };
    gateway
        .catalog
        .load(&documents)
        .map_err(TrialError::Invalid)?;
    let Route::Server(snapshot) = gateway.route(&path) else {
        return Err(TrialError::Unexpected("no route".to_owned()));
    };
    let (mut exchange, first) = Exchange::start(snapshot, head(&path, call));
    let effect = match first {
        Effect::Pause => exchange.on_event(Event::RequestBody(call.body.as_bytes())),
        other => other,
    };
    match effect {
        Effect::Forward(rewrite) => {
            let answer = response.map(|response| answered(&mut exchange, response));
            Ok(Outcome::Request(shown(rewrite), answer.transpose()?))
        }
        Effect::Reply(reply) => json(&reply).map(Outcome::Answer),
        other => Err(TrialError::Unexpected(format!("{other:?}"))),
    }
}

/// What the exchange makes of the upstream's response.
fn answered(
    exchange: &mut Exchange,
    response: &GivenResponse,
) -> Result<Box<RawValue>, TrialError> {
    let lookup = |name: &str| response.header(name).map(str::to_owned);
    let headers = Headers::new(&lookup);
    let event = Event::ResponseHead {
        head: ResponseHead {
            status: response.status,
            content_type: response.header("content-type"),
            local: None,
        },
        end_of_stream: false,
    };
    let effect = match exchange.on_event_with(event, headers) {
        Effect::Hold { .. } | Effect::Pause => {
            exchange.on_event_with(Event::ResponseBody(response.body.as_bytes()), headers)
        }
        other => other,
    };
    match effect {
        Effect::Respond(reply) => json(&reply),
        other => Err(TrialError::Unexpected(format!("{other:?}"))),
    }
}

fn json(reply: &Reply) -> Result<Box<RawValue>, TrialError> {
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    let unexpected = |_| TrialError::Unexpected(format!("HTTP {}", reply.status));
    RawValue::from_string(text).map_err(unexpected)
}

/// The server with as few parts as the call needs; `None` if it has not the one.
fn with_only(server: &Server, part: Part<'_>) -> Option<Server> {
    let mut alone = server.without_parts();
    match part {
        Part::Tool(name) => {
            let mut tools = server.tools.iter();
            alone.tools = vec![tools.find(|tool| tool.name == name)?.clone()];
        }
        Part::Prompt(name) => {
            let mut prompts = server.prompts.iter();
            alone.prompts = vec![prompts.find(|prompt| prompt.name == name)?.clone()];
        }
        Part::Resource => alone.resources.clone_from(&server.resources),
    }
    Some(alone)
}

fn head(path: &str, call: &Call) -> RequestHead {
    let own = [
        (":method", "POST"),
        (":scheme", "http"),
        (":authority", "gateway"),
        (":path", path),
    ];
    let own = own.map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec()));
    let given = call.headers.iter();
    let given = given.map(|(name, value)| (name.clone(), value.clone().into_bytes()));
    RequestHead {
        headers: own.into_iter().chain(given).collect(),
        end_of_stream: false,
        random: || [0; 16],
    }
}

/// The upstream with a cluster, and with the names of secrets in the place of their values.
fn filled(upstream: &Upstream) -> Upstream {
    let mut filled = upstream.clone();
    filled.cluster.get_or_insert_with(|| CLUSTER.to_owned());
    let Some(credential) = filled.credential.take() else {
        return filled;
    };
    let secret = Plain::new(format!("[secret {}]", credential.secret));
    let secret = secret.expose();
    if let Some(header) = credential.header {
        let prefix = credential.prefix.unwrap_or_default();
        filled.headers.insert(header, format!("{prefix}{secret}"));
    }
    if credential.basic.is_some() {
        let header = "authorization".to_owned();
        filled.headers.insert(header, format!("Basic {secret}"));
    }
    if let Some(parameter) = credential.query {
        filled.query.insert(parameter, secret.to_owned());
    }
    filled
}

/// Headers that Envoy takes for itself.
const OF_ENVOY: [&str; 2] = ["x-envoy-", "x-portico-"];

fn shown(rewrite: Rewrite) -> ShownRequest {
    let pseudo = |wanted: &str| {
        let mut headers = rewrite.headers.iter();
        let found = headers.find(|(name, _)| name == wanted);
        found.map_or("", |(_, value)| value.as_ref())
    };
    let is_shown = |name: &str| {
        !name.starts_with(':') && !OF_ENVOY.iter().any(|prefix| name.starts_with(prefix))
    };
    let headers = rewrite.headers.iter().filter(|(name, _)| is_shown(name));
    ShownRequest {
        method: pseudo(":method").to_owned(),
        url: format!(
            "{}://{}{}",
            pseudo(":scheme"),
            pseudo(":authority"),
            pseudo(":path")
        ),
        headers: headers
            .map(|(name, value)| ShownHeader {
                name: name.to_string(),
                value: value.to_string(),
            })
            .collect(),
        body: (!rewrite.body.is_empty())
            .then(|| String::from_utf8_lossy(&rewrite.body).into_owned()),
    }
}
