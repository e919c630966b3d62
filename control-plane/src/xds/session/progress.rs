//! What a client holds of one kind, and what brings it to a set.
//!
//! A stream costs little memory however many resources there are: it refers to the shared set
//! that the client has reached, and lists only what differs from it.

use crate::snapshot::{Resource, ResourceSet, Version};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A client's way to the newest set of one kind.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The set that the client has reached, apart from `differs`.
    base: Arc<ResourceSet>,
    differs: BTreeMap<Arc<str>, Holding>,
    /// `None` once the client has been sent all of `base`.
    plan: Option<Plan>,
}

/// What the client holds under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holding {
    Nothing,
    /// Sent on this stream (whether it was taken or refused).
    Sent(Version),
    /// Brought along from an earlier stream; `None` for a version that was never given here.
    Inherited(Option<Version>),
}

impl Holding {
    fn is(self, version: Version) -> bool {
        matches!(self, Self::Sent(held) | Self::Inherited(Some(held)) if held == version)
    }
}

/// What is to be sent to reach `target`.
#[derive(Debug)]
struct Plan {
    target: Arc<ResourceSet>,
    complete: bool,
    /// Indexes into `target`.
    additions: Vec<u32>,
    /// How many of `additions` were sent.
    added: usize,
    removals: Vec<Arc<str>>,
    /// How many of `removals` were sent.
    removed: usize,
}

impl Progress {
    /// A client that holds `versions` (name and version as text) from an earlier stream.
    pub(super) fn resume<'a>(
        versions: impl ExactSizeIterator<Item = (&'a String, &'a String)>,
        target: &Arc<ResourceSet>,
    ) -> Self {
        if versions.len() == 0 {
            return Self::default();
        }
        let mut differs: BTreeMap<Arc<str>, Holding> = BTreeMap::new();
        let mut held = std::collections::HashSet::new();
        for (name, version) in versions {
            let version = Version::parse(version);
            match target.get(name) {
                Some(resource) => {
                    held.insert(name.as_str());
                    if version != Some(resource.version) {
                        differs.insert(Arc::clone(&resource.name), Holding::Inherited(version));
                    }
                }
                None => drop(differs.insert(name.as_str().into(), Holding::Inherited(version))),
            }
        }
        let missing = target
            .as_slice()
            .iter()
            .filter(|resource| !held.contains(&*resource.name));
        differs.extend(missing.map(|resource| (Arc::clone(&resource.name), Holding::Nothing)));
        Self {
            base: Arc::clone(target),
            differs,
            plan: None,
        }
    }

    /// Makes `target` the set to reach. Unless it is `complete`, resources that the client brought
    /// along and that were never seen here are left to it.
    pub(super) fn aim(&mut self, target: &Arc<ResourceSet>, complete: bool) {
        let unchanged = match &self.plan {
            Some(plan) => Arc::ptr_eq(&plan.target, target) && plan.complete == complete,
            None => Arc::ptr_eq(&self.base, target) && self.differs.is_empty(),
        };
        if unchanged {
            return;
        }
        self.abandon();
        let known = target.difference_from(&self.base);
        let (additions, removals) = match known.filter(|_| self.differs.is_empty()) {
            Some(difference) => (difference.changed.clone(), difference.removed.clone()),
            None => (self.additions(target), self.removals(target, complete)),
        };
        let target = Arc::clone(target);
        self.plan = Some(Plan {
            target,
            complete,
            additions,
            added: 0,
            removals,
            removed: 0,
        });
        self.conclude();
    }

    /// Whether something is to be added or replaced.
    pub(super) fn has_additions(&self) -> bool {
        self.plan
            .as_ref()
            .is_some_and(|plan| plan.added < plan.additions.len())
    }

    /// Whether something is to be removed.
    pub(super) fn has_removals(&self) -> bool {
        self.plan
            .as_ref()
            .is_some_and(|plan| plan.removed < plan.removals.len())
    }

    /// The next additions, up to about `max_bytes` of content, but at least one. They count as
    /// sent.
    pub(super) fn take_additions(&mut self, max_bytes: usize) -> Vec<Arc<Resource>> {
        let mut taken = Vec::new();
        let mut bytes = 0_usize;
        if let Some(plan) = &mut self.plan {
            while let Some(resource) = plan.addition(plan.added) {
                bytes = bytes.saturating_add(resource.wire.len());
                if bytes > max_bytes && !taken.is_empty() {
                    break;
                }
                taken.push(Arc::clone(resource));
                plan.added = plan.added.saturating_add(1);
            }
        }
        self.conclude();
        taken
    }

    /// The next removals, at most `max` names. They count as sent.
    pub(super) fn take_removals(&mut self, max: usize) -> Vec<Arc<str>> {
        let mut taken = Vec::new();
        if let Some(plan) = &mut self.plan {
            taken.extend(plan.removals.iter().skip(plan.removed).take(max).cloned());
            plan.removed = plan.removed.saturating_add(taken.len());
        }
        self.conclude();
        taken
    }

    /// Notes what was sent of a plan that is not followed to its end.
    fn abandon(&mut self) {
        let Some(plan) = self.plan.take() else { return };
        for resource in (0..plan.added).filter_map(|position| plan.addition(position)) {
            self.differs
                .insert(Arc::clone(&resource.name), Holding::Sent(resource.version));
        }
        for name in plan.removals.iter().take(plan.removed) {
            self.differs.insert(Arc::clone(name), Holding::Nothing);
        }
    }

    /// Once all is sent, the target is what the client holds.
    fn conclude(&mut self) {
        if self.has_additions() || self.has_removals() {
            return;
        }
        if let Some(plan) = self.plan.take() {
            let target = plan.target;
            let removed = |name: &Arc<str>| plan.removals.binary_search(name).is_ok();
            let left_alone = |name: &Arc<str>, holding: &Holding| {
                matches!(holding, Holding::Inherited(_))
                    && target.get(name).is_none()
                    && !removed(name)
            };
            self.differs
                .retain(|name, holding| left_alone(name, holding));
            self.base = target;
        }
    }

    fn additions(&self, target: &Arc<ResourceSet>) -> Vec<u32> {
        let mut base = self.base.as_slice().iter().peekable();
        let mut additions = Vec::new();
        for (index, resource) in (0_u32..).zip(target.as_slice()) {
            while base.next_if(|old| old.name < resource.name).is_some() {}
            let old = base.next_if(|old| old.name == resource.name);
            let holding = match self.differs.get(&resource.name) {
                Some(holding) => *holding,
                None => old.map_or(Holding::Nothing, |old| Holding::Sent(old.version)),
            };
            if !holding.is(resource.version) {
                additions.push(index);
            }
        }
        additions
    }

    fn removals(&self, target: &Arc<ResourceSet>, complete: bool) -> Vec<Arc<str>> {
        let of_base = self.base.as_slice().iter().map(|resource| &resource.name);
        let of_base = of_base.filter(|name| !self.differs.contains_key(*name));
        let leaves = |holding: &Holding| match holding {
            Holding::Nothing => false,
            Holding::Sent(_) => true,
            Holding::Inherited(_) => complete,
        };
        let differing = self
            .differs
            .iter()
            .filter(|(_, holding)| leaves(holding))
            .map(|(name, _)| name);
        let mut removals: Vec<Arc<str>> = of_base
            .chain(differing)
            .filter(|name| target.get(name).is_none())
            .cloned()
            .collect();
        removals.sort_unstable();
        removals
    }
}

impl Plan {
    fn addition(&self, position: usize) -> Option<&Arc<Resource>> {
        let index = usize::try_from(*self.additions.get(position)?).ok()?;
        self.target.as_slice().get(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Kind;
    use proptest::prelude::*;
    use std::collections::HashMap;

    /// Names with the content of each.
    type Content = BTreeMap<String, u8>;

    fn content() -> impl Strategy<Value = Content> {
        proptest::collection::btree_map("[a-f]", 0..3_u8, 0..6)
    }

    fn set(content: &Content, previous: Option<&Arc<ResourceSet>>) -> Arc<ResourceSet> {
        let resources = content.iter().map(|(name, byte)| {
            let version = Version::of(&[*byte]);
            Arc::new(Resource::new(Kind::Tool, name, version, &[*byte; 10]))
        });
        let previous = previous.cloned().unwrap_or_default();
        let names = previous.as_slice().iter().map(|known| &known.name);
        previous.with(resources, names.cloned())
    }

    /// Takes at most `rounds` small responses; what they hold goes to `client`.
    fn send(progress: &mut Progress, client: &mut Content, rounds: usize) -> usize {
        let mut sent = 0;
        for _ in 0..rounds {
            for resource in progress.take_additions(160) {
                client.insert(resource.name.to_string(), resource.body().unwrap()[0]);
                sent += 1;
            }
            for name in progress.take_removals(2) {
                assert!(client.remove(&*name).is_some(), "{name} was not there");
                sent += 1;
            }
        }
        sent
    }

    proptest! {
        /// However the target changes while responses are under way, the client ends with exactly
        /// the last target, and what it already had is not sent again.
        #[test]
        fn the_client_reaches_the_target(
            held in content(),
            foreign in any::<bool>(),
            targets in proptest::collection::vec((content(), 0..4_usize, any::<bool>()), 1..6),
        ) {
            let mut client = held.clone();
            let version = |byte: &u8| if foreign { "7".to_owned() } else { Version::of(&[*byte]).to_string() };
            let versions: HashMap<String, String> = held.iter().map(|(n, b)| (n.clone(), version(b))).collect();
            let mut current = set(&targets[0].0, None);
            let mut progress = Progress::resume(versions.iter(), &current);
            for (target, rounds, complete) in &targets {
                current = set(target, Some(&current));
                progress.aim(&current, *complete);
                send(&mut progress, &mut client, *rounds);
            }
            progress.aim(&current, true);
            let last = &targets[targets.len() - 1].0;
            let differs = |name: &&String| client.get(*name) != last.get(*name);
            let expected = client.keys().chain(last.keys()).collect::<std::collections::BTreeSet<_>>();
            let expected = expected.into_iter().filter(differs).count();
            let sent = send(&mut progress, &mut client, 10);
            prop_assert_eq!(&client, last);
            prop_assert!(!progress.has_additions() && !progress.has_removals());
            prop_assert!(foreign || sent == expected, "{} sent, {} differed", sent, expected);
        }
    }
}
