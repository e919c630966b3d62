//! Clients of Streamable HTTP that listen by GET: one stream a session, and its subscriptions, which
//! outlive the stream for a while.

use crate::caller::{Caller, Owner};
use crate::hub::{Hub, Refusal, Seat};
use crate::interest::Interest;
use crate::share::{Share, Shares};
use crate::stream::{End, Stream};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
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
    share: Share,
}

type Table = HashMap<Box<str>, Listener>;

/// All listening sessions of this replica, by the id of the session.
#[derive(Debug)]
pub(crate) struct Listeners {
    hub: Arc<Hub>,
    sessions: Mutex<Table>,
    shares: Shares,
}

/// Why a session cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoListener {
    /// It is somebody else's.
    Foreign,
    /// There are, or the caller has, as many as there may be.
    Refused(Refusal),
}

impl Listener {
    fn new(caller: &Caller, share: Share) -> Result<Self, NoListener> {
        let mut random = [0_u8; 8];
        // Without randomness a prefix could repeat, and a lost notification would not be noticed.
        getrandom::fill(&mut random).map_err(|_| NoListener::Refused(Refusal::Full))?;
        let prefix = format!("{:016x}", u64::from_be_bytes(random));
        Ok(Self {
            owner: caller.owner,
            server: Arc::clone(&caller.server),
            interest: Arc::new(Mutex::new(Interest::new(|_| true, &prefix))),
            stream: None,
            seen: Instant::now(),
            share,
        })
    }
}

impl Listeners {
    /// A table for as many sessions as `hub` may have streams, of all and of each caller.
    pub(crate) fn new(hub: Arc<Hub>) -> Self {
        Self {
            hub,
            sessions: Mutex::default(),
            shares: Shares::default(),
        }
    }

    /// Changes what the client of that session wants to know. The first who asks has the session.
    ///
    /// # Errors
    /// The caller cannot have it.
    pub(crate) fn change<T>(
        &self,
        caller: &Caller,
        change: impl FnOnce(&mut Interest) -> T,
    ) -> Result<T, NoListener> {
        let mut sessions = self.sessions.lock();
        let listener = self.of(&mut sessions, caller)?;
        Ok(change(&mut listener.interest.lock()))
    }

    /// Opens the session's stream by `open`, which is given what the client knows and wants to know.
    /// An earlier stream ends.
    ///
    /// # Errors
    /// The caller cannot have the session, or the stream is refused.
    pub(crate) fn listen(
        &self,
        caller: &Caller,
        open: impl FnOnce(Arc<Mutex<Interest>>) -> Result<Seat, Refusal>,
    ) -> Result<Seat, NoListener> {
        let mut sessions = self.sessions.lock();
        let listener = self.of(&mut sessions, caller)?;
        let seat = open(Arc::clone(&listener.interest)).map_err(NoListener::Refused)?;
        if let Some(former) = listener.stream.replace(Arc::clone(seat.stream())) {
            former.end(End::Replaced);
        }
        Ok(seat)
    }

    /// The caller's session; a new one where there is none.
    fn of<'s>(
        &self,
        sessions: &'s mut Table,
        caller: &Caller,
    ) -> Result<&'s mut Listener, NoListener> {
        if !sessions.contains_key(&*caller.session) {
            let Hub {
                limits, metrics, ..
            } = &*self.hub;
            let take = || self.shares.take(caller, limits);
            let share = take().or_else(|_| {
                // Those that are over count no more, and subscriptions of the same caller's sessions
                // without a stream make room: who comes back to them is told to subscribe again.
                sweep(sessions);
                sessions.retain(|_, it| it.stream.is_some() || !it.share.is_of(caller));
                take()
            });
            let share = share.inspect_err(|refusal| metrics.refused(*refusal));
            let share = share.map_err(NoListener::Refused)?;
            let listener = Listener::new(caller, share)?;
            sessions.insert(caller.session.as_str().into(), listener);
        }
        let own = sessions
            .get_mut(&*caller.session)
            .filter(|known| known.owner == caller.owner && known.server == caller.server);
        let own = own.ok_or(NoListener::Foreign)?;
        own.seen = Instant::now();
        Ok(own)
    }

    /// Forgets sessions that are over: those without a stream that subscribed to nothing, and the
    /// others after a while.
    pub(crate) fn sweep(&self) {
        sweep(&mut self.sessions.lock());
    }
}

fn sweep(sessions: &mut Table) {
    let now = Instant::now();
    sessions.retain(|_, listener| {
        if let Some(stream) = &listener.stream {
            if stream.ended().is_none() {
                return true;
            }
            listener.stream = None;
            listener.seen = now;
        }
        let interest = listener.interest.lock();
        let subscribed = interest.has_subscriptions();
        subscribed && now.saturating_duration_since(listener.seen) < KEEP
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Server;
    use crate::hub::tests::{caller, hub};
    use crate::stream::{Form, Kind, Stream};

    fn listen(listeners: &Listeners, caller: &Caller) -> Result<Seat, NoListener> {
        listeners.listen(caller, |interest| {
            let server = Arc::clone(&caller.server);
            let stream = Stream::new(server, Kind::Listening, Form::Numbered, interest, 100);
            listeners.hub.open(caller, Arc::new(stream))
        })
    }

    /// Ids of sessions are not authenticated, so one caller can make as many as it likes.
    #[test]
    fn one_caller_does_not_take_all_places() {
        let (hub, config) = hub(&["--max-streams-per-address", "2"]);
        let listeners = Listeners::new(Arc::clone(&hub));
        let caller = |session: &str, address: &str, token: &str| {
            let mut caller = caller(&config, address, token);
            session.clone_into(&mut caller.session);
            caller
        };
        let subscribe = |session: &str, address: &str, token: &str| {
            let subscribe = |interest: &mut Interest| interest.subscribe("x:", &Server::default());
            listeners.change(&caller(session, address, token), subscribe)
        };
        assert_eq!(subscribe("other", "192.0.2.2", "two"), Ok(true));
        for number in 0..100 {
            let session = format!("s{number}");
            assert_eq!(subscribe(&session, "192.0.2.1", "one"), Ok(true));
            assert!(listeners.sessions.lock().len() <= 3);
        }
        let foreign = Err(NoListener::Foreign);
        assert_eq!(subscribe("other", "192.0.2.1", "one"), foreign);
        // Those with a stream are not taken away.
        let listening = ["a", "b"].map(|id| listen(&listeners, &caller(id, "192.0.2.1", "one")));
        assert!(listening.iter().all(Result::is_ok));
        let refused = Err(NoListener::Refused(Refusal::Address));
        assert_eq!(subscribe("c", "192.0.2.1", "one"), refused);
        let metrics = hub.metrics.to_text(true, 0);
        let reason = "reason=\"too many streams of this address\"} 1";
        assert!(metrics.contains(reason), "{metrics}");
    }

    #[test]
    fn a_session_has_one_stream_and_its_place_is_given_up_with_it() {
        let (hub, config) = hub(&["--max-streams-per-address", "1"]);
        let listeners = Listeners::new(Arc::clone(&hub));
        let mut caller = caller(&config, "192.0.2.1", "one");
        let first = listen(&listeners, &caller).unwrap();
        drop(first);
        let second = listen(&listeners, &caller).unwrap();
        let stream = Arc::clone(second.stream());
        drop(second);
        assert_eq!(stream.ended(), Some(End::Gone));
        // The table still has it, which does not count.
        "b".clone_into(&mut caller.session);
        assert!(listen(&listeners, &caller).is_ok());
    }
}
