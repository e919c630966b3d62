//! Rules between documents.

use super::validate;
#[cfg(feature = "secrets")]
use crate::model::Upstream;
use crate::model::{Document, Server};
use portico_rest::FieldError;
use std::collections::{HashMap, HashSet};

/// All errors of a whole configuration, each with the index of its document: those of each document
/// by itself and those of [`validate_together`]. In the order of the documents.
pub fn validate_all(documents: &[Document]) -> Vec<(usize, FieldError)> {
    let mut known = Known::new(documents.iter());
    let mut errors = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let own = validate(document).into_iter();
        let shared = known.check(document);
        errors.extend(own.chain(shared).map(|error| (index, error)));
    }
    errors
}

/// The errors between documents, each with the index of its document: names and paths that are
/// taken already, and upstreams that do not exist. In the order of the documents; of two that clash,
/// the later one has the error. Cheap beside [`validate`], so that an edit of one document among
/// many need not look into the others again.
pub fn validate_together(documents: &[&Document]) -> Vec<(usize, FieldError)> {
    let mut known = Known::new(documents.iter().copied());
    let mut errors = Vec::new();
    for (index, document) in documents.iter().copied().enumerate() {
        errors.extend(
            known
                .check(document)
                .into_iter()
                .map(|error| (index, error)),
        );
    }
    errors
}

/// What the documents looked at so far have taken, and the upstreams that there are.
struct Known<'a> {
    /// Tenant and name of every upstream.
    upstreams: HashSet<(&'a str, &'a str)>,
    /// Tenant and name of every secret.
    #[cfg(feature = "secrets")]
    secrets: HashSet<(&'a str, &'a str)>,
    /// Kind, tenant and name.
    names: HashSet<(&'static str, &'a str, &'a str)>,
    /// The server of each path, as tenant and name.
    paths: HashMap<&'a str, (&'a str, &'a str)>,
}

impl<'a> Known<'a> {
    fn new(documents: impl Iterator<Item = &'a Document> + Clone) -> Self {
        #[cfg(feature = "secrets")]
        let secrets = documents
            .clone()
            .filter(|document| matches!(document, Document::Secret(_)));
        let upstreams = documents.filter(|document| matches!(document, Document::Upstream(_)));
        Self {
            upstreams: upstreams
                .map(|document| (document.tenant(), document.name()))
                .collect(),
            #[cfg(feature = "secrets")]
            secrets: secrets
                .map(|document| (document.tenant(), document.name()))
                .collect(),
            names: HashSet::new(),
            paths: HashMap::new(),
        }
    }

    fn check(&mut self, document: &'a Document) -> Vec<FieldError> {
        let mut errors: Vec<FieldError> = self.name(document).into_iter().collect();
        if let Document::Server(server) = document {
            errors.extend(self.path(server));
            errors.extend(self.references(server));
        }
        #[cfg(feature = "secrets")]
        if let Document::Upstream(upstream) = document {
            errors.extend(self.secret(upstream));
        }
        errors
    }

    fn name(&mut self, document: &'a Document) -> Option<FieldError> {
        let (kind, tenant, name) = (document.kind(), document.tenant(), document.name());
        let is_new = self.names.insert((kind, tenant, name));
        let message = || format!("tenant `{tenant}` has another {kind} named `{name}`: rename one");
        (!is_new).then(|| FieldError::new("name", message()))
    }

    fn path(&mut self, server: &'a Server) -> Option<FieldError> {
        let this = (server.tenant.as_str(), server.name.as_str());
        match self.paths.insert(&server.path, this) {
            Some((tenant, name)) => {
                let message = format!(
                    "server `{name}` of tenant `{tenant}` has this path already: choose another"
                );
                Some(FieldError::new("path", message))
            }
            None => None,
        }
    }

    #[cfg(feature = "secrets")]
    fn secret(&self, upstream: &Upstream) -> Option<FieldError> {
        let (tenant, name) = (&upstream.tenant, &upstream.credential.as_ref()?.secret);
        let message = || {
            format!("tenant `{tenant}` has no Secret named `{name}`: add one or correct the name")
        };
        let exists = self.secrets.contains(&(tenant.as_str(), name.as_str()));
        (!exists).then(|| FieldError::new("credential.secret", message()))
    }

    fn references(&self, server: &Server) -> Vec<FieldError> {
        let tools = server.tools.iter().map(|tool| Some(&tool.http));
        let resources = server
            .resources
            .iter()
            .map(|resource| resource.http.as_ref());
        let tools = tools
            .enumerate()
            .map(|(index, http)| ("tools", index, http));
        let resources = resources
            .enumerate()
            .map(|(index, http)| ("resources", index, http));
        // Thousands of tools go to the same upstream, one after the other.
        let mut last_found = None;
        let missing = tools.chain(resources).filter_map(|(list, index, http)| {
            let upstream = http?.upstream.as_str();
            let exists = last_found == Some(upstream)
                || self.upstreams.contains(&(server.tenant.as_str(), upstream));
            if exists {
                last_found = Some(upstream);
            }
            let message = || {
                format!(
                    "tenant `{}` has no Upstream named `{upstream}`: add one or correct the name",
                    server.tenant
                )
            };
            (!exists).then(|| FieldError::new(format!("{list}[{index}].http.upstream"), message()))
        });
        missing.collect()
    }
}
