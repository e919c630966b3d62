//! completion/complete for arguments of prompts and variables of resource templates.

use crate::resource::Address;
use crate::server::Server;
use portico_config::model::Completion;
use portico_mcp::RpcError;
use portico_mcp::jsonrpc::{Params, write_string};
use serde::Deserialize;
use std::borrow::Cow;

/// Most values of one answer (2025-11-25, Completion).
const MOST: usize = 100;

/// Whether the server has anything whose arguments may be completed.
pub(super) fn offered(server: &Server) -> bool {
    !server.prompts.is_empty() || !server.templates.is_empty()
}

pub(super) fn complete(
    server: &Server,
    params: &Params<'_>,
    out: &mut Vec<u8>,
) -> Result<(), RpcError> {
    let reference: Reference<'_> = read(params.reference, "ref")?;
    let argument: Argument<'_> = read(params.argument, "argument")?;
    let completion = reference.completion(server, &argument.name)?;
    let values = completion.map_or(&[][..], |completion| completion.values.as_slice());
    let found: Vec<&String> = values
        .iter()
        .filter(|value| value.starts_with(argument.value.as_ref()))
        .collect();
    out.extend_from_slice(b"\"completion\":{\"values\":[");
    for (at, value) in found.iter().take(MOST).enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_string(out, value);
    }
    let more = found.len() > MOST;
    out.extend_from_slice(format!("],\"total\":{},\"hasMore\":{more}}}", found.len()).as_bytes());
    Ok(())
}

/// MCP's `PromptReference` and `ResourceTemplateReference`.
#[derive(Deserialize)]
struct Reference<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    uri: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Argument<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    value: Cow<'a, str>,
}

impl Reference<'_> {
    /// What completes the argument; `None` where it is known but nothing is offered for it.
    fn completion<'s>(
        &self,
        server: &'s Server,
        argument: &str,
    ) -> Result<Option<&'s Completion>, RpcError> {
        let unknown =
            |what: &str| RpcError::invalid_params(format!("Invalid params: unknown {what}"));
        match (self.kind.as_ref(), &self.name, &self.uri) {
            ("ref/prompt", Some(name), _) => {
                let prompt = server.prompts.get(name).ok_or_else(|| unknown("prompt"))?;
                let argument = prompt.arguments.iter().find(|known| known.name == argument);
                argument
                    .map(|argument| argument.completion.as_ref())
                    .ok_or_else(|| unknown("argument"))
            }
            ("ref/resource", _, Some(uri)) => {
                let resource = server
                    .templates
                    .values()
                    .find(|resource| match &resource.address {
                        Address::Template { text, .. } => text == uri,
                        Address::Uri(_) => false,
                    });
                let resource = resource.ok_or_else(|| unknown("resource template"))?;
                Ok(resource.completion.get(argument))
            }
            _ => Err(unknown("`ref`")),
        }
    }
}

fn read<'a, T: Deserialize<'a>>(
    raw: Option<&'a serde_json::value::RawValue>,
    name: &str,
) -> Result<T, RpcError> {
    // Serde would read a struct from the list of its members too.
    raw.filter(|raw| raw.get().starts_with('{'))
        .and_then(|raw| serde_json::from_str(raw.get()).ok())
        .ok_or_else(|| {
            RpcError::invalid_params(format!("Invalid params: `{name}` is missing or incomplete"))
        })
}
