//! A request that only an upstream can answer.

use crate::answer::{Answer, Cacheable};
use crate::catalog::Snapshot;
use crate::effect::Rewrite;
use crate::event::{HeaderList, ResponseHead};
use crate::gateway::ROUTING_HEADER;
use crate::resource::Resource;
use crate::tool::Tool;
use crate::upstream::{Header, Upstream};
use portico_config::model::Millis;
use portico_mcp::{Era, RpcError};
use portico_rest::{ArgumentError, Arguments, Operation, Request, Response};
use std::borrow::Cow;
use std::rc::Rc;

/// Headers of the client's request that stay: what Envoy needs to find a route, and what connects
/// its logs and traces with the upstream's. Everything else of the client's ends here.
const KEPT: [&str; 4] = [
    "x-forwarded-proto",
    "x-request-id",
    "traceparent",
    "tracestate",
];

/// The kept headers of `headers`. A value that could end its line is none: Envoy lets no such value
/// in, but what goes to an upstream does not hang on that.
pub(crate) fn kept(headers: &HeaderList) -> Vec<Header> {
    let kept = headers.iter().filter_map(|(name, value)| {
        let name = KEPT.iter().find(|kept| *kept == name)?;
        let value = String::from_utf8(value.clone()).ok()?;
        let is_one_line = !value.contains(['\r', '\n', '\0']);
        is_one_line.then_some((Cow::Borrowed(*name), Cow::Owned(value)))
    });
    kept.collect()
}

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
    Tool(Rc<Tool>),
    /// The contents of a resource.
    Resource { uri: String, resource: Rc<Resource> },
}

/// What a call is made in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) era: Era,
    /// Headers of the client's request that stay.
    pub(crate) kept: &'a [Header],
    /// The client's `Mcp-Param-*` headers.
    pub(crate) parameters: &'a HeaderList,
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
        arguments: &Arguments<'_>,
        timeout: Option<Millis>,
        then: Then,
    ) -> Result<Self, NoCall> {
        let name = operation.upstream();
        let upstream = context
            .snapshot
            .upstream(name)
            .ok_or_else(|| NoCall::NoUpstream(name.to_owned()))?;
        let request = operation
            .request(&upstream.target, arguments)
            .map_err(NoCall::Arguments)?;
        Ok(Self {
            rewrite: rewrite(upstream, request, timeout, context.kept),
            cluster: upstream.cluster.clone(),
            timeout: upstream.timeout(timeout),
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
    timeout: Option<Millis>,
    kept: &[Header],
) -> Rewrite {
    let body = request.body.unwrap_or_default();
    let mut headers = Vec::with_capacity(kept.len() + request.headers.len() + 12);
    let is_own = |name: &str| request.headers.iter().any(|(own, _)| *own == name);
    headers.extend(kept.iter().filter(|(name, _)| !is_own(name)).cloned());
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
        if !is_own(name) {
            headers.push((Cow::Borrowed(name), Cow::Borrowed(value)));
        }
    }
    let own = request.headers.into_iter();
    headers.extend(
        own.map(|(name, value)| (Cow::Owned(name.to_owned()), Cow::Owned(value.into_owned()))),
    );
    upstream.write_policy(request.method, timeout, &mut headers);
    Rewrite { headers, body }
}

impl Then {
    /// Turns the upstream's answer into the client's: HTTP status and body.
    pub(crate) fn answer(
        &self,
        answer: &Answer,
        head: ResponseHead<'_>,
        body: &[u8],
    ) -> (u16, Vec<u8>) {
        let response = Response {
            status: head.status,
            content_type: head.content_type,
            body,
            local: head.local,
        };
        match self {
            Self::Tool(tool) => {
                let mut out = answer.begin();
                portico_rest::tool_result(&mut out, &response, tool.structured(answer.era));
                (200, answer.finish(out, Cacheable::No))
            }
            Self::Resource { uri, resource } => match contents(answer, uri, resource, &response) {
                Ok(body) => (200, body),
                Err(error) => answer.error(&error),
            },
        }
    }

    /// The answer where the upstream's cannot be used as a whole; `reason` is for the model.
    pub(crate) fn failed(&self, answer: &Answer, reason: &str) -> (u16, Vec<u8>) {
        match self {
            Self::Tool(_) => {
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
) -> Result<Vec<u8>, RpcError> {
    if response.status == 404 && response.local.is_none() {
        return Err(RpcError::resource_not_found(uri, answer.era.is_modern()));
    }
    let contents = portico_rest::resource_contents(uri, resource.mime_type.as_deref(), response)
        .map_err(internal)?;
    let mut out = answer.begin();
    out.extend_from_slice(b"\"contents\":[");
    out.extend_from_slice(&contents);
    out.push(b']');
    Ok(answer.finish(out, Cacheable::Yes))
}

fn internal(message: String) -> RpcError {
    RpcError::new(200, portico_mcp::error::INTERNAL_ERROR, message)
}
