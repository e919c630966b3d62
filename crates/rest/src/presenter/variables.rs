//! What templates of a result can use: the arguments of the call, the server's fixed values, and the
//! response.

use super::Call;
use crate::content::base64;
use crate::response::Response;
use crate::schema::Inputs;
use crate::template::{Escape, Template, Variables};

/// The variables that there are.
const VARIABLES: [&str; 3] = ["args", "config", "response"];

/// What `response` has.
const RESPONSE: [&str; 5] = ["status", "headers", "text", "json", "base64"];

/// What the templates of one result use: nothing else is made for them.
#[derive(Debug, Default)]
pub(super) struct Uses {
    arguments: bool,
    pub(super) text: bool,
    pub(super) json: bool,
    base64: bool,
    uses_config: bool,
    /// Names of the server's fixed values, where the templates name them.
    config: Vec<String>,
    /// Names of headers, as the templates write them.
    headers: Vec<String>,
}

impl Uses {
    /// Compiles a template and notes what it uses.
    pub(super) fn compile(
        &mut self,
        source: &str,
        escape: Escape,
        inputs: &Inputs<'_>,
    ) -> Result<Template, String> {
        let template = Template::compile(source, escape, &VARIABLES)?;
        for path in template.uses() {
            match path.split_first() {
                Some((root, inner)) if root == "args" => {
                    self.arguments = true;
                    if !inner.is_empty() {
                        inputs.resolve(&inner.join("."))?;
                    }
                }
                Some((root, inner)) if root == "config" => {
                    self.uses_config = true;
                    self.config.extend(inner.first().cloned());
                }
                Some((_, inner)) => self.note(inner)?,
                None => {}
            }
        }
        let names = template.members_of("response", "headers").ok_or(
            "a header is named in the template itself: `response.headers.etag` or `response.headers['x-total']`",
        )?;
        self.headers.extend(names);
        Ok(template)
    }

    /// Notes what of `response` is used.
    fn note(&mut self, inner: &[String]) -> Result<(), String> {
        match inner.first().map(String::as_str) {
            Some("text") => self.text = true,
            Some("json") => self.json = true,
            Some("base64") => self.base64 = true,
            Some(name) if RESPONSE.contains(&name) => {}
            _ => {
                let known = RESPONSE.map(|name| format!("`response.{name}`"));
                return Err(format!("of the response there are {}", known.join(", ")));
            }
        }
        Ok(())
    }

    /// Whether the arguments of the call are used.
    pub(super) fn arguments(&self) -> bool {
        self.arguments
    }

    /// Names of the server's fixed values that are used.
    pub(super) fn config(&self) -> impl Iterator<Item = &str> {
        self.config.iter().map(String::as_str)
    }

    /// The variables: `text` and `json` are the body, where it is that.
    pub(super) fn variables(
        &self,
        call: &Call<'_>,
        response: &Response<'_>,
        text: Option<&str>,
        json: Option<&str>,
    ) -> Variables {
        let mut variables = Variables::new();
        if self.arguments {
            variables.add_json("args", call.arguments.unwrap_or("{}"));
        }
        if self.uses_config {
            variables.add_json("config", call.config.unwrap_or("{}"));
        }
        let mut members = Variables::new();
        members.add_json("status", &response.status.to_string());
        if let Some(text) = text.filter(|_| self.text) {
            members.add_text("text", text);
        }
        if let Some(json) = json.filter(|_| self.json) {
            members.add_json("json", json);
        }
        if self.base64 {
            members.add_text("base64", &base64(response.body));
        }
        let mut headers = Variables::new();
        for name in &self.headers {
            if let Some(value) = response.headers.get(&name.to_ascii_lowercase()) {
                headers.add_text(name, &value);
            }
        }
        members.add_object("headers", headers);
        variables.add_object("response", members);
        variables
    }
}
