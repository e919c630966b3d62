//! Merging values: objects member by member, all else as a whole.

use super::{ChangedBy, FieldChange, Side, tools};
use crate::tree::{Map, Value};
use portico_rest::RawJson;
use std::collections::BTreeMap;

/// A value of each side; `None` where it has none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Three<'v> {
    pub(super) base: Option<&'v Value>,
    pub(super) theirs: Option<&'v Value>,
    pub(super) ours: Option<&'v Value>,
}

pub(super) struct Merger<'c> {
    pub(super) document: String,
    pub(super) changes: Vec<FieldChange>,
    choices: &'c BTreeMap<String, Side>,
    tool: Option<String>,
}

impl<'c> Merger<'c> {
    pub(super) fn new(document: String, choices: &'c BTreeMap<String, Side>) -> Self {
        Self {
            document,
            changes: Vec::new(),
            choices,
            tool: None,
        }
    }

    /// A document, whose tools are merged by themselves; `None` where it is to be left as it is.
    pub(super) fn document(
        &mut self,
        base: Option<&Value>,
        theirs: &Value,
        ours: Option<&Value>,
    ) -> Option<Value> {
        let Some(ours) = ours else {
            let three = Three {
                base,
                theirs: Some(theirs),
                ours: None,
            };
            // Somebody has deleted it, or it is new.
            return self.leaf(three, "");
        };
        let heads = [base, Some(theirs), Some(ours)].map(|side| side.map(without_tools));
        let [before, now, here] = &heads;
        let three = Three {
            base: before.as_ref(),
            theirs: now.as_ref(),
            ours: here.as_ref(),
        };
        let mut merged = self.value(three, "")?;
        let tools = tools::merge(self, [base, Some(theirs), Some(ours)]);
        if let Value::Object(map) = &mut merged
            && !tools.is_empty()
        {
            map.set("tools", Value::List(tools));
        }
        (merged != *ours).then_some(merged)
    }

    /// A tool as a whole; `None` where there is to be none.
    pub(super) fn tool(&mut self, name: &str, three: Three<'_>) -> Option<Value> {
        self.tool = Some(name.to_owned());
        let merged = self.value(three, "");
        self.tool = None;
        merged
    }

    fn value(&mut self, three: Three<'_>, path: &str) -> Option<Value> {
        let Three { base, theirs, ours } = three;
        if theirs == ours {
            return ours.cloned();
        }
        let (Some(Value::Object(now)), Some(Value::Object(here))) = (theirs, ours) else {
            return self.leaf(three, path);
        };
        let before = base.and_then(Value::as_object);
        let mut merged = Map::default();
        let theirs_only = now.iter().filter(|(key, _)| here.get(key).is_none());
        for (key, _) in here.iter().chain(theirs_only) {
            let inner = Three {
                base: before.and_then(|map| map.get(key)),
                theirs: now.get(key),
                ours: here.get(key),
            };
            let place = if path.is_empty() {
                key.to_owned()
            } else {
                format!("{path}.{key}")
            };
            if let Some(value) = self.value(inner, &place) {
                merged.set(key, value);
            }
        }
        Some(merged.into())
    }

    /// A value that is taken from one side.
    fn leaf(&mut self, three: Three<'_>, path: &str) -> Option<Value> {
        let Three { base, theirs, ours } = three;
        let by = if base == ours {
            ChangedBy::Source
        } else if base == theirs {
            ChangedBy::Here
        } else {
            ChangedBy::Both
        };
        let tool = self.tool.as_deref().unwrap_or_default();
        let id = format!("{}/{tool}/{path}", self.document);
        let usual = match by {
            ChangedBy::Source => Side::Source,
            ChangedBy::Here | ChangedBy::Both => Side::Here,
        };
        let taken = self.choices.get(&id).copied().unwrap_or(usual);
        self.changes.push(FieldChange {
            id,
            document: self.document.clone(),
            tool: self.tool.clone(),
            path: path.to_owned(),
            by,
            taken,
            base: raw(base),
            source: raw(theirs),
            here: raw(ours),
        });
        match taken {
            Side::Source => theirs.cloned(),
            Side::Here => ours.cloned(),
        }
    }
}

fn raw(value: Option<&Value>) -> Option<RawJson> {
    value.and_then(|value| RawJson::parse(&value.to_string()).ok())
}

fn without_tools(document: &Value) -> Value {
    let mut document = document.clone();
    if let Value::Object(map) = &mut document {
        map.remove("tools");
    }
    document
}
