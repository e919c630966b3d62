//! A control plane in this process, and a client that speaks delta xDS to it.

use discovery::aggregated_discovery_service_client::AggregatedDiscoveryServiceClient;
use discovery::{DeltaDiscoveryRequest, DeltaDiscoveryResponse};
use envoy_types::pb::envoy::config::core::v3::Node;
use envoy_types::pb::envoy::service::discovery::v3 as discovery;
use envoy_types::pb::google::rpc::Status;
use portico_control_plane::app::App;
use portico_control_plane::auth::client_address::TrustedProxies;
use portico_control_plane::auth::origin::PublicUrl;
use portico_control_plane::channel::SecurityConfig;
use portico_control_plane::config::{
    AdminConfig, AdminPassword, Config, DataConfig, GatewayConfig, StoreConfig, Unmatched,
    XdsConfig,
};
use portico_control_plane::configuration::StoreUrl;
use portico_control_plane::filter_code::FilterCode;
use portico_control_plane::outbound::OutboundConfig;
use portico_control_plane::secret::Resolver;
use portico_control_plane::storage::DatabaseUrl;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Streaming;

/// Bound of every wait.
pub(crate) const WAIT: Duration = Duration::from_secs(60);

/// How long nothing must come for it to be nothing.
pub(crate) const SILENCE: Duration = Duration::from_millis(700);

pub(crate) const TYPES: [&str; 5] = ["Upstream", "Tool", "Prompt", "Resource", "Server"];

pub(crate) fn type_url(short: &str) -> String {
    match short {
        "Cluster" => "type.googleapis.com/envoy.config.cluster.v3.Cluster".to_owned(),
        "Listener" => "type.googleapis.com/envoy.config.listener.v3.Listener".to_owned(),
        _ => format!("type.googleapis.com/portico.config.v1.{short}"),
    }
}

/// A running control plane over a temporary directory.
pub(crate) struct ControlPlane {
    pub(crate) dir: TempDir,
    pub(crate) xds: SocketAddr,
    pub(crate) admin: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<anyhow::Result<()>>,
}

impl ControlPlane {
    pub(crate) async fn start(files: &[(&str, &str)]) -> Self {
        let dir = TempDir::new().unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        Self::over(dir).await
    }

    /// Starts over a directory that is there already.
    pub(crate) async fn over(dir: TempDir) -> Self {
        let any = "127.0.0.1:0".parse().unwrap();
        let app = App::start(Config {
            store: StoreConfig {
                url: StoreUrl::Directory(dir.path().to_owned()),
            },
            xds: XdsConfig {
                listen: any,
                security: SecurityConfig::default(),
            },
            data: DataConfig {
                url: DatabaseUrl::sqlite(&dir.path().join(".data").join("portico.db")),
                admin_password: Some(AdminPassword::new("a password of tests")),
            },
            admin: AdminConfig {
                listen: any,
                public_url: PublicUrl::default(),
                trusted_proxies: TrustedProxies::default(),
                open_status: true,
                gateway_url: None,
                clients_url: None,
                oidc: None,
            },
            gateway: GatewayConfig {
                listen: "127.0.0.1:10000".parse().unwrap(),
                filter: Some(FilterCode::new(b"\0asm-test".to_vec())),
                unmatched: Unmatched::NotFound,
                access_log: None,
                ca_file: "/ca.pem".to_owned(),
                bridges: Vec::new(),
            },
            secrets: Resolver::default(),
            outbound: OutboundConfig::default(),
        });
        let app = app.await.unwrap();
        let (xds, admin) = (app.xds_address(), app.admin_address());
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(app.run_until(async { drop(stopped.await) }));
        Self {
            dir,
            xds,
            admin,
            stop,
            running,
        }
    }

    /// Stops it; the directory stays.
    pub(crate) async fn stop(self) -> TempDir {
        drop(self.stop);
        timeout(WAIT, self.running)
            .await
            .expect("stops in time")
            .unwrap()
            .unwrap();
        self.dir
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Writes a file as an editor does: beside it, then renamed.
    pub(crate) fn write(&self, name: &str, text: &str) {
        let temporary = self.path().join(format!(".{name}.tmp"));
        std::fs::write(&temporary, text).unwrap();
        std::fs::rename(temporary, self.path().join(name)).unwrap();
    }

    pub(crate) async fn status(&self) -> serde_json::Value {
        let (head, body) = http_get(self.admin, "/status").await;
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        serde_json::from_slice(&body).unwrap()
    }

    /// Waits until `/status` satisfies `holds`.
    pub(crate) async fn until(
        &self,
        what: &str,
        holds: impl Fn(&serde_json::Value) -> bool,
    ) -> serde_json::Value {
        let deadline = Instant::now() + WAIT;
        loop {
            let status = self.status().await;
            if holds(&status) {
                return status;
            }
            assert!(Instant::now() < deadline, "{what}: {status:#}");
            sleep(Duration::from_millis(20)).await;
        }
    }
}

/// GET by HTTP/1.1.
pub(crate) async fn http_get(address: SocketAddr, path: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: portico\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    timeout(WAIT, stream.read_to_end(&mut answer))
        .await
        .unwrap()
        .unwrap();
    let end = answer
        .windows(4)
        .position(|bytes| bytes == b"\r\n\r\n")
        .unwrap();
    (
        String::from_utf8(answer[..end].to_vec()).unwrap(),
        answer[end + 4..].to_vec(),
    )
}

/// One stream of a client.
pub(crate) struct Client {
    requests: mpsc::Sender<DeltaDiscoveryRequest>,
    responses: Streaming<DeltaDiscoveryResponse>,
    /// By type and name: the version that is held.
    pub(crate) held: BTreeMap<String, BTreeMap<String, String>>,
}

impl Client {
    /// Opens a stream as `user_agent` and subscribes to `types`, holding `held` already.
    pub(crate) async fn open(
        address: SocketAddr,
        user_agent: &str,
        types: &[&str],
        held: BTreeMap<String, BTreeMap<String, String>>,
    ) -> Self {
        let (requests, outgoing) = mpsc::channel(64);
        let mut node = Some(Node {
            id: "n1".to_owned(),
            user_agent_name: user_agent.to_owned(),
            ..Default::default()
        });
        for short in types {
            let versions = held.get(*short).cloned().unwrap_or_default();
            let request = DeltaDiscoveryRequest {
                node: node.take(),
                type_url: type_url(short),
                initial_resource_versions: versions.into_iter().collect(),
                ..Default::default()
            };
            requests.send(request).await.unwrap();
        }
        let mut client = AggregatedDiscoveryServiceClient::connect(format!("http://{address}"))
            .await
            .unwrap();
        let opened = client.delta_aggregated_resources(ReceiverStream::new(outgoing));
        let responses = timeout(WAIT, opened).await.unwrap().unwrap().into_inner();
        Self {
            requests,
            responses,
            held,
        }
    }

    pub(crate) async fn filter(address: SocketAddr) -> Self {
        Self::open(address, "portico-filter", &TYPES, BTreeMap::new()).await
    }

    pub(crate) async fn envoy(address: SocketAddr) -> Self {
        Self::open(address, "envoy", &["Cluster", "Listener"], BTreeMap::new()).await
    }

    /// The next response; `None` if none comes in `limit`.
    pub(crate) async fn next(&mut self, limit: Duration) -> Option<DeltaDiscoveryResponse> {
        let message = timeout(limit, self.responses.message()).await.ok()?;
        Some(message.unwrap().expect("the stream goes on"))
    }

    /// Acknowledges, or refuses with a message.
    pub(crate) async fn answer(&mut self, response: &DeltaDiscoveryResponse, error: Option<&str>) {
        let short = response.type_url.rsplit('.').next().unwrap().to_owned();
        let held = self.held.entry(short).or_default();
        for resource in response.resources.iter().filter(|_| error.is_none()) {
            held.insert(resource.name.clone(), resource.version.clone());
        }
        for name in &response.removed_resources {
            held.remove(name);
        }
        let request = DeltaDiscoveryRequest {
            type_url: response.type_url.clone(),
            response_nonce: response.nonce.clone(),
            error_detail: error.map(|message| Status {
                code: 3,
                message: message.to_owned(),
                ..Default::default()
            }),
            ..Default::default()
        };
        self.requests.send(request).await.unwrap();
    }

    /// Acknowledges so many responses, and what comes before it is silent then; `Tool +added -removed`
    /// for each.
    pub(crate) async fn converse(&mut self, count: usize) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let limit = if lines.len() < count { WAIT } else { SILENCE };
            let Some(response) = self.next(limit).await else {
                return lines;
            };
            self.answer(&response, None).await;
            lines.push(line(&response));
        }
    }

    /// Whether the server has ended the stream.
    pub(crate) async fn is_over(&mut self) -> bool {
        matches!(
            timeout(WAIT, self.responses.message()).await,
            Ok(Ok(None) | Err(_))
        )
    }
}

/// `Tool +added -removed`; the hash of a cluster's name is left out.
pub(crate) fn line(response: &DeltaDiscoveryResponse) -> String {
    let short = |name: &str| name.split(':').take(2).collect::<Vec<_>>().join(":");
    let mut line = response.type_url.rsplit('.').next().unwrap().to_owned();
    for resource in &response.resources {
        line.push_str(&format!(" +{}", short(&resource.name)));
    }
    for name in &response.removed_resources {
        line.push_str(&format!(" -{}", short(name)));
    }
    line
}
