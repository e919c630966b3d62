//! What may be done by whom: one enum of actions, one function that decides.

use super::actor::{Actor, Credential};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a user is in a tenant. Who is `editor` may all that `viewer` may.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Sees the tenant's documents and their history.
    Viewer,
    /// Changes them too.
    Editor,
}

impl Role {
    /// Its name, as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
        }
    }

    /// The role of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Viewer, Self::Editor]
            .into_iter()
            .find(|role| role.name() == name)
    }
}

/// What an API token is good for. Each includes the ones before it; none gives its user more than
/// the user has.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Reading.
    Read,
    /// Changing documents.
    Write,
    /// Users, tenants, tokens and all else that admins do.
    Admin,
}

/// Everything that can be asked of the API. Each route has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Whether the process lives, is ready, and its figures.
    ReadHealth,
    /// What is served and what is wrong with it, of all tenants. The operator may open it to anyone.
    ReadStatus,
    /// Opening a login session.
    LogIn,
    /// One's own account: profile, sessions, tokens.
    ReadOwnAccount,
    /// Changing one's own account: password, sessions, tokens. Not for tokens: who steals one
    /// cannot make another.
    ChangeOwnAccount,
    /// Documents and their history.
    ReadDocuments,
    /// Changing documents.
    ChangeDocuments,
    /// Sending a request to an upstream by hand.
    TryTool,
    /// Asking an upstream whether it answers.
    CheckUpstream,
    /// Rolling everything back, and what else concerns all tenants at once.
    ChangeEverything,
    /// Model providers, without their keys.
    ReadProviders,
    /// Changing model providers and their keys.
    ChangeProviders,
    /// One's own conversations with models. Nobody else's, whoever one is.
    ReadConversations,
    /// Renaming and deleting one's own conversations.
    ChangeConversations,
    /// Asking a tenant's models, with the tools of its servers.
    Chat,
    /// Connected Envoys.
    ReadNodes,
    /// The tenants that one belongs to.
    ReadTenants,
    /// Making, changing and removing tenants.
    ChangeTenants,
    /// Who belongs to a tenant.
    ReadMembers,
    /// Changing who belongs to a tenant.
    ChangeMembers,
    /// Users, and their sessions.
    ReadUsers,
    /// Making, changing and removing users.
    ChangeUsers,
    /// Who did what.
    ReadAudit,
}

/// Who may carry out an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requirement {
    /// Anyone, known or not.
    Anyone,
    /// Any user, with a token of this scope or a login session.
    User(Scope),
    /// Any user, with a login session only.
    LoginSession,
    /// Users with at least this role in the tenant, and admins.
    Member(Role),
    /// Admins.
    Admin(Scope),
}

impl Action {
    /// Who may carry it out.
    pub fn requirement(self) -> Requirement {
        match self {
            Self::ReadHealth | Self::LogIn => Requirement::Anyone,
            Self::ReadOwnAccount | Self::ReadNodes | Self::ReadConversations => {
                Requirement::User(Scope::Read)
            }
            Self::ChangeConversations => Requirement::User(Scope::Write),
            Self::ChangeOwnAccount => Requirement::LoginSession,
            Self::ReadDocuments | Self::ReadTenants | Self::ReadMembers | Self::ReadProviders => {
                Requirement::Member(Role::Viewer)
            }
            Self::ChangeDocuments
            | Self::TryTool
            | Self::CheckUpstream
            | Self::ChangeProviders
            | Self::Chat => Requirement::Member(Role::Editor),
            Self::ChangeEverything => Requirement::Admin(Scope::Write),
            Self::ReadStatus | Self::ReadUsers | Self::ReadAudit => Requirement::Admin(Scope::Read),
            Self::ChangeTenants | Self::ChangeMembers | Self::ChangeUsers => {
                Requirement::Admin(Scope::Admin)
            }
        }
    }
}

impl Requirement {
    /// The least scope of a token; `None` where no token will do, or nothing is needed.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::Anyone | Self::LoginSession => None,
            Self::User(scope) | Self::Admin(scope) => Some(scope),
            Self::Member(Role::Viewer) => Some(Scope::Read),
            Self::Member(Role::Editor) => Some(Scope::Write),
        }
    }
}

/// Whether the actor may carry out the action; in a tenant, or, where none is named, in at least
/// one ([`Actor::reach`] tells in which).
pub fn allows(actor: Option<&Actor>, action: Action, tenant: Option<&str>) -> bool {
    let requirement = action.requirement();
    if requirement == Requirement::Anyone {
        return true;
    }
    actor.is_some_and(|actor| {
        credential_suffices(&actor.credential, requirement)
            && user_suffices(actor, requirement, tenant)
    })
}

fn credential_suffices(credential: &Credential, requirement: Requirement) -> bool {
    match (credential, requirement.scope()) {
        (Credential::Session { .. }, _) => true,
        (Credential::Token { scopes, .. }, Some(needed)) => {
            scopes.iter().any(|scope| *scope >= needed)
        }
        (Credential::Token { .. }, None) => false,
    }
}

fn user_suffices(actor: &Actor, requirement: Requirement, tenant: Option<&str>) -> bool {
    match requirement {
        Requirement::Anyone | Requirement::User(_) | Requirement::LoginSession => true,
        Requirement::Admin(_) => actor.is_admin,
        Requirement::Member(_) if actor.is_admin => true,
        Requirement::Member(needed) => match tenant {
            Some(tenant) => actor.roles.get(tenant).is_some_and(|role| *role >= needed),
            // Of no tenant in particular one sees what one's tenants have, if only nothing.
            None => needed == Role::Viewer || actor.roles.values().any(|role| *role >= needed),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Action; 23] = [
        Action::ReadHealth,
        Action::ReadStatus,
        Action::LogIn,
        Action::ReadOwnAccount,
        Action::ChangeOwnAccount,
        Action::ReadDocuments,
        Action::ChangeDocuments,
        Action::TryTool,
        Action::CheckUpstream,
        Action::ChangeEverything,
        Action::ReadProviders,
        Action::ChangeProviders,
        Action::ReadConversations,
        Action::ChangeConversations,
        Action::Chat,
        Action::ReadNodes,
        Action::ReadTenants,
        Action::ChangeTenants,
        Action::ReadMembers,
        Action::ChangeMembers,
        Action::ReadUsers,
        Action::ChangeUsers,
        Action::ReadAudit,
    ];

    fn allowed(actor: Option<&Actor>, tenant: Option<&str>) -> Vec<Action> {
        let mut allowed = ALL.to_vec();
        allowed.retain(|action| allows(actor, *action, tenant));
        allowed
    }

    fn with_token(mut actor: Actor, scope: Scope) -> Actor {
        actor.credential = Credential::Token {
            id: "t".to_owned(),
            scopes: vec![scope],
        };
        actor
    }

    const OWN: [Action; 7] = [
        Action::ReadHealth,
        Action::LogIn,
        Action::ReadOwnAccount,
        Action::ChangeOwnAccount,
        Action::ReadConversations,
        Action::ChangeConversations,
        Action::ReadNodes,
    ];

    #[test]
    fn nobody_may_log_in_only() {
        assert_eq!(allowed(None, None), [Action::ReadHealth, Action::LogIn]);
        assert_eq!(
            allowed(None, Some("a")),
            [Action::ReadHealth, Action::LogIn]
        );
    }

    #[test]
    fn members_keep_to_their_tenant_and_role() {
        let viewer = Actor::example("ann", &[("a", Role::Viewer)]);
        let mut expected = OWN.to_vec();
        assert_eq!(allowed(Some(&viewer), Some("b")), expected);
        expected.extend([
            Action::ReadDocuments,
            Action::ReadProviders,
            Action::ReadTenants,
            Action::ReadMembers,
        ]);
        expected.sort();
        assert_eq!(allowed(Some(&viewer), Some("a")), expected);
        assert_eq!(allowed(Some(&viewer), None), expected);

        let editor = Actor::example("ed", &[("a", Role::Editor)]);
        expected.extend([
            Action::ChangeDocuments,
            Action::TryTool,
            Action::ChangeProviders,
            Action::Chat,
            Action::CheckUpstream,
        ]);
        expected.sort();
        assert_eq!(allowed(Some(&editor), Some("a")), expected);
        assert_eq!(allowed(Some(&editor), Some("b")), OWN);
    }

    #[test]
    fn who_belongs_nowhere_sees_empty_lists() {
        use crate::auth::actor::Reach;
        let new = Actor::example("new", &[]);
        let lists = [
            Action::ReadDocuments,
            Action::ReadProviders,
            Action::ReadTenants,
            Action::ReadMembers,
        ];
        for action in lists {
            assert!(allows(Some(&new), action, None));
            assert_eq!(new.reach(action), Reach::Only(Default::default()));
        }
        assert_eq!(allowed(Some(&new), Some("a")), OWN);
        assert!(!allows(Some(&new), Action::ChangeDocuments, None));
    }

    #[test]
    fn admins_may_everything_everywhere() {
        let admin = Actor::example_admin();
        for tenant in [None, Some("a"), Some("unheard of")] {
            assert_eq!(allowed(Some(&admin), tenant), ALL);
        }
    }

    #[test]
    fn tokens_narrow_what_their_user_may() {
        let reading = allowed(
            Some(&with_token(Actor::example_admin(), Scope::Read)),
            Some("a"),
        );
        assert_eq!(
            reading,
            [
                Action::ReadHealth,
                Action::ReadStatus,
                Action::LogIn,
                Action::ReadOwnAccount,
                Action::ReadDocuments,
                Action::ReadProviders,
                Action::ReadConversations,
                Action::ReadNodes,
                Action::ReadTenants,
                Action::ReadMembers,
                Action::ReadUsers,
                Action::ReadAudit,
            ]
        );
        let writing = allowed(
            Some(&with_token(Actor::example_admin(), Scope::Write)),
            Some("a"),
        );
        let mut expected = reading;
        expected.extend([
            Action::ChangeDocuments,
            Action::TryTool,
            Action::CheckUpstream,
            Action::ChangeEverything,
            Action::ChangeProviders,
            Action::ChangeConversations,
            Action::Chat,
        ]);
        expected.sort();
        assert_eq!(writing, expected);
        let all = allowed(
            Some(&with_token(Actor::example_admin(), Scope::Admin)),
            Some("a"),
        );
        let mut expected = ALL.to_vec();
        expected.retain(|action| *action != Action::ChangeOwnAccount);
        assert_eq!(all, expected);
    }

    #[test]
    fn tokens_give_nothing_that_the_user_has_not() {
        let viewer = with_token(Actor::example("ann", &[("a", Role::Viewer)]), Scope::Admin);
        assert!(!allows(Some(&viewer), Action::ChangeDocuments, Some("a")));
        assert!(!allows(Some(&viewer), Action::ChangeUsers, None));
    }

    #[test]
    fn a_token_without_scopes_is_good_for_nothing() {
        let mut admin = Actor::example_admin();
        admin.credential = Credential::Token {
            id: "t".to_owned(),
            scopes: Vec::new(),
        };
        assert_eq!(
            allowed(Some(&admin), None),
            [Action::ReadHealth, Action::LogIn]
        );
    }
}
