//! What is decided before the body is read: path, HTTP method, `Origin`, media types, size.

use crate::case::{Case, Headers, case, modern, modern_request, plain, request};
use hyper::Method;
use serde_json::{Value, json};

/// The default limit of a request body.
const LIMIT: usize = 4 << 20;

/// `cluster` is the one that leads to the REST API.
pub(crate) fn cases(cluster: &str) -> Vec<Case> {
    [
        paths(),
        from_outside(cluster),
        origins(),
        media_types(),
        sizes(),
    ]
    .concat()
}

fn ping() -> Value {
    request("ping", json!({}))
}

fn paths() -> Vec<Case> {
    let allow = |case: Case| case.turned_away(405).with("allow", Some("POST"));
    vec![
        allow(case("GET", plain(), "").by(Method::GET)),
        allow(case("DELETE", plain(), "").by(Method::DELETE)),
        allow(case("PUT", plain(), ping()).by(Method::PUT)),
        allow(case("PATCH", plain(), ping()).by(Method::PATCH)),
        allow(case("GET of a modern client", modern("tools/list"), "").by(Method::GET)),
        allow(case("DELETE of a modern client", modern("tools/list"), "").by(Method::DELETE)),
        allow(
            case("GET with sessions", plain(), "")
                .to("/sessions/mcp")
                .by(Method::GET),
        ),
        allow(
            case("DELETE with sessions", plain(), "")
                .to("/sessions/mcp")
                .by(Method::DELETE),
        ),
        case("the HTTP+SSE stream", plain(), "")
            .to("/plain/sse")
            .by(Method::GET)
            .turned_away(404),
        case("the HTTP+SSE inbox", plain(), ping())
            .to("/plain/message")
            .turned_away(404),
        case("an unknown server", plain(), ping())
            .to("/nowhere/mcp")
            .turned_away(404),
        case("a longer name", plain(), ping())
            .to("/plainer/mcp")
            .turned_away(404),
        case("a path below", plain(), ping())
            .to("/plain/mcp/more")
            .turned_away(404),
        case("a path between", plain(), ping())
            .to("/plain/more/mcp")
            .turned_away(404),
        case("the server without a suffix", plain(), ping())
            .to("/plain")
            .turned_away(404),
        case("a query string", plain(), ping())
            .to("/plain/mcp?a=b")
            .answered(),
    ]
}

/// The gateway's own routing header must not be taken from outside.
fn from_outside(cluster: &str) -> Vec<Case> {
    let headers = || plain().add("x-portico-cluster", cluster);
    vec![
        case("a cluster from outside", headers(), ping())
            .to("/echo")
            .turned_away(404),
        case("a cluster from outside, at a server", headers(), ping()).answered(),
    ]
}

fn origins() -> Vec<Case> {
    let from = |name, origin: &str| case(name, plain().add("origin", origin), ping());
    vec![
        from("loopback origin", "http://localhost").answered(),
        from("loopback origin with a port", "http://localhost:6274").answered(),
        from("loopback origin by address", "https://127.0.0.1:8443").answered(),
        from("loopback origin by IPv6 address", "http://[::1]:3000").answered(),
        from("foreign origin", "https://evil.example.com").turned_away(403),
        from(
            "origin that begins like localhost",
            "http://localhost.evil.com",
        )
        .turned_away(403),
        from(
            "origin that begins like an address",
            "http://127.0.0.1.evil.com",
        )
        .turned_away(403),
        from("origin with localhost as user", "http://localhost@evil.com").turned_away(403),
        from("origin that ends in localhost", "http://evil-localhost").turned_away(403),
        from("opaque origin", "null").turned_away(403),
        from("empty origin", "").turned_away(403),
        from("listed origin", "https://app.example.com")
            .to("/guarded/mcp")
            .answered(),
        from("loopback origin besides", "http://localhost")
            .to("/guarded/mcp")
            .answered(),
        from("listed origin with a port", "https://app.example.com:8443")
            .to("/guarded/mcp")
            .turned_away(403),
        from("listed origin by another scheme", "http://app.example.com")
            .to("/guarded/mcp")
            .turned_away(403),
        from(
            "longer than a listed origin",
            "https://app.example.com.evil.com",
        )
        .to("/guarded/mcp")
        .turned_away(403),
        case(
            "foreign origin of a modern client",
            modern("tools/list").add("origin", "https://evil.example.com"),
            modern_request("tools/list", json!({})),
        )
        .turned_away(403),
        case(
            "foreign origin before invalid JSON",
            plain().add("origin", "https://evil.example.com"),
            "{",
        )
        .turned_away(403),
    ]
}

fn media_types() -> Vec<Case> {
    let of = |name, value: &str| case(name, plain().set("content-type", value), ping());
    let taking = |name, value: &str| case(name, plain().set("accept", value), ping());
    let two_accepts = plain()
        .set("accept", "text/event-stream")
        .add("accept", "application/json");
    vec![
        of("a charset", "application/json; charset=utf-8").answered(),
        of("upper case", "Application/JSON").answered(),
        of("text", "text/plain").refused(415, -32600),
        of("a form", "application/x-www-form-urlencoded").refused(415, -32600),
        of("something like JSON", "application/jsonp").refused(415, -32600),
        case("no content type", plain().without("content-type"), ping()).refused(415, -32600),
        case(
            "text of a modern client",
            modern("tools/list").set("content-type", "text/plain"),
            modern_request("tools/list", json!({})),
        )
        .refused(415, -32600),
        taking("accept JSON alone", "application/json").answered(),
        taking("accept all", "*/*").answered(),
        taking("accept all of application", "application/*").answered(),
        taking(
            "accept with weights",
            "text/event-stream;q=1, application/json;q=0.5",
        )
        .answered(),
        taking("accept an event stream alone", "text/event-stream").refused(406, -32600),
        taking("accept HTML", "text/html, application/xhtml+xml").refused(406, -32600),
        case("accept in two headers", two_accepts, ping()).answered(),
        case("no accept", plain().without("accept"), ping()).answered(),
        case(
            "accept HTML of a modern client",
            modern("tools/list").set("accept", "text/html"),
            modern_request("tools/list", json!({})),
        )
        .refused(406, -32600),
    ]
}

fn sizes() -> Vec<Case> {
    vec![
        case("a body of the greatest size", plain(), padded(LIMIT)).answered(),
        case("a body one byte too large", plain(), padded(LIMIT + 1)).refused(413, -32600),
        case("a body far too large", plain(), padded(4 * LIMIT)).refused(413, -32600),
        case(
            "too large for a modern client",
            headers_of_a_list(),
            padded(LIMIT + 1),
        )
        .refused(413, -32600),
    ]
}

fn headers_of_a_list() -> Headers {
    modern("tools/list")
}

/// A ping of that many bytes.
fn padded(size: usize) -> Vec<u8> {
    let mut body = ping().to_string().into_bytes();
    body.resize(size, b' ');
    body
}
