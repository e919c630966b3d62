//! Rules of servers.

use super::{at, config, distinct, each, limits, name, origin, prompt, resource, tool};
use crate::model::{Icon, Server};
use portico_rest::FieldError;

/// Last path segments that clients reach a server by.
const ENDPOINTS: [&str; 3] = ["mcp", "sse", "message"];

/// The errors of one server and of all that is in it.
pub(super) fn check(server: &Server) -> Vec<FieldError> {
    let mut errors = settings(server);
    errors.extend(limits::request(&server.limits));
    errors.extend(each("tools", &server.tools, tool::check));
    errors.extend(each("prompts", &server.prompts, prompt::check));
    errors.extend(each("resources", &server.resources, resource::check));
    errors.extend(config::uses(server));
    errors.extend(repetitions(server));
    errors
}

fn settings(server: &Server) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("name", name::document(&server.name)));
    errors.extend(at("tenant", name::document(&server.tenant)));
    errors.extend(at("path", path(&server.path)));
    errors.extend(
        server
            .website_url
            .as_deref()
            .and_then(|url| at("websiteUrl", website(url))),
    );
    errors.extend(icons(&server.icons));
    errors.extend(each("allowedOrigins", &server.allowed_origins, |origin| {
        at("", origin::check(origin)).into_iter().collect()
    }));
    errors.extend(
        server
            .page_size
            .and_then(|size| at("pageSize", limits::page_size(size))),
    );
    errors.extend(
        server
            .cache
            .ttl
            .and_then(|ttl| at("cache.ttl", limits::time_to_live(ttl))),
    );
    errors
}

fn repetitions(server: &Server) -> Vec<FieldError> {
    let Server {
        tools,
        prompts,
        resources,
        ..
    } = server;
    [
        distinct::check("tools", "name", tools.iter().map(|tool| Some(&*tool.name))),
        distinct::check(
            "prompts",
            "name",
            prompts.iter().map(|prompt| Some(&*prompt.name)),
        ),
        distinct::check(
            "resources",
            "name",
            resources.iter().map(|resource| Some(&*resource.name)),
        ),
        distinct::check(
            "resources",
            "uri",
            resources.iter().map(|resource| resource.uri.as_deref()),
        ),
        distinct::check(
            "resources",
            "uriTemplate",
            resources
                .iter()
                .map(|resource| resource.uri_template.as_deref()),
        ),
    ]
    .concat()
}

/// A path prefix. Its characters are those that need no percent-encoding, so that there is one way
/// to write it, and it cannot be taken for the endpoint of another server.
fn path(path: &str) -> Result<(), String> {
    let Some(segments) = path.strip_prefix('/') else {
        return Err("begin it with `/`".to_owned());
    };
    if segments.is_empty() {
        return Ok(());
    }
    if path.ends_with('/') {
        return Err("remove the `/` at its end".to_owned());
    }
    let legal = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=/".contains(c);
    if let Some(c) = segments.chars().find(|c| !legal(*c)) {
        return Err(format!(
            "{c:?} cannot stand in it: use letters, digits, `-`, `.`, `_` and `~`"
        ));
    }
    if segments.split('/').any(str::is_empty) {
        return Err("it has two `/` side by side: remove one".to_owned());
    }
    if let Some(segment) = segments
        .split('/')
        .find(|segment| [".", ".."].contains(segment))
    {
        return Err(format!(
            "it has the segment `{segment}`: write the path without"
        ));
    }
    match segments
        .rsplit('/')
        .next()
        .filter(|last| ENDPOINTS.contains(last))
    {
        Some(last) => Err(format!(
            "clients reach the server at `{{path}}/{last}`: leave `/{last}` out"
        )),
        None => Ok(()),
    }
}

fn website(url: &str) -> Result<(), String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() => crate::uri::check(url),
        _ => Err("write a URL that begins with https://".to_owned()),
    }
}

/// The errors of the icons of whatever has icons.
pub(super) fn icons(icons: &[Icon]) -> Vec<FieldError> {
    each("icons", icons, icon)
}

fn icon(icon: &Icon) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("src", icon_source(&icon.src)));
    errors.extend(each("sizes", &icon.sizes, |size| {
        at("", icon_size(size)).into_iter().collect()
    }));
    errors.extend(
        icon.theme
            .as_deref()
            .and_then(|theme| at("theme", icon_theme(theme))),
    );
    errors
}

/// Clients fetch icons: nothing but HTTPS and data leaves them safe (MCP 2025-11-25, basic, "Icons").
fn icon_source(src: &str) -> Result<(), String> {
    if src.starts_with("https://") || src.starts_with("data:") {
        return crate::uri::check(src);
    }
    Err("use a URI that begins with `https://` or `data:`".to_owned())
}

fn icon_size(size: &str) -> Result<(), String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match size.split_once('x') {
        _ if size == "any" => Ok(()),
        Some((width, height)) if is_number(width) && is_number(height) => Ok(()),
        _ => Err("write it as `48x48`, or `any`".to_owned()),
    }
}

fn icon_theme(theme: &str) -> Result<(), String> {
    match theme {
        "light" | "dark" => Ok(()),
        _ => Err("use `light` or `dark`".to_owned()),
    }
}
