//! One turn of a conversation: answers and tools, until the model is done or the user is to decide.

use super::event::{DoneReason, TurnEvent};
use super::failure::{Failure, FailureKind};
use super::gateway;
use super::gathering::Gathering;
use super::message::{Answer, CallState, Ending, From, Message, ToolCall, ToolResult};
use super::provider::Provider;
use super::question::Question;
use super::running::Claim;
use super::settings::Settings;
use super::toolbox::Toolbox;
use super::transcript::{Transcript, TranscriptError};
use crate::auth::standing::Standing;
use crate::outbound::Client;
use crate::storage::Database;
use crate::storage::conversation::Conversation;
use crate::trial::GatewayUrl;
use chrono::Utc;
use std::future::Future;
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

/// Most answers of one turn.
const ROUNDS: usize = 24;

/// How long a reader that does not read is waited for when the turn stops.
const PATIENCE: Duration = Duration::from_secs(2);

/// A turn, ready to go.
#[derive(Debug)]
pub struct Turn {
    /// The store.
    pub data: Database,
    /// What reaches providers.
    pub outbound: Client,
    /// What runs tools.
    pub gateway: GatewayUrl,
    /// The conversation.
    pub conversation: Conversation,
    /// Its settings.
    pub settings: Settings,
    /// Its messages; the last is what is to be answered or gone on with.
    pub transcript: Transcript,
    /// Its provider.
    pub provider: Provider,
    /// The paths of the chosen servers, in their order.
    pub paths: Vec<String>,
    /// Who looks on.
    pub events: mpsc::Sender<TurnEvent>,
    /// The right to do this, of which there is one at a time.
    pub claim: Claim,
    /// Whether the user may still do this.
    pub standing: Standing,
    /// Becomes true when the process is to end.
    pub stopping: watch::Receiver<bool>,
}

/// What ends a turn early.
#[derive(Debug)]
enum Halt {
    Stopped,
    Failed(Failure),
}

impl std::convert::From<Failure> for Halt {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl std::convert::From<TranscriptError> for Halt {
    fn from(error: TranscriptError) -> Self {
        tracing::error!(%error, "a conversation cannot be stored");
        let message = "The conversation could not be stored.";
        Self::Failed(Failure::new(FailureKind::Internal, message))
    }
}

impl Turn {
    /// Carries the turn out. Everything that came is stored before the last event is sent.
    pub async fn run(mut self) {
        let reason = match self.go().await {
            Ok(reason) => reason,
            Err(Halt::Stopped) => DoneReason::Stopped,
            Err(Halt::Failed(error)) => {
                self.tell(TurnEvent::Error { error }).await;
                DoneReason::Failed
            }
        };
        // The conversation is free before the other side knows that it is.
        let Self { claim, events, .. } = self;
        drop(claim);
        let _ = events.send(TurnEvent::Done { reason }).await;
    }

    async fn go(&mut self) -> Result<DoneReason, Halt> {
        let toolbox = self.toolbox().await?;
        for _ in 0..ROUNDS {
            self.run_calls(&toolbox).await?;
            if let Some(calls) = self.undecided() {
                let message = self.last_id();
                self.tell(TurnEvent::AwaitingApproval { message, calls })
                    .await;
                return Ok(DoneReason::AwaitingApproval);
            }
            match self.answer(&toolbox).await? {
                Ending::ToolCalls => {}
                Ending::Length => return Ok(DoneReason::Length),
                Ending::Refused => return Ok(DoneReason::Refused),
                _ => return Ok(DoneReason::Finished),
            }
        }
        let message = format!("The model called tools in {ROUNDS} answers in a row.");
        // Its last calls are not made.
        if self.transcript.close_calls() {
            self.store(1).await?;
        }
        Err(Failure::new(FailureKind::TooManyRounds, message).into())
    }

    /// The tools of the chosen servers, as the gateway lists them.
    async fn toolbox(&self) -> Result<Toolbox, Halt> {
        let mut tools = Vec::new();
        for (choice, path) in self.settings.servers.iter().zip(&self.paths) {
            let listed = self
                .unless_stopped(gateway::list(&self.gateway, path, choice))
                .await?;
            tools.extend(listed.map_err(|error| {
                let message = format!("The tools of `{}` cannot be listed: {error}.", choice.name);
                Failure::new(FailureKind::Tools, message)
            })?);
        }
        Ok(Toolbox::new(tools))
    }

    /// Asks the model and takes its answer.
    async fn answer(&mut self, toolbox: &Toolbox) -> Result<Ending, Halt> {
        if !self.goes_on().await {
            return Err(Halt::Stopped);
        }
        let message = Message {
            id: Uuid::now_v7().to_string(),
            created_at: Utc::now(),
            from: From::Assistant(Answer {
                provider: self.conversation.provider.clone(),
                model: self.conversation.model.clone(),
                ..Answer::default()
            }),
            parts: Vec::new(),
        };
        let history = self.transcript.messages().to_vec();
        self.transcript.push(message.clone());
        self.store(1).await?;
        let start = message.clone();
        self.tell(TurnEvent::MessageStart { message: start }).await;
        let begin = Instant::now();
        let mut gathering = Gathering::new(message, toolbox);
        let outcome = self.gather(&mut gathering, &history, toolbox).await;
        let has_calls = gathering.message().calls().next().is_some();
        let (ending, error) = match &outcome {
            Ok(()) => (None, None),
            Err(Halt::Stopped) => (Some(Ending::Stopped), None),
            Err(Halt::Failed(failure)) => (Some(Ending::Failed), Some(failure.clone())),
        };
        let mut told = Ending::Finished;
        if let Some(answer) = gathering.answer_mut() {
            let said = ending.or(answer.ending).unwrap_or(Ending::Finished);
            told = match said {
                // Not all say that they call, and what says it may not do it.
                Ending::Finished | Ending::ToolCalls if has_calls => Ending::ToolCalls,
                Ending::ToolCalls => Ending::Finished,
                other => other,
            };
            answer.ending = Some(told);
            answer.error = error;
            answer.duration_ms = Some(millis(begin.elapsed()));
        }
        let message = gathering.finish(told == Ending::ToolCalls);
        if let Some(last) = self.transcript.last_mut() {
            *last = message.clone();
        }
        self.store(1).await?;
        let message = message.shown();
        self.tell(TurnEvent::MessageEnd { message }).await;
        outcome.map(|()| told)
    }

    async fn gather(
        &self,
        gathering: &mut Gathering<'_>,
        history: &[Message],
        toolbox: &Toolbox,
    ) -> Result<(), Halt> {
        let question = Question {
            model: &self.conversation.model,
            system: &self.settings.system,
            parameters: &self.settings.parameters,
            history,
            toolbox,
        };
        let asked = self.provider.ask(&self.outbound, question);
        let mut stream = self.unless_stopped(asked).await??;
        loop {
            let next = self.unless_stopped(stream.next()).await?;
            let next = next.map_err(|failure| self.provider.without_key(failure));
            let Some(delta) = next? else {
                return Ok(());
            };
            if let Some(event) = gathering.take(delta) {
                self.tell(event).await;
            }
        }
    }

    /// Runs the calls of the last message that may run, one after the other: what a model asks for
    /// in an order may need it.
    async fn run_calls(&mut self, toolbox: &Toolbox) -> Result<(), Halt> {
        let Some(last) = self.transcript.last() else {
            return Ok(());
        };
        for place in 0..last.parts.len() {
            let Some(call) = self.call_at(place) else {
                continue;
            };
            if call.state != CallState::Pending {
                continue;
            }
            let name = call.name.clone();
            let arguments = call.arguments.clone();
            if !self.goes_on().await {
                self.transcript.close_calls();
                self.store(1).await?;
                return Err(Halt::Stopped);
            }
            let Some(tool) = toolbox.find(&name) else {
                let result = ToolResult::error(&format!("there is no tool `{name}`"));
                self.settle(place, CallState::Done, result, None).await?;
                continue;
            };
            self.begin(place).await?;
            let begin = Instant::now();
            let run = gateway::run(&self.gateway, tool, &arguments);
            match self.unless_stopped(run).await {
                Ok(result) => {
                    let took = Some(millis(begin.elapsed()));
                    self.settle(place, CallState::Done, result, took).await?;
                }
                Err(halt) => {
                    self.transcript.close_calls();
                    self.store(1).await?;
                    return Err(halt);
                }
            }
        }
        Ok(())
    }

    async fn begin(&mut self, place: usize) -> Result<(), Halt> {
        if let Some(call) = self.call_at(place) {
            call.state = CallState::Running;
        }
        self.store(1).await?;
        self.tell_call(place).await;
        Ok(())
    }

    async fn settle(
        &mut self,
        place: usize,
        state: CallState,
        result: ToolResult,
        duration_ms: Option<u64>,
    ) -> Result<(), Halt> {
        if let Some(call) = self.call_at(place) {
            call.state = state;
            call.result = Some(result);
            call.duration_ms = duration_ms;
        }
        self.store(1).await?;
        self.tell_call(place).await;
        Ok(())
    }

    fn call_at(&mut self, place: usize) -> Option<&mut ToolCall> {
        let last = self.transcript.last_mut()?;
        match last.parts.get_mut(place) {
            Some(super::message::Part::ToolCall(call)) => Some(call),
            _ => None,
        }
    }

    async fn tell_call(&mut self, part: usize) {
        let message = self.last_id();
        let call = self.call_at(part).cloned();
        if let Some(call) = call {
            let event = TurnEvent::ToolCall {
                message,
                part,
                call,
            };
            self.tell(event).await;
        }
    }

    /// The calls that the user is to decide about, if there are any.
    fn undecided(&self) -> Option<Vec<String>> {
        let calls = self.transcript.last()?.calls();
        let waiting = calls.filter(|call| call.state == CallState::AwaitingApproval);
        let ids: Vec<String> = waiting.map(|call| call.id.clone()).collect();
        (!ids.is_empty()).then_some(ids)
    }

    fn last_id(&self) -> String {
        let last = self.transcript.last();
        last.map(|message| message.id.clone()).unwrap_or_default()
    }

    async fn store(&mut self, count: usize) -> Result<(), TranscriptError> {
        self.transcript
            .store(&self.data, &self.conversation, count)
            .await
    }

    /// Tells who looks on. A slow reader is waited for, but not without end once the turn stops.
    async fn tell(&self, event: TurnEvent) {
        let mut stopping = self.stopping.clone();
        let too_late = async {
            tokio::select! {
                () = self.claim.stopped() => {}
                _ = stopping.wait_for(|stop| *stop) => {}
            }
            sleep(PATIENCE).await;
        };
        tokio::select! {
            // A reader that is gone is not told.
            _ = self.events.send(event) => {}
            () = too_late => {}
        }
    }

    /// Whether nobody has stopped the turn, and its user may still do this.
    async fn goes_on(&self) -> bool {
        self.unless_stopped(self.standing.holds())
            .await
            .is_ok_and(|holds| holds)
    }

    async fn unless_stopped<T>(&self, work: impl Future<Output = T>) -> Result<T, Halt> {
        let mut stopping = self.stopping.clone();
        tokio::select! {
            biased;
            () = self.claim.stopped() => Err(Halt::Stopped),
            () = self.events.closed() => Err(Halt::Stopped),
            // The end of the sender is the end of the process too.
            _ = stopping.wait_for(|stop| *stop) => Err(Halt::Stopped),
            outcome = work => Ok(outcome),
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
