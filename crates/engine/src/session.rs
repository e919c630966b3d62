//! Session ids of legacy clients that hold their own state, so that any worker of any Envoy can
//! serve them: `1.{revision}.{random}`.
//!
//! The id is not authenticated: all it holds is the revision that the client itself has asked for.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use portico_config::model::Sessions;
use portico_mcp::header::Field;
use portico_mcp::{Revision, RpcError};

const FORMAT: &str = "1";
/// Random bytes of an id.
pub(crate) const RANDOM_BYTES: usize = 16;

/// A server with sessions wants one of its ids with every legacy message but `initialize`
/// (2025-11-25, Transports, Session Management).
///
/// # Errors
/// 400 without an id, 404 with one that no server gave out.
pub(crate) fn check(sessions: Sessions, id: &Field) -> Result<(), RpcError> {
    let refuse = |status, message| {
        Err(RpcError {
            status,
            ..RpcError::invalid_request(message)
        })
    };
    match (sessions, id) {
        (Sessions::Stateless, _) => Ok(()),
        (_, Field::One(id)) if Session::parse(id).is_some() => Ok(()),
        (_, Field::Absent) => refuse(400, "Invalid Request: Mcp-Session-Id is required"),
        _ => refuse(
            404,
            "Invalid Request: unknown session, send `initialize` again",
        ),
    }
}

/// What a session id holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Session {
    /// The revision that `initialize` agreed on.
    pub(crate) revision: Revision,
}

impl Session {
    /// The session id, made unique by `random`.
    pub(crate) fn issue(self, random: [u8; RANDOM_BYTES]) -> String {
        format!(
            "{FORMAT}.{}.{}",
            self.revision.as_str(),
            URL_SAFE_NO_PAD.encode(random)
        )
    }

    /// Reads a session id; `None` for one that was not issued in this format.
    pub(crate) fn parse(id: &str) -> Option<Self> {
        let mut parts = id.split('.');
        let (Some(FORMAT), Some(revision), Some(random), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let revision = Revision::parse(revision).filter(|revision| !revision.is_modern())?;
        let random = URL_SAFE_NO_PAD.decode(random).ok()?;
        (random.len() == RANDOM_BYTES).then_some(Self { revision })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survives_a_round_trip() {
        for revision in Revision::LEGACY {
            let session = Session { revision };
            assert_eq!(Session::parse(&session.issue([7; 16])), Some(session));
        }
    }

    #[test]
    fn refuses_what_was_not_issued() {
        let random = "BwcHBwcHBwcHBwcHBwcHBw";
        for id in [
            "",
            "x",
            "1.2025-11-25",
            "1.2025-11-25.",
            "1.2025-11-25.BwcH",
            &format!("2.2025-11-25.{random}"),
            &format!("1.2026-07-28.{random}"),
            &format!("1.1999-01-01.{random}"),
            &format!("1.2025-11-25.{random}.x"),
        ] {
            assert_eq!(Session::parse(id), None, "{id}");
        }
    }
}
