//! A server of models that are scripts, by both APIs: OpenAI's chat completions and Anthropic's messages.
//!
//! The model's name chooses the script; `script` tells of each. `GET /requests` gives the bodies that
//! were sent, in their order. As a program: `scripted-model --listen 127.0.0.1:PORT`.

mod anthropic;
mod bookseller;
mod openai;
mod script;

pub use script::MODELS;

use anyhow::Result;
use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use parking_lot::Mutex;
use script::{Asked, Step};
use serde_json::{Value, json};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::mpsc, task::JoinHandle, time::sleep};
use tokio_stream::wrappers::ReceiverStream;

/// The key that the model `locked` wants.
pub const KEY: &str = "scripted-key";

/// The server, stopped when dropped.
#[derive(Debug)]
pub struct ScriptedModel {
    address: SocketAddr,
    log: Log,
    server: JoinHandle<()>,
}

/// What was asked, and who hung up.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Logged>>);

#[derive(Debug, Default)]
struct Logged {
    requests: Vec<Value>,
    hung_up: usize,
}

/// Which API a request is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Api {
    Openai,
    Anthropic,
}

impl ScriptedModel {
    /// Starts the server on a free port of the loopback.
    ///
    /// # Errors
    /// If there is none.
    pub async fn start() -> Result<Self> {
        Self::listen("127.0.0.1:0".parse()?).await
    }

    /// Starts the server at this address.
    ///
    /// # Errors
    /// If it is taken.
    pub async fn listen(address: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let log = Log::default();
        let router = router(log.clone());
        let server = tokio::spawn(async move {
            // Serving ends only when the task is aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            log,
            server,
        })
    }

    /// The base URL of the OpenAI-compatible API.
    pub fn openai_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// The base URL of the Anthropic API.
    pub fn anthropic_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The bodies that were sent, in their order.
    pub fn requests(&self) -> Vec<Value> {
        self.log.with(|logged| logged.requests.clone())
    }

    /// How many answers were not read to their end.
    pub fn hung_up(&self) -> usize {
        self.log.with(|logged| logged.hung_up)
    }

    /// Serves until the process ends.
    ///
    /// # Errors
    /// If serving ends.
    pub async fn serve(mut self) -> Result<()> {
        (&mut self.server).await?;
        Ok(())
    }
}

impl Drop for ScriptedModel {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Log {
    fn with<T>(&self, work: impl FnOnce(&mut Logged) -> T) -> T {
        work(&mut self.0.lock())
    }
}

fn router(log: Log) -> Router {
    let openai = |State(log): State<Log>, headers: HeaderMap, body: Bytes| async move {
        answer(Api::Openai, &log, &headers, &body)
    };
    let anthropic = |State(log): State<Log>, headers: HeaderMap, body: Bytes| async move {
        answer(Api::Anthropic, &log, &headers, &body)
    };
    let requests =
        |State(log): State<Log>| async move { Json(log.with(|logged| logged.requests.clone())) };
    Router::new()
        .route("/v1/models", get(models))
        .route("/v1/chat/completions", post(openai))
        .route("/v1/messages", post(anthropic))
        .route("/requests", get(requests))
        .layer(DefaultBodyLimit::max(64 << 20))
        .with_state(log)
}

async fn models() -> Json<Value> {
    let models = MODELS.map(|(id, _)| json!({ "id": id, "object": "model" }));
    Json(json!({ "object": "list", "data": models }))
}

fn answer(api: Api, log: &Log, headers: &HeaderMap, body: &[u8]) -> Response {
    let Ok(request) = serde_json::from_slice::<Value>(body) else {
        let why = "We could not parse the JSON body of your request.";
        return refusal(api, StatusCode::BAD_REQUEST, "invalid_request_error", why);
    };
    let before = log.with(|logged| {
        logged.requests.push(request.clone());
        let same = logged
            .requests
            .iter()
            .filter(|earlier| **earlier == request);
        same.count() - 1
    });
    let (problem, asked) = match api {
        Api::Openai => (openai::problem(&request), openai::asked(&request, before)),
        Api::Anthropic => (
            anthropic::problem(&request),
            anthropic::asked(&request, before),
        ),
    };
    if let Some(problem) = problem {
        return refusal(
            api,
            StatusCode::BAD_REQUEST,
            "invalid_request_error",
            &problem,
        );
    }
    let steps = script::steps(&asked, key(api, headers));
    stream(api, steps, log.clone(), &asked)
}

fn key(api: Api, headers: &HeaderMap) -> Option<&str> {
    match api {
        Api::Openai => {
            let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
            value.strip_prefix("Bearer ")
        }
        Api::Anthropic => headers.get("x-api-key")?.to_str().ok(),
    }
}

fn refusal(api: Api, status: StatusCode, kind: &str, message: &str) -> Response {
    let error = json!({ "type": kind, "message": message });
    let body = match api {
        Api::Openai => json!({ "error": error }),
        Api::Anthropic => json!({ "type": "error", "error": error }),
    };
    (status, Json(body)).into_response()
}

fn stream(api: Api, steps: Vec<Step>, log: Log, asked: &Asked) -> Response {
    let Some(first) = steps.first() else {
        return StatusCode::NO_CONTENT.into_response();
    };
    match first {
        Step::Refuse {
            status,
            kind,
            message,
            retry_after,
        } => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_REQUEST);
            let mut response = refusal(api, status, kind, message);
            if let Some(seconds) = retry_after {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, (*seconds).into());
            }
            return response;
        }
        Step::Json(body) => return Json(body.clone()).into_response(),
        _ => {}
    }
    let (pieces, body) = mpsc::channel::<io::Result<Bytes>>(1);
    let mut writer = Writer::new(api, asked);
    tokio::spawn(async move {
        for step in steps {
            if let Step::Pause(time) = step {
                // Who hangs up meanwhile is noticed at once.
                tokio::select! {
                    () = sleep(time) => continue,
                    () = pieces.closed() => return log.with(|logged| logged.hung_up += 1),
                }
            }
            if matches!(step, Step::HangUp) {
                let _ = pieces
                    .send(Err(io::Error::other("as the script says")))
                    .await;
                return;
            }
            for piece in writer.write(step) {
                if pieces.send(Ok(piece)).await.is_err() {
                    return log.with(|logged| logged.hung_up += 1);
                }
            }
        }
    });
    let body = Body::from_stream(ReceiverStream::new(body));
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

/// Writes steps as one of the APIs has them.
struct Writer {
    api: Wire,
    /// How many bytes go into one piece; all of an event where absent.
    piece: Option<usize>,
}

enum Wire {
    Openai(openai::Writer),
    Anthropic(anthropic::Writer),
}

impl Writer {
    fn new(api: Api, asked: &Asked) -> Self {
        Self {
            api: match api {
                Api::Openai => Wire::Openai(openai::Writer::new(&asked.model)),
                Api::Anthropic => Wire::Anthropic(anthropic::Writer::new(&asked.model)),
            },
            piece: None,
        }
    }

    fn write(&mut self, step: Step) -> Vec<Bytes> {
        let text = match step {
            Step::PieceSize(size) => {
                self.piece = Some(size);
                return Vec::new();
            }
            Step::Raw(text) => text,
            step => match &mut self.api {
                Wire::Openai(writer) => writer.write(step),
                Wire::Anthropic(writer) => writer.write(step),
            },
        };
        let bytes = Bytes::from(text);
        match self.piece {
            Some(size) => bytes.chunks(size).map(Bytes::copy_from_slice).collect(),
            None => vec![bytes],
        }
    }
}

/// A short break, so that what was sent is sent by itself.
const BREATH: Duration = Duration::from_millis(5);
