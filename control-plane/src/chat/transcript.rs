//! The messages of a conversation, in memory and in the store alike.

use super::message::{CallState, Message, ToolResult};
use crate::storage::conversation::{self, Conversation, searchable};
use crate::storage::{AnyConnection, Database, StorageError, message};
use chrono::{NaiveDateTime, SubsecRound as _, Utc};
use diesel::QueryResult;

/// The messages of a conversation. What changes here is stored by [`Self::store`].
#[derive(Debug, Clone)]
pub struct Transcript {
    conversation: String,
    messages: Vec<Message>,
    /// The position of each message.
    positions: Vec<i64>,
    /// The position from which the store has what is not here any more.
    cut: Option<i64>,
}

/// Why messages cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TranscriptError {
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A message is none.
    #[error("a stored message cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
}

impl Transcript {
    /// Reads all messages.
    ///
    /// # Errors
    /// [`TranscriptError`].
    pub async fn load(data: &Database, conversation: &str) -> Result<Self, TranscriptError> {
        let id = conversation.to_owned();
        let rows = data.run(move |c| message::list(c, &id, None, None)).await?;
        let mut transcript = Self {
            conversation: conversation.to_owned(),
            messages: Vec::with_capacity(rows.len()),
            positions: rows.iter().map(|row| row.position).collect(),
            cut: None,
        };
        for row in rows {
            transcript
                .messages
                .push(serde_json::from_str(&row.content)?);
        }
        Ok(transcript)
    }

    /// All messages.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The last message.
    pub fn last(&self) -> Option<&Message> {
        self.messages.last()
    }

    /// The last message, to be changed.
    pub fn last_mut(&mut self) -> Option<&mut Message> {
        self.messages.last_mut()
    }

    /// The place of the message with this id.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.messages.iter().position(|message| message.id == id)
    }

    /// Forgets the messages from this place on.
    pub fn truncate(&mut self, place: usize) {
        if let Some(position) = self.positions.get(place) {
            self.cut = Some(self.cut.map_or(*position, |cut| cut.min(*position)));
        }
        self.messages.truncate(place);
        self.positions.truncate(place);
    }

    /// Adds a message.
    pub fn push(&mut self, message: Message) {
        let last = self.positions.last();
        self.positions
            .push(last.map_or(0, |last| last.saturating_add(1)));
        self.messages.push(message);
    }

    /// Ends the calls of the last message that nobody will decide about or run any more. Gives true if
    /// there were any.
    pub fn close_calls(&mut self) -> bool {
        self.close(|_| true)
    }

    /// Ends the calls of the last message that a turn left behind which ended without a word, as when
    /// the process was killed: what is asked about them may be another thing by now.
    pub fn close_left_behind(&mut self) {
        self.close(|state| state != CallState::AwaitingApproval);
    }

    fn close(&mut self, is_meant: impl Fn(CallState) -> bool) -> bool {
        let mut any = false;
        let calls = self.messages.last_mut().into_iter();
        let calls = calls.flat_map(Message::calls_mut);
        for call in calls.filter(|call| is_meant(call.state)) {
            let (state, told) = match call.state {
                CallState::AwaitingApproval => (
                    CallState::Denied,
                    "The user did not allow this call, and went on without it.",
                ),
                CallState::Pending => (CallState::Denied, "The call was not made."),
                CallState::Running => (
                    CallState::Interrupted,
                    "The call was stopped while it ran; whether it did something is not known.",
                ),
                _ => continue,
            };
            call.state = state;
            call.result = Some(ToolResult::error(told));
            any = true;
        }
        any
    }

    /// Stores the last `count` messages as they are, forgets what was cut, and marks the conversation as
    /// changed now, by `change`.
    ///
    /// # Errors
    /// [`TranscriptError`].
    pub async fn store(
        &mut self,
        data: &Database,
        conversation: &Conversation,
        count: usize,
    ) -> Result<(), TranscriptError> {
        let from = self.messages.len().saturating_sub(count);
        let changed = self.messages.iter().zip(&self.positions).skip(from);
        let rows = changed.map(|(message, position)| self.row(message, *position));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        let (cut, id) = (self.cut, self.conversation.clone());
        let conversation = Conversation {
            updated_at: now(),
            ..conversation.clone()
        };
        let stored = data.transaction(move |connection: &mut AnyConnection| -> QueryResult<()> {
            if let Some(position) = cut {
                message::delete_from(connection, &id, position)?;
            }
            for row in &rows {
                message::put(connection, row)?;
            }
            conversation::update(connection, &conversation).map(drop)
        });
        stored.await?;
        self.cut = None;
        Ok(())
    }

    fn row(&self, message: &Message, position: i64) -> serde_json::Result<message::Message> {
        Ok(message::Message {
            id: message.id.clone(),
            conversation_id: self.conversation.clone(),
            position,
            content: serde_json::to_string(message)?,
            searched: searchable(&message.text()),
        })
    }
}

/// Now, as precisely as all databases keep it.
pub fn now() -> NaiveDateTime {
    Utc::now().naive_utc().trunc_subsecs(6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::message::{Answer, From, Part, ToolCall};

    fn call(state: CallState) -> Part {
        Part::ToolCall(ToolCall {
            id: format!("{state:?}"),
            server: None,
            tool: None,
            name: "find".to_owned(),
            arguments: "{}".to_owned(),
            state,
            result: None,
            duration_ms: None,
        })
    }

    #[test]
    fn calls_that_a_dead_turn_left_do_not_run_later() {
        let states = [
            CallState::AwaitingApproval,
            CallState::Pending,
            CallState::Running,
            CallState::Done,
        ];
        let message = Message {
            id: "m".to_owned(),
            created_at: Utc::now(),
            from: From::Assistant(Answer::default()),
            parts: states.map(call).into(),
        };
        let mut transcript = Transcript {
            conversation: "c".to_owned(),
            messages: vec![message],
            positions: vec![0],
            cut: None,
        };
        let now = |transcript: &Transcript| -> Vec<CallState> {
            let calls = transcript.last().into_iter().flat_map(Message::calls);
            calls.map(|call| call.state).collect()
        };
        transcript.close_left_behind();
        let left = [
            CallState::AwaitingApproval,
            CallState::Denied,
            CallState::Interrupted,
            CallState::Done,
        ];
        assert_eq!(now(&transcript), left);
        assert!(transcript.close_calls());
        assert_eq!(now(&transcript)[0], CallState::Denied);
    }
}
