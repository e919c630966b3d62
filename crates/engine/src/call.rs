//! A request that only an upstream can answer.

use crate::answer::{Answer, Cacheable};
use crate::catalog::Snapshot;
use crate::effect::Rewrite;
use crate::event::ResponseHead;
use crate::gateway::ROUTING_HEADER;
use crate::header_list::HeaderList;
use crate::passed_on::{named, traced};
use crate::resource::Resource;
use crate::tool::Tool;
use crate::upstream::{Header, RetryPolicy, Upstream};
use portico_config::model::Millis;
use portico_mcp::{Era, RpcError};
use portico_rest::{
    ArgumentError, Arguments, Headers, Operation, Request, Response, Structured, Surroundings,
};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::rc::Rc;

/// The upstream request of a call, and what becomes of its answer.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) rewrite: Rewrite,
    /// Envoy's cluster that the request is for.
    pub(crate) cluster: String,
    /// Milliseconds allowed for the answer.
    pub(crate) timeout: u64,
    pub(crate) then: Then,
}

/// What an upstream's answer becomes.
#[derive(Debug)]
pub(crate) enum Then {
    /// The result of a tool.
    Tool {
        tool: Rc<Tool>,
        /// The arguments as JSON, where the result is made of them, too.
        arguments: Option<Box<str>>,
    },
    /// The contents of a resource.
    Resource {
        uri: String,
        resource: Rc<Resource>,
        /// The variables of its URI as JSON, where the contents are made of them, too.
        arguments: Option<Box<str>>,
    },
}

/// What a call is made in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) era: Era,
    /// Headers of the client's request that stay.
    pub(crate) kept: &'a [Header],
    /// All of them.
    pub(crate) client: &'a HeaderList,
    /// The client's `Mcp-Param-*` headers.
    pub(crate) parameters: &'a HeaderList,
}

/// What a tool says of its calls, and what a client says of this one.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Manner<'a> {
    /// Time allowed; the upstream's where absent.
    pub(crate) timeout: Option<Millis>,
    /// Retries; the upstream's where absent.
    pub(crate) retries: Option<&'a RetryPolicy>,
    /// The request's `_meta`.
    pub(crate) meta: Option<&'a RawValue>,
}

/// Why there is no call.
#[derive(Debug)]
pub(crate) enum NoCall {
    /// The arguments do not fit.
    Arguments(ArgumentError),
    /// The upstream is not configured (any more).
    NoUpstream(String),
}

impl std::fmt::Display for NoCall {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Arguments(error) => error.fmt(f),
            Self::NoUpstream(name) => write!(
                f,
                "The upstream `{name}` of this operation is not configured."
            ),
        }
    }
}

impl Call {
    /// Translates the arguments.
    ///
    /// # Errors
    /// The arguments do not fit the operation, or its upstream is unknown.
    pub(crate) fn new(
        context: &Context<'_>,
        operation: &Operation,
        arguments: Arguments<'_>,
        manner: Manner<'_>,
        then: Then,
    ) -> Result<Self, NoCall> {
        let name = operation.upstream();
        let upstream = context
            .snapshot
            .upstream(name)
            .ok_or_else(|| NoCall::NoUpstream(name.to_owned()))?;
        let names = operation.forwarded().iter();
        let forwarded = named(context.client, names.chain(upstream.target.forwarded()));
        let head = &context.snapshot.head;
        let arguments = arguments.within(Surroundings {
            config: head.config.as_deref(),
            headers: &forwarded,
            steps: head.template_steps,
        });
        let request = operation
            .request(&upstream.target, &arguments)
            .map_err(NoCall::Arguments)?;
        let passed_on = traced(context.kept, manner.meta);
        Ok(Self {
            rewrite: rewrite(upstream, request, &manner, passed_on, &forwarded),
            cluster: upstream.cluster.clone(),
            timeout: upstream.timeout(manner.timeout),
            then,
        })
    }
}

/// Headers that an operation may set otherwise.
const DEFAULTS: [(&str, &str); 2] = [
    ("accept", "application/json, */*;q=0.8"),
    ("user-agent", concat!("portico/", env!("CARGO_PKG_VERSION"))),
];

/// The request as Envoy's router sends it: all headers, the client's kept ones among them.
fn rewrite(
    upstream: &Upstream,
    request: Request<'_>,
    manner: &Manner<'_>,
    mut passed_on: Vec<Header>,
    forwarded: &[(String, String)],
) -> Rewrite {
    let body = request.body.unwrap_or_default();
    let is_own = |name: &str| request.headers.iter().any(|(own, _)| *own == name);
    passed_on.retain(|(name, _)| !is_own(name));
    let is_kept = |name: &str| passed_on.iter().any(|(kept, _)| kept == name);
    let forwarded: Vec<Header> = forwarded
        .iter()
        .filter(|(name, _)| !is_own(name) && !is_kept(name))
        .map(|(name, value)| (Cow::Owned(name.clone()), Cow::Owned(value.clone())))
        .collect();
    let mut headers = passed_on;
    headers.reserve(forwarded.len() + request.headers.len() + 12);
    let is_forwarded = |name: &str| forwarded.iter().any(|(own, _)| own == name);
    let is_set = |name: &str| is_own(name) || is_forwarded(name);
    let target = &upstream.target;
    let fixed = [
        (":method", Cow::Borrowed(request.method)),
        (":path", Cow::Owned(request.path)),
        (":authority", Cow::Owned(target.authority().to_owned())),
        (":scheme", Cow::Borrowed(target.scheme().as_str())),
        (ROUTING_HEADER, Cow::Owned(upstream.cluster.clone())),
        ("accept-encoding", Cow::Borrowed("identity")),
        ("content-length", Cow::Owned(body.len().to_string())),
    ];
    headers.extend(fixed.map(|(name, value)| (Cow::Borrowed(name), value)));
    for (name, value) in DEFAULTS {
        if !is_set(name) {
            headers.push((Cow::Borrowed(name), Cow::Borrowed(value)));
        }
    }
    headers.extend(forwarded);
    let own = request.headers.into_iter();
    headers.extend(
        own.map(|(name, value)| (Cow::Owned(name.to_owned()), Cow::Owned(value.into_owned()))),
    );
    upstream.write_policy(request.method, manner, &mut headers);
    Rewrite { headers, body }
}

impl Then {
    /// Most bytes of the upstream's answer.
    pub(crate) fn limit(&self, answer: &Answer) -> usize {
        let own = match self {
            Self::Tool { tool, .. } => tool.presenter.max_bytes(),
            Self::Resource { resource, .. } => resource
                .presenter()
                .and_then(portico_rest::Presenter::max_bytes),
        };
        own.unwrap_or(answer.head().response_bytes)
    }

    /// The answer where the upstream's is larger than the limit.
    pub(crate) fn too_large(&self, answer: &Answer) -> (u16, Vec<u8>) {
        let limit = self.limit(answer);
        let reason = format!(
            "The upstream's response is larger than {limit} bytes. Ask for less: narrow the request or page through it."
        );
        self.failed(answer, &reason)
    }

    /// Turns the upstream's answer into the client's: HTTP status and body.
    pub(crate) fn answer(
        &self,
        answer: &Answer,
        head: ResponseHead<'_>,
        headers: Headers<'_>,
        body: &[u8],
    ) -> (u16, Vec<u8>) {
        let response = Response {
            status: head.status,
            content_type: head.content_type,
            body,
            local: head.local,
            headers,
        };
        match self {
            Self::Tool { tool, arguments } => {
                let mut out = answer.begin();
                let check = |json: &str| tool.schemas.check_output(json);
                let call = portico_rest::Call {
                    arguments: arguments.as_deref(),
                    structured: tool.structured(answer.era),
                    check: Some(&check),
                    config: answer.head().config.as_deref(),
                    steps: answer.head().template_steps,
                };
                tool.presenter.write(&mut out, &response, &call);
                (200, answer.finish(out, Cacheable::No))
            }
            Self::Resource {
                uri,
                resource,
                arguments,
            } => {
                let call = portico_rest::Call {
                    arguments: arguments.as_deref(),
                    structured: Structured::None,
                    check: None,
                    config: answer.head().config.as_deref(),
                    steps: answer.head().template_steps,
                };
                match contents(answer, uri, resource, &response, &call) {
                    Ok(body) => (200, body),
                    Err(error) => answer.error(&error),
                }
            }
        }
    }

    /// The answer where the upstream's cannot be used as a whole; `reason` is for the model.
    pub(crate) fn failed(&self, answer: &Answer, reason: &str) -> (u16, Vec<u8>) {
        match self {
            Self::Tool { .. } => {
                let mut out = answer.begin();
                portico_rest::tool_error(&mut out, reason);
                (200, answer.finish(out, Cacheable::No))
            }
            Self::Resource { .. } => answer.error(&internal(reason.to_owned())),
        }
    }
}

fn contents(
    answer: &Answer,
    uri: &str,
    resource: &Resource,
    response: &Response<'_>,
    call: &portico_rest::Call<'_>,
) -> Result<Vec<u8>, RpcError> {
    let not_found = || RpcError::resource_not_found(uri, answer.era.is_modern());
    let presenter = resource.presenter().ok_or_else(not_found)?;
    if response.status == 404 && response.local.is_none() && !presenter.is_success(404) {
        return Err(not_found());
    }
    let mut out = answer.begin();
    out.extend_from_slice(b"\"contents\":[");
    presenter
        .write_contents(&mut out, uri, resource.mime_type.as_deref(), response, call)
        .map_err(internal)?;
    out.push(b']');
    Ok(answer.finish(out, Cacheable::Yes))
}

fn internal(message: String) -> RpcError {
    RpcError::new(200, portico_mcp::error::INTERNAL_ERROR, message)
}
