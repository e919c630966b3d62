//! Which requests are MCP's, and which server serves them.

use crate::Catalog;
use crate::bridge::Legacy;
use crate::catalog::Snapshot;
use std::rc::Rc;

/// The header by which the filter tells Envoy's route where to send a request. It is never trusted
/// from outside: the filter removes it from what comes in, the route from what goes out.
pub const ROUTING_HEADER: &str = "x-portico-cluster";

/// Suffixes that belong to MCP below a server's path. The latter two are the endpoints of the
/// HTTP+SSE transport of 2024-11-05, which only the bridge can serve.
const ENDPOINT: &str = "/mcp";
const LEGACY: [(&str, Legacy); 2] = [("/sse", Legacy::Stream), ("/message", Legacy::Message)];

/// What happens to requests that are not MCP's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmatched {
    /// They pass through untouched.
    #[default]
    Continue,
    /// They get 404.
    NotFound,
}

/// Where a request goes.
#[derive(Debug)]
pub enum Route {
    /// To this server.
    Server(Snapshot),
    /// To this server's endpoint of the HTTP+SSE transport, at the bridge.
    Legacy(Snapshot, Legacy),
    /// Nowhere: 404.
    NotFound,
    /// On through Envoy, untouched.
    Pass,
}

/// The servers of one worker, and the rule for everything else.
#[derive(Debug, Default)]
pub struct Gateway {
    /// What is served.
    pub catalog: Catalog,
    /// The rule for requests that are not MCP's.
    pub unmatched: Unmatched,
    /// Envoy's cluster of the bridge; without one there are no event streams.
    pub bridge: Option<Rc<str>>,
}

impl Gateway {
    /// Finds the server of a request by its `:path`: the longest prefix is the whole path without
    /// the suffix, so that a server is found in one look-up, however many there are.
    pub fn route(&self, path: &str) -> Route {
        let path = without_query(path);
        if let Some(server) = path
            .strip_suffix(ENDPOINT)
            .and_then(|prefix| self.server(prefix))
        {
            return Route::Server(server);
        }
        let legacy = LEGACY.iter().find_map(|(suffix, endpoint)| {
            Some((self.server(path.strip_suffix(suffix)?)?, *endpoint))
        });
        match (legacy, self.unmatched) {
            (Some((server, endpoint)), _) if server.bridge.is_some() => {
                Route::Legacy(server, endpoint)
            }
            (None, Unmatched::Continue) => Route::Pass,
            _ => Route::NotFound,
        }
    }

    /// Whether some configuration could make a request with this `:path` MCP's. Until the first
    /// one is here, those are held; all others need not wait for it.
    pub fn may_serve(path: &str) -> bool {
        let path = without_query(path);
        path.ends_with(ENDPOINT) || LEGACY.iter().any(|(suffix, _)| path.ends_with(suffix))
    }

    fn server(&self, prefix: &str) -> Option<Snapshot> {
        let path = match prefix {
            "" => "/",
            // `//mcp`: there is one way to write a path, or rules that go by it could be evaded.
            "/" => return None,
            prefix => prefix,
        };
        let mut snapshot = self.catalog.server_at(path)?;
        snapshot.bridge.clone_from(&self.bridge);
        Some(snapshot)
    }
}

fn without_query(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_endpoints_wait_for_the_configuration() {
        for path in ["/mcp", "/a/mcp", "/a/mcp?x=/y", "/a/sse", "/a/message#f"] {
            assert!(Gateway::may_serve(path), "{path}");
        }
        for path in ["/", "", "/a/mcp/", "/a/mcpx", "/?/mcp", "/a#/mcp"] {
            assert!(!Gateway::may_serve(path), "{path}");
        }
    }
}
