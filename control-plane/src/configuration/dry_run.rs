//! What a change would send to every Envoy.

use super::change::Change;
use super::check;
use super::error::ConfigurationError;
use super::state::State;
use super::store::ConfigurationStore;
use crate::config::GatewayConfig;
use crate::secret::Resolver;
use crate::snapshot::{Builder, Kind, ResourceSet, Snapshot};
use portico_config::Document;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// What a change would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DryRun {
    /// The revision that it was tried on.
    pub revision: i64,
    /// By type of resource, those types only that change.
    pub types: Vec<TypeChanges>,
}

/// What would change among the resources of one type; each list has names, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub struct TypeChanges {
    pub type_url: &'static str,
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

impl ConfigurationStore {
    /// Checks a change and tells which resources every Envoy would receive, without making it.
    /// Secrets are resolved, as credentials are part of resources; they are not in the answer.
    ///
    /// # Errors
    /// Those of [`Self::commit`] that the change itself has.
    pub fn dry_run(
        &self,
        change: &Change,
        gateway: &GatewayConfig,
        resolver: &Resolver,
    ) -> Result<DryRun, ConfigurationError> {
        let now = self.current();
        let proposal = check::check(&now, change, &self.0.admission)?;
        let then = State {
            entries: proposal.entries,
            ..State::clone(&now)
        };
        let mut builder = Builder::new(gateway.clone());
        let mut build = |state: &State| {
            let documents: Vec<Arc<Document>> = state.configuration().documents;
            builder.build(&documents, &resolver.resolve(&documents), state.complete)
        };
        let (before, after) = (build(&now), build(&then));
        Ok(DryRun {
            revision: now.revision,
            types: Kind::ALL
                .into_iter()
                .filter_map(|kind| changes(kind, &before, &after))
                .collect(),
        })
    }
}

fn changes(kind: Kind, before: &Snapshot, after: &Snapshot) -> Option<TypeChanges> {
    let (before, after) = (before.set(kind), after.set(kind));
    let difference = after.difference_from(before)?;
    let mut changes = TypeChanges {
        type_url: kind.type_url(),
        removed: difference.removed.iter().map(ToString::to_string).collect(),
        ..TypeChanges::default()
    };
    for name in difference
        .changed
        .iter()
        .filter_map(|index| name_at(after, *index))
    {
        if before.get(&name).is_some() {
            changes.changed.push(name);
        } else {
            changes.added.push(name);
        }
    }
    Some(changes)
}

fn name_at(set: &ResourceSet, index: u32) -> Option<String> {
    let resource = set.as_slice().get(usize::try_from(index).ok()?)?;
    Some(resource.name.to_string())
}
