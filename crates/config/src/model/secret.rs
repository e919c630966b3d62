//! `Secret`: a value that is never shown.

use super::default_tenant;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// A secret value, which upstreams refer to by name. Exactly one of `value`, `sealed` and `from` is
/// set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Secret {
    /// Unique among the tenant's secrets: 1 to 63 of `[a-z0-9-]`, a letter or digit at both ends.
    pub name: String,
    /// Owner; `default` where absent. Of the same characters as `name`.
    #[serde(default = "default_tenant")]
    pub tenant: String,
    /// The value as people give it. It is sealed before anything is stored, and never written.
    #[serde(default, skip_serializing)]
    pub value: Option<Plain>,
    /// The value, encrypted by the control plane for this tenant and name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
    /// Where the control plane finds the value each time that it needs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Source>,
}

/// Where a value comes from: a place that the operator of the control plane allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// An environment variable.
    Env(String),
    /// A file, without the line break at its end.
    File(String),
}

/// Text that is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Plain(String);

impl Plain {
    /// Text that is not to be shown.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for those who send or seal it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// By hand, as errors of serde show what they find: a password of digits, say.
impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Text)
    }
}

struct Text;

impl Text {
    fn refuse<T, E: Error>() -> Result<T, E> {
        Err(E::custom("expected a string: put the value in quotes"))
    }
}

impl Visitor<'_> for Text {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Plain, E> {
        Ok(Plain(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Plain, E> {
        Self::refuse()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Plain, E> {
        Self::refuse()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Plain, E> {
        Self::refuse()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Plain, E> {
        Self::refuse()
    }
}

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
