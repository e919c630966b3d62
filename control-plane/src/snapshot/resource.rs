//! Named resources with content hashes.

use super::kind::Kind;
use crate::xds::resource::entry;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Weak};

/// Version of a resource: the first 8 bytes of the SHA-256 of its content. The same content has
/// the same version on every replica and after every restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u64);

impl Version {
    /// Version of `content`.
    pub fn of(content: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(content).into();
        let [a, b, c, d, e, f, g, h, ..] = digest;
        Self(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    /// Reads what [`fmt::Display`] wrote; `None` for a version that this program never gave.
    pub fn parse(text: &str) -> Option<Self> {
        let is_version = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_version
            .then(|| u64::from_str_radix(text, 16).ok().map(Self))
            .flatten()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// One resource, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Unique among its kind.
    pub name: Arc<str>,
    /// Hash of the content.
    pub version: Version,
    /// The whole resource as it stands in responses, encoded once for all streams.
    pub wire: Bytes,
    /// For clusters: whether Envoy has to resolve a name before it can send there.
    pub needs_dns: bool,
}

impl Resource {
    /// A resource with the encoded protobuf message `body`, which needs no DNS.
    pub fn new(kind: Kind, name: &str, version: Version, body: &[u8]) -> Self {
        Self {
            name: name.into(),
            version,
            wire: entry::encode(kind.type_url(), name, version.to_string(), body),
            needs_dns: false,
        }
    }

    /// The encoded protobuf message (an `Any`'s value).
    pub fn body(&self) -> Option<Vec<u8>> {
        entry::body(&self.wire)
    }
}

/// All resources of one kind, sorted by name.
#[derive(Debug, Default)]
pub struct ResourceSet {
    resources: Vec<Arc<Resource>>,
    origin: Option<Origin>,
}

/// What a set was made from. Most streams have reached that set when they are to go on to this one,
/// so that none of them has to compare all resources.
#[derive(Debug)]
struct Origin {
    set: Weak<ResourceSet>,
    difference: Difference,
}

/// What brings one set to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Indexes of resources that are new or changed, ascending.
    pub changed: Vec<u32>,
    /// Names of those that are no more, ascending.
    pub removed: Vec<Arc<str>>,
}

impl ResourceSet {
    /// This set with the resources `came` added, each in the place of the one of its name, and those
    /// of the names `gone` taken out unless they came. Of several with one name the last stays. If
    /// nothing differs, it is this set itself.
    pub fn with(
        self: &Arc<Self>,
        came: impl IntoIterator<Item = Arc<Resource>>,
        gone: impl IntoIterator<Item = Arc<str>>,
    ) -> Arc<Self> {
        let gone = gone.into_iter().map(|name| (name, None));
        let came = came
            .into_iter()
            .map(|resource| (Arc::clone(&resource.name), Some(resource)));
        let mut edits: BTreeMap<Arc<str>, Option<Arc<Resource>>> = gone.chain(came).collect();
        edits.retain(|name, edit| self.get(name) != edit.as_ref());
        if edits.is_empty() {
            return Arc::clone(self);
        }
        Arc::new(self.edited(edits))
    }

    /// This set with edits, each of which changes something.
    fn edited(self: &Arc<Self>, edits: BTreeMap<Arc<str>, Option<Arc<Resource>>>) -> Self {
        let mut resources = Vec::with_capacity(self.resources.len().saturating_add(edits.len()));
        let (mut changed, mut removed) = (Vec::new(), Vec::new());
        let mut rest = self.resources.as_slice();
        for (name, edit) in edits {
            let before = rest.partition_point(|resource| resource.name < name);
            let (kept, after) = rest.split_at(before);
            resources.extend_from_slice(kept);
            rest = match after.split_first() {
                Some((replaced, after)) if replaced.name == name => after,
                _ => after,
            };
            match edit {
                Some(resource) => {
                    changed.extend(u32::try_from(resources.len()));
                    resources.push(resource);
                }
                None => removed.push(name),
            }
        }
        resources.extend_from_slice(rest);
        Self {
            resources,
            origin: Some(Origin {
                set: Arc::downgrade(self),
                difference: Difference { changed, removed },
            }),
        }
    }

    /// What brings `other` to this set, where this one was made from it.
    pub fn difference_from(&self, other: &Arc<Self>) -> Option<&Difference> {
        let origin = self.origin.as_ref()?;
        std::ptr::eq(origin.set.as_ptr(), Arc::as_ptr(other)).then_some(&origin.difference)
    }

    /// The resource called `name`.
    pub fn get(&self, name: &str) -> Option<&Arc<Resource>> {
        let index = self
            .resources
            .binary_search_by(|resource| (*resource.name).cmp(name))
            .ok()?;
        self.resources.get(index)
    }

    /// The resources in the order of their names.
    pub fn as_slice(&self) -> &[Arc<Resource>] {
        &self.resources
    }
}
