//! The JSON body of a request. Values are spliced in as the text that they arrived in.

use crate::argument::{ArgumentError, Arguments};
use crate::json::{RawJson, write_string};
use crate::source::Source;

/// How a body is made.
#[derive(Debug, Default)]
pub(crate) enum BodyPlan {
    /// There is none.
    #[default]
    None,
    /// Always the same.
    Fixed(Box<str>),
    /// One argument is the body; none where it is absent.
    Argument(Source),
    /// An object of fields.
    Object(Fields),
}

impl BodyPlan {
    /// The body for `arguments`.
    pub(crate) fn write(
        &self,
        arguments: &Arguments<'_>,
    ) -> Result<Option<Vec<u8>>, ArgumentError> {
        match self {
            Self::None => Ok(None),
            Self::Fixed(json) => Ok(Some(json.as_bytes().to_vec())),
            Self::Argument(source) => {
                let Some(argument) = source.argument(arguments)? else {
                    return Ok(None);
                };
                let mut out = Vec::new();
                argument.write_json(&mut out);
                Ok(Some(out))
            }
            Self::Object(fields) => {
                let mut out = Vec::with_capacity(128);
                fields.write(&mut out, arguments)?;
                Ok(Some(out))
            }
        }
    }
}

/// What fills a field.
#[derive(Debug)]
pub(crate) enum Field {
    Argument(Source),
    Fixed(RawJson),
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
            Self::Object(fields) => return fields.write(out, arguments),
        }
        Ok(true)
    }
}
