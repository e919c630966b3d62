//! Headers and body of a tool's request.

use super::argument::{Argument, Position};
use super::endpoint::parameter;
use super::template::{Command, Context, Node, Operand, Pipeline, fixed, jinja, plain_argument};
use crate::openapi::is_json;
use crate::report::Warnings;
use crate::tree::Value;
use portico_rest::RawJson;
use portico_rest::mapping::{Body, Location, Method, Parameter, Part as FormPart, Text};

/// A header that carries the value of an environment variable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Carried {
    pub(super) header: String,
    pub(super) prefix: String,
    pub(super) variable: String,
}

/// What headers become.
#[derive(Debug, Default)]
pub(super) struct Headers {
    pub(super) parameters: Vec<Parameter>,
    pub(super) content_type: Option<String>,
    pub(super) carried: Option<Carried>,
}

/// The headers, whose values have `.Config` put in.
pub(super) fn headers(
    headers: &[(String, String, Vec<Node>)],
    context: &mut Context<'_>,
    warnings: &mut Warnings,
) -> Headers {
    let mut out = Headers::default();
    for (name, place, nodes) in headers {
        if name.eq_ignore_ascii_case("content-type") {
            match fixed(nodes) {
                Some(text) => out.content_type = Some(text),
                None => warnings.add(
                    "header-left-out",
                    place,
                    "the type of the body has to be fixed",
                ),
            }
            continue;
        }
        if let Err(message) = portico_rest::check_header(name, "") {
            warnings.add(
                "header-left-out",
                place,
                format!("the header is left out: {message}"),
            );
            continue;
        }
        if let Some((prefix, variable)) = carried(nodes) {
            let carried = Carried {
                header: name.clone(),
                prefix,
                variable,
            };
            if out.carried.is_none() {
                out.carried = Some(carried);
            } else {
                let message = "an upstream carries one secret: this one has to be sent otherwise";
                warnings.add("header-left-out", place, message);
            }
            continue;
        }
        let filled = match (fixed(nodes), plain_argument(nodes)) {
            (Some(text), _) if text.is_empty() => continue,
            (Some(text), _) => RawJson::parse(&Value::from(text).to_string())
                .map(|value| Parameter {
                    value: Some(value),
                    ..parameter(Location::Header, name.clone())
                })
                .map_err(|error| error.to_string()),
            (None, Some(argument)) => Ok(Parameter {
                arg: Some(argument.to_owned()),
                ..parameter(Location::Header, name.clone())
            }),
            (None, None) => jinja(nodes, false, context).map(|template| Parameter {
                template: Some(template),
                ..parameter(Location::Header, name.clone())
            }),
        };
        match filled {
            Ok(parameter) => out.parameters.push(parameter),
            Err(message) => warnings.add(
                "template",
                place,
                format!("the header is left out: {message}"),
            ),
        }
    }
    out
}

/// A fixed text, then the value of an environment variable.
fn carried(nodes: &[Node]) -> Option<(String, String)> {
    let (last, before) = nodes.split_last()?;
    let Node::Show(pipeline) = last else {
        return None;
    };
    Some((fixed(before)?, variable(pipeline)?.to_owned()))
}

/// The environment variable that is all of an expression.
pub(super) fn variable(pipeline: &Pipeline) -> Option<&str> {
    let [command] = pipeline.as_slice() else {
        return None;
    };
    let command: &Command = command;
    match command.as_slice() {
        [Operand::Function(name), Operand::Text(variable)] if name == "env" => Some(variable),
        [Operand::Field(path)] => match path.as_slice() {
            [env, variable] if env == "Env" => Some(variable),
            _ => None,
        },
        _ => None,
    }
}

/// The body, and the parameter of its type.
///
/// # Errors
/// It has no counterpart.
pub(super) fn body(
    (nodes, content_type): (&[Node], Option<&str>),
    (method, arguments): (Method, &[Argument]),
    context: &mut Context<'_>,
) -> Result<(Option<Body>, Option<Parameter>), String> {
    let form: Vec<FormPart> = arguments
        .iter()
        .filter(|argument| argument.position == Position::Form)
        .map(|argument| form_part(&argument.name))
        .collect();
    let is_empty = fixed(nodes).is_some_and(|text| text.trim().is_empty());
    if is_empty && form.is_empty() {
        return Ok((None, None));
    }
    if method == Method::Get {
        return Err("it sends a body with GET, which has none".to_owned());
    }
    if !form.is_empty() {
        let body = Body {
            multipart: Some(form),
            ..Body::default()
        };
        return Ok((Some(body), None));
    }
    let begin = nodes.iter().find_map(|node| match node {
        Node::Text(text) => text.trim_start().chars().next(),
        _ => Some('{'),
    });
    let is_json = content_type.is_none_or(is_json) && matches!(begin, Some('{' | '['));
    let template = jinja(nodes, is_json, context)?;
    if !is_json {
        let text = Text {
            arg: None,
            template: Some(template),
            content_type: content_type.map(str::to_owned),
        };
        let body = Body {
            text: Some(text),
            ..Body::default()
        };
        return Ok((Some(body), None));
    }
    let named = content_type.filter(|name| *name != "application/json");
    let named = named.and_then(|name| RawJson::parse(&Value::from(name).to_string()).ok());
    let content_type = named.map(|value| Parameter {
        value: Some(value),
        ..parameter(Location::Header, "Content-Type".to_owned())
    });
    let body = Body {
        template: Some(template),
        ..Body::default()
    };
    Ok((Some(body), content_type))
}

fn form_part(name: &str) -> FormPart {
    FormPart {
        name: name.to_owned(),
        arg: None,
        value: None,
        template: None,
        default: None,
        file: false,
        filename: None,
        content_type: None,
    }
}
