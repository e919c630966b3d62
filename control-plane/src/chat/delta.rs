//! What a provider sends piece by piece, in the words of no provider.

use super::message::{Ending, Kept, Usage};

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delta {
    /// More text.
    Text(String),
    /// More reasoning.
    Reasoning(String),
    /// What is to be kept with the reasoning before it.
    Kept(Kept),
    /// A call begins.
    CallStart {
        /// By which its arguments find it.
        slot: u64,
        /// The provider's id of it; empty if it has none.
        id: String,
        /// The tool's name.
        name: String,
    },
    /// More of a call's arguments.
    CallArguments {
        /// Which call.
        slot: u64,
        /// More of its JSON.
        text: String,
    },
    /// Tokens so far.
    Usage(Usage),
    /// Why the answer ends.
    Ending(Ending),
}
