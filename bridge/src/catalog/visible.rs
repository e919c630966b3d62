//! What of a resource clients see in a list. A change of the rest, such as a tool's REST operation,
//! is no change of the list.

use portico_config::ResourceType;
use portico_mcp::jsonrpc::string;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The members that are listed, of all kinds. `arguments` are a prompt's.
const SEEN: [&str; 13] = [
    "_meta",
    "annotations",
    "arguments",
    "description",
    "icons",
    "inputSchema",
    "mimeType",
    "name",
    "outputSchema",
    "size",
    "title",
    "uri",
    "uriTemplate",
];

/// The members that are the contents of a resource.
const CONTENTS: [&str; 3] = ["blob", "mimeType", "text"];

/// One resource, as hashes.
#[derive(Debug)]
pub(super) struct Entry {
    /// Of what is listed.
    pub(super) seen: u64,
    /// URI and hash of the contents, where they are in the configuration.
    pub(super) contents: Option<(Box<str>, u64)>,
}

type Members<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// Reads the resource `name`, given as its JSON. What cannot be read is listed as it is.
pub(super) fn entry(kind: ResourceType, name: &str, json: &str) -> Entry {
    let Ok(members) = serde_json::from_str::<Members<'_>>(json) else {
        return Entry {
            seen: hash([name, json]),
            contents: None,
        };
    };
    let has = |name: &&str| members.contains_key(*name);
    let contents = if kind == ResourceType::Resource && ["blob", "text"].iter().any(has) {
        let uri = members.get("uri").and_then(|uri| string(uri));
        uri.map(|uri| (uri.into(), chosen(&members, "", &CONTENTS)))
    } else {
        None
    };
    Entry {
        seen: chosen(&members, name, &SEEN),
        contents,
    }
}

fn chosen(members: &Members<'_>, name: &str, chosen: &[&str]) -> u64 {
    let chosen = chosen.iter().filter_map(|member| {
        let value = members.get(*member)?;
        Some([*member, value.get()])
    });
    hash(std::iter::once(name).chain(chosen.flatten()))
}

/// A hash that is the same on every replica.
fn hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update(text.len().to_be_bytes());
        digest.update(text);
    }
    let digest: [u8; 32] = digest.finalize().into();
    let [a, b, c, d, e, f, g, h, ..] = digest;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}
