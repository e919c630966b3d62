//! Sessions of the HTTP+SSE transport: each is as long as its stream.

use crate::caller::{Caller, Owner};
use crate::stream::{Return, Stream};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// One session.
#[derive(Debug)]
pub(crate) struct Session {
    /// Its stream.
    pub(crate) stream: Arc<Stream>,
    /// One permit for each message that can be answered at once.
    pub(crate) calls: Arc<Semaphore>,
    most_calls: usize,
    owner: Owner,
    server: Arc<str>,
    /// The session that the gateway has with the same client, from its `initialize` on.
    inner: Mutex<Option<Return>>,
}

impl Session {
    /// The session that the gateway has with the same client, from its `initialize` on.
    pub(crate) fn inner(&self) -> Option<Return> {
        lock(&self.inner).clone()
    }

    /// Notes what `initialize` agreed on.
    pub(crate) fn initialized(&self, inner: Return) {
        self.stream.remember(inner.clone());
        *lock(&self.inner) = Some(inner);
    }

    /// Whether it has messages that are being answered.
    fn is_busy(&self) -> bool {
        self.calls.available_permits() < self.most_calls
    }
}

/// All sessions of this replica, by id.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<HashMap<Box<str>, Arc<Session>>>);

impl Sessions {
    /// Begins the session of `caller` with its stream. False if the id is taken.
    pub(crate) fn begin(&self, caller: &Caller, stream: Arc<Stream>, most_calls: usize) -> bool {
        let mut sessions = lock(&self.0);
        if sessions.contains_key(&*caller.session) {
            return false;
        }
        let session = Session {
            stream,
            calls: Arc::new(Semaphore::new(most_calls)),
            most_calls,
            owner: caller.owner,
            server: Arc::clone(&caller.server),
            inner: Mutex::default(),
        };
        sessions.insert(caller.session.as_str().into(), Arc::new(session));
        true
    }

    /// The session that `caller` names, if the caller has opened it at this server and it goes on.
    pub(crate) fn of(&self, caller: &Caller) -> Option<Arc<Session>> {
        let sessions = lock(&self.0);
        let session = sessions.get(&*caller.session)?;
        let is_callers = session.owner == caller.owner && session.server == caller.server;
        (is_callers && session.stream.ended().is_none()).then(|| Arc::clone(session))
    }

    /// Whether the session of `stream` has messages that are being answered.
    pub(crate) fn is_busy(&self, stream: &Arc<Stream>) -> bool {
        let sessions = lock(&self.0);
        let mut of_stream = sessions
            .values()
            .filter(|session| Arc::ptr_eq(&session.stream, stream));
        of_stream.any(|session| session.is_busy())
    }

    /// Forgets the sessions that are over.
    pub(crate) fn sweep(&self) {
        lock(&self.0).retain(|_, session| session.stream.ended().is_none());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is left half done by a panic.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
