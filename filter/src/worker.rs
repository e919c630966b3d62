//! What the root context and the exchanges of one worker share.

use portico_engine::Gateway;
use std::cell::{Cell, RefCell};

/// Longest time that a request waits for the first configuration, in milliseconds.
pub(crate) const LONGEST_WAIT_MS: u64 = 5_000;

/// One worker's state.
#[derive(Debug, Default)]
pub(crate) struct Worker {
    pub(crate) gateway: RefCell<Gateway>,
    /// Whether the configuration is here. Until then it is unknown which paths are served: a new
    /// VM (Envoy's start, a new filter version) must not answer 404 to what it is about to serve.
    pub(crate) ready: Cell<bool>,
    waiting: RefCell<Vec<Waiting>>,
}

/// A request that came before the configuration.
#[derive(Debug)]
struct Waiting {
    context: u32,
    since_ms: u64,
}

impl Worker {
    /// The request of `context` waits from now on.
    pub(crate) fn wait(&self, context: u32, now_ms: u64) {
        self.waiting.borrow_mut().push(Waiting {
            context,
            since_ms: now_ms,
        });
    }

    /// Takes out the requests that need not or cannot wait any longer.
    pub(crate) fn waited(&self, now_ms: u64) -> Vec<u32> {
        let ready = self.ready.get();
        let is_over =
            |it: &mut Waiting| ready || now_ms.saturating_sub(it.since_ms) > LONGEST_WAIT_MS;
        let mut waiting = self.waiting.borrow_mut();
        waiting
            .extract_if(.., is_over)
            .map(|it| it.context)
            .collect()
    }

    /// The exchange is over: nobody waits any more.
    pub(crate) fn gone(&self, context: u32) {
        self.waiting.borrow_mut().retain(|it| it.context != context);
    }
}
