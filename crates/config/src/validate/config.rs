//! The fixed values of a server, `config`, and the templates that use them.

use super::under;
use crate::model::{Resource, Server, Tool};
use crate::uri_template::UriTemplate;
use portico_rest::mapping::Binding;
use portico_rest::presentation::Presentation;
use portico_rest::{FieldError, Operation, Presenter};

/// An error for each use of a value that the server does not have. Operations and results that are
/// wrong in themselves are left to their own checks.
pub(super) fn uses(server: &Server) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut note = |place: String, operation: Option<Operation>, presenter: Option<Presenter>| {
        let mut found = Vec::new();
        if let Some(operation) = &operation {
            found.extend(under("http", unknown(server, operation.config())));
        }
        if let Some(presenter) = &presenter {
            let uses = presenter.config().map(|name| ("", name));
            found.extend(under("result", unknown(server, uses)));
        }
        errors.extend(under(&place, found));
    };
    for (index, tool) in server.tools.iter().enumerate() {
        let result = tool.result.as_ref().filter(|result| has_template(result));
        let structured = tool.output_schema.is_some();
        let presenter = result.and_then(|result| {
            Presenter::compile(result, tool.input_schema.as_ref(), structured).ok()
        });
        note(format!("tools[{index}]"), of_tool(tool), presenter);
    }
    for (index, resource) in server.resources.iter().enumerate() {
        let variables = variables(resource);
        let names = || variables.iter().flat_map(UriTemplate::variables);
        let http = resource.http.as_ref().filter(|http| may_use(http));
        let operation = http.and_then(|http| Operation::compile_resource(http, names()).ok());
        let result = resource
            .result
            .as_ref()
            .filter(|result| has_template(result));
        let presenter = result.and_then(|result| Presenter::compile_resource(result, names()).ok());
        note(format!("resources[{index}]"), operation, presenter);
    }
    errors
}

fn unknown<'u>(server: &Server, uses: impl Iterator<Item = (&'u str, &'u str)>) -> Vec<FieldError> {
    let unknown = uses.filter(|(_, name)| !server.config.contains_key(*name));
    let error = |(at, name)| {
        let message = format!("the server's `config` has no `{name}`: add it or correct the name");
        FieldError::new(at, message)
    };
    unknown.map(error).collect()
}

fn of_tool(tool: &Tool) -> Option<Operation> {
    may_use(&tool.http)
        .then(|| Operation::compile(&tool.http, tool.input_schema.as_ref()).ok())
        .flatten()
}

fn variables(resource: &Resource) -> Option<UriTemplate> {
    let text = resource.uri_template.as_deref()?;
    UriTemplate::parse(text).ok()
}

/// Whether there is a template that may use fixed values.
fn has_template(result: &Presentation) -> bool {
    result.template.is_some() || result.error_template.is_some() || !result.content.is_empty()
}

/// Whether there can be a template.
fn may_use(http: &Binding) -> bool {
    http.body.is_some() || http.parameters.iter().any(|it| it.template.is_some())
}
