//! Whatever comes in whatever order: nothing panics, everything ends, ids come back as they are.

use crate::any::{Happening, body, happening, headers, id, method, params, path};
use crate::play::{ask, petstore, server, start};
use crate::request::Request;
use portico_engine::{Effect, Event, Exchange, Gateway, RequestHead};
use proptest::prelude::*;
use serde_json::value::RawValue;

/// Checks that what goes out by an effect is well-formed.
fn check(effect: &Effect) -> Result<(), TestCaseError> {
    match effect {
        Effect::Reply(reply) | Effect::Respond(reply) => {
            prop_assert!((200..500).contains(&reply.status));
            if !reply.body.is_empty() {
                prop_assert!(serde_json::from_slice::<&RawValue>(&reply.body).is_ok());
            }
        }
        Effect::Hold { failsafe } => {
            prop_assert!(serde_json::from_slice::<&RawValue>(failsafe).is_ok());
        }
        Effect::Forward(rewrite) => {
            let all_text = |text: &str| text.bytes().all(|byte| byte >= b' ' && byte != 0x7f);
            let own = rewrite
                .headers
                .iter()
                .filter(|(name, _)| name != "x-request-id" && name != "traceparent");
            for (name, value) in own {
                prop_assert!(all_text(name) && all_text(value), "{name}: {value}");
            }
        }
        Effect::CallOut(callouts) => prop_assert!(!callouts.is_empty()),
        Effect::Connect(_) => prop_assert!(false, "there is no bridge"),
        Effect::Continue | Effect::Pause => {}
    }
    Ok(())
}

thread_local! {
    static GATEWAY: Gateway = petstore();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn events_in_any_order_end_once(
        more in headers(),
        well_formed: bool,
        path in path(),
        end_of_stream in prop::bool::weighted(0.1),
        happenings in prop::collection::vec(happening(), 0..8),
    ) {
        let mut headers = if well_formed { Request::post("").headers } else { Vec::new() };
        headers.extend(more);
        let head = RequestHead { headers: headers.into_iter().collect(), end_of_stream, random: || [0; 16] };
        let (mut exchange, first) = GATEWAY.with(|gateway| Exchange::start(server(gateway, path), head));
        check(&first)?;
        let mut ended = matches!(first, Effect::Reply(_));
        for happening in &happenings {
            let effect = happening.tell(&mut exchange);
            if ended {
                prop_assert_eq!(&effect, &Effect::Continue);
            }
            check(&effect)?;
            ended |= matches!(effect, Effect::Reply(_) | Effect::Respond(_));
            prop_assert!(!(ended && exchange.awaits_response()));
        }
    }

    #[test]
    fn a_body_has_exactly_one_consequence(more in headers(), path in path(), body in body()) {
        let mut request = Request::post("").to(path);
        request.headers.extend(more);
        let (mut exchange, first) = GATEWAY.with(|gateway| {
            request.body.clone_from(&body);
            if request.body.is_empty() {
                request.body.push(b' ');
            }
            start(gateway, &request)
        });
        let effect = match first {
            Effect::Pause => exchange.on_event(Event::RequestBody(&body)),
            refused => refused,
        };
        check(&effect)?;
        prop_assert!(matches!(effect, Effect::Reply(_) | Effect::Forward(_) | Effect::CallOut(_)));
        prop_assert_eq!(exchange.awaits_response(), matches!(effect, Effect::Forward(_)));
        if let Effect::CallOut(callouts) = effect {
            let mut last = Effect::Pause;
            for callout in callouts {
                prop_assert_eq!(last, Effect::Pause);
                let answer = Happening::Callout(callout.index, 200, b"{}".to_vec());
                last = answer.tell(&mut exchange);
            }
            prop_assert!(matches!(&last, Effect::Reply(reply) if reply.status == 200));
            check(&last)?;
        }
    }

    /// Envoy tells how much it holds as bodies come in, in whatever pieces.
    #[test]
    fn any_chunking_gives_the_same(
        body in body(),
        path in path(),
        answer in body(),
        status in 200_u16..600,
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut request = Request::post("").to(path);
        request.body.clone_from(&body);
        if request.body.is_empty() {
            request.body.push(b' ');
        }
        let sizes = |length: usize| {
            let mut sizes: Vec<usize> = cuts.iter().map(|cut| cut.index(length + 1)).collect();
            sizes.sort_unstable();
            sizes
        };
        let head = Happening::ResponseHead(status, Some("application/json".to_owned()), None, false);
        let (mut whole, expected) = GATEWAY.with(|gateway| ask(gateway, &request));
        let (mut pieces, mut effect) = GATEWAY.with(|gateway| start(gateway, &request));
        if effect == Effect::Pause {
            for size in sizes(request.body.len()) {
                prop_assert_eq!(pieces.on_event(Event::RequestBuffered(size)), Effect::Pause);
            }
            effect = pieces.on_event(Event::RequestBody(&request.body));
        }
        prop_assert_eq!(&effect, &expected);
        if matches!(effect, Effect::Forward(_)) {
            prop_assert_eq!(head.tell(&mut pieces), head.tell(&mut whole));
            for size in sizes(answer.len()) {
                prop_assert_eq!(pieces.on_event(Event::ResponseBuffered(size)), Effect::Pause);
            }
            let [got, expected] = [&mut pieces, &mut whole]
                .map(|exchange| exchange.on_event(Event::ResponseBody(&answer)));
            prop_assert_eq!(got, expected);
        }
    }

    #[test]
    fn every_answer_carries_the_requests_id(
        id in id(),
        method in method(),
        params in params(),
        modern: bool,
        path in path(),
        status in 200_u16..600,
        answer in body(),
        cut_off: bool,
    ) {
        let method = serde_json::to_string(&method).unwrap();
        let body = format!("{{\"params\":{params},\"method\":{method},\"id\": {id} ,\"jsonrpc\":\"2.0\"}}");
        let mut request = Request::post(&body).to(path);
        if modern {
            request = request.header("mcp-protocol-version", "2026-07-28");
        }
        let (mut exchange, effect) = GATEWAY.with(|gateway| ask(gateway, &request));
        let reply = match effect {
            Effect::Reply(reply) => reply.body,
            Effect::Forward(_) => {
                let head = Happening::ResponseHead(status, Some("application/json".to_owned()), None, false);
                let held = head.tell(&mut exchange);
                match (held, Happening::ResponseBody(answer).tell(&mut exchange)) {
                    (Effect::Hold { failsafe }, _) if cut_off => failsafe,
                    (Effect::Hold { .. }, Effect::Respond(reply)) => reply.body,
                    other => return Err(TestCaseError::fail(format!("{other:?}"))),
                }
            }
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        };
        let message: Message<'_> = serde_json::from_slice(&reply)?;
        prop_assert_eq!(message.id.get(), id);
        prop_assert_eq!(message.jsonrpc, "2.0");
        prop_assert!(message.result.is_some() != message.error.is_some());
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Message<'a> {
    jsonrpc: &'a str,
    #[serde(borrow)]
    id: &'a RawValue,
    result: Option<serde::de::IgnoredAny>,
    error: Option<serde::de::IgnoredAny>,
}
