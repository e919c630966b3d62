//! One event stream of one client.

mod body;
mod outbox;
mod resumption;

pub(crate) use body::response;
pub(crate) use resumption::Return;

use crate::catalog::Server;
use crate::interest::{Interest, Notice, Point};
use axum::body::Bytes;
use outbox::Outbox;
use parking_lot::{Mutex, MutexGuard};
use portico_mcp::sse::{self, Event};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A comment is sent on a stream that was quiet for so long.
const QUIET: Duration = Duration::from_secs(15);

/// A reader that has taken nothing for so long is gone.
const STALLED: Duration = Duration::from_secs(60);

/// What a stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Of the HTTP+SSE transport: answers and notifications.
    Session,
    /// Opened by GET: notifications, with ids.
    Listening,
    /// Opened by `subscriptions/listen`: what was asked for.
    Subscription,
}

impl Kind {
    /// All kinds.
    pub(crate) const ALL: [Self; 3] = [Self::Session, Self::Listening, Self::Subscription];

    /// For metrics.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "sse",
            Self::Listening => "get",
            Self::Subscription => "listen",
        }
    }
}

/// Why a stream ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// The client went away.
    Gone,
    /// The client read too slowly.
    Slow,
    /// Nothing came from the client for long.
    Idle,
    /// It was open for as long as a stream may be.
    Lifetime,
    /// The client opened another one in its place.
    Replaced,
    /// Its server is no more.
    Removed,
    /// This replica stops.
    Shutdown,
}

impl End {
    /// For metrics and for the client.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "client gone",
            Self::Slow => "slow reader",
            Self::Idle => "idle",
            Self::Lifetime => "lifetime",
            Self::Replaced => "replaced",
            Self::Removed => "server removed",
            Self::Shutdown => "shutting down",
        }
    }
}

/// How messages are written.
#[derive(Debug)]
pub(crate) enum Form {
    /// With an id, once there is a session to come back to.
    Session(Mutex<Option<Return>>),
    /// With an id that says what the client knows after it.
    Numbered,
    /// Tagged with the JSON text of the request's id that opened the stream.
    Tagged(Box<str>),
}

/// One open stream.
#[derive(Debug)]
pub(crate) struct Stream {
    /// `tenant/name` of the server.
    pub(crate) server: Arc<str>,
    pub(crate) kind: Kind,
    form: Form,
    outbox: Outbox,
    interest: Arc<Mutex<Interest>>,
    opened: Instant,
    /// When the client last sent something; for sessions.
    active: Mutex<Instant>,
}

impl Stream {
    /// A stream that nothing was sent on. At most `limit` bytes wait for its reader.
    pub(crate) fn new(
        server: Arc<str>,
        kind: Kind,
        form: Form,
        interest: Arc<Mutex<Interest>>,
        limit: usize,
    ) -> Self {
        let now = Instant::now();
        Self {
            server,
            kind,
            form,
            outbox: Outbox::new(limit, now),
            interest,
            opened: now,
            active: Mutex::new(now),
        }
    }

    /// What its client knows and wants to know.
    pub(crate) fn interest(&self) -> MutexGuard<'_, Interest> {
        self.interest.lock()
    }

    /// Sends one JSON-RPC message as an event. False if the stream is over.
    pub(crate) fn send(&self, json: String) -> bool {
        let id = match &self.form {
            Form::Session(_) => self.id(self.interest().point().as_ref()),
            Form::Numbered | Form::Tagged(_) => None,
        };
        self.event(&Event {
            event: "message".to_owned(),
            data: json,
            id,
            ..Event::default()
        })
    }

    /// From now on events say how the client comes back to its session.
    pub(crate) fn remember(&self, back: Return) {
        if let Form::Session(known) = &self.form {
            *known.lock() = Some(back);
        }
    }

    /// The id of an event after which the client is at `point`.
    fn id(&self, point: Option<&Point<'_>>) -> Option<String> {
        let point = point?.to_text();
        match &self.form {
            Form::Numbered => Some(point),
            Form::Tagged(_) => None,
            Form::Session(back) => Some(back.lock().as_ref()?.to_id(&point)),
        }
    }

    /// Sends an event. False if the stream is over.
    pub(crate) fn event(&self, event: &Event) -> bool {
        let mut frame = String::with_capacity(event.data.len().saturating_add(64));
        sse::write(event, &mut frame);
        self.outbox.push(frame.into())
    }

    /// Sends a comment, so that the client sees at once that the stream is open.
    pub(crate) fn greet(&self) {
        // A stream that is over needs no greeting.
        let _ = self.outbox.push(Bytes::from_static(b": listening\n\n"));
    }

    /// Tells the client what of `server` has changed since it was last told. Returns how many
    /// notifications that were.
    pub(crate) fn catch_up(&self, server: &Server) -> usize {
        let mut interest = self.interest();
        let mut sent = 0_usize;
        interest.catch_up(server, |notice, point| {
            self.notify(&notice, point);
            sent = sent.saturating_add(1);
        });
        sent
    }

    fn notify(&self, notice: &Notice<'_>, point: &Point<'_>) {
        let tag = match &self.form {
            Form::Tagged(id) => Some(&**id),
            Form::Session(_) | Form::Numbered => None,
        };
        let id = self.id(Some(point));
        // A stream that is over needs no notifications.
        let _ = self.event(&Event {
            event: "message".to_owned(),
            data: notice.to_json(tag),
            id,
            ..Event::default()
        });
    }

    /// Notes that the client sent something.
    pub(crate) fn touch(&self) {
        *self.active.lock() = Instant::now();
    }

    /// Ends it. The client is told why, as far as its protocol has words for that. True if it was
    /// open.
    pub(crate) fn end(&self, end: End) -> bool {
        let mut last = String::new();
        if let (Form::Tagged(id), true) = (&self.form, end != End::Slow) {
            let data = format!(
                r#"{{"jsonrpc":"2.0","id":{id},"result":{{"resultType":"complete","_meta":{{"io.modelcontextprotocol/subscriptionId":{id}}}}}}}"#
            );
            let event = "message".to_owned();
            let result = Event {
                event,
                data,
                ..Event::default()
            };
            sse::write(&result, &mut last);
        }
        sse::comment(&format!(" closed: {}", end.as_str()), &mut last);
        self.outbox.end(end, Some(last.into()))
    }

    /// Why it ended; `None` while it goes on.
    pub(crate) fn ended(&self) -> Option<End> {
        self.outbox.ended()
    }

    /// Keeps it alive, or ends it where a limit is reached. To be called about once a second; `turn`
    /// spreads the streams that were opened at one moment.
    pub(crate) fn tick(&self, now: Instant, turn: u32, idle: Duration, lifetime: Duration) {
        let since = |then: Instant| now.saturating_duration_since(then);
        let (waiting, moved) = self.outbox.waiting();
        let is_idle = self.kind == Kind::Session && since(*self.active.lock()) > idle;
        if since(self.opened) > lifetime {
            self.end(End::Lifetime);
        } else if is_idle {
            self.end(End::Idle);
        } else if waiting > 0 && since(moved) > STALLED {
            self.end(End::Slow);
        } else if waiting == 0
            && since(moved) > QUIET.saturating_sub(Duration::from_secs((turn % 4).into()))
        {
            let _ = self.outbox.push(Bytes::from_static(b":\n\n"));
        }
    }
}

#[cfg(test)]
mod tests;
