//! A model provider, ready to be asked.

use super::failure::{Failure, FailureKind};
use super::question::Question;
use super::stream::AnswerStream;
use super::{anthropic, openai};
use crate::outbound::{Client, Limits, Outgoing, Target};
use crate::storage::model_provider::ModelProvider;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use bytes::Bytes;
use portico_config::model::Plain;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;
use utoipa::ToSchema;

/// For an answer: a local model may have to be loaded first, and reasoning takes its time.
const ANSWER: Limits = Limits {
    begin: Duration::from_secs(300),
    pause: Duration::from_secs(180),
    whole: Duration::from_secs(3600),
    size: 64 << 20,
};

/// For a list of models, and for errors.
const SHORT: Limits = Limits {
    begin: Duration::from_secs(20),
    pause: Duration::from_secs(20),
    whole: Duration::from_secs(20),
    size: 4 << 20,
};

/// Which API a provider speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = ProviderKind)]
pub enum Kind {
    /// Chat completions, as OpenAI's and those of many others.
    Openai,
    /// Anthropic's Messages API.
    Anthropic,
}

impl Kind {
    /// Its name, as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Openai => "openai",
            Self::Anthropic => "anthropic",
        }
    }

    /// The kind of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        let mut all = [Self::Openai, Self::Anthropic].into_iter();
        all.find(|kind| kind.name() == name)
    }
}

/// A model provider, ready to be asked.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Which API it speaks.
    pub kind: Kind,
    /// Where its API is.
    pub base: Target,
    /// Its key, if it wants one.
    pub key: Option<Plain>,
}

#[derive(Deserialize)]
struct Models {
    data: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    id: String,
}

impl Provider {
    /// The stored provider with its key.
    ///
    /// # Errors
    /// If what is stored cannot be used.
    pub fn new(row: &ModelProvider, key: Option<Plain>) -> Result<Self, Failure> {
        let wrong = |message: String| Failure::new(FailureKind::Provider, message);
        let kind = Kind::of_name(&row.kind);
        Ok(Self {
            kind: kind.ok_or_else(|| wrong(format!("The kind `{}` is not known.", row.kind)))?,
            base: Target::parse(&row.base_url).map_err(wrong)?,
            key,
        })
    }

    /// Asks for an answer.
    ///
    /// # Errors
    /// If the provider does not begin one.
    pub async fn ask(
        &self,
        client: &Client,
        question: Question<'_>,
    ) -> Result<AnswerStream, Failure> {
        let asked = self.try_ask(client, question).await;
        asked.map_err(|failure| self.without_key(failure))
    }

    /// The models that it lists, by name.
    ///
    /// # Errors
    /// If it does not list them.
    pub async fn models(&self, client: &Client) -> Result<Vec<String>, Failure> {
        let listed = async {
            let path = match self.kind {
                Kind::Openai => "models",
                Kind::Anthropic => "models?limit=1000",
            };
            let outgoing = self.outgoing(Method::GET, Bytes::new())?;
            let answer = client.send(&self.endpoint(path)?, outgoing, SHORT).await?;
            if answer.status != StatusCode::OK {
                return Err(refusal(answer.status, &answer.headers, &answer.body));
            }
            let models: Models = serde_json::from_slice(&answer.body).map_err(|error| {
                let message = format!("The list of models cannot be read: {error}.");
                Failure::new(FailureKind::Malformed, message)
            })?;
            let mut names: Vec<String> = models.data.into_iter().map(|model| model.id).collect();
            names.sort();
            Ok(names)
        };
        listed.await.map_err(|failure| self.without_key(failure))
    }

    /// The failure, in which the key does not stand: some providers repeat it.
    pub(super) fn without_key(&self, failure: Failure) -> Failure {
        match &self.key {
            Some(key) => failure.without(key.expose()),
            None => failure,
        }
    }

    async fn try_ask(
        &self,
        client: &Client,
        question: Question<'_>,
    ) -> Result<AnswerStream, Failure> {
        let (path, body) = match self.kind {
            Kind::Openai => {
                let newest = self.base.host() == "api.openai.com";
                ("chat/completions", openai::request(question, newest))
            }
            Kind::Anthropic => ("messages", anthropic::request(question)),
        };
        let outgoing = self.outgoing(Method::POST, Bytes::from(body.to_string()))?;
        let answer = client.open(&self.endpoint(path)?, outgoing, ANSWER).await?;
        let is_stream = is_stream(&answer.headers);
        if answer.status == StatusCode::OK && is_stream {
            return Ok(AnswerStream::new(self.kind, answer.body));
        }
        let answer = answer.whole().await?;
        Err(refusal(answer.status, &answer.headers, &answer.body))
    }

    /// The address below the base. Anthropic's is the API's origin, with or without its `/v1`.
    fn endpoint(&self, path: &str) -> Result<Target, Failure> {
        let base = self.base.path_and_query().trim_end_matches('/');
        let path = match self.kind {
            Kind::Anthropic if !base.ends_with("/v1") => format!("v1/{path}"),
            _ => path.to_owned(),
        };
        let target = self.base.below(&path);
        target.map_err(|error| Failure::new(FailureKind::Provider, error))
    }

    fn outgoing(&self, method: Method, body: Bytes) -> Result<Outgoing, Failure> {
        let mut headers = HeaderMap::new();
        let accepted = HeaderValue::from_static("text/event-stream, application/json");
        headers.insert(header::ACCEPT, accepted);
        if !body.is_empty() {
            let json = HeaderValue::from_static("application/json");
            headers.insert(header::CONTENT_TYPE, json);
        }
        if self.kind == Kind::Anthropic {
            let version = HeaderValue::from_static(anthropic::VERSION);
            headers.insert(HeaderName::from_static("anthropic-version"), version);
        }
        if let Some(key) = &self.key {
            let (name, value) = match self.kind {
                Kind::Openai => (header::AUTHORIZATION, format!("Bearer {}", key.expose())),
                Kind::Anthropic => (
                    HeaderName::from_static("x-api-key"),
                    key.expose().to_owned(),
                ),
            };
            let mut value = HeaderValue::try_from(value).map_err(|_| {
                let message = "The key holds characters that no header takes.";
                Failure::new(FailureKind::Provider, message)
            })?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        Ok(Outgoing {
            method,
            headers,
            body,
            is_secret: self.key.is_some(),
        })
    }
}

fn is_stream(headers: &HeaderMap) -> bool {
    let media = headers.get(header::CONTENT_TYPE);
    let media = media.and_then(|media| media.to_str().ok()).unwrap_or("");
    media.trim_start().starts_with(portico_mcp::sse::MEDIA_TYPE)
}

/// An answer that is no stream.
fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Failure {
    if status.is_redirection() {
        let message = format!("The provider answers with a redirect (HTTP {status}).");
        return Failure::new(FailureKind::NotFound, message);
    }
    if status == StatusCode::OK {
        let value: Option<Value> = serde_json::from_slice(body).ok();
        if value.is_some_and(|value| value.get("error").is_some()) {
            return Failure::of_event("", &openai::words(body));
        }
        let message = "The provider answered with something that is no stream of events.";
        return Failure::new(FailureKind::Malformed, message);
    }
    let wait = headers.get(header::RETRY_AFTER);
    let wait = wait.and_then(|wait| wait.to_str().ok()?.trim().parse().ok());
    Failure::of_status(status.as_u16(), &openai::words(body), wait)
}
