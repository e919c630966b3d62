//! The HTTP rules of an MCP endpoint, which need no body: Origin, method, Content-Type, Accept.

use crate::bridge::only;
use crate::catalog::Snapshot;
use crate::effect::Reply;
use crate::header_list::HeaderList;
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
    pub(crate) parameters: HeaderList,
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
        for (name, value) in headers.iter() {
            let field = match name {
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
                    read.parameters.push(name, value);
                    continue;
                }
                _ => continue,
            };
            field.add(value);
        }
        read
    }

    /// The request's method.
    pub(crate) fn method(&self) -> Option<&str> {
        self.method.get()
    }

    /// Checks the head of a request to the MCP endpoint that is to be a message.
    ///
    /// # Errors
    /// The answer that refuses it: 403, 405, 415 or 406.
    pub(crate) fn check(&self, snapshot: &Snapshot) -> Result<(), Reply> {
        self.check_origin(&snapshot.head)?;
        if self.method() != Some("POST") {
            // Streams are opened (GET) at the bridge; sessions need not be ended (DELETE).
            let methods = match snapshot.bridge {
                Some(_) => "GET, POST",
                None => "POST",
            };
            return Err(only(methods));
        }
        self.check_content_type()?;
        self.check_accept("application/json")
    }

    /// Checks `Origin`, and that the method is this one.
    pub(crate) fn check_method(&self, head: &Head, method: &str) -> Result<(), Reply> {
        self.check_origin(head)?;
        if self.method() == Some(method) {
            return Ok(());
        }
        Err(only(method))
    }

    /// Refuses browsers' pages of other sites with 403.
    pub(crate) fn check_origin(&self, head: &Head) -> Result<(), Reply> {
        if self.origin_allowed(&head.allowed_origins) {
            return Ok(());
        }
        Err(refuse(403, "this Origin is not allowed"))
    }

    /// Refuses a body that does not say that it is JSON, with 415.
    pub(crate) fn check_content_type(&self) -> Result<(), Reply> {
        let is_json = |value| media_type(value) == "application/json";
        if self.content_type.get().is_some_and(is_json) {
            return Ok(());
        }
        Err(refuse(415, "Content-Type must be application/json"))
    }

    /// Refuses a client that does not take `answer`, a media type, with 406.
    pub(crate) fn check_accept(&self, answer: &str) -> Result<(), Reply> {
        if self.accepts(answer) {
            return Ok(());
        }
        Err(refuse(406, &format!("Accept must admit {answer}")))
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

    fn accepts(&self, answer: &str) -> bool {
        let ranges = self.accept.iter().flat_map(|line| line.split(','));
        // The most specific range decides (RFC 9110 section 12.5.1).
        let mut best = None;
        for range in ranges {
            let offered = media_type(range);
            let specificity = match offered.strip_suffix("/*") {
                None if offered == answer => 2,
                Some("*") => 0,
                Some(group) if answer.split('/').next() == Some(group) => 1,
                _ => continue,
            };
            best = best.max(Some((specificity, !is_refused(range))));
        }
        self.accept.is_empty() || best.is_some_and(|(_, accepted)| accepted)
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

/// Whether a range has the weight 0: `q=0`, `q=0.000` (RFC 9110 section 12.4.2).
fn is_refused(range: &str) -> bool {
    let weight = range.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim())
    });
    weight.is_some_and(|weight| {
        weight.starts_with('0') && weight.bytes().all(|byte| matches!(byte, b'0' | b'.'))
    })
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
        let table: [(&[&str], bool); 16] = [
            (&[], true),
            (&["application/json, text/event-stream"], true),
            (&["text/event-stream", "application/json"], true),
            (&["*/*"], true),
            (&["Application/JSON;q=0.5"], true),
            (&["text/html,application/*"], true),
            (&["text/event-stream"], false),
            (&[""], false),
            (&["application/json;q=0"], false),
            (&["application/json; Q = 0.000, text/html"], false),
            (&["application/json;q=0.001"], true),
            (&["application/json;a=b;q=0", "*/*"], false),
            (&["*/*;q=0", "application/json"], true),
            (&["application/*;q=0, */*"], false),
            (&["*/*;q=0"], false),
            (&["application/json;q=0, application/json"], true),
        ];
        for (lines, expected) in table {
            let headers: HeaderList = lines.iter().map(|line| ("accept", line)).collect();
            assert_eq!(
                McpHeaders::read(&headers).accepts("application/json"),
                expected,
                "{lines:?}"
            );
        }
    }
}
