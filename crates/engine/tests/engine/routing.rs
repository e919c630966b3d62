//! Which requests are MCP's.

use crate::play::petstore;
use portico_engine::{Legacy, Route, Unmatched};

fn routes(unmatched: Unmatched, bridge: Option<&str>) -> String {
    let paths = [
        "/petstore/mcp",
        "/petstore/mcp?a=/x/mcp",
        "/petstore/mcp#f",
        "/petstore/mcp/",
        "/petstore/mcp;a",
        "/petstore/mcp/mcp",
        "/petstore//mcp",
        "/petstore/",
        "/petstore",
        "/petstore/sse",
        "/petstore/sse?sessionId=1",
        "/petstore/message",
        "/petstore/messages",
        "/Petstore/mcp",
        "/petstore/MCP",
        "/petstore%2Fmcp",
        "/petstore2/mcp",
        "/x/petstore/mcp",
        "/a/open/mcp",
        "/a/mcp",
        "/mcp",
        "/mcp?x",
        "//mcp",
        "/sse",
        "//sse",
        "/message",
        "/none/mcp",
        "/none/sse",
        "/",
        "",
        "mcp",
        "*",
        "?/mcp",
    ];
    let mut gateway = petstore();
    gateway.unmatched = unmatched;
    gateway.bridge = bridge.map(Into::into);
    let rows = paths.map(|path| {
        let route = match gateway.route(path) {
            Route::Server(_) => "server",
            Route::Legacy(_, Legacy::Stream) => "stream",
            Route::Legacy(_, Legacy::Message) => "message",
            Route::NotFound => "not found",
            Route::Pass => "pass",
        };
        format!("{path:28} {route}\n")
    });
    rows.concat()
}

#[test]
fn the_rest_passes() {
    insta::assert_snapshot!(routes(Unmatched::Continue, None));
}

#[test]
fn the_rest_is_not_found() {
    insta::assert_snapshot!(routes(Unmatched::NotFound, None));
}

#[test]
fn a_bridge_serves_the_older_transport() {
    insta::assert_snapshot!(routes(Unmatched::Continue, Some("bridge")));
}
