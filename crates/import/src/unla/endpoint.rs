//! The address that a tool calls: a host that stays, and a path with arguments in it.

use super::template::{Context, Node, fixed, jinja, plain_argument};
use portico_rest::mapping::{Location, Parameter};

/// An address in parts.
#[derive(Debug, Default)]
pub(super) struct Endpoint {
    /// Scheme, host and port.
    pub(super) origin: String,
    pub(super) path: String,
    pub(super) parameters: Vec<Parameter>,
    /// The arguments that stand in the path.
    pub(super) in_path: Vec<String>,
}

/// Takes an address apart.
///
/// # Errors
/// It has no host that stays, or something without a counterpart.
pub(super) fn read(nodes: &[Node], context: &mut Context<'_>) -> Result<Endpoint, String> {
    let mut rest = nodes.iter();
    let first = match rest.next() {
        Some(Node::Text(text)) => text.as_str(),
        _ => {
            return Err(
                "its host is not fixed, and arguments never choose where a request goes".to_owned(),
            );
        }
    };
    let (origin, path) = split(first, nodes.len() > 1)?;
    let mut reader = Reader {
        endpoint: Endpoint {
            origin,
            ..Endpoint::default()
        },
        query: None,
        count: 0,
    };
    reader.text(path);
    for node in rest {
        match node {
            Node::Text(text) => reader.text(text),
            other => reader.value(other, context)?,
        }
    }
    reader.finish()
}

/// The origin, and the beginning of the path.
fn split(text: &str, goes_on: bool) -> Result<(String, &str), String> {
    let wrong = || {
        format!("`{text}` does not begin with a whole host: give it by a variable, or write it out")
    };
    let (scheme, rest) = text.split_once("://").ok_or_else(wrong)?;
    let end = rest.find(['/', '?', '#']);
    if end.is_none() && goes_on {
        return Err(wrong());
    }
    let (authority, path) = rest
        .split_at_checked(end.unwrap_or(rest.len()))
        .unwrap_or((rest, ""));
    let origin = format!("{scheme}://{authority}");
    portico_rest::BaseUrl::parse(&origin).map_err(|message| format!("`{origin}` {message}"))?;
    Ok((origin, path))
}

struct Reader {
    endpoint: Endpoint,
    /// The query, once it has begun: finished pairs are parameters, or fixed in the path.
    query: Option<Query>,
    /// How many values have names made here.
    count: usize,
}

#[derive(Default)]
struct Query {
    fixed: Vec<String>,
    /// The pair that is being read: its nodes.
    pair: Vec<Node>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        let text = text.split('#').next().unwrap_or_default();
        if self.query.is_some() {
            return self.query_text(text);
        }
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        self.endpoint.path.push_str(&encoded(path));
        if let Some(query) = query {
            self.query = Some(Query::default());
            self.query_text(query);
        }
    }

    fn query_text(&mut self, text: &str) {
        for (index, part) in text.split('&').enumerate() {
            if index > 0 {
                self.end_pair();
            }
            if let Some(query) = self.query.as_mut().filter(|_| !part.is_empty()) {
                query.pair.push(Node::Text(part.to_owned()));
            }
        }
    }

    fn end_pair(&mut self) {
        let Some(query) = &mut self.query else { return };
        let pair = std::mem::take(&mut query.pair);
        if let Some(text) = fixed(&pair).filter(|text| !text.is_empty()) {
            query.fixed.push(encoded(&text));
        }
    }

    fn value(&mut self, node: &Node, context: &mut Context<'_>) -> Result<(), String> {
        let nodes = std::slice::from_ref(node);
        let (arg, template) = match plain_argument(nodes) {
            Some(name) => (Some(name.to_owned()), None),
            None => (None, Some(jinja(nodes, false, context)?)),
        };
        if let Some(query) = &mut self.query {
            let name = match query.pair.as_slice() {
                [Node::Text(text)] => text.strip_suffix('='),
                _ => None,
            };
            let name = name.ok_or(
                "a value of the query is put together of several: write it as one argument",
            )?;
            let name = name.to_owned();
            query.pair.clear();
            let arg = arg.filter(|arg| *arg != name);
            self.endpoint.parameters.push(Parameter {
                template,
                arg,
                ..parameter(Location::Query, name)
            });
            return Ok(());
        }
        let name = match &arg {
            Some(arg) if !self.endpoint.in_path.contains(arg) => arg.clone(),
            _ => {
                self.count += 1;
                format!("part{}", self.count)
            }
        };
        self.endpoint.path.push_str(&format!("{{{name}}}"));
        self.endpoint.in_path.extend(arg.clone());
        if template.is_some() || arg.as_deref() != Some(name.as_str()) {
            self.endpoint.parameters.push(Parameter {
                template,
                arg,
                ..parameter(Location::Path, name)
            });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Endpoint, String> {
        self.end_pair();
        if !self.endpoint.path.starts_with('/') {
            self.endpoint.path.insert(0, '/');
        }
        let fixed = self.query.map(|query| query.fixed).unwrap_or_default();
        if !fixed.is_empty() {
            self.endpoint.path.push('?');
            self.endpoint.path.push_str(&fixed.join("&"));
        }
        Ok(self.endpoint)
    }
}

/// A parameter that nothing fills yet.
pub(super) fn parameter(location: Location, name: String) -> Parameter {
    Parameter {
        name,
        location,
        arg: None,
        value: None,
        template: None,
        default: None,
        style: None,
        explode: None,
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
