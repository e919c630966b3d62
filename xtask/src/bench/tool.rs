//! The tools that the gateways serve, and what the upstream answers to each.

use std::fmt::Write as _;

/// One tool, in what the configurations of the gateways have in common.
pub(crate) struct Tool {
    pub(crate) name: String,
    pub(crate) description: String,
    /// JSON Schema of the arguments.
    pub(crate) schema: &'static str,
    /// `get` or `post`; the arguments of a POST are the fields of its JSON body.
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
}

/// Takes an order of about 2 KB.
pub(super) const CREATE_ORDER: &str = "create_order";

/// Gives a report of about 100 KB.
pub(super) const GET_REPORT: &str = "get_report";

/// The tool that is called with an argument in its path.
pub(super) const GET_WEATHER: &str = "get_weather_0";

const ORDER_SCHEMA: &str = r#"{"type":"object","properties":{"customer":{"type":"string"},"lines":{"type":"array","items":{"type":"object"}},"note":{"type":"string"}},"required":["customer","lines"]}"#;
const REPORT_SCHEMA: &str = r#"{"type":"object","properties":{"year":{"type":"string","description":"The year"}},"required":["year"]}"#;
const WEATHER_SCHEMA: &str = r#"{"type":"object","properties":{"city":{"type":"string","description":"Name of the city"}},"required":["city"]}"#;

/// So many tools: one that takes an order, one that gives a report, and weather.
pub(super) fn tools(count: usize) -> impl Iterator<Item = Tool> {
    let tool = |name: &str, description: &str, schema, method, path| Tool {
        name: name.to_owned(),
        description: description.to_owned(),
        schema,
        method,
        path,
    };
    let order = tool(
        CREATE_ORDER,
        "Takes an order",
        ORDER_SCHEMA,
        "post",
        "/v1/orders",
    );
    let report = tool(
        GET_REPORT,
        "Gives the report of a year",
        REPORT_SCHEMA,
        "get",
        "/v1/reports/{year}",
    );
    let weather = (0..count.saturating_sub(2)).map(weather);
    [order, report].into_iter().chain(weather)
}

/// A weather tool.
pub(crate) fn weather(number: usize) -> Tool {
    Tool {
        name: format!("get_weather_{number}"),
        description: format!("Tells the weather of a city, source {number}"),
        schema: WEATHER_SCHEMA,
        method: "get",
        path: "/v1/weather/{city}",
    }
}

/// What the upstream answers to `GET /v1/weather/CITY`.
pub(crate) const WEATHER: &str =
    r#"{"city":"Berlin","celsius":21.5,"wind":{"speed":4,"from":"NW"},"rain":false}"#;

/// The arguments of an order, about 2 KB of JSON, without spaces and with sorted keys: any gateway
/// that keeps the values sends as many bytes.
pub(super) fn order() -> String {
    let lines: Vec<_> = (1..=35)
        .map(|line| {
            format!(r#"{{"count":{line},"name":"article number {line:03}","sku":"A-{line:05}"}}"#)
        })
        .collect();
    format!(
        r#"{{"customer":"Ada Lovelace","lines":[{}],"note":"to the side door"}}"#,
        lines.join(",")
    )
}

/// What the upstream answers to an order that arrived whole.
pub(super) fn order_taken() -> String {
    order_answer("application/json", &order().len().to_string())
}

/// The answer to an order, by its content type and length, which may be variables of nginx.
pub(super) fn order_answer(content_type: &str, length: &str) -> String {
    format!(r#"{{"taken":true,"type":"{content_type}","bytes":"{length}"}}"#)
}

/// A report of a little more than 100 KB.
pub(super) fn report() -> String {
    let mut rows = String::new();
    let mut number = 0_u32;
    while rows.len() < 100 << 10 {
        let comma = if number > 0 { "," } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(
            rows,
            r#"{comma}{{"id":{number},"name":"row \"{number}\" of the report","share":0.{number:05},"open":true,"tags":["a","b"]}}"#
        );
        number = number.saturating_add(1);
    }
    format!(r#"{{"rows":[{rows}]}}"#)
}

/// The list of the tools as an upstream would serve it.
pub(super) fn list(count: usize) -> String {
    let tools: Vec<_> = tools(count)
        .map(|tool| {
            let Tool {
                name,
                description,
                schema,
                ..
            } = tool;
            format!(r#"{{"name":"{name}","description":"{description}","inputSchema":{schema}}}"#)
        })
        .collect();
    format!(r#"{{"tools":[{}]}}"#, tools.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_json_of_the_promised_size() {
        for (text, from, to) in [
            (order(), 1_950, 2_150),
            (report(), 100 << 10, 102 << 10),
            (list(10), 1_500, 2_500),
            (order_taken(), 40, 80),
        ] {
            assert!(
                (from..=to).contains(&text.len()),
                "{}: {text:.80}",
                text.len()
            );
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert!(value.is_object());
        }
        assert_eq!(tools(10).count(), 10);
    }
}
