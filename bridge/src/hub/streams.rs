//! The table of open streams.

use super::Refusal;
use crate::caller::Caller;
use crate::config::Limits;
use crate::share::{Share, Shares};
use crate::stream::Stream;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(super) struct Streams {
    last: u64,
    by_server: HashMap<Arc<str>, HashMap<u64, Member>>,
    shares: Shares,
}

/// A stream, and its caller's share.
#[derive(Debug)]
struct Member {
    stream: Arc<Stream>,
    _share: Share,
}

impl Streams {
    /// Adds a stream. Returns its number.
    pub(super) fn join(
        &mut self,
        caller: &Caller,
        stream: &Arc<Stream>,
        limits: &Limits,
    ) -> Result<u64, Refusal> {
        let member = Member {
            stream: Arc::clone(stream),
            _share: self.shares.take(caller, limits)?,
        };
        self.last = self.last.wrapping_add(1);
        let streams = self.by_server.entry(Arc::clone(&stream.server));
        streams.or_default().insert(self.last, member);
        Ok(self.last)
    }

    /// Takes a stream out. False if it was out.
    pub(super) fn leave(&mut self, server: &str, id: u64) -> bool {
        let Some(streams) = self.by_server.get_mut(server) else {
            return false;
        };
        let was_in = streams.remove(&id).is_some();
        if streams.is_empty() {
            self.by_server.remove(server);
        }
        was_in
    }

    /// The streams of one server.
    pub(super) fn of(&self, server: &str) -> Vec<Arc<Stream>> {
        let streams = self.by_server.get(server);
        let streams = streams.into_iter().flat_map(HashMap::values);
        streams.map(|member| Arc::clone(&member.stream)).collect()
    }

    /// All streams with their numbers.
    pub(super) fn all(&self) -> Vec<(u64, Arc<Stream>)> {
        let streams = self.by_server.values().flatten();
        streams
            .map(|(id, member)| (*id, Arc::clone(&member.stream)))
            .collect()
    }
}
