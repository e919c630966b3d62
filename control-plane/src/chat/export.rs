//! A conversation as a document that others can read.

use super::message::{CallState, From, Message, Part, ToolCall};
use super::question::{Block, blocks};

/// A conversation as Markdown, under this title.
pub fn markdown(title: &str, messages: &[Message]) -> String {
    let mut text = format!("# {}\n", one_line(title));
    for message in messages {
        let at = message.created_at.format("%Y-%m-%d %H:%M UTC");
        let who = match &message.from {
            From::User => "User".to_owned(),
            From::Assistant(answer) => format!("Assistant ({})", one_line(&answer.model)),
        };
        text.push_str(&format!("\n## {who}, {at}\n"));
        for part in &message.parts {
            text.push('\n');
            match part {
                Part::Text(part) => text.push_str(part.text.trim_end()),
                Part::Reasoning(part) if part.text.is_empty() => continue,
                Part::Reasoning(part) => text.push_str(&quoted(part.text.trim_end())),
                Part::ToolCall(call) => tool_call(call, &mut text),
            }
            text.push('\n');
        }
        if let From::Assistant(answer) = &message.from
            && let Some(error) = &answer.error
        {
            text.push_str(&format!("\n**Error:** {}\n", one_line(&error.message)));
        }
    }
    text
}

fn tool_call(call: &ToolCall, text: &mut String) {
    let server = call.server.as_deref().unwrap_or("unknown server");
    let tool = call.tool.as_deref().unwrap_or(&call.name);
    text.push_str(&format!("**Tool call:** `{tool}` of {server}\n\n"));
    text.push_str(&fenced("json", &call.arguments));
    let outcome = match (call.state, call.duration_ms) {
        (CallState::Denied, _) => "**Not allowed:**".to_owned(),
        (CallState::Interrupted, _) => "**Interrupted:**".to_owned(),
        (_, Some(millis)) => format!("**Result** after {millis} ms:"),
        _ => "**Result:**".to_owned(),
    };
    let Some(result) = &call.result else {
        text.push_str("\n\n*No result.*");
        return;
    };
    let told = blocks(result).into_iter().map(|block| match block {
        Block::Text(text) => text,
        Block::Image { media_type, .. } => format!("[image {media_type}]"),
    });
    let told = told.collect::<Vec<_>>().join("\n");
    text.push_str(&format!("\n\n{outcome}\n\n{}", fenced("", &told)));
}

/// A block of code, whose fence is longer than any in it.
fn fenced(language: &str, text: &str) -> String {
    let mut longest = 2;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}

fn quoted(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
