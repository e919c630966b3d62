//! Whole exchanges: requests and responses go in, effects come out as text.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panics"
)]

mod any;
mod batch;
mod changes;
mod completion;
mod effects;
mod handover;
mod headers;
mod in_flight;
mod lifecycle;
mod lists;
mod pages;
mod play;
mod plugin;
mod prompts;
mod properties;
mod refusals;
mod request;
mod requests;
mod resources;
mod responses;
mod results;
mod routing;
mod schemas;
mod sessions;
mod streams;
mod structured;
mod tools;
