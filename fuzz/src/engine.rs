//! Whole exchanges: events of any content, in any order.
//!
//! Whatever happens, answers are JSON-RPC and carry the request's id as it was sent, what is over
//! stays over, and what goes to an upstream is the configuration's and nothing of the client's but
//! the few headers that are kept.

mod body;

use crate::message::{check_answer, id_of};
use crate::play::HEADERS;
use crate::wire;
use body::Body;
use libfuzzer_sys::arbitrary::{self, Arbitrary, Unstructured};
use portico_engine::{
    Callout, Effect, Event, Exchange, Gateway, Plugin, ROUTING_HEADER, Reply, RequestHead,
    ResponseHead, Rewrite, Route,
};
use serde_json::value::RawValue;

const DOCUMENTS: &str = include_str!("../../crates/engine/tests/engine/petstore.json");

const PATHS: [&str; 4] = ["/petstore/mcp", "/tokens/mcp", "/mcp", "/a/open/mcp?x#y"];

const CLUSTERS: [&str; 2] = [
    "portico:default/api:12345678",
    "outbound|8080||pets.shop.svc.cluster.local",
];

/// Headers of the client that may go to an upstream.
const KEPT: [&str; 4] = [
    "x-forwarded-proto",
    "x-request-id",
    "traceparent",
    "tracestate",
];

/// Headers that the engine or the configuration sets.
const OWN: [&str; 13] = [
    ":method",
    ":path",
    ":authority",
    ":scheme",
    "accept",
    "accept-encoding",
    "content-length",
    "content-type",
    "user-agent",
    "x-api-key",
    "x-envoy-max-retries",
    "x-envoy-retry-on",
    "x-envoy-upstream-rq-timeout-ms",
];

const HEADER_NAMES: [&str; 18] = [
    "accept",
    "content-type",
    "origin",
    "mcp-protocol-version",
    "mcp-method",
    "mcp-name",
    "mcp-session-id",
    "mcp-param-x",
    "x-request-id",
    "traceparent",
    "x-forwarded-proto",
    "tracestate",
    ROUTING_HEADER,
    "x-envoy-retry-on",
    "authorization",
    "cookie",
    ":method",
    ":path",
];

const HEADER_VALUES: [&str; 14] = [
    "a\r\nevil: 1",
    "a\0b",
    "POST",
    "application/json",
    "*/*",
    "2025-03-26",
    "2025-11-25",
    "2026-07-28",
    "tools/list",
    "tools/call",
    "get_pet",
    "pets://pet/7",
    "1.2025-03-26.BwcHBwcHBwcHBwcHBwcHBw",
    "http://localhost",
];

const CONTENT_TYPES: [&str; 6] = [
    "application/json",
    "text/plain; charset=latin1",
    "image/png",
    "audio/wav",
    "",
    "a/b+json",
];

const DETAILS: [&str; 4] = [
    "response_timeout",
    "cluster_not_found",
    "upstream_reset_before_response_started{connection_failure}",
    "",
];

#[derive(Debug, Arbitrary)]
struct Play<'a> {
    path: u8,
    without_usual_headers: bool,
    headers: Vec<(u8, Value<'a>)>,
    end_of_stream: bool,
    body: Body<'a>,
    steps: Vec<Step<'a>>,
}

#[derive(Debug, Arbitrary)]
enum Value<'a> {
    Known(u8),
    Bytes(&'a [u8]),
}

#[derive(Debug, Arbitrary)]
enum Step<'a> {
    RequestBuffered(u32),
    Request(Body<'a>),
    Head(u16, Option<Value<'a>>, Option<Value<'a>>, bool),
    ResponseBuffered(u32),
    Response(Body<'a>),
    Callout(u8, u16, Body<'a>),
    /// A body of this many megabytes.
    Large(u8),
}

thread_local! {
    static GATEWAY: Gateway = gateway();
}

fn gateway() -> Gateway {
    let configuration = format!(r#"{{"documents":{DOCUMENTS}}}"#);
    Plugin::parse(configuration.as_bytes()).unwrap().gateway
}

/// Runs one input.
pub fn run(data: &[u8]) {
    let mut input = Unstructured::new(data);
    if let Ok(play) = Play::arbitrary(&mut input) {
        GATEWAY.with(|gateway| act(gateway, &play));
    }
}

fn act(gateway: &Gateway, play: &Play<'_>) {
    let path = PATHS[usize::from(play.path) % PATHS.len()];
    let Route::Server(snapshot) = gateway.route(path) else {
        panic!("{path}");
    };
    let usual = HEADERS.iter().filter(|_| !play.without_usual_headers);
    let usual = usual.map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()));
    let more = play.headers.iter().map(|(name, value)| {
        let name = HEADER_NAMES[usize::from(*name) % HEADER_NAMES.len()];
        (name.to_owned(), value.bytes(&HEADER_VALUES).to_vec())
    });
    let standard = match &play.body {
        Body::Call(call) => call.headers(),
        _ => Vec::new(),
    };
    let headers = usual.chain(standard).chain(more).collect();
    let head = RequestHead {
        headers,
        end_of_stream: play.end_of_stream,
        random: || [7; 16],
    };
    let (exchange, effect) = Exchange::start(snapshot, head);
    let mut stage = Stage {
        exchange,
        id: None,
        over: false,
        outside: Vec::new(),
    };
    stage.check(&effect);
    if effect == Effect::Pause {
        stage.request(&play.body.bytes());
    }
    for step in &play.steps {
        stage.step(step);
    }
    stage.finish();
}

/// An exchange and what is known of it.
struct Stage {
    exchange: Exchange,
    /// The id of the request, once its body was there.
    id: Option<String>,
    over: bool,
    /// Callouts that have not been answered.
    outside: Vec<usize>,
}

impl Stage {
    fn tell(&mut self, event: Event<'_>) -> Effect {
        let effect = self.exchange.on_event(event);
        if self.over {
            assert_eq!(effect, Effect::Continue);
        }
        self.check(&effect);
        effect
    }

    fn request(&mut self, body: &[u8]) {
        if self.id.is_none() && body.len() <= 4 << 20 && !self.over {
            self.id = id_of(body).map(str::to_owned);
        }
        self.tell(Event::RequestBody(body));
    }

    fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::RequestBuffered(size) => {
                self.tell(Event::RequestBuffered(*size as usize));
            }
            // The host gives a body once.
            Step::Request(_) if self.exchange.awaits_response() || self.id.is_some() => {}
            Step::Request(body) => self.request(&body.bytes()),
            Step::Head(status, content_type, local, end_of_stream) => {
                let text = |value: &Option<Value<'_>>, known: &[&str]| {
                    let bytes = value.as_ref()?.bytes(known).to_vec();
                    String::from_utf8(bytes).ok()
                };
                let (content_type, local) =
                    (text(content_type, &CONTENT_TYPES), text(local, &DETAILS));
                self.tell(Event::ResponseHead {
                    head: ResponseHead {
                        status: *status,
                        content_type: content_type.as_deref(),
                        local: local.as_deref(),
                    },
                    end_of_stream: *end_of_stream,
                });
            }
            Step::ResponseBuffered(size) => {
                self.tell(Event::ResponseBuffered(*size as usize));
            }
            Step::Response(body) => {
                self.tell(Event::ResponseBody(&body.bytes()));
            }
            Step::Callout(at, status, body) => {
                self.answer(usize::from(*at), *status, &body.bytes())
            }
            Step::Large(megabytes) => {
                let body = vec![b'x'; usize::from(*megabytes % 10) << 20];
                self.tell(Event::ResponseBody(&body));
            }
        }
    }

    fn answer(&mut self, index: usize, status: u16, body: &[u8]) {
        let head = ResponseHead {
            status,
            content_type: Some("application/json"),
            local: None,
        };
        let effect = self.tell(Event::CalloutAnswered { index, head, body });
        self.outside.retain(|own| *own != index);
        if self.outside.is_empty() && !self.over {
            assert!(!matches!(effect, Effect::CallOut(_)));
        }
    }

    /// Brings the exchange to its end, which there must be.
    fn finish(&mut self) {
        for index in std::mem::take(&mut self.outside) {
            self.answer(index, 200, b"{}");
        }
        if self.exchange.awaits_response() {
            self.tell(Event::ResponseBody(b"{}"));
        }
        assert!(!self.exchange.awaits_response());
        for event in [
            Event::RequestBuffered(usize::MAX),
            Event::RequestBody(b"{}"),
            Event::ResponseBuffered(usize::MAX),
            Event::ResponseBody(b""),
        ] {
            let effect = self.tell(event);
            assert!(
                matches!(effect, Effect::Continue | Effect::Reply(_)),
                "{effect:?}"
            );
        }
        assert!(self.over);
    }

    fn check(&mut self, effect: &Effect) {
        match effect {
            Effect::Reply(reply) | Effect::Respond(reply) => {
                self.over = true;
                self.check_reply(reply);
            }
            Effect::Hold { failsafe } => check_answer(failsafe, self.id.as_deref()),
            Effect::Forward(rewrite) => {
                check_rewrite(rewrite);
                let cluster = one(rewrite, ROUTING_HEADER);
                assert!(CLUSTERS.contains(&cluster), "{cluster}");
            }
            Effect::CallOut(callouts) => {
                assert!(!callouts.is_empty());
                for callout in callouts {
                    check_callout(callout);
                    assert!(!self.outside.contains(&callout.index));
                    self.outside.push(callout.index);
                }
            }
            Effect::Connect(headers) => panic!("there is no bridge: {headers:?}"),
            Effect::Continue | Effect::Pause => {}
        }
        assert!(!self.over || !self.exchange.awaits_response());
    }

    fn check_reply(&self, reply: &Reply) {
        assert!((200..500).contains(&reply.status));
        for (name, value) in &reply.headers {
            wire::check_value(name, value);
        }
        if reply.body.is_empty() {
            assert!(matches!(reply.status, 202 | 405));
        } else if reply.body.starts_with(b"[") {
            let entries: Vec<&RawValue> = serde_json::from_slice(&reply.body).unwrap();
            assert!(!entries.is_empty());
        } else {
            check_answer(&reply.body, self.id.as_deref());
        }
    }
}

impl<'a> Value<'a> {
    fn bytes(&self, known: &[&'a str]) -> &'a [u8] {
        match self {
            Self::Known(index) => known[usize::from(*index) % known.len()].as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

fn check_callout(callout: &Callout) {
    check_rewrite(&callout.request);
    assert!(CLUSTERS.contains(&callout.cluster.as_str()));
    assert!(callout.timeout > 0);
    let headers = &callout.request.headers;
    assert!(headers.iter().all(|(name, _)| name != ROUTING_HEADER));
}

fn check_rewrite(rewrite: &Rewrite) {
    for (name, value) in &rewrite.headers {
        let known = |names: &[&str]| names.contains(&name.as_ref());
        assert!(
            known(&OWN) || known(&KEPT) || known(&[ROUTING_HEADER]),
            "{name}"
        );
        if known(&KEPT) {
            assert!(!value.contains(['\r', '\n', '\0']), "{name}: {value:?}");
        } else {
            wire::check_value(name, value);
        }
    }
    let length = one(rewrite, "content-length");
    assert_eq!(length, rewrite.body.len().to_string());
    assert!(["GET", "POST", "DELETE"].contains(&one(rewrite, ":method")));
    assert_eq!(one(rewrite, ":path").matches(['?', '#']).count(), 0);
    assert!(!one(rewrite, ":authority").is_empty());
    assert!(["http", "https"].contains(&one(rewrite, ":scheme")));
    if !rewrite.body.is_empty() {
        serde_json::from_slice::<&RawValue>(&rewrite.body).unwrap();
    }
}

/// The value of a header that must stand exactly once.
fn one<'r>(rewrite: &'r Rewrite, name: &str) -> &'r str {
    let mut values = rewrite.headers.iter().filter(|(own, _)| own == name);
    match (values.next(), values.next()) {
        (Some((_, value)), None) => value,
        _ => panic!("{name} does not stand once in {:?}", rewrite.headers),
    }
}
