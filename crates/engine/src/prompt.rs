//! A prompt, compiled.

use crate::list::Listed;
use crate::tool::serialize;
use portico_config::model::{Completion, Content, Icon, Prompt as Document, PromptMessage, Role};
use portico_config::{FieldError, PromptTemplate};
use portico_mcp::jsonrpc::write_string;
use portico_mcp::{Era, RpcError};
use portico_rest::template::TemplateError;
use serde::Serialize;
use std::collections::HashMap;

/// A prompt ready to be listed and rendered.
#[derive(Debug)]
pub(crate) struct Prompt {
    json: Box<str>,
    /// `"description":…,` where there is one.
    description: Vec<u8>,
    pub(crate) arguments: Vec<Argument>,
    messages: Vec<Message>,
}

/// A value that the prompt takes.
#[derive(Debug)]
pub(crate) struct Argument {
    pub(crate) name: String,
    required: bool,
    pub(crate) completion: Option<Completion>,
}

/// A message: JSON with templates in between, in the order of writing.
#[derive(Debug)]
struct Message(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Json(Vec<u8>),
    Text(Box<PromptTemplate>),
}

impl Prompt {
    /// Compiles the document.
    ///
    /// # Errors
    /// A template that cannot be read, with its path.
    pub(crate) fn compile(document: &Document) -> Result<Self, FieldError> {
        let names: Vec<&str> = document
            .arguments
            .iter()
            .map(|argument| argument.name.as_str())
            .collect();
        let messages = document.messages.iter().enumerate().map(|(at, message)| {
            Message::compile(message, &names)
                .map_err(|error| error.under(&format!("messages[{at}].content")))
        });
        let mut description = Vec::new();
        if let Some(text) = &document.description {
            description.extend_from_slice(b"\"description\":");
            write_string(&mut description, text);
            description.push(b',');
        }
        let arguments = document.arguments.iter().map(|argument| Argument {
            name: argument.name.clone(),
            required: argument.required,
            completion: argument.completion.clone(),
        });
        Ok(Self {
            json: entry(document)?,
            description,
            arguments: arguments.collect(),
            messages: messages.collect::<Result<_, _>>()?,
        })
    }

    /// Writes the members of the prompt's result.
    ///
    /// # Errors
    /// -32602 where a required argument is absent, or a template does not fit them.
    pub(crate) fn render(
        &self,
        values: &HashMap<String, String>,
        steps: u64,
        out: &mut Vec<u8>,
    ) -> Result<(), RpcError> {
        let missing = self
            .arguments
            .iter()
            .find(|argument| argument.required && !values.contains_key(&argument.name));
        if let Some(argument) = missing {
            return Err(RpcError::invalid_params(format!(
                "Invalid params: the argument `{}` is required",
                argument.name
            )));
        }
        let given = |name: &str| values.get(name).map_or("", String::as_str);
        let arguments = self.arguments.iter().map(|argument| argument.name.as_str());
        let values: Vec<(&str, &str)> = arguments.map(|name| (name, given(name))).collect();
        out.extend_from_slice(&self.description);
        out.extend_from_slice(b"\"messages\":[");
        for (at, message) in self.messages.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            for piece in &message.0 {
                match piece {
                    Piece::Json(json) => out.extend_from_slice(json),
                    Piece::Text(template) => {
                        let text = template.render(values.iter().copied(), steps);
                        write_string(out, &text.map_err(unmakeable)?);
                    }
                }
            }
        }
        out.push(b']');
        Ok(())
    }
}

fn unmakeable(error: TemplateError) -> RpcError {
    RpcError::invalid_params(format!(
        "Invalid params: the prompt cannot be made of these arguments: {error}"
    ))
}

impl Message {
    fn compile(message: &PromptMessage, names: &[&str]) -> Result<Self, FieldError> {
        let template = |field: &str, text: &str| {
            PromptTemplate::parse(text, names)
                .map(|template| Piece::Text(Box::new(template)))
                .map_err(|reason| FieldError::new(field, reason))
        };
        let role = match message.role {
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        let json = |text: String| Piece::Json(text.into_bytes());
        let mut pieces = vec![json(format!("{{\"role\":\"{role}\",\"content\":"))];
        match &message.content {
            Content::Text { text } => {
                pieces.push(json("{\"type\":\"text\",\"text\":".to_owned()));
                pieces.push(template("text", text)?);
                pieces.push(json("}}".to_owned()));
            }
            Content::Resource {
                uri,
                mime_type,
                text,
            } => {
                pieces.push(json(
                    "{\"type\":\"resource\",\"resource\":{\"uri\":".to_owned(),
                ));
                pieces.push(template("uri", uri)?);
                let mut middle = b",".to_vec();
                if let Some(mime_type) = mime_type {
                    middle.extend_from_slice(b"\"mimeType\":");
                    write_string(&mut middle, mime_type);
                    middle.push(b',');
                }
                middle.extend_from_slice(b"\"text\":");
                pieces.push(Piece::Json(middle));
                pieces.push(template("text", text)?);
                pieces.push(json("}}}".to_owned()));
            }
            fixed @ (Content::Image { .. } | Content::Audio { .. }) => {
                pieces.push(json(serialize(fixed)?.into_string()));
                pieces.push(json("}".to_owned()));
            }
        }
        Ok(Self(pieces))
    }
}

impl Listed for Prompt {
    fn json(&self, _: Era) -> &str {
        &self.json
    }
}

/// MCP's `Prompt`.
#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "<[Icon]>::is_empty")]
    icons: &'a [Icon],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<EntryArgument<'a>>,
}

/// MCP's `PromptArgument`.
#[derive(Serialize)]
struct EntryArgument<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    required: bool,
}

fn entry(document: &Document) -> Result<Box<str>, FieldError> {
    let arguments = document.arguments.iter().map(|argument| EntryArgument {
        name: &argument.name,
        title: argument.title.as_deref(),
        description: argument.description.as_deref(),
        required: argument.required,
    });
    serialize(&Entry {
        name: &document.name,
        title: document.title.as_deref(),
        description: document.description.as_deref(),
        icons: &document.icons,
        arguments: arguments.collect(),
    })
}
