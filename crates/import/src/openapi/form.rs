//! Forms: `application/x-www-form-urlencoded` and `multipart/form-data`.

use super::argument::described;
use super::body::{Bodies, Sent, concrete};
use super::flat;
use super::parameter::{Layout, Shape, json_text, layout, shape, swagger_layout};
use super::read::{Body, Content, Location};
use super::source::Part;
use crate::report::Format;
use crate::tree::{Map, Value};
use portico_rest::mapping;

/// A field of a form, in the terms of all versions.
struct Field<'s> {
    name: &'s str,
    /// Its schema.
    part: Part<'s>,
    required: bool,
    /// The Encoding Object.
    encoding: Option<&'s Value>,
    layout: Layout,
}

/// Adds the arguments of a form.
pub(super) fn urlencoded<'s>(
    bodies: &mut Bodies<'_, 's>,
    body: &Body<'s>,
    content: &Content<'s>,
) -> Result<Sent, String> {
    let mut fields = Vec::new();
    for field in read(bodies, body, content)? {
        let schema = schema(bodies, &field);
        let is_object = matches!(
            shape(bodies.source, &field.part),
            Shape::Object | Shape::Nested
        );
        let is_laid_out = field.layout.style.is_some() || has_layout(field.encoding);
        let mut binding = if is_object && !is_laid_out {
            // OpenAPI 3.1, "Encoding Object": an object is JSON where nothing else is said.
            let arguments = &mut *bodies.arguments;
            let argument = arguments.add_for_template(field.name, "body", schema, field.required);
            mapping::Field {
                template: Some(json_text(&argument)),
                ..plain(field.name)
            }
        } else {
            let argument = bodies
                .arguments
                .add(field.name, "body", schema, field.required);
            mapping::Field {
                arg: (argument != field.name).then_some(argument),
                style: field.layout.style,
                explode: field.layout.explode,
                ..plain(field.name)
            }
        };
        if field.layout.brackets {
            binding.arg.get_or_insert_with(|| field.name.to_owned());
            binding.name.push_str("[]");
        }
        if binding != plain(field.name) {
            fields.push(binding);
        }
    }
    Ok(Sent {
        body: Some(mapping::Body {
            form: Some(fields),
            ..mapping::Body::default()
        }),
        parameters: Vec::new(),
    })
}

/// Adds the arguments of a form with files.
pub(super) fn multipart<'s>(
    bodies: &mut Bodies<'_, 's>,
    body: &Body<'s>,
    content: &Content<'s>,
) -> Result<Sent, String> {
    let mut parts = Vec::new();
    for field in read(bodies, body, content)? {
        let file = is_file(bodies, &field.part);
        let schema = if file {
            file_schema(bodies, &field)
        } else {
            schema(bodies, &field)
        };
        let content_type = field
            .encoding
            .and_then(|encoding| encoding.text("contentType"));
        let content_type = content_type.and_then(|types| types.split(',').next());
        let content_type = content_type.and_then(|name| concrete(name.trim()));
        let argument = bodies
            .arguments
            .add(field.name, "body", schema, field.required);
        parts.push(mapping::Part {
            name: field.name.to_owned(),
            arg: (argument != field.name).then_some(argument),
            value: None,
            template: None,
            default: None,
            file,
            filename: None,
            content_type,
        });
    }
    Ok(Sent {
        body: Some(mapping::Body {
            multipart: Some(parts),
            ..mapping::Body::default()
        }),
        parameters: Vec::new(),
    })
}

/// The fields that the description lists.
fn read<'s>(
    bodies: &mut Bodies<'_, 's>,
    body: &Body<'s>,
    content: &Content<'s>,
) -> Result<Vec<Field<'s>>, String> {
    if bodies.source.format == Format::Swagger2 && content.schema.is_none() {
        let fields = body.fields.iter().map(|parameter| Field {
            name: parameter.name,
            part: parameter.part.clone(),
            required: parameter.required,
            encoding: None,
            layout: swagger_layout(parameter, &parameter.part, bodies.warnings),
        });
        return Ok(fields.collect());
    }
    let nothing = || {
        format!(
            "its body is a form (`{}`), and its fields are not described",
            content.media_type
        )
    };
    let schema = content.schema.as_ref().ok_or_else(nothing)?;
    let flat = match flat::exact(bodies.source, schema) {
        Some(flat) => flat,
        None => {
            let flat = flat::rough(bodies.source, schema).ok_or_else(nothing)?;
            let message = "there is more to the form than its fields: which of them go together is not checked";
            bodies
                .warnings
                .add("form-rough", schema.place.clone(), message);
            flat
        }
    };
    if !body.required && flat.properties.iter().any(|property| property.required) {
        let message =
            "the body may be absent, and has fields that may not: the tool always sends it";
        bodies
            .warnings
            .add("body-always", body.place.clone(), message);
    }
    let mut fields = Vec::new();
    for property in flat.properties {
        if flat::is_read_only(bodies.source, &property.part) {
            continue;
        }
        let encoding = content.encoding.and_then(|all| all.get(property.name));
        let style = encoding.and_then(|encoding| encoding.text("style"));
        let explode = encoding
            .and_then(|encoding| encoding.get("explode"))
            .and_then(Value::as_bool);
        let shape = shape(bodies.source, &property.part);
        fields.push(Field {
            name: property.name,
            layout: layout(style, explode, Location::Query, shape),
            part: property.part,
            required: property.required,
            encoding,
        });
    }
    Ok(fields)
}

fn has_layout(encoding: Option<&Value>) -> bool {
    encoding.is_some_and(|encoding| {
        encoding.get("style").is_some() || encoding.get("explode").is_some()
    })
}

fn schema<'s>(bodies: &mut Bodies<'_, 's>, field: &Field<'s>) -> Value {
    bodies.schemas.convert(&field.part, bodies.warnings)
}

/// Whether a field is a file, or a list of files.
fn is_file(bodies: &Bodies<'_, '_>, part: &Part<'_>) -> bool {
    let resolve = |part: &Part<'_>| {
        bodies
            .source
            .resolve(part.clone())
            .map(|part| part.value.clone())
    };
    let is_file = |schema: &Value| {
        schema.text("type") == Some("file")
            || schema.text("format") == Some("binary")
            || (schema.text("contentMediaType").is_some()
                && schema.text("contentEncoding").is_none())
    };
    let items = bodies
        .source
        .resolve(part.clone())
        .ok()
        .and_then(|part| part.get("items").map(|items| resolve(&items)));
    resolve(part).is_ok_and(|schema| is_file(&schema))
        || items.is_some_and(|items| items.is_ok_and(|schema| is_file(&schema)))
}

/// The schema of a file's argument, or of a list of them.
fn file_schema<'s>(bodies: &mut Bodies<'_, 's>, field: &Field<'s>) -> Value {
    let own = bodies.source.resolve(field.part.clone());
    let own = own.map_or(field.part.value, |part| part.value);
    let mut file = Map::default();
    file.set("type", "string");
    file.set("contentEncoding", "base64");
    let text = match own
        .text("description")
        .or_else(|| field.part.value.text("description"))
    {
        Some(text) => format!(
            "{}. A file: base64, or a data: URL",
            text.trim_end_matches(['.', ' ', '\n'])
        ),
        None => "A file: base64, or a data: URL".to_owned(),
    };
    let file = described(file.into(), Some(&text));
    if own.text("type") == Some("array") {
        let mut list = Map::default();
        list.set("type", "array");
        list.set("items", file);
        return list.into();
    }
    file
}

fn plain(name: &str) -> mapping::Field {
    mapping::Field {
        name: name.to_owned(),
        arg: None,
        value: None,
        template: None,
        default: None,
        style: None,
        explode: None,
    }
}
