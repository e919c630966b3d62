//! Building snapshots, each from the one before: only documents that changed are looked into.

use super::credential;
use super::kind::{Kind, PerKind};
use super::part::{self, Part};
use super::resource::{Resource, ResourceSet};
use crate::config::GatewayConfig;
use crate::secret::{Resolved, Unresolved};
use crate::xds::resource::{bridge, listener};
use portico_config::Document;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Everything that is to be pushed, at one revision.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Counts the configurations since the start, from 1.
    pub revision: u64,
    /// The revision at which the clusters last changed.
    pub clusters_revision: u64,
    /// False if resources may be missing that were served before the start: then nobody is told
    /// to drop what this program has not pushed itself.
    pub complete: bool,
    /// Upstreams whose last good resources stay, as their secrets have no value.
    pub unresolved: Arc<[Unresolved]>,
    /// Number of documents.
    pub documents: usize,
    sets: PerKind<Arc<ResourceSet>>,
}

impl Snapshot {
    /// The resources of `kind`.
    pub fn set(&self, kind: Kind) -> &Arc<ResourceSet> {
        self.sets.get(kind)
    }
}

/// Builds snapshots, and remembers what the last one was made of.
#[derive(Debug)]
pub struct Builder {
    gateway: GatewayConfig,
    parts: HashMap<SameDocument, Part>,
    sets: PerKind<Arc<ResourceSet>>,
    revision: u64,
    clusters_revision: u64,
}

impl Builder {
    /// A builder for `gateway` that has built nothing yet.
    pub fn new(gateway: GatewayConfig) -> Self {
        let listener = listener::build(&gateway)
            .map(|body| Arc::new(part::envoy_resource(Kind::Listener, listener::NAME, &body)));
        let mut sets: PerKind<Arc<ResourceSet>> = PerKind::default();
        let listeners = sets.get_mut(Kind::Listener);
        *listeners = listeners.with(listener, []);
        let bridge = bridge::build(&gateway.bridges)
            .map(|body| Arc::new(part::envoy_resource(Kind::Cluster, bridge::NAME, &body)));
        let clusters = sets.get_mut(Kind::Cluster);
        *clusters = clusters.with(bridge, []);
        Self {
            gateway,
            parts: HashMap::new(),
            sets,
            revision: 0,
            clusters_revision: 0,
        }
    }

    /// The resources of valid `documents` with `secrets` and of the gateway itself. The revision is that of the
    /// last snapshot if no resource differs, and one more otherwise. A document that was in the
    /// last snapshot (the very same) is not looked into again.
    pub fn build(
        &mut self,
        documents: &[Arc<Document>],
        secrets: &Resolved,
        complete: bool,
    ) -> Snapshot {
        let mut parts = HashMap::with_capacity(documents.len());
        let mut came = PerKind::from_fn(|_| Vec::new());
        let (mut complete, mut unresolved) = (complete, Vec::new());
        for document in documents {
            let document = SameDocument(Arc::clone(document));
            let part = match self.changed_part(&document, secrets) {
                Ok(None) => {
                    parts.extend(self.parts.remove_entry(&document));
                    continue;
                }
                Ok(Some(part)) => part,
                Err(error) => {
                    unresolved.push(error);
                    let last_good = self.last_good(&document.0);
                    // What was pushed before the start must not be taken away.
                    complete &= last_good.is_some();
                    last_good.map(Part::stale).unwrap_or_default()
                }
            };
            for (kind, resource) in part.resources() {
                came.get_mut(kind).push(Arc::clone(resource));
            }
            parts.insert(document, part);
        }
        let mut gone = PerKind::from_fn(|_| Vec::new());
        let former = std::mem::replace(&mut self.parts, parts);
        for (kind, resource) in former.values().flat_map(Part::resources) {
            gone.get_mut(kind).push(Arc::clone(&resource.name));
        }
        self.advance(&mut came, &mut gone);
        Snapshot {
            revision: self.revision,
            clusters_revision: self.clusters_revision,
            complete,
            documents: documents.len(),
            unresolved: unresolved.into(),
            sets: self.sets.clone(),
        }
    }

    /// What `document` gives; `None` if it is what it gave last.
    fn changed_part(
        &self,
        document: &SameDocument,
        secrets: &Resolved,
    ) -> Result<Option<Part>, Unresolved> {
        let secret = match &*document.0 {
            Document::Upstream(upstream) => credential::needed(upstream, secrets)?,
            _ => None,
        };
        match self.parts.get(document) {
            Some(known) if known.is_made_with(secret) => Ok(None),
            _ => Part::of(&document.0, secret, &self.gateway, &self.sets).map(Some),
        }
    }

    /// What the document of this one's name gave last.
    fn last_good(&self, document: &Document) -> Option<&Part> {
        let same = |known: &Document| {
            (known.kind(), known.tenant(), known.name())
                == (document.kind(), document.tenant(), document.name())
        };
        let mut parts = self.parts.iter();
        let found = parts.find(|(known, part)| same(&known.0) && part.resources().next().is_some());
        found.map(|(_, part)| part)
    }

    fn advance(
        &mut self,
        came: &mut PerKind<Vec<Arc<Resource>>>,
        gone: &mut PerKind<Vec<Arc<str>>>,
    ) {
        let next = PerKind::from_fn(|kind| {
            let (came, gone) = (came.get_mut(kind), gone.get_mut(kind));
            self.sets.get(kind).with(came.drain(..), gone.drain(..))
        });
        let is_first = self.revision == 0;
        let changed = |kind| is_first || !Arc::ptr_eq(next.get(kind), self.sets.get(kind));
        if Kind::ALL.into_iter().any(changed) {
            self.revision = self.revision.saturating_add(1);
        }
        if changed(Kind::Cluster) {
            self.clusters_revision = self.revision;
        }
        self.sets = next;
    }
}

/// A document, equal to itself only.
#[derive(Debug)]
struct SameDocument(Arc<Document>);

impl PartialEq for SameDocument {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for SameDocument {}

impl Hash for SameDocument {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}
