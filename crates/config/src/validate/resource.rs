//! Rules of resources and resource templates.

use super::{at, name, schema, server, under};
use crate::model::Resource;
use crate::uri;
use crate::uri_template::UriTemplate;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use portico_rest::{FieldError, Operation, Presenter};

/// The errors of one resource.
pub(super) fn check(resource: &Resource) -> Vec<FieldError> {
    let mut errors = Vec::new();
    errors.extend(at("name", name::label(&resource.name)));
    errors.extend(server::icons(&resource.icons));
    errors.extend(address(resource));
    errors.extend(contents(resource));
    if let Some(annotations) = &resource.annotations {
        errors.extend(at("annotations", schema::object(annotations)));
    }
    errors
}

/// `uri` or `uriTemplate`, and what uses the template's variables.
fn address(resource: &Resource) -> Vec<FieldError> {
    match (&resource.uri, &resource.uri_template) {
        (None, None) => vec![FieldError::new(
            "",
            "set `uri`, or `uriTemplate` for many resources",
        )],
        (Some(_), Some(_)) => vec![FieldError::new(
            "",
            "set only one of `uri` and `uriTemplate`",
        )],
        (Some(uri), None) => {
            let errors = at("uri", uri::check(uri)).into_iter();
            errors.chain(uses(resource, &[])).collect()
        }
        (None, Some(text)) => match template(text) {
            Ok(template) => uses(resource, &template.variables().collect::<Vec<_>>()),
            Err(message) => vec![FieldError::new("uriTemplate", message)],
        },
    }
}

/// What uses the variables of the URI template.
fn uses(resource: &Resource, variables: &[&str]) -> Vec<FieldError> {
    let operation = resource
        .http
        .as_ref()
        .map(|http| Operation::compile_resource(http, variables.iter().copied()));
    let mut errors = under("http", operation.and_then(Result::err).unwrap_or_default());
    let presenter = resource
        .result
        .as_ref()
        .map(|result| Presenter::compile_resource(result, variables.iter().copied()));
    errors.extend(under(
        "result",
        presenter.and_then(Result::err).unwrap_or_default(),
    ));
    errors.extend(completions(resource, variables));
    errors
}

fn template(text: &str) -> Result<UriTemplate, String> {
    if !uri::has_scheme(text) {
        return Err(uri::NO_SCHEME.to_owned());
    }
    UriTemplate::parse(text)
}

fn completions(resource: &Resource, variables: &[&str]) -> Vec<FieldError> {
    let unknown = resource
        .completion
        .keys()
        .filter(|key| !variables.contains(&key.as_str()));
    let error = |key: &String| {
        FieldError::new(
            format!("completion.{key}"),
            format!("`{key}` is no variable of `uriTemplate`: remove it or correct the name"),
        )
    };
    unknown.map(error).collect()
}

/// `text`, `blob` or `http`.
fn contents(resource: &Resource) -> Vec<FieldError> {
    let set = [
        resource.text.is_some(),
        resource.blob.is_some(),
        resource.http.is_some(),
    ];
    match set.into_iter().filter(|set| *set).count() {
        0 => {
            return vec![FieldError::new(
                "",
                "set `text`, `blob` or `http`: there is nothing to read",
            )];
        }
        1 => {}
        _ => {
            return vec![FieldError::new(
                "",
                "set only one of `text`, `blob` and `http`",
            )];
        }
    }
    let shaped = match (&resource.result, &resource.http) {
        (Some(_), None) => Err("remove it: it shapes the response of `http`".to_owned()),
        _ => Ok(()),
    };
    let blob = resource.blob.as_deref();
    let blob = blob.and_then(|blob| at("blob", base64(blob)));
    blob.into_iter().chain(at("result", shaped)).collect()
}

/// Base64 with padding (RFC 4648 section 4), as MCP wants it.
pub(super) fn base64(data: &str) -> Result<(), String> {
    match STANDARD.decode(data) {
        Ok(_) => Ok(()),
        Err(_) => {
            Err("this is not base64: encode the bytes, with `=` at the end, in one line".to_owned())
        }
    }
}
