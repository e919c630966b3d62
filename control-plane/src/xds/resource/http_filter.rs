//! The HTTP filters of the listener: Portico, then Envoy's router.

use super::bridge;
use super::value::{millis, seconds, truth, uint};
use crate::config::GatewayConfig;
use crate::filter_code::FilterCode;
use envoy_types::pb::envoy::config::core::v3 as core;
use envoy_types::pb::envoy::extensions::filters::http::router::v3::Router;
use envoy_types::pb::envoy::extensions::filters::http::wasm::v3::Wasm;
use envoy_types::pb::envoy::extensions::filters::network::http_connection_manager::v3 as manager;
use envoy_types::pb::envoy::extensions::wasm::v3 as wasm;
use envoy_types::pb::google::protobuf::{Any, StringValue};
use envoy_types::util::pack_any;

/// Cluster of Envoy's bootstrap over which the filter opens its stream (HTTP/2).
const STREAM_CLUSTER: &str = "portico-control-plane";

/// Cluster of Envoy's bootstrap over which Envoy fetches the filter's code (HTTP/1.1).
const CODE_CLUSTER: &str = "portico-control-plane-http";

/// The filters in their order.
pub(super) fn build(gateway: &GatewayConfig, code: &FilterCode) -> Vec<manager::HttpFilter> {
    let router = Router {
        suppress_envoy_headers: true,
        ..Default::default()
    };
    vec![
        named(
            "portico",
            pack_any(Wasm {
                config: Some(plugin(gateway, code)),
            }),
        ),
        named("envoy.filters.http.router", pack_any(router)),
    ]
}

fn named(name: &str, config: Any) -> manager::HttpFilter {
    manager::HttpFilter {
        name: name.to_owned(),
        config_type: Some(manager::http_filter::ConfigType::TypedConfig(config)),
        ..Default::default()
    }
}

fn plugin(gateway: &GatewayConfig, code: &FilterCode) -> wasm::PluginConfig {
    let mut configuration = serde_json::json!({
        "controlPlane": {"cluster": STREAM_CLUSTER},
        "unmatched": gateway.unmatched,
    });
    if let (Some(fields), false) = (configuration.as_object_mut(), gateway.bridges.is_empty()) {
        let cluster = serde_json::json!({"cluster": bridge::NAME});
        fields.insert("bridge".to_owned(), cluster);
    }
    let vm = wasm::VmConfig {
        vm_id: "portico".to_owned(),
        runtime: "envoy.wasm.runtime.v8".to_owned(),
        code: Some(core::AsyncDataSource {
            specifier: Some(core::async_data_source::Specifier::Remote(remote_code(
                code,
            ))),
        }),
        ..Default::default()
    };
    wasm::PluginConfig {
        name: "portico".to_owned(),
        root_id: "portico".to_owned(),
        // A StringValue reaches the filter as its text; a Struct would be binary.
        configuration: Some(pack_any(StringValue {
            value: configuration.to_string(),
        })),
        failure_policy: wasm::FailurePolicy::FailReload.into(),
        // Lets the filter hold the headers while it reads the body.
        allow_on_headers_stop_iteration: truth(true),
        vm: Some(wasm::plugin_config::Vm::VmConfig(vm)),
        ..Default::default()
    }
}

/// Without a retry policy Envoy would give up after a second and refuse every request for ever.
fn remote_code(code: &FilterCode) -> core::RemoteDataSource {
    let back_off = core::BackoffStrategy {
        base_interval: millis(200),
        max_interval: seconds(2),
    };
    core::RemoteDataSource {
        http_uri: Some(core::HttpUri {
            uri: format!("http://portico{}", code.path()),
            timeout: seconds(10),
            http_upstream_type: Some(core::http_uri::HttpUpstreamType::Cluster(
                CODE_CLUSTER.to_owned(),
            )),
        }),
        sha256: code.sha256().to_owned(),
        retry_policy: Some(core::RetryPolicy {
            num_retries: uint(u32::MAX),
            retry_back_off: Some(back_off),
            ..Default::default()
        }),
    }
}
