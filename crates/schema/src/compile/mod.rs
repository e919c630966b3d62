//! From the text of a schema to its rules: every reference is resolved here, and what cannot be
//! checked is refused.

mod dialect;
mod keyword;
mod loops;
mod reference;
mod scan;
mod uri;

use crate::error::SchemaError;
use crate::regex::Regex;
use crate::rule::{DynamicAnchor, Id, Part, Rule, Rules};
use portico_json::{Json, Kind, Tape, Value};
use scan::Map;

/// The most errors that are told of one schema.
const ERRORS: usize = 20;

/// The most bytes of a schema.
const SIZE: usize = 4 << 20;

pub(crate) fn compile(text: &str) -> Result<Rules, Vec<SchemaError>> {
    let whole = |message: String| {
        vec![SchemaError {
            path: String::new(),
            message,
        }]
    };
    if text.len() > SIZE {
        return Err(whole(format!("a schema has at most {SIZE} bytes")));
    }
    let tape = Tape::parse(text).map_err(|error| {
        whole(format!(
            "this cannot be read as JSON, byte {}: {}",
            error.offset, error.message
        ))
    })?;
    let json = tape.with(text);
    let mut compiler = Compiler {
        json,
        map: Map::default(),
        ids: vec![None; tape.count()],
        queue: Vec::new(),
        parts: Vec::new(),
        patterns: Vec::new(),
        errors: Vec::new(),
    };
    let (root, dynamic) = compiler.run();
    let Compiler {
        parts,
        patterns,
        errors,
        ..
    } = compiler;
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Rules {
        text: text.into(),
        parts,
        patterns,
        dynamic,
        root,
        tape,
    })
}

struct Compiler<'t> {
    json: Json<'t>,
    map: Map<'t>,
    /// Which values of the text are parts already.
    ids: Vec<Option<Id>>,
    /// Parts that have a number but no rules yet: the value and its resource.
    queue: Vec<(Id, Value<'t>, u32)>,
    parts: Vec<Part>,
    patterns: Vec<Regex>,
    errors: Vec<SchemaError>,
}

impl<'t> Compiler<'t> {
    fn run(&mut self) -> (Id, Vec<DynamicAnchor>) {
        self.scan();
        let root = self.part(self.json.root(), 0);
        let anchors: Vec<_> = self
            .map
            .anchors
            .iter()
            .filter(|anchor| anchor.dynamic)
            .map(|anchor| (anchor.resource, anchor.name.clone(), anchor.at))
            .collect();
        let dynamic = anchors
            .into_iter()
            .map(|(resource, name, at)| DynamicAnchor {
                resource,
                name: name.as_ref().into(),
                target: self.part(self.json.value(at), resource),
            });
        let dynamic = dynamic.collect();
        while let Some((id, value, resource)) = self.queue.pop() {
            let mut part = self.rules(value, resource);
            part.place = value.at();
            part.resource = resource;
            if let Some(place) = self.parts.get_mut(id.0 as usize) {
                *place = part;
            }
        }
        if let Some(place) = loops::find(&self.parts) {
            let message = "this refers to itself without going into the value, so it never ends";
            self.error(self.json.value(place), message);
        }
        (root, dynamic)
    }

    fn error(&mut self, at: Value<'_>, message: impl Into<String>) {
        if self.errors.len() < ERRORS {
            self.errors.push(SchemaError {
                path: at.path(),
                message: message.into(),
            });
        }
    }

    /// The number of the schema `value`, which belongs to `resource` unless it is known better.
    fn part(&mut self, value: Value<'t>, resource: u32) -> Id {
        let known = self.ids.get(value.at() as usize).copied().flatten();
        if let Some(id) = known {
            return id;
        }
        let id = Id(u32::try_from(self.parts.len()).unwrap_or(u32::MAX));
        self.parts.push(Part::default());
        if let Some(place) = self.ids.get_mut(value.at() as usize) {
            *place = Some(id);
        }
        let resource = self.map.resource_of(value.at()).unwrap_or(resource);
        self.queue.push((id, value, resource));
        id
    }

    fn rules(&mut self, value: Value<'t>, resource: u32) -> Part {
        match value.kind() {
            Kind::Object => keyword::rules(self, value, resource),
            Kind::False => Part {
                rules: vec![Rule::Never],
                ..Part::default()
            },
            Kind::True => Part::default(),
            _ => {
                self.error(
                    value,
                    "this is no schema: write an object, `true` or `false`",
                );
                Part::default()
            }
        }
    }
}
