//! ID tokens: a JWT that the provider signed for us, for this login (OpenID Connect Core 1.0, 3.1.3.7).

use super::jwk::{Keys, Signer, Verdict};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// How far clocks may be apart, in seconds.
const SKEW: f64 = 60.0;

/// Most bytes of a subject (OpenID Connect Core 1.0, section 2).
const LONGEST_SUBJECT: usize = 255;

/// What the token must say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expected<'a> {
    /// Who made it.
    pub(super) issuer: &'a str,
    /// Whom it is for.
    pub(super) client_id: &'a str,
    /// What the login began with.
    pub(super) nonce: &'a str,
    /// The time, in seconds since 1970.
    pub(super) now: i64,
}

/// A token that was verified.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verified {
    /// The user at the provider.
    pub(super) subject: String,
    /// All it says.
    pub(super) claims: Map<String, Value>,
}

/// Why a token is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenError {
    /// The key that signed it is not known; the provider may have a new one.
    UnknownKey,
    /// This is wrong.
    Refused(&'static str),
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

/// Verifies the token's signature and what it says.
///
/// # Errors
/// What is wrong with it.
pub(super) fn verify(
    token: &str,
    keys: &Keys,
    expected: Expected<'_>,
) -> Result<Verified, TokenError> {
    const NO_JWT: TokenError = TokenError::Refused("the ID token is no signed JWT");
    let (message, signature) = token.rsplit_once('.').ok_or(NO_JWT)?;
    let (header, payload) = message.split_once('.').ok_or(NO_JWT)?;
    let header: Header = part(header).ok_or(NO_JWT)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| NO_JWT)?;
    if header.crit.is_some() {
        return Err(TokenError::Refused("the ID token has unknown extensions"));
    }
    let signer = Signer {
        algorithm: &header.alg,
        key: header.kid.as_deref(),
    };
    match keys.verify(signer, message.as_bytes(), &signature) {
        Verdict::Good => {}
        Verdict::Bad => return Err(TokenError::Refused("the ID token's signature is wrong")),
        Verdict::UnknownKey => return Err(TokenError::UnknownKey),
    }
    let claims: Map<String, Value> = part(payload).ok_or(NO_JWT)?;
    check(claims, expected).map_err(TokenError::Refused)
}

fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn check(claims: Map<String, Value>, expected: Expected<'_>) -> Result<Verified, &'static str> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let time = |name: &str| claims.get(name).and_then(Value::as_f64);
    #[expect(clippy::cast_precision_loss, reason = "seconds, far below 2^53")]
    let now = expected.now as f64;
    if text("iss") != Some(expected.issuer) {
        return Err("the ID token is of another issuer");
    }
    if !is_for(claims.get("aud"), text("azp"), expected.client_id) {
        return Err("the ID token is for another client");
    }
    if time("exp").is_none_or(|expiry| now >= expiry + SKEW) {
        return Err("the ID token has expired");
    }
    let begins = [time("iat"), time("nbf").or(Some(now))];
    if begins.iter().any(|at| at.is_none_or(|at| at > now + SKEW)) {
        return Err("the ID token is not valid yet");
    }
    if text("nonce") != Some(expected.nonce) {
        return Err("the ID token is of another login");
    }
    let subject = text("sub").filter(|sub| (1..=LONGEST_SUBJECT).contains(&sub.len()));
    let subject = subject.ok_or("the ID token names no user")?.to_owned();
    Ok(Verified { subject, claims })
}

/// Whether a token of this `aud` and `azp` is for the client. With other audiences it must have been
/// made at the client's request.
fn is_for(audience: Option<&Value>, party: Option<&str>, client: &str) -> bool {
    let is_requester = party.is_none_or(|party| party == client);
    match audience {
        Some(Value::String(one)) => one == client && is_requester,
        Some(Value::Array(several)) => {
            let is_known = several.len() == 1 || party == Some(client);
            several.iter().any(|one| one == client) && is_known && is_requester
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
