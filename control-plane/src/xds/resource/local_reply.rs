//! The answer to give when an upstream breaks off in the middle of its response.
//!
//! Envoy then answers by itself and asks no filter. The filter leaves a JSON-RPC answer in its
//! filter state for that case, which Envoy gives in the place of its own text.

use super::value::uint;
use envoy_types::pb::envoy::config::accesslog::v3::{
    AccessLogFilter, AndFilter, ComparisonFilter, ExtensionFilter, StatusCodeFilter,
    access_log_filter::FilterSpecifier, comparison_filter, extension_filter,
};
use envoy_types::pb::envoy::config::core::v3 as core;
use envoy_types::pb::envoy::extensions::access_loggers::filters::cel::v3::ExpressionFilter;
use envoy_types::pb::envoy::extensions::filters::network::http_connection_manager::v3 as manager;
use envoy_types::util::pack_any;

/// The answer is there. (An absent key is an error, which counts as no match.)
const CONDITION: &str = "size(filter_state['wasm.portico.failure']) > 0";

/// Envoy's answer where an upstream breaks off is 500 at least (502, 503, 504). Comparing first
/// spares the filter's own answers the expression, which costs more than the rest of them.
const LOWEST_STATUS: u32 = 500;

/// The answer itself.
const ANSWER: &str = "%FILTER_STATE(wasm.portico.failure:PLAIN)%";

pub(super) fn build() -> manager::LocalReplyConfig {
    let expression = ExpressionFilter {
        expression: CONDITION.to_owned(),
        ..Default::default()
    };
    let filter = ExtensionFilter {
        name: "envoy.access_loggers.extension_filters.cel".to_owned(),
        config_type: Some(extension_filter::ConfigType::TypedConfig(pack_any(
            expression,
        ))),
    };
    let answer = core::DataSource {
        specifier: Some(core::data_source::Specifier::InlineString(
            ANSWER.to_owned(),
        )),
        ..Default::default()
    };
    let body = core::SubstitutionFormatString {
        content_type: "application/json".to_owned(),
        format: Some(core::substitution_format_string::Format::TextFormatSource(
            answer,
        )),
        ..Default::default()
    };
    let filters = vec![
        condition(FilterSpecifier::StatusCodeFilter(StatusCodeFilter {
            comparison: Some(ComparisonFilter {
                op: comparison_filter::Op::Ge.into(),
                value: Some(core::RuntimeUInt32 {
                    default_value: LOWEST_STATUS,
                    runtime_key: "portico.lowest_broken_off_status".to_owned(),
                }),
            }),
        })),
        condition(FilterSpecifier::ExtensionFilter(filter)),
    ];
    let mapper = manager::ResponseMapper {
        filter: Some(condition(FilterSpecifier::AndFilter(AndFilter { filters }))),
        status_code: uint(200),
        body_format_override: Some(body),
        ..Default::default()
    };
    manager::LocalReplyConfig {
        mappers: vec![mapper],
        ..Default::default()
    }
}

fn condition(specifier: FilterSpecifier) -> AccessLogFilter {
    AccessLogFilter {
        filter_specifier: Some(specifier),
    }
}
