//! What a 2026-07-28 request must satisfy before its method is looked at, in the order that the
//! conformance suite fixes.

use crate::header::{Field, decode};
use crate::jsonrpc::{Request, string};
use crate::meta::Meta;
use crate::{Revision, RpcError};
use std::borrow::Cow;

/// The headers that a modern request repeats its body in.
#[derive(Debug, Clone, Default)]
pub struct StandardHeaders {
    /// `MCP-Protocol-Version`.
    pub protocol_version: Field,
    /// `Mcp-Method`.
    pub method: Field,
    /// `Mcp-Name`.
    pub name: Field,
}

/// Checks `_meta`, the revision and the standard headers of `request`.
///
/// # Errors
/// 400 with -32602 (a key of `_meta` is missing), then -32020 (version header), then -32022
/// (revision), then -32020 (the other headers).
pub fn check(
    request: &Request<'_>,
    meta: &Meta<'_>,
    headers: &StandardHeaders,
) -> Result<Revision, RpcError> {
    let version = meta.check()?;
    equal("MCP-Protocol-Version", &headers.protocol_version, &version)?;
    let revision = Revision::parse(&version)
        .filter(|revision| revision.is_modern())
        .ok_or_else(|| RpcError::unsupported_version(&version))?;
    equal("Mcp-Method", &headers.method, &request.method)?;
    check_name(request, &headers.name)?;
    Ok(revision)
}

fn equal(name: &str, field: &Field, expected: &str) -> Result<(), RpcError> {
    if once(name, field)? == expected {
        return Ok(());
    }
    Err(differs(name))
}

/// The value of a header that must stand exactly once.
fn once<'f>(name: &str, field: &'f Field) -> Result<&'f str, RpcError> {
    let fault = match field {
        Field::One(value) => return Ok(value),
        Field::Absent => "is required",
        Field::Ambiguous => "must be sent once, as text",
    };
    Err(mismatch(name, fault))
}

/// The decoded value of a header that must stand exactly once.
pub(crate) fn decoded<'f>(name: &str, field: &'f Field) -> Result<Cow<'f, str>, RpcError> {
    decode(once(name, field)?).ok_or_else(|| mismatch(name, "is badly encoded"))
}

/// The error that header and body disagree.
pub(crate) fn differs(name: &str) -> RpcError {
    mismatch(name, "differs from the body")
}

fn mismatch(name: &str, fault: &str) -> RpcError {
    RpcError::header_mismatch(format!("Header mismatch: {name} {fault}"))
}

/// `Mcp-Name` is required where the method names a thing. Where the body's own name is no string
/// there is nothing to compare with: the method reports that.
fn check_name(request: &Request<'_>, field: &Field) -> Result<(), RpcError> {
    let Ok(params) = &request.params else {
        return Ok(());
    };
    let expected = match request.method.as_ref() {
        "tools/call" | "prompts/get" => params.name,
        "resources/read" => params.uri,
        _ => return Ok(()),
    };
    let Some(expected) = expected.and_then(string) else {
        return Ok(());
    };
    if decoded("Mcp-Name", field)? == expected {
        return Ok(());
    }
    Err(differs("Mcp-Name"))
}
