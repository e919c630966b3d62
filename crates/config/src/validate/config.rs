//! The fixed values of a server, `config`, and the templates that use them.

use super::under;
use crate::model::{Resource, Server, Tool};
use crate::uri_template::UriTemplate;
use portico_rest::mapping::Binding;
use portico_rest::{FieldError, Operation};

/// An error for each use of a value that the server does not have. Operations that are wrong in
/// themselves are left to their own checks.
pub(super) fn uses(server: &Server) -> Vec<FieldError> {
    let tools = server
        .tools
        .iter()
        .enumerate()
        .filter_map(|(index, tool)| Some((format!("tools[{index}].http"), of_tool(tool)?)));
    let resources = server
        .resources
        .iter()
        .enumerate()
        .filter_map(|(index, resource)| {
            Some((format!("resources[{index}].http"), of_resource(resource)?))
        });
    tools
        .chain(resources)
        .flat_map(|(place, operation)| under(&place, unknown(server, &operation)))
        .collect()
}

fn unknown(server: &Server, operation: &Operation) -> Vec<FieldError> {
    let unknown = operation
        .config()
        .filter(|(_, name)| !server.config.contains_key(*name));
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

fn of_resource(resource: &Resource) -> Option<Operation> {
    let http = resource.http.as_ref().filter(|http| may_use(http))?;
    let template = resource.uri_template.as_deref();
    let template = template.and_then(|text| UriTemplate::parse(text).ok());
    let variables = template
        .as_ref()
        .into_iter()
        .flat_map(UriTemplate::variables);
    Operation::compile_resource(http, variables).ok()
}

/// Whether there can be a template.
fn may_use(http: &Binding) -> bool {
    http.body.is_some() || http.parameters.iter().any(|it| it.template.is_some())
}
