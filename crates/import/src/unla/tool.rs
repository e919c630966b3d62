//! One tool, as one server offers it.

use super::argument::{self, Argument, Position};
use super::endpoint::{self, parameter};
use super::request::{self, Carried};
use super::template::{Context, Node, Scope, fixed, jinja, parse};
use crate::openapi::{Part, inside};
use crate::report::Warnings;
use crate::tree::{Map, Value};
use portico_config::model::{Annotations, Tool};
use portico_rest::RawJson;
use portico_rest::mapping::{Binding, Location, Method};
use portico_rest::presentation::Presentation;
use std::collections::{BTreeMap, BTreeSet};

/// What a tool stands in.
pub(super) struct Surroundings<'s> {
    /// The server's `config`, as templates.
    pub(super) config: &'s BTreeMap<String, Vec<Node>>,
    /// Known values of environment variables.
    pub(super) environment: &'s BTreeMap<String, String>,
}

/// A tool, and where it is sent.
pub(super) struct Made {
    pub(super) tool: Tool,
    pub(super) origin: String,
    pub(super) carried: Option<Carried>,
}

/// Makes a tool, whose upstream is not named yet.
///
/// # Errors
/// Why there is none.
pub(super) fn tool(
    part: &Part<'_>,
    name: String,
    surroundings: &Surroundings<'_>,
    warnings: &mut Warnings,
) -> Result<Made, String> {
    let mut arguments = argument::read(part, warnings);
    let names: BTreeSet<String> = arguments
        .iter()
        .map(|argument| argument.name.clone())
        .collect();
    let context =
        |scope| Context::new(scope, &names, surroundings.config, surroundings.environment);
    let mut requests = context(Scope::Request);
    let read = |key: &str| template(part, key, surroundings);
    let method = method(part.value.text("method").unwrap_or("GET"))?;
    let endpoint = endpoint::read(&read("endpoint")?, &mut requests);
    let endpoint = endpoint.map_err(|message| format!("`endpoint`: {message}"))?;
    encoded(&arguments, &endpoint.in_path, part, warnings);
    let mut headers = Vec::new();
    for (name, header) in part.members("headers") {
        let text = header.value.plain().unwrap_or_default();
        match substituted(&text, surroundings) {
            Ok(nodes) => headers.push((name.to_owned(), header.place, nodes)),
            Err(message) => {
                let message = format!("the header is left out: {message}");
                warnings.add("template", header.place, message);
            }
        }
    }
    let headers = request::headers(&headers, &mut requests, warnings);
    let body = request::body(
        (&read("requestBody")?, headers.content_type.as_deref()),
        (method, &arguments),
        &mut requests,
    );
    let (body, content_type) = body.map_err(|message| format!("`requestBody`: {message}"))?;
    let mut parameters = endpoint.parameters;
    parameters.extend(headers.parameters);
    parameters.extend(content_type);
    for argument in &arguments {
        let location = match argument.position {
            Position::Query => Location::Query,
            Position::Header => Location::Header,
            Position::Path | Position::Form | Position::Body => continue,
        };
        let same = |other: &portico_rest::mapping::Parameter| {
            other.location == location && other.name.eq_ignore_ascii_case(&argument.name)
        };
        if !parameters.iter().any(same) {
            parameters.push(parameter(location, argument.name.clone()));
        }
    }
    let mut results = context(Scope::Response);
    let result = response(part, surroundings, &mut results, warnings);
    let used: BTreeSet<String> = requests.used.union(&results.used).cloned().collect();
    let forward_headers: Vec<String> = requests.headers.into_iter().collect();
    let mut http = Binding {
        upstream: "upstream".to_owned(),
        method,
        path: endpoint.path,
        parameters,
        body,
        forward_headers,
    };
    undeclared(&mut arguments, &used, part, warnings);
    unused(&mut arguments, &http, part, warnings);
    left_out(part, warnings);
    http.forward_headers
        .retain(|name| portico_rest::check_header(name, "").is_ok());
    let tool = Tool {
        name,
        title: None,
        description: part.value.text("description").map(str::to_owned),
        icons: Vec::new(),
        input_schema: schema(&arguments)?,
        output_schema: None,
        annotations: annotations(part.value.get("annotations")),
        meta: meta(part.value.get("meta")),
        timeout: None,
        retries: None,
        http,
        result,
    };
    Ok(Made {
        tool,
        origin: endpoint.origin,
        carried: headers.carried,
    })
}

fn method(name: &str) -> Result<Method, String> {
    match name.to_ascii_uppercase().as_str() {
        "GET" => Ok(Method::Get),
        "POST" => Ok(Method::Post),
        "PUT" => Ok(Method::Put),
        "PATCH" => Ok(Method::Patch),
        "DELETE" => Ok(Method::Delete),
        "HEAD" => Ok(Method::Head),
        "OPTIONS" => Ok(Method::Options),
        other => Err(format!("there is no method `{other}`")),
    }
}

/// The template in the field `key`, with the server's configuration put in.
fn template(
    part: &Part<'_>,
    key: &str,
    surroundings: &Surroundings<'_>,
) -> Result<Vec<Node>, String> {
    let text = part
        .value
        .get(key)
        .and_then(Value::plain)
        .unwrap_or_default();
    substituted(&text, surroundings).map_err(|message| format!("`{key}`: {message}"))
}

/// A template in which `.Config.x` stands for what the server has there, and known environment variables
/// for their values, where that is all there is to an action.
pub(super) fn substituted(
    text: &str,
    surroundings: &Surroundings<'_>,
) -> Result<Vec<Node>, String> {
    let mut out: Vec<Node> = Vec::new();
    for node in parse(text)? {
        let Node::Show(pipeline) = &node else {
            push(&mut out, node);
            continue;
        };
        if let Some(name) = config_name(pipeline)
            && let Some(nodes) = surroundings.config.get(name)
        {
            nodes
                .iter()
                .for_each(|node| push(&mut out, known(node.clone(), surroundings)));
        } else {
            push(&mut out, known(node, surroundings));
        }
    }
    Ok(out)
}

/// The node, or the value of the environment variable that it is.
fn known(node: Node, surroundings: &Surroundings<'_>) -> Node {
    let Node::Show(pipeline) = &node else {
        return node;
    };
    let value = request::variable(pipeline).and_then(|name| surroundings.environment.get(name));
    value.map_or(node.clone(), |value| Node::Text(value.clone()))
}

fn push(out: &mut Vec<Node>, node: Node) {
    match (out.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
        (_, node) => out.push(node),
    }
}

fn config_name(pipeline: &super::template::Pipeline) -> Option<&str> {
    use super::template::Operand;
    let [command] = pipeline.as_slice() else {
        return None;
    };
    match command.as_slice() {
        [Operand::Field(path)] => match path.as_slice() {
            [config, name] if config == "Config" => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// How the response is shown, where that is not the response itself.
fn response(
    part: &Part<'_>,
    surroundings: &Surroundings<'_>,
    context: &mut Context<'_>,
    warnings: &mut Warnings,
) -> Option<Presentation> {
    let place = inside(&part.place, "responseBody");
    let nodes = template(part, "responseBody", surroundings);
    let written = nodes.and_then(|nodes| {
        let is_plain = fixed(&nodes).is_some_and(|text| text.is_empty());
        if is_plain {
            Ok(String::new())
        } else {
            jinja(&nodes, false, context)
        }
    });
    match written {
        Ok(text) if text.is_empty() || text.trim() == "{{ response.text }}" => None,
        Ok(text) if !context.headers.is_empty() => {
            let message = format!(
                "results are not made of the client's headers: the response is shown as it is \
                 ({} bytes of template)",
                text.len()
            );
            warnings.add("template", place, message);
            None
        }
        Ok(text) => Some(Presentation {
            template: Some(text),
            ..Presentation::default()
        }),
        Err(message) => {
            let message = format!("the response is shown as it is: {message}");
            warnings.add("template", place, message);
            None
        }
    }
}

/// Arguments that stand in the path as they are in Unla, and are encoded here.
fn encoded(arguments: &[Argument], in_path: &[String], part: &Part<'_>, warnings: &mut Warnings) {
    for name in in_path {
        let declared = arguments.iter().find(|argument| argument.name == *name);
        if declared.is_none_or(|argument| argument.position != Position::Path) {
            let message = format!(
                "`{name}` is not `position: path`, so Unla sends `/` in it as it is; here it is encoded"
            );
            warnings.add("path-encoded", inside(&part.place, "endpoint"), message);
        }
    }
}

/// Declares what templates use besides.
fn undeclared(
    arguments: &mut Vec<Argument>,
    used: &BTreeSet<String>,
    part: &Part<'_>,
    warnings: &mut Warnings,
) {
    for name in used {
        if arguments.iter().all(|argument| argument.name != *name) {
            let message = format!(
                "templates use the argument `{name}`, which is not declared: it takes anything"
            );
            warnings.add("argument-undeclared", inside(&part.place, "args"), message);
            arguments.push(Argument {
                name: name.clone(),
                position: Position::Body,
                schema: Map::default(),
                required: false,
            });
        }
    }
}

/// Takes out what no part of the request uses: Portico would send it, and Unla does not.
fn unused(arguments: &mut Vec<Argument>, http: &Binding, part: &Part<'_>, warnings: &mut Warnings) {
    let text = serde_json::to_string(http).unwrap_or_default();
    let whole = text.contains("args |") || text.contains("args }}") || text.contains("in args ");
    arguments.retain(|argument| {
        let name = &argument.name;
        let is_mentioned = |mention: &str| {
            text.match_indices(mention).any(|(at, _)| {
                let next = text
                    .get(at + mention.len()..)
                    .and_then(|rest| rest.chars().next());
                next.is_none_or(|c| !(c.is_alphanumeric() || c == '_'))
            })
        };
        let is_used = whole
            || argument.position == Position::Form
            || is_mentioned(&format!("args.{name}"))
            || text.contains(&format!("args['{name}']"))
            || text.contains(&format!("{{{name}}}"))
            || http.parameters.iter().any(|parameter| {
                parameter.arg.as_ref().unwrap_or(&parameter.name) == name
                    && parameter.template.is_none()
                    && parameter.value.is_none()
            });
        if !is_used {
            let message = format!("nothing uses the argument `{name}`: it is left out");
            warnings.add("argument-left-out", inside(&part.place, "args"), message);
        }
        is_used
    });
}

fn left_out(part: &Part<'_>, warnings: &mut Warnings) {
    if part
        .value
        .get("proxy")
        .is_some_and(|proxy| *proxy != Value::Null)
    {
        let message = "requests go from Envoy to the API without a proxy";
        warnings.add("proxy", inside(&part.place, "proxy"), message);
    }
}

fn schema(arguments: &[Argument]) -> Result<Option<RawJson>, String> {
    if arguments.is_empty() {
        return Ok(None);
    }
    let properties: Map = arguments
        .iter()
        .map(|argument| (argument.name.clone(), argument.schema.clone()))
        .collect();
    let required = arguments.iter().filter(|argument| argument.required);
    let required: Vec<Value> = required
        .map(|argument| Value::from(argument.name.as_str()))
        .collect();
    let mut schema = Map::default();
    schema.set("type", "object");
    schema.set("properties", properties);
    if !required.is_empty() {
        schema.set("required", Value::List(required));
    }
    let text = Value::Object(schema).to_string();
    RawJson::parse(&text)
        .map(Some)
        .map_err(|error| error.to_string())
}

fn annotations(value: Option<&Value>) -> Option<Annotations> {
    let value = value.filter(|value| value.as_object().is_some_and(|map| !map.is_empty()))?;
    let hint = |key: &str| value.get(key).and_then(Value::as_bool);
    Some(Annotations {
        title: value.text("title").map(str::to_owned),
        read_only_hint: hint("readOnlyHint"),
        destructive_hint: hint("destructiveHint"),
        idempotent_hint: hint("idempotentHint"),
        open_world_hint: hint("openWorldHint"),
    })
}

fn meta(value: Option<&Value>) -> Option<RawJson> {
    let value = value.filter(|value| value.as_object().is_some_and(|map| !map.is_empty()))?;
    RawJson::parse(&value.to_string()).ok()
}
