//! Messages of HTTP+SSE sessions go back through Envoy, by the endpoint that all others use: so
//! there is one way in which access is checked and calls are translated.

use crate::stream::Return;
use axum::body::Bytes;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, Uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use portico_mcp::header::{PROTOCOL_VERSION, SESSION_ID};
use std::time::Duration;

/// Longest time for the head of an answer: longer than any upstream may take.
const ANSWER: Duration = Duration::from_secs(3_700);

/// Headers that belong to one connection or one body, or that are written anew.
const OWN: [HeaderName; 13] = [
    ACCEPT,
    ACCEPT_ENCODING,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    HOST,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    HeaderName::from_static("expect"),
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// Headers of Envoy and of Portico: those who send a request to Envoy have no say in them.
const INTERNAL: [&str; 2] = ["x-envoy-", "x-portico-"];

/// Envoy's listener.
#[derive(Debug, Clone)]
pub(crate) struct Gateway {
    client: Client<HttpConnector, Full<Bytes>>,
    url: Uri,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoAnswer {
    /// The request cannot be written.
    #[error("the message cannot be sent on: {0}")]
    Request(#[from] axum::http::Error),
    /// The gateway cannot be reached, or broke off.
    #[error("the gateway does not answer")]
    Gateway(#[from] hyper_util::client::legacy::Error),
    /// It took too long.
    #[error("the gateway took too long")]
    Time(#[from] tokio::time::error::Elapsed),
}

impl Gateway {
    /// The listener at `url`.
    pub(crate) fn new(url: Uri) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(Duration::from_secs(5)));
        Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            url,
        }
    }

    /// POSTs a message.
    ///
    /// # Errors
    /// There is no answer.
    pub(crate) async fn post(
        &self,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Response<Incoming>, NoAnswer> {
        let authority = self
            .url
            .authority()
            .map_or("", |authority| authority.as_str());
        let uri = format!("http://{authority}{path}");
        let mut request = Request::post(uri).body(Full::new(body))?;
        *request.headers_mut() = headers;
        Ok(tokio::time::timeout(ANSWER, self.client.request(request)).await??)
    }
}

/// The headers of a message that go on, with those that make it a message of Streamable HTTP.
/// `authority` is the host that the client asked for.
pub(crate) fn passed_on(client: &HeaderMap, authority: Option<&str>) -> HeaderMap {
    let named = connection_headers(client);
    let mut headers = HeaderMap::with_capacity(client.len());
    for (name, value) in client {
        let internal = INTERNAL
            .iter()
            .any(|prefix| name.as_str().starts_with(prefix));
        if !internal && !OWN.contains(name) && !named.contains(name) {
            headers.append(name, value.clone());
        }
    }
    // A session of this transport has its own, which is added where it is known.
    headers.remove(SESSION_ID);
    headers.remove(PROTOCOL_VERSION);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let accept = HeaderValue::from_static("application/json, text/event-stream");
    headers.insert(ACCEPT, accept);
    if let Some(host) = authority.and_then(|host| HeaderValue::from_str(host).ok()) {
        headers.insert(HOST, host);
    }
    headers
}

/// Adds the headers of the gateway's session with the same client.
pub(crate) fn in_session(headers: &mut HeaderMap, inner: &Return) {
    for (name, value) in [
        (SESSION_ID, &inner.session),
        (PROTOCOL_VERSION, &inner.revision),
    ] {
        // What cannot stand in a header, or is nothing, is left out.
        if let (Ok(value), false) = (HeaderValue::from_str(value), value.is_empty()) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// Headers that `Connection` names belong to one connection too (RFC 9110 section 7.6.1).
fn connection_headers(headers: &HeaderMap) -> Vec<HeaderName> {
    let lines = headers.get_all(CONNECTION).into_iter();
    let names = lines.filter_map(|line| line.to_str().ok());
    let names = names.flat_map(|line| line.split(','));
    names.filter_map(|name| name.trim().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_hop_or_to_envoy_stays_here() {
        let mut client = HeaderMap::new();
        for (name, value) in [
            ("authorization", "Bearer a"),
            ("x-user", "1"),
            ("x-user", "2"),
            ("traceparent", "00-a"),
            ("x-forwarded-for", "192.0.2.1"),
            ("host", "old"),
            ("accept", "*/*"),
            ("content-length", "7"),
            ("connection", "x-hop, close"),
            ("x-hop", "1"),
            ("x-envoy-internal", "true"),
            ("x-portico-cluster", "evil"),
            ("mcp-session-id", "evil"),
            ("mcp-protocol-version", "2026-07-28"),
        ] {
            client.append(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        let passed = passed_on(&client, Some("shop.example"));
        let mut lines: Vec<String> = passed
            .iter()
            .map(|(name, value)| format!("{name}={}", value.to_str().unwrap()))
            .collect();
        lines.sort();
        assert_eq!(
            lines,
            [
                "accept=application/json, text/event-stream",
                "authorization=Bearer a",
                "content-type=application/json",
                "host=shop.example",
                "traceparent=00-a",
                "x-forwarded-for=192.0.2.1",
                "x-user=1",
                "x-user=2",
            ]
        );
    }
}
