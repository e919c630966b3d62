//! How to import.

use crate::ImportError;
use crate::name::is_tool_name;
use portico_config::model::DEFAULT_TENANT;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// How to import. What is absent is taken from the description.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "utoipa", schema(as = ImportOptions))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Owner of the documents; `default` where absent.
    pub tenant: Option<String>,
    /// Name of the server, and what the names of upstreams and secrets begin with.
    pub name: Option<String>,
    /// Path of the server; `/` and its name where absent.
    pub path: Option<String>,
    /// What the server's path begins with where no path is given.
    pub path_prefix: Option<String>,
    /// The URL of the API, in the place of the one that the description names.
    pub server_url: Option<String>,
    /// Where the description was found: relative URLs of servers are resolved against it.
    pub source_url: Option<String>,
    /// Values of variables in the URLs of servers; and `username`, of basic authentication.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    /// The operations that become tools, by their keys (`GET /pets/{petId}`); all where absent.
    pub operations: Option<BTreeSet<String>>,
    /// Names of tools by the keys of operations.
    #[serde(default)]
    pub rename: BTreeMap<String, String>,
    /// By name of a secret, what becomes of it. One that is not given comes from an environment
    /// variable of the control plane that is called like it. Values are not written.
    #[serde(default, serialize_with = "without_values")]
    pub secrets: BTreeMap<String, Filling>,
}

/// A [`Filling`] as it is written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Written<'f> {
    Env(&'f str),
    Existing(bool),
    Omit(bool),
}

/// Values of secrets are kept nowhere but in their documents.
fn without_values<S: Serializer>(
    secrets: &BTreeMap<String, Filling>,
    to: S,
) -> Result<S::Ok, S::Error> {
    let mut kept = BTreeMap::new();
    for (name, filling) in secrets {
        let written = match filling {
            Filling::Value(_) => continue,
            Filling::Env(variable) => Written::Env(variable),
            Filling::Existing(is) => Written::Existing(*is),
            Filling::Omit(is) => Written::Omit(*is),
        };
        kept.insert(name, written);
    }
    kept.serialize(to)
}

/// What becomes of a secret that the description asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "utoipa", schema(as = SecretFilling))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Filling {
    /// This is its value.
    Value(String),
    /// It comes from this environment variable of the control plane.
    Env(String),
    /// There is such a secret already, or will be: none is made.
    Existing(bool),
    /// Nothing is sent: upstreams get no credential.
    Omit(bool),
}

impl Options {
    /// The owner of the documents.
    pub(crate) fn tenant(&self) -> &str {
        self.tenant.as_deref().unwrap_or(DEFAULT_TENANT)
    }

    /// The path of the server `name`.
    pub(crate) fn path_of(&self, name: &str) -> String {
        let prefix = self.path_prefix.as_deref().unwrap_or_default();
        let prefix = prefix.trim_end_matches('/');
        self.path
            .clone()
            .unwrap_or_else(|| format!("{prefix}/{name}"))
    }

    /// Whether this operation is wanted.
    pub(crate) fn wants(&self, key: &str) -> bool {
        self.operations
            .as_ref()
            .is_none_or(|keys| keys.contains(key))
    }

    pub(crate) fn check(&self) -> Result<(), ImportError> {
        for (field, name) in [("tenant", &self.tenant), ("name", &self.name)] {
            if let Some(name) = name {
                portico_config::check_name(name)
                    .map_err(|message| ImportError::Option { field, message })?;
            }
        }
        for name in self.rename.values() {
            if !is_tool_name(name) {
                return Err(ImportError::Option {
                    field: "rename",
                    message: format!(
                        "`{name}` is no name of a tool: use 1 to 128 characters of A-Z, a-z, 0-9, `_`, \
                         `.` and `-`"
                    ),
                });
            }
        }
        let urls = [
            ("serverUrl", &self.server_url),
            ("sourceUrl", &self.source_url),
        ];
        for (field, url) in urls {
            let authority = url
                .as_deref()
                .map(|url| url.split(['?', '#']).next().unwrap_or(url));
            if let Some(Err(message)) = authority.map(portico_rest::BaseUrl::parse) {
                return Err(ImportError::Option { field, message });
            }
        }
        Ok(())
    }
}
