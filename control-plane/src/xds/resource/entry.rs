//! A resource as it stands in responses.

use bytes::Bytes;
use envoy_types::pb::envoy::service::discovery::v3 as discovery;
use envoy_types::pb::google::protobuf::Any;
use prost::Message;

/// The field `resources` of a `DeltaDiscoveryResponse` with one resource in it. Responses are made by
/// putting such entries one after the other.
pub fn encode(type_url: &str, name: &str, version: String, body: &[u8]) -> Bytes {
    let resource = discovery::Resource {
        name: name.to_owned(),
        version,
        resource: Some(Any {
            type_url: type_url.to_owned(),
            value: body.to_vec(),
        }),
        ..Default::default()
    };
    let alone = discovery::DeltaDiscoveryResponse {
        resources: vec![resource],
        ..Default::default()
    };
    alone.encode_to_vec().into()
}

/// The encoded message in an entry (the `Any`'s value); `None` for what [`encode`] did not make.
pub fn body(entry: &[u8]) -> Option<Vec<u8>> {
    let alone = discovery::DeltaDiscoveryResponse::decode(entry).ok()?;
    let resource = alone.resources.into_iter().next()?;
    Some(resource.resource?.value)
}
