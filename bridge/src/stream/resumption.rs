//! How the client of an HTTP+SSE session comes back to it, at any replica.
//!
//! Clients that are built on `EventSource` connect again by themselves when their stream breaks off,
//! and go on as if nothing had happened: they do not send `initialize` again. But they send the id of
//! the last event. So ids carry what the new session needs of the old one.

use crate::interest::Resumed;
use crate::message::Answer;
use axum::http::HeaderMap;
use portico_mcp::header::SESSION_ID;

/// What comes between the parts of an id; session ids and revisions have none.
const BETWEEN: char = '~';

/// The gateway's session, which a client of that transport does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Return {
    /// `Mcp-Session-Id`; empty where the server has no sessions.
    pub(crate) session: String,
    /// `MCP-Protocol-Version`.
    pub(crate) revision: String,
}

impl Return {
    /// What the gateway agreed on with a client, by the answer to `initialize` and its headers.
    pub(crate) fn of(headers: &HeaderMap, answer: &Answer<'_>) -> Option<Self> {
        let session = headers.get(SESSION_ID).and_then(|id| id.to_str().ok());
        Some(Self {
            session: session.unwrap_or_default().to_owned(),
            revision: answer.revision()?,
        })
    }

    /// The id of an event after which the client knows what `point` says.
    pub(super) fn to_id(&self, point: &str) -> String {
        let Self { session, revision } = self;
        format!("{point}{BETWEEN}{session}{BETWEEN}{revision}")
    }

    /// Reads `Last-Event-ID`; `None` for an id that no bridge gave out.
    pub(crate) fn parse(id: &str) -> Option<(Resumed, Self)> {
        let mut parts = id.split(BETWEEN);
        let (point, session, revision) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || revision.is_empty() {
            return None;
        }
        let back = Self {
            session: session.to_owned(),
            revision: revision.to_owned(),
        };
        Some((Resumed::parse(point)?, back))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_a_round_trip() {
        let back = Return {
            session: "1.2025-11-25.abc_-".to_owned(),
            revision: "2025-11-25".to_owned(),
        };
        let point = format!("p.3.{}", crate::catalog::Prints::default().to_text());
        let (resumed, read) = Return::parse(&back.to_id(&point)).unwrap();
        assert_eq!((resumed, read), (Resumed::parse(&point).unwrap(), back));
        for bad in [
            "",
            "~",
            "~~",
            &format!("{point}~a~"),
            &format!("{point}~a~b~c"),
            "x~a~b",
        ] {
            assert_eq!(Return::parse(bad), None, "{bad}");
        }
    }
}
