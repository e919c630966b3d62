//! 2026-07-28: the headers that repeat the body.

use crate::case::{Case, Headers, MODERN, case, modern, modern_request};
use serde_json::{Value, json};

pub(crate) fn cases() -> Vec<Case> {
    [standard(), names(), encoded(), parameters()].concat()
}

fn standard() -> Vec<Case> {
    let list =
        |name, headers: Headers| case(name, headers, modern_request("tools/list", json!({})));
    let refused = |name, headers| list(name, headers).refused(400, -32020);
    let right = || modern("tools/list");
    vec![
        refused("no version header", right().without("mcp-protocol-version")),
        refused(
            "an empty version header",
            right().set("mcp-protocol-version", ""),
        ),
        refused(
            "two version headers",
            right().add("mcp-protocol-version", MODERN),
        ),
        refused("no method header", right().without("mcp-method")),
        refused("an empty method header", right().set("mcp-method", "")),
        refused(
            "another method header",
            right().set("mcp-method", "prompts/list"),
        ),
        refused(
            "a method header in upper case",
            right().set("mcp-method", "TOOLS/LIST"),
        ),
        refused(
            "two equal method headers",
            right().add("mcp-method", "tools/list"),
        ),
        refused(
            "two method headers",
            right().add("mcp-method", "prompts/list"),
        ),
        refused(
            "two methods in one header",
            right().set("mcp-method", "tools/list, tools/list"),
        ),
        list(
            "blanks around a method header",
            right().set("mcp-method", " \ttools/list "),
        )
        .answered(),
        list("a name header that nothing asks for", right().name("x")).answered(),
    ]
}

fn names() -> Vec<Case> {
    let call = |name, headers: Headers| {
        case(
            name,
            headers,
            modern_request("tools/call", json!({"name": "echo", "arguments": {}})),
        )
    };
    let prompt = |name, headers: Headers| {
        let params = json!({"name": "greet", "arguments": {"name": "Ada"}});
        case(name, headers, modern_request("prompts/get", params))
    };
    let read = |name, headers: Headers| {
        case(
            name,
            headers,
            modern_request("resources/read", json!({"uri": "test://fixed"})),
        )
    };
    let right = || modern("tools/call");
    vec![
        call("the tool's name", right().name("echo")).answered(),
        call("no tool's name", right()).refused(400, -32020),
        call("an empty tool's name", right().name("")).refused(400, -32020),
        call("another tool's name", right().name("locate")).refused(400, -32020),
        call("a tool's name in upper case", right().name("ECHO")).refused(400, -32020),
        call("two equal tool's names", right().name("echo").name("echo")).refused(400, -32020),
        call("two tool's names", right().name("echo").name("locate")).refused(400, -32020),
        call("blanks around a tool's name", right().name("  echo ")).answered(),
        prompt("the prompt's name", modern("prompts/get").name("greet")).answered(),
        prompt("no prompt's name", modern("prompts/get")).refused(400, -32020),
        prompt("another prompt's name", modern("prompts/get").name("echo")).refused(400, -32020),
        read(
            "the resource's URI",
            modern("resources/read").name("test://fixed"),
        )
        .answered(),
        read("no resource's URI", modern("resources/read")).refused(400, -32020),
        read(
            "another resource's URI",
            modern("resources/read").name("test://none"),
        )
        .refused(400, -32020),
        // The name is compared before it is looked up.
        case(
            "another name than that of an unknown tool",
            right().name("echo"),
            modern_request("tools/call", json!({"name": "none"})),
        )
        .refused(400, -32020),
    ]
}

fn encoded() -> Vec<Case> {
    let call = |name, header: &str| {
        let body = modern_request("tools/call", json!({"name": "echo", "arguments": {}}));
        case(name, modern("tools/call").name(header), body)
    };
    let prompt = |name, header: &str| {
        let body = modern_request("prompts/get", json!({"name": "grüßen"}));
        case(name, modern("prompts/get").name(header), body)
    };
    vec![
        call("an encoded name", "=?base64?ZWNobw==?=").answered(),
        call("another encoded name", "=?base64?bG9jYXRl?=").refused(400, -32020),
        call("an encoded name without padding", "=?base64?ZWNobw?=").refused(400, -32020),
        call(
            "an encoded name with too little padding",
            "=?base64?ZWNobw=?=",
        )
        .refused(400, -32020),
        call("an encoded name with other letters", "=?base64?ZW!!bw==?=").refused(400, -32020),
        call("an encoded name with blanks", "=?base64?ZWNo bw==?=").refused(400, -32020),
        call("an encoded name that is not UTF-8", "=?base64?/w==?=").refused(400, -32020),
        call("an encoded name that is empty", "=?base64??=").refused(400, -32020),
        call("a sentinel in upper case is literal", "=?BASE64?ZWNobw==?=").refused(400, -32020),
        call("a sentinel without an end is literal", "=?base64?ZWNobw==").refused(400, -32020),
        call("a sentinel without a beginning is literal", "ZWNobw==?=").refused(400, -32020),
        prompt("a name that must be encoded", "=?base64?Z3LDvMOfZW4=?=").answered(),
        prompt("another name than one that must be encoded", "gr??en").refused(400, -32020),
    ]
}

fn parameters() -> Vec<Case> {
    let call = |name, arguments: Value, headers: &[(&'static str, &str)]| {
        let mut all = modern("tools/call").name("locate");
        for (header, value) in headers {
            all = all.add(header, value);
        }
        let params = json!({"name": "locate", "arguments": arguments});
        case(name, all, modern_request("tools/call", params))
    };
    let refused = |name, arguments, headers: &[(&'static str, &str)]| {
        call(name, arguments, headers).refused(400, -32020)
    };
    const REGION: &str = "mcp-param-region";
    const LIMIT: &str = "mcp-param-limit";
    const EXACT: &str = "mcp-param-exact";
    const ZONE: &str = "mcp-param-zone";
    vec![
        call("no argument that a header mirrors", json!({}), &[]).answered(),
        call("null needs no header", json!({"region": null}), &[]).answered(),
        call("text", json!({"region": "eu"}), &[(REGION, "eu")]).answered(),
        call(
            "encoded text",
            json!({"region": "Köln"}),
            &[(REGION, "=?base64?S8O2bG4=?=")],
        )
        .answered(),
        call(
            "text that looks encoded to its end",
            json!({"region": "=?base64?ZXU="}),
            &[(REGION, "=?base64?ZXU=")],
        )
        .answered(),
        refused("no header of text", json!({"region": "eu"}), &[]),
        refused("another text", json!({"region": "eu"}), &[(REGION, "us")]),
        refused(
            "text in upper case",
            json!({"region": "eu"}),
            &[(REGION, "EU")],
        ),
        refused(
            "text without padding",
            json!({"region": "eu"}),
            &[(REGION, "=?base64?ZXU?=")],
        ),
        refused(
            "text with other letters",
            json!({"region": "eu"}),
            &[(REGION, "=?base64?Z*U=?=")],
        ),
        refused(
            "text that looks encoded, sent as it is",
            json!({"region": "=?base64?ZXU=?="}),
            &[(REGION, "=?base64?ZXU=?=")],
        ),
        refused(
            "two headers of text",
            json!({"region": "eu"}),
            &[(REGION, "eu"), (REGION, "eu")],
        ),
        call("an integer", json!({"limit": 42}), &[(LIMIT, "42")]).answered(),
        call(
            "an integer with a fraction of zero",
            json!({"limit": 42}),
            &[(LIMIT, "42.0")],
        )
        .answered(),
        refused("no header of an integer", json!({"limit": 42}), &[]),
        refused("another integer", json!({"limit": 42}), &[(LIMIT, "43")]),
        refused(
            "an integer that is text",
            json!({"limit": 42}),
            &[(LIMIT, "many")],
        ),
        call("a boolean", json!({"exact": true}), &[(EXACT, "true")]).answered(),
        refused(
            "another boolean",
            json!({"exact": true}),
            &[(EXACT, "false")],
        ),
        refused(
            "a boolean in upper case",
            json!({"exact": true}),
            &[(EXACT, "True")],
        ),
        call(
            "a nested argument",
            json!({"where": {"zone": "a"}}),
            &[(ZONE, "a")],
        )
        .answered(),
        refused(
            "no header of a nested argument",
            json!({"where": {"zone": "a"}}),
            &[],
        ),
        refused(
            "another nested argument",
            json!({"where": {"zone": "a"}}),
            &[(ZONE, "b")],
        ),
        call(
            "a header of no argument",
            json!({}),
            &[("mcp-param-none", "x")],
        )
        .answered(),
        refused(
            "one right and one missing",
            json!({"region": "eu", "limit": 1}),
            &[(REGION, "eu")],
        ),
    ]
}
