//! Many clients with streams of every kind, which come back when these end, as their transports have
//! it.

use crate::shop::{Session, Shop, initialize, request};
use crate::subscription;
use anyhow::{Result, ensure};
use parking_lot::Mutex;
use portico_e2e::{
    events::{Event, Events},
    wait,
};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use tokio::{sync::watch, task::JoinSet, time::sleep};

/// Time for all clients, also on a machine that has other things to do.
const TIME: Duration = Duration::from_secs(60);

/// Pause before a client that was refused tries again.
const RETRY: Duration = Duration::from_millis(100);

/// Longer than any test.
const EVER: Duration = Duration::from_secs(3_600);

/// How a client is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Listens by GET, with `Last-Event-ID` when it comes back.
    Get,
    /// Has subscribed by `subscriptions/listen`, and does so again.
    Listen,
    /// Has a session of HTTP+SSE, and comes back to it with `Last-Event-ID`.
    Sse,
}

/// What one client has seen.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Its place among all.
    pub(crate) number: usize,
    pub(crate) kind: Kind,
    /// Whether its stream is open.
    open: bool,
    /// How many streams it had.
    pub(crate) streams: u64,
    /// What clients of HTTP+SSE asked: once on each stream, and the list whenever it changed.
    asked: u64,
    answered: u64,
    /// Notifications by their method.
    told: BTreeMap<String, u64>,
}

impl Seen {
    /// How often it was told that this list changed.
    pub(crate) fn told_of(&self, list: &str) -> u64 {
        let method = format!("notifications/{list}/list_changed");
        self.told.get(&method).copied().unwrap_or(0)
    }
}

/// The clients.
pub(crate) struct Crowd {
    seen: Arc<Mutex<Vec<Seen>>>,
    may_return: watch::Sender<bool>,
    _clients: JoinSet<Result<()>>,
}

impl Crowd {
    /// Connects so many clients of each kind, and waits until all streams are open.
    pub(crate) async fn connect(shop: &Arc<Shop>, kinds: &[(Kind, usize)]) -> Result<Self> {
        let seen = Arc::<Mutex<Vec<Seen>>>::default();
        let (may_return, returns) = watch::channel(true);
        let mut clients = JoinSet::new();
        for (kind, count) in kinds {
            for _ in 0..*count {
                let mut all = seen.lock();
                let number = all.len();
                let client = Client {
                    number,
                    kind: *kind,
                    shop: Arc::clone(shop),
                    seen: Arc::clone(&seen),
                    returns: returns.clone(),
                    last: None,
                };
                all.push(Seen {
                    number,
                    kind: *kind,
                    open: false,
                    streams: 0,
                    asked: 0,
                    answered: 0,
                    told: BTreeMap::new(),
                });
                clients.spawn(client.run());
            }
        }
        let crowd = Self {
            seen,
            may_return,
            _clients: clients,
        };
        crowd.until("all are connected", |_| true).await?;
        Ok(crowd)
    }

    /// Waits until every client has its stream and the answers to all that it asked, and `holds`.
    pub(crate) async fn until(&self, what: &str, holds: impl Fn(&Seen) -> bool) -> Result<()> {
        wait::until(what, TIME, async || {
            let seen = self.seen.lock().clone();
            let done = |seen: &&Seen| seen.open && seen.answered == seen.asked && holds(seen);
            let others: Vec<_> = seen.iter().filter(|seen| !done(seen)).collect();
            let first = others.first();
            ensure!(others.is_empty(), "{} not: {first:?}", others.len());
            Ok(())
        })
        .await
    }

    /// Waits until exactly so many clients have lost their streams; gives their numbers.
    pub(crate) async fn until_lost(&self, count: usize) -> Result<BTreeSet<usize>> {
        wait::until("streams are lost", TIME, async || {
            let seen = self.seen.lock();
            let lost = seen.iter().filter(|seen| !seen.open);
            let lost: BTreeSet<_> = lost.map(|seen| seen.number).collect();
            ensure!(lost.len() == count, "{} of {count}", lost.len());
            Ok(lost)
        })
        .await
    }

    /// Whether clients may come back when their streams end.
    pub(crate) fn let_return(&self, may: bool) {
        self.may_return.send_replace(may);
    }
}

struct Client {
    number: usize,
    kind: Kind,
    shop: Arc<Shop>,
    seen: Arc<Mutex<Vec<Seen>>>,
    returns: watch::Receiver<bool>,
    /// The id of the last event.
    last: Option<String>,
}

impl Client {
    async fn run(mut self) -> Result<()> {
        // By this session a client listens by GET, for as long as it lives.
        let session = self.shop.streamable("/shop").await?;
        loop {
            let Ok(mut stream) = self.open(&session).await else {
                sleep(RETRY).await;
                continue;
            };
            self.note(|seen| {
                seen.open = true;
                seen.streams += 1;
            });
            while let Ok(Some(event)) = stream.events().next_within(EVER).await {
                self.take_in(event, &stream).await?;
            }
            self.note(|seen| seen.open = false);
            self.returns.wait_for(|may| *may).await?;
        }
    }

    /// A stream on which the client is told of changes.
    async fn open(&mut self, session: &str) -> Result<Stream> {
        let last = self.last.clone();
        let last: Vec<_> = last.iter().map(|id| ("last-event-id", &**id)).collect();
        let mut events = match self.kind {
            Kind::Get => self.shop.listen(session, &last).await?,
            Kind::Listen => {
                let wanted = json!({"toolsListChanged": true, "promptsListChanged": true});
                subscription::listen(&self.shop, json!(self.number), wanted).await?
            }
            Kind::Sse => {
                let mut session = self.shop.session("/shop", &last).await?;
                if last.is_empty() {
                    begin(&mut session).await?;
                }
                self.ask(&session, "ping").await?;
                return Ok(Stream::Session(session));
            }
        };
        let first = events.next().await?;
        self.last = first.id.or(self.last.take());
        Ok(Stream::Events(events))
    }

    /// Takes in an event. A client of HTTP+SSE asks for a list that changed.
    async fn take_in(&mut self, event: Event, stream: &Stream) -> Result<()> {
        let method = event.method();
        if event.json()?.get("id").is_some() {
            self.note(|seen| seen.answered += 1);
        } else {
            self.note(|seen| *seen.told.entry(method).or_default() += 1);
            if let Stream::Session(session) = stream {
                self.ask(session, "tools/list").await?;
            }
        }
        self.last = event.id.or(self.last.take());
        Ok(())
    }

    async fn ask(&self, session: &Session, method: &str) -> Result<()> {
        self.note(|seen| seen.asked += 1);
        session.send(&request(1, method, json!({}))).await
    }

    fn note(&self, note: impl FnOnce(&mut Seen)) {
        if let Some(seen) = self.seen.lock().get_mut(self.number) {
            note(seen);
        }
    }
}

/// An open stream.
enum Stream {
    Events(Events),
    Session(Session),
}

impl Stream {
    fn events(&mut self) -> &mut Events {
        match self {
            Self::Events(events) => events,
            Self::Session(session) => &mut session.events,
        }
    }
}

/// The handshake; whoever comes back to the session leaves it out.
async fn begin(session: &mut Session) -> Result<()> {
    session.send(&initialize()).await?;
    session.events.next().await?;
    let ready = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    session.send(&ready).await
}
