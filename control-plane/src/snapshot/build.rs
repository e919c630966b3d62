//! Building a snapshot.

use super::endpoint::Endpoint;
use super::kind::{Kind, PerKind};
use super::resource::{Resource, ResourceSet, Version};
use crate::config::GatewayConfig;
use crate::xds::resource::{cluster, document, listener};
use portico_config::model::Upstream;
use portico_config::{Document, NamedResource};
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

/// The resources of valid `documents` and of the gateway itself. The revision is that of
/// `previous` if no resource differs, and one more otherwise.
pub fn build(
    documents: &[Document],
    complete: bool,
    gateway: &GatewayConfig,
    previous: Option<&Snapshot>,
) -> Snapshot {
    let mut resources: PerKind<Vec<Resource>> = PerKind::from_fn(|_| Vec::new());
    for source in documents {
        let source = match source {
            Document::Upstream(upstream) => {
                let (upstream, made) = with_cluster(upstream.clone(), gateway);
                resources.get_mut(Kind::Cluster).extend(made);
                portico_config::split(&Document::Upstream(upstream))
            }
            Document::Server(_) => portico_config::split(source),
        };
        for named in source {
            resources
                .get_mut(Kind::from(named.resource_type))
                .push(portico_resource(&named));
        }
    }
    resources
        .get_mut(Kind::Listener)
        .extend(listener::build(gateway).map(|body| envoy_resource(listener::NAME, body)));

    let sets = PerKind::from_fn(|kind| {
        let resources = std::mem::take(resources.get_mut(kind));
        ResourceSet::new(resources, previous.map(|snapshot| snapshot.set(kind)))
    });
    let unchanged =
        |kind| previous.is_some_and(|snapshot| Arc::ptr_eq(snapshot.set(kind), sets.get(kind)));
    let last = previous.map_or(0, |snapshot| snapshot.revision);
    let revision = if Kind::ALL.into_iter().all(unchanged) {
        last
    } else {
        last.saturating_add(1)
    };
    let clusters_revision = match previous {
        Some(snapshot) if unchanged(Kind::Cluster) => snapshot.clusters_revision,
        _ => revision,
    };
    Snapshot {
        revision,
        clusters_revision,
        complete,
        documents: documents.len(),
        sets,
    }
}

/// The upstream with its cluster filled in, and that cluster.
fn with_cluster(mut upstream: Upstream, gateway: &GatewayConfig) -> (Upstream, Option<Resource>) {
    let Some(endpoint) = Endpoint::of(&upstream) else {
        return (upstream, None);
    };
    let name = endpoint.cluster_name(&upstream);
    let body = cluster::build(&name, &upstream, &endpoint, gateway);
    let needs_dns = matches!(endpoint.host, super::Host::Name(_));
    let resource = Resource {
        needs_dns,
        ..envoy_resource(&name, body)
    };
    upstream.cluster = Some(name);
    (upstream, Some(resource))
}

fn envoy_resource(name: &str, body: Vec<u8>) -> Resource {
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
