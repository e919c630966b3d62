//! The gRPC side of a stream: reads requests, sends what the session says, wakes it when the
//! snapshot or the node changes.

use super::codec::{DeltaCodec, Outgoing};
use super::node::{Membership, Nodes, StreamState};
use super::publication::Publication;
use super::session::{self, Next, Peer, Session};
use crate::channel::Grant;
use crate::snapshot::Kind;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use envoy_types::pb::envoy::service::discovery::v3::DeltaDiscoveryRequest;
use std::future::{Ready, pending, ready};
use std::sync::Arc;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{Instant, sleep_until};
use tokio_stream::wrappers::ReceiverStream;
use tonic::server::{Grpc, StreamingService};
use tonic::{Status, Streaming};

const DELTA: &str =
    "/envoy.service.discovery.v3.AggregatedDiscoveryService/DeltaAggregatedResources";
const STATE_OF_THE_WORLD: &str =
    "/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources";

/// `Node.user_agent_name` of the filter's streams.
const FILTER_USER_AGENT: &str = "portico-filter";

/// `Node.user_agent_name` of a bridge's stream.
const BRIDGE_USER_AGENT: &str = "portico-bridge";

/// Largest request: a client that reconnects names every resource that it holds.
const MAX_REQUEST: usize = 64 << 20;

/// Longest node id.
const MAX_NODE_ID: usize = 256;

/// Responses on their way to one client. One of each kind is outstanding at most, so a client
/// that fills this asks for unknown types without end.
const MAX_QUEUED: usize = 32;

/// The discovery service.
#[derive(Debug, Clone)]
pub struct Discovery {
    publications: watch::Receiver<Publication>,
    nodes: Nodes,
    shutdown: watch::Receiver<bool>,
}

impl Discovery {
    /// A service that pushes what `publications` holds until `shutdown` becomes true.
    pub fn new(
        publications: watch::Receiver<Publication>,
        nodes: Nodes,
        shutdown: watch::Receiver<bool>,
    ) -> Self {
        Self {
            publications,
            nodes,
            shutdown,
        }
    }

    /// The routes of the gRPC service `envoy.service.discovery.v3.AggregatedDiscoveryService`.
    pub fn into_router(self) -> Router {
        Router::new()
            .route(DELTA, post(delta))
            .route(STATE_OF_THE_WORLD, post(state_of_the_world))
            .with_state(self)
    }
}

/// The one method of the service, for the one stream of a request.
struct Open(Discovery);

impl StreamingService<DeltaDiscoveryRequest> for Open {
    type Response = Outgoing;
    type ResponseStream = ReceiverStream<Result<Outgoing, Status>>;
    type Future = Ready<Result<tonic::Response<Self::ResponseStream>, Status>>;

    fn call(&mut self, request: tonic::Request<Streaming<DeltaDiscoveryRequest>>) -> Self::Future {
        let (outbound, responses) = mpsc::channel(MAX_QUEUED);
        let service = self.0.clone();
        tokio::spawn(async move {
            if let Err(status) = service.run(request, &outbound).await {
                tracing::info!(%status, "stream ended");
                // The client may be gone already.
                let _ = outbound.try_send(Err(status));
            }
        });
        ready(Ok(tonic::Response::new(ReceiverStream::new(responses))))
    }
}

async fn delta(State(service): State<Discovery>, request: Request) -> Response {
    let mut grpc = Grpc::new(DeltaCodec).max_decoding_message_size(MAX_REQUEST);
    let response = grpc.streaming(Open(service), request).await;
    response.map(Body::new)
}

async fn state_of_the_world() -> Response {
    let status = Status::unimplemented("use incremental xDS: api_type DELTA_GRPC");
    status.into_http::<Body>()
}

type Outbound = mpsc::Sender<Result<Outgoing, Status>>;

impl Discovery {
    async fn run(
        mut self,
        mut request: tonic::Request<Streaming<DeltaDiscoveryRequest>>,
        outbound: &Outbound,
    ) -> Result<(), Status> {
        let mut grant: Option<Grant> = request.extensions_mut().remove();
        let mut inbound = request.into_inner();
        let Some(first) = inbound.message().await? else {
            return Ok(());
        };
        let mut stream = Stream::open(&first, &self.nodes, outbound.clone())?;
        let mut request = Some(first);
        loop {
            let current = self.publications.borrow_and_update().clone();
            if let Some(request) = request.take() {
                stream.receive(request, &current)?;
            }
            let wake_at = stream.send(&current)?;
            tokio::select! {
                message = inbound.message() => match message? {
                    Some(message) => request = Some(message),
                    None => return Ok(()),
                },
                changed = self.publications.changed() => {
                    changed.map_err(|_| Status::unavailable("shutting down"))?;
                }
                () = stream.others_changed() => {}
                () = wake(wake_at) => {}
                reason = revoked(&mut grant) => return Err(Status::unauthenticated(reason)),
                _ = self.shutdown.wait_for(|stop| *stop) => return Err(Status::unavailable("shutting down")),
            }
        }
    }
}

/// Why the client may no longer be here; never ready while it may.
async fn revoked(grant: &mut Option<Grant>) -> &'static str {
    match grant {
        Some(grant) => grant.revoked().await,
        None => pending().await,
    }
}

async fn wake(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => pending().await,
    }
}

/// One open stream.
struct Stream {
    node: String,
    session: Session,
    membership: Membership,
    /// All nodes and what changes about them, where the stream waits for them all.
    fleet: Option<Nodes>,
    changes: Option<broadcast::Receiver<Arc<str>>>,
    outbound: Outbound,
}

impl Stream {
    fn open(
        first: &DeltaDiscoveryRequest,
        nodes: &Nodes,
        outbound: Outbound,
    ) -> Result<Self, Status> {
        let node = first
            .node
            .as_ref()
            .filter(|node| !node.id.is_empty() && node.id.len() <= MAX_NODE_ID);
        let node =
            node.ok_or_else(|| Status::invalid_argument("the first request must name a node id"))?;
        let peer = match node.user_agent_name.as_str() {
            FILTER_USER_AGENT => Peer::Filter,
            BRIDGE_USER_AGENT => Peer::Bridge,
            _ => Peer::Envoy,
        };
        let session = Session::new(peer, Instant::now());
        let membership = nodes.join(node, StreamState::of(&session));
        tracing::info!(node = node.id, ?peer, "stream opened");
        let fleet = (peer == Peer::Bridge).then(|| nodes.clone());
        Ok(Self {
            node: node.id.clone(),
            session,
            membership,
            changes: fleet.as_ref().map(Nodes::changes),
            fleet,
            outbound,
        })
    }

    /// Waits until a stream that this one waits for may have got further.
    async fn others_changed(&mut self) {
        let Some(changes) = &mut self.changes else {
            return self.membership.changed().await;
        };
        // One that fell behind has as much to look at as one that was told.
        let _ = changes.recv().await;
        while changes.try_recv().is_ok() {}
    }

    fn receive(
        &mut self,
        request: DeltaDiscoveryRequest,
        current: &Publication,
    ) -> Result<(), Status> {
        let Some(kind) = Kind::from_type_url(&request.type_url) else {
            return self.answer_unknown_type(request);
        };
        self.membership.heard();
        let error = request.error_detail.map(|status| status.message);
        if !request.response_nonce.is_empty() {
            self.membership.answered(error.is_none());
        }
        let received = session::Request {
            nonce: request.response_nonce,
            error,
            held: request.initial_resource_versions,
        };
        for refusal in self
            .session
            .receive(kind, &received, current, Instant::now())
        {
            let (node, resource, reason) = (&self.node, &refusal.resource, &refusal.reason);
            tracing::warn!(%node, peer = ?self.session.peer(), ?kind, %resource, %reason, "resource refused");
        }
        Ok(())
    }

    /// A type that is not served has no resources: said once, when it is first asked for.
    fn answer_unknown_type(&self, request: DeltaDiscoveryRequest) -> Result<(), Status> {
        if !request.response_nonce.is_empty() {
            return Ok(());
        }
        let nonce = "none".to_owned();
        self.queue(Outgoing::without_resources(request.type_url, nonce))
    }

    /// Sends all that may be sent now; returns when to look again at the latest.
    fn send(&mut self, current: &Publication) -> Result<Option<Instant>, Status> {
        loop {
            let peers = match &self.fleet {
                Some(nodes) => nodes.filters(),
                None => self.membership.peers(),
            };
            let next = self.session.next(current, &peers, Instant::now());
            self.membership.report(StreamState::of(&self.session));
            match next {
                Next::Send(response) => self.queue(response.into())?,
                Next::Wait(until) => return Ok(until),
            }
        }
    }

    fn queue(&self, response: Outgoing) -> Result<(), Status> {
        self.outbound
            .try_send(Ok(response))
            .map_err(|_| Status::resource_exhausted("responses are not read"))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        tracing::info!(node = self.node, peer = ?self.session.peer(), "stream closed");
    }
}
