//! The contexts that the host knows by number: one root for each plugin configuration in this
//! worker, and one context for each exchange.

use crate::abi::{Action, hostcall};
use crate::http::Http;
use crate::root::Root;
use std::collections::BTreeMap;

/// All contexts of one module instance.
#[derive(Debug)]
pub(crate) struct Contexts {
    roots: BTreeMap<u32, Root>,
    exchanges: BTreeMap<u32, Http>,
}

impl Contexts {
    pub(crate) const fn new() -> Self {
        Self {
            roots: BTreeMap::new(),
            exchanges: BTreeMap::new(),
        }
    }

    /// A context begins: a root where it is below none.
    pub(crate) fn create(&mut self, context: u32, root: u32) {
        if root == 0 {
            self.roots.insert(context, Root::default());
        } else if let Some(root) = self.roots.get(&root) {
            self.exchanges.insert(context, root.exchange());
        }
    }

    /// A context is over.
    pub(crate) fn delete(&mut self, context: u32) {
        match self.exchanges.remove(&context) {
            Some(http) => http.gone(context),
            None => drop(self.roots.remove(&context)),
        }
    }

    /// Lets an exchange do something; one that is unknown passes.
    pub(crate) fn http(&mut self, context: u32, run: impl FnOnce(&mut Http) -> Action) -> Action {
        self.exchanges
            .get_mut(&context)
            .map_or(Action::Continue, run)
    }

    /// `false` makes Envoy refuse the plugin, which names the reason in its log.
    pub(crate) fn configure(&mut self, root: u32, size: usize) -> bool {
        self.roots
            .get_mut(&root)
            .is_none_or(|root| root.configure(size))
    }

    pub(crate) fn tick(&mut self, root: u32) {
        self.change(root, Root::tick);
    }

    pub(crate) fn grpc_message(&mut self, root: u32, token: u32, size: usize) {
        self.change(root, |root, now_ms| root.grpc_message(token, size, now_ms));
    }

    pub(crate) fn grpc_close(&mut self, root: u32, token: u32, status: u32) {
        self.change(root, |root, now_ms| root.grpc_close(token, status, now_ms));
    }

    /// Lets a root do something, and goes on with the exchanges that have waited for it.
    fn change(&mut self, root: u32, run: impl FnOnce(&mut Root, u64)) {
        let Some(root) = self.roots.get_mut(&root) else {
            return;
        };
        let now_ms = hostcall::now_ms();
        run(root, now_ms);
        for context in root.settle(now_ms) {
            if let Some(http) = self.exchanges.get_mut(&context)
                && hostcall::set_effective_context(context).is_ok()
            {
                http.resume();
            }
        }
    }

    /// A request that was sent beside an exchange is answered, or has failed. The host names the
    /// root, whose client it is; few exchanges have sent any, so that nothing keeps an index.
    pub(crate) fn callout_answered(&mut self, token: u32, headers: usize, body: usize) {
        let mut exchanges = self.exchanges.iter_mut();
        if let Some((context, http)) = exchanges.find(|(_, http)| http.has_sent(token))
            && hostcall::set_effective_context(*context).is_ok()
        {
            http.callout_answered(token, headers, body);
        }
    }
}
