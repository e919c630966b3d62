//! What happens to an exchange.

use crate::header_list::HeaderList;

/// The head of a request to an MCP endpoint.
#[derive(Debug, Clone)]
pub struct RequestHead {
    /// All headers, pseudo-headers included.
    pub headers: HeaderList,
    /// Whether no body follows.
    pub end_of_stream: bool,
    /// Gives random bytes; called only when a session begins.
    pub random: fn() -> [u8; 16],
}

/// The head of an upstream's response.
#[derive(Debug, Clone, Copy)]
pub struct ResponseHead<'a> {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`, where it is text.
    pub content_type: Option<&'a str>,
    /// Envoy's response code details, where Envoy itself answered instead of the upstream.
    pub local: Option<&'a str>,
}

/// What happens to an exchange after its request's head.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// So many bytes of the request body are buffered, and more will come.
    RequestBuffered(usize),
    /// The whole request body.
    RequestBody(&'a [u8]),
    /// The upstream's response has begun.
    ResponseHead {
        /// Status and headers.
        head: ResponseHead<'a>,
        /// Whether no body follows.
        end_of_stream: bool,
    },
    /// So many bytes of the response body are buffered, and more will come.
    ResponseBuffered(usize),
    /// The whole response body.
    ResponseBody(&'a [u8]),
    /// A callout was answered, or failed: see [`ResponseHead::NOT_SENT`] and
    /// [`ResponseHead::NO_ANSWER`].
    CalloutAnswered {
        /// Its [`crate::Callout::index`].
        index: usize,
        /// Status and headers of the answer.
        head: ResponseHead<'a>,
        /// The answer's body.
        body: &'a [u8],
    },
}

impl ResponseHead<'_> {
    /// Stands for the answer to a callout that Envoy refused to send: it has no such cluster.
    pub const NOT_SENT: Self = Self {
        status: 503,
        content_type: None,
        local: Some("cluster_not_found"),
    };

    /// Stands for the answer to a callout that timed out or was cut off; Envoy does not say which.
    pub const NO_ANSWER: Self = Self {
        status: 504,
        content_type: None,
        local: Some("callout_failed"),
    };
}
