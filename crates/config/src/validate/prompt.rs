//! Rules of prompts.

use super::{at, distinct, each, name, resource, server, under};
use crate::model::{Content, Prompt, PromptArgument};
use crate::prompt_template::PromptTemplate;
use crate::uri;
use portico_rest::FieldError;

/// The errors of one prompt.
pub(super) fn check(prompt: &Prompt) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("name", name::label(&prompt.name)));
    errors.extend(server::icons(&prompt.icons));
    errors.extend(each("arguments", &prompt.arguments, argument));
    let names: Vec<&str> = prompt
        .arguments
        .iter()
        .map(|argument| argument.name.as_str())
        .collect();
    errors.extend(distinct::check(
        "arguments",
        "name",
        names.iter().map(|name| Some(*name)),
    ));
    if prompt.messages.is_empty() {
        errors.push(FieldError::new("messages", "add at least one message"));
    }
    errors.extend(each("messages", &prompt.messages, |message| {
        under("content", content(&message.content, &names))
    }));
    errors
}

fn argument(argument: &PromptArgument) -> Vec<FieldError> {
    at("name", name::argument(&argument.name))
        .into_iter()
        .collect()
}

fn content(content: &Content, arguments: &[&str]) -> Vec<FieldError> {
    match content {
        Content::Text { text } => at("text", template(text, arguments).map(drop))
            .into_iter()
            .collect(),
        Content::Image { data, .. } | Content::Audio { data, .. } => {
            at("data", resource::base64(data)).into_iter().collect()
        }
        Content::Resource { uri, text, .. } => {
            let uri = at("uri", uri_template(uri, arguments));
            uri.into_iter()
                .chain(at("text", template(text, arguments).map(drop)))
                .collect()
        }
    }
}

fn template(text: &str, arguments: &[&str]) -> Result<PromptTemplate, String> {
    PromptTemplate::parse(text, arguments)
}

/// A URI that arguments may fill: only one without arguments can be checked beforehand.
fn uri_template(text: &str, arguments: &[&str]) -> Result<(), String> {
    if !template(text, arguments)?.is_fixed() {
        return Ok(());
    }
    uri::check(text)
}
