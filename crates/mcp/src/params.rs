//! The `params` of a message.

use crate::RpcError;
use crate::jsonrpc::{Text, reason, string};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Defines [`Params`]: every member that some method reads, as raw JSON, found in one pass.
macro_rules! params {
    ($($(#[$doc:meta])* $field:ident = $name:literal),* $(,)?) => {
        /// The members of `params` that MCP methods read, as raw JSON; others are ignored. A member
        /// that is present and null is `Some("null")`.
        #[derive(Debug, Default)]
        pub struct Params<'a> {
            $($(#[$doc])* pub $field: Option<&'a RawValue>,)*
        }

        impl<'de: 'a, 'a> Deserialize<'de> for Params<'a> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_map(ParamsVisitor)
            }
        }

        struct ParamsVisitor;

        impl<'de> Visitor<'de> for ParamsVisitor {
            type Value = Params<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut params = Params::default();
                while let Some((Text(key), value)) = map.next_entry()? {
                    let (member, name) = match key.as_ref() {
                        $($name => (&mut params.$field, $name),)*
                        _ => continue,
                    };
                    if member.replace(value).is_some() {
                        return Err(Error::duplicate_field(name));
                    }
                }
                Ok(params)
            }
        }
    };
}

params! {
    /// tools/call, prompts/get.
    name = "name",
    /// tools/call, prompts/get.
    arguments = "arguments",
    /// Any request.
    meta = "_meta",
    /// resources/read.
    uri = "uri",
    /// The list methods.
    cursor = "cursor",
    /// completion/complete.
    reference = "ref",
    /// completion/complete.
    argument = "argument",
    /// logging/setLevel.
    level = "level",
    /// initialize.
    protocol_version = "protocolVersion",
}

impl<'a> Params<'a> {
    /// A member that must be a string.
    ///
    /// # Errors
    /// Invalid params, naming the member, where it is absent or not a string.
    pub fn string(value: Option<&'a RawValue>, name: &str) -> Result<Cow<'a, str>, RpcError> {
        value.and_then(string).ok_or_else(|| {
            RpcError::invalid_params(format!("Invalid params: `{name}` must be a string"))
        })
    }

    pub(crate) fn read(raw: Option<&'a RawValue>) -> Result<Self, RpcError> {
        let Some(raw) = raw else {
            return Ok(Self::default());
        };
        if !raw.get().starts_with('{') {
            return Err(RpcError::invalid_params(
                "Invalid params: `params` must be an object",
            ));
        }
        serde_json::from_str(raw.get()).map_err(|error| {
            RpcError::invalid_params(format!("Invalid params: {}", reason(&error)))
        })
    }
}
