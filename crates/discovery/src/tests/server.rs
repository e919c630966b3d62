//! The server's side of the stream, for tests: builds responses and reads requests.

use std::collections::BTreeMap;

use crate::Client;
use crate::message::{Any, DeltaDiscoveryRequest, DeltaDiscoveryResponse, Document, Resource};
use prost::Message as _;

pub(crate) const UPSTREAM: &str = "type.googleapis.com/portico.config.v1.Upstream";
pub(crate) const TOOL: &str = "type.googleapis.com/portico.config.v1.Tool";

pub(crate) type Sent = DeltaDiscoveryRequest;
pub(crate) type Versions = BTreeMap<String, String>;

pub(crate) fn request(bytes: &[u8]) -> Sent {
    Sent::decode(bytes).unwrap()
}

pub(crate) fn requests(all: &[Vec<u8>]) -> Vec<Sent> {
    all.iter().map(|bytes| request(bytes)).collect()
}

/// A response with resources `(name, version, json)` and removed names.
pub(crate) fn encode(
    type_url: &str,
    nonce: &str,
    resources: &[(&str, &str, &str)],
    removed: &[&str],
) -> Vec<u8> {
    let resource = |(name, version, json): &(&str, &str, &str)| {
        let value = Document {
            json: (*json).into(),
        }
        .encode_to_vec();
        Resource {
            version: (*version).into(),
            resource: Some(Any {
                type_url: type_url.into(),
                value,
            }),
            name: (*name).into(),
        }
    };
    DeltaDiscoveryResponse {
        resources: resources.iter().map(resource).collect(),
        type_url: type_url.into(),
        nonce: nonce.into(),
        removed_resources: removed.iter().map(|name| (*name).into()).collect(),
    }
    .encode_to_vec()
}

/// A response with resources `(name, version)`.
pub(crate) fn response(type_url: &str, nonce: &str, resources: &[(&str, &str)]) -> Vec<u8> {
    let resources: Vec<_> = resources
        .iter()
        .map(|(name, version)| (*name, *version, "{}"))
        .collect();
    encode(type_url, nonce, &resources, &[])
}

/// A response that only removes.
pub(crate) fn removal(type_url: &str, nonce: &str, removed: &[&str]) -> Vec<u8> {
    encode(type_url, nonce, &[], removed)
}

/// A response with one resource whose content, `(type, bytes)`, is given as it is.
pub(crate) fn raw(
    type_url: &str,
    nonce: &str,
    name: &str,
    content: Option<(&str, &[u8])>,
) -> Vec<u8> {
    let resource = content.map(|(type_url, value)| Any {
        type_url: type_url.into(),
        value: value.to_vec(),
    });
    DeltaDiscoveryResponse {
        resources: vec![Resource {
            version: "v".into(),
            resource,
            name: name.into(),
        }],
        type_url: type_url.into(),
        nonce: nonce.into(),
        removed_resources: vec![],
    }
    .encode_to_vec()
}

pub(crate) fn versions(held: &[(&str, &str)]) -> Versions {
    held.iter()
        .map(|(name, version)| ((*name).into(), (*version).into()))
        .collect()
}

/// What the client says it holds of a type when it opens a stream.
pub(crate) fn held(client: &mut Client, type_url: &str) -> Versions {
    let all = requests(&client.opened(0));
    all.into_iter()
        .find(|it| it.type_url == type_url)
        .unwrap()
        .initial_resource_versions
}
