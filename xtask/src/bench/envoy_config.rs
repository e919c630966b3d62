//! Envoy's configuration for each variant: the same but for the HTTP filters and routes.

use super::case;
use super::subject::{Setup, Variant};
use super::tool::{self, Tool};
use std::net::SocketAddr;
use std::path::Path;

/// Loopback addresses of one Envoy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addresses {
    /// Of the listener.
    pub(super) gateway: SocketAddr,
    pub(super) admin: SocketAddr,
    /// Of the upstream.
    pub(super) backend: SocketAddr,
}

const EVERYTHING_TO_BACKEND: &str = r#"          - match: {prefix: "/"}
            route: {cluster: backend}
"#;

/// Portico's routes: where the filter says, and nowhere else.
const WHERE_PORTICO_SAYS: &str = r#"          - match: {prefix: "/", headers: [{name: x-portico-cluster, present_match: true}]}
            route: {cluster_header: x-portico-cluster, timeout: 15s}
            request_headers_to_remove: [x-portico-cluster]
          - match: {prefix: "/"}
            direct_response: {status: 404}
"#;

/// What Portico's listeners have for answers that break off.
const BROKEN_ANSWERS: &str = r#"          local_reply_config:
            mappers:
            - filter:
                and_filter:
                  filters:
                  - status_code_filter:
                      comparison:
                        op: GE
                        value: {default_value: 500, runtime_key: portico.lowest_broken_off_status}
                  - extension_filter:
                      name: envoy.access_loggers.extension_filters.cel
                      typed_config:
                        "@type": type.googleapis.com/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter
                        expression: size(filter_state['wasm.portico.failure']) > 0
              status_code: 200
              body_format_override:
                text_format_source: {inline_string: "%FILTER_STATE(wasm.portico.failure:PLAIN)%"}
                content_type: application/json
"#;

/// A whole bootstrap, as YAML. Portico's is that of `envoy/inline.yaml` but for the documents.
pub(super) fn bootstrap(setup: Setup, addresses: &Addresses, filter: &Path) -> String {
    let (routes, local_replies, http_filter) = match setup.variant {
        Variant::Plain => (EVERYTHING_TO_BACKEND, "", String::new()),
        Variant::Bridge => (EVERYTHING_TO_BACKEND, "", bridge(setup.tools)),
        Variant::Portico => (
            WHERE_PORTICO_SAYS,
            BROKEN_ANSWERS,
            portico(filter, setup.tools),
        ),
    };
    format!(
        r#"admin: {{address: {admin}}}
static_resources:
  listeners:
  - name: gateway
    address: {gateway}
    per_connection_buffer_limit_bytes: 16777216
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: gateway
          use_remote_address: true
          normalize_path: true
          route_config:
            virtual_hosts:
            - name: all
              domains: ["*"]
              routes:
{routes}{local_replies}          http_filters:
{http_filter}          - name: envoy.filters.http.router
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
              suppress_envoy_headers: true
  clusters:
  - name: backend
    type: STATIC
    load_assignment:
      cluster_name: backend
      endpoints: [{{lb_endpoints: [{{endpoint: {{address: {backend}}}}}]}}]
"#,
        admin = socket_address(addresses.admin),
        gateway = socket_address(addresses.gateway),
        backend = socket_address(addresses.backend),
        routes = indented(routes, 4),
    )
}

fn socket_address(address: SocketAddr) -> String {
    let (ip, port) = (address.ip(), address.port());
    format!("{{socket_address: {{address: {ip}, port_value: {port}}}}}")
}

fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{:by$}{line}\n", ""))
        .collect()
}

/// Envoy's own translation of tool calls to REST.
fn bridge(tools: usize) -> String {
    let mut text = r#"          - name: envoy.filters.http.mcp_json_rest_bridge
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.mcp_json_rest_bridge.v3.McpJsonRestBridge
              tool_config:
                tool_list_local: {}
                tools:
"#
    .to_owned();
    for tool in tool::tools(tools) {
        let Tool {
            name,
            description,
            schema,
            method,
            path,
        } = tool;
        let body = if method == "post" { ", body: '*'" } else { "" };
        text += &format!(
            "                - name: {name}\n\
             \x20                 tool_list_config: {{description: '{description}', input_schema: '{schema}'}}\n\
             \x20                 http_rule: {{{method}: '{path}'{body}}}\n"
        );
    }
    text
}

/// This project's filter with its configuration in line.
fn portico(filter: &Path, tools: usize) -> String {
    format!(
        r#"          - name: portico
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
              config:
                name: portico
                root_id: portico
                vm_config:
                  vm_id: portico
                  runtime: envoy.wasm.runtime.v8
                  code: {{local: {{filename: '{}'}}}}
                configuration:
                  "@type": type.googleapis.com/google.protobuf.StringValue
                  value: '{}'
                failure_policy: FAIL_RELOAD
                allow_on_headers_stop_iteration: true
"#,
        filter.display(),
        plugin_configuration(tools)
    )
}

/// The filter's configuration, as JSON. Nothing in it has a single quote. All tools are on one page
/// of a list, as the bridge's are.
fn plugin_configuration(tools: usize) -> String {
    let path = case::ENDPOINT.trim_end_matches("/mcp");
    let listed: Vec<_> = tool::tools(tools)
        .map(|tool| {
            let Tool {
                name,
                description,
                schema,
                path,
                ..
            } = tool;
            let method = tool.method.to_ascii_uppercase();
            format!(
                r#"{{"name":"{name}","description":"{description}","inputSchema":{schema},"http":{{"upstream":"backend","method":"{method}","path":"{path}"}}}}"#
            )
        })
        .collect();
    format!(
        r#"{{"documents":[{{"kind":"Upstream","name":"backend","cluster":"backend"}},{{"kind":"Server","name":"bench","path":"{path}","pageSize":{tools},"tools":[{}]}}]}}"#,
        listed.join(",")
    )
}
