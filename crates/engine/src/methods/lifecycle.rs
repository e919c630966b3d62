//! initialize, server/discover, logging/setLevel.

use super::completion;
use crate::bridge::offers_subscriptions;
use crate::catalog::Snapshot;
use portico_mcp::error::shown;
use portico_mcp::jsonrpc::{Params, write_string};
use portico_mcp::meta::is_log_level;
use portico_mcp::{Era, Revision, RpcError};

/// The revision that `initialize` with these params agrees on.
///
/// # Errors
/// -32602 where it names none.
pub(crate) fn negotiated(params: &Params<'_>) -> Result<Revision, RpcError> {
    Params::string(params.protocol_version, "protocolVersion")
        .map(|version| Revision::negotiate(&version))
}

pub(super) fn initialize(
    snapshot: &Snapshot,
    params: &Params<'_>,
    out: &mut Vec<u8>,
) -> Result<(), RpcError> {
    let revision = negotiated(params)?;
    out.extend_from_slice(b"\"protocolVersion\":");
    write_string(out, revision.as_str());
    // Levels can be set, though nothing sends log messages.
    write_capabilities(snapshot, Era::Legacy, Some("\"logging\":{}"), out);
    out.extend_from_slice(b",\"serverInfo\":");
    out.extend_from_slice(snapshot.head.server_info.as_bytes());
    write_instructions(snapshot, out);
    Ok(())
}

pub(super) fn discover(snapshot: &Snapshot, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\"supportedVersions\":[");
    for (at, revision) in Revision::MODERN.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_string(out, revision.as_str());
    }
    out.push(b']');
    write_capabilities(snapshot, Era::Modern, None, out);
    write_instructions(snapshot, out);
}

pub(super) fn set_level(params: &Params<'_>) -> Result<(), RpcError> {
    let level = Params::string(params.level, "level")?;
    if is_log_level(&level) {
        Ok(())
    } else {
        Err(RpcError::invalid_params(format!(
            "Invalid params: unknown `level` {}",
            shown(&level)
        )))
    }
}

/// Tools are always offered, as they may come at any time; the rest where there is some. Changes are
/// announced where there is a bridge to tell of them.
fn write_capabilities(snapshot: &Snapshot, era: Era, more: Option<&str>, out: &mut Vec<u8>) {
    let server = &snapshot.server;
    let changes: &[u8] = match snapshot.bridge {
        Some(_) => b"{\"listChanged\":true}",
        None => b"{}",
    };
    out.extend_from_slice(b",\"capabilities\":{\"tools\":");
    out.extend_from_slice(changes);
    if !server.prompts.is_empty() {
        out.extend_from_slice(b",\"prompts\":");
        out.extend_from_slice(changes);
    }
    if !server.resources.is_empty() || !server.templates.is_empty() {
        out.extend_from_slice(b",\"resources\":");
        if offers_subscriptions(snapshot, era) {
            out.extend_from_slice(b"{\"subscribe\":true,\"listChanged\":true}");
        } else {
            out.extend_from_slice(changes);
        }
    }
    let completions = completion::offered(server).then_some("\"completions\":{}");
    for capability in [completions, more].into_iter().flatten() {
        out.push(b',');
        out.extend_from_slice(capability.as_bytes());
    }
    out.push(b'}');
}

fn write_instructions(snapshot: &Snapshot, out: &mut Vec<u8>) {
    if let Some(instructions) = &snapshot.head.instructions {
        out.extend_from_slice(b",\"instructions\":");
        out.extend_from_slice(instructions.as_bytes());
    }
}
