//! The listener that MCP clients connect to.

use super::value::{seconds, socket, truth, uint};
use super::{bridge, http_filter, local_reply};
use crate::config::GatewayConfig;
use envoy_types::pb::envoy::config::accesslog::v3 as accesslog;
use envoy_types::pb::envoy::config::core::v3 as core;
use envoy_types::pb::envoy::config::listener::v3 as listener;
use envoy_types::pb::envoy::config::route::v3 as route;
use envoy_types::pb::envoy::extensions::access_loggers::file::v3::FileAccessLog;
use envoy_types::pb::envoy::extensions::access_loggers::file::v3::file_access_log::AccessLogFormat;
use envoy_types::pb::envoy::extensions::filters::network::http_connection_manager::v3 as manager;
use envoy_types::pb::envoy::r#type::matcher::v3::StringMatcher;
use envoy_types::pb::envoy::r#type::matcher::v3::string_matcher::MatchPattern;
use envoy_types::util::pack_any;
use prost::Message;

/// The listener's name.
pub const NAME: &str = "portico";

/// Header in which the filter names the cluster of the tool that is called. The route removes it.
const CLUSTER_HEADER: &str = "x-portico-cluster";

/// A request or response is held in memory while it is translated: this is the longest one.
const BUFFER_LIMIT: u32 = 16 << 20;

/// Envoy's default format, but without the query, which may hold a credential: it is the path of the
/// request to the upstream.
const ACCESS_LOG: &str = concat!(
    "[%START_TIME%] \"%REQ(:METHOD)% %PATH(NQ:ORIG_OR_PATH)% %PROTOCOL%\" %RESPONSE_CODE% ",
    "%RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% ",
    "%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \"%REQ(X-FORWARDED-FOR)%\" \"%REQ(USER-AGENT)%\" ",
    "\"%REQ(X-REQUEST-ID)%\" \"%REQ(:AUTHORITY)%\" \"%UPSTREAM_HOST%\"\n"
);

/// Time for a whole response where the filter sets none.
const ROUTE_SECONDS: i64 = 15;

/// The encoded listener; `None` if there is no filter to put into it.
pub fn build(gateway: &GatewayConfig) -> Option<Vec<u8>> {
    let code = gateway.filter.as_ref()?;
    let manager = manager::HttpConnectionManager {
        stat_prefix: NAME.to_owned(),
        http_filters: http_filter::build(gateway, code),
        route_specifier: Some(
            manager::http_connection_manager::RouteSpecifier::RouteConfig(routes(gateway)),
        ),
        local_reply_config: Some(local_reply::build()),
        access_log: gateway
            .access_log
            .as_deref()
            .map(access_log)
            .into_iter()
            .collect(),
        ..hardened()
    };
    let filter = listener::Filter {
        name: "envoy.filters.network.http_connection_manager".to_owned(),
        config_type: Some(listener::filter::ConfigType::TypedConfig(pack_any(manager))),
    };
    let listener = listener::Listener {
        name: NAME.to_owned(),
        address: Some(socket(
            gateway.listen.ip().to_string(),
            gateway.listen.port(),
        )),
        per_connection_buffer_limit_bytes: uint(BUFFER_LIMIT),
        filter_chains: vec![listener::FilterChain {
            filters: vec![filter],
            ..Default::default()
        }],
        ..Default::default()
    };
    Some(listener.encode_to_vec())
}

/// What Envoy's documentation asks of an edge proxy. Headers with underscores are let through:
/// `Mcp-Param-*` headers are named after tools' arguments.
fn hardened() -> manager::HttpConnectionManager {
    use manager::http_connection_manager::PathWithEscapedSlashesAction;
    manager::HttpConnectionManager {
        use_remote_address: truth(true),
        normalize_path: truth(true),
        path_with_escaped_slashes_action: PathWithEscapedSlashesAction::RejectRequest.into(),
        max_request_headers_kb: uint(60),
        // A client that sends its request drop by drop does not hold memory for long.
        request_headers_timeout: seconds(10),
        request_timeout: seconds(60),
        stream_idle_timeout: seconds(300),
        common_http_protocol_options: Some(core::HttpProtocolOptions {
            idle_timeout: seconds(3600),
            max_headers_count: uint(100),
            ..Default::default()
        }),
        http2_protocol_options: Some(core::Http2ProtocolOptions {
            max_concurrent_streams: uint(100),
            initial_stream_window_size: uint(64 << 10),
            initial_connection_window_size: uint(1 << 20),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn routes(gateway: &GatewayConfig) -> route::RouteConfiguration {
    use route::header_matcher::HeaderMatchSpecifier;
    let to = |specifier, action| route::Route {
        r#match: Some(prefix_match(vec![route::HeaderMatcher {
            name: CLUSTER_HEADER.to_owned(),
            header_match_specifier: Some(specifier),
            ..Default::default()
        }])),
        request_headers_to_remove: vec![CLUSTER_HEADER.to_owned()],
        action: Some(route::route::Action::Route(action)),
        ..Default::default()
    };
    let is_bridge = HeaderMatchSpecifier::StringMatch(StringMatcher {
        match_pattern: Some(MatchPattern::Exact(bridge::NAME.to_owned())),
        ..Default::default()
    });
    let stream = to(is_bridge, bridge::route(seconds(ROUTE_SECONDS)));
    let streams = (!gateway.bridges.is_empty()).then_some(stream);
    let call = to(
        HeaderMatchSpecifier::PresentMatch(true),
        route::RouteAction {
            cluster_specifier: Some(route::route_action::ClusterSpecifier::ClusterHeader(
                CLUSTER_HEADER.to_owned(),
            )),
            timeout: seconds(ROUTE_SECONDS),
            ..Default::default()
        },
    );
    let otherwise = route::Route {
        r#match: Some(prefix_match(Vec::new())),
        action: Some(route::route::Action::DirectResponse(
            route::DirectResponseAction {
                status: 404,
                ..Default::default()
            },
        )),
        ..Default::default()
    };
    route::RouteConfiguration {
        name: NAME.to_owned(),
        virtual_hosts: vec![route::VirtualHost {
            name: NAME.to_owned(),
            domains: vec!["*".to_owned()],
            routes: streams.into_iter().chain([call, otherwise]).collect(),
            ..Default::default()
        }],
        ..Default::default()
    }
}

fn prefix_match(headers: Vec<route::HeaderMatcher>) -> route::RouteMatch {
    route::RouteMatch {
        path_specifier: Some(route::route_match::PathSpecifier::Prefix("/".to_owned())),
        headers,
        ..Default::default()
    }
}

fn access_log(path: &str) -> accesslog::AccessLog {
    let config = pack_any(FileAccessLog {
        path: path.to_owned(),
        access_log_format: Some(AccessLogFormat::LogFormat(core::SubstitutionFormatString {
            format: Some(core::substitution_format_string::Format::TextFormatSource(
                core::DataSource {
                    specifier: Some(core::data_source::Specifier::InlineString(
                        ACCESS_LOG.to_owned(),
                    )),
                    ..Default::default()
                },
            )),
            ..Default::default()
        })),
    });
    accesslog::AccessLog {
        name: "envoy.access_loggers.file".to_owned(),
        config_type: Some(accesslog::access_log::ConfigType::TypedConfig(config)),
        ..Default::default()
    }
}
