//! Splitting a document into the resources that are pushed to the filter, so that an edit of one
//! tool among thousands pushes one resource.

use crate::model::{Document, Server};
use crate::resource_type::ResourceType;
use serde::Serialize;

/// One resource as it is pushed to the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedResource {
    /// What it is.
    pub resource_type: ResourceType,
    /// `tenant/name` of an upstream or a server, `tenant/server/name` of a tool, prompt or
    /// resource. Unique among its type. The last part of a prompt's or resource's name may itself
    /// hold slashes.
    pub name: String,
    /// The resource as JSON, read back by the `parse_*` function of its type. The same document
    /// always gives the same text.
    pub json: String,
}

/// The resources of `document`: an upstream is one resource; a server is one resource without its
/// tools, prompts and resources, and one for each of them, in the document's order.
pub fn split(document: &Document) -> Vec<NamedResource> {
    match document {
        Document::Upstream(upstream) => {
            let name = format!("{}/{}", upstream.tenant, upstream.name);
            named(ResourceType::Upstream, name, upstream)
                .into_iter()
                .collect()
        }
        Document::Server(server) => split_server(server),
        // Secrets stay with the control plane.
        #[cfg(feature = "secrets")]
        Document::Secret(_) => Vec::new(),
    }
}

fn split_server(server: &Server) -> Vec<NamedResource> {
    let bare = server.without_parts();
    let prefix = format!("{}/{}", server.tenant, server.name);
    let part = |name: &str| format!("{prefix}/{name}");
    let tools = server
        .tools
        .iter()
        .map(|tool| named(ResourceType::Tool, part(&tool.name), tool));
    let prompts = server
        .prompts
        .iter()
        .map(|prompt| named(ResourceType::Prompt, part(&prompt.name), prompt));
    let resources = server
        .resources
        .iter()
        .map(|resource| named(ResourceType::Resource, part(&resource.name), resource));
    std::iter::once(named(ResourceType::Server, prefix.clone(), &bare))
        .chain(tools)
        .chain(prompts)
        .chain(resources)
        .flatten()
        .collect()
}

/// The model's types are maps with string keys of plain values: writing them as JSON does not fail.
fn named<T: Serialize>(
    resource_type: ResourceType,
    name: String,
    value: &T,
) -> Option<NamedResource> {
    let json = serde_json::to_string(value).ok()?;
    Some(NamedResource {
        resource_type,
        name,
        json,
    })
}
