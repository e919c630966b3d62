//! Effects as readable text.

use portico_engine::{Callout, Effect, Reply, Rewrite};
use std::fmt::Write;

/// The effect as text, one header a line, bodies as they are.
pub(crate) fn text(effect: &Effect) -> String {
    match effect {
        Effect::Continue => "continue\n".to_owned(),
        Effect::Pause => "pause\n".to_owned(),
        Effect::Hold { failsafe } => format!("hold, failsafe {}\n", body(failsafe)),
        Effect::Reply(reply) => format!("reply {}", answer(reply)),
        Effect::Respond(reply) => format!("respond {}", answer(reply)),
        Effect::Forward(rewrite) => format!("forward\n{}", request(rewrite)),
        Effect::Connect(headers) => {
            let lines = headers.iter();
            let lines = lines.map(|(name, value)| format!("  {name}: {value}\n"));
            format!("connect\n{}", lines.collect::<String>())
        }
        Effect::CallOut(callouts) => callouts.iter().map(callout).collect(),
    }
}

fn answer(reply: &Reply) -> String {
    let mut text = format!("{}\n", reply.status);
    for (name, value) in &reply.headers {
        writeln!(text, "  {name}: {value}").unwrap();
    }
    if !reply.body.is_empty() {
        writeln!(text, "  {}", body(&reply.body)).unwrap();
    }
    text
}

fn request(rewrite: &Rewrite) -> String {
    let mut text = String::new();
    for (name, value) in &rewrite.headers {
        writeln!(text, "  {name}: {value}").unwrap();
    }
    if !rewrite.body.is_empty() {
        writeln!(text, "  {}", body(&rewrite.body)).unwrap();
    }
    text
}

fn callout(callout: &Callout) -> String {
    format!(
        "call out {} to {}, {} ms\n{}",
        callout.index,
        callout.cluster,
        callout.timeout,
        request(&callout.request)
    )
}

fn body(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("bodies are UTF-8")
}
