//! The arguments of a tool.

use crate::openapi::{Part, inside};
use crate::report::Warnings;
use crate::tree::{Map, Value};

/// Where Unla sends an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Path,
    Query,
    Header,
    Form,
    /// Nowhere by itself: templates use it.
    Body,
}

/// An argument.
#[derive(Debug, Clone)]
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) position: Position,
    pub(super) schema: Map,
    pub(super) required: bool,
}

/// The arguments that a tool declares, by `args` and by `inputSchema`.
pub(super) fn read(tool: &Part<'_>, warnings: &mut Warnings) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    for part in tool.items("args") {
        let Some(name) = part.value.text("name") else {
            let message = "the argument has no name: it is left out";
            warnings.add("argument-left-out", part.place, message);
            continue;
        };
        if arguments.iter().any(|other| other.name == name) {
            let message = format!("the argument `{name}` is there twice: the first one counts");
            warnings.add("argument-left-out", part.place, message);
            continue;
        }
        arguments.push(Argument {
            name: name.to_owned(),
            position: position(&part, warnings),
            schema: schema(&part, warnings),
            required: part.value.is_true("required"),
        });
    }
    for (name, part) in tool.members("inputSchema") {
        if arguments.iter().any(|other| other.name == name) {
            continue;
        }
        let schema = part.value.as_object().cloned().unwrap_or_default();
        arguments.push(Argument {
            name: name.to_owned(),
            position: Position::Body,
            schema,
            required: false,
        });
    }
    arguments
}

fn position(part: &Part<'_>, warnings: &mut Warnings) -> Position {
    let text = part
        .value
        .text("position")
        .unwrap_or("body")
        .to_ascii_lowercase();
    match text.as_str() {
        "path" => Position::Path,
        "query" => Position::Query,
        "header" => Position::Header,
        "form-data" => Position::Form,
        "body" => Position::Body,
        other => {
            let message =
                format!("there is no position `{other}`: only templates use the argument");
            warnings.add("position", inside(&part.place, "position"), message);
            Position::Body
        }
    }
}

fn schema(part: &Part<'_>, warnings: &mut Warnings) -> Map {
    let mut schema = Map::default();
    let kind = kind(part, warnings);
    if let Some(kind) = kind {
        schema.set("type", kind);
    }
    if let Some(text) = part.value.text("description") {
        schema.set("description", text);
    }
    if let (Some("array"), Some(items)) = (kind, part.get("items")) {
        schema.set("items", self::items(&items, warnings));
    }
    if let Some(default) = part
        .value
        .get("default")
        .filter(|value| **value != Value::from(""))
    {
        let fitting = match (kind, default) {
            (Some("string"), value) => value.plain().map(Value::Text),
            (_, Value::Text(text)) => crate::tree::read(text).ok().and_then(|mut all| all.pop()),
            (_, value) => Some(value.clone()),
        };
        let fits = fitting.as_ref().is_some_and(|value| fits(&schema, value));
        match fitting.filter(|_| fits) {
            Some(value) => schema.set("default", value),
            None => {
                let message = "the default is not of the argument's type: it is left out";
                warnings.add("default", inside(&part.place, "default"), message);
            }
        }
    }
    schema
}

fn fits(schema: &Map, value: &Value) -> bool {
    let schema = Value::Object(schema.clone()).to_string();
    portico_schema::Schema::compile(&schema)
        .is_ok_and(|schema| schema.check(&value.to_string()).is_empty())
}

fn kind(part: &Part<'_>, warnings: &mut Warnings) -> Option<&'static str> {
    let text = part.value.text("type")?;
    let known = match text {
        "string" => "string",
        "number" => "number",
        "integer" | "int" => "integer",
        "boolean" | "bool" => "boolean",
        "array" => "array",
        "object" => "object",
        other => {
            let message = format!("there is no type `{other}`: any is taken");
            warnings.add("type", inside(&part.place, "type"), message);
            return None;
        }
    };
    Some(known)
}

/// What an array holds: Unla knows an `enum` of texts, or a type and properties.
fn items(part: &Part<'_>, warnings: &mut Warnings) -> Map {
    let mut items = Map::default();
    let values = part.value.items("enum");
    if values.is_empty() {
        if let Some(kind) = kind(part, warnings) {
            items.set("type", kind);
        }
        for key in ["properties", "required"] {
            if let Some(value) = part.value.get(key) {
                items.set(key, value.clone());
            }
        }
        if let Some(inner) = part.get("items") {
            items.set("items", self::items(&inner, warnings));
        }
    } else {
        items.set("type", "string");
        items.set("enum", Value::List(values.to_vec()));
    }
    items
}
