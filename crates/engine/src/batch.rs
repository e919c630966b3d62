//! A JSON-RPC batch, which only 2025-03-26 knows. Its upstream requests are callouts, because an
//! exchange has one route only.

use crate::answer::Answer;
use crate::call::{Context, Then};
use crate::catalog::Snapshot;
use crate::effect::{Callout, Reply};
use crate::event::ResponseHead;
use crate::gateway::ROUTING_HEADER;
use crate::header_list::HeaderList;
use crate::methods::{Outcome, dispatch};
use crate::upstream::Header;
use portico_mcp::jsonrpc::{Message, Request};
use portico_mcp::{Era, RpcError};
use portico_rest::Headers;

/// Most entries of a batch.
const LIMIT: usize = 100;

/// Most bytes of all answers of a batch together.
const TOTAL: usize = 32 << 20;

/// What a client is told whose answer is over [`TOTAL`].
const TOO_MUCH: &str = "The answers of this batch are larger than 33554432 bytes together. Ask for less, or send fewer requests at once.";

/// A batch whose upstream requests are under way.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Answers in the order of the requests.
    slots: Vec<Slot>,
    waiting: usize,
    /// Bytes of the answers that are there.
    size: usize,
}

#[derive(Debug)]
enum Slot {
    Ready(Vec<u8>),
    Waiting(Answer, Then),
}

impl Slot {
    fn size(&self) -> usize {
        match self {
            Self::Ready(body) => body.len(),
            Self::Waiting(..) => 0,
        }
    }
}

impl Batch {
    /// Begins a batch: gives it and the callouts to send.
    ///
    /// # Errors
    /// Its answer, where no upstream has to be asked.
    pub(crate) fn start(
        snapshot: &Snapshot,
        entries: Vec<Result<Message<'_>, RpcError>>,
        kept: &[Header],
        client: &HeaderList,
    ) -> Result<(Self, Vec<Callout>), Reply> {
        if entries.len() > LIMIT {
            let error = RpcError::invalid_request(format!(
                "Invalid Request: a batch has at most {LIMIT} entries"
            ));
            return Err(Reply::json(error.status, error.to_json(None)));
        }
        let no_parameters = HeaderList::default();
        let context = Context {
            snapshot,
            era: Era::Legacy,
            kept,
            client,
            parameters: &no_parameters,
        };
        let mut slots = Vec::new();
        let mut callouts = Vec::new();
        for entry in entries {
            match entry {
                Ok(Message::Request(request)) => {
                    slots.push(slot(&context, &request, slots.len(), &mut callouts))
                }
                Ok(Message::Notification(_) | Message::Response) => {}
                Err(error) => slots.push(Slot::Ready(error.to_json(None))),
            }
        }
        let batch = Self {
            waiting: callouts.len(),
            size: slots.iter().map(Slot::size).sum(),
            slots,
        };
        if callouts.is_empty() {
            Err(batch.reply())
        } else {
            Ok((batch, callouts))
        }
    }

    /// Takes in the answer to a callout; gives the batch's answer once all are there.
    pub(crate) fn answered(
        &mut self,
        index: usize,
        head: ResponseHead<'_>,
        headers: Headers<'_>,
        body: &[u8],
    ) -> Option<Reply> {
        let slot = self.slots.get_mut(index)?;
        if let Slot::Waiting(answer, then) = slot {
            let (_, mut body) = if body.len() > then.limit(answer) {
                then.too_large(answer)
            } else {
                then.answer(answer, head, headers, body)
            };
            if self.size.saturating_add(body.len()) > TOTAL {
                (_, body) = then.failed(answer, TOO_MUCH);
            }
            self.size = self.size.saturating_add(body.len());
            *slot = Slot::Ready(body);
            self.waiting = self.waiting.saturating_sub(1);
        }
        (self.waiting == 0).then(|| self.reply())
    }

    fn reply(&self) -> Reply {
        if self.slots.is_empty() {
            return Reply::empty(202);
        }
        let mut out = vec![b'['];
        for slot in &self.slots {
            if let Slot::Ready(body) = slot {
                if out.len() > 1 {
                    out.push(b',');
                }
                out.extend_from_slice(body);
            }
        }
        out.push(b']');
        Reply::json(200, out)
    }
}

fn slot(
    context: &Context<'_>,
    request: &Request<'_>,
    index: usize,
    callouts: &mut Vec<Callout>,
) -> Slot {
    let answer = Answer::new(request.id, context.era, context.snapshot.head.clone());
    if request.method == "initialize" {
        let error =
            RpcError::invalid_request("Invalid Request: `initialize` must not be part of a batch");
        return Slot::Ready(answer.error(&error).1);
    }
    let mut out = answer.begin();
    match dispatch(context, request, &mut out) {
        Ok(Outcome::Done(cacheable)) => Slot::Ready(answer.finish(out, cacheable)),
        Ok(Outcome::Call(mut call)) => {
            // A callout does not go through the route, which takes this header away from other requests.
            let headers = &mut call.rewrite.headers;
            headers.retain(|(name, _)| name != ROUTING_HEADER);
            callouts.push(Callout {
                index,
                cluster: call.cluster,
                request: call.rewrite,
                timeout: call.timeout,
            });
            Slot::Waiting(answer, call.then)
        }
        Err(error) => Slot::Ready(answer.error(&error).1),
    }
}
