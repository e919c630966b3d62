//! The types of the resources that are pushed to the filter.

/// Type of a pushed resource. Each has its own xDS type URL, so each is subscribed, versioned and
/// acknowledged apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceType {
    /// An `Upstream` document.
    Upstream,
    /// A `Server` document without its tools, prompts and resources.
    Server,
    /// One tool of a server.
    Tool,
    /// One prompt of a server.
    Prompt,
    /// One resource or resource template of a server.
    Resource,
}

impl ResourceType {
    /// All types.
    pub const ALL: [Self; 5] = [
        Self::Upstream,
        Self::Server,
        Self::Tool,
        Self::Prompt,
        Self::Resource,
    ];

    /// The type URL in discovery requests and responses.
    pub const fn type_url(self) -> &'static str {
        match self {
            Self::Upstream => "type.googleapis.com/portico.config.v1.Upstream",
            Self::Server => "type.googleapis.com/portico.config.v1.Server",
            Self::Tool => "type.googleapis.com/portico.config.v1.Tool",
            Self::Prompt => "type.googleapis.com/portico.config.v1.Prompt",
            Self::Resource => "type.googleapis.com/portico.config.v1.Resource",
        }
    }

    /// The type of a type URL; `None` for a URL that is not one of Portico's.
    pub fn from_type_url(url: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|resource_type| resource_type.type_url() == url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_urls_are_read_back() {
        for resource_type in ResourceType::ALL {
            assert_eq!(
                ResourceType::from_type_url(resource_type.type_url()),
                Some(resource_type)
            );
        }
        assert_eq!(
            ResourceType::from_type_url("type.googleapis.com/envoy.config.cluster.v3.Cluster"),
            None
        );
    }
}
