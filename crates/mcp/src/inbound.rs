//! Which era a POST belongs to (2026-07-28, Transports, Backward Compatibility).

use crate::header::Field;
use crate::jsonrpc::{Body, Message, Notification, Request};
use crate::meta::Meta;
use crate::modern::{self, StandardHeaders};
use crate::version::names_modern;
use crate::{Revision, RpcError};

/// A POST body whose era is known and whose era's rules are met.
#[derive(Debug)]
pub enum Inbound<'a> {
    /// A request of a revision with `_meta`.
    Modern(Request<'a>, Revision),
    /// A request of a revision with `initialize`, or that request itself.
    Legacy(Request<'a>, Revision),
    /// A batch of 2025-03-26.
    Batch(Vec<Result<Message<'a>, RpcError>>),
    /// A notification or a response: acknowledged, and nothing more.
    Acknowledged(Era),
}

/// The two kinds of protocol revisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// Up to 2025-11-25: begins with `initialize`.
    Legacy,
    /// Since 2026-07-28: every request describes itself in `_meta`.
    Modern,
}

impl Era {
    /// Whether it is the newer one.
    pub fn is_modern(self) -> bool {
        self == Self::Modern
    }
}

/// A refusal, with the id of the request that it answers where there is one.
pub type Refusal<'a> = (Option<crate::jsonrpc::Id<'a>>, RpcError);

/// Sorts `body` by era. `negotiated` is the revision that the session's token holds.
///
/// # Errors
/// What the request of that era is refused with.
pub fn classify<'a>(
    body: Body<'a>,
    headers: &StandardHeaders,
    negotiated: Option<Revision>,
) -> Result<Inbound<'a>, Refusal<'a>> {
    match body {
        Body::Batch(entries) => batch(entries, headers, negotiated).map_err(|error| (None, error)),
        Body::Single(Message::Request(request)) => classify_request(request, headers, negotiated),
        Body::Single(Message::Notification(notification)) => {
            classify_notification(&notification, headers, negotiated).map_err(|error| (None, error))
        }
        Body::Single(Message::Response) if header_is_modern(headers) => Err((
            None,
            RpcError::invalid_request(
                "Invalid Request: a client of this revision posts no responses",
            ),
        )),
        Body::Single(Message::Response) => legacy_revision(headers, negotiated)
            .map(|_| Inbound::Acknowledged(Era::Legacy))
            .map_err(|error| (None, error)),
    }
}

fn classify_request<'a>(
    request: Request<'a>,
    headers: &StandardHeaders,
    negotiated: Option<Revision>,
) -> Result<Inbound<'a>, Refusal<'a>> {
    let id = Some(request.id);
    let meta = Meta::read(request.params.as_ref().ok().and_then(|params| params.meta));
    if meta.claims_modern() {
        let revision = modern::check(&request, &meta, headers).map_err(|error| (id, error))?;
        return Ok(Inbound::Modern(request, revision));
    }
    if header_is_modern(headers) {
        let error = if request.method == "initialize" {
            RpcError::header_mismatch(
                "Header mismatch: `initialize` does not exist in the revision that MCP-Protocol-Version names",
            )
        } else {
            meta.check()
                .err()
                .unwrap_or_else(|| RpcError::invalid_request("Invalid Request"))
        };
        return Err((id, error));
    }
    if request.method == "initialize" {
        return Ok(Inbound::Legacy(request, Revision::LATEST_LEGACY));
    }
    let revision = legacy_revision(headers, negotiated).map_err(|error| (id, error))?;
    Ok(Inbound::Legacy(request, revision))
}

fn classify_notification<'a>(
    notification: &Notification<'_>,
    headers: &StandardHeaders,
    negotiated: Option<Revision>,
) -> Result<Inbound<'a>, RpcError> {
    let modern = Meta::read(notification.params.meta).claims_modern() || header_is_modern(headers);
    if modern {
        return Ok(Inbound::Acknowledged(Era::Modern));
    }
    legacy_revision(headers, negotiated)?;
    Ok(Inbound::Acknowledged(Era::Legacy))
}

fn batch<'a>(
    entries: Vec<Result<Message<'a>, RpcError>>,
    headers: &StandardHeaders,
    negotiated: Option<Revision>,
) -> Result<Inbound<'a>, RpcError> {
    let modern = header_is_modern(headers) || entries.iter().flatten().any(entry_claims_modern);
    if modern || !legacy_revision(headers, negotiated)?.allows_batch() {
        return Err(RpcError::invalid_request(
            "Invalid Request: this protocol revision has no batches",
        ));
    }
    if entries.is_empty() {
        return Err(RpcError::invalid_request(
            "Invalid Request: the batch is empty",
        ));
    }
    Ok(Inbound::Batch(entries))
}

fn entry_claims_modern(entry: &Message<'_>) -> bool {
    let meta = match entry {
        Message::Request(request) => request.params.as_ref().ok().and_then(|params| params.meta),
        Message::Notification(notification) => notification.params.meta,
        Message::Response => None,
    };
    Meta::read(meta).claims_modern()
}

fn header_is_modern(headers: &StandardHeaders) -> bool {
    headers.protocol_version.get().is_some_and(names_modern)
}

/// The revision of a legacy message: the header's; without one the session's, or 2025-03-26.
fn legacy_revision(
    headers: &StandardHeaders,
    negotiated: Option<Revision>,
) -> Result<Revision, RpcError> {
    match &headers.protocol_version {
        Field::Absent => Ok(negotiated.unwrap_or(Revision::ASSUMED)),
        field => field.get().and_then(Revision::parse).ok_or_else(|| {
            RpcError::invalid_request("Invalid Request: unsupported MCP-Protocol-Version")
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonrpc::parse;

    const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;

    fn headers(list: &[(&str, &str)]) -> StandardHeaders {
        let mut headers = StandardHeaders::default();
        for (name, value) in list {
            match *name {
                "version" => headers.protocol_version.add(value.as_bytes()),
                "method" => headers.method.add(value.as_bytes()),
                _ => headers.name.add(value.as_bytes()),
            }
        }
        headers
    }

    fn outcome(body: &str, list: &[(&str, &str)]) -> String {
        match classify(parse(body.as_bytes()).unwrap(), &headers(list), None) {
            Ok(Inbound::Modern(request, revision)) => {
                format!("modern {} {}", request.method, revision.as_str())
            }
            Ok(Inbound::Legacy(request, revision)) => {
                format!("legacy {} {}", request.method, revision.as_str())
            }
            Ok(Inbound::Batch(entries)) => format!("batch {}", entries.len()),
            Ok(Inbound::Acknowledged(_)) => "acknowledged".to_owned(),
            Err((id, error)) => format!(
                "{} {} {}",
                error.status,
                error.code,
                id.map_or("-", |id| id.as_str())
            ),
        }
    }

    fn request(method: &str, params: &str) -> String {
        format!(r#"{{"jsonrpc":"2.0","id":7,"method":"{method}","params":{{{params}}}}}"#)
    }

    type Row<'a> = (String, Vec<(&'a str, &'a str)>, &'a str);

    #[test]
    fn sorts_requests() {
        let v = ("version", "2026-07-28");
        let call = format!(r#""name":"t","arguments":{{}},{META}"#);
        let table: Vec<Row<'_>> = vec![
            (
                request("tools/list", META),
                vec![v, ("method", "tools/list")],
                "modern tools/list 2026-07-28",
            ),
            (
                request("tools/call", &call),
                vec![v, ("method", "tools/call"), ("name", "t")],
                "modern tools/call 2026-07-28",
            ),
            (
                request("tools/call", &call),
                vec![v, ("method", "tools/call"), ("name", "=?base64?dA==?=")],
                "modern tools/call 2026-07-28",
            ),
            (
                request("tools/call", &call),
                vec![v, ("method", "tools/call"), ("name", "=?base64?dA?=")],
                "400 -32020 7",
            ),
            (
                request("tools/call", &call),
                vec![v, ("method", "tools/call"), ("name", "u")],
                "400 -32020 7",
            ),
            (
                request("tools/call", &call),
                vec![v, ("method", "tools/call")],
                "400 -32020 7",
            ),
            (
                request("tools/call", &call),
                vec![v, ("method", "tools/call"), ("name", "t"), ("name", "t")],
                "400 -32020 7",
            ),
            (request("tools/list", META), vec![v], "400 -32020 7"),
            (
                request("tools/list", META),
                vec![v, ("method", "tools/List")],
                "400 -32020 7",
            ),
            (
                request("tools/list", META),
                vec![("method", "tools/list")],
                "400 -32020 7",
            ),
            (
                request("tools/list", META),
                vec![("version", "2025-11-25"), ("method", "tools/list")],
                "400 -32020 7",
            ),
            (
                request("tools/list", &META.replace("2026-07-28", "2099-01-01")),
                vec![("version", "2099-01-01"), ("method", "tools/list")],
                "400 -32022 7",
            ),
            (
                request("tools/list", &META.replace("2026-07-28", "2025-11-25")),
                vec![("version", "2025-11-25"), ("method", "tools/list")],
                "400 -32022 7",
            ),
            (
                request(
                    "tools/list",
                    r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#,
                ),
                vec![("version", "1"), ("method", "tools/list")],
                "400 -32602 7",
            ),
            (
                request(
                    "tools/list",
                    r#""_meta":{"io.modelcontextprotocol/clientCapabilities":{}}"#,
                ),
                vec![v, ("method", "tools/list")],
                "400 -32602 7",
            ),
            (
                request("tools/list", ""),
                vec![v, ("method", "tools/list")],
                "400 -32602 7",
            ),
            (
                request("initialize", META),
                vec![v, ("method", "initialize")],
                "modern initialize 2026-07-28",
            ),
            (request("initialize", ""), vec![v], "400 -32020 7"),
            (
                request("initialize", ""),
                vec![],
                "legacy initialize 2025-11-25",
            ),
            (
                request("tools/list", ""),
                vec![],
                "legacy tools/list 2025-03-26",
            ),
            (
                request("tools/list", ""),
                vec![("version", "2025-06-18")],
                "legacy tools/list 2025-06-18",
            ),
            (
                request("tools/list", ""),
                vec![("version", "1999-01-01")],
                "400 -32600 7",
            ),
            (
                request("tools/list", ""),
                vec![("version", "2025-06-18"), ("version", "2025-06-18")],
                "400 -32600 7",
            ),
            (
                r#"{"jsonrpc":"2.0","method":"n"}"#.into(),
                vec![v],
                "acknowledged",
            ),
            (
                r#"{"jsonrpc":"2.0","method":"n"}"#.into(),
                vec![],
                "acknowledged",
            ),
            (
                r#"{"jsonrpc":"2.0","method":"n"}"#.into(),
                vec![("version", "x")],
                "400 -32600 -",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"result":{}}"#.into(),
                vec![],
                "acknowledged",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"result":{}}"#.into(),
                vec![v],
                "400 -32600 -",
            ),
            (format!("[{}]", request("ping", "")), vec![], "batch 1"),
            (
                format!("[{}]", request("ping", "")),
                vec![("version", "2025-03-26")],
                "batch 1",
            ),
            (
                format!("[{}]", request("ping", "")),
                vec![("version", "2025-06-18")],
                "400 -32600 -",
            ),
            (
                format!("[{}]", request("ping", META)),
                vec![],
                "400 -32600 -",
            ),
            (
                format!("[{}]", request("ping", "")),
                vec![v],
                "400 -32600 -",
            ),
            ("[]".into(), vec![], "400 -32600 -"),
        ];
        for (body, list, expected) in table {
            assert_eq!(outcome(&body, &list), expected, "{body} {list:?}");
        }
    }

    #[test]
    fn the_session_decides_where_no_header_does() {
        let body = format!("[{}]", request("ping", ""));
        let result = classify(
            parse(body.as_bytes()).unwrap(),
            &headers(&[]),
            Some(Revision::V2025_11_25),
        );
        assert!(result.is_err());
    }
}
