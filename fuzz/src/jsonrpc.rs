//! JSON-RPC messages: they are read, or refused by an answer that is one.
//!
//! Lines: `MCP-Protocol-Version`, `Mcp-Method`, `Mcp-Name` (each is absent where its line is empty,
//! and sent once for every part between tabs), the session's revision; then the body.

use crate::message::{check_answer, id_of};
use crate::split::{lines, text};
use portico_mcp::header::Field;
use portico_mcp::inbound::{Inbound, classify};
use portico_mcp::jsonrpc::{Body, Id, Message, Params, Request, parse, response, string};
use portico_mcp::modern::StandardHeaders;
use portico_mcp::{Revision, RpcError};

/// Runs one input.
pub fn run(data: &[u8]) {
    let ([version, method, name, session], body) = lines(data);
    let headers = StandardHeaders {
        protocol_version: field(version),
        method: field(method),
        name: field(name),
    };
    let expected = id_of(body);
    let parsed = match parse(body) {
        Ok(parsed) => parsed,
        Err(error) => {
            assert_eq!(expected, None);
            return refused(&error, None);
        }
    };
    if let Body::Single(Message::Request(request)) = &parsed {
        assert_eq!(Some(request.id.as_str()), expected);
    }
    match classify(parsed, &headers, Revision::parse(text(session))) {
        Err((id, error)) => refused(&error, id),
        Ok(Inbound::Modern(request, revision)) => {
            assert!(revision.is_modern());
            read(&request);
        }
        Ok(Inbound::Legacy(request, revision)) => {
            assert!(!revision.is_modern());
            read(&request);
        }
        Ok(Inbound::Batch(entries)) => {
            for entry in entries {
                match entry {
                    Ok(Message::Request(request)) => read(&request),
                    Ok(_) => {}
                    Err(error) => refused(&error, None),
                }
            }
        }
        Ok(Inbound::Acknowledged(_)) => {}
    }
}

fn field(line: &[u8]) -> Field {
    let mut field = Field::default();
    for value in line
        .split(|byte| *byte == b'\t')
        .filter(|it| !it.is_empty())
    {
        field.add(value);
    }
    field
}

fn refused(error: &RpcError, id: Option<Id<'_>>) {
    assert!((200..500).contains(&error.status));
    check_answer(&error.to_json(id), id.map(Id::as_str));
}

fn read(request: &Request<'_>) {
    let id = request.id;
    check_answer(&response(id, b"{}"), Some(id.as_str()));
    let not_found = RpcError::method_not_found(&request.method, true);
    refused(&not_found, Some(id));
    match &request.params {
        Err(error) => refused(error, Some(id)),
        Ok(params) => {
            for raw in [params.name, params.uri, params.cursor]
                .into_iter()
                .flatten()
            {
                let error = match string(raw) {
                    Some(text) => RpcError::resource_not_found(&text, false),
                    None => Params::string(Some(raw), "x").unwrap_err(),
                };
                refused(&error, Some(id));
            }
        }
    }
}
