//! A client of event streams that shows every field and keeps to no protocol.

use anyhow::{Context, Result, bail, ensure};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Method, Request, body::Incoming};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;
use std::time::Duration;
use tokio::time::timeout;

/// Time for one event.
const TIME: Duration = Duration::from_secs(60);

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// `event`.
    pub event: String,
    /// `data`, of which these streams have one line.
    pub data: String,
    /// `id`.
    pub id: Option<String>,
    /// `retry`.
    pub retry: Option<String>,
    /// Comments before it.
    pub comments: Vec<String>,
}

impl Event {
    /// The data as JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_str(&self.data).with_context(|| format!("not JSON: {self:?}"))
    }

    /// The method of the JSON-RPC message in it; empty where there is none.
    pub fn method(&self) -> String {
        let message = self.json().ok();
        let method = message.as_ref().and_then(|it| it.get("method")?.as_str());
        method.unwrap_or_default().to_owned()
    }
}

/// An open stream.
#[derive(Debug)]
pub struct Events {
    /// The response's headers.
    pub headers: HeaderMap,
    /// Every comment so far.
    pub comments: Vec<String>,
    body: Incoming,
    unread: String,
    _client: Client<HttpConnector, Full<Bytes>>,
}

impl Events {
    /// Opens a stream by GET.
    pub async fn get(url: &str, headers: &[(&str, &str)]) -> Result<Self> {
        Self::open(Method::GET, url, headers, String::new()).await
    }

    /// Opens a stream. Anything but 200 is an error that says what came.
    pub async fn open(
        method: Method,
        url: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Result<Self> {
        let client = Client::builder(TokioExecutor::new()).build_http();
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = client.request(request.body(Full::new(Bytes::from(body)))?);
        let response = timeout(TIME, response).await??;
        let (head, body) = response.into_parts();
        if head.status != 200 {
            let body = body.collect().await?.to_bytes();
            bail!("HTTP {}: {}", head.status, String::from_utf8_lossy(&body));
        }
        Ok(Self {
            headers: head.headers,
            comments: Vec::new(),
            body,
            unread: String::new(),
            _client: client,
        })
    }

    /// The next event that has any field. Comments alone are passed over.
    pub async fn next(&mut self) -> Result<Event> {
        self.next_within(TIME).await?.context("the stream ended")
    }

    /// The next event within a time of its own; `None` at the end of the stream.
    pub async fn next_within(&mut self, time: Duration) -> Result<Option<Event>> {
        let mut comments = Vec::new();
        let next = async {
            loop {
                while let Some((block, rest)) = self.unread.split_once("\n\n") {
                    let mut event = parse(block)?;
                    self.unread = rest.to_owned();
                    let found = std::mem::take(&mut event.comments);
                    self.comments.extend_from_slice(&found);
                    comments.extend(found);
                    if event != Event::default() {
                        event.comments = std::mem::take(&mut comments);
                        return Ok(Some(event));
                    }
                }
                let Some(frame) = self.body.frame().await else {
                    return Ok(None);
                };
                let Ok(data) = frame?.into_data() else {
                    continue;
                };
                self.unread.push_str(std::str::from_utf8(&data)?);
            }
        };
        timeout(time, next).await.context("no event in time")?
    }

    /// Reads to the end; gives what still came.
    pub async fn rest(&mut self) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        while let Some(event) = self.next_within(TIME).await? {
            events.push(event);
        }
        Ok(events)
    }

    /// Fails if an event comes within this time.
    pub async fn assert_quiet(&mut self, time: Duration) -> Result<()> {
        if let Ok(event) = self.next_within(time).await {
            bail!("the stream is not quiet: {event:?}");
        }
        Ok(())
    }
}

fn parse(block: &str) -> Result<Event> {
    let mut event = Event::default();
    for line in block.lines() {
        let (name, value) = line.split_once(':').context("a line without a colon")?;
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        match name {
            "" => event.comments.push(value),
            "event" => event.event = value,
            "data" => {
                ensure!(event.data.is_empty(), "data of several lines");
                event.data = value;
            }
            "id" => event.id = Some(value),
            "retry" => event.retry = Some(value),
            other => bail!("a field `{other}`"),
        }
    }
    Ok(event)
}
