//! Which documents name another one.

use crate::configuration::{Key, State};
use portico_config::Document;
use portico_config::model::{Server, Upstream};

/// The names of the servers whose tools or resources send requests to the upstream `key`.
pub(super) fn servers_using(documents: &State, key: &Key) -> Vec<String> {
    names(documents, &key.tenant, |document| match document {
        Document::Server(server) => sends_to(server, &key.name),
        _ => false,
    })
}

/// The names of the upstreams that send the secret `key`.
pub(super) fn upstreams_using(documents: &State, key: &Key) -> Vec<String> {
    names(documents, &key.tenant, |document| match document {
        Document::Upstream(upstream) => sends(upstream, &key.name),
        _ => false,
    })
}

/// The names of the tenant's documents that `is_one` says yes to.
fn names(documents: &State, tenant: &str, is_one: impl Fn(&Document) -> bool) -> Vec<String> {
    let all = documents.entries.values();
    let of_tenant = all.filter(|entry| entry.key.tenant == tenant);
    let found = of_tenant.filter(|entry| entry.document.as_deref().is_some_and(&is_one));
    found.map(|entry| entry.key.name.clone()).collect()
}

fn sends_to(server: &Server, upstream: &str) -> bool {
    let tools = server.tools.iter().map(|tool| &tool.http);
    let resources = server.resources.iter();
    let resources = resources.filter_map(|resource| resource.http.as_ref());
    tools.chain(resources).any(|http| http.upstream == upstream)
}

fn sends(upstream: &Upstream, secret: &str) -> bool {
    let credential = upstream.credential.as_ref();
    credential.is_some_and(|credential| credential.secret == secret)
}
