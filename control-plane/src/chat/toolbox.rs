//! The tools that a model may call, each by a name of its own.

use super::message::CallState;
use super::settings::Approval;
use portico_config::model::RawJson;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// Most characters of a name, and what it consists of: `[A-Za-z0-9_-]`, as OpenAI wants it.
const LONGEST: usize = 64;

/// Between a server's name and its tool's, where two servers have tools of one name.
const JOINT: &str = "__";

/// A tool that a model may call.
#[derive(Debug, Clone)]
pub struct Tool {
    /// Its name, as the model knows it.
    pub name: String,
    /// Its server.
    pub server: String,
    /// The server's path at the gateway.
    pub path: String,
    /// Its name at the server.
    pub tool: String,
    /// What people call it.
    pub title: Option<String>,
    /// What it does, for the model.
    pub about: Option<String>,
    /// JSON Schema of the arguments.
    pub input_schema: RawJson,
    /// Whether it says that it changes nothing.
    pub is_read_only: bool,
    /// What is asked before it runs.
    pub approval: Approval,
}

impl Tool {
    /// What it does, for the model.
    pub fn description(&self) -> &str {
        let about = self.about.as_deref().or(self.title.as_deref());
        about.unwrap_or(&self.tool)
    }
}

/// The tools that a model may call.
#[derive(Debug, Clone, Default)]
pub struct Toolbox(Vec<Tool>);

impl Toolbox {
    /// These tools, named so that no two have the same name and every provider takes it: a tool that
    /// shares its name gets its server's before it, and what is too long is cut and marked by a hash.
    pub fn new(mut tools: Vec<Tool>) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for tool in &tools {
            *counts.entry(plain(&tool.tool)).or_default() += 1;
        }
        for tool in &mut tools {
            let own = plain(&tool.tool);
            let is_alone = counts.get(&own) == Some(&1);
            let long = format!("{}{JOINT}{own}", plain(&tool.server));
            let name = if is_alone { own } else { long };
            tool.name = if name.len() > LONGEST {
                marked(&name, tool)
            } else {
                name
            };
        }
        // Names of tools may differ in characters that were replaced.
        let mut seen: HashMap<String, usize> = HashMap::new();
        for tool in &tools {
            *seen.entry(tool.name.clone()).or_default() += 1;
        }
        for tool in &mut tools {
            if seen.get(&tool.name) != Some(&1) {
                tool.name = marked(&tool.name, tool);
            }
        }
        Self(tools)
    }

    /// The tools.
    pub fn tools(&self) -> impl Iterator<Item = &Tool> {
        self.0.iter()
    }

    /// The tool that the model knows by this name.
    pub fn find(&self, name: &str) -> Option<&Tool> {
        self.0.iter().find(|tool| tool.name == name)
    }

    /// What becomes of a call of this tool once its arguments are complete. A tool that is not here
    /// needs no approval to fail.
    pub fn state_of(&self, name: &str) -> CallState {
        match self.find(name).map(|tool| tool.approval) {
            Some(Approval::Ask) => CallState::AwaitingApproval,
            Some(Approval::Run) | None => CallState::Pending,
        }
    }
}

fn plain(name: &str) -> String {
    let legal = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    let letters = name.chars();
    letters
        .map(|letter| if legal(letter) { letter } else { '_' })
        .collect()
}

/// A name with a hash of what it stands for at its end.
fn marked(name: &str, tool: &Tool) -> String {
    let digest: [u8; 32] = Sha256::digest(format!("{}\n{}", tool.server, tool.tool)).into();
    let [a, b, c, d, ..] = digest;
    let mark = format!("_{:08x}", u32::from_be_bytes([a, b, c, d]));
    let kept = LONGEST.saturating_sub(mark.len());
    // All characters are ASCII here.
    let mut name: String = name.chars().take(kept).collect();
    name.push_str(&mark);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool(server: &str, name: &str, approval: Approval) -> Tool {
        Tool {
            name: String::new(),
            server: server.to_owned(),
            path: format!("/{server}"),
            tool: name.to_owned(),
            title: None,
            about: None,
            input_schema: RawJson::parse("{}").unwrap(),
            is_read_only: false,
            approval,
        }
    }

    fn names(tools: &[(&str, &str)]) -> Vec<String> {
        let tools = tools
            .iter()
            .map(|(server, name)| tool(server, name, Approval::Ask));
        let toolbox = Toolbox::new(tools.collect());
        toolbox.tools().map(|tool| tool.name.clone()).collect()
    }

    #[test]
    fn a_name_stays_where_it_can() {
        assert_eq!(names(&[("a", "get"), ("a", "put")]), ["get", "put"]);
        assert_eq!(
            names(&[("a", "get"), ("b", "get"), ("b", "put")]),
            ["a__get", "b__get", "put"]
        );
        assert_eq!(names(&[("a", "shop.get")]), ["shop_get"]);
    }

    #[test]
    fn names_differ_and_every_provider_takes_them() {
        let long = "x".repeat(128);
        let other = format!("{}y", "x".repeat(127));
        let all = names(&[
            ("a", &long),
            ("a", &other),
            ("b", &long),
            ("a", "get.one"),
            ("a", "get_one"),
            ("a", "get-one"),
        ]);
        let mut distinct = all.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
        assert!(
            all.iter()
                .all(|name| name.len() <= LONGEST && plain(name) == *name)
        );
        assert_eq!(all.last().unwrap(), "get-one");
    }

    #[test]
    fn what_is_unknown_needs_no_approval_to_fail() {
        let toolbox = Toolbox::new(vec![
            tool("a", "get", Approval::Run),
            tool("a", "put", Approval::Ask),
        ]);
        assert_eq!(toolbox.state_of("get"), CallState::Pending);
        assert_eq!(toolbox.state_of("put"), CallState::AwaitingApproval);
        assert_eq!(toolbox.state_of("made_up"), CallState::Pending);
    }
}
