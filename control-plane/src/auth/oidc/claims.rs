//! What the provider says about a user, from the ID token and, where that lacks something, from the
//! provider's userinfo (OpenID Connect Core 1.0, sections 5.1 to 5.4).

use super::error::OidcError;
use super::roles::{Granted, RoleRules};
use crate::auth::user_name;
use serde_json::{Map, Value};

/// The claims that a user's name is made of, the best first.
const NAMES: [&str; 2] = ["preferred_username", "email"];

/// Most bytes of issuer and subject: what the tables hold.
const LONGEST_KEY: usize = 255;

/// A user as the provider knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// Issuer and subject: what the user is found by.
    pub(super) key: String,
    /// What the user would be called here; `None` if nothing fits.
    pub(super) name: Option<String>,
    /// What the rules give.
    pub(super) granted: Granted,
}

impl Person {
    /// The user of these claims.
    ///
    /// # Errors
    /// If issuer and subject are too long to be stored.
    pub(super) fn new(
        issuer: &str,
        subject: &str,
        claims: &Map<String, Value>,
        rules: &RoleRules,
    ) -> Result<Self, OidcError> {
        let too_long = || OidcError::Untrusted("issuer and subject are too long".to_owned());
        Ok(Self {
            key: key(issuer, subject).ok_or_else(too_long)?,
            name: name(claims),
            granted: rules.grant(claims),
        })
    }
}

/// What the tables hold of issuer and subject; `None` if they do not fit.
pub(super) fn key(issuer: &str, subject: &str) -> Option<String> {
    // An issuer has no blanks, so no two pairs have the same key.
    let key = format!("{issuer} {subject}");
    (!subject.is_empty() && key.len() <= LONGEST_KEY).then_some(key)
}

/// Whether userinfo should be asked.
pub(super) fn lack_something(claims: &Map<String, Value>, rules: &RoleRules) -> bool {
    let lacks_roles = rules.are_there() && !claims.contains_key(&rules.claim);
    lacks_roles || name(claims).is_none()
}

/// Adds what userinfo says of the same user. What the ID token says counts more: it is signed.
///
/// # Errors
/// If it is of another user (section 5.3.2).
pub(super) fn add(
    claims: &mut Map<String, Value>,
    more: Map<String, Value>,
) -> Result<(), OidcError> {
    if more.get("sub") != claims.get("sub") {
        let why = "userinfo is of another user";
        return Err(OidcError::Untrusted(why.to_owned()));
    }
    for (name, value) in more {
        claims.entry(name).or_insert(value);
    }
    Ok(())
}

fn name(claims: &Map<String, Value>) -> Option<String> {
    let texts = NAMES.iter().filter_map(|name| claims.get(*name)?.as_str());
    let mut names = texts.map(user_name::normal);
    names.find(|name| user_name::check(name).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn claims(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn the_first_fitting_name_counts() {
        let both = json!({ "preferred_username": "Ann", "email": "ann@example.com" });
        assert_eq!(name(&claims(both)), Some("ann".to_owned()));
        let odd = json!({ "preferred_username": "Ann Lee", "email": "ann@example.com" });
        assert_eq!(name(&claims(odd)), Some("ann@example.com".to_owned()));
        assert_eq!(name(&claims(json!({ "email": 1 }))), None);
    }

    #[test]
    fn userinfo_adds_but_does_not_replace() {
        let mut token = claims(json!({ "sub": "1", "email": "a" }));
        let more = json!({ "sub": "1", "email": "b", "groups": ["x"] });
        add(&mut token, claims(more)).unwrap();
        let all = json!({ "sub": "1", "email": "a", "groups": ["x"] });
        assert_eq!(token, claims(all));
        assert!(add(&mut token, claims(json!({ "sub": "2" }))).is_err());
        assert!(add(&mut token, claims(json!({}))).is_err());
    }
}
