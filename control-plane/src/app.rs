//! Puts the parts together: store → snapshot → watch channel → xDS sessions.

use crate::api::{self, ApiState};
use crate::auth::oidc::Provider;
use crate::auth::password::Passwords;
use crate::channel::{self, Connection, Refusals};
use crate::config::Config;
use crate::configuration::{Admission, StoreUrl};
use crate::fleet::{Fleet, Sharing, name};
use crate::metrics::Requests;
use crate::people;
use crate::publisher::Publisher;
use crate::start::{self, Reserved};
use crate::storage::Database;
use crate::tenancy::Tenancy;
use crate::trial::GatewayUrl;
use crate::xds::node::Nodes;
use crate::xds::server::Discovery;
use anyhow::{Context, Result};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_stream::Stream;
use tonic::service::Routes;
use tonic::transport::Server;

/// How often a silent connection is tried, and how long the answer may take: an Envoy whose
/// machine vanished is noticed after the sum.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(10);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(10);

/// How long open requests may take after the signal to stop.
const SHUTDOWN: Duration = Duration::from_secs(5);

/// A control plane that serves.
#[derive(Debug)]
pub struct App {
    xds_address: SocketAddr,
    admin_address: SocketAddr,
    shutdown: watch::Sender<bool>,
    tasks: JoinSet<Result<()>>,
}

impl App {
    /// Reads the configuration, opens both addresses and serves. Waits for a database of the
    /// configuration that is not there.
    ///
    /// # Errors
    /// If the store cannot be read or an address cannot be opened. Errors in its documents are
    /// reported, not returned.
    pub async fn start(config: Config) -> Result<Self> {
        let (security, following_files) = channel::follow_files(config.xds.security)?;
        let refusals = Refusals::default();
        let tenancy = Tenancy::default();
        let admission = Admission::sealing(config.secrets.keyring.clone()).within(tenancy.clone());
        let xds =
            Reserved::new(config.xds.listen).with_context(cannot_listen(config.xds.listen))?;
        let admin = bind(config.admin.listen).await?;
        let (store, admin) = start::open_store(&config.store.url, admission, admin).await?;
        let mut states = store.subscribe();
        let first = states.borrow_and_update().configuration();
        let nodes = Nodes::default();
        let resolver = config.secrets;
        let publisher = Publisher::new(
            first,
            config.gateway.clone(),
            resolver.clone(),
            nodes.clone(),
        );

        let data = Database::lazy(config.data.url)?;
        store.audit_in(&data);
        let passwords = Passwords::default();
        let admin_password = config.data.admin_password;
        let has_data = people::prepare(&data, &passwords, admin_password.as_ref()).await?;

        let oidc = config.admin.oidc.map(Provider::new).transpose()?;
        let oidc = oidc.map(Arc::new);

        let xds = xds
            .listen()
            .with_context(cannot_listen(config.xds.listen))?;
        let (xds_address, admin_address) = (xds.local_addr()?, admin.local_addr()?);
        let (shutdown, stopping) = watch::channel(false);
        let has_revisions = matches!(config.store.url, StoreUrl::Database(_));
        let replica = name::of_this(admin_address);
        let fleet = Fleet::new(nodes.clone(), &replica, has_revisions);
        let gateway_url = config.admin.gateway_url;
        let gateway_url =
            gateway_url.unwrap_or_else(|| GatewayUrl::of_listener(config.gateway.listen));
        let clients_url = match config.admin.clients_url {
            Some(url) => url,
            None => gateway_url
                .to_string()
                .parse()
                .map_err(anyhow::Error::msg)?,
        };
        let state = ApiState {
            publications: publisher.publications(),
            errors: publisher.errors(),
            fleet: fleet.clone(),
            refusals: refusals.clone(),
            stopping: stopping.clone(),
            public_url: config.admin.public_url,
            trusted_proxies: config.admin.trusted_proxies,
            open_status: config.admin.open_status,
            clients_url,
            gateway_url,
            outbound: config.outbound.client(),
            running: Default::default(),
            readers: Default::default(),
            requests: Requests::default(),
            configuration: store.clone(),
            gateway: config.gateway.clone(),
            resolver,
            tenancy,
            data: data.clone(),
            passwords: passwords.clone(),
            throttle: Arc::default(),
            remembered: Arc::default(),
            oidc,
        };
        let discovery = Discovery::new(publisher.publications(), nodes, stopping.clone());

        let mut sharing = Sharing::new(fleet, data.clone());
        let mut tasks = JoinSet::new();
        if !has_data {
            let stopping = stopping.clone();
            tasks.spawn(async move {
                tokio::select! {
                    outcome = people::prepare_at_last(data, passwords, admin_password) => outcome?,
                    () = stopped(stopping.clone()) => {}
                }
                // The end of a task is the end of the app.
                stopped(stopping).await;
                Ok(())
            });
        }
        let ending = stopping.clone();
        tasks.spawn(async move {
            tokio::select! {
                never = sharing.run() => match never {},
                () = stopped(ending) => {}
            }
            sharing.end().await;
            Ok(())
        });
        let routes = api::code_router(config.gateway.filter).merge(discovery.into_router());
        let routes = channel::admit(routes, security.clone(), refusals.clone());
        let connections = channel::accept(xds, security, refusals);
        tasks.spawn(serve_xds(connections, routes, stopped(stopping.clone())));
        let routes = api::router::admin_router(state);
        let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
        let admin = axum::serve(admin, routes).with_graceful_shutdown(stopped(stopping.clone()));
        tasks.spawn(async move { Ok(admin.await?) });
        tasks.spawn(async move {
            let publishing = async {
                while states.changed().await.is_ok() {
                    let configuration = states.borrow_and_update().configuration();
                    publisher.publish(configuration);
                }
            };
            tokio::select! {
                never = store.follow() => match never {},
                () = publisher.clone().follow_secrets() => Ok(()),
                () = following_files => Ok(()),
                () = publishing => anyhow::bail!("the configuration is no longer followed"),
                () = stopped(stopping) => Ok(()),
            }
        });
        let (xds, admin, gateway) = (xds_address, admin_address, config.gateway.listen);
        tracing::info!(%xds, %admin, %gateway, config = %config.store.url, "serving");
        Ok(Self {
            xds_address,
            admin_address,
            shutdown,
            tasks,
        })
    }

    /// Address of the gRPC service.
    pub fn xds_address(&self) -> SocketAddr {
        self.xds_address
    }

    /// Address of the HTTP API.
    pub fn admin_address(&self) -> SocketAddr {
        self.admin_address
    }

    /// Serves until `stop` is ready, then ends the streams and open requests.
    ///
    /// # Errors
    /// If a part fails before that.
    pub async fn run_until(mut self, stop: impl Future<Output = ()>) -> Result<()> {
        tokio::select! {
            () = stop => {}
            Some(ended) = self.tasks.join_next() => return ended?,
        }
        tracing::info!("stopping");
        self.shutdown.send_replace(true);
        let all_ended = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(SHUTDOWN, all_ended).await.is_err() {
            tracing::warn!("open connections were cut");
        }
        Ok(())
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(cannot_listen(address))
}

fn cannot_listen(address: SocketAddr) -> impl FnOnce() -> String {
    move || format!("cannot listen on {address}")
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that the app is gone, which is a stop too.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// gRPC over HTTP/2 and plain HTTP/1.1 on one address.
async fn serve_xds(
    connections: impl Stream<Item = io::Result<Connection>>,
    routes: axum::Router,
    stop: impl Future<Output = ()>,
) -> Result<()> {
    Server::builder()
        .accept_http1(true)
        .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
        .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
        .add_routes(Routes::from(routes))
        .serve_with_incoming_shutdown(connections, stop)
        .await?;
    Ok(())
}
