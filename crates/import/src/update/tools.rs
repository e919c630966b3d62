//! Which tools of the three sides are the same: those of one name, or else of one method and path.

use super::merge::{Merger, Three};
use crate::tree::Value;
use std::collections::HashMap;

/// The tools of the merged server: those that are here in their order, then what is new.
pub(super) fn merge(merger: &mut Merger<'_>, sides: [Option<&Value>; 3]) -> Vec<Value> {
    let [base, theirs, ours] = sides.map(tools);
    let known = by_name(base);
    let (theirs, ours) = (
        Matched::new(theirs, base, &known),
        Matched::new(ours, base, &known),
    );
    let mut merged = Vec::new();
    for (own, before) in ours.tools.iter().zip(&ours.bases) {
        let now = match before {
            Some(before) => theirs.of_base.get(before).copied(),
            None => theirs.new_one(name(own)),
        };
        if before.is_none() && now.is_none() {
            // Added here; the source has nothing to do with it.
            merged.push(own.clone());
            continue;
        }
        let three = Three {
            base: before.and_then(|at| base.get(at)),
            theirs: now.and_then(|at| theirs.tools.get(at)),
            ours: Some(own),
        };
        merged.extend(merger.tool(name(own), three));
    }
    for (now, before) in theirs.tools.iter().zip(&theirs.bases) {
        let is_here = match before {
            Some(before) => ours.of_base.contains_key(before),
            None => ours.names.contains_key(name(now)),
        };
        if is_here {
            continue;
        }
        let three = Three {
            base: before.and_then(|at| base.get(at)),
            theirs: Some(now),
            ours: None,
        };
        merged.extend(merger.tool(name(now), three));
    }
    merged
}

/// Method and path.
type Request<'v> = (Option<&'v str>, Option<&'v str>);

/// The tools of a side, and which tools of the base they became of. All by their places.
struct Matched<'v> {
    tools: &'v [Value],
    names: HashMap<&'v str, usize>,
    /// For each tool, that of the base.
    bases: Vec<Option<usize>>,
    /// For tools of the base, the first that became of each.
    of_base: HashMap<usize, usize>,
}

impl<'v> Matched<'v> {
    fn new(tools: &'v [Value], base: &'v [Value], known: &HashMap<&str, usize>) -> Self {
        let names = by_name(tools);
        // A tool that was renamed: its old name is nobody's now, and its request is the same.
        let mut gone: HashMap<Request<'_>, usize> = HashMap::new();
        for (at, before) in base.iter().enumerate() {
            if !names.contains_key(name(before)) {
                gone.entry(request(before)).or_insert(at);
            }
        }
        let base_of = |tool: &Value| {
            let same = known.get(name(tool));
            same.or_else(|| gone.get(&request(tool))).copied()
        };
        let bases: Vec<Option<usize>> = tools.iter().map(base_of).collect();
        let mut of_base = HashMap::new();
        for (at, before) in bases.iter().enumerate() {
            if let Some(before) = before {
                of_base.entry(*before).or_insert(at);
            }
        }
        Self {
            tools,
            names,
            bases,
            of_base,
        }
    }

    /// The tool of this name, if the base has none that it became of.
    fn new_one(&self, name: &str) -> Option<usize> {
        let at = self.names.get(name).copied()?;
        let is_new = self.bases.get(at).is_some_and(Option::is_none);
        is_new.then_some(at)
    }
}

/// The place of the first tool of each name.
fn by_name(tools: &[Value]) -> HashMap<&str, usize> {
    let mut names = HashMap::new();
    for (at, tool) in tools.iter().enumerate() {
        names.entry(name(tool)).or_insert(at);
    }
    names
}

fn name(tool: &Value) -> &str {
    tool.text("name").unwrap_or_default()
}

fn request(tool: &Value) -> Request<'_> {
    let http = tool.get("http");
    let text = |key| http.and_then(|http| http.text(key));
    (text("method"), text("path"))
}

fn tools(document: Option<&Value>) -> &[Value] {
    document.map_or(&[], |document| document.items("tools"))
}
