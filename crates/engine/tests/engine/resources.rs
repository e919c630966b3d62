//! resources/read.

use crate::play::{answered, gateway, petstore, table};
use crate::request::{Request, json, typed};

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

#[test]
fn responses_are_shaped() {
    let gateway = gateway(
        r#"[{"kind": "Upstream", "name": "u", "cluster": "u", "url": "http://u"},
        {"kind": "Server", "name": "s", "path": "/s", "config": {"shop": "Page & Co"}, "resources": [
            {"name": "short", "uri": "x:short", "http": {"upstream": "u", "path": "/"},
             "result": {"keep": ["a"], "maxBytes": 20, "success": ["2xx", 404]}},
            {"name": "made", "uriTemplate": "x:made/{id}", "http": {"upstream": "u", "path": "/{id}"},
             "result": {"template": "{{ args.id }}, {{ config.shop }}: {{ response.json.a }}",
                        "errorTemplate": "no {{ args.id }}"}}]}]"#,
    );
    let read =
        |uri: &str| Request::legacy("resources/read", &format!(r#""uri":"{uri}""#)).to("/s/mcp");
    let rows = [
        ("x:short", json(200, r#"{"a":1.0,"b":2}"#)),
        ("x:short", json(404, r#"{"a":0}"#)),
        ("x:short", json(200, r#"{"a":1.0,"b":222222222}"#)),
        ("x:made/a%22b", json(200, r#"{"a":1.0,"b":2}"#)),
        ("x:made/7", json(404, "{}")),
        ("x:made/7", json(500, "{}")),
        ("x:made/7", typed(200, "text/plain", "x")),
    ];
    let results = rows.map(|(uri, response)| answered(&gateway, &read(uri), &response));
    insta::assert_snapshot!(results.concat());
}
