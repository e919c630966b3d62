//! Which requests are MCP's.

use crate::play::petstore;
use portico_engine::{Route, Unmatched};

fn routes(unmatched: Unmatched) -> String {
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
    let rows = paths.map(|path| {
        let route = match gateway.route(path) {
            Route::Server(_) => "server",
            Route::NotFound => "not found",
            Route::Pass => "pass",
        };
        format!("{path:28} {route}\n")
    });
    rows.concat()
}

#[test]
fn the_rest_passes() {
    insta::assert_snapshot!(routes(Unmatched::Continue));
}

#[test]
fn the_rest_is_not_found() {
    insta::assert_snapshot!(routes(Unmatched::NotFound));
}
