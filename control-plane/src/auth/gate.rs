//! What stands before every route: who asks, from where, and whether they may.

use super::actor::Actor;
use super::identify::{Identity, identify};
use super::opaque::Opaque;
use super::permission::{Action, Requirement, allows};
use super::session::CSRF_HEADER;
use super::standing::Standing;
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
            let standing = Standing::new(&gate, request.headers(), tenants);
            let extensions = request.extensions_mut();
            extensions.insert(actor);
            extensions.insert(standing);
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
    let is_opened = gate.action == Action::ReadStatus && gate.state.open_status;
    if is_opened || gate.action.requirement() == Requirement::Anyone {
        return Ok(None);
    }
    let (state, is_read) = (&gate.state, method.is_safe());
    let found = identify(
        &state.data,
        &state.remembered,
        state.cookie(),
        headers,
        is_read,
    );
    let found = found.await?;
    let Some(identity) = found else {
        return Err(Problem::unauthorized());
    };
    if !method.is_safe() && !csrf_is_good(&identity, headers) {
        return Err(Problem::forbidden(
            "send the session's `csrfToken` in the header `X-CSRF-Token`",
        ));
    }
    let actor = identity.actor;
    let allowed = |tenant| allows(Some(&actor), gate.action, tenant);
    let is_allowed = match tenants {
        [] => allowed(None),
        named => named.iter().all(|tenant| allowed(Some(tenant))),
    };
    if is_allowed {
        Ok(Some(actor))
    } else {
        Err(Problem::forbidden("you may not do this"))
    }
}

fn csrf_is_good(identity: &Identity, headers: &HeaderMap) -> bool {
    let Some(expected) = &identity.csrf_hash else {
        return true;
    };
    let sent = headers.get(CSRF_HEADER).and_then(|sent| sent.to_str().ok());
    let sent = sent.and_then(|sent| Opaque::presented(sent, ""));
    sent.is_some_and(|sent| sent.hash() == *expected)
}

fn tenants(params: &RawPathParams, uri: &Uri) -> Vec<String> {
    let path = params.iter().filter(|(name, _)| *name == "tenant");
    let path = path.map(|(_, tenant)| tenant.to_owned());
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let query = query.filter(|(name, _)| name == "tenant");
    path.chain(query.map(|(_, tenant)| tenant.into_owned()))
        .collect()
}
