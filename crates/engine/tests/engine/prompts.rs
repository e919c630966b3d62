//! prompts/get.

use crate::play::{petstore, table};
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
