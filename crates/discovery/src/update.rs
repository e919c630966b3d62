//! One response of the stream, decoded: what to put into the catalogue and what to take out.

use std::collections::HashSet;

use prost::Message as _;

use crate::message::{DeltaDiscoveryResponse, Document, Resource};
use crate::refusal::Refusal;

/// A message that cannot be answered; the caller closes the stream.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiveError {
    /// The bytes are not a `DeltaDiscoveryResponse`.
    #[error("not a discovery response: {0}")]
    Undecodable(prost::DecodeError),
    /// A type that was not asked for.
    #[error("a response of the type `{0}`, which was not asked for")]
    UnknownType(String),
}

/// What one response changes. Apply it, then hand it to [`crate::Client::settle`].
///
/// No name is both in `upserts` and in `removed`, so the order does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The type of all resources here.
    pub type_url: String,
    /// Added and changed resources. The texts may be taken out while applying; names and versions
    /// must stay for [`crate::Client::settle`].
    pub upserts: Vec<Upsert>,
    /// Names of resources that are no more; some may never have been known.
    pub removed: Vec<String>,
    pub(crate) nonce: String,
    pub(crate) undecodable: Vec<Refusal>,
}

/// An added or changed resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upsert {
    /// The name, unique among its type.
    pub name: String,
    /// The version, compared for equality only.
    pub version: String,
    /// The resource as JSON, not checked.
    pub json: String,
}

impl Update {
    /// Decodes one message of the stream. A resource that cannot be decoded is refused at
    /// settlement and does not spoil the others.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, ReceiveError> {
        let response = DeltaDiscoveryResponse::decode(bytes).map_err(ReceiveError::Undecodable)?;
        let type_url = response.type_url;
        let mut upserts = Vec::with_capacity(response.resources.len());
        let mut undecodable = Vec::new();
        let mut removed = response.removed_resources;
        forget_sent_again(&mut removed, &response.resources);
        for resource in response.resources {
            match json(&type_url, resource.resource) {
                Ok(json) => {
                    upserts.push(Upsert {
                        name: resource.name,
                        version: resource.version,
                        json,
                    });
                }
                Err(reason) => undecodable.push(Refusal {
                    name: resource.name,
                    reason,
                }),
            }
        }
        Ok(Self {
            type_url,
            upserts,
            removed,
            nonce: response.nonce,
            undecodable,
        })
    }
}

/// A name that is both removed and sent counts as sent.
fn forget_sent_again(removed: &mut Vec<String>, resources: &[Resource]) {
    if removed.is_empty() || resources.is_empty() {
        return;
    }
    let sent: HashSet<&str> = resources
        .iter()
        .map(|resource| resource.name.as_str())
        .collect();
    removed.retain(|name| !sent.contains(name.as_str()));
}

fn json(type_url: &str, resource: Option<crate::message::Any>) -> Result<String, String> {
    let any = resource.ok_or("it has no content")?;
    if any.type_url != type_url {
        return Err(format!(
            "its type is `{}`, that of the response `{type_url}`",
            any.type_url
        ));
    }
    let document = Document::decode(any.value.as_slice());
    document
        .map(|document| document.json)
        .map_err(|error| format!("not a document: {error}"))
}
