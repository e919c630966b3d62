//! Operations in one form for all versions: what is under a path, with its parameters and bodies.

use super::source::{Part, Source};
use crate::report::{Format, Warnings};
use crate::tree::Value;

/// Where a parameter is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    /// As descriptions write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let all = [Self::Path, Self::Query, Self::Header, Self::Cookie];
        all.into_iter().find(|location| location.name() == name)
    }
}

/// A parameter.
#[derive(Debug, Clone)]
pub(crate) struct Parameter<'s> {
    pub(crate) name: &'s str,
    pub(crate) location: Location,
    pub(crate) required: bool,
    /// The Parameter Object.
    pub(crate) part: Part<'s>,
}

/// One way to write the body.
#[derive(Debug, Clone)]
pub(crate) struct Content<'s> {
    pub(crate) media_type: &'s str,
    pub(crate) schema: Option<Part<'s>>,
    /// The Encoding Objects.
    pub(crate) encoding: Option<&'s Value>,
}

/// A body.
#[derive(Debug, Clone)]
pub(crate) struct Body<'s> {
    pub(crate) required: bool,
    pub(crate) description: Option<&'s str>,
    pub(crate) contents: Vec<Content<'s>>,
    /// Fields of a form as Swagger 2.0 has them: parameters.
    pub(crate) fields: Vec<Parameter<'s>>,
    pub(crate) place: String,
}

/// An operation.
#[derive(Debug, Clone)]
pub(crate) struct Operation<'s> {
    /// In upper case.
    pub(crate) method: String,
    pub(crate) path: &'s str,
    pub(crate) part: Part<'s>,
    pub(crate) parameters: Vec<Parameter<'s>>,
    pub(crate) body: Option<Body<'s>>,
    /// The object that names servers: the operation, its path or the whole.
    pub(crate) servers: Part<'s>,
}

/// Most parameters of an operation, of which each is compared with the others.
const MOST_PARAMETERS: usize = 1000;

/// The methods that a path may have, in the order in which they are listed where it matters not.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Every operation in the order of the description, each with what is odd about it.
pub(crate) fn operations(source: &Source) -> Vec<(Operation<'_>, Warnings)> {
    let mut found = Vec::new();
    for (path, part) in source.part().members("paths") {
        let Ok(item) = source.resolve(part) else {
            continue;
        };
        for (method, value) in item
            .value
            .as_object()
            .into_iter()
            .flat_map(|map| map.iter())
        {
            if !METHODS.contains(&method) || value.as_object().is_none() {
                continue;
            }
            let mut warnings = Warnings::default();
            let part = Part::new(value, format!("{}.{method}", item.place));
            let operation = operation(source, (method, path), &item, part, &mut warnings);
            found.push((operation, warnings));
        }
    }
    found
}

fn operation<'s>(
    source: &'s Source,
    (method, path): (&str, &'s str),
    item: &Part<'s>,
    part: Part<'s>,
    warnings: &mut Warnings,
) -> Operation<'s> {
    let mut reader = Reader {
        source,
        parameters: Vec::new(),
        body: None,
        fields: Vec::new(),
        warnings,
    };
    for parameter in item.items("parameters").chain(part.items("parameters")) {
        reader.parameter(parameter);
    }
    let body = if source.format == Format::Swagger2 {
        reader.swagger_body(&part)
    } else {
        part.get("requestBody")
            .and_then(|body| reader.request_body(body))
    };
    let has_servers = |part: &&Part<'_>| !part.value.items("servers").is_empty();
    let whole = source.part();
    let servers = [&part, item]
        .into_iter()
        .find(has_servers)
        .unwrap_or(&whole);
    Operation {
        method: method.to_uppercase(),
        path,
        servers: servers.clone(),
        parameters: reader.parameters,
        body,
        part,
    }
}

struct Reader<'r, 's> {
    source: &'s Source,
    parameters: Vec<Parameter<'s>>,
    /// Swagger 2.0's `in: body`.
    body: Option<Part<'s>>,
    /// Swagger 2.0's `in: formData`.
    fields: Vec<Parameter<'s>>,
    warnings: &'r mut Warnings,
}

impl<'s> Reader<'_, 's> {
    fn parameter(&mut self, part: Part<'s>) {
        let place = part.place.clone();
        let part = match self.source.resolve(part) {
            Ok(part) => part,
            Err(message) => {
                let message = format!("the parameter is left out: {message}");
                return self.warnings.add("reference", place, message);
            }
        };
        let location = part.value.text("in").unwrap_or_default();
        if location == "body" {
            self.body = Some(part);
            return;
        }
        let Some(name) = part.value.text("name") else {
            let message = "the parameter has no name: it is left out";
            return self.warnings.add("parameter-left-out", part.place, message);
        };
        let required = part.value.is_true("required");
        let (list, location) = match Location::named(location) {
            Some(location) => (&mut self.parameters, location),
            None if location == "formData" => (&mut self.fields, Location::Query),
            None => {
                let message = format!(
                    "the parameter `{name}` is `in: {location}`, which there is not: it is left out"
                );
                return self.warnings.add("parameter-left-out", part.place, message);
            }
        };
        let parameter = Parameter {
            name,
            location,
            required: required || location == Location::Path,
            part,
        };
        if list.len() >= MOST_PARAMETERS {
            let message = format!("only the first {MOST_PARAMETERS} parameters are taken");
            return self
                .warnings
                .add("parameter-left-out", "parameters", message);
        }
        // An operation's own parameter stands in for that of its path.
        let same = |other: &&mut Parameter<'_>| other.name == name && other.location == location;
        match list.iter_mut().find(same) {
            Some(other) => *other = parameter,
            None => list.push(parameter),
        }
    }

    /// The body of OpenAPI 3.
    fn request_body(&mut self, part: Part<'s>) -> Option<Body<'s>> {
        let place = part.place.clone();
        let part = match self.source.resolve(part) {
            Ok(part) => part,
            Err(message) => {
                let message = format!("the body is left out: {message}");
                self.warnings.add("reference", place, message);
                return None;
            }
        };
        let contents = part
            .members("content")
            .map(|(media_type, content)| Content {
                media_type,
                schema: content.get("schema"),
                encoding: content.value.get("encoding"),
            });
        Some(Body {
            required: part.value.is_true("required"),
            description: part.value.text("description"),
            contents: contents.collect(),
            fields: Vec::new(),
            place: part.place,
        })
    }

    /// The body of Swagger 2.0.
    fn swagger_body(&mut self, operation: &Part<'s>) -> Option<Body<'s>> {
        let own = operation.value.items("consumes");
        let consumes = if own.is_empty() {
            self.source.root.items("consumes")
        } else {
            own
        };
        let types: Vec<&str> = consumes.iter().filter_map(Value::as_text).collect();
        if !self.fields.is_empty() {
            let is_file = |field: &Parameter<'_>| field.part.value.text("type") == Some("file");
            let has_files = self.fields.iter().any(is_file);
            let multipart = types.iter().find(|name| name.starts_with("multipart/"));
            let urlencoded = types.iter().any(|name| name.starts_with(super::body::FORM));
            let media_type = match multipart {
                Some(_) if has_files || !urlencoded => super::body::MULTIPART,
                _ if has_files => super::body::MULTIPART,
                _ => super::body::FORM,
            };
            return Some(Body {
                required: self.fields.iter().any(|field| field.required),
                description: None,
                contents: vec![Content {
                    media_type,
                    schema: None,
                    encoding: None,
                }],
                fields: std::mem::take(&mut self.fields),
                place: format!("{}.parameters", operation.place),
            });
        }
        let body = self.body.take()?;
        let types = if types.is_empty() {
            vec!["application/json"]
        } else {
            types
        };
        let content = |media_type| Content {
            media_type,
            schema: body.get("schema"),
            encoding: None,
        };
        Some(Body {
            required: body.value.is_true("required"),
            description: body.value.text("description"),
            contents: types.into_iter().map(content).collect(),
            fields: Vec::new(),
            place: body.place.clone(),
        })
    }
}
