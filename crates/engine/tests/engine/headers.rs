//! Which of a client's headers an upstream gets to see.

use crate::effects::text;
use crate::play::{ask, petstore};
use crate::request::Request;
use portico_engine::Effect;

/// Name and value of every header of the request that the call becomes.
fn forwarded(request: &Request) -> Vec<(String, String)> {
    match ask(&petstore(), request).1 {
        Effect::Forward(rewrite) => {
            let owned = rewrite.headers.into_iter();
            owned
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect()
        }
        other => panic!("{}", text(&other)),
    }
}

fn call(name: &str, arguments: &str) -> Request {
    Request::modern(
        "tools/call",
        &format!(r#""name":"{name}","arguments":{arguments}"#),
    )
}

fn get_pet() -> Request {
    call("get_pet", r#"{"petId":1}"#)
}

#[test]
fn nothing_of_the_clients_own() {
    let plain = forwarded(&get_pet());
    let private = [
        "authorization",
        "proxy-authorization",
        "cookie",
        "x-portico-cluster",
        "x-portico-other",
        "x-envoy-upstream-rq-timeout-ms",
        "x-envoy-retry-on",
        "x-envoy-max-retries",
        "x-envoy-original-path",
        "x-envoy-upstream-alt-stat-name",
        "mcp-session-id",
        "mcp-param-region",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-api-key",
        "host",
        "origin",
        "referer",
        "range",
        "if-none-match",
        "expect",
        "te",
        "connection",
        "transfer-encoding",
        "user-agent",
        "accept-encoding",
        "content-encoding",
        "content-length",
    ];
    for name in private {
        let value = if name == "origin" {
            "http://localhost"
        } else {
            "from-the-client"
        };
        assert_eq!(forwarded(&get_pet().header(name, value)), plain, "{name}");
    }
    let names: Vec<_> = plain.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        !names.iter().any(|name| name.starts_with("mcp-")),
        "{names:?}"
    );
}

#[test]
fn what_connects_logs_and_traces_stays() {
    let request = get_pet()
        .header("x-forwarded-proto", "https")
        .header("x-request-id", "r-1")
        .header(
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        )
        .header("tracestate", "a=1")
        .header("tracestate", "b=2");
    insta::assert_snapshot!(text(&ask(&petstore(), &request).1));
}

#[test]
fn what_is_no_text_goes() {
    let mut request = get_pet();
    request
        .headers
        .push(("x-request-id".to_owned(), b"\xff".to_vec()));
    assert_eq!(forwarded(&request), forwarded(&get_pet()));
}

/// Two of one kind would be joined to a value that nobody meant.
#[test]
fn an_operations_own_header_goes_before_a_kept_one() {
    let request = call("delete_pet", r#"{"id":1,"trace":"from-the-tool"}"#)
        .header("x-request-id", "from-envoy")
        .header("traceparent", "kept");
    let headers = forwarded(&request);
    let values = |name: &str| -> Vec<String> {
        let found = headers.iter().filter(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).collect()
    };
    assert_eq!(values("x-request-id"), ["from-the-tool"]);
    assert_eq!(values("traceparent"), ["kept"]);
    let without = call("delete_pet", r#"{"id":1}"#).header("x-request-id", "from-envoy");
    let headers = forwarded(&without);
    assert!(headers.contains(&("x-request-id".to_owned(), "from-envoy".to_owned())));
}

#[test]
fn every_name_stands_once() {
    let request = get_pet()
        .header("x-request-id", "r")
        .header("x-forwarded-proto", "https");
    let mut names: Vec<_> = forwarded(&request)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "{names:?}");
}

#[test]
fn no_kept_header_that_could_end_its_line() {
    for value in ["a\r\nevil: 1", "a\nb", "a\0b"] {
        let sent = forwarded(&get_pet().header("x-request-id", value));
        let kept = sent.iter().find(|(name, _)| name == "x-request-id");
        assert_eq!(kept, None, "{value:?}");
    }
}
