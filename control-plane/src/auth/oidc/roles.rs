//! What users may do here, by a claim of the provider.

use crate::auth::permission::Role;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Which groups give which roles. Without rules of a kind, what that kind gives is left to the admins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRules {
    /// The claim that names a user's groups.
    pub claim: String,
    /// Groups whose users are admins.
    pub admin_groups: BTreeSet<String>,
    /// Groups whose users have a role in a tenant.
    pub members: Vec<MemberRule>,
}

/// A group whose users have a role in a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRule {
    group: String,
    tenant: String,
    role: Role,
}

impl MemberRule {
    /// Reads `GROUP=TENANT:ROLE`. Groups may have `=` in their names.
    ///
    /// # Errors
    /// What is expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts = text.rsplit_once('=').and_then(|(group, right)| {
            let (tenant, role) = right.split_once(':')?;
            let role = Role::of_name(role)?;
            (!group.is_empty() && !tenant.is_empty()).then(|| Self {
                group: group.to_owned(),
                tenant: tenant.to_owned(),
                role,
            })
        });
        parts.ok_or_else(|| "must be GROUP=TENANT:viewer or GROUP=TENANT:editor".to_owned())
    }
}

/// What the rules give a user; `None` where there are no rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Granted {
    /// Whether the user is an admin.
    pub(super) is_admin: Option<bool>,
    /// The user's role in each tenant.
    pub(super) members: Option<BTreeMap<String, Role>>,
}

impl RoleRules {
    /// What a user with these claims gets.
    pub(super) fn grant(&self, claims: &Map<String, Value>) -> Granted {
        let groups = groups(claims.get(&self.claim));
        let is_admin = groups
            .iter()
            .any(|group| self.admin_groups.contains(*group));
        let mut members = BTreeMap::new();
        for rule in &self.members {
            if groups.contains(rule.group.as_str()) {
                let role = members.entry(rule.tenant.clone()).or_insert(rule.role);
                *role = rule.role.max(*role);
            }
        }
        Granted {
            is_admin: (!self.admin_groups.is_empty()).then_some(is_admin),
            members: (!self.members.is_empty()).then_some(members),
        }
    }

    /// Whether a claim is needed at all.
    pub(super) fn are_there(&self) -> bool {
        !(self.admin_groups.is_empty() && self.members.is_empty())
    }
}

/// Providers write one group as a text, and several as a list.
fn groups(claim: Option<&Value>) -> BTreeSet<&str> {
    match claim {
        Some(Value::String(one)) => BTreeSet::from([one.as_str()]),
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rules() -> RoleRules {
        let members = ["dev=a:viewer", "cn=ops,o=x=a:editor", "dev=b:viewer"];
        RoleRules {
            claim: "groups".to_owned(),
            admin_groups: BTreeSet::from(["root".to_owned()]),
            members: members.map(|rule| MemberRule::parse(rule).unwrap()).into(),
        }
    }

    fn grant(claims: &Value) -> (Option<bool>, Vec<(String, Role)>) {
        let granted = rules().grant(claims.as_object().unwrap());
        let members = granted.members.unwrap().into_iter().collect();
        (granted.is_admin, members)
    }

    #[test]
    fn the_highest_role_counts() {
        let (is_admin, members) = grant(&json!({ "groups": ["cn=ops,o=x", "dev", 7] }));
        assert_eq!(is_admin, Some(false));
        let a = ("a".to_owned(), Role::Editor);
        assert_eq!(members, [a, ("b".to_owned(), Role::Viewer)]);
        assert_eq!(grant(&json!({ "groups": "root" })), (Some(true), vec![]));
        assert_eq!(grant(&json!({ "roles": ["root"] })), (Some(false), vec![]));
    }

    #[test]
    fn without_rules_nothing_is_said() {
        let none = RoleRules {
            claim: "groups".to_owned(),
            admin_groups: BTreeSet::new(),
            members: Vec::new(),
        };
        let granted = none.grant(&Map::new());
        assert_eq!((granted.is_admin, granted.members), (None, None));
        assert!(!none.are_there() && rules().are_there());
    }

    #[test]
    fn rules_are_read_strictly() {
        for bad in ["", "g", "g=t", "g=t:admin", "=t:viewer", "g=:viewer"] {
            assert!(MemberRule::parse(bad).is_err(), "{bad}");
        }
    }
}
