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

/// Method, the key of the thing's name, and the thing.
const SUBJECTS: [(&str, &str, &str); 8] = [
    ("tools/call", "name", "get_pet"),
    ("tools/call", "name", "add_pet"),
    ("tools/call", "name", "describe_pet"),
    ("tools/call", "name", "count_pets"),
    ("tools/call", "name", "delete_pet"),
    ("tools/call", "name", "ping_api"),
    ("resources/read", "uri", "pets://pet/7"),
    ("resources/read", "uri", "pets://inventory"),
];

const META: &str = r#","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;

const ARGUMENTS: [&str; 8] = [
    r#"{"petId":7}"#,
    r#"{"petId":"../x\u0000\r\n"}"#,
    r#"{"petId":{"a":[]}}"#,
    r#"{"name":"a","price":1e400}"#,
    r#"{"id":"%2e%2e","trace":"a\r\nb: c"}"#,
    r#"{"id":[1],"trace":"t"}"#,
    r#"{"id":{"a":"/"},"trace":["x",1]}"#,
    "{}",
];

/// A body.
#[derive(Debug, Arbitrary)]
pub(super) enum Body<'a> {
    /// A call of a tool that there is, or a read: what leads to an upstream.
    Call(Call<'a>),
    Message(Message<'a>),
    Batch(Vec<Message<'a>>),
    Value(Text<'a>),
    Bytes(&'a [u8]),
}

/// A whole request that an upstream has to be asked for.
#[derive(Debug, Arbitrary)]
pub(super) struct Call<'a> {
    subject: u8,
    arguments: Text<'a>,
    /// Of 2026-07-28.
    modern: bool,
    id: i64,
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
            Self::Call(call) => Cow::Owned(call.text().into_bytes()),
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

impl Call<'_> {
    fn subject(&self) -> (&'static str, &'static str, &'static str) {
        SUBJECTS[usize::from(self.subject) % SUBJECTS.len()]
    }

    /// The headers that repeat the body, in 2026-07-28.
    pub(super) fn headers(&self) -> Vec<(String, Vec<u8>)> {
        let (method, _, name) = self.subject();
        let headers = [
            ("mcp-protocol-version", "2026-07-28"),
            ("mcp-method", method),
            ("mcp-name", name),
        ];
        let own = headers.iter().filter(|_| self.modern);
        own.map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()))
            .collect()
    }

    fn text(&self) -> String {
        let (method, key, name) = self.subject();
        let meta = if self.modern { META } else { "" };
        format!(
            r#"{{"jsonrpc":"2.0","id":{},"method":"{method}","params":{{"{key}":"{name}","arguments":{}{meta}}}}}"#,
            self.id,
            self.arguments.json(&ARGUMENTS)
        )
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
