//! One kind on one stream.

use super::order::Step;
use super::progress::Progress;
use super::refusal::{self, Refusal};
use super::{MAX_ADDITIONS, MAX_REMOVALS, Request};
use crate::snapshot::{Resource, ResourceSet, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most refusals remembered for one kind.
const MAX_REFUSALS: usize = 200;

/// A subscription to all resources of a kind.
#[derive(Debug)]
pub(super) struct Subscription {
    progress: Progress,
    /// Whether a response was ever sent: the first one is due even if it is empty.
    opened: bool,
    outstanding: Option<Outstanding>,
    /// What the client refused and was not sent anew since, with the reason.
    refused: BTreeMap<Arc<str>, String>,
    acked: Option<u64>,
}

/// A response that was not answered yet.
#[derive(Debug)]
struct Outstanding {
    nonce: String,
    names: Vec<Arc<str>>,
    needs_dns: bool,
}

/// What came of an answer.
pub(super) struct Answered {
    /// Whether a cluster that needs DNS was sent.
    pub(super) needs_dns: bool,
    /// What was refused.
    pub(super) refusals: Vec<Refusal>,
}

impl Subscription {
    pub(super) fn new<'a>(
        held: impl ExactSizeIterator<Item = (&'a String, &'a String)>,
        set: &Arc<ResourceSet>,
    ) -> Self {
        Self {
            progress: Progress::resume(held, set),
            opened: false,
            outstanding: None,
            refused: BTreeMap::new(),
            acked: None,
        }
    }

    /// Makes `set` what the client is to hold.
    pub(super) fn aim(&mut self, set: &Arc<ResourceSet>, snapshot: &Snapshot) {
        self.progress.aim(set, snapshot.complete);
    }

    /// Takes in an answer; `None` if it is not the answer to what is outstanding (a stale nonce).
    pub(super) fn answer(&mut self, request: &Request) -> Option<Answered> {
        let outstanding = self
            .outstanding
            .take_if(|outstanding| outstanding.nonce == request.nonce)?;
        let mut refusals = Vec::new();
        if let Some(message) = &request.error {
            refusals = refusal::read(message, &outstanding.names);
            for refusal in &refusals {
                if self.refused.len() < MAX_REFUSALS {
                    self.refused
                        .insert(Arc::clone(&refusal.resource), refusal.reason.clone());
                }
            }
        }
        Some(Answered {
            needs_dns: outstanding.needs_dns,
            refusals,
        })
    }

    pub(super) fn is_outstanding(&self) -> bool {
        self.outstanding.is_some()
    }

    /// Whether there is something to send in `step`, be it an empty first response.
    pub(super) fn has_work(&self, step: Step) -> bool {
        self.has_content(step) || (!self.opened && step != Step::Remove)
    }

    /// Whether there are resources to send or remove in `step`.
    pub(super) fn has_content(&self, step: Step) -> bool {
        match step {
            Step::Add => self.progress.has_additions(),
            Step::Remove => self.progress.has_removals(),
            Step::Both => self.progress.has_additions() || self.progress.has_removals(),
        }
    }

    /// Takes what is to be sent now.
    pub(super) fn send(&mut self, step: Step, nonce: &str) -> (Vec<Arc<Resource>>, Vec<Arc<str>>) {
        let (mut resources, mut removed) = (Vec::new(), Vec::new());
        if step != Step::Remove {
            resources = self.progress.take_additions(MAX_ADDITIONS);
        }
        if step != Step::Add {
            removed = self.progress.take_removals(MAX_REMOVALS);
        }
        for name in resources
            .iter()
            .map(|resource| &resource.name)
            .chain(&removed)
        {
            self.refused.remove(name);
        }
        self.opened = true;
        self.outstanding = Some(Outstanding {
            nonce: nonce.to_owned(),
            names: resources
                .iter()
                .map(|resource| Arc::clone(&resource.name))
                .chain(removed.iter().cloned())
                .collect(),
            needs_dns: resources.iter().any(|resource| resource.needs_dns),
        });
        (resources, removed)
    }

    /// Whether the client was sent everything and answered.
    pub(super) fn is_settled(&self) -> bool {
        self.opened && self.outstanding.is_none() && !self.has_content(Step::Both)
    }

    /// Notes `revision` if the client holds all of it; whether it does.
    pub(super) fn note_acked(&mut self, revision: u64) -> bool {
        let acked = self.is_settled() && self.refused.is_empty();
        if acked {
            self.acked = Some(revision);
        }
        acked
    }

    pub(super) fn acked(&self) -> Option<u64> {
        self.acked
    }

    pub(super) fn refusals(&self) -> impl Iterator<Item = Refusal> {
        self.refused.iter().map(|(resource, reason)| Refusal {
            resource: Arc::clone(resource),
            reason: reason.clone(),
        })
    }
}
