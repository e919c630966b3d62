//! The REST API behind the conformance suite and the malformed requests: fixed answers of every
//! media type that becomes MCP content, and a count of the requests that reached it. It can change
//! the configuration of the gateway that calls it.

use anyhow::Result;
use axum::{
    Json, Router,
    body::Bytes,
    extract::{OriginalUri, Path, Request, State},
    http::{Method, StatusCode, header::CONTENT_TYPE},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::{net::TcpListener, task::JoinHandle};

const PNG: &[u8] = include_bytes!("fixture/pixel.png");
const WAV: &[u8] = include_bytes!("fixture/silence.wav");

/// A running REST API, ended when dropped.
#[derive(Debug)]
pub struct Fixture {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    changing: Changing,
    task: JoinHandle<()>,
}

/// A file of the configuration that requests change.
#[derive(Debug, Clone, Default)]
struct Changing(Arc<Mutex<Option<(PathBuf, String)>>>);

impl Fixture {
    /// Starts it on a free loopback port.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let requests = Arc::<AtomicUsize>::default();
        let changing = Changing::default();
        let router = router(Arc::clone(&requests), changing.clone());
        let task = tokio::spawn(async move {
            // It ends only with the test.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            requests,
            changing,
            task,
        })
    }

    /// Its base URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on `/trigger/{what}` counts on what stands behind `{what} changes ` in `text`, and
    /// writes it to `file`.
    pub fn change(&self, file: PathBuf, text: String) {
        *self.changing.0.lock() = Some((file, text));
    }

    /// How many requests it has got.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Changing {
    /// Counts on, and gives the file and its new text.
    fn next(&self, what: &str) -> Option<(PathBuf, String)> {
        let mut changing = self.0.lock();
        let (file, text) = changing.as_mut()?;
        let mark = format!("{what} changes ");
        let (before, after) = text.split_once(&mark)?;
        let digits = after.split(|c: char| !c.is_ascii_digit()).next()?;
        let rest = after.strip_prefix(digits)?;
        let next = digits.parse::<u64>().ok()?.checked_add(1)?;
        *text = format!("{before}{mark}{next}{rest}");
        Some((file.clone(), text.clone()))
    }
}

async fn trigger(State(changing): State<Changing>, Path(what): Path<String>) -> StatusCode {
    let Some((file, text)) = changing.next(&what) else {
        return StatusCode::NOT_FOUND;
    };
    match tokio::fs::write(file, text).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn router(requests: Arc<AtomicUsize>, changing: Changing) -> Router {
    Router::new()
        .route("/trigger/{what}", get(trigger))
        .with_state(changing)
        .route(
            "/text",
            get(async || "This is a simple text response for testing."),
        )
        .route("/image", get(async || ([(CONTENT_TYPE, "image/png")], PNG)))
        .route("/audio", get(async || ([(CONTENT_TYPE, "audio/wav")], WAV)))
        .route("/error", get(failure))
        .route("/records/{id}", get(record))
        .route("/echo", any(echo))
        .layer(middleware::from_fn_with_state(requests, count))
}

async fn count(State(requests): State<Arc<AtomicUsize>>, request: Request, next: Next) -> Response {
    requests.fetch_add(1, Ordering::SeqCst);
    next.run(request).await
}

async fn failure() -> Response {
    let text = "This tool intentionally returns an error for testing";
    (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
}

async fn record(Path(id): Path<String>) -> Json<Value> {
    Json(json!({"id": id, "templateTest": true, "data": format!("Data for ID: {id}")}))
}

/// Method, query and JSON body of the request, as they came.
async fn echo(method: Method, OriginalUri(uri): OriginalUri, body: Bytes) -> Json<Value> {
    let body: Option<Value> = serde_json::from_slice(&body).ok();
    Json(json!({"method": method.as_str(), "query": uri.query(), "body": body}))
}
