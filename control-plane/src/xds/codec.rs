//! Requests and responses on the wire. A resource is encoded once, when it is made; a response to any
//! stream copies those bytes into the stream's buffer and nothing else.

use super::session::Response;
use crate::snapshot::{Kind, Resource};
use bytes::BufMut;
use discovery::{DeltaDiscoveryRequest, DeltaDiscoveryResponse};
use envoy_types::pb::envoy::service::discovery::v3 as discovery;
use prost::Message;
use std::sync::Arc;
use tonic::Status;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};

/// The codec of a delta stream, at the server's end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DeltaCodec;

/// A response on its way.
#[derive(Debug)]
pub(super) struct Outgoing {
    /// All but the resources.
    head: DeltaDiscoveryResponse,
    resources: Vec<Arc<Resource>>,
}

impl Outgoing {
    /// The answer to a subscription to a type that is not served.
    pub(super) fn without_resources(type_url: String, nonce: String) -> Self {
        Self {
            head: DeltaDiscoveryResponse {
                type_url,
                nonce,
                ..Default::default()
            },
            resources: Vec::new(),
        }
    }

    /// The message, whose fields may stand in any order: a message and a message are their merger.
    fn write(&self, buffer: &mut impl BufMut) -> Result<(), Status> {
        let head = self.head.encode(buffer);
        head.map_err(|error| Status::internal(error.to_string()))?;
        for resource in &self.resources {
            buffer.put_slice(&resource.wire);
        }
        Ok(())
    }
}

impl From<Response> for Outgoing {
    fn from(response: Response) -> Self {
        let removed = response.removed.iter().map(ToString::to_string);
        Self {
            head: DeltaDiscoveryResponse {
                type_url: Kind::type_url(response.kind).to_owned(),
                nonce: response.nonce,
                removed_resources: removed.collect(),
                ..Default::default()
            },
            resources: response.resources,
        }
    }
}

impl Codec for DeltaCodec {
    type Encode = Outgoing;
    type Decode = DeltaDiscoveryRequest;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        *self
    }

    fn decoder(&mut self) -> Self {
        *self
    }
}

impl Encoder for DeltaCodec {
    type Item = Outgoing;
    type Error = Status;

    fn encode(&mut self, response: Outgoing, buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        response.write(buffer)
    }
}

impl Decoder for DeltaCodec {
    type Item = DeltaDiscoveryRequest;
    type Error = Status;

    fn decode(
        &mut self,
        buffer: &mut DecodeBuf<'_>,
    ) -> Result<Option<DeltaDiscoveryRequest>, Status> {
        let request = DeltaDiscoveryRequest::decode(buffer);
        let request = request.map_err(|error| Status::invalid_argument(error.to_string()))?;
        Ok(Some(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Version;

    #[test]
    fn a_response_is_what_protobuf_says() {
        let version = Version::of(b"x");
        let resources = ["a", "b"].map(|name| Resource::new(Kind::Tool, name, version, b"body"));
        let outgoing = Outgoing::from(Response {
            kind: Kind::Tool,
            nonce: "7".to_owned(),
            resources: resources.map(Arc::new).into(),
            removed: vec!["gone".into()],
        });
        let mut bytes = Vec::new();
        outgoing.write(&mut bytes).unwrap();
        let read = DeltaDiscoveryResponse::decode(bytes.as_slice()).unwrap();
        assert_eq!(
            (&*read.type_url, &*read.nonce, &read.removed_resources[..]),
            (Kind::Tool.type_url(), "7", &["gone".to_owned()][..])
        );
        for (resource, name) in read.resources.iter().zip(["a", "b"]) {
            let any = resource.resource.as_ref().unwrap();
            assert_eq!(
                (&*resource.name, &*resource.version),
                (name, &*version.to_string())
            );
            assert_eq!(
                (&*any.type_url, &*any.value),
                (Kind::Tool.type_url(), &b"body"[..])
            );
        }
        assert_eq!(read.resources.len(), 2);
    }
}
