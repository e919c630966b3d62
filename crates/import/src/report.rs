//! What is told about an import.

use crate::tree::Value;
use serde::Serialize;
use std::fmt;

/// What kind of description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "utoipa", schema(as = ImportFormat))]
pub enum Format {
    /// OpenAPI 3.0.
    #[serde(rename = "openapi-3.0")]
    OpenApi30,
    /// OpenAPI 3.1, and what follows it.
    #[serde(rename = "openapi-3.1")]
    OpenApi31,
    /// Swagger 2.0.
    #[serde(rename = "swagger-2.0")]
    Swagger2,
    /// A configuration of Unla.
    #[serde(rename = "unla")]
    Unla,
}

impl Format {
    /// What this document says it is.
    pub(crate) fn of(document: &Value) -> Option<Self> {
        let version = |key: &str| document.get(key).and_then(Value::plain);
        if let Some(version) = version("openapi") {
            return match version.split('.').collect::<Vec<_>>().as_slice() {
                ["3", "0", ..] | ["3"] => Some(Self::OpenApi30),
                ["3", ..] => Some(Self::OpenApi31),
                _ => None,
            };
        }
        if version("swagger").is_some_and(|version| version == "2" || version.starts_with("2.")) {
            return Some(Self::Swagger2);
        }
        let is_own = document.get("kind").is_some();
        let lists = ["servers", "tools", "mcpServers", "routers"];
        let has_list = |key: &&str| document.get(key).and_then(Value::as_list).is_some();
        (!is_own && lists.iter().any(has_list)).then_some(Self::Unla)
    }
}

/// As people call it.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OpenApi30 => "OpenAPI 3.0",
            Self::OpenApi31 => "OpenAPI 3.1",
            Self::Swagger2 => "Swagger 2.0",
            Self::Unla => "Unla",
        })
    }
}

/// Something that is kept otherwise than it was written, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "utoipa", schema(as = ImportWarning))]
pub struct Warning {
    /// Which sort of thing, the same in all versions and languages: `body-left-out`.
    pub code: String,
    /// Where in the description.
    pub place: String,
    /// What it is, and what to do about it.
    pub message: String,
}

/// One operation of the description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "utoipa", schema(as = ImportOperation))]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// What options name it by: `GET /pets/{petId}`, or the name of an Unla tool.
    pub key: String,
    /// The HTTP method.
    pub method: String,
    /// The path as the description has it.
    pub path: String,
    /// The description's own name of it.
    pub operation_id: Option<String>,
    /// One line about it.
    pub summary: Option<String>,
    /// The groups that it belongs to.
    pub tags: Vec<String>,
    /// The description advises against its use.
    pub deprecated: bool,
    /// Where it stands.
    pub place: String,
    /// The name of the tool that it became; null where it became none.
    pub tool: Option<String>,
    /// Why it became no tool; null where it did, or where it was not chosen.
    pub reason: Option<String>,
    /// Whether the options chose it.
    pub chosen: bool,
    /// What is not as it was written.
    pub warnings: Vec<Warning>,
}

/// A secret that somebody has to give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SecretNeed {
    /// The name of the document.
    pub name: String,
    /// The security scheme in the description.
    pub scheme: String,
    /// What it is, for people: "API key in the header `X-Api-Key`".
    pub purpose: String,
    /// What the description says about it.
    pub description: Option<String>,
    /// The environment variable that it is taken from where nothing else is said.
    pub variable: String,
    /// Whether the options say what becomes of it.
    pub given: bool,
}

/// An address of the API that the description names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServerReport {
    /// The URL, with variables in braces.
    pub url: String,
    /// What the description says about it.
    pub description: Option<String>,
    /// Variables with their defaults.
    pub variables: std::collections::BTreeMap<String, String>,
}

/// What was found in a description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "utoipa", schema(as = ImportReport))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// What it is.
    pub format: Format,
    /// What it calls itself.
    pub title: Option<String>,
    /// Its own version.
    pub version: Option<String>,
    /// The addresses that it names.
    pub servers: Vec<ServerReport>,
    /// Every operation, in the order of the description.
    pub operations: Vec<Operation>,
    /// Secrets that somebody has to give.
    pub secrets: Vec<SecretNeed>,
    /// What concerns more than one operation.
    pub warnings: Vec<Warning>,
}

impl Report {
    /// How many operations became tools.
    pub fn tools(&self) -> usize {
        let made = self
            .operations
            .iter()
            .filter(|operation| operation.tool.is_some());
        made.count()
    }
}

/// For the command line: a line for each operation, and one for each warning.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.title.as_deref().unwrap_or("without a title");
        let (made, all) = (self.tools(), self.operations.len());
        writeln!(
            f,
            "{}: {title}: {made} tools of {all} operations",
            self.format
        )?;
        for operation in self.operations.iter().filter(|operation| operation.chosen) {
            match (&operation.tool, &operation.reason) {
                (Some(tool), _) => writeln!(f, "  {} -> {tool}", operation.key)?,
                (None, reason) => {
                    let reason = reason.as_deref().unwrap_or_default();
                    writeln!(f, "  {}: no tool: {reason}", operation.key)?;
                }
            }
            for warning in &operation.warnings {
                writeln!(f, "    {}: {}", warning.place, warning.message)?;
            }
        }
        for secret in &self.secrets {
            let (name, purpose, variable) = (&secret.name, &secret.purpose, &secret.variable);
            writeln!(
                f,
                "  secret {name}: {purpose}; from the environment variable {variable}"
            )?;
        }
        for warning in &self.warnings {
            writeln!(f, "  {}: {}", warning.place, warning.message)?;
        }
        Ok(())
    }
}

/// Most warnings about one thing: nobody reads more.
const MOST: usize = 500;

/// Warnings while they are gathered; the same one is kept once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Warnings(Vec<Warning>);

impl Warnings {
    /// Adds one.
    pub(crate) fn add(&mut self, code: &str, place: impl Into<String>, message: impl Into<String>) {
        let warning = Warning {
            code: code.to_owned(),
            place: place.into(),
            message: message.into(),
        };
        if self.0.len() < MOST && !self.0.contains(&warning) {
            self.0.push(warning);
        }
    }

    /// Adds all of them.
    pub(crate) fn extend(&mut self, others: impl IntoIterator<Item = Warning>) {
        for warning in others {
            self.add(&warning.code, warning.place, warning.message);
        }
    }

    /// All of them.
    pub(crate) fn into_vec(self) -> Vec<Warning> {
        self.0
    }
}
