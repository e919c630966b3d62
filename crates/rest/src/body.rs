//! The body of a request. JSON values are spliced in as the text that they arrived in.

use crate::argument::{Argument, ArgumentError, Arguments};
use crate::blob;
use crate::json::{RawJson, write_string};
use crate::multipart::Multipart;
use crate::query::QueryPlan;
use crate::source::Source;
use crate::template::Template;
use std::borrow::Cow;

/// What error messages call the body.
const THE_BODY: &str = "the body of the request";

/// The type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// How a body is made.
#[derive(Debug, Default)]
pub(crate) enum BodyPlan {
    /// There is none.
    #[default]
    None,
    /// JSON, always the same.
    Fixed(Box<str>),
    /// JSON: one argument is the body; none where it is absent.
    Argument(Source),
    /// JSON: an object of fields.
    Object(Fields),
    /// JSON made by a template.
    Template(Template),
    /// A form: a query in a body.
    Form(QueryPlan),
    /// A form with files.
    Multipart(Multipart),
    /// The text that an argument is, of this type.
    Text(Source, String),
    /// The text that a template makes, of this type.
    TextTemplate(Template, String),
    /// The bytes that an argument holds, of this type where it is fixed.
    Binary(Source, Option<String>),
}

/// A body and its content type, where it is not that of the operation.
pub(crate) type Entity<'p> = (Option<Cow<'p, str>>, Vec<u8>);

impl BodyPlan {
    /// Whether the body is JSON, of a type that the operation may name.
    pub(crate) fn is_json(&self) -> bool {
        matches!(
            self,
            Self::Fixed(_) | Self::Argument(_) | Self::Object(_) | Self::Template(_)
        )
    }

    /// The body for `arguments`; `None` where there is nothing to send.
    pub(crate) fn write(
        &self,
        arguments: &Arguments<'_>,
    ) -> Result<Option<Entity<'_>>, ArgumentError> {
        let json = |body| Ok(Some((None, body)));
        match self {
            Self::None => Ok(None),
            Self::Fixed(text) => json(text.as_bytes().to_vec()),
            Self::Argument(source) => {
                let Some(argument) = source.argument(arguments)? else {
                    return Ok(None);
                };
                let mut out = Vec::new();
                argument.write_json(&mut out);
                json(out)
            }
            Self::Object(fields) => {
                let mut out = Vec::with_capacity(128);
                fields.write(&mut out, arguments)?;
                json(out)
            }
            Self::Template(template) => json(arguments.render(THE_BODY, template)?),
            Self::Form(fields) => form(fields, arguments),
            Self::Multipart(parts) => Ok(parts
                .write(arguments)?
                .map(|(content_type, body)| (Some(Cow::Owned(content_type)), body))),
            Self::Text(source, content_type) => text(source, content_type, arguments),
            Self::TextTemplate(template, content_type) => {
                let text = arguments.render(THE_BODY, template)?;
                Ok((!text.is_empty()).then_some((Some(Cow::Borrowed(content_type)), text)))
            }
            Self::Binary(source, content_type) => {
                binary(source, content_type.as_deref(), arguments)
            }
        }
    }
}

fn form<'p>(
    fields: &QueryPlan,
    arguments: &Arguments<'_>,
) -> Result<Option<Entity<'p>>, ArgumentError> {
    let mut text = String::new();
    fields.write(&mut text, arguments)?;
    Ok(text
        .strip_prefix('?')
        .map(|form| (Some(Cow::Borrowed(FORM)), form.as_bytes().to_vec())))
}

fn text<'p>(
    source: &Source,
    content_type: &'p str,
    arguments: &Arguments<'_>,
) -> Result<Option<Entity<'p>>, ArgumentError> {
    let Some(argument) = source.given(arguments)? else {
        return Ok(None);
    };
    let plain = argument
        .text()
        .map_err(|expected| source.unexpected(expected))?;
    let text = match (plain, argument) {
        (Some(text), _) => text.as_bytes().to_vec(),
        (None, Argument::Json(text) | Argument::Text(text)) => text.as_bytes().to_vec(),
    };
    Ok((!text.is_empty()).then_some((Some(Cow::Borrowed(content_type)), text)))
}

fn binary<'p>(
    source: &Source,
    content_type: Option<&'p str>,
    arguments: &Arguments<'_>,
) -> Result<Option<Entity<'p>>, ArgumentError> {
    let Some(argument) = source.given(arguments)? else {
        return Ok(None);
    };
    let unexpected = |expected| source.unexpected(expected);
    let text = argument.text().map_err(unexpected)?;
    let text = text.ok_or_else(|| unexpected("base64, or a data: URL"))?;
    let blob = blob::decode(&text).map_err(unexpected)?;
    let content_type = match (content_type, blob.media_type) {
        (Some(fixed), _) => Cow::Borrowed(fixed),
        (None, Some(own)) => Cow::Owned(own.to_owned()),
        (None, None) => Cow::Borrowed("application/octet-stream"),
    };
    Ok((!blob.bytes.is_empty()).then_some((Some(content_type), blob.bytes)))
}

/// What fills a field.
#[derive(Debug)]
pub(crate) enum Field {
    Argument(Source),
    Fixed(RawJson),
    /// Makes JSON, for the parameter of that name.
    Template(String, Box<Template>),
}

/// The fields of a JSON object, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<Member>);

#[derive(Debug)]
struct Member {
    name: String,
    /// `"name":`, escaped.
    key: Vec<u8>,
    value: Node,
}

#[derive(Debug)]
enum Node {
    Field(Field),
    Object(Fields),
}

impl Fields {
    /// Whether no field was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the field at `path`; objects on the way are made. False where the path, or a part of
    /// it, is a field already.
    #[must_use]
    pub(crate) fn insert(&mut self, path: &[String], field: Field) -> bool {
        let Some((name, inner)) = path.split_first() else {
            return false;
        };
        let index = self.0.iter().position(|member| member.name == *name);
        if inner.is_empty() {
            if index.is_none() {
                self.0.push(Member::new(name, Node::Field(field)));
            }
            return index.is_none();
        }
        if index.is_none() {
            self.0
                .push(Member::new(name, Node::Object(Self::default())));
        }
        let member = match index {
            Some(index) => self.0.get_mut(index),
            None => self.0.last_mut(),
        };
        match member.map(|member| &mut member.value) {
            Some(Node::Object(fields)) => fields.insert(inner, field),
            _ => false,
        }
    }

    /// Appends the object; true where it has a member. Inner objects without members are left out.
    fn write(&self, out: &mut Vec<u8>, arguments: &Arguments<'_>) -> Result<bool, ArgumentError> {
        out.push(b'{');
        let mut between: &[u8] = b"";
        for member in &self.0 {
            let start = out.len();
            out.extend_from_slice(between);
            out.extend_from_slice(&member.key);
            if member.value.write(out, arguments)? {
                between = b",";
            } else {
                out.truncate(start);
            }
        }
        out.push(b'}');
        Ok(!between.is_empty())
    }
}

impl Member {
    fn new(name: &str, value: Node) -> Self {
        let mut key = Vec::new();
        write_string(&mut key, name);
        key.push(b':');
        Self {
            name: name.to_owned(),
            key,
            value,
        }
    }
}

impl Node {
    /// Appends the value; false where there is none.
    fn write(&self, out: &mut Vec<u8>, arguments: &Arguments<'_>) -> Result<bool, ArgumentError> {
        match self {
            Self::Field(Field::Fixed(json)) => out.extend_from_slice(json.get().as_bytes()),
            Self::Field(Field::Argument(source)) => match source.argument(arguments)? {
                Some(argument) => argument.write_json(out),
                None => return Ok(false),
            },
            Self::Field(Field::Template(name, template)) => {
                let what = format!("`{name}` of the request");
                out.extend_from_slice(&arguments.render(&what, template)?);
            }
            Self::Object(fields) => return fields.write(out, arguments),
        }
        Ok(true)
    }
}
