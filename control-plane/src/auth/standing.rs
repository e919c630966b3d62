//! Whether a request would still be let in, for answers that go on for longer than a moment.

use super::gate::Gate;
use super::identify::recognize;
use super::permission::{Action, allows};
use crate::api::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use std::time::Duration;
use tokio::time::sleep;

/// How often it is asked.
const EVERY: Duration = Duration::from_secs(2);

/// What let a request in, to be asked again.
#[derive(Debug, Clone)]
pub struct Standing {
    gate: Gate,
    /// What proves who asks.
    headers: HeaderMap,
    tenants: Vec<String>,
}

impl Standing {
    /// Of a request with these headers, for these tenants.
    pub fn new(gate: &Gate, headers: &HeaderMap, tenants: Vec<String>) -> Self {
        let mut proof = HeaderMap::new();
        for name in [header::AUTHORIZATION, header::COOKIE] {
            for value in headers.get_all(&name) {
                let mut value = value.clone();
                value.set_sensitive(true);
                proof.append(&name, value);
            }
        }
        Self {
            gate: gate.clone(),
            headers: proof,
            tenants,
        }
    }

    /// The same for an action in a tenant, which the request's path does not name.
    #[must_use]
    pub fn within(mut self, action: Action, tenant: &str) -> Self {
        self.gate.action = action;
        self.tenants = vec![tenant.to_owned()];
        self
    }

    /// Whether the request would be let in now. Who let it in is believed while the store is away.
    /// It is no use of a session, whose end it does not put off.
    pub async fn holds(&self) -> bool {
        let state = &self.gate.state;
        let Ok(found) = recognize(&state.data, state.cookie(), &self.headers).await else {
            return true;
        };
        let Some(identity) = found else {
            return false;
        };
        let allowed = |tenant| allows(Some(&identity.actor), self.gate.action, tenant);
        match self.tenants.as_slice() {
            [] => allowed(None),
            named => named.iter().all(|tenant| allowed(Some(tenant))),
        }
    }

    /// Returns soon after it does not hold any more.
    pub async fn lost(&self) {
        loop {
            sleep(EVERY).await;
            if !self.holds().await {
                return;
            }
        }
    }
}

/// The gate has left it with the request.
impl<S: Sync> FromRequestParts<S> for Standing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let standing = parts.extensions.get::<Self>().cloned();
        standing.ok_or_else(Problem::unauthorized)
    }
}
