//! One HTTP exchange: callbacks become events.

use crate::host;
use crate::perform::{Phase, perform};
use crate::worker::{Waiting, Worker};
use portico_engine::{
    Effect, Event, Exchange, Gateway, Headers, ROUTING_HEADER, Reply, RequestHead, ResponseHead,
    Route,
};
use proxy_wasm::hostcalls;
use proxy_wasm::traits::{Context, HttpContext};
use proxy_wasm::types::{Action, BufferType, MapType};
use std::cell::RefCell;
use std::rc::Rc;

/// How far an HTTP exchange is.
#[derive(Debug, Default)]
pub(crate) enum Stage {
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
pub(crate) struct Http {
    context_id: u32,
    worker: Rc<Worker>,
    stage: Rc<RefCell<Stage>>,
}

impl Http {
    pub(crate) fn new(context_id: u32, worker: Rc<Worker>) -> Self {
        Self {
            context_id,
            worker,
            stage: Rc::default(),
        }
    }

    fn on_request_end(&self, size: usize) -> Action {
        let mut stage = self.stage.borrow_mut();
        match &mut *stage {
            Stage::Passing => Action::Continue,
            Stage::Waiting { buffered, ended } => {
                (*buffered, *ended) = (size, true);
                Action::Pause
            }
            Stage::Mcp(mcp) => mcp.request_body(size),
        }
    }

    fn on_response_end(&self, size: usize) -> Action {
        let mut stage = self.stage.borrow_mut();
        let Stage::Mcp(mcp) = &mut *stage else {
            return Action::Continue;
        };
        if !mcp.exchange.awaits_response() {
            return Action::Continue;
        }
        let body = host::buffer(BufferType::HttpResponseBody, size);
        let lookup = |name: &str| host::header(MapType::HttpResponseHeaders, name);
        let headers = Headers::new(&lookup);
        let effect = mcp
            .exchange
            .on_event_with(Event::ResponseBody(&body), headers);
        perform(mcp, Phase::ResponseBody, effect)
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
            Route::Server(snapshot) => {
                let headers = host::headers(MapType::HttpRequestHeaders);
                let head = RequestHead {
                    headers,
                    end_of_stream,
                    random: host::random,
                };
                let (exchange, effect) = Exchange::start(snapshot, head);
                let mut mcp = McpStage {
                    exchange,
                    buffered: 0,
                    callouts: Vec::new(),
                };
                let action = perform(&mut mcp, Phase::Request, effect);
                *self = Self::Mcp(mcp);
                action
            }
        }
    }

    /// Goes on with a request that has waited; the host's effective context is the request's.
    pub(crate) fn resume(&mut self, worker: &Worker) {
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
        let path = host::header(MapType::HttpRequestHeaders, ":path").unwrap_or_default();
        let mut action = self.begin(worker, &path, ended && buffered == 0);
        if let (Self::Mcp(mcp), Action::Pause, true) = (&mut *self, action, ended && buffered > 0) {
            action = mcp.request_body(buffered);
        }
        if action == Action::Continue {
            let _ = hostcalls::resume_http_request();
        }
    }
}

impl McpStage {
    fn request_body(&mut self, size: usize) -> Action {
        let body = host::buffer(BufferType::HttpRequestBody, size);
        let effect = self.exchange.on_event(Event::RequestBody(&body));
        perform(self, Phase::Request, effect)
    }
}

/// Takes the routing header away that a client sent. Looking first spares Envoy to resolve the
/// route again for the usual request, which has none.
fn strip_routing_header() {
    if matches!(
        hostcalls::get_map_value_bytes(MapType::HttpRequestHeaders, ROUTING_HEADER),
        Ok(Some(_))
    ) {
        let _ = hostcalls::remove_map_value(MapType::HttpRequestHeaders, ROUTING_HEADER);
    }
}

/// Answers the client; the exchange's callbacks are over then.
pub(crate) fn send(reply: &Reply) -> Action {
    let headers = reply
        .headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let body = (!reply.body.is_empty()).then_some(reply.body.as_slice());
    let _ = hostcalls::send_http_response(u32::from(reply.status), headers, body);
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
    let routed = map == MapType::HttpResponseHeaders && status >= 400;
    let details = if routed {
        host::property(&["response", "code_details"])
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

impl HttpContext for Http {
    fn on_http_request_headers(&mut self, _: usize, end_of_stream: bool) -> Action {
        let path = host::header(MapType::HttpRequestHeaders, ":path").unwrap_or_default();
        let mut stage = self.stage.borrow_mut();
        if self.worker.ready.get() || !Gateway::may_serve(&path) {
            return stage.begin(&self.worker, &path, end_of_stream);
        }
        *stage = Stage::Waiting {
            buffered: 0,
            ended: end_of_stream,
        };
        drop(stage);
        let (context_id, since_ms) = (self.context_id, host::now_ms());
        self.worker.wait(Waiting {
            context_id,
            since_ms,
            stage: self.stage.clone(),
        });
        Action::Pause
    }

    fn on_http_request_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if end_of_stream {
            return self.on_request_end(size);
        }
        match &mut *self.stage.borrow_mut() {
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
    fn on_http_request_trailers(&mut self, _: usize) -> Action {
        let buffered = match &*self.stage.borrow() {
            Stage::Passing => return Action::Continue,
            Stage::Waiting { buffered, .. } => *buffered,
            Stage::Mcp(mcp) => mcp.buffered,
        };
        self.on_request_end(buffered)
    }

    fn on_http_response_headers(&mut self, _: usize, end_of_stream: bool) -> Action {
        let mut stage = self.stage.borrow_mut();
        let Stage::Mcp(mcp) = &mut *stage else {
            return Action::Continue;
        };
        if !mcp.exchange.awaits_response() {
            return Action::Continue;
        }
        mcp.buffered = 0;
        let effect = with_response_head(MapType::HttpResponseHeaders, |head, headers| {
            let event = Event::ResponseHead {
                head,
                end_of_stream,
            };
            mcp.exchange.on_event_with(event, headers)
        });
        perform(mcp, Phase::ResponseHeaders, effect)
    }

    fn on_http_response_body(&mut self, size: usize, end_of_stream: bool) -> Action {
        if end_of_stream {
            return self.on_response_end(size);
        }
        let mut stage = self.stage.borrow_mut();
        let Stage::Mcp(mcp) = &mut *stage else {
            return Action::Continue;
        };
        mcp.buffered = size;
        let effect = mcp.exchange.on_event(Event::ResponseBuffered(size));
        perform(mcp, Phase::ResponseBody, effect)
    }

    /// Trailers end the body in place of its own end.
    fn on_http_response_trailers(&mut self, _: usize) -> Action {
        let buffered = match &*self.stage.borrow() {
            Stage::Mcp(mcp) => mcp.buffered,
            _ => return Action::Continue,
        };
        self.on_response_end(buffered)
    }
}

impl Context for Http {
    fn on_http_call_response(
        &mut self,
        token: u32,
        num_headers: usize,
        body_size: usize,
        _: usize,
    ) {
        let mut stage = self.stage.borrow_mut();
        let Stage::Mcp(mcp) = &mut *stage else { return };
        let Some(index) = mcp
            .callouts
            .iter()
            .find(|(known, _)| *known == token)
            .map(|(_, index)| *index)
        else {
            return;
        };
        let effect = if num_headers == 0 {
            mcp.exchange.on_event(Event::CalloutAnswered {
                index,
                head: ResponseHead::NO_ANSWER,
                body: &[],
            })
        } else {
            let body = host::buffer(BufferType::HttpCallResponseBody, body_size);
            with_response_head(MapType::HttpCallResponseHeaders, |head, headers| {
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

    fn on_done(&mut self) -> bool {
        if matches!(&*self.stage.borrow(), Stage::Waiting { .. }) {
            self.worker.gone(self.context_id);
        }
        true
    }
}
