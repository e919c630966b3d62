//! Compiling bodies. `None` from these functions: an error was noted.

use super::Compiler;
use crate::blob::is_media_type;
use crate::body::BodyPlan;
use crate::header;
use crate::mapping::{self, Body, Method};
use crate::media::{essence, is_json, is_markup};
use crate::multipart::{Multipart, Part, Value};
use crate::query::QueryPlan;
use crate::source::Source;
use crate::template::Escape;

/// The type of a text body where none is given.
const PLAIN: &str = "text/plain; charset=utf-8";

impl Compiler<'_> {
    pub(super) fn whole_body(&mut self) {
        let Some(body) = &self.binding.body else {
            return;
        };
        if matches!(self.binding.method, Method::Get | Method::Head) {
            let method = self.binding.method.as_str();
            self.error("body", format!("a {method} request has no body"));
        }
        if !self.fields.is_empty() {
            self.error(
                "body",
                "must not be set together with parameters that are `in: body`",
            );
        }
        if let Some(plan) = self.body_plan(body) {
            self.body = plan;
        }
    }

    fn body_plan(&mut self, body: &Body) -> Option<BodyPlan> {
        let set = [
            body.arg.is_some(),
            body.value.is_some(),
            body.template.is_some(),
            body.form.is_some(),
            body.multipart.is_some(),
            body.text.is_some(),
            body.binary.is_some(),
        ];
        if set.into_iter().filter(|set| *set).count() != 1 {
            let message = "must have exactly one of `arg`, `value`, `template`, `form`, `multipart`, `text` and `binary`";
            self.error("body", message);
            return None;
        }
        if let Some(fields) = &body.form {
            self.form_fields(fields);
            return Some(BodyPlan::Form(QueryPlan::default()));
        }
        if let Some(parts) = &body.multipart {
            self.multipart(parts);
            return Some(BodyPlan::Multipart(Multipart::default()));
        }
        if let Some(text) = &body.text {
            return self.text(text);
        }
        if let Some(binary) = &body.binary {
            return self.binary(binary);
        }
        self.json(body)
    }

    fn json(&mut self, body: &Body) -> Option<BodyPlan> {
        if let Some(name) = &body.arg {
            let path = self.argument("body.arg", name)?;
            return Some(BodyPlan::Argument(Source::new(path, None)));
        }
        if let Some(source) = &body.template {
            let template = self.template("body.template", source, Escape::Json)?;
            return Some(BodyPlan::Template(template));
        }
        let json = body.value.as_ref()?;
        Some(BodyPlan::Fixed(json.get().into()))
    }

    fn binary(&mut self, binary: &mapping::Binary) -> Option<BodyPlan> {
        let path = self.argument("body.binary.arg", &binary.arg)?;
        let content_type = binary.content_type.as_deref();
        self.media_type("body.binary.contentType", content_type)?;
        Some(BodyPlan::Binary(
            Source::new(path, None),
            content_type.map(str::to_owned),
        ))
    }

    fn multipart(&mut self, parts: &[mapping::Part]) {
        for (index, part) in parts.iter().enumerate() {
            // `None` is an error that was noted.
            let _ = self.part(&format!("body.multipart[{index}]"), part);
        }
    }

    /// Fields are query parameters, of a query that is the body.
    fn form_fields(&mut self, fields: &[mapping::Field]) {
        std::mem::swap(&mut self.query, &mut self.form);
        for (index, field) in fields.iter().enumerate() {
            self.parameter(&format!("body.form[{index}]"), &field.to_parameter());
        }
        std::mem::swap(&mut self.query, &mut self.form);
    }

    fn part(&mut self, at: &str, part: &mapping::Part) -> Option<()> {
        if part.name.is_empty() {
            self.parameter_error(at, "name", "must not be empty");
            return None;
        }
        if self.parts.has(&part.name) {
            self.parameter_error(at, "name", "is given twice");
            return None;
        }
        self.media_type(&format!("{at}.contentType"), part.content_type.as_deref())?;
        let given = [&part.arg, &part.template].into_iter().flatten().count();
        if given + usize::from(part.value.is_some()) > 1 {
            self.error(at, "must have at most one of `arg`, `value` and `template`");
            return None;
        }
        let value = self.part_value(at, part)?;
        let filename = match &part.filename {
            Some(source) => Some(self.template(&format!("{at}.filename"), source, Escape::Text)?),
            None => None,
        };
        self.parts.push(Part {
            name: part.name.clone(),
            value,
            file: part.file,
            filename,
            content_type: part.content_type.clone(),
        });
        Some(())
    }

    /// What fills a part.
    fn part_value(&mut self, at: &str, part: &mapping::Part) -> Option<Value> {
        match (&part.value, &part.template) {
            (Some(_), _) | (_, Some(_)) if part.default.is_some() => {
                self.parameter_error(at, "default", "stands in for an argument only: remove it");
                None
            }
            (Some(json), _) => {
                self.mentioned.push(part.name.clone());
                Some(Value::Fixed(json.clone()))
            }
            (None, Some(source)) => {
                self.mentioned.push(part.name.clone());
                let template = self.template(&format!("{at}.template"), source, Escape::Text)?;
                Some(Value::Source(Source::template(&part.name, template)))
            }
            (None, None) => {
                let (field, name) = match &part.arg {
                    Some(arg) => ("arg", arg),
                    None => ("name", &part.name),
                };
                let path = self.argument(format!("{at}.{field}"), name)?;
                Some(Value::Source(Source::new(path, part.default.clone())))
            }
        }
    }

    fn text(&mut self, text: &mapping::Text) -> Option<BodyPlan> {
        let content_type = text.content_type.as_deref();
        self.media_type("body.text.contentType", content_type)?;
        let content_type = content_type.unwrap_or(PLAIN).to_owned();
        match (&text.arg, &text.template) {
            (Some(name), None) => {
                let path = self.argument("body.text.arg", name)?;
                Some(BodyPlan::Text(Source::new(path, None), content_type))
            }
            (None, Some(source)) => {
                let escape = if is_json(&content_type) {
                    Escape::Json
                } else if is_markup(&content_type) {
                    Escape::Markup
                } else {
                    Escape::Text
                };
                let template = self.template("body.text.template", source, escape)?;
                Some(BodyPlan::TextTemplate(template, content_type))
            }
            _ => {
                self.error("body.text", "must have exactly one of `arg` and `template`");
                None
            }
        }
    }

    fn media_type(&mut self, at: &str, content_type: Option<&str>) -> Option<()> {
        let Some(content_type) = content_type else {
            return Some(());
        };
        if is_media_type(essence(content_type)) && header::check_value(content_type).is_ok() {
            return Some(());
        }
        self.error(at, "must be a media type such as `image/png`");
        None
    }
}
