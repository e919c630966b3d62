//! Bodies of JSON: the members of an object are arguments beside the others where nothing is lost by
//! that, else the body is one argument.

use super::argument::described;
use super::body::{Bodies, Sent, essence};
use super::flat::{self, Flat};
use super::read::{Body, Content};
use crate::tree::{Map, Value};
use portico_rest::RawJson;
use portico_rest::mapping::{self, Location};

/// Adds the arguments of a JSON body.
pub(super) fn add<'s>(bodies: &mut Bodies<'_, 's>, body: &Body<'s>, content: &Content<'s>) -> Sent {
    let mut parameters: Vec<_> = content_type(content.media_type).into_iter().collect();
    let flat = content.schema.as_ref();
    let flat = flat.and_then(|schema| flat::exact(bodies.source, schema));
    if let Some(flat) = flat.filter(|flat| is_lossless(flat, body)) {
        parameters.extend(members(bodies, &flat));
        return Sent {
            body: None,
            parameters,
        };
    }
    let schema = match &content.schema {
        Some(schema) => bodies.schemas.convert(schema, bodies.warnings),
        None => Map::default().into(),
    };
    let own = schema
        .get("description")
        .and_then(Value::as_text)
        .map(str::to_owned);
    let text = body
        .description
        .or(own.as_deref())
        .unwrap_or("The body of the request");
    let schema = described(schema, Some(text));
    let arg = bodies
        .arguments
        .add("body", "request", schema, body.required);
    Sent {
        body: Some(mapping::Body {
            arg: Some(arg),
            ..mapping::Body::default()
        }),
        parameters,
    }
}

/// Whether each body that is allowed can be made of single arguments. A body that may be absent may
/// not have members that have to be there; a name with a dot is a path to Portico.
fn is_lossless(flat: &Flat<'_>, body: &Body<'_>) -> bool {
    let required = flat.properties.iter().any(|property| property.required);
    let dotted = flat
        .properties
        .iter()
        .any(|property| property.name.contains('.') || property.name.is_empty());
    (body.required || !required) && !dotted
}

fn members<'s>(bodies: &mut Bodies<'_, 's>, flat: &Flat<'s>) -> Vec<mapping::Parameter> {
    let mut parameters = Vec::new();
    for property in &flat.properties {
        if flat::is_read_only(bodies.source, &property.part) {
            continue;
        }
        let schema = bodies.schemas.convert(&property.part, bodies.warnings);
        let name = property.name;
        let argument = bodies
            .arguments
            .add(name, "body", schema, property.required);
        if argument != name || !bodies.body_is_implied {
            parameters.push(mapping::Parameter {
                name: name.to_owned(),
                location: Location::Body,
                arg: (argument != name).then_some(argument),
                ..EMPTY
            });
        }
    }
    parameters
}

/// The parameter that names a JSON type other than JSON's own.
fn content_type(media_type: &str) -> Option<mapping::Parameter> {
    let name = essence(media_type);
    if matches!(name.as_str(), "application/json" | "*/*" | "application/*") {
        return None;
    }
    let value = RawJson::parse(&Value::from(name).to_string()).ok()?;
    Some(mapping::Parameter {
        name: "Content-Type".to_owned(),
        location: Location::Header,
        value: Some(value),
        ..EMPTY
    })
}

const EMPTY: mapping::Parameter = mapping::Parameter {
    name: String::new(),
    location: Location::Body,
    arg: None,
    value: None,
    template: None,
    default: None,
    style: None,
    explode: None,
};
