//! Effects become hostcalls.

use crate::http::{McpStage, send};
use portico_engine::{Callout, Effect, Event, Reply, ResponseHead, Rewrite};
use proxy_wasm::hostcalls;
use proxy_wasm::types::{Action, BufferType, MapType};
use std::time::Duration;

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
            let _ = hostcalls::set_property(vec![FAILSAFE], Some(&failsafe));
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
    let _ = hostcalls::set_property(vec![FAILSAFE], Some(&[]));
}

fn forward(rewrite: &Rewrite) {
    let _ = hostcalls::set_map(MapType::HttpRequestHeaders, borrowed(rewrite));
    let _ = hostcalls::set_buffer(BufferType::HttpRequestBody, 0, usize::MAX, &rewrite.body);
}

fn respond(reply: &Reply) {
    let (status, length) = (reply.status.to_string(), reply.body.len().to_string());
    let mut headers = vec![
        (":status", status.as_str()),
        ("content-length", length.as_str()),
    ];
    headers.extend(
        reply
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    let _ = hostcalls::set_map(MapType::HttpResponseHeaders, headers);
    let _ = hostcalls::set_buffer(BufferType::HttpResponseBody, 0, usize::MAX, &reply.body);
}

fn call_out(mcp: &mut McpStage, callouts: &[Callout]) -> Action {
    for callout in callouts {
        let body = (!callout.request.body.is_empty()).then_some(callout.request.body.as_slice());
        let timeout = Duration::from_millis(callout.timeout);
        match hostcalls::dispatch_http_call(
            &callout.cluster,
            borrowed(&callout.request),
            body,
            Vec::new(),
            timeout,
        ) {
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

fn borrowed(rewrite: &Rewrite) -> Vec<(&str, &str)> {
    rewrite
        .headers
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .collect()
}
