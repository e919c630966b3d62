//! The cluster of an upstream given by URL.

use super::value::{seconds, socket, uint};
use crate::config::GatewayConfig;
use crate::snapshot::{Endpoint, EndpointTls, Host};
use cluster::cluster::ClusterDiscoveryType;
use envoy_types::pb::envoy::config::cluster::v3 as cluster;
use envoy_types::pb::envoy::config::core::v3 as core;
use envoy_types::pb::envoy::config::endpoint::v3 as endpoint;
use envoy_types::pb::envoy::extensions::clusters::common::dns::v3::DnsLookupFamily;
use envoy_types::pb::envoy::extensions::clusters::dns::v3::{DnsCluster, dns_cluster::RefreshRate};
use envoy_types::pb::envoy::extensions::transport_sockets::tls::v3 as tls;
use envoy_types::pb::envoy::extensions::upstreams::http::v3 as http;
use envoy_types::pb::envoy::r#type::matcher::v3::{StringMatcher, string_matcher::MatchPattern};
use envoy_types::util::pack_any;
use portico_config::model::Upstream;
use prost::Message;

/// Envoy's default thresholds (1024) would refuse calls that the upstream could serve.
const MAX_IN_FLIGHT: u32 = 100_000;

/// Many servers close idle connections after 5 s (Node.js). A request sent at that moment is lost,
/// so Envoy closes them first.
const IDLE_SECONDS: i64 = 4;

/// The encoded cluster called `name` that sends to `endpoint`.
pub fn build(
    name: &str,
    upstream: &Upstream,
    endpoint: &Endpoint,
    gateway: &GatewayConfig,
) -> Vec<u8> {
    let cluster = cluster::Cluster {
        name: name.to_owned(),
        alt_stat_name: format!("portico.{}.{}", upstream.tenant, upstream.name),
        connect_timeout: seconds(5),
        cluster_discovery_type: Some(discovery(&endpoint.host)),
        load_assignment: Some(load_assignment(name, endpoint)),
        circuit_breakers: Some(circuit_breakers()),
        typed_extension_protocol_options: [(
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions".to_owned(),
            pack_any(protocol(endpoint.tls.is_some())),
        )]
        .into(),
        transport_socket: endpoint
            .tls
            .as_ref()
            .map(|tls| transport_socket(tls, &gateway.ca_file)),
        ..Default::default()
    };
    cluster.encode_to_vec()
}

fn discovery(host: &Host) -> ClusterDiscoveryType {
    if let Host::Address(_) = host {
        return ClusterDiscoveryType::Type(cluster::cluster::DiscoveryType::Static.into());
    }
    let dns = DnsCluster {
        // Both families would be hosts of their own, and half the calls fail where one is dead.
        dns_lookup_family: DnsLookupFamily::V4Preferred.into(),
        dns_failure_refresh_rate: Some(RefreshRate {
            base_interval: seconds(1),
            max_interval: seconds(5),
        }),
        respect_dns_ttl: true,
        ..Default::default()
    };
    let typed_config = Some(pack_any(dns));
    ClusterDiscoveryType::ClusterType(cluster::cluster::CustomClusterType {
        name: "envoy.cluster.dns".to_owned(),
        typed_config,
    })
}

fn load_assignment(name: &str, target: &Endpoint) -> endpoint::ClusterLoadAssignment {
    let address = socket(target.host.to_text(), target.port);
    let host = endpoint::Endpoint {
        address: Some(address),
        ..Default::default()
    };
    let host = endpoint::LbEndpoint {
        host_identifier: Some(endpoint::lb_endpoint::HostIdentifier::Endpoint(host)),
        ..Default::default()
    };
    let locality = endpoint::LocalityLbEndpoints {
        lb_endpoints: vec![host],
        ..Default::default()
    };
    endpoint::ClusterLoadAssignment {
        cluster_name: name.to_owned(),
        endpoints: vec![locality],
        ..Default::default()
    }
}

fn circuit_breakers() -> cluster::CircuitBreakers {
    let thresholds = cluster::circuit_breakers::Thresholds {
        max_connections: uint(MAX_IN_FLIGHT),
        max_pending_requests: uint(MAX_IN_FLIGHT),
        max_requests: uint(MAX_IN_FLIGHT),
        max_retries: uint(MAX_IN_FLIGHT),
        ..Default::default()
    };
    cluster::CircuitBreakers {
        thresholds: vec![thresholds],
        ..Default::default()
    }
}

/// HTTP/1.1 in plain text; over TLS what the server chooses (ALPN).
fn protocol(secure: bool) -> http::HttpProtocolOptions {
    use http::http_protocol_options::explicit_http_config::ProtocolConfig;
    use http::http_protocol_options::{
        AutoHttpConfig, ExplicitHttpConfig, UpstreamProtocolOptions,
    };
    let http1 = core::Http1ProtocolOptions::default();
    let options = if secure {
        UpstreamProtocolOptions::AutoConfig(AutoHttpConfig {
            http_protocol_options: Some(http1),
            http2_protocol_options: Some(core::Http2ProtocolOptions::default()),
            ..Default::default()
        })
    } else {
        let protocol_config = Some(ProtocolConfig::HttpProtocolOptions(http1));
        UpstreamProtocolOptions::ExplicitHttpConfig(ExplicitHttpConfig { protocol_config })
    };
    http::HttpProtocolOptions {
        common_http_protocol_options: Some(core::HttpProtocolOptions {
            idle_timeout: seconds(IDLE_SECONDS),
            ..Default::default()
        }),
        upstream_protocol_options: Some(options),
        ..Default::default()
    }
}

/// TLS with the certificate verified against the host name or address.
fn transport_socket(settings: &EndpointTls, default_ca_file: &str) -> core::TransportSocket {
    use tls::subject_alt_name_matcher::SanType;
    let ca_file = settings.ca_file.as_deref().unwrap_or(default_ca_file);
    let expected = settings.server_name.to_text();
    let (san_type, sni) = match &settings.server_name {
        Host::Name(name) => (SanType::Dns, name.clone()),
        // RFC 6066 section 3: no addresses in SNI.
        Host::Address(_) => (SanType::IpAddress, String::new()),
    };
    let san = tls::SubjectAltNameMatcher {
        san_type: san_type.into(),
        matcher: Some(StringMatcher {
            match_pattern: Some(MatchPattern::Exact(expected)),
            ..Default::default()
        }),
        ..Default::default()
    };
    let trusted_ca = core::DataSource {
        specifier: Some(core::data_source::Specifier::Filename(ca_file.to_owned())),
        ..Default::default()
    };
    let validation = tls::CertificateValidationContext {
        trusted_ca: Some(trusted_ca),
        match_typed_subject_alt_names: vec![san],
        ..Default::default()
    };
    let common = tls::CommonTlsContext {
        tls_params: Some(tls::TlsParameters {
            tls_minimum_protocol_version: tls::tls_parameters::TlsProtocol::TlSv12.into(),
            ..Default::default()
        }),
        alpn_protocols: vec!["h2".to_owned(), "http/1.1".to_owned()],
        validation_context_type: Some(
            tls::common_tls_context::ValidationContextType::ValidationContext(validation),
        ),
        ..Default::default()
    };
    let context = tls::UpstreamTlsContext {
        common_tls_context: Some(common),
        sni,
        ..Default::default()
    };
    core::TransportSocket {
        name: "envoy.transport_sockets.tls".to_owned(),
        config_type: Some(core::transport_socket::ConfigType::TypedConfig(pack_any(
            context,
        ))),
    }
}
