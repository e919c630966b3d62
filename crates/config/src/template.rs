//! Templates of prompts: text with `{{ args.name }}` where an argument's value goes.
//!
//! This is a part of Jinja. What it leaves out is refused, so that no text changes its meaning when
//! more of Jinja is understood.

/// A compiled template. Its text is kept JSON-escaped, as rendering writes into JSON strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    /// JSON-escaped text.
    Text(Box<[u8]>),
    /// Name of an argument.
    Argument(Box<str>),
}

impl Template {
    /// Compiles `text`, which may use the arguments `names`. The error says what to do.
    pub fn parse<S: AsRef<str>>(text: &str, names: &[S]) -> Result<Self, String> {
        let mut segments = Vec::new();
        let mut rest = text;
        while let Some((before, open, after)) = split_at_opening(rest) {
            if open != '{' {
                return Err(format!(
                    "`{{{open}` is not known here: only `{{{{ args.NAME }}}}` is"
                ));
            }
            let (expression, after) = after
                .split_once("}}")
                .ok_or("`{{` is not closed: add `}}`")?;
            push_text(&mut segments, before);
            segments.push(Segment::Argument(
                argument(expression.trim(), names)?.into(),
            ));
            rest = after;
        }
        push_text(&mut segments, rest);
        Ok(Self { segments })
    }

    /// Names of the arguments that are filled in, in the order in which they stand; a name that
    /// stands twice is given twice.
    pub fn arguments(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Argument(name) => Some(&**name),
            Segment::Text(_) => None,
        })
    }

    /// Appends the text to `out`, escaped for the inside of a JSON string (without the quotes).
    /// `value` gives the value of an argument: the empty text for one that was not given.
    pub fn render<V: AsRef<str>>(&self, value: impl Fn(&str) -> V, out: &mut Vec<u8>) {
        for segment in &self.segments {
            match segment {
                Segment::Text(text) => out.extend_from_slice(text),
                Segment::Argument(name) => escape(value(name).as_ref(), out),
            }
        }
    }
}

/// `text` around the first `{{`, `{%` or `{#`: what is before it, its second character, and what is
/// after it.
fn split_at_opening(text: &str) -> Option<(&str, char, &str)> {
    text.match_indices('{').find_map(|(at, _)| {
        let mut after = text.get(at + 1..)?.chars();
        let second = after.next().filter(|c| ['{', '%', '#'].contains(c))?;
        Some((text.get(..at)?, second, after.as_str()))
    })
}

/// The argument that `expression` names.
fn argument<'a, S: AsRef<str>>(expression: &'a str, names: &[S]) -> Result<&'a str, String> {
    let name = expression
        .strip_prefix("args.")
        .filter(|name| is_identifier(name));
    let name = name.ok_or_else(|| {
        format!("`{{{{ {expression} }}}}` is not known here: write `{{{{ args.NAME }}}}`")
    })?;
    if names.iter().any(|known| known.as_ref() == name) {
        Ok(name)
    } else {
        Err(format!(
            "there is no argument `{name}`: add it to `arguments` or correct the name"
        ))
    }
}

/// Whether `name` is an identifier of Jinja, in ASCII.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn push_text(segments: &mut Vec<Segment>, text: &str) {
    if !text.is_empty() {
        let mut escaped = Vec::with_capacity(text.len());
        escape(text, &mut escaped);
        segments.push(Segment::Text(escaped.into()));
    }
}

/// Appends `text` escaped for a JSON string (RFC 8259 section 7).
fn escape(text: &str, out: &mut Vec<u8>) {
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend([b'\\', byte]),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\t' => out.extend(b"\\t"),
            0..0x20 => out.extend(format!("\\u{byte:04x}").bytes()),
            _ => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Write;

    fn render(template: &str, values: &[(&str, &str)]) -> String {
        let names: Vec<&str> = vec!["a", "arg_2"];
        let template = Template::parse(template, &names).unwrap();
        let mut json = b"\"".to_vec();
        let lookup = |name: &str| {
            let given = values.iter().find(|(known, _)| *known == name);
            given.map_or("", |(_, value)| *value)
        };
        template.render(lookup, &mut json);
        json.push(b'"');
        serde_json::from_slice(&json).unwrap()
    }

    #[test]
    fn fills_arguments_in() {
        let values = [("a", "\"{{ args.a }}\"\n"), ("arg_2", "w\u{1}orld")];
        let table = [
            ("", ""),
            ("no braces", "no braces"),
            ("{ one } }} {", "{ one } }} {"),
            ("a='{{ args.a }}'", "a='\"{{ args.a }}\"\n'"),
            ("{{args.arg_2}}{{\n args.arg_2\t}}", "w\u{1}orldw\u{1}orld"),
            ("\t\"ä\\", "\t\"ä\\"),
        ];
        for (template, expected) in table {
            assert_eq!(render(template, &values), expected, "{template}");
        }
        assert_eq!(
            render("<{{ args.a }}>", &[]),
            "<>",
            "an argument that was not given"
        );
    }

    #[test]
    fn names_its_arguments() {
        let template =
            Template::parse("{{ args.b }} {{ args.a }} {{ args.b }}", &["a", "b"]).unwrap();
        assert_eq!(template.arguments().collect::<Vec<_>>(), ["b", "a", "b"]);
    }

    #[test]
    fn refuses_the_rest_of_jinja() {
        let templates = [
            "{{ args.b }}",
            "{{ a }}",
            "{{ args.a | upper }}",
            "{{ args }}",
            "{{ args. }}",
            "{{ args.a",
            "{{ args.a }",
            "{{}}",
            "{{- args.a }}",
            "{{{ args.a }}}",
            "{{ args.a-b }}",
            "{{ args['a'] }}",
            "{% if args.a %}",
            "{# note #}",
            "{{ '{{' }}",
        ];
        let mut table = String::new();
        for template in templates {
            writeln!(
                table,
                "{template}: {}",
                Template::parse(template, &["a"]).unwrap_err()
            )
            .unwrap();
        }
        insta::assert_snapshot!(table);
    }

    proptest! {
        #[test]
        fn any_text_and_value_stay_what_they_are(text in "[^{]*", value in any::<String>()) {
            let template = format!("{text}{{{{ args.a }}}}{text}");
            prop_assert_eq!(render(&template, &[("a", &value)]), format!("{text}{value}{text}"));
        }

        #[test]
        fn no_text_panics(text in "[{}%# args.a]{0,20}") {
            let _ = Template::parse(&text, &["a"]);
        }
    }
}
