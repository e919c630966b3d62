//! Connections of Envoy: HTTP/2 without TLS, or HTTP/1.1, as it likes.

use anyhow::Result;
use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Most streams of one connection; Envoy opens more connections. So the end of one connection does
/// not end everything, and readers that stall do not use up what all of them share.
const STREAMS_PER_CONNECTION: u32 = 1_000;

/// Most bytes of a request's headers: more than Envoy lets through. The default is less than that.
const HEADERS: u32 = 128 << 10;

/// How soon a vanished Envoy is noticed.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Pause after a connection could not be accepted: the process is out of file descriptors, say.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves `router` until `stop` becomes true; open connections then end when their requests do.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    mut stop: watch::Receiver<bool>,
) -> Result<()> {
    let stopping = stop.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopped(&mut stop) => return Ok(()),
        };
        match accepted {
            Ok((socket, _)) => {
                tokio::spawn(connection(socket, router.clone(), stopping.clone()));
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn connection(socket: TcpStream, router: Router, mut stop: watch::Receiver<bool>) {
    // It is slower without, not wrong.
    let _ = socket.set_nodelay(true);
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new());
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(KEEPALIVE)
        .max_header_list_size(HEADERS)
        .max_concurrent_streams(STREAMS_PER_CONNECTION);
    let service = TowerToHyperService::new(router);
    let connection = builder.serve_connection(TokioIo::new(socket), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopped(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended");
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that the app is gone, which is a stop too.
    let _ = stop.wait_for(|stop| *stop).await;
}
