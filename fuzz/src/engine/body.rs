//! Bodies: messages that mean something, batches of them, and any bytes.

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use std::borrow::Cow;

const METHODS: [&str; 13] = [
    "tools/call",
    "tools/list",
    "resources/read",
    "prompts/get",
    "completion/complete",
    "initialize",
    "ping",
    "server/discover",
    "prompts/list",
    "resources/list",
    "resources/templates/list",
    "logging/setLevel",
    "notifications/initialized",
];

const KEYS: [&str; 10] = [
    "name",
    "arguments",
    "uri",
    "cursor",
    "_meta",
    "ref",
    "argument",
    "level",
    "protocolVersion",
    "x",
];

const VALUES: [&str; 32] = [
    r#""get_pet""#,
    r#""add_pet""#,
    r#""describe_pet""#,
    r#""count_pets""#,
    r#""delete_pet""#,
    r#""ping_api""#,
    r#""greet""#,
    r#"{"petId":7}"#,
    r#"{"petId":"../x\u0000\r\n"}"#,
    r#"{"name":"a","price":1e400}"#,
    r#"{"id":"%2e%2e","trace":"a\r\nb: c"}"#,
    r#"{"id":[1],"trace":"t"}"#,
    r#"{"petId":7,"petId":8}"#,
    r#"{"who":"Ada"}"#,
    r#"{"who":"\ud83d\ude00","mood":"\u2028"}"#,
    r#""pets://manual""#,
    r#""pets://pet/7""#,
    r#""pets://pet/%2e%2e""#,
    r#""pets://inventory""#,
    r#"{"type":"ref/prompt","name":"greet"}"#,
    r#"{"type":"ref/resource","uri":"pets://pet/{petId}"}"#,
    r#"{"name":"who","value":"A"}"#,
    r#"{"name":"petId","value":"7"}"#,
    r#"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#,
    r#"{"io.modelcontextprotocol/protocolVersion":"2099-01-01"}"#,
    r#""2025-03-26""#,
    r#""debug""#,
    r#""Z2V0X3BldA""#,
    "9007199254740993",
    "null",
    "[]",
    r#""""#,
];

const IDS: [&str; 8] = [
    "1",
    "-123456789012345678901234567890",
    r#""a""#,
    r#""\u0061\/\"""#,
    "null",
    "1.5",
    "{}",
    r#""""#,
];

/// A body.
#[derive(Debug, Arbitrary)]
pub(super) enum Body<'a> {
    Message(Message<'a>),
    Batch(Vec<Message<'a>>),
    Value(Text<'a>),
    Bytes(&'a [u8]),
}

/// A message; members are written in this order or the other way round.
#[derive(Debug, Arbitrary)]
pub(super) struct Message<'a> {
    id: Option<Text<'a>>,
    method: u8,
    own_method: Option<&'a str>,
    params: Option<Vec<(u8, Text<'a>)>>,
    other_way_round: bool,
    more: Option<(u8, Text<'a>)>,
}

/// The text of a JSON value.
#[derive(Debug, Arbitrary)]
pub(super) enum Text<'a> {
    Known(u8),
    String(&'a str),
    Number(i64),
    /// Whatever, JSON or not.
    Raw(&'a str),
}

impl Body<'_> {
    pub(super) fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Self::Message(message) => Cow::Owned(message.text().into_bytes()),
            Self::Batch(all) => {
                let all: Vec<String> = all.iter().map(Message::text).collect();
                Cow::Owned(format!("[{}]", all.join(",")).into_bytes())
            }
            Self::Value(text) => Cow::Owned(text.json(&VALUES).into_bytes()),
            Self::Bytes(bytes) => Cow::Borrowed(bytes),
        }
    }
}

impl Message<'_> {
    fn text(&self) -> String {
        let known = METHODS[usize::from(self.method) % METHODS.len()];
        let method = self.own_method.unwrap_or(known);
        let mut members = vec![
            r#""jsonrpc":"2.0""#.to_owned(),
            format!("\"method\":{}", quoted(method)),
        ];
        members.extend(
            self.id
                .as_ref()
                .map(|id| format!("\"id\": {} ", id.json(&IDS))),
        );
        members.extend(self.params.as_ref().map(|params| {
            let params: Vec<String> = params
                .iter()
                .map(|(key, value)| member(*key, value))
                .collect();
            format!("\"params\":{{{}}}", params.join(","))
        }));
        members.extend(self.more.as_ref().map(|(key, value)| match key % 4 {
            0 => format!("\"id\":{}", value.json(&IDS)),
            1 => format!("\"result\":{}", value.json(&VALUES)),
            2 => format!("\"params\":{}", value.json(&VALUES)),
            _ => member(*key, value),
        }));
        if self.other_way_round {
            members.reverse();
        }
        format!("{{{}}}", members.join(","))
    }
}

fn member(key: u8, value: &Text<'_>) -> String {
    let key = KEYS[usize::from(key) % KEYS.len()];
    format!("\"{key}\":{}", value.json(&VALUES))
}

impl Text<'_> {
    fn json(&self, known: &[&str]) -> String {
        match self {
            Self::Known(index) => known[usize::from(*index) % known.len()].to_owned(),
            Self::String(text) => quoted(text),
            Self::Number(number) => number.to_string(),
            Self::Raw(text) => (*text).to_owned(),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
