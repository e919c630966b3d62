//! What comes back.

use super::client::{Connection, Limits, told};
use super::error::OutboundError;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::{HeaderMap, StatusCode, header};
use tokio::time::{Instant, timeout_at};

/// The head of an answer, and its body to come.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Body,
}

/// A body that comes in pieces, within the limits of its request.
#[derive(Debug)]
pub struct Body {
    incoming: Incoming,
    /// Held until the body is dropped.
    _connection: Connection,
    limits: Limits,
    end: Instant,
    taken: usize,
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Whole {
    /// HTTP status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// Waits for the whole body.
    ///
    /// # Errors
    /// If it does not come, not in time, or is too large.
    pub async fn whole(mut self) -> Result<Whole, OutboundError> {
        let mut body = BytesMut::new();
        while let Some(piece) = self.body.next().await? {
            body.extend_from_slice(&piece);
        }
        Ok(Whole {
            status: self.status,
            headers: self.headers,
            body: body.freeze(),
        })
    }
}

impl Whole {
    /// The header `Location` of a redirect.
    pub fn location(&self) -> Option<&str> {
        let location = self.headers.get(header::LOCATION);
        let location = location.filter(|_| self.status.is_redirection());
        location.and_then(|location| location.to_str().ok())
    }
}

impl Body {
    /// A body of which nothing was taken, to be there by `end`.
    pub(super) fn new(
        incoming: Incoming,
        connection: Connection,
        limits: Limits,
        end: Instant,
    ) -> Self {
        Self {
            incoming,
            _connection: connection,
            limits,
            end,
            taken: 0,
        }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// If it does not come, not in time, or there is too much. Then nothing more comes.
    pub async fn next(&mut self) -> Result<Option<Bytes>, OutboundError> {
        loop {
            let pause = Instant::now() + self.limits.pause;
            let (end, patience) = if pause < self.end {
                (pause, self.limits.pause)
            } else {
                (self.end, self.limits.whole)
            };
            let frame = timeout_at(end, self.incoming.frame()).await;
            let frame = match frame.map_err(|_| OutboundError::Slow(patience))? {
                None => return Ok(None),
                Some(frame) => frame.map_err(|error| OutboundError::Broken(told(&error)))?,
            };
            // Trailers are of no use.
            let Ok(piece) = frame.into_data() else {
                continue;
            };
            self.taken = self.taken.saturating_add(piece.len());
            if self.taken > self.limits.size {
                return Err(OutboundError::TooLarge(self.limits.size));
            }
            return Ok(Some(piece));
        }
    }
}
