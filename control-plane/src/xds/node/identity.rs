//! What an Envoy says of itself when it opens a stream.

use crate::xds::session::Peer;
use envoy_types::pb::envoy::config::core::v3 as core;
use envoy_types::pb::google::protobuf::value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Most entries of the metadata that are kept.
const MAX_METADATA: usize = 16;

/// Longest text of a client that is kept, in characters.
const MAX_TEXT: usize = 128;

/// Where a node stands and what it runs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// `--service-cluster` of the Envoy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// Region, zone and sub-zone that are set, with `/` between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    /// Texts, numbers and booleans of the node's metadata.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
    /// Version of Envoy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envoy_version: Option<String>,
    /// Version of the filter in it: the newest that opened a stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_version: Option<String>,
    /// Version of the bridge, where the node is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bridge_version: Option<String>,
}

impl Identity {
    /// Takes in what `node` says on a stream of `peer`. The filter knows its version alone.
    pub(super) fn learn(&mut self, peer: Peer, node: &core::Node) {
        match peer {
            Peer::Filter => self.filter_version = version(node),
            Peer::Bridge => self.bridge_version = version(node),
            Peer::Envoy => {
                *self = Self {
                    cluster: text(&node.cluster),
                    locality: node.locality.as_ref().and_then(locality),
                    metadata: metadata(node),
                    envoy_version: version(node),
                    filter_version: self.filter_version.take(),
                    bridge_version: self.bridge_version.take(),
                }
            }
        }
    }
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.chars().take(MAX_TEXT).collect())
}

fn version(node: &core::Node) -> Option<String> {
    match node.user_agent_version_type.as_ref()? {
        core::node::UserAgentVersionType::UserAgentVersion(version) => text(version),
        core::node::UserAgentVersionType::UserAgentBuildVersion(build) => {
            let number = build.version?;
            let (major, minor, patch) = (number.major_number, number.minor_number, number.patch);
            Some(format!("{major}.{minor}.{patch}"))
        }
    }
}

fn locality(locality: &core::Locality) -> Option<String> {
    let parts = [&locality.region, &locality.zone, &locality.sub_zone];
    let set: Vec<String> = parts.into_iter().filter_map(|part| text(part)).collect();
    (!set.is_empty()).then(|| set.join("/"))
}

fn metadata(node: &core::Node) -> BTreeMap<String, String> {
    let fields = node.metadata.iter().flat_map(|fields| &fields.fields);
    let mut plain: BTreeMap<String, String> = fields
        .filter_map(|(name, value)| {
            let shown = match value.kind.as_ref()? {
                value::Kind::StringValue(value) => text(value)?,
                value::Kind::NumberValue(value) => value.to_string(),
                value::Kind::BoolValue(value) => value.to_string(),
                _ => return None,
            };
            Some((text(name)?, shown))
        })
        .collect();
    while plain.len() > MAX_METADATA {
        plain.pop_last();
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use envoy_types::pb::envoy::r#type::v3::SemanticVersion;
    use envoy_types::pb::google::protobuf::{Struct, Value};

    fn envoy() -> core::Node {
        let value = |kind| Value { kind: Some(kind) };
        let fields = [
            ("site", value(value::Kind::StringValue("north".to_owned()))),
            ("rank", value(value::Kind::NumberValue(3.0))),
            ("deep", value(value::Kind::StructValue(Struct::default()))),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        let version = SemanticVersion {
            major_number: 1,
            minor_number: 40,
            patch: 2,
        };
        core::Node {
            cluster: "edge".to_owned(),
            locality: Some(core::Locality {
                region: "eu".to_owned(),
                sub_zone: "r7".to_owned(),
                ..Default::default()
            }),
            metadata: Some(Struct {
                fields: fields.into_iter().collect(),
            }),
            user_agent_version_type: Some(core::node::UserAgentVersionType::UserAgentBuildVersion(
                core::BuildVersion {
                    version: Some(version),
                    metadata: None,
                },
            )),
            ..Default::default()
        }
    }

    #[test]
    fn both_streams_tell_of_one_node() {
        let filter = core::Node {
            user_agent_version_type: Some(core::node::UserAgentVersionType::UserAgentVersion(
                "0.3.1".to_owned(),
            )),
            ..Default::default()
        };
        let mut identity = Identity::default();
        identity.learn(Peer::Filter, &filter);
        identity.learn(Peer::Envoy, &envoy());
        let shown = serde_json::to_value(&identity).unwrap();
        let expected = serde_json::json!({
            "cluster": "edge",
            "locality": "eu/r7",
            "metadata": {"site": "north", "rank": "3"},
            "envoyVersion": "1.40.2",
            "filterVersion": "0.3.1",
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let long = "x".repeat(MAX_TEXT + 1);
        let mut node = envoy();
        let fields = &mut node.metadata.as_mut().unwrap().fields;
        for index in 0..=MAX_METADATA {
            let value = value::Kind::StringValue(long.clone());
            fields.insert(format!("k{index}"), Value { kind: Some(value) });
        }
        let mut identity = Identity::default();
        identity.learn(Peer::Envoy, &node);
        assert_eq!(identity.metadata.len(), MAX_METADATA);
        assert!(
            identity
                .metadata
                .values()
                .all(|text| text.len() <= MAX_TEXT)
        );
    }
}
