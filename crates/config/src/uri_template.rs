//! URI templates of level 1 of RFC 6570: `pets://{petId}`.

use crate::uri::{decode_percent, illegal_character};

/// Characters that a variable's value holds only percent-encoded: they part a URI's components.
const DELIMITERS: [char; 3] = ['/', '?', '#'];

/// A compiled template, which tells whether a URI is one of its URIs and what its variables were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UriTemplate {
    /// Text before the first variable.
    head: Box<str>,
    /// Each variable with the text after it.
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    variable: Box<str>,
    /// Not empty, but for the last part: two variables side by side could not be told apart.
    after: Box<str>,
}

impl UriTemplate {
    /// Compiles a template. Besides what level 1 asks for, variables have distinct names of
    /// letters, digits and `_`, at least one stands in the template, and there is text between any
    /// two. The error says what to do.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (head, mut rest) = text.split_once('{').unwrap_or((text, ""));
        if head.len() == text.len() {
            return Err(
                "there is no variable such as `{id}` in it: use `uri` for a fixed resource"
                    .to_owned(),
            );
        }
        check_literal(head)?;
        let mut template = Self {
            head: head.into(),
            parts: Vec::new(),
        };
        loop {
            let (variable, after) = rest.split_once('}').ok_or("`{` is not closed: add `}`")?;
            template.check_variable(variable)?;
            let next = after.split_once('{');
            let literal = next.map_or(after, |(literal, _)| literal);
            check_literal(literal)?;
            template.parts.push(Part {
                variable: variable.into(),
                after: literal.into(),
            });
            match next {
                None => return Ok(template),
                Some(("", _)) => {
                    return Err(format!(
                        "put text between `{{{variable}}}` and the next variable"
                    ));
                }
                Some((_, next)) => rest = next,
            }
        }
    }

    fn check_variable(&self, name: &str) -> Result<(), String> {
        if name.is_empty()
            || !name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            return Err(format!(
                "`{{{name}}}` is not a variable: write its name, of letters, digits and `_`, and nothing else"
            ));
        }
        if self.variables().any(|known| known == name) {
            return Err(format!(
                "`{{{name}}}` stands there twice: give each variable its own name"
            ));
        }
        Ok(())
    }

    /// Names of the variables, in the order in which they stand.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| &*part.variable)
    }

    /// The variables' percent-decoded values if `uri` is a URI of this template, in the order in
    /// which they stand. A value is one or more characters without `/`, `?` and `#`, and as short
    /// as the template permits. Takes time linear in the length of `uri`.
    pub fn matches(&self, uri: &str) -> Option<Vec<(&str, String)>> {
        let mut rest = uri.strip_prefix(&*self.head)?;
        let mut values = Vec::with_capacity(self.parts.len());
        let last = self.parts.len().checked_sub(1)?;
        for (index, part) in self.parts.iter().enumerate() {
            // The nearest place of the text after a variable always serves if any place does: what
            // is between it and a later place holds no delimiter, so the next variable can take it.
            let raw = if index == last {
                rest.strip_suffix(&*part.after)?
            } else {
                let (raw, after) = split_after_first(rest, &part.after)?;
                rest = after;
                raw
            };
            if raw.is_empty() || raw.contains(DELIMITERS) {
                return None;
            }
            values.push((&*part.variable, decode_percent(raw)?));
        }
        Some(values)
    }
}

fn check_literal(text: &str) -> Result<(), String> {
    match illegal_character(text) {
        None => Ok(()),
        Some('}') => {
            Err("`}` closes nothing: remove it, or add `{` before the variable".to_owned())
        }
        Some(c) => Err(format!("{c:?} cannot stand in a URI: percent-encode it")),
    }
}

/// `text` around the first `separator` that has at least one character before it.
fn split_after_first<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    let first = text.chars().next()?.len_utf8();
    let at = first + text.get(first..)?.find(separator)?;
    Some((text.get(..at)?, text.get(at + separator.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Write;

    fn values(template: &str, uri: &str) -> Option<Vec<String>> {
        let template = UriTemplate::parse(template).unwrap();
        let values = template.matches(uri)?;
        assert!(
            values
                .iter()
                .map(|(name, _)| *name)
                .eq(template.variables())
        );
        Some(values.into_iter().map(|(_, value)| value).collect())
    }

    #[test]
    fn matches_what_the_template_can_give() {
        let table: &[(&str, &str, Option<&[&str]>)] = &[
            ("pets://{id}", "pets://7", Some(&["7"])),
            ("pets://{id}", "pets://", None),
            ("pets://{id}", "cats://7", None),
            ("pets://{id}", "pets://7/8", None),
            ("pets://{id}", "pets://7?x", None),
            ("pets://{id}", "pets://7#x", None),
            ("pets://{id}", "pets://a%2Fb%20c", Some(&["a/b c"])),
            ("pets://{id}", "pets://%zz", None),
            ("pets://{id}", "pets://%ff", None),
            (
                "test://template/{id}/data",
                "test://template/123/data",
                Some(&["123"]),
            ),
            ("test://template/{id}/data", "test://template//data", None),
            (
                "test://template/{id}/data",
                "test://template/123/data/",
                None,
            ),
            ("x:{a}-{b}", "x:1-2-3", Some(&["1", "2-3"])),
            ("x:{a}-{b}", "x:-1", None),
            ("x:{a}-{b}", "x:--1", Some(&["-", "1"])),
            ("x:{a}--{b}", "x:---1", Some(&["-", "1"])),
            ("x:{a}-{b}", "x:1-", None),
            ("x:{a}.json", "x:.json.json", Some(&[".json"])),
            ("x:{a}.json", "x:.json", None),
            ("x:{a}/{b}", "x:ä/ü", Some(&["ä", "ü"])),
            ("x:{a}/{b}?q={c}", "x:1/2?q=3", Some(&["1", "2", "3"])),
            ("x:{a}/{b}?q={c}", "x:1/2/3?q=3", None),
        ];
        for (template, uri, expected) in table {
            let expected =
                expected.map(|list| list.iter().map(|&value| value.to_owned()).collect());
            assert_eq!(values(template, uri), expected, "{template} {uri}");
        }
    }

    #[test]
    fn refuses_what_is_not_level_1() {
        let templates = [
            "",
            "pets://7",
            "pets://{id",
            "pets://id}",
            "pets://{}",
            "{+path}",
            "x:{#a}",
            "x:{a*}",
            "x:{a:3}",
            "x:{a,b}",
            "x:{a.b}",
            "x:{a}{b}",
            "x:{a}/{a}",
            "x:a b/{c}",
            "x:{a}/ä",
            "x:%2/{a}",
            "x:{{a}}",
        ];
        let mut table = String::new();
        for template in templates {
            writeln!(
                table,
                "{template}: {}",
                UriTemplate::parse(template).unwrap_err()
            )
            .unwrap();
        }
        insta::assert_snapshot!(table);
    }

    /// RFC 6570 section 3.2.2: all but unreserved characters are percent-encoded.
    fn encode(value: &str) -> String {
        let mut encoded = String::new();
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                encoded.push(char::from(byte));
            } else {
                write!(encoded, "%{byte:02X}").unwrap();
            }
        }
        encoded
    }

    proptest! {
        /// Text between variables that no encoded value holds: the values come back as they were.
        #[test]
        fn expanded_uris_give_their_values_back(
            parts in proptest::collection::vec((".{1,12}", "[/?#!:=&]{1,3}"), 1..5),
        ) {
            let (mut template, mut uri) = ("x:".to_owned(), "x:".to_owned());
            for (index, (value, literal)) in parts.iter().enumerate() {
                write!(template, "{{v{index}}}{literal}").unwrap();
                write!(uri, "{}{literal}", encode(value)).unwrap();
            }
            let expected: Vec<String> = parts.into_iter().map(|(value, _)| value).collect();
            prop_assert_eq!(values(&template, &uri), Some(expected));
        }

        /// Whatever the text between: each expansion matches, and the values found expand to the
        /// same URI.
        #[test]
        fn every_expansion_matches(
            parts in proptest::collection::vec(("[ab./?-]{1,8}", "[ab./-]{1,3}"), 1..5),
        ) {
            let (mut template, mut uri) = ("x:".to_owned(), "x:".to_owned());
            for (index, (value, literal)) in parts.iter().enumerate() {
                write!(template, "{{v{index}}}{literal}").unwrap();
                write!(uri, "{}{literal}", encode(value)).unwrap();
            }
            let found = values(&template, &uri).unwrap();
            let again: String = found.iter().zip(&parts).map(|(value, (_, literal))| encode(value) + literal).collect();
            prop_assert_eq!(format!("x:{again}"), uri);
        }

        #[test]
        fn no_text_panics(template in ".{0,20}", uri in ".{0,20}") {
            if let Ok(template) = UriTemplate::parse(&template) {
                template.matches(&uri);
            }
        }
    }
}
