//! A configuration of Unla with every field that there is.

use crate::told;
use portico_import::{Options, import, recognize};

const SHOP: &str = include_str!("unla/shop.yaml");

#[test]
fn every_field_is_taken_over_or_told() {
    assert_eq!(recognize(SHOP).unwrap().unwrap().to_string(), "Unla");
    let import = import(SHOP, &Options::default()).unwrap();
    insta::assert_snapshot!(told::shown(&told::checked(import)));
}

/// The bodies that a request of these bodies is made of.
fn templates(bodies: &[&str]) -> Vec<String> {
    let mut text =
        "name: x\nrouters: [{server: s, prefix: /s}]\nservers:\n- name: s\n  allowedTools: ["
            .to_owned();
    let names: Vec<String> = (0..bodies.len()).map(|at| format!("t{at}")).collect();
    text.push_str(&format!("{}]\ntools:\n", names.join(", ")));
    for (name, body) in names.iter().zip(bodies) {
        text.push_str(&format!(
            "- {{name: {name}, method: POST, endpoint: 'http://h/', args: [{{name: a, position: body, type: string}}], requestBody: '{body}'}}\n"
        ));
    }
    let import = import(&text, &Options::default()).unwrap();
    let server = import.documents.iter().find_map(|document| match document {
        portico_config::Document::Server(server) => Some(server),
        _ => None,
    });
    let template = |tool: &portico_config::model::Tool| {
        let body = tool.http.body.as_ref().unwrap();
        let text = body.text.as_ref().and_then(|text| text.template.clone());
        text.or_else(|| body.template.clone()).unwrap()
    };
    server.unwrap().tools.iter().map(template).collect()
}

#[test]
fn what_is_text_is_no_template() {
    let table = [
        ("a {% if b %}{# c", "a {{ '{' }}% if b %}{{ '{' }}# c"),
        // What is left out between two texts does not make a tag of them.
        ("a { {{- /* x */ -}} % if b %}", "a {{ '{' }}% if b %}"),
        ("a { {{- /* x */ -}} # b", "a {{ '{' }}# b"),
        (
            "a { {{- .Args.a }}",
            "a {{ '{' }}{{ (args.a | default('')) }}",
        ),
        (
            r#"{ {{- /* x */ -}} "a": {{ toJSON .Args.a }}}"#,
            r#"{"a": {{ (args.a | default('')) }}}"#,
        ),
    ];
    let made = templates(&table.map(|(body, _)| body));
    assert_eq!(made, table.map(|(_, expected)| expected));
}
