//! `/api/v1/nodes`: the connected Envoys of all replicas, and how far a revision has spread among them.

use super::ApiState;
use super::input::Path;
use super::page::{Page, PageQuery};
use super::problem::Problem;
use crate::auth::actor::{Actor, Reach};
use crate::auth::permission::Action;
use crate::auth::standing::Standing;
use crate::fleet::{Event, Feed, Node, Progress};
use axum::Json;
use axum::extract::State;
use axum::response::Sse;
use axum::response::sse;
use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;

/// Events on their way to one reader. A reader that does not read is told to begin again.
const MAX_QUEUED: usize = 16;

/// How often a comment is sent where nothing happens, so that proxies keep the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Lists the Envoys that are connected, or were within the last hour, by id
///
/// Those of all control planes that have this one's web data store.
#[utoipa::path(
    get,
    path = "/api/v1/nodes",
    tag = "nodes",
    params(PageQuery),
    responses((status = 200, body = Page<Node>))
)]
pub(super) async fn list_nodes(
    State(state): State<ApiState>,
    actor: Actor,
    query: PageQuery,
) -> Result<Json<Page<Node>>, Problem> {
    let after: Option<String> = query.after()?;
    let reach = actor.reach(Action::ReadDocuments);
    let nodes = state
        .fleet
        .page(after.as_deref(), query.limit().saturating_add(1));
    let nodes = nodes.into_iter().map(|node| seen(node, &reach)).collect();
    Ok(Json(query.page(nodes, |node| node.id.clone())?))
}

/// Shows one Envoy
#[utoipa::path(
    get,
    path = "/api/v1/nodes/{id}",
    tag = "nodes",
    params(("id" = String, Path, description = "Envoy's node id")),
    responses((status = 200, body = Node))
)]
pub(super) async fn get_node(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Json<Node>, Problem> {
    let node = state.fleet.get(&id);
    let node = node.ok_or_else(|| Problem::not_found(format_args!("node `{id}`")))?;
    let reach = actor.reach(Action::ReadDocuments);
    Ok(Json(seen(node, &reach)))
}

/// Shows how far a revision has spread: how many Envoys have it, and how long it took
#[utoipa::path(
    get,
    path = "/api/v1/revisions/{number}/progress",
    tag = "nodes",
    params(("number" = i64, Path, description = "The revision of the store")),
    responses((status = 200, body = Progress))
)]
pub(super) async fn get_progress(
    State(state): State<ApiState>,
    Path(number): Path<i64>,
) -> Result<Json<Progress>, Problem> {
    let progress = state.fleet.progress(number);
    let unknown = || {
        Problem::not_found(format_args!(
            "revision {number}, or it is long ago or to come"
        ))
    };
    Ok(Json(progress.ok_or_else(unknown)?))
}

/// Follows the Envoys by server-sent events
///
/// `node` holds a node as it is now; `forgotten` holds the id of one that is remembered no longer;
/// after `resync`, which a slow reader gets, the list is to be read again. Open the stream, then read
/// the list: nothing is missed. It ends with the session or token that it was opened with.
#[utoipa::path(
    get,
    path = "/api/v1/nodes/events",
    tag = "nodes",
    responses((status = 200, content_type = "text/event-stream", body = String))
)]
pub(super) async fn follow_nodes(
    State(state): State<ApiState>,
    actor: Actor,
    standing: Standing,
) -> Events {
    let reach = actor.reach(Action::ReadDocuments);
    let lost = async move { standing.lost().await };
    events(state.fleet.feed(), reach, state.stopping, lost)
}

/// The node as far as one may see what is in it: names of documents are in what is refused.
fn seen(node: Node, reach: &Reach) -> Node {
    match reach {
        Reach::All => node,
        Reach::Only(tenants) => node.with_only(|tenant| tenants.contains(tenant)),
    }
}

type Events = Sse<sse::KeepAliveStream<ReceiverStream<Result<sse::Event, Infallible>>>>;

/// The events of `feed`, until the process stops or the reader has `lost` the right to them.
fn events(
    mut feed: Feed,
    reach: Reach,
    mut stopping: watch::Receiver<bool>,
    lost: impl Future<Output = ()> + Send + 'static,
) -> Events {
    let (events, outgoing) = mpsc::channel(MAX_QUEUED);
    tokio::spawn(async move {
        let gone = events.clone();
        let mut lost = pin!(lost);
        loop {
            let event = tokio::select! {
                event = feed.next() => event,
                () = gone.closed() => return,
                () = &mut lost => return,
                _ = stopping.wait_for(|stop| *stop) => return,
            };
            let event = match event {
                Event::Changed(node) => Event::Changed(Box::new(seen(*node, &reach))),
                other => other,
            };
            if events.send(Ok(written(&event))).await.is_err() {
                return;
            }
        }
    });
    let keep_alive = sse::KeepAlive::new().interval(KEEP_ALIVE);
    Sse::new(ReceiverStream::new(outgoing)).keep_alive(keep_alive)
}

fn written(event: &Event) -> sse::Event {
    let (name, data) = match event {
        Event::Changed(node) => ("node", serde_json::to_string(node)),
        Event::Forgotten(id) => ("forgotten", serde_json::to_string(id)),
        Event::Resync => ("resync", Ok("{}".to_owned())),
    };
    match data {
        Ok(data) => sse::Event::default().event(name).data(data),
        Err(error) => {
            tracing::error!(%error, "an event cannot be written");
            sse::Event::default().event("resync").data("{}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{GatewayConfig, Unmatched};
    use crate::configuration::{Admission, ConfigurationStore, StoreUrl};
    use crate::fleet::Fleet;
    use crate::outbound::OutboundConfig;
    use crate::publisher::Publisher;
    use crate::secret::Resolver;
    use crate::storage::{Database, DatabaseUrl};
    use crate::store::Configuration;
    use crate::trial::GatewayUrl;
    use crate::xds::node::{Nodes, StreamState};
    use crate::xds::session::{Peer, Session};
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::response::IntoResponse as _;
    use axum::routing::get;
    use axum::{Extension, Router};
    use envoy_types::pb::envoy::config::core::v3 as core;
    use serde_json::Value;
    use std::future::pending;
    use std::path::Path;
    use tokio_stream::StreamExt;
    use tower::ServiceExt;

    /// The handlers without the gate, which has tests of its own.
    async fn router(nodes: &Nodes, stopping: &watch::Sender<bool>) -> Router {
        let gateway = GatewayConfig {
            listen: "127.0.0.1:1".parse().unwrap(),
            filter: None,
            unmatched: Unmatched::NotFound,
            access_log: None,
            ca_file: String::new(),
            bridges: Vec::new(),
        };
        let resolver = Resolver::default();
        let publisher = Publisher::new(
            Configuration::default(),
            gateway.clone(),
            resolver.clone(),
            nodes.clone(),
        );
        let dir = tempfile::tempdir().unwrap();
        let empty = StoreUrl::Directory(dir.path().to_owned());
        let store = ConfigurationStore::open(&empty, Admission::default()).await;
        let state = ApiState {
            publications: publisher.publications(),
            errors: publisher.errors(),
            fleet: Fleet::new(nodes.clone(), "here", true),
            refusals: Default::default(),
            stopping: stopping.subscribe(),
            public_url: Default::default(),
            configuration: store.unwrap(),
            gateway_url: GatewayUrl::of_listener(gateway.listen),
            outbound: OutboundConfig::default().client(),
            clients_url: "http://127.0.0.1:1".parse().unwrap(),
            running: Default::default(),
            readers: Default::default(),
            requests: Default::default(),
            gateway,
            resolver,
            tenancy: Default::default(),
            data: Database::lazy(DatabaseUrl::sqlite(Path::new("not-asked.db"))).unwrap(),
            passwords: Default::default(),
            throttle: Default::default(),
            trusted_proxies: Default::default(),
            open_status: false,
            remembered: Default::default(),
            oidc: None,
        };
        Router::new()
            .route("/nodes", get(list_nodes))
            .route("/nodes/{id}", get(get_node))
            .route("/revisions/{number}/progress", get(get_progress))
            .layer(Extension(Actor::example_admin()))
            .with_state(state)
    }

    async fn ask(router: &Router, path: &str) -> (u16, Value) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }

    fn join(nodes: &Nodes, id: &str) -> crate::xds::node::Membership {
        let node = core::Node {
            id: id.to_owned(),
            ..Default::default()
        };
        let session = Session::new(Peer::Envoy, tokio::time::Instant::now());
        nodes.join(&node, StreamState::of(&session))
    }

    #[tokio::test]
    async fn nodes_are_listed_in_pages() {
        let nodes = Nodes::default();
        let _members = ["a", "b", "c"].map(|id| join(&nodes, id));
        let router = router(&nodes, &watch::Sender::new(false)).await;
        let (status, first) = ask(&router, "/nodes?limit=2").await;
        assert_eq!((status, &first["items"][1]["id"]), (200, &"b".into()));
        let next = first["next"].as_str().unwrap();
        let (_, second) = ask(&router, &format!("/nodes?limit=2&cursor={next}")).await;
        assert_eq!(second["items"][0]["connection"], "connected");
        assert_eq!(
            (&second["items"][0]["id"], &second["next"]),
            (&"c".into(), &Value::Null)
        );
        assert_eq!(ask(&router, "/nodes/b").await.1["id"], "b");
        assert_eq!(ask(&router, "/nodes/d").await.0, 404);
    }

    #[tokio::test]
    async fn progress_is_that_of_a_known_revision() {
        let nodes = Nodes::default();
        let _member = join(&nodes, "a");
        let router = router(&nodes, &watch::Sender::new(false)).await;
        let (status, progress) = ask(&router, "/revisions/0/progress").await;
        assert_eq!(
            (status, &progress["nodes"], &progress["reached"]),
            (200, &1.into(), &0.into())
        );
        assert_eq!(progress["missing"], serde_json::json!(["a"]));
        assert_eq!(ask(&router, "/revisions/2/progress").await.0, 404);
        assert_eq!(ask(&router, "/revisions/x/progress").await.0, 400);
    }

    #[tokio::test(start_paused = true)]
    async fn changes_are_events_until_the_end() {
        let (nodes, stopping) = (Nodes::default(), watch::Sender::new(false));
        let feed = Fleet::new(nodes.clone(), "here", true).feed();
        let response = events(feed, Reach::All, stopping.subscribe(), pending()).into_response();
        let mut stream = response.into_body().into_data_stream();
        let member = join(&nodes, "a");
        let event = stream.next().await.unwrap().unwrap();
        let text = String::from_utf8(event.to_vec()).unwrap();
        assert!(
            text.starts_with("event: node\ndata: {\"id\":\"a\","),
            "{text}"
        );
        let silence = stream.next().await.unwrap().unwrap();
        assert_eq!(&*silence, b":\n\n", "a comment keeps the connection");
        drop(member);
        let event = stream.next().await.unwrap().unwrap();
        assert!(String::from_utf8_lossy(&event).contains("disconnected"));
        stopping.send_replace(true);
        assert!(stream.next().await.is_none());
    }
}
