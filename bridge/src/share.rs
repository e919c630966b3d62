//! How many of something each caller has: bounded for all, for who it says it is, and for its address.

use crate::caller::{Caller, Owner};
use crate::config::Limits;
use crate::hub::Refusal;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// The counts of one kind of thing.
#[derive(Debug, Default)]
pub(crate) struct Shares(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    all: usize,
    owners: HashMap<Owner, usize>,
    addresses: HashMap<Box<str>, usize>,
}

/// One of the things. It is given back when this is dropped.
#[derive(Debug)]
pub(crate) struct Share {
    counts: Arc<Mutex<Counts>>,
    owner: Owner,
    address: Box<str>,
}

impl Shares {
    /// One more for `caller`, of as many as there may be streams.
    ///
    /// # Errors
    /// The limit that is reached.
    pub(crate) fn take(&self, caller: &Caller, limits: &Limits) -> Result<Share, Refusal> {
        let mut counts = self.0.lock();
        let owned = counts.owners.get(&caller.owner).copied().unwrap_or(0);
        let near = counts.addresses.get(&caller.address).copied().unwrap_or(0);
        if counts.all >= limits.streams {
            return Err(Refusal::Full);
        }
        // Callers who do not say who they are are not one caller.
        if caller.owner.known && owned >= limits.streams_per_owner {
            return Err(Refusal::Owner);
        }
        if near >= limits.streams_per_address {
            return Err(Refusal::Address);
        }
        counts.all = counts.all.saturating_add(1);
        counts.owners.insert(caller.owner, owned.saturating_add(1));
        let address = caller.address.clone();
        counts.addresses.insert(address, near.saturating_add(1));
        Ok(Share {
            counts: Arc::clone(&self.0),
            owner: caller.owner,
            address: caller.address.clone(),
        })
    }
}

impl Share {
    /// Whether it counts against a limit of `caller`.
    pub(crate) fn is_of(&self, caller: &Caller) -> bool {
        let is_owners = self.owner.known && self.owner == caller.owner;
        is_owners || self.address == caller.address
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut counts = self.counts.lock();
        counts.all = counts.all.saturating_sub(1);
        decrement(&mut counts.owners, &self.owner);
        decrement(&mut counts.addresses, &self.address);
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
