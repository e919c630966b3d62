//! `params._meta` of a modern request (2026-07-28, Base Protocol, `_meta`).

use crate::RpcError;
use crate::jsonrpc::{present, string};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The key of the revision, whose presence makes a request modern.
pub const PROTOCOL_VERSION: &str = "io.modelcontextprotocol/protocolVersion";

const LOG_LEVELS: [&str; 8] = [
    "debug",
    "info",
    "notice",
    "warning",
    "error",
    "critical",
    "alert",
    "emergency",
];

/// Whether `level` is a syslog level that MCP knows.
pub fn is_log_level(level: &str) -> bool {
    LOG_LEVELS.contains(&level)
}

/// The members of `_meta` that the gateway reads, as raw JSON.
#[derive(Debug, Default, Deserialize)]
pub struct Meta<'a> {
    /// The revision.
    #[serde(
        rename = "io.modelcontextprotocol/protocolVersion",
        borrow,
        default,
        deserialize_with = "present"
    )]
    pub protocol_version: Option<&'a RawValue>,
    /// What the client can do.
    #[serde(rename = "io.modelcontextprotocol/clientCapabilities", borrow)]
    client_capabilities: Option<&'a RawValue>,
    /// The least level of log notifications wanted.
    #[serde(rename = "io.modelcontextprotocol/logLevel", borrow)]
    log_level: Option<&'a RawValue>,
}

impl<'a> Meta<'a> {
    /// Reads `_meta`. What is no object, or has a key twice, has nothing to say.
    pub fn read(raw: Option<&'a RawValue>) -> Self {
        // Serde would read a struct from the list of its members too.
        raw.filter(|raw| raw.get().starts_with('{'))
            .and_then(|raw| serde_json::from_str(raw.get()).ok())
            .unwrap_or_default()
    }

    /// Whether the request claims to be modern.
    pub fn claims_modern(&self) -> bool {
        self.protocol_version.is_some()
    }

    /// Checks the required keys and gives the revision asked for.
    ///
    /// # Errors
    /// 400/-32602, naming the key.
    pub fn check(&self) -> Result<Cow<'a, str>, RpcError> {
        let version = self
            .protocol_version
            .and_then(string)
            .ok_or_else(|| bad_key(PROTOCOL_VERSION, "a string"))?;
        if !self
            .client_capabilities
            .is_some_and(|raw| raw.get().starts_with('{'))
        {
            return Err(bad_key(
                "io.modelcontextprotocol/clientCapabilities",
                "an object",
            ));
        }
        if let Some(raw) = self.log_level
            && !string(raw).is_some_and(|level| is_log_level(&level))
        {
            return Err(bad_key(
                "io.modelcontextprotocol/logLevel",
                "one of debug … emergency",
            ));
        }
        Ok(version)
    }
}

fn bad_key(key: &str, expected: &str) -> RpcError {
    RpcError {
        status: 400,
        ..RpcError::invalid_params(format!(
            "Invalid params: `_meta[\"{key}\"]` must be present and {expected}"
        ))
    }
}
