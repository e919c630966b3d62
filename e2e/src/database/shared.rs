//! Servers that all tests of a process share: starting one takes seconds.

use super::{Kind, Server};
use anyhow::{Context, Result, anyhow};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use tokio::sync::{mpsc, oneshot};

/// The servers that this process shares.
#[derive(Debug)]
pub struct Shared;

/// Asks for a new database of that name.
type Request = (String, oneshot::Sender<Result<String>>);

static POSTGRES: OnceLock<mpsc::UnboundedSender<Request>> = OnceLock::new();
static MARIADB: OnceLock<mpsc::UnboundedSender<Request>> = OnceLock::new();
static NEXT: AtomicU32 = AtomicU32::new(1);

impl Shared {
    /// A new database of the shared server of that kind, which is started if it is the first; gives
    /// its URL.
    pub async fn create(kind: Kind) -> Result<String> {
        let servers = match kind {
            Kind::Sqlite => return Err(anyhow!("SQLite has no server")),
            Kind::Postgres => &POSTGRES,
            Kind::Mariadb => &MARIADB,
        };
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let (answer, answered) = oneshot::channel();
        let requests = servers.get_or_init(|| serve(kind));
        requests.send((name, answer)).context("the server ended")?;
        answered.await.context("the server ended")?
    }
}

/// Starts a server on a thread that stays as long as the process: the server ends with the thread
/// that started it, and those of tests come and go.
fn serve(kind: Kind) -> mpsc::UnboundedSender<Request> {
    let (sender, mut requests) = mpsc::unbounded_channel::<Request>();
    thread::spawn(move || {
        let started = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("no runtime")
            .and_then(|runtime| runtime.block_on(Server::start(kind)));
        while let Some((name, answer)) = requests.blocking_recv() {
            let created = match &started {
                Ok(Some(server)) => server.create(&name),
                Ok(None) => Err(anyhow!("SQLite has no server")),
                Err(error) => Err(anyhow!("{error:#}")),
            };
            // A test that went away needs no database.
            let _ = answer.send(created);
        }
    });
    sender
}
