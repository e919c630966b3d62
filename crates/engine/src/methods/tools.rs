//! tools/call.

use super::Outcome;
use crate::answer::Cacheable;
use crate::call::{Call, Context, Manner, Then};
use crate::mirror;
use portico_mcp::RpcError;
use portico_mcp::error::shown;
use portico_mcp::jsonrpc::Params;
use portico_rest::Arguments;
use portico_rest::limits::Limits;
use portico_schema::Document;
use std::fmt::Display;

pub(super) fn call(
    context: &Context<'_>,
    params: &Params<'_>,
    out: &mut Vec<u8>,
) -> Result<Outcome, RpcError> {
    let name = Params::string(params.name, "name")?;
    let tool = context
        .snapshot
        .server
        .tools
        .get(&name)
        .ok_or_else(|| RpcError::invalid_params(format!("Unknown tool: {}", shown(&name))))?;
    let raw = params.arguments.map(|raw| raw.get());
    let text = raw.unwrap_or("{}");
    let document = Document::read(text);
    let arguments = match read(&context.snapshot.head.limits, text, document.as_ref()) {
        Ok(arguments) => arguments,
        Err(reason) => return Ok(failed(out, &reason)),
    };
    if context.era.is_modern() {
        // Headers mirror what the client sent, not what is filled in here.
        mirror::check(&tool.mirrored, context.parameters, &arguments)?;
    }
    let completed = match tool.schemas.complete(text, document.as_ref()) {
        Ok(completed) => completed,
        Err(reason) => return Ok(failed(out, &reason)),
    };
    let (arguments, raw) = match &completed {
        Some(completed) => match Arguments::parse(Some(completed)) {
            Ok(arguments) => (arguments, Some(completed.as_str())),
            Err(reason) => return Ok(failed(out, &reason)),
        },
        None => (arguments, raw),
    };
    let used = raw.filter(|_| tool.presenter.uses_arguments());
    let then = Then::Tool {
        tool: tool.clone(),
        arguments: used.map(Box::from),
    };
    let manner = Manner {
        timeout: tool.timeout,
        retries: tool.retries.as_ref(),
        meta: params.meta,
    };
    match Call::new(context, &tool.operation, arguments, manner, then) {
        Ok(call) => Ok(Outcome::Call(Box::new(call))),
        Err(reason) => Ok(failed(out, &reason)),
    }
}

/// The arguments, which `document` is made of where it could be read. Such as it could not, and such
/// as are too much, are read again, for what is said of them.
fn read<'a>(
    limits: &Limits,
    text: &'a str,
    document: Option<&'a Document<'_>>,
) -> Result<Arguments<'a>, String> {
    let allowed = document.filter(|document| {
        let size = document.size();
        limits.allow(&Limits {
            depth: size.depth,
            keys: size.keys,
            items: size.items,
            string_bytes: size.string_bytes,
        })
    });
    if let Some(members) = allowed.and_then(Document::members) {
        return Ok(Arguments::from_members(members));
    }
    limits.check(text).map_err(|error| error.to_string())?;
    Arguments::parse(Some(text)).map_err(|error| error.to_string())
}

/// A result rather than an error: the model can read it and correct itself.
fn failed(out: &mut Vec<u8>, reason: &dyn Display) -> Outcome {
    portico_rest::tool_error(out, &reason.to_string());
    Outcome::Done(Cacheable::No)
}

#[cfg(test)]
mod tests {
    use crate::{Effect, Event, Exchange, Plugin, RequestHead, Route};

    const CONFIGURATION: &str = r#"{"documents": [
        {"kind": "Upstream", "name": "u", "cluster": "u", "url": "http://u"},
        {"kind": "Server", "name": "s", "path": "/s", "tools": [{"name": "t",
            "inputSchema": {"type": "object", "properties": {
                "region": {"type": "string", "x-mcp-header": "Region"}}},
            "http": {"upstream": "u", "path": "/"}}]}]}"#;

    /// The answer to a call of `t` for the region `eu`, with these headers besides the usual ones.
    fn outcome(modern: bool, headers: &[(&str, &str)]) -> String {
        let meta = r#","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;
        let body = format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"t","arguments":{{"region":"eu"}}{}}}}}"#,
            if modern { meta } else { "" }
        );
        let usual = [(":method", "POST"), ("content-type", "application/json")];
        let standard = [
            ("mcp-protocol-version", "2026-07-28"),
            ("mcp-method", "tools/call"),
            ("mcp-name", "t"),
        ];
        let standard = standard.iter().filter(|_| modern);
        let headers = usual.iter().chain(standard).chain(headers);
        let headers = headers.copied().collect();
        let gateway = Plugin::parse(CONFIGURATION.as_bytes()).unwrap().gateway;
        let Route::Server(snapshot) = gateway.route("/s/mcp") else {
            panic!("no server");
        };
        let head = RequestHead {
            headers,
            end_of_stream: false,
            random: || [0; 16],
        };
        let (mut exchange, _) = Exchange::start(snapshot, head);
        match exchange.on_event(Event::RequestBody(body.as_bytes())) {
            Effect::Forward(_) => "forwarded".to_owned(),
            Effect::Reply(reply) => {
                format!("{} {}", reply.status, String::from_utf8_lossy(&reply.body))
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn modern_calls_need_the_headers_that_mirror_their_arguments() {
        let region = ("mcp-param-region", "eu");
        assert_eq!(outcome(true, &[region]), "forwarded");
        assert_eq!(
            outcome(true, &[("mcp-param-none", "x"), region]),
            "forwarded"
        );
        let refusal = |fault: &str| {
            format!(
                r#"400 {{"jsonrpc":"2.0","id":1,"error":{{"code":-32020,"message":"Header mismatch: mcp-param-region {fault}"}}}}"#
            )
        };
        assert_eq!(outcome(true, &[]), refusal("is required"));
        assert_eq!(
            outcome(true, &[("mcp-param-region", "us")]),
            refusal("differs from the body")
        );
        assert_eq!(
            outcome(true, &[region, region]),
            refusal("must be sent once, as text")
        );
    }

    #[test]
    fn legacy_calls_need_none() {
        assert_eq!(outcome(false, &[]), "forwarded");
        assert_eq!(outcome(false, &[("mcp-param-region", "us")]), "forwarded");
    }

    #[test]
    fn a_tool_that_no_client_would_list_is_refused() {
        let twice = CONFIGURATION.replace(
            r#""x-mcp-header": "Region"}"#,
            r#""x-mcp-header": "Region"}, "area": {"type": "string", "x-mcp-header": "REGION"}"#,
        );
        let errors = Plugin::parse(twice.as_bytes()).unwrap_err();
        let paths: Vec<_> = errors.iter().map(|error| error.path.as_str()).collect();
        assert_eq!(
            paths,
            ["documents[1].tools[0].inputSchema.properties.region.x-mcp-header"]
        );
    }
}
