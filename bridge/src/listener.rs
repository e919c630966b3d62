//! Clients of Streamable HTTP that listen by GET: one stream a session, and its subscriptions, which
//! outlive the stream for a while.

use crate::caller::{Caller, Owner};
use crate::interest::Interest;
use crate::stream::{End, Stream};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long subscriptions of a session without a stream are kept.
const KEEP: Duration = Duration::from_secs(600);

/// One session.
#[derive(Debug)]
struct Listener {
    owner: Owner,
    server: Arc<str>,
    interest: Arc<Mutex<Interest>>,
    stream: Option<Arc<Stream>>,
    seen: Instant,
}

/// All listening sessions of this replica, by the id of the session.
#[derive(Debug)]
pub(crate) struct Listeners {
    most: usize,
    sessions: Mutex<HashMap<Box<str>, Listener>>,
}

/// Why a session cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoListener {
    /// It is somebody else's.
    Foreign,
    /// There are as many as there may be.
    Full,
}

impl Listeners {
    /// A table for at most `most` sessions.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            sessions: Mutex::default(),
        }
    }

    /// What the client of that session knows and wants to know. The first who asks has the session.
    ///
    /// # Errors
    /// The caller cannot have it.
    pub(crate) fn interest(&self, caller: &Caller) -> Result<Arc<Mutex<Interest>>, NoListener> {
        let mut sessions = self.lock();
        if let Some(known) = sessions.get_mut(&*caller.session) {
            if known.owner != caller.owner || known.server != caller.server {
                return Err(NoListener::Foreign);
            }
            known.seen = Instant::now();
            return Ok(Arc::clone(&known.interest));
        }
        if sessions.len() >= self.most {
            return Err(NoListener::Full);
        }
        let mut random = [0_u8; 8];
        // Without randomness a prefix could repeat, and a lost notification would not be noticed.
        getrandom::fill(&mut random).map_err(|_| NoListener::Full)?;
        let prefix = format!("{:016x}", u64::from_be_bytes(random));
        let interest = Arc::new(Mutex::new(Interest::new(|_| true, &prefix)));
        let listener = Listener {
            owner: caller.owner,
            server: Arc::clone(&caller.server),
            interest: Arc::clone(&interest),
            stream: None,
            seen: Instant::now(),
        };
        sessions.insert(caller.session.as_str().into(), listener);
        Ok(interest)
    }

    /// The session's stream is this one now; an earlier one ends.
    pub(crate) fn listen(&self, caller: &Caller, stream: Arc<Stream>) {
        let mut sessions = self.lock();
        if let Some(listener) = sessions.get_mut(&*caller.session)
            && let Some(former) = listener.stream.replace(stream)
        {
            former.end(End::Replaced);
        }
    }

    /// Forgets sessions that are over: those without a stream that subscribed to nothing, and the
    /// others after a while.
    pub(crate) fn sweep(&self) {
        let now = Instant::now();
        self.lock().retain(|_, listener| {
            if let Some(stream) = &listener.stream {
                if stream.ended().is_none() {
                    return true;
                }
                listener.stream = None;
                listener.seen = now;
            }
            let interest = listener.interest.lock();
            let subscribed = interest
                .unwrap_or_else(PoisonError::into_inner)
                .has_subscriptions();
            subscribed && now.saturating_duration_since(listener.seen) < KEEP
        });
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Box<str>, Listener>> {
        // Nothing is left half done by a panic.
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
