//! `GET /metrics`, and counting requests for it.

use super::ApiState;
use super::health::is_available;
use crate::metrics::{Exposition, Kind, MEDIA_TYPE, Requests};
use crate::xds::node::NodeState;
use crate::xds::session::Peer;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;

/// Figures for Prometheus
#[utoipa::path(
    get, path = "/metrics", tag = "health",
    responses((status = 200, body = str, content_type = "text/plain")),
)]
pub(super) async fn get_metrics(State(state): State<ApiState>) -> Response {
    let mut text = Exposition::default();
    about_configuration(&state, &mut text);
    about_nodes(&state, &mut text);
    about_requests(&state.requests, &mut text);
    let has_data = is_available(&state.data).await;
    let has_configuration = state.configuration.trouble().borrow().is_none();
    let stores = [("configuration", has_configuration), ("data", has_data)];
    let store =
        |(name, is_there): (&str, bool)| (vec![("store", name.to_owned())], u8::from(is_there));
    text.add(
        Kind::Gauge,
        (
            "portico_store_available",
            "Whether the store can be written to.",
        ),
        stores.map(store),
    );
    ([(header::CONTENT_TYPE, MEDIA_TYPE)], text.into_text()).into_response()
}

fn about_configuration(state: &ApiState, text: &mut Exposition) {
    let version = vec![("version", env!("CARGO_PKG_VERSION").to_owned())];
    let about = ("portico_build_info", "The control plane's version.");
    text.add(Kind::Gauge, about, [(version, 1)]);
    let current = state.configuration.current();
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for key in current.entries.keys() {
        let count = kinds.entry(&key.kind).or_insert(0);
        *count = count.saturating_add(1);
    }
    let about = (
        "portico_revision",
        "The revision of the configuration in force.",
    );
    text.add_one(Kind::Gauge, about, current.revision);
    let published = state.publications.borrow().snapshot.revision;
    let about = (
        "portico_published_revision",
        "The snapshot that is pushed, counted from the start.",
    );
    text.add_one(Kind::Gauge, about, published);
    let kinds = kinds.into_iter();
    text.add(
        Kind::Gauge,
        ("portico_documents", "Documents in force."),
        kinds.map(|(kind, count)| (vec![("kind", kind.to_owned())], count)),
    );
    let errors = state.errors.borrow().len();
    let about = ("portico_configuration_errors", "Errors in what is stored.");
    text.add_one(Kind::Gauge, about, errors);
    let about = (
        "portico_commits_total",
        "Changes that this process has made.",
    );
    text.add_one(Kind::Counter, about, state.configuration.commits());
}

fn about_nodes(state: &ApiState, text: &mut Exposition) {
    let nodes = state.fleet.own().list();
    let is_connected = |node: &&NodeState| node.gone.is_none();
    let connected = nodes.iter().filter(is_connected).count();
    let gone = nodes.len().saturating_sub(connected);
    let connection = |(name, count): (&str, usize)| (vec![("connection", name.to_owned())], count);
    text.add(
        Kind::Gauge,
        (
            "portico_nodes",
            "Envoys that are connected, or were within the last hour.",
        ),
        [("connected", connected), ("disconnected", gone)].map(connection),
    );
    let streams = || nodes.iter().flat_map(|node| &node.streams);
    let of = |peer: Peer| streams().filter(|member| member.state.peer == peer).count();
    let peer = |(name, count): (&str, usize)| (vec![("peer", name.to_owned())], count);
    text.add(
        Kind::Gauge,
        ("portico_streams", "Open xDS streams."),
        [("envoy", of(Peer::Envoy)), ("filter", of(Peer::Filter))].map(peer),
    );
    let refused: usize = streams().map(|member| member.state.refusals.len()).sum();
    let about = (
        "portico_refused_resources",
        "Resources of the newest content that a stream refuses.",
    );
    text.add_one(Kind::Gauge, about, refused);
    let answers = state.fleet.own().answers();
    let about = ("portico_acks_total", "Responses that were accepted.");
    text.add_one(Kind::Counter, about, answers.acks);
    let about = ("portico_nacks_total", "Responses that were refused.");
    text.add_one(Kind::Counter, about, answers.nacks);
}

/// The route that logs in, and what it answers to those it does not know.
const LOGIN: (&str, &str, u16) = ("POST", "/api/v1/sessions", 401);

fn about_requests(requests: &Requests, text: &mut Exposition) {
    let counts = requests.list();
    let logins = counts
        .iter()
        .filter(|((method, route, status), _)| (method.as_str(), route.as_str(), *status) == LOGIN);
    let failures: u64 = logins.map(|(_, count)| count).sum();
    let about = ("portico_login_failures_total", "Logins that were refused.");
    text.add_one(Kind::Counter, about, failures);
    let counts = counts.into_iter().map(|((method, route, status), count)| {
        let status = status.to_string();
        let labels = vec![("method", method), ("route", route), ("status", status)];
        (labels, count)
    });
    let about = (
        "portico_http_requests_total",
        "Requests to the admin address.",
    );
    text.add(Kind::Counter, about, counts);
}

/// Counts a request with its answer. What is for no route counts as one.
pub(super) async fn count(
    State(requests): State<Requests>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let route = path.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    // Any word can be a method; those that no route has are one.
    let method = match request.method().as_str() {
        known @ ("GET" | "HEAD" | "PUT" | "POST" | "DELETE") => known.to_owned(),
        _ => "other".to_owned(),
    };
    let response = next.run(request).await;
    requests.count((method, route, response.status().as_u16()));
    response
}
