//! What one document adds to a snapshot.

use super::endpoint::{Endpoint, Host};
use super::kind::{Kind, PerKind};
use super::resource::{Resource, ResourceSet, Version};
use crate::config::GatewayConfig;
use crate::xds::resource::{cluster, document};
use portico_config::model::Upstream;
use portico_config::{Document, NamedResource};
use std::sync::Arc;

/// The resources of one document.
#[derive(Debug)]
pub(super) struct Part(Vec<(Kind, Arc<Resource>)>);

impl Part {
    /// The resources of `source`; those that are in `known` already are shared with it.
    pub(super) fn of(
        source: &Document,
        gateway: &GatewayConfig,
        known: &PerKind<Arc<ResourceSet>>,
    ) -> Self {
        let mut made = Vec::new();
        let named = match source {
            Document::Upstream(upstream) => {
                let (upstream, cluster) = with_cluster(upstream.clone(), gateway);
                made.extend(cluster.map(|cluster| (Kind::Cluster, cluster)));
                portico_config::split(&Document::Upstream(upstream))
            }
            Document::Server(_) => portico_config::split(source),
        };
        made.extend(named.iter().map(|named| {
            let kind = Kind::from(named.resource_type);
            (kind, portico_resource(named))
        }));
        let share = |(kind, resource): (Kind, Resource)| {
            let shared = match known.get(kind).get(&resource.name) {
                Some(known) if **known == resource => Arc::clone(known),
                _ => Arc::new(resource),
            };
            (kind, shared)
        };
        Self(made.into_iter().map(share).collect())
    }

    /// The resources, each with its kind.
    pub(super) fn resources(&self) -> impl Iterator<Item = (Kind, &Arc<Resource>)> {
        self.0.iter().map(|(kind, resource)| (*kind, resource))
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
        ..envoy_resource(&name, body)
    };
    upstream.cluster = Some(name);
    (upstream, Some(resource))
}

/// A resource of Envoy's own.
pub(super) fn envoy_resource(name: &str, body: Vec<u8>) -> Resource {
    Resource {
        name: name.into(),
        version: Version::of(&body),
        body,
        needs_dns: false,
    }
}

fn portico_resource(named: &NamedResource) -> Resource {
    Resource {
        name: named.name.as_str().into(),
        version: Version::of(named.json.as_bytes()),
        body: document::encode(&named.json),
        needs_dns: false,
    }
}
