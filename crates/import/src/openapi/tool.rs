//! One operation becomes one tool.

use super::argument::Arguments;
use super::body::{Bodies, Sent};
use super::parameter::Parameters;
use super::read::Operation;
use super::schema::Schemas;
use super::source::{Source, inside};
use super::{describe, path};
use crate::report::Warnings;
use portico_config::model::Tool;
use portico_rest::RawJson;
use portico_rest::mapping::{Binding, Method};

/// The tool `name` of an operation, which is sent to `upstream`.
///
/// # Errors
/// Why there is none.
pub(crate) fn tool<'s>(
    (source, schemas): (&'s Source, &Schemas<'s>),
    operation: &Operation<'s>,
    (name, upstream): (String, String),
    warnings: &mut Warnings,
) -> Result<Tool, String> {
    let method = method(&operation.method)?;
    let place = operation.part.place.as_str();
    let (path, placeholders) = path::read(operation.path, place, warnings);
    let mut arguments = Arguments::default();
    let is_read = matches!(method, Method::Get | Method::Delete);
    let mut parameters = Parameters {
        source,
        schemas,
        arguments: &mut arguments,
        warnings,
        bindings: Vec::new(),
        query_is_implied: is_read && operation.body.is_none(),
    };
    parameters.add(&operation.parameters, &placeholders, place);
    let mut bindings = parameters.bindings;
    let sent = match &operation.body {
        None => Sent::default(),
        Some(body) => {
            let mut bodies = Bodies {
                source,
                schemas,
                arguments: &mut arguments,
                warnings,
                body_is_implied: !is_read,
            };
            bodies.add(&operation.method, body)?
        }
    };
    bindings.extend(sent.parameters);
    callbacks(operation, warnings);
    let schema = arguments
        .into_schema()
        .map(|schema| schemas.assemble(schema, warnings));
    let schema = schema.map(|schema| RawJson::parse(&schema.to_string()));
    let input_schema = schema.transpose().map_err(|error| error.to_string())?;
    let title = describe::title(operation);
    Ok(Tool {
        name,
        title,
        description: Some(describe::description(operation)),
        icons: Vec::new(),
        input_schema,
        output_schema: None,
        annotations: Some(describe::annotations(&operation.method)),
        meta: None,
        timeout: None,
        retries: None,
        http: Binding {
            upstream,
            method,
            path,
            parameters: bindings,
            body: sent.body,
            forward_headers: Vec::new(),
        },
        result: None,
    })
}

fn method(name: &str) -> Result<Method, String> {
    match name {
        "GET" => Ok(Method::Get),
        "POST" => Ok(Method::Post),
        "PUT" => Ok(Method::Put),
        "PATCH" => Ok(Method::Patch),
        "DELETE" => Ok(Method::Delete),
        other => Err(format!(
            "{other} tells about the API and does nothing with it"
        )),
    }
}

fn callbacks(operation: &Operation<'_>, warnings: &mut Warnings) {
    if operation.part.value.get("callbacks").is_some() {
        let place = inside(&operation.part.place, "callbacks");
        warnings.add(
            "callbacks",
            place,
            "requests that the API sends back are not received",
        );
    }
}
