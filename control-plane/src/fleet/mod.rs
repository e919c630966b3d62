//! The fleet as people see it: nodes, their streams, how a change spreads, and what changes.
//!
//! Made from what [`crate::xds::node`] knows; says nothing to any Envoy.

mod feed;
mod progress;
#[cfg(test)]
mod tests;
mod view;

pub use feed::{Event, Feed};
pub use progress::Progress;
pub use view::{Connection, Node, Refused, Stream};
