//! The list methods, in both eras.

use crate::play::{petstore, reply, table};
use crate::request::Request;

#[test]
fn tools_are_paged_in_the_order_of_names() {
    let requests = [
        Request::both("tools/list", ""),
        Request::both("tools/list", r#""cursor":"ZGVsZXRlX3BldA""#),
    ];
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

#[test]
fn prompts_and_resources_are_listed() {
    let requests = [
        Request::both("prompts/list", ""),
        Request::both("resources/list", ""),
        Request::both("resources/templates/list", ""),
    ];
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

#[test]
fn a_server_with_nothing_lists_no_tools_and_knows_no_other_lists() {
    let methods = [
        "tools/list",
        "prompts/list",
        "resources/list",
        "resources/templates/list",
    ];
    let requests = methods.map(|method| Request::both(method, "").map(|it| it.to("/mcp")));
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

#[test]
fn cursors_are_strings_that_were_given_out() {
    let requests = [
        Request::legacy("tools/list", r#""cursor":"""#),
        Request::legacy("tools/list", r#""cursor":"enp6""#),
        Request::legacy("tools/list", r#""cursor":"not a cursor""#),
        Request::modern("tools/list", r#""cursor":5"#),
        Request::modern("tools/list", r#""cursor":null"#),
    ];
    let gateway = petstore();
    assert_eq!(
        reply(&gateway, &requests[0]),
        reply(&gateway, &Request::legacy("tools/list", ""))
    );
    insta::assert_snapshot!(table(&gateway, requests.iter().skip(1)));
}
