//! The table of open streams, and how many each caller has.

use super::Refusal;
use crate::caller::{Caller, Owner};
use crate::config::Limits;
use crate::stream::Stream;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(super) struct Streams {
    last: u64,
    count: usize,
    by_server: HashMap<Arc<str>, HashMap<u64, Member>>,
    owners: HashMap<Owner, usize>,
    addresses: HashMap<Box<str>, usize>,
}

/// A stream and whose it is.
#[derive(Debug)]
struct Member {
    stream: Arc<Stream>,
    owner: Owner,
    address: Box<str>,
}

impl Streams {
    /// Adds a stream. Returns its number.
    pub(super) fn join(
        &mut self,
        caller: &Caller,
        stream: &Arc<Stream>,
        limits: &Limits,
    ) -> Result<u64, Refusal> {
        let owned = self.owners.get(&caller.owner).copied().unwrap_or(0);
        let near = self.addresses.get(&caller.address).copied().unwrap_or(0);
        if self.count >= limits.streams {
            return Err(Refusal::Full);
        }
        // Callers who do not say who they are are not one caller.
        if caller.owner.known && owned >= limits.streams_per_owner {
            return Err(Refusal::Owner);
        }
        if near >= limits.streams_per_address {
            return Err(Refusal::Address);
        }
        self.count = self.count.saturating_add(1);
        self.last = self.last.wrapping_add(1);
        self.owners.insert(caller.owner, owned.saturating_add(1));
        self.addresses
            .insert(caller.address.clone(), near.saturating_add(1));
        let member = Member {
            stream: Arc::clone(stream),
            owner: caller.owner,
            address: caller.address.clone(),
        };
        let streams = self.by_server.entry(Arc::clone(&stream.server));
        streams.or_default().insert(self.last, member);
        Ok(self.last)
    }

    /// Takes a stream out. False if it was out.
    pub(super) fn leave(&mut self, server: &str, id: u64) -> bool {
        let Some(streams) = self.by_server.get_mut(server) else {
            return false;
        };
        let Some(member) = streams.remove(&id) else {
            return false;
        };
        if streams.is_empty() {
            self.by_server.remove(server);
        }
        self.count = self.count.saturating_sub(1);
        decrement(&mut self.owners, &member.owner);
        decrement(&mut self.addresses, &member.address);
        true
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

fn decrement<K: Eq + Hash>(counts: &mut HashMap<K, usize>, key: &K) {
    let Some(count) = counts.get_mut(key) else {
        return;
    };
    *count = count.saturating_sub(1);
    if *count == 0 {
        counts.remove(key);
    }
}
