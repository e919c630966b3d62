//! What comes out is checked by the rules of Portico's documents.

use crate::ImportError;
use portico_config::model::{Access, Cache, Limits, Prompt, Server, Sessions, Tool, Upstream};
use portico_config::{Document, FieldError};
use std::collections::BTreeMap;

/// Checks one tool.
///
/// # Errors
/// Why Portico does not take it.
pub(crate) fn check(tool: &Tool) -> Result<(), String> {
    let mut server = server("default", "check".to_owned(), "/check".to_owned());
    server.tools.push(tool.clone());
    let errors = portico_config::validate(&Document::Server(server));
    match errors.first() {
        None => Ok(()),
        Some(error) => Err(told(error)),
    }
}

/// Checks one prompt.
///
/// # Errors
/// Why Portico does not take it.
pub(crate) fn check_prompt(prompt: &Prompt) -> Result<(), String> {
    let mut server = server("default", "check".to_owned(), "/check".to_owned());
    server.prompts.push(prompt.clone());
    let errors = portico_config::validate(&Document::Server(server));
    match errors.first() {
        None => Ok(()),
        Some(error) => Err(format!("{}: {}", error.path, error.message)),
    }
}

/// The error, as seen from the tool.
fn told(error: &FieldError) -> String {
    let path = error.path.strip_prefix("tools[0]").unwrap_or(&error.path);
    let path = path.trim_start_matches('.');
    if path.is_empty() {
        return error.message.clone();
    }
    format!("`{path}` {}", error.message)
}

/// Whether the server's own field is wrong.
pub(crate) fn is_wrong(server: &Server, field: &str) -> bool {
    let errors = portico_config::validate(&Document::Server(server.without_parts()));
    let is_of = |path: &str| {
        let rest = path.strip_prefix(field);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    };
    errors.iter().any(|error| is_of(&error.path))
}

/// Checks all documents together. Tools were checked before.
///
/// # Errors
/// What options have made wrong: a path, say.
pub(crate) fn together(documents: &[Document]) -> Result<(), ImportError> {
    let own = documents.iter().flat_map(|document| match document {
        Document::Server(server) => {
            portico_config::validate(&Document::Server(server.without_parts()))
        }
        other => portico_config::validate(other),
    });
    match own.into_iter().next() {
        None => Ok(()),
        Some(error) => Err(ImportError::Option {
            field: if error.path == "path" {
                "path"
            } else {
                "documents"
            },
            message: format!("{}: {}", error.path, error.message),
        }),
    }
}

/// An upstream with this URL.
pub(crate) fn upstream(tenant: &str, name: String, url: String) -> Upstream {
    Upstream {
        name,
        tenant: tenant.to_owned(),
        url: Some(url),
        cluster: None,
        timeout: None,
        retries: None,
        headers: BTreeMap::new(),
        query: BTreeMap::new(),
        credential: None,
        forward_headers: Vec::new(),
        tls: None,
    }
}

/// A server without anything in it.
pub(crate) fn server(tenant: &str, name: String, path: String) -> Server {
    Server {
        path,
        name,
        tenant: tenant.to_owned(),
        title: None,
        version: None,
        description: None,
        website_url: None,
        icons: Vec::new(),
        instructions: None,
        access: Access::default(),
        allowed_origins: Vec::new(),
        sessions: Sessions::default(),
        page_size: None,
        cache: Cache::default(),
        limits: Limits::default(),
        config: BTreeMap::new(),
        tools: Vec::new(),
        prompts: Vec::new(),
        resources: Vec::new(),
    }
}
