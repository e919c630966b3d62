//! prompts/get.

use crate::play::{gateway, petstore, reply, table};
use crate::request::Request;

#[test]
fn arguments_fill_the_messages() {
    let requests = [
        Request::both(
            "prompts/get",
            r#""name":"greet","arguments":{"who":"Ada","mood":"well"}"#,
        ),
        Request::both(
            "prompts/get",
            r#""name":"greet","arguments":{"who":"a\"\\\n\u0000{{ args.mood }}😀"}"#,
        ),
        Request::both(
            "prompts/get",
            r#""name":"greet","arguments":{"who":"","other":"x"}"#,
        ),
    ];
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

#[test]
fn mistakes_are_errors() {
    let requests = [
        Request::legacy("prompts/get", r#""name":"greet""#),
        Request::legacy("prompts/get", r#""name":"greet","arguments":{"mood":"x"}"#),
        Request::legacy("prompts/get", r#""name":"greet","arguments":{"who":7}"#),
        Request::legacy("prompts/get", r#""name":"greet","arguments":null"#),
        Request::legacy("prompts/get", r#""name":"Greet""#),
        Request::modern("prompts/get", r#""name":"Greet""#),
        Request::legacy("prompts/get", ""),
        Request::legacy("prompts/get", r#""name":"greet""#).to("/mcp"),
        Request::modern("prompts/get", r#""name":"greet""#).to("/mcp"),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn arguments_are_bounded() {
    let server = r#"[{"kind": "Server", "name": "s", "path": "/s",
        "limits": {"depth": 2, "keys": 3, "items": 3, "stringBytes": 8},
        "prompts": [{"name": "p", "arguments": [{"name": "a"}],
            "messages": [{"role": "user", "content": {"type": "text", "text": "{{ args.a }}"}}]}]}]"#;
    let get = |arguments: &str| {
        let params = format!(r#""name":"p","arguments":{arguments}"#);
        reply(
            &gateway(server),
            &Request::legacy("prompts/get", &params).to("/s/mcp"),
        )
    };
    let within = r#"{"jsonrpc":"2.0","id":1,"result":{"messages":[{"role":"user","content":{"type":"text","text":"12345678"}}]}}"#;
    assert_eq!(get(r#"{"a":"12345678"}"#), (200, within.to_owned()));
    let over = [
        (
            r#"{"a":[[1]],"b":""}"#,
            "The arguments are nested more than 2 deep: send something flatter.",
        ),
        (
            r#"{"a":"","b":"","c":"","d":""}"#,
            "The arguments have more than 3 members in all: send fewer at once.",
        ),
        (
            r#"{"a":[1,2,3,4]}"#,
            "The arguments have more than 3 list items in all: send fewer at once.",
        ),
        (
            r#"{"a":"123456789"}"#,
            "The arguments have a text of more than 8 bytes: send a shorter one.",
        ),
    ];
    for (arguments, message) in over {
        let error = format!(
            r#"{{"jsonrpc":"2.0","id":1,"error":{{"code":-32602,"message":"Invalid params: {message}"}}}}"#
        );
        assert_eq!(get(arguments), (200, error), "{arguments}");
    }
}

#[test]
fn long_names_are_not_repeated() {
    let long = "n".repeat(1 << 20);
    for (method, member, what) in [
        ("prompts/get", "name", "Unknown prompt"),
        ("tools/call", "name", "Unknown tool"),
        ("resources/read", "uri", "Resource not found"),
    ] {
        let params = format!(r#""{member}":"{long}""#);
        let (_, answer) = reply(&petstore(), &Request::legacy(method, &params));
        let cut = format!("{what}: {}…", "n".repeat(200));
        assert!(answer.contains(&cut) && answer.len() < 1_000, "{method}");
    }
}
