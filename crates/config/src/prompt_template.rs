//! Templates of prompts: Jinja texts over the prompt's arguments, which are texts.

use portico_rest::template::{Template, TemplateError, Variables};

/// A compiled template of a prompt.
#[derive(Debug)]
pub struct PromptTemplate(Template);

impl PromptTemplate {
    /// Compiles `text`, which may use the arguments `names` as `args.NAME`. The error says what to
    /// do.
    pub fn parse<S: AsRef<str>>(text: &str, names: &[S]) -> Result<Self, String> {
        let template = Template::verbatim(text, &["args"])?;
        for path in template.uses() {
            if let [_, name, inner @ ..] = path.as_slice() {
                check(name, inner, names)?;
            }
        }
        Ok(Self(template))
    }

    /// Whether it is the same text whatever the arguments.
    pub fn is_fixed(&self) -> bool {
        self.0.is_fixed()
    }

    /// What it makes of the arguments, given by name, in at most `steps` steps.
    ///
    /// # Errors
    /// A limit that was reached, or values that do not fit.
    pub fn render<'v>(
        &self,
        arguments: impl IntoIterator<Item = (&'v str, &'v str)>,
        steps: u64,
    ) -> Result<String, TemplateError> {
        let mut args = Variables::new();
        for (name, value) in arguments {
            args.add_text(name, value);
        }
        let mut variables = Variables::new();
        variables.add_object("args", args);
        let text = self.0.render(variables, steps)?;
        String::from_utf8(text).map_err(|error| TemplateError::Other(error.to_string()))
    }
}

fn check<S: AsRef<str>>(name: &str, inner: &[String], names: &[S]) -> Result<(), String> {
    if !names.iter().any(|known| known.as_ref() == name) {
        return Err(format!(
            "there is no argument `{name}`: add it to `arguments` or correct the name"
        ));
    }
    match inner.first() {
        Some(inner) => Err(format!("`args.{name}` is a text: it has no `{inner}`")),
        None => Ok(()),
    }
}

/// Whether `name` is an identifier of Jinja, in ASCII.
pub(crate) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Write;

    fn render(template: &str, values: &[(&str, &str)]) -> String {
        let template = PromptTemplate::parse(template, &["a", "arg_2", "in"]).unwrap();
        template.render(values.iter().copied(), 1_000).unwrap()
    }

    #[test]
    fn fills_arguments_in() {
        let values = [
            ("a", "\"{{ args.a }}\"\n"),
            ("arg_2", "w\u{1}orld"),
            ("in", ""),
        ];
        let table = [
            ("", ""),
            ("no braces", "no braces"),
            ("{ one } }} {", "{ one } }} {"),
            ("a='{{ args.a }}'", "a='\"{{ args.a }}\"\n'"),
            ("{{args.arg_2}}{{\n args.arg_2\t}}", "w\u{1}orldw\u{1}orld"),
            ("\t\"ä\\", "\t\"ä\\"),
            ("one\r\ntwo\n", "one\r\ntwo\n"),
            ("one\n\n", "one\n\n"),
            ("one\r", "one\r"),
            ("<{{ args.in }}>", "<>"),
            ("{{ args.in or 'none' }}", "none"),
            ("{{ args.arg_2 | upper }}", "W\u{1}ORLD"),
            ("{% if args.in %}x{% else %}y{% endif %}{# note #}", "y"),
            ("{{ args['a'] | trim | length }}", "14"),
            ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ];
        for (template, expected) in table {
            assert_eq!(render(template, &values), expected, "{template}");
        }
    }

    #[test]
    fn mistakes_are_found() {
        let templates = [
            "{{ args.b }}",
            "{{ a }}",
            "{{ args.a.b }}",
            "{{ args. }}",
            "{{ args.a",
            "{{ args.a }",
            "{{}}",
            "{{ args.a | shout }}",
            "{% if args.a %}",
            "{% include 'x' %}",
            "{{ range(9) }}",
        ];
        let mut table = String::new();
        for template in templates {
            let error = PromptTemplate::parse(template, &["a"]).unwrap_err();
            writeln!(table, "{template}: {error}").unwrap();
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
            let _ = PromptTemplate::parse(&text, &["a"]);
        }
    }
}
