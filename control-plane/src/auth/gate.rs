//! What stands before every route: who asks, from where, and whether they may.

use super::actor::Actor;
use super::permission::{Action, Requirement, allows};
use crate::api::ApiState;
use crate::api::problem::Problem;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The gate of one route.
#[derive(Debug, Clone)]
pub struct Gate {
    /// What the route does.
    pub action: Action,
    /// Where users, sessions and tokens are looked up.
    pub state: ApiState,
}

/// Lets a request through to its handler, with the [`Actor`] in its extensions; or answers why not.
///
/// The tenant is the path's `{tenant}`, and every `tenant` of the query.
pub async fn enforce(
    State(gate): State<Gate>,
    params: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    let tenants = tenants(&params, request.uri());
    match admit(&gate, request.method(), request.headers(), &tenants).await {
        Ok(Some(actor)) => {
            request.extensions_mut().insert(actor);
            next.run(request).await
        }
        Ok(None) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

async fn admit(
    gate: &Gate,
    method: &Method,
    headers: &HeaderMap,
    tenants: &[String],
) -> Result<Option<Actor>, Problem> {
    if !gate.state.public_url.accepts(method, headers) {
        return Err(Problem::forbidden("the request comes from another origin"));
    }
    if gate.action.requirement() == Requirement::Anyone {
        return Ok(None);
    }
    // Nobody is known as long as no users are stored.
    let actor: Option<Actor> = None;
    let allowed = |tenant| allows(actor.as_ref(), gate.action, tenant);
    let everywhere = tenants.iter().all(|tenant| allowed(Some(tenant)));
    match actor {
        Some(_) if everywhere && (!tenants.is_empty() || allowed(None)) => Ok(actor),
        Some(_) => Err(Problem::forbidden("you may not do this")),
        None => Err(Problem::unauthorized()),
    }
}

fn tenants(params: &RawPathParams, uri: &Uri) -> Vec<String> {
    let path = params.iter().filter(|(name, _)| *name == "tenant");
    let path = path.map(|(_, tenant)| tenant.to_owned());
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let query = query.filter(|(name, _)| name == "tenant");
    path.chain(query.map(|(_, tenant)| tenant.into_owned()))
        .collect()
}
