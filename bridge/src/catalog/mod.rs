//! What every server lists, as hashes: enough to tell that a list changed.

mod prints;
mod visible;

pub(crate) use prints::{Part, Prints};

use portico_config::ResourceType;
use portico_discovery::Update;
use std::collections::{BTreeSet, HashMap};
use visible::{Entry, entry};

/// The servers by `tenant/name`. Changes resource by resource; parts may come before their server.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    servers: HashMap<Box<str>, Server>,
}

/// One server.
#[derive(Debug, Default)]
pub(crate) struct Server {
    exists: bool,
    tools: Listing,
    prompts: Listing,
    resources: Listing,
    /// Hash of each resource's contents by URI, of those whose contents are in the configuration.
    contents: HashMap<Box<str>, Contents>,
    /// The URI of each such resource by its name.
    uris: HashMap<Box<str>, Box<str>>,
}

/// Entries of one kind: the hash of what clients see, by name.
#[derive(Debug, Default)]
struct Listing {
    entries: HashMap<Box<str>, u64>,
    /// Sum of all hashes, which does not depend on the order of changes.
    sum: u64,
}

#[derive(Debug)]
struct Contents {
    /// The resource that has the URI. The newest one has it.
    name: Box<str>,
    hash: u64,
}

impl Catalog {
    /// Takes in an update. Returns the servers about which anything was sent.
    pub(crate) fn apply(&mut self, update: &Update) -> BTreeSet<Box<str>> {
        let Some(kind) = ResourceType::from_type_url(&update.type_url) else {
            return BTreeSet::new();
        };
        let mut changed = BTreeSet::new();
        for upsert in &update.upserts {
            if let Some((key, part)) = split(kind, &upsert.name) {
                let server = self.servers.entry(key.into()).or_default();
                server.put(kind, part, &upsert.json);
                changed.insert(key.into());
            }
        }
        for name in &update.removed {
            if let Some((key, part)) = split(kind, name)
                && let Some(server) = self.servers.get_mut(key)
            {
                server.remove(kind, part);
                if server.is_empty() {
                    self.servers.remove(key);
                }
                changed.insert(key.into());
            }
        }
        changed
    }

    /// The server of that `tenant/name`; `None` where there is none (any more).
    pub(crate) fn server(&self, key: &str) -> Option<&Server> {
        self.servers.get(key).filter(|server| server.exists)
    }

    /// Number of servers.
    pub(crate) fn len(&self) -> usize {
        self.servers.values().filter(|server| server.exists).count()
    }
}

/// The server that a resource belongs to, and the resource's own name in it.
fn split(kind: ResourceType, name: &str) -> Option<(&str, &str)> {
    if kind == ResourceType::Server {
        return Some((name, ""));
    }
    let (tenant, rest) = name.split_once('/')?;
    let (server, part) = rest.split_once('/')?;
    let key = name.get(..tenant.len() + 1 + server.len())?;
    Some((key, part))
}

impl Server {
    /// Adds or replaces one resource, given as its JSON.
    pub(crate) fn put(&mut self, kind: ResourceType, name: &str, json: &str) {
        let Entry { seen, contents } = entry(kind, name, json);
        match kind {
            ResourceType::Server => self.exists = true,
            ResourceType::Tool => self.tools.put(name, seen),
            ResourceType::Prompt => self.prompts.put(name, seen),
            ResourceType::Resource => {
                self.forget_contents(name);
                self.resources.put(name, seen);
                if let Some((uri, hash)) = contents {
                    self.uris.insert(name.into(), uri.clone());
                    let name = name.into();
                    self.contents.insert(uri, Contents { name, hash });
                }
            }
            ResourceType::Upstream => {}
        }
    }

    fn remove(&mut self, kind: ResourceType, name: &str) {
        match kind {
            ResourceType::Server => self.exists = false,
            ResourceType::Tool => self.tools.remove(name),
            ResourceType::Prompt => self.prompts.remove(name),
            ResourceType::Resource => {
                self.forget_contents(name);
                self.resources.remove(name);
            }
            ResourceType::Upstream => {}
        }
    }

    fn forget_contents(&mut self, name: &str) {
        if let Some(uri) = self.uris.remove(name)
            && self.contents.get(&uri).is_some_and(|it| *it.name == *name)
        {
            self.contents.remove(&uri);
        }
    }

    fn is_empty(&self) -> bool {
        !self.exists && Part::ALL.into_iter().all(|part| !self.has(part))
    }

    fn listing(&self, part: Part) -> &Listing {
        match part {
            Part::Tools => &self.tools,
            Part::Prompts => &self.prompts,
            Part::Resources => &self.resources,
        }
    }

    /// Whether anything is listed there.
    pub(crate) fn has(&self, part: Part) -> bool {
        !self.listing(part).entries.is_empty()
    }

    /// Fingerprints of all lists.
    pub(crate) fn prints(&self) -> Prints {
        Prints::from_fn(|part| self.listing(part).sum)
    }

    /// Hash of the contents at `uri`, where they are in the configuration.
    pub(crate) fn contents(&self, uri: &str) -> Option<u64> {
        self.contents.get(uri).map(|contents| contents.hash)
    }
}

impl Listing {
    fn put(&mut self, name: &str, hash: u64) {
        self.remove(name);
        self.entries.insert(name.into(), hash);
        self.sum = self.sum.wrapping_add(hash);
    }

    fn remove(&mut self, name: &str) {
        if let Some(hash) = self.entries.remove(name) {
            self.sum = self.sum.wrapping_sub(hash);
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
