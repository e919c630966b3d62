//! What stands before several Envoys: a balancer of connections that knows nothing of HTTP.

use crate::mcp;
use anyhow::{Result, ensure};
use hyper::Method;
use parking_lot::Mutex;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::sleep,
};

/// Pause between two questions whether a backend is ready.
const PROBE: Duration = Duration::from_millis(100);

/// Time for backends to become ready, or not ready.
const READY: Duration = Duration::from_secs(60);

/// Gives each new connection to the next backend that is ready, and leaves those that are open alone;
/// ended when dropped.
#[derive(Debug)]
pub struct Balancer {
    address: SocketAddr,
    backends: Arc<Backends>,
    tasks: Mutex<JoinSet<()>>,
}

type Backends = Mutex<Vec<Arc<Backend>>>;

#[derive(Debug)]
struct Backend {
    address: String,
    is_ready: AtomicBool,
}

impl Balancer {
    /// A balancer without backends.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let backends = Arc::<Backends>::default();
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, Arc::clone(&backends)));
        Ok(Self {
            address,
            backends,
            tasks: Mutex::new(tasks),
        })
    }

    /// Its own address.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Adds a backend at `host:port`, which gets connections while the URL `ready` answers 200.
    pub fn add(&self, address: String, ready: String) {
        let backend = Arc::new(Backend {
            address,
            is_ready: AtomicBool::new(false),
        });
        self.backends.lock().push(Arc::clone(&backend));
        self.tasks
            .lock()
            .spawn(probe(backend, mcp::Client::unpooled(ready)));
    }

    /// Waits until so many backends are ready.
    pub async fn until_ready(&self, count: usize) -> Result<()> {
        crate::wait::until("backends are ready", READY, async || {
            let backends = self.backends.lock();
            let ready = backends.iter().filter(|backend| backend.is_ready());
            let ready = ready.count();
            ensure!(ready == count, "{ready} of {count}");
            Ok(())
        })
        .await
    }
}

impl Backend {
    fn is_ready(&self) -> bool {
        self.is_ready.load(Ordering::Acquire)
    }
}

async fn probe(backend: Arc<Backend>, ready: mcp::Client) {
    loop {
        let answer = ready.send(Method::GET, &[], "").await;
        let is_ready = answer.is_ok_and(|answer| answer.status == 200);
        backend.is_ready.store(is_ready, Ordering::Release);
        sleep(PROBE).await;
    }
}

async fn accept(listener: TcpListener, backends: Arc<Backends>) {
    let mut connections = JoinSet::new();
    let mut turn = 0_usize;
    while let Ok((connection, _)) = listener.accept().await {
        let mut ready = backends.lock().clone();
        ready.retain(|backend| backend.is_ready());
        turn = turn.wrapping_add(1);
        // Without a backend the connection is closed.
        if let Some(backend) = turn.checked_rem(ready.len()).and_then(|at| ready.get(at)) {
            connections.spawn(hand_on(connection, Arc::clone(backend)));
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn hand_on(mut connection: TcpStream, backend: Arc<Backend>) {
    if let Ok(mut server) = TcpStream::connect(&backend.address).await {
        // However it ends, both connections are closed.
        let _ = copy_bidirectional(&mut connection, &mut server).await;
    }
}
