//! What one document adds to a snapshot.

use super::credential;
use super::endpoint::{Endpoint, Host};
use super::kind::{Kind, PerKind};
use super::resource::{Resource, ResourceSet, Version};
use crate::config::GatewayConfig;
use crate::secret::Unresolved;
use crate::xds::resource::{cluster, document};
use portico_config::model::{Plain, Upstream};
use portico_config::{Document, NamedResource};
use std::sync::Arc;

/// The resources of one document.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    resources: Vec<(Kind, Arc<Resource>)>,
    origin: Origin,
}

/// What a part was made with, besides its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Origin {
    /// An earlier state of the document, as this one cannot be used.
    Stale,
    /// Nothing.
    #[default]
    Alone,
    /// This secret.
    Secret(Plain),
}

impl Part {
    /// The resources of `source`, which needs `secret`; those that are in `known` already are shared
    /// with it.
    ///
    /// # Errors
    /// If the secret cannot be sent where it belongs.
    pub(super) fn of(
        source: &Document,
        secret: Option<&Plain>,
        gateway: &GatewayConfig,
        known: &PerKind<Arc<ResourceSet>>,
    ) -> Result<Self, Unresolved> {
        let mut made = Vec::new();
        let named = match source {
            Document::Upstream(upstream) => {
                let upstream = match secret {
                    Some(secret) => credential::filled(upstream, secret)?,
                    None => upstream.clone(),
                };
                let (upstream, cluster) = with_cluster(upstream, gateway);
                made.extend(cluster.map(|cluster| (Kind::Cluster, cluster)));
                portico_config::split(&Document::Upstream(upstream))
            }
            Document::Server(_) | Document::Secret(_) => portico_config::split(source),
        };
        made.extend(named.iter().map(|named| {
            let kind = Kind::from(named.resource_type);
            (kind, portico_resource(kind, named))
        }));
        let share = |(kind, resource): (Kind, Resource)| {
            let shared = match known.get(kind).get(&resource.name) {
                Some(known) if **known == resource => Arc::clone(known),
                _ => Arc::new(resource),
            };
            (kind, shared)
        };
        Ok(Self {
            resources: made.into_iter().map(share).collect(),
            origin: Origin::of(secret),
        })
    }

    /// Whether this is what the same document gives with `secret`.
    pub(super) fn is_made_with(&self, secret: Option<&Plain>) -> bool {
        self.origin == Origin::of(secret)
    }

    /// The same resources, for a document that cannot be used.
    pub(super) fn stale(&self) -> Self {
        Self {
            resources: self.resources.clone(),
            origin: Origin::Stale,
        }
    }

    /// The resources, each with its kind.
    pub(super) fn resources(&self) -> impl Iterator<Item = (Kind, &Arc<Resource>)> {
        self.resources
            .iter()
            .map(|(kind, resource)| (*kind, resource))
    }
}

impl Origin {
    fn of(secret: Option<&Plain>) -> Self {
        secret.cloned().map_or(Self::Alone, Self::Secret)
    }
}

/// The upstream with its cluster filled in, and that cluster.
fn with_cluster(mut upstream: Upstream, gateway: &GatewayConfig) -> (Upstream, Option<Resource>) {
    let Some(endpoint) = Endpoint::of(&upstream) else {
        return (upstream, None);
    };
    let name = endpoint.cluster_name(&upstream);
    let body = cluster::build(&name, &upstream, &endpoint, gateway);
    let needs_dns = matches!(endpoint.host, Host::Name(_));
    let resource = Resource {
        needs_dns,
        ..envoy_resource(Kind::Cluster, &name, &body)
    };
    upstream.cluster = Some(name);
    (upstream, Some(resource))
}

/// A resource of Envoy's own.
pub(super) fn envoy_resource(kind: Kind, name: &str, body: &[u8]) -> Resource {
    Resource::new(kind, name, Version::of(body), body)
}

fn portico_resource(kind: Kind, named: &NamedResource) -> Resource {
    let version = Version::of(named.json.as_bytes());
    Resource::new(kind, &named.name, version, &document::encode(&named.json))
}
