//! The gRPC side of a stream: reads requests, sends what the session says, wakes it when the
//! snapshot or the node changes.

use super::node::{Membership, Nodes, StreamState};
use super::publication::Publication;
use super::session::{Next, Peer, Request, Response, Session};
use crate::snapshot::Kind;
use discovery::aggregated_discovery_service_server::{
    AggregatedDiscoveryService, AggregatedDiscoveryServiceServer,
};
use discovery::{
    DeltaDiscoveryRequest, DeltaDiscoveryResponse, DiscoveryRequest, DiscoveryResponse,
};
use envoy_types::pb::envoy::service::discovery::v3 as discovery;
use envoy_types::pb::google::protobuf::Any;
use std::future::pending;
use std::sync::Arc;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Status, Streaming};

/// `Node.user_agent_name` of the filter's streams.
const FILTER_USER_AGENT: &str = "portico-filter";

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

    /// As a gRPC service.
    pub fn into_service(self) -> AggregatedDiscoveryServiceServer<Self> {
        AggregatedDiscoveryServiceServer::new(self).max_decoding_message_size(MAX_REQUEST)
    }
}

#[tonic::async_trait]
impl AggregatedDiscoveryService for Discovery {
    type StreamAggregatedResourcesStream = ReceiverStream<Result<DiscoveryResponse, Status>>;
    type DeltaAggregatedResourcesStream = ReceiverStream<Result<DeltaDiscoveryResponse, Status>>;

    async fn stream_aggregated_resources(
        &self,
        _: tonic::Request<Streaming<DiscoveryRequest>>,
    ) -> Result<tonic::Response<Self::StreamAggregatedResourcesStream>, Status> {
        Err(Status::unimplemented(
            "use incremental xDS: api_type DELTA_GRPC",
        ))
    }

    async fn delta_aggregated_resources(
        &self,
        request: tonic::Request<Streaming<DeltaDiscoveryRequest>>,
    ) -> Result<tonic::Response<Self::DeltaAggregatedResourcesStream>, Status> {
        let (outbound, responses) = mpsc::channel(MAX_QUEUED);
        let service = self.clone();
        tokio::spawn(async move {
            if let Err(status) = service.run(request.into_inner(), &outbound).await {
                tracing::info!(%status, "stream ended");
                // The client may be gone already.
                let _ = outbound.try_send(Err(status));
            }
        });
        Ok(tonic::Response::new(ReceiverStream::new(responses)))
    }
}

type Outbound = mpsc::Sender<Result<DeltaDiscoveryResponse, Status>>;

impl Discovery {
    async fn run(
        mut self,
        mut inbound: Streaming<DeltaDiscoveryRequest>,
        outbound: &Outbound,
    ) -> Result<(), Status> {
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
                () = stream.membership.changed() => {}
                () = wake(wake_at) => {}
                _ = self.shutdown.wait_for(|stop| *stop) => return Err(Status::unavailable("shutting down")),
            }
        }
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
        let peer = if node.user_agent_name == FILTER_USER_AGENT {
            Peer::Filter
        } else {
            Peer::Envoy
        };
        let session = Session::new(peer, Instant::now());
        let membership = nodes.join(node, StreamState::of(&session));
        tracing::info!(node = node.id, ?peer, "stream opened");
        Ok(Self {
            node: node.id.clone(),
            session,
            membership,
            outbound,
        })
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
        let received = Request {
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
        let response = DeltaDiscoveryResponse {
            type_url: request.type_url,
            nonce,
            ..Default::default()
        };
        self.queue(response)
    }

    /// Sends all that may be sent now; returns when to look again at the latest.
    fn send(&mut self, current: &Publication) -> Result<Option<Instant>, Status> {
        loop {
            let peers = self.membership.peers();
            let next = self.session.next(current, &peers, Instant::now());
            self.membership.report(StreamState::of(&self.session));
            match next {
                Next::Send(response) => self.queue(encode(response))?,
                Next::Wait(until) => return Ok(until),
            }
        }
    }

    fn queue(&self, response: DeltaDiscoveryResponse) -> Result<(), Status> {
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

fn encode(response: Response) -> DeltaDiscoveryResponse {
    let type_url = response.kind.type_url();
    let resource = |resource: Arc<crate::snapshot::Resource>| discovery::Resource {
        name: resource.name.to_string(),
        version: resource.version.to_string(),
        resource: Some(Any {
            type_url: type_url.to_owned(),
            value: resource.body.clone(),
        }),
        ..Default::default()
    };
    DeltaDiscoveryResponse {
        type_url: type_url.to_owned(),
        nonce: response.nonce,
        resources: response.resources.into_iter().map(resource).collect(),
        removed_resources: response.removed.iter().map(ToString::to_string).collect(),
        ..Default::default()
    }
}
