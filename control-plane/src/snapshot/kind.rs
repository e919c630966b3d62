//! The kinds of resource that are pushed.

use portico_config::ResourceType;

/// A kind of pushed resource: Envoy's own, or one of Portico's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `envoy.config.cluster.v3.Cluster`.
    Cluster,
    /// `envoy.config.listener.v3.Listener`.
    Listener,
    /// Portico upstream.
    Upstream,
    /// Portico tool.
    Tool,
    /// Portico prompt.
    Prompt,
    /// Portico resource (of an MCP server).
    Resource,
    /// Portico server.
    Server,
}

impl Kind {
    /// All kinds, in the order in which additions are pushed.
    pub const ALL: [Self; 7] = [
        Self::Cluster,
        Self::Listener,
        Self::Upstream,
        Self::Tool,
        Self::Prompt,
        Self::Resource,
        Self::Server,
    ];

    /// The type URL in discovery requests and responses.
    pub const fn type_url(self) -> &'static str {
        match self {
            Self::Cluster => "type.googleapis.com/envoy.config.cluster.v3.Cluster",
            Self::Listener => "type.googleapis.com/envoy.config.listener.v3.Listener",
            Self::Upstream => ResourceType::Upstream.type_url(),
            Self::Tool => ResourceType::Tool.type_url(),
            Self::Prompt => ResourceType::Prompt.type_url(),
            Self::Resource => ResourceType::Resource.type_url(),
            Self::Server => ResourceType::Server.type_url(),
        }
    }

    /// The kind of a type URL; `None` for one that is never pushed.
    pub fn from_type_url(url: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.type_url() == url)
    }

    /// Whether Envoy itself subscribes to it, rather than the filter.
    pub const fn is_envoys(self) -> bool {
        matches!(self, Self::Cluster | Self::Listener)
    }
}

impl From<ResourceType> for Kind {
    fn from(resource_type: ResourceType) -> Self {
        match resource_type {
            ResourceType::Upstream => Self::Upstream,
            ResourceType::Server => Self::Server,
            ResourceType::Tool => Self::Tool,
            ResourceType::Prompt => Self::Prompt,
            ResourceType::Resource => Self::Resource,
        }
    }
}

/// One value for each [`Kind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PerKind<T>([T; 7]);

impl<T> PerKind<T> {
    /// A value for each kind, in the order of [`Kind::ALL`].
    pub fn from_fn(make: impl FnMut(Kind) -> T) -> Self {
        Self(Kind::ALL.map(make))
    }

    /// The value of `kind`.
    pub const fn get(&self, kind: Kind) -> &T {
        let [cluster, listener, upstream, tool, prompt, resource, server] = &self.0;
        match kind {
            Kind::Cluster => cluster,
            Kind::Listener => listener,
            Kind::Upstream => upstream,
            Kind::Tool => tool,
            Kind::Prompt => prompt,
            Kind::Resource => resource,
            Kind::Server => server,
        }
    }

    /// The value of `kind`, to change.
    pub const fn get_mut(&mut self, kind: Kind) -> &mut T {
        let [cluster, listener, upstream, tool, prompt, resource, server] = &mut self.0;
        match kind {
            Kind::Cluster => cluster,
            Kind::Listener => listener,
            Kind::Upstream => upstream,
            Kind::Tool => tool,
            Kind::Prompt => prompt,
            Kind::Resource => resource,
            Kind::Server => server,
        }
    }

    /// Every kind with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Kind, &T)> {
        Kind::ALL.into_iter().zip(&self.0)
    }
}
