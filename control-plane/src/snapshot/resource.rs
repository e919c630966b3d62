//! Named resources with content hashes.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

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
    /// The encoded protobuf message (an `Any`'s value).
    pub body: Vec<u8>,
    /// For clusters: whether Envoy has to resolve a name before it can send there.
    pub needs_dns: bool,
}

/// All resources of one kind, sorted by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ResourceSet(Vec<Arc<Resource>>);

impl ResourceSet {
    /// A set of `resources`; of several with one name the last stays. Resources that `previous`
    /// holds already are shared with it; where all are, it is `previous` itself.
    pub fn new(
        resources: impl IntoIterator<Item = Resource>,
        previous: Option<&Arc<Self>>,
    ) -> Arc<Self> {
        let by_name: BTreeMap<Arc<str>, Resource> = resources
            .into_iter()
            .map(|resource| (Arc::clone(&resource.name), resource))
            .collect();
        let share = |resource: Resource| match previous.and_then(|set| set.get(&resource.name)) {
            Some(known) if **known == resource => Arc::clone(known),
            _ => Arc::new(resource),
        };
        let set = Self(by_name.into_values().map(share).collect());
        match previous {
            Some(previous) if **previous == set => Arc::clone(previous),
            _ => Arc::new(set),
        }
    }

    /// The resource called `name`.
    pub fn get(&self, name: &str) -> Option<&Arc<Resource>> {
        let index = self
            .0
            .binary_search_by(|resource| (*resource.name).cmp(name))
            .ok()?;
        self.0.get(index)
    }

    /// The resources in the order of their names.
    pub fn as_slice(&self) -> &[Arc<Resource>] {
        &self.0
    }
}
