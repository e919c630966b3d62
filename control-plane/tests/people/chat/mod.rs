//! The chat lab, with models that are scripts and a stand-in for the gateway.

mod anthropic;
mod conversations;
mod failures;
mod providers;
mod shop;
mod stage;
mod stops;
mod tools;
mod turns;
