//! Prompts, whose `{argument}` become Jinja.

use crate::openapi::{Part, inside};
use crate::report::Warnings;
use portico_config::model::{Content, Prompt, PromptArgument, PromptMessage, Role};

/// The prompts of a configuration.
pub(super) fn read(config: &Part<'_>, warnings: &mut Warnings) -> Vec<Prompt> {
    let mut prompts: Vec<Prompt> = Vec::new();
    for part in config.items("prompts") {
        let place = part.place.clone();
        match prompt(&part) {
            Ok(prompt) if prompts.iter().any(|other| other.name == prompt.name) => {
                let message = format!(
                    "there is another prompt `{}`: this one is left out",
                    prompt.name
                );
                warnings.add("prompt-left-out", place, message);
            }
            Ok(prompt) => match crate::finish::check_prompt(&prompt) {
                Ok(()) => prompts.push(prompt),
                Err(message) => {
                    let message = format!("the prompt is left out: {message}");
                    warnings.add("prompt-left-out", place, message);
                }
            },
            Err((place, message)) => {
                let message = format!("the prompt is left out: {message}");
                warnings.add("prompt-left-out", place, message);
            }
        }
    }
    prompts
}

fn prompt(part: &Part<'_>) -> Result<Prompt, (String, String)> {
    let value = part.value;
    let name = value
        .text("name")
        .ok_or((part.place.clone(), "it has no name".to_owned()))?;
    let arguments = part.items("arguments").filter_map(|argument| {
        Some(PromptArgument {
            name: argument.value.text("name")?.to_owned(),
            title: None,
            description: argument.value.text("description").map(str::to_owned),
            required: argument.value.is_true("required"),
            completion: None,
        })
    });
    let arguments: Vec<PromptArgument> = arguments.collect();
    let mut messages = Vec::new();
    for response in part.items("promptResponse") {
        let role = match response.value.text("role") {
            Some("assistant") => Role::Assistant,
            _ => Role::User,
        };
        let content = response.value.get("content");
        let kind = content
            .and_then(|content| content.text("type"))
            .unwrap_or("text");
        if kind != "text" {
            let place = inside(&response.place, "content");
            return Err((place, format!("content of type `{kind}` is not known")));
        }
        let text = content
            .and_then(|content| content.text("text"))
            .unwrap_or_default();
        messages.push(PromptMessage {
            role,
            content: Content::Text {
                text: template(text, &arguments),
            },
        });
    }
    Ok(Prompt {
        name: name.to_owned(),
        title: None,
        description: value.text("description").map(str::to_owned),
        icons: Vec::new(),
        arguments,
        messages,
    })
}

/// The text with what Jinja would take for its own written out, and `{argument}` filled in.
fn template(text: &str, arguments: &[PromptArgument]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('{') {
        out.push_str(before);
        let name = tail.split('}').next().unwrap_or_default();
        let known = arguments
            .iter()
            .find(|argument| argument.name == name && tail.len() > name.len());
        match known {
            Some(argument) => {
                out.push_str(&format!("{{{{ args.{} }}}}", argument.name));
                rest = tail.get(name.len() + 1..).unwrap_or_default();
            }
            None => {
                out.push_str("{{ '{' }}");
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}
