//! Who asks.

use super::permission::{Action, Role, Scope, allows};
use crate::api::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

/// The user behind a request, as the store knows them at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The user's id.
    pub id: String,
    /// The user's name, as it stands in history and audit.
    pub name: String,
    /// Whether the user may do everything.
    pub is_admin: bool,
    /// The user's role in each tenant that they belong to.
    pub roles: BTreeMap<String, Role>,
    /// How the user proved who they are.
    pub credential: Credential,
}

/// How a user proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// A login session of a browser.
    Session {
        /// Its id in the store.
        id: String,
    },
    /// An API token.
    Token {
        /// Its id in the store.
        id: String,
        /// What it is good for.
        scopes: Vec<Scope>,
    },
}

/// The tenants that an actor may do something in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// All there are and will be.
    All,
    /// These.
    Only(BTreeSet<String>),
}

impl Reach {
    /// The tenants, where it is not all of them.
    pub fn into_tenants(self) -> Option<BTreeSet<String>> {
        match self {
            Self::All => None,
            Self::Only(tenants) => Some(tenants),
        }
    }

    /// Whether the tenant is among them.
    pub fn contains(&self, tenant: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(tenants) => tenants.contains(tenant),
        }
    }
}

impl Actor {
    /// The tenants that the action is allowed in: what a list shows.
    pub fn reach(&self, action: Action) -> Reach {
        if self.is_admin && allows(Some(self), action, None) {
            return Reach::All;
        }
        let tenants = self.roles.keys();
        Reach::Only(
            tenants
                .filter(|tenant| allows(Some(self), action, Some(tenant)))
                .cloned()
                .collect(),
        )
    }

    /// As [`Self::reach`], narrowed to one tenant if one is named: what a list with `?tenant=` shows.
    pub fn reach_within(&self, action: Action, tenant: Option<String>) -> Reach {
        let reach = self.reach(action);
        let Some(tenant) = tenant else { return reach };
        let named = reach.contains(&tenant).then_some(tenant);
        Reach::Only(named.into_iter().collect())
    }

    /// For what the path does not tell, such as documents of several tenants in a body.
    ///
    /// # Errors
    /// 403 if the actor may not do this in the tenant.
    pub fn require(&self, action: Action, tenant: &str) -> Result<(), Problem> {
        if allows(Some(self), action, Some(tenant)) {
            Ok(())
        } else {
            Err(Problem::forbidden(format!(
                "not allowed in tenant `{tenant}`"
            )))
        }
    }
}

/// The gate has left the actor with the request, if there is one.
impl<S: Sync> FromRequestParts<S> for Actor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(Problem::unauthorized)
    }
}

/// The actor of a route that is open to anyone.
impl<S: Sync> axum::extract::OptionalFromRequestParts<S> for Actor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

#[cfg(test)]
impl Actor {
    /// A logged-in user with these roles.
    pub(crate) fn example(name: &str, roles: &[(&str, Role)]) -> Self {
        let roles = roles.iter();
        Self {
            id: format!("id of {name}"),
            name: name.to_owned(),
            is_admin: false,
            roles: roles
                .map(|(tenant, role)| ((*tenant).to_owned(), *role))
                .collect(),
            credential: Credential::Session {
                id: "session".to_owned(),
            },
        }
    }

    /// A logged-in admin.
    pub(crate) fn example_admin() -> Self {
        Self {
            is_admin: true,
            ..Self::example("root", &[])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_is_where_the_role_suffices() {
        let actor = Actor::example("ann", &[("a", Role::Viewer), ("b", Role::Editor)]);
        let only = |names: &[&str]| Reach::Only(names.iter().map(|n| (*n).to_owned()).collect());
        assert_eq!(actor.reach(Action::ReadDocuments), only(&["a", "b"]));
        assert_eq!(actor.reach(Action::ChangeDocuments), only(&["b"]));
        assert_eq!(actor.reach(Action::ChangeUsers), only(&[]));
        assert!(!actor.reach(Action::ChangeDocuments).contains("a"));
        assert_eq!(
            Actor::example_admin().reach(Action::ReadDocuments),
            Reach::All
        );
    }

    #[test]
    fn naming_a_tenant_narrows_the_reach_and_never_widens_it() {
        let ann = Actor::example("ann", &[("a", Role::Viewer), ("b", Role::Editor)]);
        let admin = Actor::example_admin();
        let within = |actor: &Actor, tenant: Option<&str>| {
            let reach = actor.reach_within(Action::ReadDocuments, tenant.map(str::to_owned));
            let tenants = reach.into_tenants();
            tenants.map(|tenants| tenants.into_iter().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(within(&ann, None).as_deref(), Some("a b"));
        assert_eq!(within(&ann, Some("b")).as_deref(), Some("b"));
        assert_eq!(within(&ann, Some("c")).as_deref(), Some(""));
        assert_eq!(within(&admin, None), None);
        assert_eq!(within(&admin, Some("c")).as_deref(), Some("c"));
    }

    #[test]
    fn an_admins_token_reaches_as_far_as_its_scope() {
        let mut admin = Actor::example_admin();
        admin.credential = Credential::Token {
            id: "t".to_owned(),
            scopes: vec![Scope::Read],
        };
        assert_eq!(admin.reach(Action::ReadDocuments), Reach::All);
        assert_eq!(
            admin.reach(Action::ChangeDocuments),
            Reach::Only(BTreeSet::new())
        );
    }

    #[test]
    fn require_names_the_tenant() {
        let actor = Actor::example("ann", &[("a", Role::Viewer)]);
        actor.require(Action::ReadDocuments, "a").unwrap();
        let problem = actor.require(Action::ReadDocuments, "b").unwrap_err();
        assert_eq!(problem.status.as_u16(), 403);
        assert_eq!(problem.detail.as_deref(), Some("not allowed in tenant `b`"));
    }
}
