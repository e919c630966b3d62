//! resources/read.

use crate::play::{petstore, table};
use crate::request::Request;

fn read(uri: &str) -> [Request; 2] {
    Request::both("resources/read", &format!(r#""uri":"{uri}""#))
}

#[test]
fn fixed_ones_are_answered_at_once() {
    let requests = ["pets://manual", "pets://logo", "pets://note/a%20b"].map(read);
    insta::assert_snapshot!(table(&petstore(), requests.as_flattened()));
}

#[test]
fn others_are_asked_for() {
    let uris = ["pets://inventory", "pets://pet/7", "pets://pet/a%2Fb%3Fc"];
    let requests = uris.map(|uri| read(uri).into_iter().next().unwrap());
    insta::assert_snapshot!(table(&petstore(), &requests));
}

#[test]
fn unknown_ones_are_errors() {
    let requests = [
        "pets://none",
        "pets://pet/",
        "pets://pet/1/2",
        "PETS://manual",
        "a\\\"b",
    ];
    let mut requests: Vec<Request> = requests.map(read).as_flattened().to_vec();
    requests.extend(Request::both("resources/read", ""));
    requests.extend(Request::both(
        "resources/read",
        r#""uri":["pets://manual"]"#,
    ));
    requests.extend(read("pets://manual").map(|request| request.to("/mcp")));
    insta::assert_snapshot!(table(&petstore(), &requests));
}
