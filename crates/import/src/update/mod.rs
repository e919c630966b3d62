//! Updating an earlier import, three ways: what the source gave last time (`base`), what it gives now
//! (`theirs`) and the documents as they were edited here (`ours`).
//!
//! What only one side changed is taken from it. What both changed, and differently, is a conflict: the
//! edit here stays, unless a choice says otherwise. `merge` does values, `tools` finds which tools belong
//! together.

mod merge;
mod tools;

use crate::tree::{Map, Value};
use merge::Merger;
use portico_config::Document;
use portico_rest::RawJson;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// One of the sides that something is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The source, as it is now.
    Source,
    /// The documents here.
    Here,
}

/// Who changed something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ChangedBy {
    /// The source.
    Source,
    /// Somebody here.
    Here,
    /// Both, and differently.
    Both,
}

/// Something that is not what it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "utoipa", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// What choices name it by.
    pub id: String,
    /// The document, as in `Server petstore`.
    pub document: String,
    /// The tool, by its name here, or in the source where it is not here; null where it is of none.
    pub tool: Option<String>,
    /// The field, as in `http.path`; empty for a tool or document as a whole.
    pub path: String,
    /// Who changed it.
    pub by: ChangedBy,
    /// Which side it is taken from.
    pub taken: Side,
    /// What the source gave last time; null where it gave nothing.
    #[cfg_attr(feature = "utoipa", schema(value_type = Option<Object>))]
    pub base: Option<RawJson>,
    /// What the source gives now.
    #[cfg_attr(feature = "utoipa", schema(value_type = Option<Object>))]
    pub source: Option<RawJson>,
    /// What it is here.
    #[cfg_attr(feature = "utoipa", schema(value_type = Option<Object>))]
    pub here: Option<RawJson>,
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.document)?;
        for part in [self.tool.as_deref().unwrap_or_default(), &self.path] {
            if !part.is_empty() {
                write!(f, " {part}")?;
            }
        }
        f.write_str(match self.by {
            ChangedBy::Source => ": changed by the description, ",
            ChangedBy::Here => ": edited here, ",
            ChangedBy::Both => ": changed by the description and edited here, ",
        })?;
        let side = match self.taken {
            Side::Source => &self.source,
            Side::Here => &self.here,
        };
        f.write_str(match (self.taken, side) {
            (_, None) => "left out",
            (Side::Source, Some(_)) => "taken over",
            (Side::Here, Some(_)) => "stays as it is here",
        })
    }
}

/// What an update would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The documents that are to be put. What disappeared from the source and is no tool stays.
    pub documents: Vec<Document>,
    /// Everything that is not what it was, in the order of the documents.
    pub changes: Vec<FieldChange>,
}

/// Why there is no update.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{document}: {message}")]
pub struct UpdateError {
    /// The document that cannot be put together.
    pub document: String,
    /// Why.
    pub message: String,
}

/// Puts together what the source changed and what was edited here. `choices` say which side is taken, by
/// the ids of changes.
///
/// # Errors
/// The sides cannot be put together to a document: what is left of one does not fit the other.
pub fn update(
    base: &[Document],
    theirs: &[Document],
    ours: &[Document],
    choices: &BTreeMap<String, Side>,
) -> Result<Update, UpdateError> {
    let mut update = Update {
        documents: Vec::new(),
        changes: Vec::new(),
    };
    for document in theirs {
        let key = (document.kind(), document.name());
        let same = |other: &&Document| (other.kind(), other.name()) == key;
        let here = ours.iter().find(same);
        if matches!(document, Document::Secret(_)) {
            if here.is_none() {
                update.documents.push(document.clone());
            }
            continue;
        }
        let before = base.iter().find(same);
        let mut merger = Merger::new(format!("{} {}", key.0, key.1), choices);
        let merged = merger.document(
            before.map(value).as_ref(),
            &value(document),
            here.map(value).as_ref(),
        );
        update.changes.append(&mut merger.changes);
        if let Some(merged) = merged {
            update.documents.push(read(&merger.document, &merged)?);
        }
    }
    Ok(update)
}

/// A document as a tree.
fn value(document: &Document) -> Value {
    let text = serde_json::to_string(document).unwrap_or_else(|_| "null".to_owned());
    let mut documents = crate::tree::read(&text).unwrap_or_default();
    documents.pop().unwrap_or_else(|| Map::default().into())
}

fn read(document: &str, value: &Value) -> Result<Document, UpdateError> {
    let wrong = |message| UpdateError {
        document: document.to_owned(),
        message,
    };
    let read = portico_config::parse(&value.to_string());
    let read = read.map_err(|error| wrong(format!("{}: {}", error.path, error.message)))?;
    match portico_config::validate(&read).first() {
        None => Ok(read),
        Some(error) => Err(wrong(format!(
            "what the source changed and what was edited here do not fit together: {}: {}",
            error.path, error.message
        ))),
    }
}
