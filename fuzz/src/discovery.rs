//! The configuration stream: messages of any bytes, in any order, are answered or close the stream,
//! and the client always knows what it holds.

use libfuzzer_sys::arbitrary::{self, Arbitrary, Unstructured};
use portico_config::ResourceType;
use portico_discovery::message::{
    Any, DeltaDiscoveryRequest, DeltaDiscoveryResponse, Document, Resource,
};
use portico_discovery::{Agent, Client, Refusal};
use portico_engine::Catalog;
use prost::Message;
use std::collections::BTreeMap;

const TYPES: [&str; 5] = [
    ResourceType::Upstream.type_url(),
    ResourceType::Tool.type_url(),
    ResourceType::Prompt.type_url(),
    ResourceType::Resource.type_url(),
    ResourceType::Server.type_url(),
];

/// Contents of resources that fit their type, by [`TYPES`]; others do not fit.
const CONTENTS: [&str; 6] = [
    r#"{"name":"u","url":"http://u","cluster":"c"}"#,
    r#"{"name":"a","http":{"upstream":"u","path":"/{x}"},"inputSchema":{"type":"object","properties":{"x":{}}}}"#,
    r#"{"name":"a","messages":[{"role":"user","content":{"type":"text","text":"x"}}]}"#,
    r#"{"name":"a","uri":"x://a","text":"a"}"#,
    r#"{"name":"s","path":"/s"}"#,
    "{",
];

const NAMES: [&str; 8] = ["t/s", "t/s/a", "t/s/b", "t/u", "a", "", "t/s/\n", "t//a/b"];

#[derive(Debug, Arbitrary)]
enum Step<'a> {
    Tick(u64),
    Open(u64),
    Close(u64, u64),
    Bytes(&'a [u8]),
    Response(Response<'a>),
    /// A response with a byte changed, or cut off.
    Damaged(Response<'a>, u16, u8, u16),
}

#[derive(Debug, Arbitrary)]
struct Response<'a> {
    kind: u8,
    nonce: &'a str,
    added: Vec<Added<'a>>,
    removed: Vec<u8>,
}

#[derive(Debug, Arbitrary)]
struct Added<'a> {
    name: u8,
    version: u8,
    content: Option<u8>,
    own: Option<&'a str>,
    other_type: bool,
}

/// Runs one input.
pub fn run(data: &[u8]) {
    let mut input = Unstructured::new(data);
    let Ok(steps) = Vec::<Step<'_>>::arbitrary(&mut input) else {
        return;
    };
    let agent = Agent {
        name: Agent::FILTER,
        version: "1",
    };
    let mut client = Client::new(agent, "n".to_owned(), &TYPES);
    let mut catalog = Catalog::default();
    let mut held = vec![BTreeMap::new(); TYPES.len()];
    for step in &steps {
        match step {
            Step::Tick(now) => {
                client.tick(*now);
            }
            Step::Open(now) => check_opened(&client.opened(*now), &held),
            Step::Close(now, random) => {
                let delay = client.closed(*now, *random);
                assert!(client.tick(now.saturating_add(delay)));
            }
            Step::Bytes(bytes) => receive(&mut client, &mut catalog, &mut held, bytes),
            Step::Response(response) => {
                let bytes = response.message().encode_to_vec();
                receive(&mut client, &mut catalog, &mut held, &bytes);
            }
            Step::Damaged(response, at, byte, keep) => {
                let mut bytes = response.message().encode_to_vec();
                let length = bytes.len().max(1);
                if let Some(damaged) = bytes.get_mut(usize::from(*at) % length) {
                    *damaged = *byte;
                }
                bytes.truncate(usize::from(*keep) % (length + 1));
                receive(&mut client, &mut catalog, &mut held, &bytes);
            }
        }
    }
    check_opened(&client.opened(0), &held);
}

impl Response<'_> {
    fn message(&self) -> DeltaDiscoveryResponse {
        let kind = usize::from(self.kind) % TYPES.len();
        let name = |index: u8| NAMES[usize::from(index) % NAMES.len()].to_owned();
        let resource = |added: &Added<'_>| {
            let any = added.content.map(|content| {
                let fitting = if content & 1 == 0 {
                    kind
                } else {
                    usize::from(content)
                };
                let json = added.own.unwrap_or(CONTENTS[fitting % CONTENTS.len()]);
                let type_url = TYPES[(kind + usize::from(added.other_type)) % TYPES.len()];
                let document = Document {
                    json: json.to_owned(),
                };
                Any {
                    type_url: type_url.to_owned(),
                    value: document.encode_to_vec(),
                }
            });
            Resource {
                version: added.version.to_string(),
                resource: any,
                name: name(added.name),
            }
        };
        DeltaDiscoveryResponse {
            resources: self.added.iter().map(resource).collect(),
            type_url: TYPES[kind].to_owned(),
            nonce: self.nonce.to_owned(),
            removed_resources: self.removed.iter().copied().map(name).collect(),
        }
    }
}

/// What the filter does with a message.
fn receive(
    client: &mut Client,
    catalog: &mut Catalog,
    held: &mut [BTreeMap<String, String>],
    bytes: &[u8],
) {
    let Ok(update) = client.receive(bytes) else {
        return;
    };
    let decoded = DeltaDiscoveryResponse::decode(bytes).unwrap();
    let kind = ResourceType::from_type_url(&update.type_url).unwrap();
    let mut refused = Vec::new();
    for upsert in &update.upserts {
        if let Err(error) = catalog.upsert(kind, &upsert.name, &upsert.json) {
            refused.push(Refusal::new(upsert.name.clone(), error.to_string()));
        }
    }
    for name in &update.removed {
        assert!(update.upserts.iter().all(|upsert| upsert.name != *name));
        catalog.remove(kind, name);
    }
    let place = TYPES
        .iter()
        .position(|own| *own == update.type_url)
        .unwrap();
    for name in &update.removed {
        held[place].remove(name);
    }
    let undecoded = |name: &str| {
        let all = decoded
            .resources
            .iter()
            .filter(|it| it.name == name)
            .count();
        all > update.upserts.iter().filter(|it| it.name == name).count()
    };
    for upsert in &update.upserts {
        if !undecoded(&upsert.name) && refused.iter().all(|it| it.name != upsert.name) {
            held[place].insert(upsert.name.clone(), upsert.version.clone());
        }
    }
    let refuses = !refused.is_empty() || update.upserts.len() < decoded.resources.len();
    let answer = client.settle(update, refused);
    let answer = DeltaDiscoveryRequest::decode(answer.as_slice()).unwrap();
    assert_eq!(answer.response_nonce, decoded.nonce);
    assert_eq!(answer.type_url, decoded.type_url);
    assert_eq!(answer.error_detail.is_some(), refuses);
    if let Some(detail) = answer.error_detail {
        assert!(detail.message.len() < 20 << 10);
        assert!(!detail.message.contains('\r'));
    }
}

fn check_opened(requests: &[Vec<u8>], held: &[BTreeMap<String, String>]) {
    assert_eq!(requests.len(), TYPES.len());
    for (at, bytes) in requests.iter().enumerate() {
        let request = DeltaDiscoveryRequest::decode(bytes.as_slice()).unwrap();
        assert_eq!(request.type_url, TYPES[at]);
        assert_eq!(request.initial_resource_versions, held[at]);
        let agent = request.node.map(|node| node.user_agent_name);
        assert_eq!(agent.as_deref(), (at == 0).then_some(Agent::FILTER));
    }
}
