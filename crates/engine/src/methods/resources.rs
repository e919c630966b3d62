//! resources/read.

use super::Outcome;
use crate::answer::Cacheable;
use crate::call::{Call, Context, Manner, NoCall, Then};
use crate::resource::{Address, Resource, Source};
use crate::server::Server;
use portico_mcp::RpcError;
use portico_mcp::jsonrpc::{Params, write_string};
use portico_rest::{Arguments, Operation};
use serde_json::value::RawValue;
use std::rc::Rc;

/// The variables of a URI template and their values.
type Variables = Vec<(String, String)>;

pub(super) fn read(
    context: &Context<'_>,
    params: &Params<'_>,
    out: &mut Vec<u8>,
) -> Result<Outcome, RpcError> {
    let uri = Params::string(params.uri, "uri")?;
    let (resource, variables) = find(&context.snapshot.server, &uri)
        .ok_or_else(|| RpcError::resource_not_found(&uri, context.era.is_modern()))?;
    match &resource.source {
        Source::Fixed(members) => {
            out.extend_from_slice(b"\"contents\":[{\"uri\":");
            write_string(out, &uri);
            out.push(b',');
            out.extend_from_slice(members);
            out.extend_from_slice(b"}]");
            Ok(Outcome::Done(Cacheable::Yes))
        }
        Source::Rest(operation, presenter) => {
            let then = Then::Resource {
                uri: uri.into_owned(),
                resource: resource.clone(),
                arguments: presenter.uses_arguments().then(|| json(&variables)),
            };
            ask(context, operation, then, variables, params.meta)
        }
    }
}

fn ask(
    context: &Context<'_>,
    operation: &Operation,
    then: Then,
    variables: Variables,
    meta: Option<&RawValue>,
) -> Result<Outcome, RpcError> {
    let arguments = Arguments::from_strings(variables);
    let manner = Manner {
        meta,
        ..Manner::default()
    };
    match Call::new(context, operation, arguments, manner, then) {
        Ok(call) => Ok(Outcome::Call(Box::new(call))),
        Err(NoCall::Arguments(error)) => {
            Err(RpcError::invalid_params(format!("Invalid params: {error}")))
        }
        Err(error) => Err(RpcError::new(
            200,
            portico_mcp::error::INTERNAL_ERROR,
            error.to_string(),
        )),
    }
}

/// The variables as a JSON object.
fn json(variables: &Variables) -> Box<str> {
    let mut out = vec![b'{'];
    for (at, (name, value)) in variables.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write_string(&mut out, name);
        out.push(b':');
        write_string(&mut out, value);
    }
    out.push(b'}');
    String::from_utf8_lossy(&out).into()
}

/// The resource of that URI: one that has it, or else the first template, by name, that fits.
fn find(server: &Server, uri: &str) -> Option<(Rc<Resource>, Variables)> {
    if let Some(resource) = server.resource_at(uri) {
        return Some((resource.clone(), Vec::new()));
    }
    server
        .templates
        .values()
        .find_map(|resource| match &resource.address {
            Address::Template { template, .. } => {
                let variables = template.matches(uri)?;
                Some((
                    resource.clone(),
                    variables
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect(),
                ))
            }
            Address::Uri(_) => None,
        })
}
