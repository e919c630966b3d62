//! Where the API is: URLs of servers.

use super::source::{Part, Source, inside};
use crate::Options;
use crate::report::{Format, ServerReport, Warnings};
use crate::tree::Value;
use portico_rest::BaseUrl;
use std::collections::BTreeMap;

/// What stands for an address that nobody names: a host that cannot exist (RFC 2606).
const NOWHERE: &str = "https://api.invalid";

/// Most servers that are looked at, which is done for each operation.
const MOST: usize = 100;

/// The URL of the server that `part` names: the first that can be used.
pub(crate) fn url(
    part: &Part<'_>,
    source: &Source,
    options: &Options,
    warnings: &mut Warnings,
) -> String {
    if let Some(url) = &options.server_url {
        return url.trim_end_matches('/').to_owned();
    }
    let mut wrong = None;
    for server in candidates(part, source) {
        let text = filled(&server, options);
        let url = absolute(&text, options.source_url.as_deref());
        let url = url.trim_end_matches('/').to_owned();
        match BaseUrl::parse(&url) {
            Ok(_) => return url,
            Err(message) => wrong = wrong.or(Some((text, message))),
        }
    }
    let message = match wrong {
        Some((url, _)) if url.starts_with('/') => {
            format!(
                "the description does not say on which host the API is, only `{url}`: give its URL"
            )
        }
        Some((url, message)) => {
            format!("the URL `{url}` of the API cannot be used, it {message}: give another")
        }
        None => "the description does not say where the API is: give its URL".to_owned(),
    };
    warnings.add("server-url", inside(&part.place, "servers"), message);
    NOWHERE.to_owned()
}

/// The servers that the description names, for people.
pub(crate) fn report(source: &Source) -> Vec<ServerReport> {
    let servers = candidates(&source.part(), source).into_iter();
    let report = |server: Candidate| ServerReport {
        url: server.url,
        description: server.description,
        variables: server.variables,
    };
    servers.map(report).collect()
}

/// A server as the description has it.
struct Candidate {
    url: String,
    description: Option<String>,
    /// Variables with their defaults.
    variables: BTreeMap<String, String>,
}

fn candidates(part: &Part<'_>, source: &Source) -> Vec<Candidate> {
    if source.format == Format::Swagger2 {
        return swagger(source);
    }
    let servers = part.value.items("servers").iter().take(MOST);
    let read = |server: &Value| {
        let variables = server.members("variables").filter_map(|(name, variable)| {
            let first = variable.items("enum").first();
            let default = variable.get("default").or(first).and_then(Value::plain);
            Some((name.to_owned(), default?))
        });
        Some(Candidate {
            url: server.text("url")?.trim().to_owned(),
            description: server.text("description").map(str::to_owned),
            variables: variables.collect(),
        })
    };
    servers.filter_map(read).collect()
}

/// `schemes`, `host` and `basePath`; HTTPS goes first.
fn swagger(source: &Source) -> Vec<Candidate> {
    let root = &source.root;
    let path = root.text("basePath").unwrap_or("/");
    let schemes = root.items("schemes").iter().filter_map(Value::as_text);
    let mut schemes: Vec<&str> = schemes
        .filter(|scheme| scheme.starts_with("http"))
        .collect();
    schemes.sort_unstable_by_key(|scheme| *scheme != "https");
    if schemes.is_empty() {
        schemes.push("https");
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    let url = |scheme: &str| match root.text("host") {
        Some(host) => format!("{scheme}://{host}{slash}{path}"),
        None => format!("{slash}{path}"),
    };
    let candidate = |scheme| Candidate {
        url: url(scheme),
        description: None,
        variables: BTreeMap::new(),
    };
    schemes.into_iter().map(candidate).collect()
}

/// The URL with the values of its variables.
fn filled(server: &Candidate, options: &Options) -> String {
    let mut url = server.url.clone();
    for (name, default) in &server.variables {
        let value = options.variables.get(name).unwrap_or(default);
        url = url.replace(&format!("{{{name}}}"), value);
    }
    for (name, value) in &options.variables {
        url = url.replace(&format!("{{{name}}}"), value);
    }
    url
}

/// `url` as seen from where the description was found (RFC 3986 section 5, without `..`).
fn absolute(url: &str, base: Option<&str>) -> String {
    if let Some(authority) = url.strip_prefix("//") {
        return format!("https://{authority}");
    }
    let Some(base) = base.filter(|_| !url.contains("://")) else {
        return url.to_owned();
    };
    let base = base.split(['?', '#']).next().unwrap_or(base);
    let authority_at = base.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = base.split_at_checked(authority_at).unwrap_or((base, ""));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if url.starts_with('/') {
        return format!("{scheme}{host}{url}");
    }
    let folder = path
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| format!("/{folder}"));
    format!("{scheme}{host}{folder}/{}", url.trim_start_matches("./"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_urls() {
        let base = Some("https://docs.example.com/v1/api/openapi.json?x=1");
        let table = [
            ("/v2", base, "https://docs.example.com/v2"),
            ("v2", base, "https://docs.example.com/v1/api/v2"),
            ("./", base, "https://docs.example.com/v1/api/"),
            ("http://a/b", base, "http://a/b"),
            ("//a/b", base, "https://a/b"),
            ("/v2", None, "/v2"),
        ];
        for (url, base, expected) in table {
            assert_eq!(absolute(url, base), expected);
        }
    }
}
