//! The arguments of a tool while they are gathered.

use crate::name::{self, Names};
use crate::tree::{Map, Value};

/// Arguments with their schemas.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    names: Names,
    properties: Map,
    required: Vec<Value>,
}

impl Arguments {
    /// Adds an argument for what is called `wire` in the request; gives its name. `place` comes before
    /// it where the name is taken.
    pub(crate) fn add(&mut self, wire: &str, place: &str, schema: Value, required: bool) -> String {
        let own = if name::is_plain_argument(wire) {
            wire.to_owned()
        } else {
            name::argument(wire)
        };
        let name = if self.names.take(&own) {
            own
        } else {
            self.names.free(&format!("{place}_{own}"), 64, "_")
        };
        self.properties.set(name.as_str(), schema);
        if required {
            self.required.push(Value::from(name.as_str()));
        }
        name
    }

    /// An argument of which a template can write `args.NAME`.
    pub(crate) fn add_for_template(
        &mut self,
        wire: &str,
        place: &str,
        schema: Value,
        required: bool,
    ) -> String {
        self.add(&name::argument(wire), place, schema, required)
    }

    /// The input schema; `None` where there are no arguments.
    pub(crate) fn into_schema(self) -> Option<Value> {
        if self.properties.is_empty() {
            return None;
        }
        let mut schema = Map::default();
        schema.set("type", "object");
        schema.set("properties", self.properties);
        if !self.required.is_empty() {
            schema.set("required", Value::List(self.required));
        }
        schema.set("additionalProperties", false);
        Some(schema.into())
    }
}

/// `schema` with this description before or in the place of its own.
pub(crate) fn described(schema: Value, description: Option<&str>) -> Value {
    let Some(description) = description.map(str::trim) else {
        return schema;
    };
    let mut map = match schema {
        Value::Object(map) => map,
        // `true` takes anything.
        _ => Map::default(),
    };
    let own = map
        .get("description")
        .and_then(Value::as_text)
        .unwrap_or_default();
    let default = own
        .find("(default: ")
        .and_then(|at| own.get(at..))
        .unwrap_or_default();
    let text = name::cut(description, 1000);
    let text = if default.is_empty() || text.contains(default) {
        text.to_owned()
    } else {
        format!("{text} {default}")
    };
    map.set("description", text);
    map.into()
}
