//! Filling in what a schema gives defaults for.

use crate::rule::{Id, Rule, Rules};
use portico_json::sort;
use portico_json::{Json, Kind, Value};

/// The most parts of a schema that are inside each other, and the most that are gone through.
const DEPTH: u32 = 300;
const STEPS: u32 = 1_000_000;

/// The text of a document with the absent members that have defaults; `None` where there are none.
pub(crate) fn fill(rules: &Rules, text: &str, instance: Json<'_>) -> Option<String> {
    let mut filler = Filler {
        rules,
        schema: rules.json(),
        steps: STEPS,
        additions: Vec::new(),
    };
    filler.part(rules.root, instance.root(), 0);
    filler.written(text)
}

/// A member that is added to an object.
#[derive(Clone, Copy)]
struct Addition<'c> {
    object: u32,
    /// Where the object's last character is.
    at: usize,
    /// The object has other members before it.
    follows: bool,
    name: Value<'c>,
    value: Value<'c>,
}

struct Filler<'c> {
    rules: &'c Rules,
    schema: Json<'c>,
    steps: u32,
    additions: Vec<Addition<'c>>,
}

impl<'c> Filler<'c> {
    fn part(&mut self, id: Id, value: Value<'_>, depth: u32) {
        if depth >= DEPTH || self.steps == 0 {
            return;
        }
        self.steps -= 1;
        let rules = self.rules;
        for rule in &rules.part(id).rules {
            match rule {
                Rule::Members(members) if value.kind() == Kind::Object => {
                    for (name, id) in &members.named {
                        let name = self.schema.value(*name);
                        match value.get(&name.string()) {
                            Some(inner) => self.part(*id, inner, depth + 1),
                            None => self.absent(name, *id, value),
                        }
                    }
                }
                Rule::Items(items) => {
                    for (place, item) in value.items().enumerate() {
                        if let Some(id) = items.first.get(place).copied().or(items.others) {
                            self.part(id, item, depth + 1);
                        }
                    }
                }
                Rule::Reference(id) => self.part(*id, value, depth + 1),
                Rule::All(ids) => {
                    for id in ids {
                        self.part(*id, value, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds the member `name`, unless that is done already.
    fn absent(&mut self, name: Value<'c>, id: Id, object: Value<'_>) {
        let Some(value) = self.default(id) else {
            return;
        };
        let mut others = self.additions.iter().rev();
        let is_done =
            others.any(|other| other.object == object.at() && other.name.string() == name.string());
        if is_done {
            return;
        }
        self.additions.push(Addition {
            object: object.at(),
            at: object.end().saturating_sub(1),
            follows: object.members().next().is_some(),
            name,
            value,
        });
    }

    /// The `default` of a part or of what it refers to.
    fn default(&self, id: Id) -> Option<Value<'c>> {
        let mut id = id;
        for _ in 0..DEPTH {
            let part = self.rules.part(id);
            let schema = self.schema.value(part.place);
            // `true` and `false` stand at places too, but are no objects.
            if let Some(value) = schema
                .get("default")
                .filter(|_| schema.kind() == Kind::Object)
            {
                return Some(value);
            }
            id = part.rules.iter().find_map(|rule| match rule {
                Rule::Reference(next) => Some(*next),
                _ => None,
            })?;
        }
        None
    }

    fn written(mut self, text: &str) -> Option<String> {
        if self.additions.is_empty() {
            return None;
        }
        // Stable: members that are added to one object keep the order of the schema.
        sort(&mut self.additions, &mut |a, b| a.at > b.at);
        let mut out = String::with_capacity(text.len() + 64);
        let (mut done, mut last) = (0, None);
        for addition in &self.additions {
            out.push_str(text.get(done..addition.at).unwrap_or_default());
            done = addition.at;
            if addition.follows || last == Some(addition.object) {
                out.push(',');
            }
            last = Some(addition.object);
            out.push_str(addition.name.text());
            out.push(':');
            out.push_str(addition.value.text());
        }
        out.push_str(text.get(done..).unwrap_or_default());
        Some(out)
    }
}
