//! completion/complete.

use crate::play::{gateway, petstore, reply, table};
use crate::request::Request;

fn prompt(argument: &str) -> [Request; 2] {
    let reference = r#""ref":{"type":"ref/prompt","name":"greet"}"#;
    Request::both(
        "completion/complete",
        &format!("{reference},\"argument\":{argument}"),
    )
}

fn template(uri: &str, argument: &str) -> [Request; 2] {
    let reference = format!(r#""ref":{{"type":"ref/resource","uri":"{uri}"}}"#);
    Request::both(
        "completion/complete",
        &format!("{reference},\"argument\":{argument}"),
    )
}

#[test]
fn values_begin_with_what_was_typed() {
    let requests = [
        prompt(r#"{"name":"who","value":""}"#),
        prompt(r#"{"name":"who","value":"A"}"#),
        prompt(r#"{"name":"wh\u006f","value":"\""}"#),
        prompt(r#"{"name":"who","value":"a"}"#),
        prompt(r#"{"name":"mood","value":""}"#),
        template("pets://pet/{petId}", r#"{"name":"petId","value":"7"}"#),
        template("pets://note/{name}", r#"{"name":"name","value":""}"#),
    ];
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

#[test]
fn mistakes_are_errors() {
    let complete = |params: &str| Request::legacy("completion/complete", params);
    let argument = r#""argument":{"name":"who","value":""}"#;
    let requests = [
        complete(""),
        complete(r#""ref":{"type":"ref/prompt","name":"greet"}"#),
        complete(&format!(r#""ref":"greet",{argument}"#)),
        complete(&format!(r#""ref":{{"type":"ref/prompt"}},{argument}"#)),
        complete(&format!(
            r#""ref":{{"type":"ref/other","name":"greet"}},{argument}"#
        )),
        complete(&format!(
            r#""ref":{{"type":"ref/prompt","name":"none"}},{argument}"#
        )),
        complete(&format!(
            r#""ref":{{"type":"ref/resource","uri":"pets://manual"}},{argument}"#
        )),
        complete(
            r#""ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"none","value":""}"#,
        ),
        complete(r#""ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"who"}"#),
        complete(
            r#""ref":{"type":"ref/resource","uri":"pets://pet/{petId}"},"argument":{"name":"none","value":""}"#,
        ),
    ];
    insta::assert_snapshot!(table(&petstore(), &requests));
    let [legacy, modern] = prompt(r#"{"name":"who","value":""}"#).map(|it| it.to("/mcp"));
    insta::assert_snapshot!(
        "where_nothing_is_completed",
        table(&petstore(), &[legacy, modern])
    );
}

#[test]
fn at_most_a_hundred_values_are_given() {
    for count in [99, 100, 101] {
        let values: Vec<String> = (0..count).map(|at| format!("v{at}")).collect();
        let documents = serde_json::json!([{"kind": "Server", "name": "s", "path": "/petstore", "prompts": [{
            "name": "greet",
            "arguments": [{"name": "who", "completion": {"values": values}}],
            "messages": [{"role": "user", "content": {"type": "text", "text": "x"}}],
        }]}]);
        let gateway = gateway(&documents.to_string());
        let (_, body) = reply(&gateway, &prompt(r#"{"name":"who","value":"v"}"#)[0]);
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let completion = &body["result"]["completion"];
        assert_eq!(
            completion["values"].as_array().unwrap().len(),
            count.min(100)
        );
        assert_eq!(completion["total"], count);
        assert_eq!(completion["hasMore"], count > 100);
    }
}
