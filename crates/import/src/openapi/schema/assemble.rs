//! Putting together a schema and what it refers to.

use super::{Definition, REFERENCE, Schemas};
use crate::name::{Names, argument};
use crate::report::Warnings;
use crate::tree::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::rc::Rc;

/// Most bytes of all that a schema refers to: the nearest parts go first, and anything is taken where
/// the others would be.
const LARGEST: usize = 48 * 1024;

/// Bytes up to which a part that refers to nothing stands wherever it is referred to.
const SMALL: usize = 240;

/// Deepest nesting of the whole.
const DEEPEST: usize = 100;

/// `root` with all that it refers to.
pub(super) fn assemble(schemas: &Schemas<'_>, root: Value, warnings: &mut Warnings) -> Value {
    let mut own = Vec::new();
    references(&root, &mut own);
    if own.is_empty() {
        return root;
    }
    let parts = gather(schemas, &own);
    let circular = circular(&parts.found);
    let mut uses: HashMap<&str, usize> = HashMap::new();
    let all = parts.found.values().flat_map(|part| &part.references);
    for reference in all.chain(&own) {
        *uses.entry(reference).or_default() += 1;
    }
    let mut writer = Writer {
        parts: &parts,
        names: HashMap::new(),
        cut: false,
    };
    let mut taken = Names::default();
    for (reference, part) in &parts.found {
        warnings.extend(part.warnings.clone().into_vec());
        let is_small = part.size <= SMALL && part.references.is_empty();
        let is_once = uses.get(reference.as_str()) == Some(&1);
        if circular.contains(reference.as_str()) {
            let message = "the schema refers to itself: it stands under `$defs`, by `$ref`, which not \
                           all clients follow";
            warnings.add("circular", part.place.clone(), message);
        } else if is_small || is_once {
            continue;
        }
        let name = reference.rsplit('/').next().unwrap_or_default();
        let name = taken.free(&argument(name), 64, "_");
        writer.names.insert(reference.clone(), name);
    }
    let mut whole = writer.write(&root, 0);
    let definitions: Map = parts
        .found
        .iter()
        .filter_map(|(reference, part)| {
            let name = writer.names.get(reference)?.clone();
            Some((name, writer.write(&part.body, 2)))
        })
        .collect();
    if let Value::Object(map) = &mut whole
        && !definitions.is_empty()
    {
        map.set("$defs", definitions);
    }
    if writer.cut {
        let message = "the schema is too large: what lies deep inside it takes anything";
        warnings.add("schema-cut", String::new(), message);
    }
    whole
}

/// Every reference in a schema, each as often as it is there.
pub(super) fn references(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter() {
                match value {
                    Value::Text(reference) if key == REFERENCE => out.push(reference.clone()),
                    _ => references(value, out),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| references(item, out)),
        _ => {}
    }
}

/// What a schema is put together of.
struct Parts {
    found: BTreeMap<String, Rc<Definition>>,
    /// There was more.
    is_cut: bool,
}

/// What is referred to, the nearest first, until it is too much.
fn gather(schemas: &Schemas<'_>, own: &[String]) -> Parts {
    let mut parts = Parts {
        found: BTreeMap::new(),
        is_cut: false,
    };
    let mut size = 0_usize;
    let mut open: VecDeque<String> = own.iter().cloned().collect();
    while let Some(reference) = open.pop_front() {
        if parts.found.contains_key(&reference) {
            continue;
        }
        let part = schemas.definition(&reference);
        if size + part.size > LARGEST {
            parts.is_cut = true;
            continue;
        }
        size += part.size;
        open.extend(part.references.iter().cloned());
        parts.found.insert(reference, part);
    }
    parts
}

/// The parts that lead back to themselves.
fn circular(found: &BTreeMap<String, Rc<Definition>>) -> HashSet<&str> {
    // A part is on a circle if it is reached from itself; one that only leads to a circle is not.
    let mut circular = HashSet::new();
    for start in found.keys() {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut open: Vec<&str> = vec![start];
        while let Some(reference) = open.pop() {
            let Some(part) = found.get(reference) else {
                continue;
            };
            for next in &part.references {
                if next == start {
                    circular.insert(start.as_str());
                    open.clear();
                    break;
                }
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
    }
    circular
}

struct Writer<'p> {
    parts: &'p Parts,
    /// The names of what stands under `$defs`.
    names: HashMap<String, String>,
    cut: bool,
}

impl Writer<'_> {
    fn write(&mut self, value: &Value, depth: usize) -> Value {
        match value {
            Value::Object(map) => self.object(map, depth),
            Value::List(items) => {
                let items = items.iter().map(|item| self.write(item, depth + 1));
                Value::List(items.collect())
            }
            other => other.clone(),
        }
    }

    fn object(&mut self, map: &Map, depth: usize) -> Value {
        let mut own = Map::default();
        for (key, value) in map.iter().filter(|(key, _)| *key != REFERENCE) {
            own.set(key, self.write(value, depth + 1));
        }
        let Some(reference) = map.get(REFERENCE).and_then(Value::as_text) else {
            return own.into();
        };
        if let Some(name) = self.names.get(reference) {
            own.set("$ref", format!("#/$defs/{name}"));
            return own.into();
        }
        let part = self.parts.found.get(reference).map(Rc::clone);
        let Some(part) = part.filter(|_| depth < DEEPEST) else {
            self.cut |= self.parts.is_cut || depth >= DEEPEST;
            return own.into();
        };
        match self.write(&part.body, depth) {
            Value::Object(mut inner) if own.iter().all(|(key, _)| is_text(key)) => {
                for (key, value) in own.iter() {
                    inner.set(key, value.clone());
                }
                inner.into()
            }
            inner if own.is_empty() => inner,
            inner => {
                let mut all = match own.remove("allOf") {
                    Some(Value::List(all)) => all,
                    _ => Vec::new(),
                };
                all.push(inner);
                own.set("allOf", Value::List(all));
                own.into()
            }
        }
    }
}

/// Whether the keyword only says something to people.
fn is_text(keyword: &str) -> bool {
    matches!(keyword, "title" | "description" | "deprecated" | "examples")
}
