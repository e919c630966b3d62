//! Personal API tokens: `ptc_` and 43 random characters, hashed at rest, with scopes and perhaps an
//! expiry.

use super::opaque::{NoRandomness, Opaque};
use super::permission::Scope;
use axum::http::{HeaderMap, header};
use chrono::NaiveDateTime;

/// What all tokens begin with, so that scanners of leaked secrets recognize them.
pub const PREFIX: &str = "ptc_";

/// A new token.
///
/// # Errors
/// If the system gives no random bytes.
pub fn generate() -> Result<Opaque, NoRandomness> {
    Opaque::generate(PREFIX)
}

/// The value of `Authorization: Bearer …`, whatever it is worth; `None` if there is none.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| credentials.trim())
}

/// Whether a token that expires then, if ever, is still good. Times are UTC.
pub fn is_good(expires_at: Option<NaiveDateTime>, now: NaiveDateTime) -> bool {
    expires_at.is_none_or(|at| now < at)
}

/// Scopes as they are stored: names with spaces between.
pub fn write_scopes(scopes: &[Scope]) -> String {
    let names: Vec<&str> = scopes.iter().copied().map(name).collect();
    names.join(" ")
}

/// Scopes as they were stored. Names of other versions give nothing.
pub fn read_scopes(stored: &str) -> Vec<Scope> {
    let known = [Scope::Read, Scope::Write, Scope::Admin];
    stored
        .split(' ')
        .filter_map(|word| known.into_iter().find(|scope| name(*scope) == word))
        .collect()
}

fn name(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "read",
        Scope::Write => "write",
        Scope::Admin => "admin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn tokens_have_their_prefix() {
        let token = generate().unwrap();
        assert!(token.reveal().starts_with("ptc_"));
        assert!(Opaque::presented(token.reveal(), PREFIX).is_some());
    }

    #[test]
    fn bearer_is_read_whatever_its_case() {
        let of = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(of("Bearer ptc_x").as_deref(), Some("ptc_x"));
        assert_eq!(of("bearer  ptc_x").as_deref(), Some("ptc_x"));
        assert_eq!(of("Basic ptc_x"), None);
        assert_eq!(of("Bearer"), None);
        assert_eq!(bearer(&HeaderMap::new()), None);
    }

    #[test]
    fn a_token_ends_at_its_expiry() {
        let now = DateTime::UNIX_EPOCH.naive_utc();
        let second = TimeDelta::seconds(1);
        assert!(is_good(None, now));
        assert!(is_good(Some(now + second), now));
        assert!(!is_good(Some(now), now));
        assert!(!is_good(Some(now - second), now));
    }

    #[test]
    fn scopes_survive_storage() {
        let all = [Scope::Read, Scope::Write, Scope::Admin];
        assert_eq!(write_scopes(&all), "read write admin");
        assert_eq!(read_scopes("read write admin"), all);
        assert_eq!(read_scopes("root  write"), [Scope::Write]);
        assert_eq!(read_scopes(""), []);
    }
}
