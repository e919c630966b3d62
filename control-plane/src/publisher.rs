//! Turns configurations into snapshots and hands them on.

use crate::config::GatewayConfig;
use crate::secret::{Resolved, Resolver};
use crate::snapshot::{Builder, Snapshot};
use crate::store::{ConfigError, Configuration};
use crate::xds::node::Nodes;
use crate::xds::publication::Publication;
use parking_lot::Mutex;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

/// How often values that come from the environment or from files are looked at.
const SECRETS: Duration = Duration::from_secs(5);

/// Turns configurations into snapshots and hands them on. Clones share.
#[derive(Debug, Clone)]
pub struct Publisher(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    builder: Builder,
    resolver: Resolver,
    nodes: Nodes,
    configuration: Configuration,
    resolved: Resolved,
    publications: watch::Sender<Publication>,
    errors: watch::Sender<Arc<[ConfigError]>>,
}

impl Publisher {
    /// Publishes `first`. What it refers to is opened by `resolver`, and `nodes` is told of every
    /// revision.
    pub fn new(
        first: Configuration,
        gateway: GatewayConfig,
        resolver: Resolver,
        nodes: Nodes,
    ) -> Self {
        let mut builder = Builder::new(gateway);
        let resolved = resolver.resolve(&first.documents);
        let snapshot = builder.build(&first.documents, &resolved, first.complete);
        nodes.published(snapshot.revision, first.revision);
        report_unresolved(&snapshot, None);
        let state = State {
            builder,
            resolver,
            nodes,
            resolved,
            publications: watch::Sender::new(Publication::new(snapshot, None, Instant::now())),
            errors: watch::Sender::default(),
            configuration: first,
        };
        state.report_errors();
        Self(Arc::new(Mutex::new(state)))
    }

    /// What is published, now and from now on.
    pub fn publications(&self) -> watch::Receiver<Publication> {
        self.0.lock().publications.subscribe()
    }

    /// What is wrong with the configuration, now and from now on.
    pub fn errors(&self) -> watch::Receiver<Arc<[ConfigError]>> {
        self.0.lock().errors.subscribe()
    }

    /// Hands on what changed.
    pub fn publish(&self, configuration: Configuration) {
        let mut state = self.0.lock();
        state.configuration = configuration;
        state.report_errors();
        state.resolved = state.resolver.resolve(&state.configuration.documents);
        state.build();
    }

    /// Publishes again whenever a value changed that comes from the environment or from a file.
    /// Never ends.
    pub async fn follow_secrets(self) {
        loop {
            sleep(SECRETS).await;
            let mut state = self.0.lock();
            if !Resolver::watches(&state.configuration.documents) {
                continue;
            }
            let resolved = state.resolver.resolve(&state.configuration.documents);
            if resolved != state.resolved {
                state.resolved = resolved;
                state.build();
            }
        }
    }
}

impl State {
    fn build(&mut self) {
        let current = self.publications.borrow().clone();
        let known = &current.snapshot;
        let Configuration {
            revision: stored,
            documents,
            complete,
            ..
        } = &self.configuration;
        let next = self.builder.build(documents, &self.resolved, *complete);
        if next.revision != known.revision {
            let (pushed, documents) = (next.revision, next.documents);
            tracing::info!(
                revision = stored,
                pushed,
                documents,
                "configuration changed"
            );
        }
        report_unresolved(&next, Some(known));
        let same = |a: &Snapshot, b: &Snapshot| {
            (a.revision, a.complete, a.documents) == (b.revision, b.complete, b.documents)
                && a.unresolved == b.unresolved
        };
        self.nodes.published(next.revision, *stored);
        if !same(&next, known) {
            let publication = Publication::new(next, Some(&current), Instant::now());
            self.publications.send_replace(publication);
        }
    }

    /// Logs each error once, however often the configuration is read while it stands.
    fn report_errors(&self) {
        let errors = &self.configuration.errors;
        let known: BTreeSet<ConfigError> = self.errors.borrow().iter().cloned().collect();
        for error in errors.iter().filter(|error| !known.contains(error)) {
            tracing::error!("{error}");
        }
        if errors.is_empty() && !known.is_empty() {
            tracing::info!("all configuration files are good again");
        }
        self.errors.send_replace(Arc::clone(errors));
    }
}

/// Logs each upstream whose secret is newly without a value.
fn report_unresolved(next: &Snapshot, known: Option<&Arc<Snapshot>>) {
    let known = known.map(|known| &*known.unresolved).unwrap_or_default();
    for error in next
        .unresolved
        .iter()
        .filter(|error| !known.contains(error))
    {
        let (tenant, upstream, secret) = (&error.tenant, &error.upstream, &error.secret);
        tracing::error!(%tenant, %upstream, "secret `{secret}` {}", error.message);
    }
}
