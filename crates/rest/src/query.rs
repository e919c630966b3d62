//! The query of a request, by OpenAPI's styles `form`, `spaceDelimited`, `pipeDelimited` and
//! `deepObject`.
//!
//! Exploded objects take their keys from the argument. So that no argument can stand in for another
//! parameter, such a key must not be the name of one.

use crate::argument::{ArgumentError, Arguments};
use crate::json::first_duplicate;
use crate::parameter::{Shape, percent, percent_encoded};
use crate::source::Source;

/// OpenAPI styles of query parameters, with `explode` where it makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QueryStyle {
    /// `tags=a&tags=b`, and objects as `key=value&key=value`.
    Exploded,
    /// `tags=a,b` with this text between the parts, in percent-encoding where it is not a comma.
    Delimited(&'static str),
    /// `filter[key]=value`.
    Deep,
}

/// A query parameter.
#[derive(Debug)]
pub(crate) struct QueryValue {
    name: String,
    encoded: String,
    style: QueryStyle,
}

impl QueryValue {
    /// A parameter called `name` on the wire.
    pub(crate) fn new(name: &str, style: QueryStyle) -> Self {
        Self {
            name: name.to_owned(),
            encoded: percent_encoded(name),
            style,
        }
    }

    /// Appends `shape` to the query; the error is what was expected.
    pub(crate) fn write(
        &self,
        query: &mut Query<'_>,
        shape: &Shape<'_>,
    ) -> Result<(), &'static str> {
        match (self.style, shape) {
            (QueryStyle::Exploded, Shape::List(items)) => {
                for item in items {
                    query.begin(&self.encoded);
                    percent(query.out, item)?;
                }
                Ok(())
            }
            (QueryStyle::Exploded | QueryStyle::Deep, Shape::Object(members)) => {
                for (key, value) in members {
                    self.write_member(query, key, value)?;
                }
                Ok(())
            }
            (QueryStyle::Deep, _) => Err("a JSON object"),
            (QueryStyle::Delimited(delimiter), _) => {
                check_delimiter(delimiter, shape)?;
                query.begin(&self.encoded);
                shape.join(query.out, delimiter, delimiter, percent)
            }
            (QueryStyle::Exploded, Shape::Scalar(text)) => {
                query.begin(&self.encoded);
                percent(query.out, text)
            }
        }
    }

    fn write_member(
        &self,
        query: &mut Query<'_>,
        key: &str,
        value: &str,
    ) -> Result<(), &'static str> {
        let name = match self.style {
            QueryStyle::Deep => format!("{}[{key}]", self.name),
            _ => key.to_owned(),
        };
        query.begin(&percent_encoded(&name));
        query.member_names.push(name);
        percent(query.out, value)
    }
}

/// The encoded space and pipe cannot be told from those of a part.
fn check_delimiter(delimiter: &str, shape: &Shape<'_>) -> Result<(), &'static str> {
    match delimiter {
        "%20" if shape.any_part(|part| part.contains(' ')) => {
            Err("without spaces inside its values")
        }
        "%7C" if shape.any_part(|part| part.contains('|')) => Err("without `|` inside its values"),
        _ => Ok(()),
    }
}

/// A query being written, behind a path.
#[derive(Debug)]
pub(crate) struct Query<'q> {
    out: &'q mut String,
    started: bool,
    /// Names that came from arguments.
    member_names: Vec<String>,
}

impl<'q> Query<'q> {
    /// Writes to the end of `out`.
    pub(crate) fn new(out: &'q mut String) -> Self {
        Self {
            out,
            started: false,
            member_names: Vec::new(),
        }
    }

    /// Names that came from arguments so far.
    pub(crate) fn into_member_names(self) -> Vec<String> {
        self.member_names
    }

    fn separate(&mut self) {
        self.out.push(if self.started { '&' } else { '?' });
        self.started = true;
    }

    fn begin(&mut self, encoded_name: &str) {
        self.separate();
        self.out.push_str(encoded_name);
        self.out.push('=');
    }
}

/// The compiled query of an operation.
#[derive(Debug, Default)]
pub(crate) struct QueryPlan {
    /// Fixed text, encoded, without `?`.
    fixed: String,
    /// Names of all fixed and declared parameters.
    names: Vec<String>,
    parameters: Vec<(Source, QueryValue)>,
}

impl QueryPlan {
    /// Whether a parameter is called `name`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|taken| taken == name)
    }

    /// Adds the fixed query of a path template.
    pub(crate) fn push_fixed(&mut self, query: &str) {
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let key = pair.split('=').next().unwrap_or_default().replace('+', " ");
            self.names.push(
                percent_encoding::percent_decode_str(&key)
                    .decode_utf8_lossy()
                    .into_owned(),
            );
            self.append_fixed(pair);
        }
    }

    /// Adds a parameter with a fixed value; the error is what was expected.
    pub(crate) fn push_value(
        &mut self,
        value: &QueryValue,
        shape: &Shape<'_>,
    ) -> Result<(), &'static str> {
        let mut text = String::new();
        let mut query = Query::new(&mut text);
        value.write(&mut query, shape)?;
        let members = query.into_member_names();
        if members.iter().any(|name| self.has(name)) {
            return Err("an object whose keys are not the names of other query parameters");
        }
        self.names.extend(members);
        self.names.push(value.name.clone());
        self.append_fixed(text.trim_start_matches('?'));
        Ok(())
    }

    /// Adds a parameter that an argument fills.
    pub(crate) fn push(&mut self, source: Source, value: QueryValue) {
        self.names.push(value.name.clone());
        self.parameters.push((source, value));
    }

    fn append_fixed(&mut self, pairs: &str) {
        if !self.fixed.is_empty() && !pairs.is_empty() {
            self.fixed.push('&');
        }
        self.fixed.push_str(pairs);
    }

    /// Appends `?` and the query to `out`, or nothing where it is empty.
    pub(crate) fn write(
        &self,
        out: &mut String,
        arguments: &Arguments<'_>,
    ) -> Result<(), ArgumentError> {
        let mut query = Query::new(out);
        if !self.fixed.is_empty() {
            query.separate();
            query.out.push_str(&self.fixed);
        }
        let mut spread = None;
        for (source, value) in &self.parameters {
            let Some(shape) = source.shape(arguments)? else {
                continue;
            };
            let members_before = query.member_names.len();
            value
                .write(&mut query, &shape)
                .map_err(|expected| source.unexpected(expected))?;
            if query.member_names.len() > members_before {
                self.check_members(
                    source,
                    value,
                    query.member_names.get(members_before..).unwrap_or_default(),
                )?;
                spread = Some(source);
            }
        }
        match (
            spread,
            first_duplicate(query.member_names.iter().map(String::as_str)),
        ) {
            (Some(source), Some(name)) => Err(collision(source, name)),
            _ => Ok(()),
        }
    }

    /// The names that an object brought must not be those of other parameters; its own is free.
    fn check_members(
        &self,
        source: &Source,
        value: &QueryValue,
        members: &[String],
    ) -> Result<(), ArgumentError> {
        match members
            .iter()
            .find(|name| **name != value.name && self.has(name))
        {
            Some(name) => Err(collision(source, name)),
            None => Ok(()),
        }
    }
}

fn collision(source: &Source, name: &str) -> ArgumentError {
    ArgumentError::Collision {
        argument: source.name(),
        name: name.to_owned(),
    }
}
