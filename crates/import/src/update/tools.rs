//! Which tools of the three sides are the same: those of one name, or else of one method and path.

use super::merge::{Merger, Three};
use crate::tree::Value;

/// The tools of the merged server: those that are here in their order, then what is new.
pub(super) fn merge(merger: &mut Merger<'_>, sides: [Option<&Value>; 3]) -> Vec<Value> {
    let [base, theirs, ours] = sides.map(tools);
    let matched = Matched::new(base, theirs, ours);
    let mut merged = Vec::new();
    for own in ours {
        let before = matched.base_of_ours(own);
        let now = match before {
            Some(before) => matched.theirs_of_base(before),
            None => theirs
                .iter()
                .find(|tool| is_same(tool, own))
                .filter(|tool| matched.is_new(tool)),
        };
        if before.is_none() && now.is_none() {
            // Added here; the source has nothing to do with it.
            merged.push(own.clone());
            continue;
        }
        let three = Three {
            base: before,
            theirs: now,
            ours: Some(own),
        };
        merged.extend(merger.tool(name(own), three));
    }
    for now in theirs {
        let before = matched.base_of_theirs(now);
        let is_here = match before {
            Some(before) => ours
                .iter()
                .any(|own| matched.base_of_ours(own) == Some(before)),
            None => ours.iter().any(|own| is_same(own, now)),
        };
        if is_here {
            continue;
        }
        let three = Three {
            base: before,
            theirs: Some(now),
            ours: None,
        };
        merged.extend(merger.tool(name(now), three));
    }
    merged
}

struct Matched<'v> {
    base: &'v [Value],
    theirs: &'v [Value],
    ours: &'v [Value],
}

impl<'v> Matched<'v> {
    fn new(base: &'v [Value], theirs: &'v [Value], ours: &'v [Value]) -> Self {
        Self { base, theirs, ours }
    }

    fn base_of_ours(&self, own: &Value) -> Option<&'v Value> {
        find(self.base, own, self.ours)
    }

    fn base_of_theirs(&self, now: &Value) -> Option<&'v Value> {
        find(self.base, now, self.theirs)
    }

    fn theirs_of_base(&self, before: &Value) -> Option<&'v Value> {
        self.theirs
            .iter()
            .find(|now| self.base_of_theirs(now) == Some(before))
    }

    fn is_new(&self, now: &Value) -> bool {
        self.base_of_theirs(now).is_none()
    }
}

/// The tool among `base` that became `tool`, one of `side`.
fn find<'v>(base: &'v [Value], tool: &Value, side: &[Value]) -> Option<&'v Value> {
    let of_name = base.iter().find(|before| name(before) == name(tool));
    // A tool that was renamed: its old name is nobody's now, and its request is the same.
    of_name.or_else(|| {
        let is_gone = |before: &&Value| !side.iter().any(|other| name(other) == name(before));
        base.iter()
            .filter(is_gone)
            .find(|before| request(before) == request(tool))
    })
}

fn is_same(one: &Value, other: &Value) -> bool {
    name(one) == name(other)
}

fn name(tool: &Value) -> &str {
    tool.text("name").unwrap_or_default()
}

/// Method and path.
fn request(tool: &Value) -> (Option<&str>, Option<&str>) {
    let http = tool.get("http");
    let text = |key| http.and_then(|http| http.text(key));
    (text("method"), text("path"))
}

fn tools(document: Option<&Value>) -> &[Value] {
    document.map_or(&[], |document| document.items("tools"))
}
