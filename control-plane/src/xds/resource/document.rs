//! Portico's own resources: a protobuf message with the JSON text.

use prost::Message;

/// `message Document { string json = 1; }`, the same for all of Portico's types.
#[derive(Clone, PartialEq, Eq, Message)]
pub struct DocumentMessage {
    /// The resource as JSON.
    #[prost(string, tag = "1")]
    pub json: String,
}

/// The encoded message of a resource.
pub fn encode(json: &str) -> Vec<u8> {
    DocumentMessage {
        json: json.to_owned(),
    }
    .encode_to_vec()
}
