//! Structured results: what each era gets of a tool with an output schema.

use crate::play::{answered, petstore};
use crate::request::{Request, json};

fn results(name: &str) -> String {
    let bodies = [
        r#"{"note": "a  b"}"#,
        r#"{"note": 1.0}"#,
        "[1, 2]",
        "42.0",
        "not JSON",
    ];
    let requests = Request::both("tools/call", &format!(r#""name":"{name}""#));
    let mut text = String::new();
    for request in &requests {
        for body in bodies {
            text += &answered(&petstore(), request, &json(200, body));
        }
    }
    text
}

#[test]
fn of_a_tool_whose_output_is_an_object() {
    insta::assert_snapshot!(results("describe_pet"));
}

#[test]
fn of_a_tool_whose_output_is_no_object() {
    insta::assert_snapshot!(results("count_pets"));
}

#[test]
fn of_a_tool_that_promises_nothing() {
    insta::assert_snapshot!(results("add_pet"));
}
