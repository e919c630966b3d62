//! The order in which kinds are sent, so that nothing is named before it is there or gone while it
//! is named.

use crate::snapshot::Kind;

/// What of a kind is sent in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Additions and changes.
    Add,
    /// Removals.
    Remove,
    /// Both.
    Both,
}

/// The steps. Each begins when those before it are sent and answered. A server comes after its
/// parts; when it is removed, its parts without it do no harm.
pub(super) const STEPS: [(Step, &[Kind]); 7] = [
    (Step::Add, &[Kind::Cluster]),
    (Step::Both, &[Kind::Listener]),
    (Step::Add, &[Kind::Upstream]),
    (Step::Both, &[Kind::Tool, Kind::Prompt, Kind::Resource]),
    (Step::Both, &[Kind::Server]),
    (Step::Remove, &[Kind::Upstream]),
    (Step::Remove, &[Kind::Cluster]),
];
