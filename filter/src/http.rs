//! One HTTP exchange: callbacks become events.

use crate::abi::{Action, BufferType, MapType, hostcall, pairs};
use crate::host;
use crate::perform::{Phase, perform};
use crate::worker::Worker;
use portico_engine::{
    Effect, Event, Exchange, Gateway, Headers, ROUTING_HEADER, Reply, RequestHead, ResponseHead,
    Route,
};
use std::rc::Rc;

/// How far an HTTP exchange is.
#[derive(Debug, Default)]
enum Stage {
    /// Not MCP's, or not begun.
    #[default]
    Passing,
    /// Held until the configuration is here.
    Waiting {
        buffered: usize,
        ended: bool,
    },
    Mcp(McpStage),
}

/// An MCP exchange and what its callbacks must remember.
#[derive(Debug)]
pub(crate) struct McpStage {
    pub(crate) exchange: Exchange,
    /// Bytes of the body that is being collected.
    buffered: usize,
    /// The engine's index by the host's token.
    pub(crate) callouts: Vec<(u32, usize)>,
}

/// The context of one HTTP exchange.
#[derive(Debug)]
pub(crate) struct Http {
    worker: Rc<Worker>,
    stage: Stage,
}

impl Http {
    pub(crate) fn new(worker: Rc<Worker>) -> Self {
        Self {
            worker,
            stage: Stage::Passing,
        }
    }

    pub(crate) fn request_headers(&mut self, context: u32, end_of_stream: bool) -> Action {
        let path = host::header(MapType::Request, ":path").unwrap_or_default();
        if self.worker.ready.get() || !Gateway::may_serve(&path) {
            return self.stage.begin(&self.worker, &path, end_of_stream);
        }
        self.stage = Stage::Waiting {
            buffered: 0,
            ended: end_of_stream,
        };
        self.worker.wait(context, hostcall::now_ms());
        Action::Pause
    }

    pub(crate) fn request_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if end_of_stream {
            return self.request_end(size);
        }
        match &mut self.stage {
            Stage::Passing => Action::Continue,
            Stage::Waiting { buffered, .. } => {
                *buffered = size;
                Action::Pause
            }
            Stage::Mcp(mcp) => {
                mcp.buffered = size;
                let effect = mcp.exchange.on_event(Event::RequestBuffered(size));
                perform(mcp, Phase::Request, effect)
            }
        }
    }

    /// Trailers end the body in place of its own end.
    pub(crate) fn request_trailers(&mut self) -> Action {
        let buffered = match &self.stage {
            Stage::Passing => return Action::Continue,
            Stage::Waiting { buffered, .. } => *buffered,
            Stage::Mcp(mcp) => mcp.buffered,
        };
        self.request_end(buffered)
    }

    fn request_end(&mut self, size: usize) -> Action {
        match &mut self.stage {
            Stage::Passing => Action::Continue,
            Stage::Waiting { buffered, ended } => {
                (*buffered, *ended) = (size, true);
                Action::Pause
            }
            Stage::Mcp(mcp) => mcp.request_body(size),
        }
    }

    pub(crate) fn response_headers(&mut self, end_of_stream: bool) -> Action {
        let Some(mcp) = self.calling() else {
            return Action::Continue;
        };
        mcp.buffered = 0;
        let effect = with_response_head(MapType::Response, |head, headers| {
            let event = Event::ResponseHead {
                head,
                end_of_stream,
            };
            mcp.exchange.on_event_with(event, headers)
        });
        perform(mcp, Phase::ResponseHeaders, effect)
    }

    pub(crate) fn response_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if end_of_stream {
            return self.response_end(size);
        }
        let Stage::Mcp(mcp) = &mut self.stage else {
            return Action::Continue;
        };
        mcp.buffered = size;
        let effect = mcp.exchange.on_event(Event::ResponseBuffered(size));
        perform(mcp, Phase::ResponseBody, effect)
    }

    /// Trailers end the body in place of its own end.
    pub(crate) fn response_trailers(&mut self) -> Action {
        let buffered = match &self.stage {
            Stage::Mcp(mcp) => mcp.buffered,
            _ => return Action::Continue,
        };
        self.response_end(buffered)
    }

    fn response_end(&mut self, size: usize) -> Action {
        let Some(mcp) = self.calling() else {
            return Action::Continue;
        };
        let body = hostcall::buffer(BufferType::HttpResponseBody, size);
        let lookup = |name: &str| host::header(MapType::Response, name);
        let headers = Headers::new(&lookup);
        let event = Event::ResponseBody(&body);
        let effect = mcp.exchange.on_event_with(event, headers);
        perform(mcp, Phase::ResponseBody, effect)
    }

    /// The exchange, where it waits for its upstream's response.
    fn calling(&mut self) -> Option<&mut McpStage> {
        match &mut self.stage {
            Stage::Mcp(mcp) if mcp.exchange.awaits_response() => Some(mcp),
            _ => None,
        }
    }

    /// Whether this exchange waits for the answer to the callout `token`.
    pub(crate) fn has_sent(&self, token: u32) -> bool {
        match &self.stage {
            Stage::Mcp(mcp) => mcp.callouts.iter().any(|(known, _)| *known == token),
            Stage::Passing | Stage::Waiting { .. } => false,
        }
    }

    pub(crate) fn callout_answered(&mut self, token: u32, headers: usize, body_size: usize) {
        let Stage::Mcp(mcp) = &mut self.stage else {
            return;
        };
        let known = mcp.callouts.iter().find(|(known, _)| *known == token);
        let Some(index) = known.map(|(_, index)| *index) else {
            return;
        };
        let effect = if headers == 0 {
            mcp.exchange.on_event(Event::CalloutAnswered {
                index,
                head: ResponseHead::NO_ANSWER,
                body: &[],
            })
        } else {
            let body = hostcall::buffer(BufferType::HttpCallResponseBody, body_size);
            with_response_head(MapType::CallResponse, |head, headers| {
                let event = Event::CalloutAnswered {
                    index,
                    head,
                    body: &body,
                };
                mcp.exchange.on_event_with(event, headers)
            })
        };
        if effect != Effect::Continue {
            perform(mcp, Phase::Request, effect);
        }
    }

    /// Goes on with a request that has waited; the host's effective context is the request's.
    pub(crate) fn resume(&mut self) {
        self.stage.resume(&self.worker);
    }

    /// The exchange is over.
    pub(crate) fn gone(&self, context: u32) {
        if matches!(self.stage, Stage::Waiting { .. }) {
            self.worker.gone(context);
        }
    }
}

impl Stage {
    /// Begins the exchange of a request whose headers are here: finds its server.
    fn begin(&mut self, worker: &Worker, path: &str, end_of_stream: bool) -> Action {
        match worker.gateway.borrow().route(path) {
            Route::Pass => {
                *self = Self::Passing;
                strip_routing_header();
                Action::Continue
            }
            Route::NotFound => {
                *self = Self::Passing;
                send(&Reply::empty(404))
            }
            Route::Legacy(snapshot, endpoint) => {
                let head = request_head(end_of_stream);
                self.go(Exchange::legacy(&snapshot, endpoint, &head))
            }
            Route::Server(snapshot) => {
                let head = request_head(end_of_stream);
                self.go(Exchange::start(snapshot, head))
            }
        }
    }

    fn go(&mut self, (exchange, effect): (Exchange, Effect)) -> Action {
        let mut mcp = McpStage {
            exchange,
            buffered: 0,
            callouts: Vec::new(),
        };
        let action = perform(&mut mcp, Phase::Request, effect);
        *self = Self::Mcp(mcp);
        action
    }

    /// Goes on with a request that has waited; the host's effective context is the request's.
    fn resume(&mut self, worker: &Worker) {
        let Self::Waiting { buffered, ended } = *self else {
            return;
        };
        if !worker.ready.get() {
            *self = Self::Passing;
            let retry = vec![("retry-after", "1".to_owned())];
            send(&Reply {
                headers: retry,
                ..Reply::empty(503)
            });
            return;
        }
        let path = host::header(MapType::Request, ":path").unwrap_or_default();
        let mut action = self.begin(worker, &path, ended && buffered == 0);
        if let (Self::Mcp(mcp), Action::Pause, true) = (&mut *self, action, ended && buffered > 0) {
            action = mcp.request_body(buffered);
        }
        if action == Action::Continue {
            hostcall::resume_request();
        }
    }
}

impl McpStage {
    fn request_body(&mut self, size: usize) -> Action {
        let body = hostcall::buffer(BufferType::HttpRequestBody, size);
        let effect = self.exchange.on_event(Event::RequestBody(&body));
        perform(self, Phase::Request, effect)
    }
}

fn request_head(end_of_stream: bool) -> RequestHead {
    RequestHead {
        headers: host::request_headers(),
        end_of_stream,
        random: host::random,
    }
}

/// Takes the routing header away that a client sent. Looking first spares Envoy to resolve the
/// route again for the usual request, which has none.
fn strip_routing_header() {
    if hostcall::header(MapType::Request, ROUTING_HEADER).is_some() {
        hostcall::remove_header(MapType::Request, ROUTING_HEADER);
    }
}

/// Answers the client; the exchange's callbacks are over then.
pub(crate) fn send(reply: &Reply) -> Action {
    let headers = reply.headers.iter();
    let headers = pairs::write(headers.map(|(name, value)| (*name, value.as_str())));
    hostcall::send_local_response(reply.status, &headers, &reply.body);
    Action::Pause
}

/// The head and the headers of a response in `map`. Envoy's own answers are told apart by the response code
/// details, which are asked for only where the status is an error's.
fn with_response_head<T>(
    map: MapType,
    use_head: impl FnOnce(ResponseHead<'_>, Headers<'_>) -> T,
) -> T {
    let status = host::header(map, ":status")
        .and_then(|status| status.parse().ok())
        .unwrap_or(500);
    let content_type = host::header(map, "content-type");
    let routed = map == MapType::Response && status >= 400;
    let details = if routed {
        host::property("response\0code_details")
    } else {
        None
    };
    let local = details
        .as_deref()
        .filter(|details| *details != "via_upstream");
    let head = ResponseHead {
        status,
        content_type: content_type.as_deref(),
        local,
    };
    use_head(head, Headers::new(&|name| host::header(map, name)))
}
