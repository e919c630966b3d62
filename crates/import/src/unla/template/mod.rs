//! Go templates (`text/template`), and the Jinja that means the same.
//!
//! `lex` and `parse` read what Go reads; `expression` and `write` say it in Jinja, as far as that goes.

mod expression;
mod lex;
mod parse;
mod write;

pub(crate) use expression::{Context, Scope};
pub(crate) use parse::{Command, Node, Operand, Pipeline, parse};
pub(crate) use write::{jinja, plain_argument};

/// The text of a template that has nothing to fill in.
pub(crate) fn fixed(nodes: &[Node]) -> Option<String> {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            _ => return None,
        }
    }
    Some(text)
}
