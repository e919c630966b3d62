//! What of the client's request goes on to the upstream, besides its arguments.

use crate::header_list::HeaderList;
use crate::upstream::Header;
use portico_mcp::jsonrpc::string;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Headers of the client's request that stay: what Envoy needs to find a route, and what connects
/// its logs and traces with the upstream's. Others stay only where the configuration names them.
const KEPT: [&str; 4] = ["x-forwarded-proto", "x-request-id", TRACEPARENT, TRACESTATE];

const TRACEPARENT: &str = "traceparent";
const TRACESTATE: &str = "tracestate";
const BAGGAGE: &str = "baggage";

/// Most bytes of a trace header (W3C Baggage section 3.3.2).
const LONGEST_TRACE: usize = 8192;

/// The kept headers of `headers`. A value that could end its line is none: Envoy lets no such value
/// in, but what goes to an upstream does not hang on that.
pub(crate) fn kept(headers: &HeaderList) -> Vec<Header> {
    let kept = headers.iter().filter_map(|(name, value)| {
        let name = KEPT.iter().find(|kept| **kept == name)?;
        let value = String::from_utf8(value.to_vec()).ok()?;
        let is_one_line = !value.contains(['\r', '\n', '\0']);
        is_one_line.then_some((Cow::Borrowed(*name), Cow::Owned(value)))
    });
    kept.collect()
}

/// The headers of `headers` that are called one of `names`, as far as they are text that a header
/// can hold.
pub(crate) fn named<'n>(
    headers: &HeaderList,
    names: impl Iterator<Item = &'n String> + Clone,
) -> Vec<(String, String)> {
    if names.clone().next().is_none() {
        return Vec::new();
    }
    let named = headers.iter().filter_map(|(name, value)| {
        names.clone().find(|listed| *listed == name)?;
        let value = std::str::from_utf8(value).ok()?;
        let clean = !value.chars().any(char::is_control);
        clean.then(|| (name.to_owned(), value.to_owned()))
    });
    named.collect()
}

/// The members of `_meta` that stand for headers (MCP 2026-07-28, basic, "_meta").
#[derive(Default, Deserialize)]
struct Trace<'a> {
    #[serde(borrow)]
    traceparent: Option<&'a RawValue>,
    #[serde(borrow)]
    tracestate: Option<&'a RawValue>,
    #[serde(borrow)]
    baggage: Option<&'a RawValue>,
}

/// The kept headers with those of `_meta` in place of the HTTP request's: what is in a message goes
/// before what the hops on its way may have added.
pub(crate) fn traced(kept: &[Header], meta: Option<&RawValue>) -> Vec<Header> {
    let trace: Trace<'_> = meta
        .filter(|meta| meta.get().contains(TRACEPARENT) || meta.get().contains(BAGGAGE))
        .and_then(|meta| serde_json::from_str(meta.get()).ok())
        .unwrap_or_default();
    let parent = trace.traceparent.and_then(value);
    let replaced = |name: &str| parent.is_some() && [TRACEPARENT, TRACESTATE].contains(&name);
    let mut headers: Vec<Header> = kept
        .iter()
        .filter(|(name, _)| !replaced(name))
        .cloned()
        .collect();
    if let Some(parent) = parent {
        headers.push((Cow::Borrowed(TRACEPARENT), Cow::Owned(parent)));
        let state = trace.tracestate.and_then(value);
        headers.extend(state.map(|state| (Cow::Borrowed(TRACESTATE), Cow::Owned(state))));
    }
    let baggage = trace.baggage.and_then(value);
    headers.extend(baggage.map(|baggage| (Cow::Borrowed(BAGGAGE), Cow::Owned(baggage))));
    headers
}

/// The text of a member, where it can stand in a header.
fn value(raw: &RawValue) -> Option<String> {
    let text = string(raw)?;
    let clean = (1..=LONGEST_TRACE).contains(&text.len())
        && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && text.trim() == text;
    clean.then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(headers: &[Header]) -> String {
        let lines = headers
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        lines.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_trace_of_the_message_goes_before_that_of_the_request() {
        let client: HeaderList = [
            ("traceparent", "00-client"),
            ("tracestate", "c=1"),
            ("x-request-id", "r"),
            ("cookie", "c"),
        ]
        .into_iter()
        .collect();
        let kept = kept(&client);
        let table = [
            ("{}", "traceparent=00-client tracestate=c=1 x-request-id=r"),
            (
                r#"{"traceparent": "00-meta"}"#,
                "x-request-id=r traceparent=00-meta",
            ),
            (
                r#"{"traceparent": "00-meta", "tracestate": "m=2", "baggage": "k=v", "x-evil": "1"}"#,
                "x-request-id=r traceparent=00-meta tracestate=m=2 baggage=k=v",
            ),
            (
                r#"{"traceparent": "a\r\nb: c", "baggage": 5}"#,
                "traceparent=00-client tracestate=c=1 x-request-id=r",
            ),
            (
                r#"{"baggage": "k=v"}"#,
                "traceparent=00-client tracestate=c=1 x-request-id=r baggage=k=v",
            ),
        ];
        for (meta, expected) in table {
            let meta: Box<RawValue> = serde_json::from_str(meta).unwrap();
            assert_eq!(
                text(&traced(&kept, Some(&meta))),
                expected,
                "{}",
                meta.get()
            );
        }
        assert_eq!(text(&traced(&kept, None)), text(&kept));
    }

    #[test]
    fn only_named_headers_are_passed_on() {
        let client: HeaderList = [
            ("x-user-id", "u".as_bytes()),
            ("x-user-id", b"v"),
            ("authorization", b"secret"),
            ("x-bytes", b"\xff"),
            ("x-nul", b"a\0b"),
        ]
        .into_iter()
        .collect();
        let names = ["x-user-id", "x-bytes", "x-nul", "x-none"].map(str::to_owned);
        let named = named(&client, names.iter());
        let expected = [("x-user-id", "u"), ("x-user-id", "v")];
        assert_eq!(
            named,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }
}
