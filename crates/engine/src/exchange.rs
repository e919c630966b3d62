//! The state machine of one exchange: a POST to an MCP endpoint, from its head to its answer.

use crate::answer::Answer;
use crate::batch::Batch;
use crate::bridge::{self, Legacy};
use crate::call::{Context, Then};
use crate::catalog::Snapshot;
use crate::effect::{Effect, Reply};
use crate::endpoint::McpHeaders;
use crate::event::{Event, RequestHead, ResponseHead};
use crate::header_list::HeaderList;
use crate::methods::{Outcome, dispatch, negotiated};
use crate::passed_on::kept;
use crate::session::{self, Session};
use crate::upstream::Header;
use portico_config::model::Sessions;
use portico_mcp::header::SESSION_ID;
use portico_mcp::inbound::{Inbound, classify};
use portico_mcp::jsonrpc::{Id, Request, parse};
use portico_mcp::{Era, RpcError};
use portico_rest::Headers;

/// What a client is told whose upstream began to answer and did not end. Envoy does not ask the
/// filter then.
const CUT_OFF: &str = "The upstream's response was cut off: the upstream closed the connection, took too long or sent too much.";

/// One exchange.
#[derive(Debug)]
pub struct Exchange {
    state: State,
}

#[derive(Debug)]
enum State {
    /// The request body is coming in.
    Collecting(Box<Collecting>),
    /// The upstream has been asked.
    Calling(Box<Calling>),
    /// Several upstreams have been asked, for a batch.
    Batch(Box<Batch>),
    /// The answer is out.
    Finished,
}

#[derive(Debug)]
struct Collecting {
    snapshot: Snapshot,
    headers: McpHeaders,
    kept: Vec<Header>,
    /// All headers of the request.
    client: HeaderList,
    random: fn() -> [u8; 16],
}

#[derive(Debug)]
struct Calling {
    answer: Answer,
    then: Then,
    head: Option<OwnedHead>,
}

/// [`ResponseHead`], kept until the body is there.
#[derive(Debug)]
struct OwnedHead {
    status: u16,
    content_type: Option<String>,
    local: Option<String>,
}

impl Exchange {
    /// Begins an exchange with the server of `snapshot`.
    pub fn start(snapshot: Snapshot, request: RequestHead) -> (Self, Effect) {
        let headers = McpHeaders::read(&request.headers);
        if snapshot.bridge.is_some() && headers.method() == Some("GET") {
            return Self::over(bridge::listen(&snapshot, &headers, &request));
        }
        if let Err(reply) = headers.check(&snapshot) {
            return Self::over(Effect::Reply(reply));
        }
        let kept = kept(&request.headers);
        let collecting = Collecting {
            snapshot,
            headers,
            kept,
            client: request.headers,
            random: request.random,
        };
        if request.end_of_stream {
            let (state, effect) = collecting.receive(&[]);
            return (Self { state }, effect);
        }
        (
            Self {
                state: State::Collecting(Box::new(collecting)),
            },
            Effect::Pause,
        )
    }

    /// Begins an exchange at an endpoint of the HTTP+SSE transport, which the bridge serves.
    pub fn legacy(snapshot: &Snapshot, endpoint: Legacy, request: &RequestHead) -> (Self, Effect) {
        Self::over(bridge::legacy(snapshot, endpoint, request))
    }

    /// An exchange that has nothing more to do than `effect`.
    fn over(effect: Effect) -> (Self, Effect) {
        let state = State::Finished;
        (Self { state }, effect)
    }

    /// Whether the exchange wants to know of the upstream's response.
    pub fn awaits_response(&self) -> bool {
        matches!(self.state, State::Calling(_))
    }

    /// Takes in what happened, with no headers of a response but those in its head.
    pub fn on_event(&mut self, event: Event<'_>) -> Effect {
        self.on_event_with(event, Headers::NONE)
    }

    /// Takes in what happened and says what to do. `headers` are those of the response that is
    /// begun, ended or answered; few tools ask for any.
    pub fn on_event_with(&mut self, event: Event<'_>, headers: Headers<'_>) -> Effect {
        let (state, effect) = match (std::mem::replace(&mut self.state, State::Finished), event) {
            (State::Collecting(collecting), Event::RequestBuffered(size))
                if size > collecting.limit() =>
            {
                too_large(collecting.limit())
            }
            (State::Collecting(collecting), Event::RequestBody(body))
                if body.len() > collecting.limit() =>
            {
                too_large(collecting.limit())
            }
            (State::Collecting(collecting), Event::RequestBody(body)) => collecting.receive(body),
            (
                State::Calling(calling),
                Event::ResponseHead {
                    head,
                    end_of_stream,
                },
            ) => calling.begin(head, headers, end_of_stream),
            (State::Calling(calling), Event::ResponseBuffered(size)) if size > calling.limit() => {
                reply(calling.give_up())
            }
            (State::Calling(calling), Event::ResponseBody(body))
                if body.len() > calling.limit() =>
            {
                (State::Finished, Effect::Respond(calling.give_up()))
            }
            (State::Calling(calling), Event::ResponseBody(body)) => calling.end(headers, body),
            (State::Batch(mut batch), Event::CalloutAnswered { index, head, body }) => {
                match batch.answered(index, head, headers, body) {
                    Some(reply) => (State::Finished, Effect::Reply(reply)),
                    None => (State::Batch(batch), Effect::Pause),
                }
            }
            (State::Finished, _) => (State::Finished, Effect::Continue),
            (state, _) => (state, Effect::Pause),
        };
        self.state = state;
        effect
    }
}

fn reply(reply: Reply) -> (State, Effect) {
    (State::Finished, Effect::Reply(reply))
}

fn refuse(id: Option<Id<'_>>, error: &RpcError) -> (State, Effect) {
    reply(Reply::json(error.status, error.to_json(id)))
}

fn id_of<'a>(inbound: &Inbound<'a>) -> Option<Id<'a>> {
    match inbound {
        Inbound::Modern(request, _) | Inbound::Legacy(request, _) => Some(request.id),
        Inbound::Batch(_) | Inbound::Acknowledged(_) => None,
    }
}

fn too_large(limit: usize) -> (State, Effect) {
    let message = format!("Invalid Request: the body is larger than {limit} bytes");
    let error = RpcError {
        status: 413,
        ..RpcError::invalid_request(message)
    };
    refuse(None, &error)
}

impl Collecting {
    /// Most bytes of the request's body.
    fn limit(&self) -> usize {
        self.snapshot.head.request_bytes
    }

    fn receive(self, body: &[u8]) -> (State, Effect) {
        let session = self.headers.session.get().and_then(Session::parse);
        let inbound = match parse(body) {
            Ok(body) => classify(
                body,
                &self.headers.standard,
                session.map(|session| session.revision),
            ),
            Err(error) => Err((None, error)),
        };
        match inbound {
            Err((id, error)) => refuse(id, &error),
            Ok(Inbound::Modern(request, _)) => self.single(&request, Era::Modern),
            Ok(Inbound::Legacy(request, _)) if request.method == "initialize" => {
                self.single(&request, Era::Legacy)
            }
            Ok(Inbound::Acknowledged(Era::Modern)) => reply(Reply::empty(202)),
            Ok(legacy) => {
                match session::check(self.snapshot.head.sessions, &self.headers.session) {
                    Err(error) => refuse(id_of(&legacy), &error),
                    Ok(()) => self.legacy(legacy),
                }
            }
        }
    }

    fn legacy(self, inbound: Inbound<'_>) -> (State, Effect) {
        match inbound {
            Inbound::Modern(request, _) | Inbound::Legacy(request, _) => {
                self.single(&request, Era::Legacy)
            }
            Inbound::Acknowledged(_) => reply(Reply::empty(202)),
            Inbound::Batch(entries) => {
                match Batch::start(&self.snapshot, entries, &self.kept, &self.client) {
                    Ok((batch, callouts)) => {
                        (State::Batch(Box::new(batch)), Effect::CallOut(callouts))
                    }
                    Err(answer) => reply(answer),
                }
            }
        }
    }

    fn single(self, request: &Request<'_>, era: Era) -> (State, Effect) {
        let (client, headers, random) = (&self.client, &self.headers, self.random);
        let bridged = bridge::request(&self.snapshot, client, headers, request, era, random);
        if let Some(effect) = bridged {
            return (State::Finished, effect);
        }
        let answer = Answer::new(request.id, era, self.snapshot.head.clone());
        let mut out = answer.begin();
        let context = Context {
            snapshot: &self.snapshot,
            era,
            kept: &self.kept,
            client: &self.client,
            parameters: &self.headers.parameters,
        };
        match dispatch(&context, request, &mut out) {
            Ok(Outcome::Done(cacheable)) => {
                let mut done = Reply::json(200, answer.finish(out, cacheable));
                done.headers.extend(self.new_session(request, era));
                reply(done)
            }
            Ok(Outcome::Call(call)) => {
                let calling = Calling {
                    answer,
                    then: call.then,
                    head: None,
                };
                (
                    State::Calling(Box::new(calling)),
                    Effect::Forward(call.rewrite),
                )
            }
            Err(error) => {
                let (status, body) = answer.error(&error);
                reply(Reply::json(status, body))
            }
        }
    }

    /// The session header of an answered `initialize`.
    fn new_session(&self, request: &Request<'_>, era: Era) -> Option<(&'static str, String)> {
        let begins = self.snapshot.head.sessions == Sessions::Token
            && !era.is_modern()
            && request.method == "initialize";
        let revision = negotiated(request.params.as_ref().ok().filter(|_| begins)?).ok()?;
        Some((SESSION_ID, Session { revision }.issue((self.random)())))
    }
}

impl Calling {
    fn begin(
        mut self: Box<Self>,
        head: ResponseHead<'_>,
        headers: Headers<'_>,
        end_of_stream: bool,
    ) -> (State, Effect) {
        self.head = Some(OwnedHead {
            status: head.status,
            content_type: head.content_type.map(str::to_owned),
            local: head.local.map(str::to_owned),
        });
        if end_of_stream {
            return (*self).end(headers, &[]);
        }
        let (_, failsafe) = self.then.failed(&self.answer, CUT_OFF);
        (State::Calling(self), Effect::Hold { failsafe })
    }

    fn end(self, headers: Headers<'_>, body: &[u8]) -> (State, Effect) {
        let head = self
            .head
            .as_ref()
            .map_or(ResponseHead::NO_ANSWER, OwnedHead::borrow);
        let (status, body) = self.then.answer(&self.answer, head, headers, body);
        (State::Finished, Effect::Respond(Reply::json(status, body)))
    }

    /// Most bytes of the response.
    fn limit(&self) -> usize {
        self.then.limit(&self.answer)
    }

    /// The answer where the response is too large.
    fn give_up(self) -> Reply {
        let (status, body) = self.then.too_large(&self.answer);
        Reply::json(status, body)
    }
}

impl OwnedHead {
    fn borrow(&self) -> ResponseHead<'_> {
        ResponseHead {
            status: self.status,
            content_type: self.content_type.as_deref(),
            local: self.local.as_deref(),
        }
    }
}
