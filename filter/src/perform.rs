//! Effects become hostcalls.

use crate::abi::{Action, BufferType, MapType, hostcall, pairs};
use crate::http::{McpStage, send};
use portico_engine::{Callout, Effect, Event, Reply, ResponseHead, Rewrite};
use std::borrow::Cow;

/// The filter state that Envoy's local replies are made of while an upstream's response is held:
/// see `local_reply_config` of the listener.
const FAILSAFE: &str = "portico.failure";

/// Which callback an effect is performed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Request,
    /// Response headers, with a body to come or none.
    ResponseHeaders,
    ResponseBody,
}

/// Carries out `effect` and says whether the host goes on.
pub(crate) fn perform(mcp: &mut McpStage, phase: Phase, effect: Effect) -> Action {
    match effect {
        Effect::Continue => Action::Continue,
        Effect::Pause => Action::Pause,
        Effect::Hold { failsafe } => {
            hostcall::set_property(FAILSAFE, &failsafe);
            Action::Pause
        }
        Effect::Reply(reply) => {
            if phase != Phase::Request {
                disarm();
            }
            send(&reply)
        }
        Effect::Forward(rewrite) => {
            forward(&rewrite);
            Action::Continue
        }
        Effect::Connect(headers) => {
            hostcall::set_headers(MapType::Request, &written(&headers));
            Action::Continue
        }
        // Without a body there is nothing to put one in place of.
        Effect::Respond(reply) if phase != Phase::ResponseBody => send(&reply),
        Effect::Respond(reply) => {
            respond(&reply);
            Action::Continue
        }
        Effect::CallOut(callouts) => call_out(mcp, &callouts),
    }
}

/// An answer of the filter's own must not be replaced by the failsafe.
fn disarm() {
    hostcall::set_property(FAILSAFE, &[]);
}

fn forward(rewrite: &Rewrite) {
    hostcall::set_headers(MapType::Request, &written(&rewrite.headers));
    hostcall::set_buffer(BufferType::HttpRequestBody, &rewrite.body);
}

fn respond(reply: &Reply) {
    let (status, length) = (reply.status.to_string(), reply.body.len().to_string());
    let mut headers = vec![(":status", status.as_str()), ("content-length", &length)];
    let own = reply.headers.iter();
    headers.extend(own.map(|(name, value)| (*name, value.as_str())));
    let headers = pairs::write(headers.into_iter());
    hostcall::set_headers(MapType::Response, &headers);
    hostcall::set_buffer(BufferType::HttpResponseBody, &reply.body);
}

/// The headers of a request in the ABI's form.
fn written(headers: &[(Cow<'static, str>, Cow<'static, str>)]) -> Vec<u8> {
    let headers = headers.iter();
    pairs::write(headers.map(|(name, value)| (name.as_ref(), value.as_ref())))
}

fn call_out(mcp: &mut McpStage, callouts: &[Callout]) -> Action {
    for callout in callouts {
        let request = &callout.request;
        let headers = written(&request.headers);
        match hostcall::http_call(&callout.cluster, &headers, &request.body, callout.timeout) {
            Ok(token) => mcp.callouts.push((token, callout.index)),
            Err(_) => {
                let head = ResponseHead::NOT_SENT;
                let event = Event::CalloutAnswered {
                    index: callout.index,
                    head,
                    body: &[],
                };
                if let Effect::Reply(reply) = mcp.exchange.on_event(event) {
                    return send(&reply);
                }
            }
        }
    }
    Action::Pause
}
