//! A REST API that answers with what it was asked, or misbehaves as it is told.

use anyhow::Result;
use axum::{
    Json, Router,
    body::Bytes,
    extract::{OriginalUri, Path},
    http::{HeaderMap, Method, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::any,
};
use serde_json::{Map, Value, json};
use std::{net::SocketAddr, time::Duration};
use tokio::{io::AsyncReadExt as _, net::TcpListener, task::JoinHandle};

/// The API, stopped when dropped.
///
/// - `/status/{code}`: that status, with a small JSON body where one is allowed;
/// - `/slow/{milliseconds}`: 200 after that time;
/// - `/text`: plain text; `/broken`: `application/json` that is not JSON;
/// - every other path: the request as JSON `{server, method, path, query, headers, body}`, the body as text.
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

    /// Accepts connections, reads the request and closes without an answer.
    pub async fn start_closing() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let server = tokio::spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let mut some = [0; 1024];
                // Whatever was read, the connection closes.
                let _ = connection.read(&mut some).await;
            }
        });
        Ok(Self { address, server })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// The routes of the API.
pub fn router(name: &'static str) -> Router {
    Router::new()
        .route("/status/{code}", any(status))
        .route("/slow/{milliseconds}", any(slow))
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
    let mut fields = Map::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        match fields.get_mut(name.as_str()) {
            Some(Value::String(former)) => *former = format!("{former}, {value}"),
            _ => drop(fields.insert(name.as_str().to_owned(), value.into())),
        }
    }
    Json(json!({
        "server": name,
        "method": method.as_str(),
        "path": uri.path(),
        "query": uri.query(),
        "headers": fields,
        "body": String::from_utf8_lossy(body),
    }))
    .into_response()
}
