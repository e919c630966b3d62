//! Sessions of the HTTP+SSE transport: each is as long as its stream.

use crate::caller::{Caller, Owner};
use crate::config::Limits;
use crate::hub::Refusal;
use crate::share::{Share, Shares};
use crate::stream::{Return, Stream};
use parking_lot::Mutex;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
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
    /// Kept until the last message is answered, also if the stream has ended before: so a caller has
    /// no more messages under way than its sessions allow.
    _share: Share,
}

impl Session {
    /// The session that the gateway has with the same client, from its `initialize` on.
    pub(crate) fn inner(&self) -> Option<Return> {
        self.inner.lock().clone()
    }

    /// Notes what `initialize` agreed on.
    pub(crate) fn initialized(&self, inner: Return) {
        self.stream.remember(inner.clone());
        *self.inner.lock() = Some(inner);
    }

    /// Whether it has messages that are being answered.
    fn is_busy(&self) -> bool {
        self.calls.available_permits() < self.most_calls
    }
}

/// All sessions of this replica, by id.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    by_id: Mutex<HashMap<Box<str>, Arc<Session>>>,
    shares: Shares,
}

impl Sessions {
    /// Begins the session of `caller` with its stream.
    ///
    /// # Errors
    /// The caller has too many, or the id is taken.
    pub(crate) fn begin(
        &self,
        caller: &Caller,
        stream: Arc<Stream>,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        let share = self.shares.take(caller, limits).or_else(|_| {
            // Those that are over count no more.
            self.sweep();
            self.shares.take(caller, limits)
        })?;
        let mut sessions = self.by_id.lock();
        if sessions.contains_key(&*caller.session) {
            return Err(Refusal::NotReady);
        }
        let session = Session {
            stream,
            calls: Arc::new(Semaphore::new(limits.calls_per_session)),
            most_calls: limits.calls_per_session,
            owner: caller.owner,
            server: Arc::clone(&caller.server),
            inner: Mutex::default(),
            _share: share,
        };
        sessions.insert(caller.session.as_str().into(), Arc::new(session));
        Ok(())
    }

    /// The session that `caller` names, if the caller has opened it at this server and it goes on.
    pub(crate) fn of(&self, caller: &Caller) -> Option<Arc<Session>> {
        let sessions = self.by_id.lock();
        let session = sessions.get(&*caller.session)?;
        let is_callers = session.owner == caller.owner && session.server == caller.server;
        (is_callers && session.stream.ended().is_none()).then(|| Arc::clone(session))
    }

    /// The streams of the sessions that have messages that are being answered.
    pub(crate) fn busy(&self) -> HashSet<*const Stream> {
        let sessions = self.by_id.lock();
        let busy = sessions.values().filter(|session| session.is_busy());
        busy.map(|session| Arc::as_ptr(&session.stream)).collect()
    }

    /// Forgets the sessions that are over.
    pub(crate) fn sweep(&self) {
        self.by_id
            .lock()
            .retain(|_, session| session.stream.ended().is_none());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hub::tests::{caller, hub};
    use crate::interest::Interest;
    use crate::stream::{End, Form, Kind};

    #[test]
    fn messages_under_way_count_after_the_end_of_their_stream() {
        let (_, config) = hub(&["--max-streams-per-owner", "1", "--max-calls", "1"]);
        let sessions = Sessions::default();
        let mut caller = caller(&config, "192.0.2.1", "one");
        let begin = |caller: &Caller| {
            let interest = Arc::new(Mutex::new(Interest::new(|_| true, "i")));
            let server = Arc::clone(&caller.server);
            let form = Form::Session(Mutex::default());
            let stream = Arc::new(Stream::new(server, Kind::Session, form, interest, 100));
            let begun = sessions.begin(caller, Arc::clone(&stream), &config.limits);
            begun.map(|()| stream)
        };
        let stream = begin(&caller).unwrap();
        assert!(sessions.busy().is_empty());
        let session = sessions.of(&caller).unwrap();
        let permit = Arc::clone(&session.calls).try_acquire_owned().unwrap();
        assert!(sessions.busy().contains(&Arc::as_ptr(&stream)));
        assert!(stream.end(End::Gone));
        assert!(sessions.of(&caller).is_none());
        "b".clone_into(&mut caller.session);
        assert_eq!(begin(&caller).err(), Some(Refusal::Owner));
        drop((permit, session));
        assert!(begin(&caller).is_ok());
    }
}
