//! Puts the parts together, and takes them apart in order.

use crate::config::Config;
use crate::endpoint::Bridge;
use crate::gateway::Gateway;
use crate::hub::Hub;
use crate::listener::Listeners;
use crate::session::Sessions;
use crate::{admin, discovery, endpoint, serve};
use anyhow::{Context, Result};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

/// How often limits are looked at.
const TICK: Duration = Duration::from_secs(1);

/// How often is looked for calls under way when this replica stops.
const POLL: Duration = Duration::from_millis(50);

/// Time for the ends of the streams to reach Envoy.
const FLUSH: Duration = Duration::from_millis(500);

/// A bridge that serves.
#[derive(Debug)]
pub struct App {
    bridge: Arc<Bridge>,
    address: SocketAddr,
    admin_address: SocketAddr,
    stop: watch::Sender<bool>,
    tasks: JoinSet<Result<()>>,
}

impl App {
    /// Opens both addresses and serves. It is ready once the control plane has told what there is.
    ///
    /// # Errors
    /// If an address cannot be opened.
    pub async fn start(config: Config) -> Result<Self> {
        raise_file_limit();
        let listener = bind(config.listen).await?;
        let admin_listener = bind(config.admin_listen).await?;
        let (address, admin_address) = (listener.local_addr()?, admin_listener.local_addr()?);
        let hub = Arc::new(Hub::new(config.limits.clone()));
        let bridge = Arc::new(Bridge {
            listeners: Listeners::new(Arc::clone(&hub)),
            hub,
            sessions: Sessions::default(),
            gateway: Gateway::new(config.gateway.clone()),
            config,
        });
        let (stop, stopping) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let router = endpoint::router(Arc::clone(&bridge));
        tasks.spawn(serve::serve(listener, router, stopping));
        let admin = axum::serve(admin_listener, admin::router(Arc::clone(&bridge)));
        tasks.spawn(async move { Ok(admin.await?) });
        tasks.spawn(discovery::follow(Arc::clone(&bridge)));
        tasks.spawn(tick(Arc::clone(&bridge)));
        tracing::info!(%address, admin = %admin_address, "serving");
        Ok(Self {
            bridge,
            address,
            admin_address,
            stop,
            tasks,
        })
    }

    /// The address for Envoy.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address for monitors.
    pub fn admin_address(&self) -> SocketAddr {
        self.admin_address
    }

    /// Serves until `stop` is ready. Then takes no more streams, waits until Envoys know that, ends
    /// the streams, those of sessions with calls under way when these are answered, and returns.
    ///
    /// # Errors
    /// If a part fails before that.
    pub async fn run_until(mut self, stop: impl Future<Output = ()>) -> Result<()> {
        tokio::select! {
            () = stop => {}
            Some(ended) = self.tasks.join_next() => return ended?,
        }
        tracing::info!("stopping");
        let Bridge {
            hub,
            sessions,
            config,
            ..
        } = &*self.bridge;
        hub.drain();
        sleep(config.shutdown.notice).await;
        let latest = Instant::now() + config.shutdown.calls;
        loop {
            let busy = sessions.busy();
            let left = hub.end_all(|stream| busy.contains(&Arc::as_ptr(stream)));
            if left == 0 || Instant::now() >= latest {
                break;
            }
            sleep(POLL).await;
        }
        let cut = hub.end_all(|_| false);
        tracing::info!(cut, "streams ended");
        self.stop.send_replace(true);
        sleep(FLUSH).await;
        Ok(())
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

async fn tick(bridge: Arc<Bridge>) -> Result<()> {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        bridge.hub.tick();
        bridge.sessions.sweep();
        bridge.listeners.sweep();
    }
}

/// As many files as the system allows: every connection is one.
fn raise_file_limit() {
    let raised = getrlimit(Resource::RLIMIT_NOFILE)
        .and_then(|(_, most)| setrlimit(Resource::RLIMIT_NOFILE, most, most));
    if let Err(error) = raised {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}
