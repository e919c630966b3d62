//! The mechanism of the route table: routes with their actions become a router with gates, and an
//! OpenAPI document.

use super::ApiState;
use super::problem::MEDIA_TYPE;
use crate::auth::gate::{Gate, enforce};
use crate::auth::permission::{Action, Requirement, Role, Scope};
use axum::Router;
use axum::middleware::from_fn_with_state;
use std::fmt;
use utoipa::OpenApi;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// Routes, each with the action that it carries out. There is no way to add one without.
#[derive(Clone)]
pub struct Table {
    base: utoipa::openapi::OpenApi,
    entries: Vec<(Action, UtoipaMethodRouter<ApiState>)>,
}

/// One method of one path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// As in `GET`.
    pub method: &'static str,
    /// With names in braces for what varies.
    pub path: String,
    /// What it does, and so who may use it.
    pub action: Action,
}

impl Table {
    /// No routes yet; `D` describes the API as a whole.
    pub fn new<D: OpenApi>() -> Self {
        Self {
            base: D::openapi(),
            entries: Vec::new(),
        }
    }

    /// Adds handlers that carry out `action`, as `utoipa_axum::routes!` makes them.
    #[must_use]
    pub fn add(mut self, action: Action, routes: UtoipaMethodRouter<ApiState>) -> Self {
        self.entries.push((action, routes));
        self
    }

    /// Every route.
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = Vec::new();
        for (action, (_, paths, _)) in &self.entries {
            for (path, item) in &paths.paths {
                routes.extend(methods(item).map(|method| Route {
                    method,
                    path: path.clone(),
                    action: *action,
                }));
            }
        }
        routes
    }

    /// The OpenAPI document.
    pub fn openapi(self) -> utoipa::openapi::OpenApi {
        let described = self.entries.into_iter().map(|(action, entry)| {
            let (schemas, mut paths, methods) = entry;
            for item in paths.paths.values_mut() {
                for operation in operations_mut(item) {
                    describe(action, operation);
                }
            }
            (schemas, paths, methods)
        });
        let router = OpenApiRouter::with_openapi(self.base);
        described.fold(router, OpenApiRouter::routes).into_openapi()
    }

    /// The router, with a gate before each route.
    pub fn into_router(self, state: &ApiState) -> Router<ApiState> {
        let gated = self.entries.into_iter().map(|(action, entry)| {
            let (schemas, paths, methods) = entry;
            let gate = Gate {
                action,
                state: state.clone(),
            };
            let layer = from_fn_with_state(gate, enforce);
            (schemas, paths, methods.route_layer(layer))
        });
        gated
            .fold(OpenApiRouter::new(), OpenApiRouter::routes)
            .into()
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.routes()).finish()
    }
}

fn methods(item: &PathItem) -> impl Iterator<Item = &'static str> {
    let all = [
        ("GET", &item.get),
        ("PUT", &item.put),
        ("POST", &item.post),
        ("DELETE", &item.delete),
        ("PATCH", &item.patch),
    ];
    let there = all.into_iter().filter(|(_, operation)| operation.is_some());
    there.map(|(method, _)| method)
}

fn operations_mut(item: &mut PathItem) -> Vec<&mut Operation> {
    let all = [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.patch,
    ];
    all.into_iter().filter_map(Option::as_mut).collect()
}

/// Adds what follows from the action: who may use it, and that all errors are problems.
fn describe(action: Action, operation: &mut Operation) {
    let requirement = action.requirement();
    let session = || SecurityRequirement::new("session", [] as [&str; 0]);
    let token = || SecurityRequirement::new("token", [] as [&str; 0]);
    operation.security = Some(match requirement {
        Requirement::Anyone => Vec::new(),
        Requirement::LoginSession => vec![session()],
        _ => vec![session(), token()],
    });
    operation.extensions = Some(
        ExtensionsBuilder::new()
            .add("x-portico-requires", in_words(requirement))
            .build(),
    );
    let problem = ResponseBuilder::new()
        .description("What went wrong")
        .content(
            MEDIA_TYPE,
            Content::new(Some(Ref::from_schema_name("Problem"))),
        )
        .build();
    let responses = &mut operation.responses.responses;
    for response in responses.values_mut() {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            "As asked".clone_into(&mut response.description);
        }
    }
    responses.insert("default".to_owned(), problem.into());
}

fn in_words(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Anyone => "nothing",
        Requirement::User(Scope::Read) => "any user; tokens: read",
        Requirement::User(Scope::Write) => "any user; tokens: write",
        Requirement::User(Scope::Admin) => "any user; tokens: admin",
        Requirement::LoginSession => "any user; no tokens",
        Requirement::Member(Role::Viewer) => "viewer of the tenant; tokens: read",
        Requirement::Member(Role::Editor) => "editor of the tenant; tokens: write",
        Requirement::Admin(Scope::Read) => "admin; tokens: read",
        Requirement::Admin(Scope::Write) => "admin; tokens: write",
        Requirement::Admin(Scope::Admin) => "admin; tokens: admin",
    }
}
