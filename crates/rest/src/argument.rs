//! Reading the arguments of a call.

use crate::json::{Members, first_duplicate, write_string};
use crate::parameter::scalar;
use crate::surroundings::Surroundings;
use crate::template::{Template, Variables};
use std::borrow::Cow;

/// Why arguments cannot be sent. The message names the argument and what was expected, so that a
/// model can correct itself; it goes to the client as a tool result with `isError`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArgumentError {
    /// `arguments` is something else than a JSON object.
    #[error("The arguments must be a JSON object.")]
    NotAnObject,
    /// One name twice: which value counts is not defined.
    #[error("The argument `{0}` is given twice.")]
    Duplicate(String),
    /// An argument without which there is no request.
    #[error("The argument `{0}` is required: it is part of the request's path.")]
    Missing(String),
    /// An argument whose value cannot be sent where it belongs.
    #[error("The argument `{argument}` must be {expected}.")]
    Unexpected {
        /// The argument, as a dotted path.
        argument: String,
        /// What it must be: `a plain value`.
        expected: &'static str,
    },
    /// A member of an argument would be sent under the name of another query parameter.
    #[error(
        "The argument `{argument}` has a member whose name, `{name}`, another query parameter has."
    )]
    Collision {
        /// The argument, as a dotted path.
        argument: String,
        /// The name on the wire.
        name: String,
    },
    /// A part of the request cannot be made by its template.
    #[error("The arguments do not fit: {what} cannot be made of them, because {reason}.")]
    Unmakeable {
        /// The part: `the body of the request`.
        what: String,
        /// Why.
        reason: String,
    },
}

/// One argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument<'a> {
    /// A JSON value, as the text that it arrived in.
    Json(&'a str),
    /// A string that is not JSON: a variable of a resource's URI.
    Text(&'a str),
}

impl Argument<'_> {
    /// Whether this is JSON's `null`.
    pub fn is_null(self) -> bool {
        self == Argument::Json("null")
    }

    /// The value as text, `None` for an object or a list; the error is what was expected.
    pub(crate) fn text(&self) -> Result<Option<Cow<'_, str>>, &'static str> {
        match self {
            Argument::Text(text) => Ok(Some(Cow::Borrowed(text))),
            Argument::Json(json) if json.starts_with(['{', '[']) => Ok(None),
            Argument::Json(json) => Ok(scalar(json)?.or(Some(Cow::Borrowed(json)))),
        }
    }

    /// Appends the value as JSON; what was JSON stays as it was.
    pub(crate) fn write_json(self, out: &mut Vec<u8>) {
        match self {
            Argument::Json(json) => out.extend_from_slice(json.as_bytes()),
            Argument::Text(text) => write_string(out, text),
        }
    }
}

/// The arguments of a call: the members of `arguments`, as raw JSON.
#[derive(Debug, Default)]
pub struct Arguments<'a> {
    entries: Vec<(Cow<'a, str>, Value<'a>)>,
    surroundings: Surroundings<'a>,
}

#[derive(Debug)]
enum Value<'a> {
    Json(&'a str),
    Text(Cow<'a, str>),
}

impl<'a> Arguments<'a> {
    /// Reads `arguments` of `tools/call`; `None` is no arguments. Fails where it is not a JSON
    /// object, or one key stands in it twice.
    pub fn parse(raw: Option<&'a str>) -> Result<Self, ArgumentError> {
        let Some(raw) = raw else {
            return Ok(Self::default());
        };
        let members = Members::parse(raw).ok_or(ArgumentError::NotAnObject)?;
        if let Some(name) = first_duplicate(members.0.iter().map(|(name, _)| name.as_ref())) {
            return Err(ArgumentError::Duplicate(name.to_owned()));
        }
        Ok(Self::from_members(members.0))
    }

    /// The members of a JSON object, of which no two have the same name, with their JSON texts.
    pub fn from_members(members: impl IntoIterator<Item = (Cow<'a, str>, &'a str)>) -> Self {
        let members = members.into_iter();
        Self {
            entries: members
                .map(|(name, json)| (name, Value::Json(json)))
                .collect(),
            surroundings: Surroundings::default(),
        }
    }

    /// The same arguments, with what templates can use besides.
    #[must_use]
    pub fn within(self, surroundings: Surroundings<'a>) -> Self {
        Self {
            surroundings,
            ..self
        }
    }

    /// Arguments that are plain strings: the variables of a resource's URI template.
    pub fn from_strings<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<Cow<'a, str>>,
        V: Into<Cow<'a, str>>,
    {
        let entries = pairs
            .into_iter()
            .map(|(name, value)| (name.into(), Value::Text(value.into())))
            .collect();
        Self {
            entries,
            surroundings: Surroundings::default(),
        }
    }

    /// What `template` makes of the arguments; `what` is the part of the request that it is for.
    pub(crate) fn render(&self, what: &str, template: &Template) -> Result<Vec<u8>, ArgumentError> {
        let variables = self.variables(template);
        template
            .render(variables, self.surroundings.steps)
            .map_err(|error| ArgumentError::Unmakeable {
                what: what.to_owned(),
                reason: error.to_string(),
            })
    }

    /// The text that `template` makes for the parameter `name`.
    pub(crate) fn text(&self, name: &str, template: &Template) -> Result<String, ArgumentError> {
        let what = format!("`{name}` of the request");
        let text = self.render(&what, template)?;
        String::from_utf8(text).map_err(|_| ArgumentError::Unmakeable {
            what,
            reason: "it is not text".to_owned(),
        })
    }

    /// What `template` uses, and no more: arguments may be large.
    fn variables(&self, template: &Template) -> Variables {
        let mut args = Variables::new();
        for (name, value) in &self.entries {
            let is_used = template.uses().iter().any(|path| match path.as_slice() {
                [root, rest @ ..] if root == "args" => {
                    rest.first().is_none_or(|first| first == name)
                }
                _ => false,
            });
            match value {
                _ if !is_used => {}
                Value::Json(json) => args.add_json(name, json),
                Value::Text(text) => args.add_text(name, text),
            }
        }
        let mut variables = Variables::new();
        variables.add_object("args", args);
        self.surroundings.add_to(&mut variables);
        variables
    }

    /// The argument at `path`: the first name is an argument's, the others lead into JSON objects.
    /// `None` where it, or an object on the way, is absent or null. Fails where a value on the way
    /// is not an object, or has the name twice.
    pub fn get<S: AsRef<str>>(&self, path: &[S]) -> Result<Option<Argument<'_>>, ArgumentError> {
        let Some((first, inner)) = path.split_first() else {
            return Ok(None);
        };
        let Some((_, value)) = self.entries.iter().find(|(name, _)| name == first.as_ref()) else {
            return Ok(None);
        };
        let mut found = match value {
            Value::Json(json) => Argument::Json(json),
            Value::Text(text) => Argument::Text(text),
        };
        for (depth, name) in inner.iter().enumerate() {
            match member(found, name.as_ref()) {
                Ok(Some(json)) => found = Argument::Json(json),
                Ok(None) => return Ok(None),
                Err(expected) => {
                    let argument = dotted(path.iter().take(depth + 1));
                    return Err(ArgumentError::Unexpected { argument, expected });
                }
            }
        }
        Ok(Some(found))
    }
}

/// The member `name` of an object; the error is what was expected.
fn member<'v>(value: Argument<'v>, name: &str) -> Result<Option<&'v str>, &'static str> {
    let json = match value {
        Argument::Json("null") => return Ok(None),
        Argument::Json(json) => json,
        Argument::Text(_) => return Err("a JSON object"),
    };
    let members = Members::parse(json).ok_or("a JSON object")?;
    let mut found = members.0.iter().filter(|(key, _)| key == name);
    match (found.next(), found.next()) {
        (_, Some(_)) => Err("an object that has each key once"),
        (found, None) => Ok(found.map(|(_, json)| *json)),
    }
}

/// `["a", "b"]` as `a.b`.
pub(crate) fn dotted<S: AsRef<str>>(path: impl IntoIterator<Item = S>) -> String {
    let mut text = String::new();
    for name in path {
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(name.as_ref());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(raw: &str, path: &[&str]) -> Result<Option<String>, String> {
        let arguments = Arguments::parse(Some(raw)).map_err(|error| error.to_string())?;
        match arguments.get(path) {
            Ok(Some(Argument::Json(json))) => Ok(Some(json.to_owned())),
            Ok(Some(Argument::Text(_))) => Err("text".to_owned()),
            Ok(None) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn finds_nested_values_as_they_came() {
        let raw = r#"{"a": {"b": {"c": 12345678901234567890.10}}, "n": null, "a.b": 1, "s": "x"}"#;
        assert_eq!(
            get(raw, &["a", "b", "c"]),
            Ok(Some("12345678901234567890.10".to_owned()))
        );
        assert_eq!(get(raw, &["a.b"]), Ok(Some("1".to_owned())));
        assert_eq!(get(raw, &["n"]), Ok(Some("null".to_owned())));
        assert_eq!(get(raw, &["n", "x"]), Ok(None));
        assert_eq!(get(raw, &["a", "x", "y"]), Ok(None));
        assert_eq!(get(raw, &["x"]), Ok(None));
        assert_eq!(
            get(raw, &["s", "y"]),
            Err("The argument `s` must be a JSON object.".to_owned())
        );
    }

    #[test]
    fn refuses_what_is_not_an_object_and_doubled_keys() {
        for raw in ["[]", "1", "null", "\"{}\"", ""] {
            assert_eq!(
                Arguments::parse(Some(raw)).unwrap_err(),
                ArgumentError::NotAnObject,
                "{raw}"
            );
        }
        let doubled = Arguments::parse(Some(r#"{"a": 1, "\u0061": 2}"#)).unwrap_err();
        assert_eq!(doubled, ArgumentError::Duplicate("a".to_owned()));
        let inner = "The argument `o` must be an object that has each key once.";
        assert_eq!(
            get(r#"{"o": {"a": 1, "a": 2}}"#, &["o", "a"]),
            Err(inner.to_owned())
        );
        assert_eq!(Arguments::parse(None).unwrap().get(&["a"]), Ok(None));
    }

    #[test]
    fn variables_are_strings_and_not_json() {
        let arguments = Arguments::from_strings([("id", "null")]);
        assert_eq!(arguments.get(&["id"]), Ok(Some(Argument::Text("null"))));
        assert!(arguments.get(&["id", "x"]).is_err());
        let mut out = Vec::new();
        Argument::Text("a\"b").write_json(&mut out);
        assert_eq!(out, br#""a\"b""#);
    }
}
