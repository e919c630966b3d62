//! What the bridge reads of clients' messages and of the gateway's answers.

use portico_mcp::RpcError;
use portico_mcp::jsonrpc::{Body, Id, Message, parse, string};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What is known of a message of a client.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    /// JSON text of its id, where it is a request.
    pub(crate) id: Option<String>,
    /// Its method; empty where it has none.
    pub(crate) method: String,
    /// `params.uri`.
    pub(crate) uri: Option<String>,
}

impl Sent {
    /// Reads a message. One that cannot be read has nothing: whoever answers it says why.
    pub(crate) fn read(body: &[u8]) -> Self {
        match parse(body) {
            Ok(Body::Single(Message::Request(request))) => {
                let uri = request.params.as_ref().ok().and_then(|params| params.uri);
                Self {
                    id: Some(request.id.as_str().to_owned()),
                    uri: uri.and_then(string).map(std::borrow::Cow::into_owned),
                    method: request.method.into_owned(),
                }
            }
            Ok(Body::Single(Message::Notification(notification))) => Self {
                method: notification.method.into_owned(),
                ..Self::default()
            },
            _ => Self::default(),
        }
    }

    /// The error that answers the request; `None` where nobody waits for an answer.
    pub(crate) fn error(&self, message: String) -> Option<String> {
        let id = Id::parse(self.id.as_deref()?)?;
        let error = RpcError::new(200, portico_mcp::error::INTERNAL_ERROR, message);
        String::from_utf8(error.to_json(Some(id))).ok()
    }
}

/// The members of an answer that matter here.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
}

/// The result of `initialize`.
#[derive(Debug, Deserialize)]
struct Initialized {
    #[serde(rename = "protocolVersion")]
    protocol_version: String,
}

impl<'a> Answer<'a> {
    /// Reads a single answer; `None` for anything else.
    pub(crate) fn read(json: &'a str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// Whether it names the request that it answers.
    pub(crate) fn has_id(&self) -> bool {
        self.id.is_some()
    }

    /// Whether it is a result rather than an error.
    pub(crate) fn is_result(&self) -> bool {
        self.result.is_some()
    }

    /// The revision that `initialize` agreed on.
    pub(crate) fn revision(&self) -> Option<String> {
        let read: Initialized = serde_json::from_str(self.result?.get()).ok()?;
        Some(read.protocol_version)
    }
}

/// The parameters of `subscriptions/listen`: what is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wanted {
    #[serde(default)]
    pub(crate) tools_list_changed: bool,
    #[serde(default)]
    pub(crate) prompts_list_changed: bool,
    #[serde(default)]
    pub(crate) resources_list_changed: bool,
    #[serde(default)]
    pub(crate) resource_subscriptions: Vec<String>,
}

impl Wanted {
    /// Reads the body of a `subscriptions/listen`.
    ///
    /// # Errors
    /// -32602 where it does not say what is wanted.
    pub(crate) fn read(body: &[u8]) -> Result<Self, RpcError> {
        #[derive(Deserialize)]
        struct Listen {
            params: Params,
        }
        #[derive(Deserialize)]
        struct Params {
            notifications: Wanted,
        }
        let read: Result<Listen, _> = serde_json::from_slice(body);
        let read = read.map(|listen| listen.params.notifications);
        read.map_err(|error| {
            RpcError::invalid_params(format!("Invalid params: `notifications`: {error}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_requests_and_notifications() {
        let sent = Sent::read(br#"{"jsonrpc":"2.0","id":"a","method":"m","params":{"uri":"x:"}}"#);
        assert_eq!(
            (
                sent.id.as_deref(),
                sent.method.as_str(),
                sent.uri.as_deref()
            ),
            (Some("\"a\""), "m", Some("x:"))
        );
        let error = sent.error("no".to_owned()).unwrap();
        assert!(
            error.starts_with(r#"{"jsonrpc":"2.0","id":"a","error""#),
            "{error}"
        );
        let sent = Sent::read(br#"{"jsonrpc":"2.0","method":"m"}"#);
        assert_eq!(
            (sent.method.as_str(), sent.error("no".to_owned())),
            ("m", None)
        );
        for nothing in ["", "[]", "{}", r#"{"jsonrpc":"2.0","id":1,"result":{}}"#] {
            let sent = Sent::read(nothing.as_bytes());
            assert_eq!((sent.method.as_str(), sent.id), ("", None), "{nothing}");
        }
    }

    #[test]
    fn reads_answers() {
        let json = r#"{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25"}}"#;
        let answer = Answer::read(json).unwrap();
        assert!(answer.has_id() && answer.is_result());
        assert_eq!(answer.revision().as_deref(), Some("2025-11-25"));
        let error = Answer::read(r#"{"jsonrpc":"2.0","error":{}}"#).unwrap();
        assert!(!error.has_id() && !error.is_result() && error.revision().is_none());
        assert!(Answer::read("[]").is_none());
    }

    #[test]
    fn reads_what_is_wanted() {
        let read = |notifications: &str| {
            let body = format!(r#"{{"params":{{"notifications":{notifications}}}}}"#);
            Wanted::read(body.as_bytes())
        };
        let wanted =
            read(r#"{"toolsListChanged":true,"resourceSubscriptions":["a"],"taskIds":[]}"#);
        let wanted = wanted.unwrap();
        assert!(wanted.tools_list_changed && !wanted.prompts_list_changed);
        assert_eq!(wanted.resource_subscriptions, ["a"]);
        for bad in ["1", "{\"toolsListChanged\":1}", "null"] {
            assert_eq!(read(bad).unwrap_err().code, -32602, "{bad}");
        }
        assert_eq!(Wanted::read(b"{}").unwrap_err().code, -32602);
    }
}
