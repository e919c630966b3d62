//! A REST API that answers with what it was asked, or misbehaves as it is told.

use crate::mcp::text_of;
use anyhow::{Context, Result};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, OriginalUri, Path},
    http::{HeaderMap, Method, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::any,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{collections::BTreeMap, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

const FLOOD: usize = 20 << 20;

/// The API, stopped when dropped.
///
/// - `/status/{code}`: that status, with a small JSON body where one is allowed;
/// - `/slow/{milliseconds}`: 200 after that time;
/// - `/large/{length}`: plain text of that length;
/// - `/text`: plain text; `/broken`: `application/json` that is not JSON;
/// - every other path: the [`Request`] as JSON.
#[derive(Debug)]
pub struct Echo {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Echo {
    /// Starts the API on a free port.
    pub async fn start() -> Result<Self> {
        Self::start_as("").await
    }

    /// Starts an API whose answers carry `name` in the field `server`.
    pub async fn start_as(name: &'static str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = router(name);
        let server = tokio::spawn(async move {
            // Serving ends only when the task is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, server })
    }

    /// Reads each request and closes the connection: for `/half`, in the middle of a response; for
    /// `/flood`, after 20 MiB that nothing announced; for other paths, without any response.
    pub async fn start_closing() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let server = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                // Whatever became of it, the connection closes.
                let _ = break_off(connection).await;
            }
        });
        Ok(Self { address, server })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A request as the API received it, and answered with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// Name of the API that answered.
    pub server: String,
    /// HTTP method.
    pub method: String,
    /// Path, as it came.
    pub path: String,
    /// Query, as it came.
    pub query: Option<String>,
    /// Headers; those of one name joined by a comma.
    pub headers: BTreeMap<String, String>,
    /// Body, as it came.
    pub body: String,
}

impl Request {
    /// The request that a tool's result shows.
    pub fn of(result: &Value) -> Result<Self> {
        serde_json::from_str(text_of(result)?).with_context(|| format!("no echo: {result}"))
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// The routes of the API.
pub fn router(name: &'static str) -> Router {
    Router::new()
        .route("/status/{code}", any(status))
        .route("/slow/{milliseconds}", any(slow))
        .route(
            "/large/{length}",
            any(async |Path(length): Path<usize>| "x".repeat(length)),
        )
        .route("/text", any(async || "plain words"))
        .route(
            "/broken",
            any(async || ([(CONTENT_TYPE, "application/json")], "{\"half\":")),
        )
        .fallback(
            async move |method: Method, uri: OriginalUri, headers: HeaderMap, body: Bytes| {
                echo(name, &method, &uri, &headers, &body)
            },
        )
        .layer(DefaultBodyLimit::disable())
}

async fn break_off(mut connection: TcpStream) -> std::io::Result<()> {
    let mut request = vec![0; 4096];
    let length = connection.read(&mut request).await?;
    request.truncate(length);
    let request = String::from_utf8_lossy(&request);
    if request.contains(" /half ") {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n";
        connection.write_all(head.as_bytes()).await?;
        connection.write_all(b"{\"half\":").await?;
        // Long enough for the gateway to have seen the response's headers.
        tokio::time::sleep(Duration::from_millis(100)).await;
    } else if request.contains(" /flood ") {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n";
        connection.write_all(head.as_bytes()).await?;
        connection.write_all(&vec![b'x'; FLOOD]).await?;
    }
    connection.shutdown().await
}

async fn status(Path(code): Path<u16>) -> Response {
    let status = StatusCode::from_u16(code).unwrap_or(StatusCode::IM_A_TEAPOT);
    match status {
        StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED => status.into_response(),
        _ => (
            status,
            Json(json!({"reason": format!("told to answer {code}")})),
        )
            .into_response(),
    }
}

async fn slow(Path(milliseconds): Path<u64>) -> Response {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    Json(json!({"slept": milliseconds})).into_response()
}

fn echo(
    name: &str,
    method: &Method,
    uri: &OriginalUri,
    headers: &HeaderMap,
    body: &Bytes,
) -> Response {
    let mut fields = BTreeMap::<String, String>::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        fields
            .entry(name.as_str().to_owned())
            .and_modify(|former| *former = format!("{former}, {value}"))
            .or_insert_with(|| value.clone().into_owned());
    }
    let request = Request {
        server: name.to_owned(),
        method: method.to_string(),
        path: uri.path().to_owned(),
        query: uri.query().map(str::to_owned),
        headers: fields,
        body: String::from_utf8_lossy(body).into_owned(),
    };
    Json(request).into_response()
}
