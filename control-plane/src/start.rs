//! Opening the configuration store at the start, however long its database is away.
//!
//! Ending with an error would leave it to others to start the process again and again. So it waits,
//! and tells so: in its log, and on the admin address, where monitors see a process that lives and is
//! not ready. Envoys go on with what they have; the xDS address is closed, so that those that have a
//! choice ask another replica.

use crate::api::problem::Problem;
use crate::configuration::{Admission, ConfigurationError, ConfigurationStore, StoreUrl};
use axum::Router;
use axum::routing::get;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::oneshot;
use tokio::time::sleep;

/// Pause after the first try; it doubles.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;

/// An address that is ours, and that nobody can connect to yet.
#[derive(Debug)]
pub struct Reserved(TcpSocket);

impl Reserved {
    /// Takes the address.
    ///
    /// # Errors
    /// If it is not this machine's, or is taken.
    pub fn new(address: SocketAddr) -> io::Result<Self> {
        let socket = if address.is_ipv4() {
            TcpSocket::new_v4()?
        } else {
            TcpSocket::new_v6()?
        };
        // A connection of the process before may linger.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        Ok(Self(socket))
    }

    /// Opens it.
    ///
    /// # Errors
    /// If somebody else was faster.
    pub fn listen(self) -> io::Result<TcpListener> {
        self.0.listen(BACKLOG)
    }
}

/// Opens the store. While it is away, tries again and answers on `admin` that it is; gives the
/// listener back when the store is there.
///
/// # Errors
/// If the store is there and cannot be used.
pub async fn open_store(
    url: &StoreUrl,
    admission: Admission,
    admin: TcpListener,
) -> anyhow::Result<(ConfigurationStore, TcpListener)> {
    let mut reason = match ConfigurationStore::open(url, admission.clone()).await {
        Err(ConfigurationError::Unavailable(reason)) => reason,
        outcome => return Ok((outcome?, admin)),
    };
    let admin = admin.into_std()?;
    let (_until_here, end) = oneshot::channel::<()>();
    let waiting = axum::serve(TcpListener::from_std(admin.try_clone()?)?, waiting_router());
    let waiting = waiting.with_graceful_shutdown(async { drop(end.await) });
    tokio::spawn(async move { waiting.await });
    let mut pause = FIRST_PAUSE;
    loop {
        let seconds = pause.as_secs();
        tracing::warn!(store = %url, %reason, "the configuration store is not available; trying again in {seconds} s");
        sleep(pause).await;
        pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        match ConfigurationStore::open(url, admission.clone()).await {
            Err(ConfigurationError::Unavailable(again)) => reason = again,
            outcome => {
                let store = outcome?;
                tracing::info!(store = %url, "the configuration store is available");
                return Ok((store, TcpListener::from_std(admin)?));
            }
        }
    }
}

/// The process lives, and can do nothing else.
fn waiting_router() -> Router {
    let nothing = async || Problem::unavailable("the configuration store is not available yet");
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .fallback(nothing)
}
