//! Bounds of what clients may send to a server, and upstreams answer.

use serde::{Deserialize, Serialize};

/// Bounds of requests and responses. What is over one is refused with a tool result that says which,
/// so that a model can send less or ask for less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// Most bytes of a request's body, 1 to 16777216; 4194304 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_bytes: Option<u32>,
    /// Deepest nesting of arguments, 1 to 128; 64 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth: Option<u32>,
    /// Most members of all objects of the arguments together; 10000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<u32>,
    /// Most items of all lists of the arguments together; 100000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u32>,
    /// Most bytes of one string of the arguments; 4194304 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub string_bytes: Option<u32>,
    /// Most bytes of an upstream's response, 1 to 16777216; 8388608 where absent. A tool's
    /// `result.maxBytes` goes before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_bytes: Option<u32>,
    /// Most steps of one template, 1 to 10000000; 100000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_steps: Option<u32>,
}

impl Limits {
    /// Whether none is set.
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
