//! What is said to a model when a call fails: by Envoy's response code details, or by the
//! upstream's status.

use crate::media::parameter;
use crate::reading::text;
use crate::response::Response;

/// Text for an answer that Envoy gave in place of the upstream, by its response code details
/// (Envoy: `ResponseCodeDetailValues`; resets carry the reason in braces).
pub fn local(details: &str) -> String {
    let (name, reason) = details.split_once('{').unwrap_or((details, ""));
    match name {
        "response_timeout"
        | "upstream_response_timeout"
        | "upstream_per_try_timeout"
        | "upstream_per_try_idle_timeout"
        | "upstream_max_stream_duration_reached"
        | "request_overall_timeout"
        | "stream_idle_timeout"
        | "max_duration_timeout" => "The upstream did not answer in time.".to_owned(),
        "cluster_not_found" => "The upstream is not known to Envoy: there is no such cluster.".to_owned(),
        "no_healthy_upstream" => {
            "The upstream has no host that can be reached: none is healthy, or its name cannot be resolved.".to_owned()
        }
        "callout_failed" => {
            "The upstream did not answer: it took too long or closed the connection.".to_owned()
        }
        "upstream_reset_before_response_started" => reset(reason).to_owned(),
        "upstream_reset_after_response_started" => {
            "The upstream broke the connection off in the middle of its answer.".to_owned()
        }
        "response_payload_too_large" => "The upstream's answer is larger than the gateway accepts.".to_owned(),
        "request_payload_too_large" | "request_payload_exceeded_retry_buffer_limit" => {
            "The request is larger than the gateway accepts.".to_owned()
        }
        "maintenance_mode" | "overload" | "drop_overload" | "unconditional_drop_overload" => {
            "The upstream or the gateway is overloaded; try again later.".to_owned()
        }
        _ => format!("The gateway answered in place of the upstream ({}).", plain(name)),
    }
}

/// Text for a stream that was reset before the upstream answered.
fn reset(reason: &str) -> &'static str {
    let has = |part: &str| reason.contains(part);
    if has("TLS") || has("CERTIFICATE") {
        "The TLS handshake with the upstream failed."
    } else if has("connection_timeout") {
        "The upstream did not accept the connection in time."
    } else if has("refused") {
        "The upstream refused the connection."
    } else if has("connection_failure") || has("connect_error") {
        "The connection to the upstream could not be made."
    } else if has("overflow") {
        "The upstream is overloaded: too many requests are waiting for it."
    } else if has("protocol_error") {
        "The upstream's answer is not valid HTTP."
    } else {
        "The upstream closed the connection before it answered."
    }
}

/// At most 60 characters of a name that Envoy gave, without anything but letters.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
        .take(60)
        .collect()
}

/// Most bytes of an upstream's error answer that are passed on.
const MOST_BODY: usize = 4096;

/// Text for a response of the upstream that is no success; its body may be in any charset.
pub(crate) fn response(response: &Response<'_>) -> String {
    let content_type = response.content_type.unwrap_or_default();
    let is_utf8 =
        parameter(content_type, "charset").is_none_or(|name| name.eq_ignore_ascii_case("utf-8"));
    let decoded = if is_utf8 {
        None
    } else {
        text(response, content_type).ok().flatten()
    };
    match decoded {
        Some(text) => status(response.status, text.as_bytes()),
        None => status(response.status, response.body),
    }
}

/// Text for an answer with a status that is no success: `The upstream answered 404 Not Found: …`.
pub fn status(status: u16, body: &[u8]) -> String {
    let mut text = format!("The upstream answered {}", with_reason(status));
    match shown(body) {
        Some(body) => {
            text.push_str(": ");
            text.push_str(body.0);
            if body.1 {
                text.push_str(" [cut off here]");
            }
        }
        None => text.push('.'),
    }
    text
}

/// The start of the body as text and whether it was cut; `None` where it is blank or not text.
fn shown(body: &[u8]) -> Option<(&str, bool)> {
    let cut = body.len() > MOST_BODY;
    let start = body.get(..MOST_BODY).unwrap_or(body);
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The cut may have split a character.
        Err(error) if cut && error.error_len().is_none() => {
            std::str::from_utf8(start.get(..error.valid_up_to())?).unwrap_or_default()
        }
        Err(_) => return None,
    };
    let text = text.trim();
    if text.is_empty() {
        None
    } else {
        Some((text, cut))
    }
}

/// `404 Not Found`; the number alone where it has no well-known reason phrase.
pub(crate) fn with_reason(status: u16) -> String {
    match reason(status) {
        "" => status.to_string(),
        reason => format!("{status} {reason}"),
    }
}

/// Reason phrases of RFC 9110 section 15, RFC 4918 and RFC 6585.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        507 => "Insufficient Storage",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envoys_own_answers_say_what_happened() {
        let table = [
            ("response_timeout", "did not answer in time"),
            ("upstream_per_try_timeout", "did not answer in time"),
            ("cluster_not_found", "no such cluster"),
            ("no_healthy_upstream", "no host that can be reached"),
            (
                "upstream_reset_before_response_started{connection_timeout}",
                "did not accept the connection in time",
            ),
            (
                "upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_Connection_refused}",
                "refused the connection",
            ),
            (
                "upstream_reset_before_response_started{remote_connection_failure}",
                "could not be made",
            ),
            (
                "upstream_reset_before_response_started{remote_connection_failure|TLS_error:_x:OPENSSL_internal}",
                "TLS handshake",
            ),
            (
                "upstream_reset_before_response_started{connection_termination}",
                "closed the connection before",
            ),
            (
                "upstream_reset_before_response_started{overflow}",
                "overloaded",
            ),
            (
                "upstream_reset_before_response_started{protocol_error}",
                "not valid HTTP",
            ),
            (
                "upstream_reset_after_response_started{remote_reset}",
                "in the middle of its answer",
            ),
            (
                "response_payload_too_large",
                "larger than the gateway accepts",
            ),
            ("callout_failed", "did not answer"),
            (
                "ext_authz_denied",
                "in place of the upstream (ext_authz_denied)",
            ),
            ("x\"\r\n{y}", "in place of the upstream (x)"),
        ];
        for (details, expected) in table {
            let text = local(details);
            assert!(text.contains(expected), "{details}: {text}");
        }
    }

    #[test]
    fn statuses_carry_the_upstreams_words() {
        assert_eq!(
            status(404, b" no such pet\n"),
            "The upstream answered 404 Not Found: no such pet"
        );
        assert_eq!(
            status(503, b""),
            "The upstream answered 503 Service Unavailable."
        );
        assert_eq!(status(599, b"\xff\xfe"), "The upstream answered 599.");
    }

    #[test]
    fn long_bodies_are_cut_between_characters() {
        let body = "x".repeat(MOST_BODY - 1) + "ä and more";
        let text = status(500, body.as_bytes());
        assert!(text.ends_with("xx [cut off here]"));
        let text = status(500, "x".repeat(MOST_BODY).as_bytes());
        assert!(text.ends_with("xx"));
    }
}
