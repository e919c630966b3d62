//! `/conversations/{id}/turns`: going on with a conversation, as a stream of events.

use super::ApiState;
use super::conversation::{find, path_of, settings};
use super::input::{Json, Path};
use super::problem::{FieldProblem, Problem};
use super::provider;
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::auth::standing::Standing;
use crate::chat::event::TurnEvent;
use crate::chat::message::{CallState, Ending, From, Message, ToolResult};
use crate::chat::running::Claim;
use crate::chat::settings::Settings;
use crate::chat::transcript::{Transcript, TranscriptError};
use crate::chat::turn::Turn;
use crate::storage::StorageError;
use crate::storage::conversation::{Conversation as Row, searchable};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Sse;
use axum::response::sse;
use chrono::Utc;
use serde::Deserialize;
use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;
use uuid::Uuid;

/// Events on their way to the reader.
const MAX_QUEUED: usize = 64;

/// How often a comment is sent where nothing happens, so that proxies keep the connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Proxies such as nginx pass each event on as it comes.
const UNBUFFERED: [(&str, &str); 1] = [("x-accel-buffering", "no")];

/// Most bytes of a message.
const LONGEST: usize = 1 << 20;

/// Most characters of a title that is made of the first message.
const LONGEST_TITLE: usize = 60;

/// How a conversation goes on.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum TurnRequest {
    /// The user says something. Calls that wait for a decision are denied.
    Message {
        /// What.
        text: String,
        /// A message of the user's in whose place it stands: that one and all after it go.
        replaces: Option<String>,
    },
    /// The user decides about calls that wait for it. With those that are not named the turn waits on.
    Decisions {
        /// The decisions.
        decisions: Vec<Decision>,
    },
    /// The last answer is made anew; where tools have run since, the turn goes on after them, and
    /// calls that wait for a decision are denied.
    Retry {
        /// A message of the user's that is to be answered anew: all after it go.
        message: Option<String>,
    },
}

/// A decision about a call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CallDecision)]
pub(super) struct Decision {
    /// The call's id.
    call: String,
    /// Whether it may run.
    approve: bool,
    /// Why not, for the model.
    reason: Option<String>,
}

type Events = Sse<
    sse::KeepAliveStream<
        tokio_stream::adapters::Map<ReceiverStream<TurnEvent>, fn(TurnEvent) -> Written>,
    >,
>;

type Written = Result<sse::Event, Infallible>;

/// Go on with a conversation, as a stream of events
///
/// The data of each event is a `TurnEvent`, and the event's name is its `type`. The last is `done`.
/// Who closes the connection stops the turn, and so does the end of the session or of the right to do
/// this; what had come is kept. While one turn is under way, another gets 409.
#[utoipa::path(
    post, path = "/api/v1/conversations/{id}/turns", tag = "chat",
    params(("id" = String, Path, description = "The conversation's id")),
    request_body = TurnRequest,
    responses((status = 200, content_type = "text/event-stream", body = TurnEvent)),
)]
pub(super) async fn create_turn(
    State(state): State<ApiState>,
    actor: Actor,
    standing: Standing,
    Path(id): Path<String>,
    Json(asked): Json<TurnRequest>,
) -> Result<([(&'static str, &'static str); 1], Events), Problem> {
    find(&state, &actor, &id).await?;
    let claim = state.running.claim(&id).await.ok_or_else(|| {
        Problem::conflict("a turn of this conversation is under way: wait for its end, or stop it")
    })?;
    // Read again: the turn before may have changed it.
    let row = find(&state, &actor, &id).await?;
    actor.require(Action::Chat, &row.tenant)?;
    let (events, outgoing) = mpsc::channel(MAX_QUEUED);
    let standing = standing.within(Action::Chat, &row.tenant);
    let still = standing.clone();
    let prepared = prepare(&state, row, asked, (claim, standing), events.clone());
    let (turn, first) = prepared.await?;
    tokio::spawn(async move {
        if let Some(message) = first {
            // Who is gone by now is noticed by the turn.
            let _ = events.send(TurnEvent::MessageStart { message }).await;
        }
        drop(events);
        let mut turn = pin!(turn.run());
        tokio::select! {
            () = &mut turn => {}
            () = still.lost() => {
                tokio::join!(state.running.stop(&id), turn);
            }
        }
    });
    let events = ReceiverStream::new(outgoing).map(written as fn(TurnEvent) -> Written);
    let keep_alive = sse::KeepAlive::new().interval(KEEP_ALIVE);
    Ok((UNBUFFERED, Sse::new(events).keep_alive(keep_alive)))
}

/// Stop the turn that is under way
///
/// The answer comes when what had come is stored.
#[utoipa::path(
    delete, path = "/api/v1/conversations/{id}/turns/current", tag = "chat",
    params(("id" = String, Path, description = "The conversation's id")),
    responses((status = 204, description = "Stopped")),
)]
pub(super) async fn stop_turn(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    find(&state, &actor, &id).await?;
    if state.running.stop(&id).await {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found("turn under way"))
    }
}

fn written(event: TurnEvent) -> Written {
    let data = serde_json::to_string(&event).unwrap_or_else(|error| {
        tracing::error!(%error, "an event cannot be written");
        "null".to_owned()
    });
    Ok(sse::Event::default().event(event.name()).data(data))
}

/// The turn, and the message that it begins with, if it is new. What is asked is stored.
async fn prepare(
    state: &ApiState,
    mut row: Row,
    asked: TurnRequest,
    (claim, standing): (Claim, Standing),
    events: mpsc::Sender<TurnEvent>,
) -> Result<(Turn, Option<Message>), Problem> {
    let settings = settings(&row)?;
    let paths = paths(state, &row, &settings)?;
    let found = provider::find(state, &row.tenant, &row.provider).await?;
    let found = found.ok_or_else(|| {
        let name = &row.provider;
        Problem::conflict(format!("the provider `{name}` is gone: choose another"))
    })?;
    let provider = provider::ready(state, &found)
        .map_err(|failure| Problem::conflict(format!("{} {}", failure.message, failure.advice)))?;
    let transcript = Transcript::load(&state.data, &row.id).await;
    let mut transcript = transcript.map_err(unreadable)?;
    let first = apply(&mut transcript, asked)?;
    if row.title.is_empty()
        && let Some(message) = transcript.messages().first()
    {
        row.title = title(&message.text());
        row.searched = searchable(&row.title);
    }
    // Decisions change the last message, a new one may close the calls of the one before it.
    let stored = transcript.store(&state.data, &row, 2).await;
    stored.map_err(unreadable)?;
    let turn = Turn {
        data: state.data.clone(),
        outbound: state.outbound.clone(),
        gateway: state.gateway_url.clone(),
        conversation: row,
        settings,
        transcript,
        provider,
        paths,
        events,
        claim,
        standing,
        stopping: state.stopping.clone(),
    };
    Ok((turn, first))
}

fn paths(state: &ApiState, row: &Row, settings: &Settings) -> Result<Vec<String>, Problem> {
    let path = |name: &String| {
        path_of(state, &row.tenant, name)
            .ok_or_else(|| Problem::conflict(format!("the server `{name}` is gone: leave it out")))
    };
    settings
        .servers
        .iter()
        .map(|choice| path(&choice.name))
        .collect()
}

/// Does what is asked to the messages; gives the one that is new.
fn apply(transcript: &mut Transcript, asked: TurnRequest) -> Result<Option<Message>, Problem> {
    match asked {
        TurnRequest::Message { text, replaces } => {
            let length = text.trim().len();
            if length == 0 || length > LONGEST {
                let why = format!("use 1 to {LONGEST} bytes");
                return Err(Problem::invalid(vec![FieldProblem::new("text", why)]));
            }
            if let Some(id) = replaces {
                let place = users(transcript, &id, "replaces")?;
                transcript.truncate(place);
            }
            transcript.close_calls();
            let message = Message::of_user(Uuid::now_v7().to_string(), text, Utc::now());
            transcript.push(message.clone());
            Ok(Some(message))
        }
        TurnRequest::Decisions { decisions } => decide(transcript, decisions).map(|()| None),
        TurnRequest::Retry { message } => {
            match message {
                Some(id) => {
                    let place = users(transcript, &id, "message")?;
                    transcript.truncate(place.saturating_add(1));
                }
                None => retry(transcript)?,
            }
            Ok(None)
        }
    }
}

/// The place of a message of the user's.
fn users(transcript: &Transcript, id: &str, field: &str) -> Result<usize, Problem> {
    let place = transcript.place(id);
    let place = place.filter(|place| {
        let message = transcript.messages().get(*place);
        message.is_some_and(Message::is_users)
    });
    place.ok_or_else(|| {
        let why = "the conversation has no such message of yours";
        Problem::invalid(vec![FieldProblem::new(field, why)])
    })
}

fn decide(transcript: &mut Transcript, decisions: Vec<Decision>) -> Result<(), Problem> {
    transcript.close_left_behind();
    let mut errors = Vec::new();
    for (place, decision) in decisions.into_iter().enumerate() {
        let mut calls = transcript
            .last_mut()
            .into_iter()
            .flat_map(Message::calls_mut);
        let waiting = calls
            .find(|call| call.id == decision.call && call.state == CallState::AwaitingApproval);
        let Some(call) = waiting else {
            let path = format!("decisions[{place}].call");
            errors.push(FieldProblem::new(path, "no such call waits for a decision"));
            continue;
        };
        if decision.approve {
            call.state = CallState::Pending;
            continue;
        }
        let told = match decision.reason.as_deref().map(str::trim) {
            None | Some("") => "The user did not allow this call.".to_owned(),
            Some(reason) => format!("The user did not allow this call: {reason}"),
        };
        call.state = CallState::Denied;
        call.result = Some(ToolResult::error(&told));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::invalid(errors))
    }
}

fn retry(transcript: &mut Transcript) -> Result<(), Problem> {
    let Some(last) = transcript.last() else {
        return Err(Problem::conflict("there is nothing to answer"));
    };
    let From::Assistant(answer) = &last.from else {
        return Ok(());
    };
    let is_told = answer.ending == Some(Ending::ToolCalls);
    let has_run = |state| {
        matches!(
            state,
            CallState::Done | CallState::Interrupted | CallState::Running
        )
    };
    if is_told && last.calls().any(|call| has_run(call.state)) {
        // What tools have done is not done again. Calls that wait are denied.
        transcript.close_calls();
        return Ok(());
    }
    let place = transcript.messages().len().saturating_sub(1);
    transcript.truncate(place);
    Ok(())
}

fn title(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars().filter(|letter| !letter.is_control());
    let mut title: String = letters.by_ref().take(LONGEST_TITLE).collect();
    if letters.next().is_some() {
        title.push('…');
    }
    title
}

fn unreadable(error: TranscriptError) -> Problem {
    match error {
        TranscriptError::Storage(error @ StorageError::Unavailable(_)) => error.into(),
        error => Problem::internal(error),
    }
}
