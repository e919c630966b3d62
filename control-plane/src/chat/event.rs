//! What is told of a turn while it goes on.

use super::failure::Failure;
use super::message::{Message, ToolCall, Usage};
use serde::Serialize;
use utoipa::ToSchema;

/// An event of a turn. The name of the server-sent event is its `type`, its data is this object.
///
/// The parts of a message are numbered from 0; a delta for a part that is not there begins it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum TurnEvent {
    /// A message was begun and stored: the user's, or an answer that is still empty. Messages that
    /// this turn replaces are gone: those after the one before it.
    MessageStart {
        /// The message as it is now.
        message: Message,
    },
    /// More of a text.
    TextDelta {
        /// The message's id.
        message: String,
        /// The part's number.
        part: usize,
        /// What to append.
        text: String,
    },
    /// More of the reasoning.
    ReasoningDelta {
        /// The message's id.
        message: String,
        /// The part's number.
        part: usize,
        /// What to append.
        text: String,
    },
    /// The model begins to call a tool.
    ToolCallStart {
        /// The message's id.
        message: String,
        /// The part's number.
        part: usize,
        /// The call as it is now, without arguments.
        call: ToolCall,
    },
    /// More of a call's arguments.
    ToolCallDelta {
        /// The message's id.
        message: String,
        /// The part's number.
        part: usize,
        /// What to append to the arguments.
        arguments: String,
    },
    /// A call has changed: its arguments are complete, it runs, it has a result, it was denied.
    ToolCall {
        /// The message's id.
        message: String,
        /// The part's number.
        part: usize,
        /// The call as it is now.
        call: ToolCall,
    },
    /// The user is to decide about these calls; the turn ends, and goes on by a request with the
    /// decisions.
    AwaitingApproval {
        /// The message's id.
        message: String,
        /// The calls' ids.
        calls: Vec<String>,
    },
    /// The tokens of an answer, so far as they are known.
    Usage {
        /// The message's id.
        message: String,
        /// The tokens.
        usage: Usage,
    },
    /// An answer is complete, or as complete as it will be. Its tools may still run.
    MessageEnd {
        /// The message as it is stored.
        message: Message,
    },
    /// Something went wrong; the turn ends.
    Error {
        /// What, and what to do.
        error: Failure,
    },
    /// The turn has ended, and everything is stored. The stream ends.
    Done {
        /// Why.
        reason: DoneReason,
    },
}

/// Why a turn ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DoneReason {
    /// The model has answered.
    Finished,
    /// The user is to decide about calls.
    AwaitingApproval,
    /// The user stopped it.
    Stopped,
    /// The most tokens were reached.
    Length,
    /// The provider held the answer back, or the model refused.
    Refused,
    /// It failed: an `error` came before.
    Failed,
}

impl TurnEvent {
    /// The name of the server-sent event.
    pub fn name(&self) -> &'static str {
        match self {
            Self::MessageStart { .. } => "message_start",
            Self::TextDelta { .. } => "text_delta",
            Self::ReasoningDelta { .. } => "reasoning_delta",
            Self::ToolCallStart { .. } => "tool_call_start",
            Self::ToolCallDelta { .. } => "tool_call_delta",
            Self::ToolCall { .. } => "tool_call",
            Self::AwaitingApproval { .. } => "awaiting_approval",
            Self::Usage { .. } => "usage",
            Self::MessageEnd { .. } => "message_end",
            Self::Error { .. } => "error",
            Self::Done { .. } => "done",
        }
    }
}
