//! Building the JSON-RPC answer to one request in one buffer.

use crate::server::Head;
use portico_mcp::jsonrpc::Id;
use portico_mcp::{Era, RpcError};
use std::rc::Rc;

/// Whether an answer may be kept by clients (`ttlMs`, `cacheScope`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cacheable {
    Yes,
    No,
}

/// The answer to a request that is being worked on.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// JSON text of the request's id.
    id: Box<str>,
    pub(crate) era: Era,
    head: Rc<Head>,
}

impl Answer {
    pub(crate) fn new(id: Id<'_>, era: Era, head: Rc<Head>) -> Self {
        Self {
            id: id.as_str().into(),
            era,
            head,
        }
    }

    /// What the server says of itself.
    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// Begins the result; its members follow.
    pub(crate) fn begin(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(512);
        out.extend_from_slice(b"{\"jsonrpc\":\"2.0\",\"id\":");
        out.extend_from_slice(self.id.as_bytes());
        out.extend_from_slice(b",\"result\":{");
        out
    }

    /// Ends the result with what its era demands.
    pub(crate) fn finish(&self, mut out: Vec<u8>, cacheable: Cacheable) -> Vec<u8> {
        if self.era.is_modern() {
            if out.last() != Some(&b'{') {
                out.push(b',');
            }
            if cacheable == Cacheable::Yes {
                out.extend_from_slice(self.head.cache_members.as_bytes());
                out.push(b',');
            }
            out.extend_from_slice(self.head.modern_members.as_bytes());
        }
        out.extend_from_slice(b"}}");
        out
    }

    /// The error as this request's answer, with its HTTP status.
    pub(crate) fn error(&self, error: &RpcError) -> (u16, Vec<u8>) {
        (error.status, error.to_json(Id::parse(&self.id)))
    }
}
