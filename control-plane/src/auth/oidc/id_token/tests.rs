//! Tokens, right and wrong.

use super::*;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::json;

const NOW: i64 = 1_800_000_000;

const EXPECTED: Expected<'static> = Expected {
    issuer: "https://id.example.com",
    client_id: "portico",
    nonce: "n",
    now: NOW,
};

struct Issuer {
    pair: Ed25519KeyPair,
    keys: Keys,
}

impl Issuer {
    fn new() -> Self {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
        let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        let key = json!({ "kty": "OKP", "kid": "k", "crv": "Ed25519", "x": x });
        let keys = serde_json::from_value(json!({ "keys": [key] })).unwrap();
        Self { pair, keys }
    }

    fn token(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let signature = self.pair.sign(message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn verify(&self, claims: &Value) -> Result<Verified, TokenError> {
        let token = self.token(&json!({ "alg": "EdDSA", "kid": "k" }), claims);
        verify(&token, &self.keys, EXPECTED)
    }
}

/// Claims that are accepted, but for what `change` says; null removes.
fn claims(change: &Value) -> Value {
    let mut claims = json!({
        "iss": "https://id.example.com", "aud": "portico", "sub": "s", "nonce": "n",
        "iat": NOW - 5, "exp": NOW + 300,
    });
    let fields = claims.as_object_mut().unwrap();
    for (name, value) in change.as_object().unwrap() {
        fields.insert(name.clone(), value.clone());
    }
    fields.retain(|_, value| !value.is_null());
    claims
}

#[test]
fn accepts_what_is_right() {
    let issuer = Issuer::new();
    for change in [
        json!({}),
        json!({ "aud": ["portico"] }),
        json!({ "aud": ["other", "portico"], "azp": "portico" }),
        json!({ "exp": NOW - 59 }),
        json!({ "iat": NOW + 60, "nbf": NOW + 60 }),
    ] {
        let verified = issuer.verify(&claims(&change)).unwrap();
        assert_eq!(verified.subject, "s", "{change}");
    }
}

#[test]
fn refuses_each_thing_that_is_wrong() {
    let issuer = Issuer::new();
    let long = "s".repeat(256);
    for change in [
        json!({ "iss": "https://id.example.com/" }),
        json!({ "iss": null }),
        json!({ "aud": "other" }),
        json!({ "aud": [] }),
        json!({ "aud": ["other", "portico"] }),
        json!({ "aud": null }),
        json!({ "azp": "other" }),
        json!({ "exp": NOW - 60 }),
        json!({ "exp": (NOW + 300).to_string() }),
        json!({ "exp": null }),
        json!({ "iat": NOW + 61 }),
        json!({ "iat": null }),
        json!({ "nbf": NOW + 61 }),
        json!({ "nonce": "other" }),
        json!({ "nonce": null }),
        json!({ "sub": "" }),
        json!({ "sub": long }),
        json!({ "sub": null }),
    ] {
        let outcome = issuer.verify(&claims(&change));
        assert!(matches!(outcome, Err(TokenError::Refused(_))), "{change}");
    }
}

#[test]
fn refuses_what_the_issuer_did_not_sign() {
    let (issuer, other) = (Issuer::new(), Issuer::new());
    let good = claims(&json!({}));
    let header = json!({ "alg": "EdDSA", "kid": "k" });
    let forged = verify(&other.token(&header, &good), &issuer.keys, EXPECTED);
    assert!(matches!(forged, Err(TokenError::Refused(_))));
    for header in [
        json!({ "alg": "none", "kid": "k" }),
        json!({ "alg": "HS256", "kid": "k" }),
        json!({ "alg": "EdDSA", "kid": "k", "crit": ["x"] }),
        json!({ "kid": "k" }),
    ] {
        let outcome = verify(&issuer.token(&header, &good), &issuer.keys, EXPECTED);
        assert!(matches!(outcome, Err(TokenError::Refused(_))), "{header}");
    }
    let rotated = issuer.token(&json!({ "alg": "EdDSA", "kid": "new" }), &good);
    let outcome = verify(&rotated, &issuer.keys, EXPECTED);
    assert_eq!(outcome, Err(TokenError::UnknownKey));
    for broken in ["", "a", "a.b", "a.b.c", "..", "e30.e30."] {
        assert!(verify(broken, &issuer.keys, EXPECTED).is_err(), "{broken}");
    }
}
