//! Servers and the paths that routers give them.

use super::template::{Node, parse};
use crate::openapi::Part;
use crate::report::Warnings;
use crate::tree::Value;
use std::collections::BTreeMap;

/// A router.
#[derive(Debug)]
pub(super) struct Router {
    pub(super) path: String,
    pub(super) origins: Vec<String>,
}

/// The routers of the server `name`, with what they have no counterpart for.
pub(super) fn routers(config: &Part<'_>, name: &str, warnings: &mut Warnings) -> Vec<Router> {
    let mut routers = Vec::new();
    for part in config.items("routers") {
        if part.value.text("server") != Some(name) {
            continue;
        }
        let place = |key: &str| format!("{}.{key}", part.place);
        if part.value.text("ssePrefix").is_some() {
            let message = "endpoints of event streams have the server's own path";
            warnings.add("sse-prefix", place("ssePrefix"), message);
        }
        let mode = part.value.get("auth").and_then(|auth| auth.text("mode"));
        if mode.is_some_and(|mode| mode.eq_ignore_ascii_case("oauth2")) {
            let message =
                "whoever reaches Envoy may call: put `jwt_authn` in front, as the guide tells";
            warnings.add("auth", place("auth"), message);
        }
        let cors = part.value.get("cors");
        let origins = cors
            .map(|cors| cors.items("allowOrigins"))
            .unwrap_or_default();
        let others = ["allowMethods", "allowHeaders", "exposeHeaders"];
        let has_other = |cors: &Value| others.iter().any(|key| !cors.items(key).is_empty());
        if cors.is_some_and(|cors| has_other(cors) || cors.is_true("allowCredentials")) {
            let message =
                "only `allowOrigins` is taken over: Envoy's `cors` filter answers browsers";
            warnings.add("cors", place("cors"), message);
        }
        routers.push(Router {
            path: path(part.value.text("prefix").unwrap_or("/")),
            origins: origins
                .iter()
                .filter_map(Value::as_text)
                .map(str::to_owned)
                .collect(),
        });
    }
    routers
}

fn path(prefix: &str) -> String {
    format!("/{}", prefix.trim_matches('/'))
}

/// The server's `config`, as templates.
pub(super) fn config(server: &Part<'_>, warnings: &mut Warnings) -> BTreeMap<String, Vec<Node>> {
    let mut config = BTreeMap::new();
    for (name, part) in server.members("config") {
        let text = part.value.plain().unwrap_or_default();
        match parse(&text) {
            Ok(nodes) => {
                config.insert(name.to_owned(), nodes);
            }
            Err(message) => warnings.add("template", part.place, message),
        }
    }
    config
}
