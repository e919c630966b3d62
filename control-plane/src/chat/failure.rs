//! What went wrong in a turn, and what can be done about it.

use crate::outbound::OutboundError;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::ToSchema;

/// Most characters of a provider's own words.
const LONGEST: usize = 600;

/// What went wrong in a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TurnFailure)]
pub struct Failure {
    /// Which kind.
    pub kind: FailureKind,
    /// What happened, with the provider's own words where it has some.
    pub message: String,
    /// What to do.
    pub advice: Cow<'static, str>,
    /// The provider's HTTP status, where it answered with one.
    pub status: Option<u16>,
    /// When the provider wants to be asked again, in seconds.
    pub retry_after: Option<u64>,
}

/// Which kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TurnFailureKind)]
pub enum FailureKind {
    /// The conversation's provider is gone, or its key cannot be opened.
    Provider,
    /// Nobody answers at the provider's address, or it may not be reached.
    Unreachable,
    /// The provider does not take the key.
    Unauthorized,
    /// The provider wants fewer requests.
    RateLimited,
    /// The provider has too much to do, or failed.
    Overloaded,
    /// The provider does not know the model or the address.
    NotFound,
    /// The conversation is too long for the model.
    TooLong,
    /// The provider does not take the request.
    Refused,
    /// The answer broke off.
    Disconnected,
    /// Nothing came for too long.
    TimedOut,
    /// The answer is none that can be read.
    Malformed,
    /// A chosen server's tools cannot be listed.
    Tools,
    /// The model called tools too often in a row.
    TooManyRounds,
    /// The store failed.
    Internal,
}

impl FailureKind {
    fn advice(self) -> &'static str {
        match self {
            Self::Provider => {
                "Choose another provider, or ask an editor of the tenant to correct it."
            }
            Self::Unreachable => {
                "Check the provider's base URL. An address of your own network has to be allowed by \
                 --outbound-allow."
            }
            Self::Unauthorized => "Enter the provider's key again.",
            Self::RateLimited => "Wait and retry. Nothing was lost.",
            Self::Overloaded => "Retry in a while. Nothing was lost.",
            Self::NotFound => "Check the model's name and the provider's base URL.",
            Self::TooLong => {
                "Begin a new conversation, or edit an earlier message to go on from there."
            }
            Self::Refused => "Change the parameters, the model or the tools, and retry.",
            Self::Disconnected | Self::TimedOut => {
                "Retry. What had come is kept until the answer is made anew."
            }
            Self::Malformed => "Check that the provider's kind is right, and retry.",
            Self::Tools => {
                "Check that the server exists and that the gateway serves it, or leave it out."
            }
            Self::TooManyRounds => "Send a message to let it go on.",
            Self::Internal => "Retry; if it stays, look into the control plane's log.",
        }
    }
}

impl Failure {
    /// A failure of this kind.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            advice: Cow::Borrowed(kind.advice()),
            status: None,
            retry_after: None,
        }
    }

    /// The provider answered with this status and these words of its own.
    pub fn of_status(status: u16, words: &str, retry_after: Option<u64>) -> Self {
        let kind = match status {
            401 | 403 => FailureKind::Unauthorized,
            404 | 405 => FailureKind::NotFound,
            408 => FailureKind::TimedOut,
            429 => FailureKind::RateLimited,
            413 => FailureKind::TooLong,
            _ if status >= 500 => FailureKind::Overloaded,
            _ if is_about_length(words) => FailureKind::TooLong,
            _ => FailureKind::Refused,
        };
        let words = shortened(words);
        let message = match kind {
            FailureKind::RateLimited => "The provider limits the rate of requests",
            FailureKind::Unauthorized => "The provider does not accept the key",
            _ => "The provider refused the request",
        };
        let message = if words.is_empty() {
            format!("{message} (HTTP {status}).")
        } else {
            format!("{message} (HTTP {status}): {words}")
        };
        Self {
            status: Some(status),
            retry_after,
            ..Self::new(kind, message)
        }
    }

    /// An error that came inside of a stream, with the provider's word for its kind.
    pub fn of_event(word: &str, words: &str) -> Self {
        let has = |part: &str| word.contains(part);
        let kind = if has("rate_limit") || has("429") {
            FailureKind::RateLimited
        } else if has("overload") || has("unavailable") || has("server_error") || has("api_error") {
            FailureKind::Overloaded
        } else if has("auth") || has("permission") || has("api_key") {
            FailureKind::Unauthorized
        } else if has("not_found") {
            FailureKind::NotFound
        } else if has("context_length") || is_about_length(words) {
            FailureKind::TooLong
        } else {
            FailureKind::Refused
        };
        let words = shortened(if words.is_empty() { word } else { words });
        Self::new(
            kind,
            format!("The provider broke off with an error: {words}"),
        )
    }

    /// The same, in which `secret` does not stand.
    #[must_use]
    pub fn without(mut self, secret: &str) -> Self {
        if !secret.is_empty() {
            self.message = self.message.replace(secret, "[key]");
        }
        self
    }
}

impl From<OutboundError> for Failure {
    fn from(error: OutboundError) -> Self {
        let kind = match &error {
            OutboundError::Slow(_) => FailureKind::TimedOut,
            OutboundError::Broken(_) => FailureKind::Disconnected,
            OutboundError::TooLarge(_) => FailureKind::Malformed,
            _ => FailureKind::Unreachable,
        };
        Self::new(kind, format!("The provider cannot be used: {error}."))
    }
}

fn is_about_length(words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    [
        "context length",
        "context_length",
        "prompt is too long",
        "context window",
        "too many tokens",
    ]
    .iter()
    .any(|sign| words.contains(sign))
}

/// The words of others, as far as they are harmless.
fn shortened(words: &str) -> String {
    let plain = words.trim().chars().filter(|letter| !letter.is_control());
    plain.take(LONGEST).collect()
}
