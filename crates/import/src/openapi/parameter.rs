//! Parameters in path, query, headers and cookies.

use super::argument::{Arguments, described};
use super::read::{Location, Parameter};
use super::schema::Schemas;
use super::source::{Part, Source};
use crate::report::{Format, Warnings};
use crate::tree::{Map, Value};
use portico_rest::mapping::{self, Style};

/// Headers that OpenAPI wants to be told otherwise.
const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];

/// How a value is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Layout {
    pub(crate) style: Option<Style>,
    pub(crate) explode: Option<bool>,
    /// Lists are written as `name[]=…`.
    pub(crate) brackets: bool,
}

/// Makes arguments of parameters.
pub(crate) struct Parameters<'p, 's> {
    pub(crate) source: &'s Source,
    pub(crate) schemas: &'p Schemas<'s>,
    pub(crate) arguments: &'p mut Arguments,
    pub(crate) warnings: &'p mut Warnings,
    pub(crate) bindings: Vec<mapping::Parameter>,
    /// Arguments that nothing mentions go into the query.
    pub(crate) query_is_implied: bool,
}

impl<'s> Parameters<'_, 's> {
    /// The parameters, and an argument for each placeholder of the path that has none.
    pub(crate) fn add(
        &mut self,
        parameters: &[Parameter<'s>],
        placeholders: &[String],
        place: &str,
    ) {
        for parameter in parameters {
            let is_in_path = placeholders.iter().any(|name| name == parameter.name);
            if parameter.location == Location::Path && !is_in_path {
                let message = format!(
                    "the path has no `{{{}}}`: the parameter is left out",
                    parameter.name
                );
                let place = parameter.part.place.clone();
                self.warnings.add("parameter-left-out", place, message);
                continue;
            }
            self.parameter(parameter);
        }
        for (index, name) in placeholders.iter().enumerate() {
            let is_known = parameters
                .iter()
                .any(|p| p.location == Location::Path && p.name == name);
            if is_known || placeholders.iter().take(index).any(|other| other == name) {
                continue;
            }
            let message = format!(
                "the path has `{{{name}}}`, which no parameter describes: it takes any text"
            );
            self.warnings.add("placeholder", place, message);
            let schema: Map = [
                ("type", Value::from("string")),
                ("minLength", Value::Number("1".to_owned())),
            ]
            .into_iter()
            .collect();
            let argument = self.arguments.add(name, "path", schema.into(), true);
            self.bind(Location::Path, name, argument, Layout::default());
        }
    }

    fn parameter(&mut self, parameter: &Parameter<'s>) {
        if parameter.location == Location::Header && !self.is_allowed(parameter) {
            return;
        }
        let part = &parameter.part;
        if let Some((media_type, content)) = part.members("content").next() {
            return self.content(parameter, media_type, &content);
        }
        let is_swagger = self.source.format == Format::Swagger2;
        let schema = if is_swagger {
            Some(part.clone())
        } else {
            part.get("schema")
        };
        let converted = match &schema {
            Some(schema) => self.schemas.convert(schema, self.warnings),
            None => Map::default().into(),
        };
        let layout = match &schema {
            Some(schema) if is_swagger => swagger_layout(parameter, schema, self.warnings),
            _ => self.layout(parameter, schema.as_ref()),
        };
        let mut converted = described(converted, part.value.text("description"));
        if parameter.location == Location::Path {
            not_empty(&mut converted);
        }
        if parameter.required
            && let Some(schema) = &schema
        {
            not_null(&mut converted);
            set_default(&mut converted, schema.value);
        }
        if part.value.is_true("allowReserved") {
            let message = "reserved characters in the value are percent-encoded all the same";
            self.warnings
                .add("allow-reserved", part.place.clone(), message);
        }
        let place = parameter.location.name();
        let argument = self
            .arguments
            .add(parameter.name, place, converted, parameter.required);
        self.bind(parameter.location, parameter.name, argument, layout);
    }

    /// Whether an operation may set this header.
    fn is_allowed(&mut self, parameter: &Parameter<'s>) -> bool {
        let name = parameter.name.to_ascii_lowercase();
        let place = parameter.part.place.clone();
        if IGNORED.contains(&name.as_str()) {
            if name == "authorization" {
                let message =
                    "a credential of the upstream belongs here: the parameter is left out";
                self.warnings.add("header-left-out", place, message);
            }
            return false;
        }
        if let Err(message) = portico_rest::check_header(&name, "") {
            let message = format!("the header is left out: {message}");
            self.warnings.add("header-left-out", place, message);
            return false;
        }
        true
    }

    /// A parameter whose value is a text of a media type: JSON, or text as it comes.
    fn content(&mut self, parameter: &Parameter<'s>, media_type: &str, content: &Part<'s>) {
        let (place, name) = (parameter.location.name(), parameter.name);
        let description = parameter.part.value.text("description");
        if !super::body::is_json(media_type) {
            let schema: Map = [("type", "string")].into_iter().collect();
            let schema = described(schema.into(), description);
            let argument = self.arguments.add(name, place, schema, parameter.required);
            return self.bind(parameter.location, name, argument, Layout::default());
        }
        let schema = match content.get("schema") {
            Some(schema) => self.schemas.convert(&schema, self.warnings),
            None => Map::default().into(),
        };
        let schema = described(schema, description);
        let arguments = &mut *self.arguments;
        let argument = arguments.add_for_template(name, place, schema, parameter.required);
        let binding = mapping::Parameter {
            template: Some(json_text(&argument)),
            arg: None,
            ..plain(parameter.location, name, String::new())
        };
        self.bindings.push(binding);
    }

    /// The layout of OpenAPI 3.
    fn layout(&mut self, parameter: &Parameter<'s>, schema: Option<&Part<'s>>) -> Layout {
        let value = parameter.part.value;
        let style = value.text("style");
        let explode = value.get("explode").and_then(Value::as_bool);
        let shape = schema.map(|schema| shape(self.source, schema));
        let layout = layout(
            style,
            explode,
            parameter.location,
            shape.unwrap_or_default(),
        );
        if layout.brackets {
            let message = "OpenAPI has no `deepObject` of lists: it is sent as `name[]=…`, as most servers \
                           read it";
            self.warnings
                .add("style", parameter.part.place.clone(), message);
        }
        if let Some(style) = style.filter(|style| !is_known(style, parameter.location)) {
            let place = format!("{}.style", parameter.part.place);
            let location = parameter.location.name();
            let message =
                format!("there is no style `{style}` in a {location}: its default is used");
            self.warnings.add("style", place, message);
        }
        if shape == Some(Shape::Nested) && layout.style != Some(Style::DeepObject) {
            let message = "OpenAPI does not say how lists or objects inside others are sent here: calls with \
                           such values are refused";
            self.warnings
                .add("style", parameter.part.place.clone(), message);
        }
        layout
    }

    fn bind(&mut self, location: Location, name: &str, argument: String, layout: Layout) {
        let is_plain = layout == Layout::default() && argument == name;
        let is_implied = match location {
            Location::Path => true,
            Location::Query => self.query_is_implied,
            Location::Header | Location::Cookie => false,
        };
        if is_plain && is_implied {
            return;
        }
        let wire = if layout.brackets {
            format!("{name}[]")
        } else {
            name.to_owned()
        };
        self.bindings.push(mapping::Parameter {
            style: layout.style,
            explode: layout.explode,
            ..plain(location, &wire, argument)
        });
    }
}

/// A parameter that an argument fills.
pub(crate) fn plain(location: Location, name: &str, argument: String) -> mapping::Parameter {
    mapping::Parameter {
        name: name.to_owned(),
        location: match location {
            Location::Path => mapping::Location::Path,
            Location::Query => mapping::Location::Query,
            Location::Header => mapping::Location::Header,
            Location::Cookie => mapping::Location::Cookie,
        },
        arg: (argument != name).then_some(argument),
        value: None,
        template: None,
        default: None,
        style: None,
        explode: None,
    }
}

/// A template that writes an argument as JSON, and nothing where it is absent.
pub(crate) fn json_text(argument: &str) -> String {
    format!("{{% if args.{argument} is defined %}}{{{{ args.{argument} | tojson }}}}{{% endif %}}")
}

/// What a schema is about, as far as layouts are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Shape {
    #[default]
    Scalar,
    List,
    Object,
    /// A list or an object with lists or objects in it.
    Nested,
}

/// The shape of what a schema is about.
pub(crate) fn shape(source: &Source, schema: &Part<'_>) -> Shape {
    match kind(source, schema) {
        Some("array") => match schema_of(source, schema).get("items") {
            Some(items) if kind(source, &items).is_some_and(is_collection) => Shape::Nested,
            _ => Shape::List,
        },
        Some("object") => {
            let schema = schema_of(source, schema);
            let mut members = schema.members("properties");
            let is_nested = |part: &Part<'_>| kind(source, part).is_some_and(is_collection);
            if members.any(|(_, part)| is_nested(&part)) {
                Shape::Nested
            } else {
                Shape::Object
            }
        }
        _ => Shape::Scalar,
    }
}

fn is_collection(kind: &str) -> bool {
    matches!(kind, "array" | "object")
}

fn schema_of<'s>(source: &'s Source, schema: &Part<'s>) -> Part<'s> {
    source
        .resolve(schema.clone())
        .unwrap_or_else(|_| schema.clone())
}

fn kind<'s>(source: &'s Source, schema: &Part<'s>) -> Option<&'s str> {
    let schema = schema_of(source, schema);
    match schema.value.get("type") {
        Some(Value::Text(name)) => Some(name),
        Some(Value::List(names)) => {
            let names = names.iter().filter_map(Value::as_text);
            names.into_iter().find(|name| *name != "null")
        }
        _ if schema.value.get("properties").is_some() => Some("object"),
        _ => None,
    }
}

/// The layout that OpenAPI 3's `style` and `explode` mean.
pub(crate) fn layout(
    style: Option<&str>,
    explode: Option<bool>,
    location: Location,
    shape: Shape,
) -> Layout {
    let known = style.filter(|style| is_known(style, location));
    let style = match known {
        Some("matrix") => Some(Style::Matrix),
        Some("label") => Some(Style::Label),
        Some("spaceDelimited") => Some(Style::SpaceDelimited),
        Some("pipeDelimited") => Some(Style::PipeDelimited),
        Some("deepObject") if matches!(shape, Shape::List) => {
            return Layout {
                brackets: true,
                ..Layout::default()
            };
        }
        Some("deepObject") => {
            return Layout {
                style: Some(Style::DeepObject),
                ..Layout::default()
            };
        }
        _ => None,
    };
    let is_form = matches!(location, Location::Query | Location::Cookie) && style.is_none();
    // What does not make a difference is not written.
    let explode = explode.filter(|explode| shape != Shape::Scalar && *explode != is_form);
    Layout {
        style,
        explode,
        brackets: false,
    }
}

fn is_known(style: &str, location: Location) -> bool {
    let known: &[&str] = match location {
        Location::Path => &["simple", "label", "matrix"],
        Location::Query => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Location::Header => &["simple"],
        Location::Cookie => &["form"],
    };
    known.contains(&style)
}

/// The layout of Swagger 2.0's `collectionFormat`.
pub(crate) fn swagger_layout(
    parameter: &Parameter<'_>,
    schema: &Part<'_>,
    warnings: &mut Warnings,
) -> Layout {
    if schema.value.text("type") != Some("array") {
        return Layout::default();
    }
    let in_query = parameter.location == Location::Query;
    let (style, explode) = match schema.value.text("collectionFormat") {
        Some("multi") if in_query => (None, None),
        Some("ssv") if in_query => (Some(Style::SpaceDelimited), None),
        Some("pipes") if in_query => (Some(Style::PipeDelimited), None),
        Some("tsv") => {
            let message = "values between tabs cannot be sent: commas stand between them";
            warnings.add("style", schema.place.clone(), message);
            (None, in_query.then_some(false))
        }
        _ => (None, in_query.then_some(false)),
    };
    Layout {
        style,
        explode,
        brackets: false,
    }
}

/// A value in the path cannot be empty.
fn not_empty(schema: &mut Value) {
    if let Value::Object(map) = schema
        && map.get("type").and_then(Value::as_text) == Some("string")
        && map.get("minLength").is_none()
        && map.get("enum").is_none()
    {
        map.set("minLength", Value::Number("1".to_owned()));
    }
}

/// What is null is not sent, and this has to be.
fn not_null(schema: &mut Value) {
    if let Value::Object(map) = schema
        && let Some(Value::List(types)) = map.get_mut("type")
    {
        types.retain(|name| name.as_text() != Some("null"));
    }
}

/// What has to be sent and has a default is filled in.
fn set_default(schema: &mut Value, source: &Value) {
    let Some(default) = source.get("default") else {
        return;
    };
    let fits = portico_schema::Schema::compile(&schema.to_string())
        .is_ok_and(|compiled| compiled.check(&default.to_string()).is_empty());
    if let Value::Object(map) = schema
        && fits
    {
        map.set("default", default.clone());
    }
}
