//! An answer of a provider as it comes in.

use super::delta::Delta;
use super::failure::{Failure, FailureKind};
use super::provider::Kind;
use super::{anthropic, openai};
use crate::outbound::Body;
use portico_mcp::sse::{Decoder, Event};
use std::collections::VecDeque;

/// Most bytes of one event.
const LARGEST: usize = 4 << 20;

/// An answer as it comes in. When it is dropped, the connection is closed, and the provider stops.
#[derive(Debug)]
pub struct AnswerStream {
    body: Body,
    decoder: Decoder,
    reader: Reader,
    deltas: VecDeque<Delta>,
    /// What comes after the pieces that were read.
    failure: Option<Failure>,
}

#[derive(Debug)]
enum Reader {
    Openai(openai::Reader),
    Anthropic(anthropic::Reader),
}

impl Reader {
    fn read(&mut self, event: &Event) -> Result<Vec<Delta>, Failure> {
        match self {
            Self::Openai(reader) => reader.read(event),
            Self::Anthropic(reader) => reader.read(event),
        }
    }

    fn is_over(&self) -> bool {
        match self {
            Self::Openai(reader) => reader.is_over(),
            Self::Anthropic(reader) => reader.is_over(),
        }
    }

    fn may_end(&self) -> bool {
        match self {
            Self::Openai(reader) => reader.may_end(),
            Self::Anthropic(reader) => reader.is_over(),
        }
    }
}

impl AnswerStream {
    /// The answer in this body.
    pub(super) fn new(kind: Kind, body: Body) -> Self {
        Self {
            body,
            decoder: Decoder::new(LARGEST),
            reader: match kind {
                Kind::Openai => Reader::Openai(openai::Reader::default()),
                Kind::Anthropic => Reader::Anthropic(anthropic::Reader::default()),
            },
            deltas: VecDeque::new(),
            failure: None,
        }
    }

    /// The next piece; `None` after the last of a whole answer.
    ///
    /// # Errors
    /// If the provider sends an error, or nothing more, or what cannot be read.
    pub async fn next(&mut self) -> Result<Option<Delta>, Failure> {
        loop {
            if let Some(delta) = self.deltas.pop_front() {
                return Ok(Some(delta));
            }
            if let Some(failure) = self.failure.take() {
                return Err(failure);
            }
            if self.reader.is_over() {
                return Ok(None);
            }
            let Some(bytes) = self.body.next().await? else {
                if self.reader.may_end() {
                    return Ok(None);
                }
                let message = "The provider's answer broke off before its end.";
                return Err(Failure::new(FailureKind::Disconnected, message));
            };
            self.take(&bytes);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        let mut events = Vec::new();
        let outcome = self.decoder.push(bytes, &mut events);
        for event in &events {
            match self.reader.read(event) {
                Ok(deltas) => self.deltas.extend(deltas),
                Err(failure) => {
                    self.failure = Some(failure);
                    return;
                }
            }
        }
        if let Err(error) = outcome {
            let message = format!("The provider sent an event that is too large: {error}.");
            self.failure = Some(Failure::new(FailureKind::Malformed, message));
        }
    }
}
