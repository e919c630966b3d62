//! The cluster of the bridge's replicas, and the route to it.

use super::value::{seconds, socket, uint};
use crate::config::HostPort;
use cluster::cluster::{ClusterDiscoveryType, DiscoveryType, LbPolicy};
use envoy_types::pb::envoy::config::cluster::v3 as cluster;
use envoy_types::pb::envoy::config::core::v3 as core;
use envoy_types::pb::envoy::config::endpoint::v3 as endpoint;
use envoy_types::pb::envoy::config::route::v3 as route;
use envoy_types::pb::envoy::extensions::retry::host::previous_hosts::v3::PreviousHostsPredicate;
use envoy_types::pb::envoy::extensions::upstreams::http::v3 as http;
use envoy_types::pb::envoy::r#type::v3::{CodecClientType, Percent};
use envoy_types::pb::google::protobuf::Duration;
use envoy_types::util::pack_any;
use prost::Message;

/// The cluster's name.
pub const NAME: &str = "portico-bridge";

/// The header by whose hash a replica is found. The filter writes it.
const HASHED: &str = "x-portico-session";

/// Other replicas that are tried when one does not take a connection: it has just died.
const OTHERS: u32 = 2;

/// Streams last, so Envoy's default thresholds (1024) would be few.
const MAX_STREAMS: u32 = 1_000_000;

/// Bytes that wait for one reader, and for all readers of one connection: those that stall must not
/// hold up the others.
const STREAM_WINDOW: u32 = 64 << 10;
const CONNECTION_WINDOW: u32 = 64 << 20;

/// The encoded cluster of `replicas`; `None` if there are none.
pub fn build(replicas: &[HostPort]) -> Option<Vec<u8>> {
    if replicas.is_empty() {
        return None;
    }
    let is_address = |replica: &HostPort| replica.host.parse::<std::net::IpAddr>().is_ok();
    let discovery = if replicas.iter().all(is_address) {
        DiscoveryType::Static
    } else {
        // Each address of a name is a replica.
        DiscoveryType::StrictDns
    };
    let cluster = cluster::Cluster {
        name: NAME.to_owned(),
        connect_timeout: seconds(2),
        cluster_discovery_type: Some(ClusterDiscoveryType::Type(discovery.into())),
        // The same session finds the same replica, from every Envoy, as long as it is healthy.
        lb_policy: LbPolicy::Maglev.into(),
        common_lb_config: Some(cluster::cluster::CommonLbConfig {
            // Without a healthy replica there is none: no stream is sent to one that stops.
            healthy_panic_threshold: Some(Percent { value: 0.0 }),
            ..Default::default()
        }),
        load_assignment: Some(load_assignment(replicas)),
        health_checks: vec![health_check()],
        circuit_breakers: Some(circuit_breakers()),
        typed_extension_protocol_options: [(
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions".to_owned(),
            pack_any(protocol()),
        )]
        .into(),
        ..Default::default()
    };
    Some(cluster.encode_to_vec())
}

/// What is done with requests to the bridge. `limit` is for those that are no streams.
pub(super) fn route(limit: Option<Duration>) -> route::RouteAction {
    use route::retry_policy::{RetryHostPredicate, retry_host_predicate::ConfigType};
    use route::route_action::hash_policy::{Header, PolicySpecifier};
    let by_session = route::route_action::HashPolicy {
        policy_specifier: Some(PolicySpecifier::Header(Header {
            header_name: HASHED.to_owned(),
            ..Default::default()
        })),
        ..Default::default()
    };
    // Until Envoy knows that a replica is gone, its clients come back to another one all the same.
    let elsewhere = RetryHostPredicate {
        name: "envoy.retry_host_predicates.previous_hosts".to_owned(),
        config_type: Some(ConfigType::TypedConfig(pack_any(PreviousHostsPredicate {}))),
    };
    let retries = route::RetryPolicy {
        retry_on: "connect-failure,refused-stream".to_owned(),
        num_retries: uint(OTHERS),
        retry_host_predicate: vec![elsewhere],
        host_selection_retry_max_attempts: 10,
        ..Default::default()
    };
    route::RouteAction {
        cluster_specifier: Some(route::route_action::ClusterSpecifier::Cluster(
            NAME.to_owned(),
        )),
        timeout: limit,
        hash_policy: vec![by_session],
        retry_policy: Some(retries),
        ..Default::default()
    }
}

fn load_assignment(replicas: &[HostPort]) -> endpoint::ClusterLoadAssignment {
    let hosts = replicas.iter().map(|replica| {
        let host = endpoint::Endpoint {
            address: Some(socket(replica.host.clone(), replica.port)),
            ..Default::default()
        };
        endpoint::LbEndpoint {
            host_identifier: Some(endpoint::lb_endpoint::HostIdentifier::Endpoint(host)),
            ..Default::default()
        }
    });
    endpoint::ClusterLoadAssignment {
        cluster_name: NAME.to_owned(),
        endpoints: vec![endpoint::LocalityLbEndpoints {
            lb_endpoints: hosts.collect(),
            ..Default::default()
        }],
        ..Default::default()
    }
}

/// A replica that stops says so here before it ends its streams.
fn health_check() -> core::HealthCheck {
    use core::health_check::{HealthChecker, HttpHealthCheck};
    let http = HttpHealthCheck {
        path: "/readyz".to_owned(),
        host: NAME.to_owned(),
        codec_client_type: CodecClientType::Http2.into(),
        ..Default::default()
    };
    core::HealthCheck {
        timeout: seconds(2),
        interval: seconds(1),
        no_traffic_interval: seconds(1),
        unhealthy_threshold: uint(2),
        healthy_threshold: uint(1),
        health_checker: Some(HealthChecker::HttpHealthCheck(http)),
        ..Default::default()
    }
}

fn circuit_breakers() -> cluster::CircuitBreakers {
    let thresholds = cluster::circuit_breakers::Thresholds {
        max_connections: uint(MAX_STREAMS),
        max_pending_requests: uint(MAX_STREAMS),
        max_requests: uint(MAX_STREAMS),
        max_retries: uint(MAX_STREAMS),
        ..Default::default()
    };
    cluster::CircuitBreakers {
        thresholds: vec![thresholds],
        ..Default::default()
    }
}

fn protocol() -> http::HttpProtocolOptions {
    use http::http_protocol_options::explicit_http_config::ProtocolConfig;
    use http::http_protocol_options::{ExplicitHttpConfig, UpstreamProtocolOptions};
    let http2 = core::Http2ProtocolOptions {
        initial_stream_window_size: uint(STREAM_WINDOW),
        initial_connection_window_size: uint(CONNECTION_WINDOW),
        connection_keepalive: Some(core::KeepaliveSettings {
            interval: seconds(30),
            timeout: seconds(10),
            ..Default::default()
        }),
        ..Default::default()
    };
    let config = ExplicitHttpConfig {
        protocol_config: Some(ProtocolConfig::Http2ProtocolOptions(http2)),
    };
    http::HttpProtocolOptions {
        upstream_protocol_options: Some(UpstreamProtocolOptions::ExplicitHttpConfig(config)),
        ..Default::default()
    }
}
