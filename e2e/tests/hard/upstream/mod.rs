//! Upstreams that are hard to bear.

mod bodies;
mod breaking;
mod framing;
mod heads;

use crate::row::{Row, Table, call, post, request, row};
use crate::setup::name_of;
use portico_e2e::script::{Act, send};

pub(crate) fn tables() -> Vec<Table> {
    vec![
        Table {
            title: "Upstreams that break off or hang",
            rows: breaking::rows(),
        },
        Table {
            title: "Upstreams that speak bad HTTP",
            rows: framing::rows(),
        },
        Table {
            title: "Upstreams with statuses and headers out of the ordinary",
            rows: heads::rows(),
        },
        Table {
            title: "Upstreams with bodies out of the ordinary",
            rows: bodies::rows(),
        },
    ]
}

fn ask(input: &'static str, upstream: Vec<Act>, answers: &'static [&'static str]) -> Row {
    of("ask", input, upstream, answers)
}

fn ask_object(input: &'static str, upstream: Vec<Act>, answers: &'static [&'static str]) -> Row {
    of("ask_object", input, upstream, answers)
}

fn of(
    tool: &str,
    input: &'static str,
    upstream: Vec<Act>,
    answers: &'static [&'static str],
) -> Row {
    let arguments = format!(r#"{{"script":"{}"}}"#, name_of(input));
    Row {
        upstream: Some(upstream),
        ..row(input, post(call(tool, &arguments)), answers)
    }
}

fn read(input: &'static str, upstream: Vec<Act>, answers: &'static [&'static str]) -> Row {
    let params = format!(r#"{{"uri":"hard://ask/{}"}}"#, name_of(input));
    Row {
        upstream: Some(upstream),
        ..row(input, post(request("resources/read", &params)), answers)
    }
}

fn head(lines: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{lines}\r\n\r\n")
}

fn whole(content_type: &str, body: &[u8]) -> Vec<Act> {
    let head = head(&format!(
        "content-type: {content_type}\r\ncontent-length: {}",
        body.len()
    ));
    vec![send([head.as_bytes(), body].concat())]
}

/// The header of a JSON body.
const JSON: &str = "content-type: application/json";
