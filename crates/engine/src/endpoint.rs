//! The HTTP rules of an MCP endpoint, which need no body: Origin, method, Content-Type, Accept.

use crate::effect::Reply;
use crate::event::HeaderList;
use crate::server::Head;
use portico_mcp::RpcError;
use portico_mcp::header::Field;
use portico_mcp::header::{METHOD, NAME, PROTOCOL_VERSION, SESSION_ID};
use portico_mcp::modern::StandardHeaders;
use portico_mcp::parameter;

/// The request headers that MCP gives a meaning to.
#[derive(Debug, Default)]
pub(crate) struct McpHeaders {
    pub(crate) standard: StandardHeaders,
    pub(crate) session: Field,
    /// Every occurrence of `Mcp-Param-*`: which of them mean something depends on the tool.
    pub(crate) parameters: Vec<(String, Vec<u8>)>,
    method: Field,
    origin: Field,
    content_type: Field,
    /// Every occurrence: `Accept` is a list.
    accept: Vec<String>,
}

impl McpHeaders {
    /// Picks them out of all headers, in one pass.
    pub(crate) fn read(headers: &HeaderList) -> Self {
        let mut read = Self::default();
        for (name, value) in headers {
            let field = match name.as_str() {
                ":method" => &mut read.method,
                "origin" => &mut read.origin,
                "content-type" => &mut read.content_type,
                PROTOCOL_VERSION => &mut read.standard.protocol_version,
                METHOD => &mut read.standard.method,
                NAME => &mut read.standard.name,
                SESSION_ID => &mut read.session,
                "accept" => {
                    read.accept
                        .push(String::from_utf8_lossy(value).into_owned());
                    continue;
                }
                name if name.starts_with(parameter::PREFIX) => {
                    read.parameters.push((name.to_owned(), value.clone()));
                    continue;
                }
                _ => continue,
            };
            field.add(value);
        }
        read
    }

    /// Checks the request's head.
    ///
    /// # Errors
    /// The answer that refuses it: 403, 405, 415 or 406.
    pub(crate) fn check(&self, head: &Head) -> Result<(), Reply> {
        if !self.origin_allowed(&head.allowed_origins) {
            return Err(refuse(403, "this Origin is not allowed"));
        }
        if self.method.get() != Some("POST") {
            // No stream to open (GET) and no session to end (DELETE).
            return Err(Reply {
                headers: vec![("allow", "POST".to_owned())],
                ..Reply::empty(405)
            });
        }
        if self
            .content_type
            .get()
            .is_none_or(|value| media_type(value) != "application/json")
        {
            return Err(refuse(415, "Content-Type must be application/json"));
        }
        if !self.accepts_json() {
            return Err(refuse(406, "Accept must admit application/json"));
        }
        Ok(())
    }

    /// A browser page of another site must not reach a server that trusts the network it is in
    /// (2025-11-25, Transports, Security Warning). Programs send no Origin.
    fn origin_allowed(&self, allowed: &[String]) -> bool {
        match &self.origin {
            Field::Absent => true,
            Field::Ambiguous => false,
            Field::One(origin) => {
                is_loopback(origin)
                    || allowed
                        .iter()
                        .any(|entry| entry == "*" || entry.eq_ignore_ascii_case(origin))
            }
        }
    }

    fn accepts_json(&self) -> bool {
        let mut ranges = self
            .accept
            .iter()
            .flat_map(|line| line.split(','))
            .peekable();
        ranges.peek().is_none()
            || ranges.any(|range| {
                matches!(
                    media_type(range).as_str(),
                    "application/json" | "application/*" | "*/*"
                )
            })
    }
}

fn refuse(status: u16, reason: &str) -> Reply {
    let error = RpcError {
        status,
        ..RpcError::invalid_request(format!("Invalid Request: {reason}"))
    };
    Reply::json(status, error.to_json(None))
}

/// The media type without parameters, in lower case.
fn media_type(value: &str) -> String {
    value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

fn is_loopback(origin: &str) -> bool {
    let Some(host) = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"))
    else {
        return false;
    };
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|name| match host.strip_prefix(name) {
            Some("") => true,
            Some(rest) => rest
                .strip_prefix(':')
                .is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit())),
            None => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_loopback_origins() {
        for origin in [
            "http://localhost",
            "http://localhost:3000",
            "https://127.0.0.1:1",
            "http://[::1]:8080",
        ] {
            assert!(is_loopback(origin), "{origin}");
        }
        for origin in [
            "http://localhost.evil.example",
            "http://localhost:3000.evil",
            "http://localhost:",
            "null",
            "localhost",
            "http://127.0.0.10",
        ] {
            assert!(!is_loopback(origin), "{origin}");
        }
    }

    #[test]
    fn tells_what_is_accepted() {
        let table: [(&[&str], bool); 8] = [
            (&[], true),
            (&["application/json, text/event-stream"], true),
            (&["text/event-stream", "application/json"], true),
            (&["*/*"], true),
            (&["Application/JSON;q=0.5"], true),
            (&["text/html,application/*"], true),
            (&["text/event-stream"], false),
            (&[""], false),
        ];
        for (lines, expected) in table {
            let headers: Vec<_> = lines
                .iter()
                .map(|line| ("accept".to_owned(), line.as_bytes().to_vec()))
                .collect();
            assert_eq!(
                McpHeaders::read(&headers).accepts_json(),
                expected,
                "{lines:?}"
            );
        }
    }
}
