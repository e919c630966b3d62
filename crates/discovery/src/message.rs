//! The few protobuf messages of the stream, with the fields that are used here.
//!
//! Field numbers are those of Envoy's `envoy/service/discovery/v3/discovery.proto` and
//! `envoy/config/core/v3/base.proto`, and of `google/protobuf/any.proto` and
//! `google/rpc/status.proto`. Unknown fields are skipped when decoding, as protobuf demands.

use std::collections::BTreeMap;

/// `envoy.service.discovery.v3.DeltaDiscoveryRequest`: a subscription, an ACK or a NACK.
#[derive(Clone, PartialEq, prost::Message)]
pub struct DeltaDiscoveryRequest {
    /// Who asks; only in the first request of a stream.
    #[prost(message, optional, tag = "1")]
    pub node: Option<Node>,
    /// The resource type that this request is about.
    #[prost(string, tag = "2")]
    pub type_url: String,
    /// Names to subscribe to; empty in the first request of a type means all (wildcard).
    #[prost(string, repeated, tag = "3")]
    pub resource_names_subscribe: Vec<String>,
    /// Name and version of what the client holds; only in the first request of a type.
    #[prost(btree_map = "string, string", tag = "5")]
    pub initial_resource_versions: BTreeMap<String, String>,
    /// The response that is answered; empty in a first request.
    #[prost(string, tag = "6")]
    pub response_nonce: String,
    /// Set in a NACK: what was refused and why.
    #[prost(message, optional, tag = "7")]
    pub error_detail: Option<Status>,
}

/// `envoy.service.discovery.v3.DeltaDiscoveryResponse`: what changed.
#[derive(Clone, PartialEq, prost::Message)]
pub struct DeltaDiscoveryResponse {
    /// Added and changed resources.
    #[prost(message, repeated, tag = "2")]
    pub resources: Vec<Resource>,
    /// The type of all resources of this response.
    #[prost(string, tag = "4")]
    pub type_url: String,
    /// To be given back in the ACK or NACK.
    #[prost(string, tag = "5")]
    pub nonce: String,
    /// Names of resources that are no more.
    #[prost(string, repeated, tag = "6")]
    pub removed_resources: Vec<String>,
}

/// `envoy.service.discovery.v3.Resource`: one named, versioned resource.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Resource {
    /// The version, compared for equality only.
    #[prost(string, tag = "1")]
    pub version: String,
    /// The resource itself.
    #[prost(message, optional, tag = "2")]
    pub resource: Option<Any>,
    /// The name, unique among its type.
    #[prost(string, tag = "3")]
    pub name: String,
}

/// `envoy.config.core.v3.Node`: who asks.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Node {
    /// The id of the Envoy that the filter runs in, or the bridge's own.
    #[prost(string, tag = "1")]
    pub id: String,
    /// The program, such as [`crate::Agent::FILTER`].
    #[prost(string, tag = "6")]
    pub user_agent_name: String,
    /// The program's version, free text.
    #[prost(string, tag = "7")]
    pub user_agent_version: String,
}

/// `google.protobuf.Any`: a message with its type.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Any {
    /// The message's type, `type.googleapis.com/…`.
    #[prost(string, tag = "1")]
    pub type_url: String,
    /// The encoded message.
    #[prost(bytes = "vec", tag = "2")]
    pub value: Vec<u8>,
}

/// `google.rpc.Status`: why a response was refused.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Status {
    /// A gRPC status code.
    #[prost(int32, tag = "1")]
    pub code: i32,
    /// The reason, for people.
    #[prost(string, tag = "2")]
    pub message: String,
}

/// `portico.config.v1.*`: the message of every Portico resource type, a JSON text.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Document {
    /// The resource as JSON.
    #[prost(string, tag = "1")]
    pub json: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::Message as _;

    /// A length-delimited field: key, length, bytes. Written out here so that the field numbers
    /// of the derive are checked against bytes made without it.
    fn field(number: u8, content: &[u8]) -> Vec<u8> {
        let mut bytes = vec![number << 3 | 2, u8::try_from(content.len()).unwrap()];
        bytes.extend_from_slice(content);
        bytes
    }

    #[test]
    fn a_request_is_written_with_envoys_field_numbers() {
        let request = DeltaDiscoveryRequest {
            node: Some(Node {
                id: "n1".into(),
                user_agent_name: "portico-filter".into(),
                user_agent_version: "0.1.0".into(),
            }),
            type_url: "T".into(),
            resource_names_subscribe: vec!["*".into()],
            initial_resource_versions: BTreeMap::from([("a".into(), "1".into())]),
            response_nonce: "7".into(),
            error_detail: Some(Status {
                code: 3,
                message: "a: bad".into(),
            }),
        };
        let node = [
            field(1, b"n1"),
            field(6, b"portico-filter"),
            field(7, b"0.1.0"),
        ]
        .concat();
        let entry = [field(1, b"a"), field(2, b"1")].concat();
        let status = [vec![1 << 3, 3], field(2, b"a: bad")].concat();
        let expected = [
            field(1, &node),
            field(2, b"T"),
            field(3, b"*"),
            field(5, &entry),
            field(6, b"7"),
            field(7, &status),
        ]
        .concat();
        assert_eq!(request.encode_to_vec(), expected);
    }

    #[test]
    fn a_response_is_read_with_envoys_field_numbers_and_unknown_fields_are_skipped() {
        let document = field(1, br#"{"a":1}"#);
        let any = [field(1, b"T"), field(2, &document)].concat();
        let resource = [
            field(1, b"v1"),
            field(2, &any),
            field(3, b"t/a"),
            field(4, b"an alias"),
            field(6, &[1 << 3, 5]),
        ]
        .concat();
        let bytes = [
            field(1, b"system version"),
            field(2, &resource),
            field(4, b"T"),
            field(5, b"n7"),
            field(6, b"t/gone"),
            field(7, &field(1, b"a control plane")),
        ]
        .concat();
        let response = DeltaDiscoveryResponse::decode(bytes.as_slice()).unwrap();
        assert_eq!(
            response,
            DeltaDiscoveryResponse {
                resources: vec![Resource {
                    version: "v1".into(),
                    resource: Some(Any {
                        type_url: "T".into(),
                        value: document.clone()
                    }),
                    name: "t/a".into(),
                }],
                type_url: "T".into(),
                nonce: "n7".into(),
                removed_resources: vec!["t/gone".into()],
            }
        );
        let json = Document::decode(document.as_slice()).unwrap().json;
        assert_eq!(json, r#"{"a":1}"#);
    }
}
