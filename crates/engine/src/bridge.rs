//! What the bridge serves: event streams, which outlive an exchange, and the endpoints of the HTTP+SSE
//! transport of 2024-11-05.
//!
//! The bridge is an upstream like any other: it is told which server a request is for, and decides
//! nothing. So everything that can refuse a request does so here, before it goes there.

use crate::catalog::Snapshot;
use crate::effect::{Effect, Reply};
use crate::endpoint::McpHeaders;
use crate::event::RequestHead;
use crate::gateway::ROUTING_HEADER;
use crate::header_list::HeaderList;
use crate::session::{self, Session};
use crate::upstream::Header;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use portico_config::model::Sessions;
use portico_mcp::header::Field;
use portico_mcp::jsonrpc::{Id, Params, Request};
use portico_mcp::sse::MEDIA_TYPE;
use portico_mcp::version::names_modern;
use portico_mcp::{Era, Revision, RpcError};
use std::borrow::Cow;

/// Headers by which Portico's parts talk to each other begin so. A client's own are taken away.
const INTERNAL: &str = "x-portico-";

/// The query parameter that names the session of a message, as the SDKs call it.
const SESSION: &str = "sessionId=";

/// An endpoint of the HTTP+SSE transport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legacy {
    /// `GET …/sse`: the stream.
    Stream,
    /// `POST …/message?sessionId=…`: a message of the client.
    Message,
}

/// The effect of a request to an endpoint of the HTTP+SSE transport.
pub(crate) fn legacy(snapshot: &Snapshot, endpoint: Legacy, request: &RequestHead) -> Effect {
    let headers = McpHeaders::read(&request.headers);
    let sent = match endpoint {
        Legacy::Stream => open(snapshot, &headers, request),
        Legacy::Message => post(snapshot, &headers, request),
    };
    sent.unwrap_or_else(Effect::Reply)
}

fn open(snapshot: &Snapshot, headers: &McpHeaders, request: &RequestHead) -> Result<Effect, Reply> {
    headers.check_method(&snapshot.head, "GET")?;
    headers.check_accept(MEDIA_TYPE)?;
    let session = random_id(request.random);
    Ok(connect(
        snapshot,
        &request.headers,
        &session,
        Time::Unlimited,
    ))
}

fn post(snapshot: &Snapshot, headers: &McpHeaders, request: &RequestHead) -> Result<Effect, Reply> {
    headers.check_method(&snapshot.head, "POST")?;
    headers.check_content_type()?;
    let session = session_of(&request.headers)
        .ok_or_else(|| refuse(400, "Invalid Request: the query must name the sessionId"))?;
    // What was not given out is unknown to every replica.
    if URL_SAFE_NO_PAD.decode(session).map(|id| id.len()) != Ok(session::RANDOM_BYTES) {
        return Err(refuse(404, "Invalid Request: unknown session"));
    }
    Ok(connect(snapshot, &request.headers, session, Time::Usual))
}

/// The effect of a GET to the MCP endpoint, by which a legacy client listens (2025-11-25,
/// Transports, "Listening for Messages from the Server").
pub(crate) fn listen(snapshot: &Snapshot, headers: &McpHeaders, request: &RequestHead) -> Effect {
    let session = listening(snapshot, headers, request);
    match session {
        Ok(session) => connect(snapshot, &request.headers, &session, Time::Unlimited),
        Err(reply) => Effect::Reply(reply),
    }
}

fn listening<'h>(
    snapshot: &Snapshot,
    headers: &'h McpHeaders,
    request: &RequestHead,
) -> Result<Cow<'h, str>, Reply> {
    let head = &snapshot.head;
    headers.check_origin(head)?;
    match &headers.standard.protocol_version {
        Field::Absent => {}
        // There is no such stream in the modern era.
        Field::One(version) if names_modern(version) => return Err(only("POST")),
        Field::One(version) if Revision::parse(version).is_some() => {}
        _ => {
            let reason = "Invalid Request: unsupported MCP-Protocol-Version";
            return Err(refuse(400, reason));
        }
    }
    headers.check_accept(MEDIA_TYPE)?;
    let session = headers
        .session
        .get()
        .filter(|id| Session::parse(id).is_some());
    session::check(head.sessions, &headers.session).map_err(|error| answer(&error, None))?;
    Ok(session.map_or_else(|| Cow::Owned(random_id(request.random)), Cow::Borrowed))
}

/// The effect of a request whose body is here, if it is one for the bridge.
pub(crate) fn request(
    snapshot: &Snapshot,
    client: &HeaderList,
    headers: &McpHeaders,
    request: &Request<'_>,
    era: Era,
    random: fn() -> [u8; session::RANDOM_BYTES],
) -> Option<Effect> {
    snapshot.bridge.as_ref()?;
    match (request.method.as_ref(), era) {
        ("subscriptions/listen", Era::Modern) => {
            if let Err(reply) = headers.check_accept(MEDIA_TYPE) {
                return Some(Effect::Reply(reply));
            }
            Some(connect(
                snapshot,
                client,
                &random_id(random),
                Time::Unlimited,
            ))
        }
        ("resources/subscribe" | "resources/unsubscribe", Era::Legacy)
            if offers_subscriptions(snapshot, era) =>
        {
            let session = headers.session.get()?;
            Some(match check_uri(snapshot, request) {
                Ok(()) => connect(snapshot, client, session, Time::Usual),
                Err(error) => Effect::Reply(answer(&error, Some(request.id))),
            })
        }
        _ => None,
    }
}

/// Only what is in the list can be subscribed to.
fn check_uri(snapshot: &Snapshot, request: &Request<'_>) -> Result<(), RpcError> {
    let params = request.params.as_ref().map_err(Clone::clone)?;
    let uri = Params::string(params.uri, "uri")?;
    let leaves = request.method == "resources/unsubscribe";
    if leaves || snapshot.server.resource_at(&uri).is_some() {
        return Ok(());
    }
    Err(RpcError::resource_not_found(&uri, false))
}

/// Whether clients of that era can be told that a resource changed: there is one whose contents are
/// in the configuration, and a place to remember who wants to know.
pub(crate) fn offers_subscriptions(snapshot: &Snapshot, era: Era) -> bool {
    let lasting = era.is_modern() || snapshot.head.sessions == Sessions::Token;
    snapshot.bridge.is_some()
        && lasting
        && snapshot.server.resources.values().any(|it| it.is_fixed())
}

/// How long the router waits for the end of the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Time {
    Usual,
    Unlimited,
}

/// Sends the request on to the bridge, with its own body. `session` decides which replica gets it.
fn connect(snapshot: &Snapshot, client: &HeaderList, session: &str, time: Time) -> Effect {
    let text = |(name, value): (&str, &[u8])| {
        let value = std::str::from_utf8(value).ok();
        let value = value.filter(|_| !name.starts_with(INTERNAL))?;
        Some((Cow::Owned(name.to_owned()), Cow::Owned(value.to_owned())))
    };
    let mut headers: Vec<Header> = client.iter().filter_map(text).collect();
    let head = &snapshot.head;
    let cluster = snapshot.bridge.as_deref().unwrap_or_default();
    let ours = [
        (ROUTING_HEADER, cluster.to_owned()),
        ("x-portico-server", format!("{}/{}", head.tenant, head.name)),
        ("x-portico-path", head.path.clone()),
        ("x-portico-session", session.to_owned()),
    ];
    headers.extend(ours.map(|(name, value)| (Cow::Borrowed(name), Cow::Owned(value))));
    if time == Time::Unlimited {
        let limit = "x-envoy-upstream-rq-timeout-ms";
        headers.push((Cow::Borrowed(limit), Cow::Borrowed("0")));
    }
    Effect::Connect(headers)
}

/// An id that cannot be guessed.
fn random_id(random: fn() -> [u8; session::RANDOM_BYTES]) -> String {
    URL_SAFE_NO_PAD.encode(random())
}

/// The session that the query of the request's path names.
fn session_of(headers: &HeaderList) -> Option<&str> {
    let (_, path) = headers.iter().find(|(name, _)| *name == ":path")?;
    let (_, query) = std::str::from_utf8(path).ok()?.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(SESSION))
}

/// The answer to a method that the endpoint does not take.
pub(crate) fn only(methods: &str) -> Reply {
    Reply {
        headers: vec![("allow", methods.to_owned())],
        ..Reply::empty(405)
    }
}

fn refuse(status: u16, message: &'static str) -> Reply {
    let code = portico_mcp::error::INVALID_REQUEST;
    answer(&RpcError::new(status, code, message), None)
}

fn answer(error: &RpcError, id: Option<Id<'_>>) -> Reply {
    Reply::json(error.status, error.to_json(id))
}
