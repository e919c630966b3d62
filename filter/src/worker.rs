//! What the root context and the exchanges of one worker share.

use crate::http::Stage;
use portico_engine::Gateway;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

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
pub(crate) struct Waiting {
    pub(crate) context_id: u32,
    pub(crate) since_ms: u64,
    pub(crate) stage: Rc<RefCell<Stage>>,
}

impl Worker {
    pub(crate) fn wait(&self, waiting: Waiting) {
        self.waiting.borrow_mut().push(waiting);
    }

    /// Takes out the requests that need not or cannot wait any longer.
    pub(crate) fn waited(&self, now_ms: u64) -> Vec<Waiting> {
        let mut waiting = self.waiting.borrow_mut();
        if self.ready.get() {
            return std::mem::take(&mut waiting);
        }
        let (over, still) = waiting
            .drain(..)
            .partition(|it| now_ms.saturating_sub(it.since_ms) > LONGEST_WAIT_MS);
        *waiting = still;
        over
    }

    /// The exchange is over: nobody waits any more.
    pub(crate) fn gone(&self, context_id: u32) {
        self.waiting
            .borrow_mut()
            .retain(|it| it.context_id != context_id);
    }
}
