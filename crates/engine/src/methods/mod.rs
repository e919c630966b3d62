//! The MCP methods, one module a family.

mod completion;
mod lifecycle;
mod prompts;
mod resources;
mod tools;

use crate::answer::Cacheable;
use crate::call::{Call, Context};
use portico_mcp::jsonrpc::{Params, Request, string};
use portico_mcp::{Era, RpcError};
use std::borrow::Cow;

pub(crate) use lifecycle::negotiated;

/// How a request goes on.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The members of the result are written.
    Done(Cacheable),
    /// An upstream has to be asked.
    Call(Box<Call>),
}

/// Carries out `request`, writing the members of its result to `out`.
///
/// # Errors
/// The JSON-RPC error that answers it. What was written by then is void.
pub(crate) fn dispatch(
    context: &Context<'_>,
    request: &Request<'_>,
    out: &mut Vec<u8>,
) -> Result<Outcome, RpcError> {
    let Context { snapshot, era, .. } = *context;
    let server = &snapshot.server;
    let method = request.method.as_ref();
    let unknown = || RpcError::method_not_found(method, era.is_modern());
    let params = |offered: bool| {
        if offered {
            request.params.as_ref().map_err(Clone::clone)
        } else {
            Err(unknown())
        }
    };
    let resources = !server.resources.is_empty() || !server.templates.is_empty();
    let listed = |result: Result<(), RpcError>| result.map(|()| Outcome::Done(Cacheable::Yes));
    let done = |result: Result<(), RpcError>| result.map(|()| Outcome::Done(Cacheable::No));
    match (method, era) {
        ("tools/call", _) => tools::call(context, params(true)?, out),
        ("tools/list", _) => listed(server.tools.write_page(
            cursor(params(true)?)?.as_deref(),
            era,
            out,
        )),
        ("server/discover", Era::Modern) => {
            listed(params(true).map(|_| lifecycle::discover(snapshot, out)))
        }
        ("initialize", Era::Legacy) => done(lifecycle::initialize(snapshot, params(true)?, out)),
        ("ping", Era::Legacy) => done(params(true).map(drop)),
        ("logging/setLevel", Era::Legacy) => done(lifecycle::set_level(params(true)?)),
        ("prompts/list", _) => {
            let params = params(!server.prompts.is_empty())?;
            listed(
                server
                    .prompts
                    .write_page(cursor(params)?.as_deref(), era, out),
            )
        }
        ("prompts/get", _) => done(prompts::get(
            snapshot,
            params(!server.prompts.is_empty())?,
            out,
        )),
        ("resources/list", _) => listed(server.resources.write_page(
            cursor(params(resources)?)?.as_deref(),
            era,
            out,
        )),
        ("resources/templates/list", _) => listed(server.templates.write_page(
            cursor(params(resources)?)?.as_deref(),
            era,
            out,
        )),
        ("resources/read", _) => resources::read(context, params(resources)?, out),
        ("completion/complete", _) => done(completion::complete(
            server,
            params(completion::offered(server))?,
            out,
        )),
        _ => Err(unknown()),
    }
}

/// The `cursor` of a list request.
fn cursor<'a>(params: &Params<'a>) -> Result<Option<Cow<'a, str>>, RpcError> {
    let Some(raw) = params.cursor else {
        return Ok(None);
    };
    let cursor = string(raw)
        .ok_or_else(|| RpcError::invalid_params("Invalid params: `cursor` must be a string"))?;
    Ok(Some(cursor))
}
