//! The chat lab: conversations with models that use the tools of the gateway.
//!
//! `provider` asks a model (`question` → `openai`, `anthropic` → `stream` of `delta`s), `gathering` makes a
//! message of what comes, `turn` goes on until the model has answered or the user is to decide,
//! `gateway` runs tools, as an MCP client of the gateway and nowhere else. A conversation is its
//! user's own: everything here is given one that was found by its user.

pub mod anthropic;
pub mod credential;
pub mod delta;
pub mod event;
pub mod export;
pub mod failure;
pub mod gateway;
pub mod gathering;
pub mod message;
pub mod openai;
pub mod provider;
pub mod question;
pub mod rotation;
pub mod running;
pub mod settings;
pub mod stream;
pub mod toolbox;
pub mod transcript;
pub mod turn;
