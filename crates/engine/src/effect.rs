//! What the shell does about an event. One event has one effect, so that the usual path allocates
//! nothing to say what to do.

use std::borrow::Cow;

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Let pass what the event told of, unchanged.
    Continue,
    /// Hold it back and buffer what follows.
    Pause,
    /// Hold the upstream's response back and buffer its body. Should Envoy end the exchange before
    /// the body does, the client is to get this body with status 200.
    Hold {
        /// JSON-RPC answer.
        failsafe: Vec<u8>,
    },
    /// Answer the client without asking an upstream.
    Reply(Reply),
    /// Replace the request by this one and let Envoy's router send it.
    Forward(Rewrite),
    /// Replace the request's headers by these, and let the router send it with its own body. All that
    /// follows, in both directions, passes as it comes.
    Connect(Vec<(Cow<'static, str>, Cow<'static, str>)>),
    /// Replace the upstream's response by this one.
    Respond(Reply),
    /// Send these requests at once, each with an answer of its own.
    CallOut(Vec<Callout>),
}

/// An HTTP answer to the client.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers besides `content-length`.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// An answer with a JSON body.
    pub fn json(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("content-type", "application/json".to_owned())],
            body,
        }
    }

    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }
}

/// A request to an upstream.
#[derive(Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// All headers, pseudo-headers included: these replace the client's.
    pub headers: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    /// The body; empty for none.
    pub body: Vec<u8>,
}

/// A request that is sent beside the exchange's own route.
#[derive(Debug, PartialEq, Eq)]
pub struct Callout {
    /// Index to give back with the answer.
    pub index: usize,
    /// Envoy's cluster.
    pub cluster: String,
    /// The request.
    pub request: Rewrite,
    /// Milliseconds allowed for the answer.
    pub timeout: u64,
}
