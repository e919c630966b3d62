//! Content blocks that templates make.

use super::length::Length;
use super::variables::Uses;
use crate::content::is_base64;
use crate::error::FieldError;
use crate::json::write_string;
use crate::presentation::Block;
use crate::schema::Inputs;
use crate::template::{Escape, Template, TemplateError, Variables};
use crate::uri;

/// What a text block begins with.
const TEXT: &str = r#"{"type":"text","#;

/// A compiled [`Block`]: a JSON object with fixed ends and texts between them.
#[derive(Debug)]
pub(super) struct BlockPlan {
    begin: &'static str,
    end: &'static str,
    fields: Vec<Field>,
}

#[derive(Debug)]
struct Field {
    name: &'static str,
    template: Template,
    form: Form,
}

/// What a text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Any,
    Base64,
    Uri,
}

impl BlockPlan {
    /// Compiles a block; returns all errors, with paths relative to it, and notes in `uses` what
    /// its templates use.
    pub(super) fn compile(
        block: &Block,
        inputs: &Inputs<'_>,
        uses: &mut Uses,
    ) -> Result<Self, Vec<FieldError>> {
        let mut compiler = Compiler {
            inputs,
            uses,
            fields: Vec::new(),
            errors: Vec::new(),
        };
        let (begin, end) = compiler.block(block);
        if !compiler.errors.is_empty() {
            return Err(compiler.errors);
        }
        Ok(Self {
            begin,
            end,
            fields: compiler.fields,
        })
    }

    /// Appends the block; false where it is left out, as its first text is empty.
    ///
    /// # Errors
    /// What is said of a template that cannot be rendered, or makes something else than it must.
    pub(super) fn write(
        &self,
        out: &mut Vec<u8>,
        variables: &Variables,
        steps: u64,
        length: Length,
    ) -> Result<bool, String> {
        let start = out.len();
        out.extend_from_slice(self.begin.as_bytes());
        for (index, field) in self.fields.iter().enumerate() {
            let mut text = field.text(variables, steps)?;
            if self.begin == TEXT {
                text = length.cut(&text).into_owned();
            } else if field.name == "text" {
                length.check(&text)?;
            }
            if text.is_empty() {
                if index == 0 {
                    out.truncate(start);
                    return Ok(false);
                }
                if field.is_optional() {
                    continue;
                }
            }
            if index > 0 {
                out.push(b',');
            }
            write_string(out, field.name);
            out.push(b':');
            write_string(out, &text);
        }
        out.extend_from_slice(self.end.as_bytes());
        Ok(true)
    }
}

impl Field {
    fn text(&self, variables: &Variables, steps: u64) -> Result<String, String> {
        let text = render(&self.template, variables, steps)?;
        match self.form {
            Form::Any => Ok(text),
            _ if text.is_empty() => Ok(text),
            Form::Base64 => {
                let base64: String = text.split_ascii_whitespace().collect();
                if is_base64(&base64) {
                    return Ok(base64);
                }
                Err(format!(
                    "The result cannot be made: `{}` is not base64.",
                    self.name
                ))
            }
            Form::Uri => uri::encode(&text).ok_or_else(|| {
                format!("The result cannot be made: `{text}` is no URI, it has no scheme.")
            }),
        }
    }

    /// MCP wants the others, if only as empty texts.
    fn is_optional(&self) -> bool {
        matches!(self.name, "mimeType" | "title" | "description")
    }
}

/// What a text template makes of `variables`; the error is what is said where it cannot be made.
pub(super) fn render(
    template: &Template,
    variables: &Variables,
    steps: u64,
) -> Result<String, String> {
    let rendered = template.render(variables.clone(), steps);
    let text = rendered.and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| TemplateError::Other(error.to_string()))
    });
    text.map_err(|error| format!("The result cannot be made of the upstream's answer: {error}."))
}

struct Compiler<'c> {
    inputs: &'c Inputs<'c>,
    uses: &'c mut Uses,
    fields: Vec<Field>,
    errors: Vec<FieldError>,
}

impl Compiler<'_> {
    /// Adds the fields of the block and gives what stands around them.
    fn block(&mut self, block: &Block) -> (&'static str, &'static str) {
        match block {
            Block::Text { text } => {
                self.field("text", text, Form::Any);
                (TEXT, "}")
            }
            Block::Image { data, mime_type } => {
                self.media(data, mime_type);
                (r#"{"type":"image","#, "}")
            }
            Block::Audio { data, mime_type } => {
                self.media(data, mime_type);
                (r#"{"type":"audio","#, "}")
            }
            Block::Resource {
                uri,
                mime_type,
                text,
                blob,
            } => {
                self.field("uri", uri, Form::Uri);
                self.optional("mimeType", mime_type.as_deref());
                match (text, blob) {
                    (Some(text), None) => self.field("text", text, Form::Any),
                    (None, Some(blob)) => self.field("blob", blob, Form::Base64),
                    _ => self.error("", "must have exactly one of `text` and `blob`"),
                }
                (r#"{"type":"resource","resource":{"#, "}}")
            }
            Block::ResourceLink {
                uri,
                name,
                title,
                description,
                mime_type,
            } => {
                self.field("uri", uri, Form::Uri);
                self.field("name", name, Form::Any);
                self.optional("title", title.as_deref());
                self.optional("description", description.as_deref());
                self.optional("mimeType", mime_type.as_deref());
                (r#"{"type":"resource_link","#, "}")
            }
        }
    }

    fn media(&mut self, data: &str, mime_type: &str) {
        self.field("data", data, Form::Base64);
        self.field("mimeType", mime_type, Form::Any);
    }

    fn optional(&mut self, name: &'static str, source: Option<&str>) {
        if let Some(source) = source {
            self.field(name, source, Form::Any);
        }
    }

    fn field(&mut self, name: &'static str, source: &str, form: Form) {
        if source.trim().is_empty() {
            return self.error(name, "must not be empty");
        }
        match self.uses.compile(source, Escape::Text, self.inputs) {
            Ok(template) => self.fields.push(Field {
                name,
                template,
                form,
            }),
            Err(message) => self.error(name, &message),
        }
    }

    fn error(&mut self, path: &str, message: &str) {
        self.errors.push(FieldError::new(path, message));
    }
}
