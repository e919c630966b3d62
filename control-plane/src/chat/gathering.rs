//! The pieces of an answer become the parts of a message, and events for who looks on.

use super::delta::Delta;
use super::event::TurnEvent;
use super::message::{Answer, CallState, From, Kept, Message, Part, Reasoning, Text, ToolCall};
use super::toolbox::Toolbox;
use std::collections::HashMap;

/// Most calls of one answer, each of which is stored and shown. The others are left out: the model sees
/// which have results.
const MOST_CALLS: usize = 100;

/// An answer that comes in.
#[derive(Debug)]
pub struct Gathering<'t> {
    message: Message,
    /// The parts of calls, by the provider's slots.
    slots: HashMap<u64, usize>,
    toolbox: &'t Toolbox,
}

impl<'t> Gathering<'t> {
    /// Nothing has come for this message yet.
    pub fn new(message: Message, toolbox: &'t Toolbox) -> Self {
        Self {
            message,
            slots: HashMap::new(),
            toolbox,
        }
    }

    /// The message, with what has come.
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// What is told of the answer.
    pub fn answer_mut(&mut self) -> Option<&mut Answer> {
        match &mut self.message.from {
            From::Assistant(answer) => Some(answer),
            From::User => None,
        }
    }

    /// Takes a piece; gives what is to be told of it.
    pub fn take(&mut self, delta: Delta) -> Option<TurnEvent> {
        match delta {
            Delta::Text(text) => self.text(text),
            Delta::Reasoning(text) => self.reasoning(text),
            Delta::Kept(kept) => {
                self.keep(kept);
                None
            }
            Delta::CallStart { slot, id, name } => self.call(slot, id, name),
            Delta::CallArguments { slot, text } => self.arguments(slot, text),
            Delta::Usage(usage) => {
                self.answer_mut()?.usage = Some(usage);
                let message = self.message.id.clone();
                Some(TurnEvent::Usage { message, usage })
            }
            Delta::Ending(ending) => {
                self.answer_mut()?.ending = Some(ending);
                None
            }
        }
    }

    /// The message after the last piece. If the answer is `whole`, its calls have all arguments.
    pub fn finish(mut self, whole: bool) -> Message {
        let waits = |call: &ToolCall| self.toolbox.state_of(&call.name);
        if whole {
            for call in self.message.calls_mut() {
                call.state = waits(call);
            }
        }
        // Parts that came without content are of no use to anyone.
        self.message.parts.retain(|part| match part {
            Part::Text(text) => !text.text.is_empty(),
            Part::Reasoning(reasoning) => !reasoning.text.is_empty() || reasoning.kept.is_some(),
            Part::ToolCall(_) => true,
        });
        self.message
    }

    fn text(&mut self, text: String) -> Option<TurnEvent> {
        if text.is_empty() {
            return None;
        }
        match self.message.parts.last_mut() {
            Some(Part::Text(last)) => last.text.push_str(&text),
            _ => self
                .message
                .parts
                .push(Part::Text(Text { text: text.clone() })),
        }
        let (message, part) = self.place();
        Some(TurnEvent::TextDelta {
            message,
            part,
            text,
        })
    }

    fn reasoning(&mut self, text: String) -> Option<TurnEvent> {
        if text.is_empty() {
            return None;
        }
        match self.message.parts.last_mut() {
            Some(Part::Reasoning(last)) if is_open(last) => last.text.push_str(&text),
            _ => self.message.parts.push(Part::Reasoning(Reasoning {
                text: text.clone(),
                kept: None,
            })),
        }
        let (message, part) = self.place();
        Some(TurnEvent::ReasoningDelta {
            message,
            part,
            text,
        })
    }

    fn keep(&mut self, kept: Kept) {
        match (self.message.parts.last_mut(), kept) {
            (Some(Part::Reasoning(last)), kept @ (Kept::Field(_) | Kept::Signature(_)))
                if is_open(last) =>
            {
                last.kept = Some(kept);
            }
            (_, Kept::Field(_)) => {}
            (_, kept) => self.message.parts.push(Part::Reasoning(Reasoning {
                text: String::new(),
                kept: Some(kept),
            })),
        }
    }

    fn call(&mut self, slot: u64, id: String, name: String) -> Option<TurnEvent> {
        let count = self.message.calls().count();
        if count >= MOST_CALLS {
            // What comes of its slot is left out, too.
            self.slots.remove(&slot);
            return None;
        }
        let is_taken = |id: &str| self.message.calls().any(|call| call.id == id);
        let id = if id.is_empty() || is_taken(&id) {
            format!("call_{count}_{}", self.message.id)
        } else {
            id
        };
        let source = self.toolbox.find(&name);
        let call = ToolCall {
            id,
            server: source.map(|tool| tool.server.clone()),
            tool: source.map(|tool| tool.tool.clone()),
            name,
            arguments: String::new(),
            state: CallState::Incomplete,
            result: None,
            duration_ms: None,
        };
        self.slots.insert(slot, self.message.parts.len());
        self.message.parts.push(Part::ToolCall(call.clone()));
        let (message, part) = self.place();
        Some(TurnEvent::ToolCallStart {
            message,
            part,
            call,
        })
    }

    fn arguments(&mut self, slot: u64, text: String) -> Option<TurnEvent> {
        let part = *self.slots.get(&slot)?;
        let Some(Part::ToolCall(call)) = self.message.parts.get_mut(part) else {
            return None;
        };
        if text.is_empty() {
            return None;
        }
        call.arguments.push_str(&text);
        Some(TurnEvent::ToolCallDelta {
            message: self.message.id.clone(),
            part,
            arguments: text,
        })
    }

    /// The message and its last part.
    fn place(&self) -> (String, usize) {
        let last = self.message.parts.len().saturating_sub(1);
        (self.message.id.clone(), last)
    }
}

/// Whether more may come of the reasoning: a signature ends what it is of.
fn is_open(reasoning: &Reasoning) -> bool {
    matches!(reasoning.kept, None | Some(Kept::Field(_)))
}
