//! tools/call: from arguments to the upstream's request.

use crate::play::{asked, petstore, table};
use crate::request::Request;

fn call(name: &str, arguments: &str) -> Request {
    Request::legacy(
        "tools/call",
        &format!(r#""name":"{name}","arguments":{arguments}"#),
    )
}

#[test]
fn a_call_becomes_a_request() {
    let requests = [
        call("get_pet", r#"{"petId":9007199254740993}"#),
        call("delete_pet", r#"{"id":"a/../b?c#d"}"#),
        call("add_pet", r#"{"price":1.50,"name":"Ω \"x\""}"#),
        call("count_pets", "{}"),
        Request::legacy("tools/call", r#""name":"count_pets""#),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn both_eras_send_the_same_request() {
    let [legacy, modern] =
        Request::both("tools/call", r#""name":"get_pet","arguments":{"petId":7}"#).map(|request| {
            let text = asked(&petstore(), &request);
            text.split_once('\n').unwrap().1.to_owned()
        });
    assert!(legacy.starts_with("forward\n"), "{legacy}");
    assert_eq!(legacy, modern);
}

#[test]
fn arguments_that_do_not_fit_are_told_to_the_model() {
    let requests = [
        Request::both("tools/call", r#""name":"get_pet""#),
        Request::both(
            "tools/call",
            r#""name":"delete_pet","arguments":{"id":1,"trace":"a\r\nb: c"}"#,
        ),
        Request::both("tools/call", r#""name":"get_pet","arguments":[7]"#),
        Request::both("tools/call", r#""name":"get_pet","arguments":null"#),
        Request::both(
            "tools/call",
            r#""name":"get_pet","arguments":{"petId":1,"petId":2}"#,
        ),
    ];
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

#[test]
fn a_tool_that_is_none_is_an_error() {
    let requests = [
        Request::both("tools/call", r#""name":"Get_pet","arguments":{}"#),
        Request::both("tools/call", r#""name":"a\"b\u0007ä""#)
            .map(|it| it.with("mcp-name", "=?base64?YSJiB8Ok?=")),
        Request::both("tools/call", r#""name":5"#),
        Request::both("tools/call", ""),
    ];
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

/// Only the tool's own timeout and only idempotent methods' retries show.
#[test]
fn timeouts_and_retries_are_told_to_the_router() {
    let policy = |request: &Request| {
        let text = asked(&petstore(), request);
        let lines = text
            .lines()
            .filter_map(|line| line.strip_prefix("  x-envoy-"));
        lines.collect::<Vec<_>>().join(", ")
    };
    let retries = "retry-on: connect-failure,gateway-error, max-retries: 2";
    let table = [
        (
            call("get_pet", r#"{"petId":1}"#),
            format!("upstream-rq-timeout-ms: 10000, {retries}"),
        ),
        (
            call("delete_pet", r#"{"id":1}"#),
            format!("upstream-rq-timeout-ms: 1500, {retries}"),
        ),
        (
            call("add_pet", "{}"),
            "upstream-rq-timeout-ms: 10000".to_owned(),
        ),
        (
            call("count_pets", "{}"),
            "upstream-rq-timeout-ms: 15000".to_owned(),
        ),
    ];
    for (request, expected) in table {
        assert_eq!(policy(&request), expected, "{:?}", request.body);
    }
}
