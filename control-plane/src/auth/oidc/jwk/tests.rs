//! Keys and what they signed.

use super::*;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _,
};
use serde_json::json;

const MESSAGE: &[u8] = b"message";

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn keys(keys: &[Value]) -> Keys {
    serde_json::from_value(json!({ "keys": keys })).unwrap()
}

fn signer<'a>(algorithm: &'a str, key: Option<&'a str>) -> Signer<'a> {
    Signer { algorithm, key }
}

/// A key and its signature of [`MESSAGE`].
fn ecdsa(kind: &'static EcdsaSigningAlgorithm, curve: &str) -> (Value, Vec<u8>) {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(kind, pkcs8.as_ref(), &random).unwrap();
    let (_, point) = pair.public_key().as_ref().split_first().unwrap();
    let (x, y) = point.split_at(point.len() / 2);
    let key = json!({ "kty": "EC", "kid": curve, "crv": curve, "x": encode(x), "y": encode(y) });
    let signature = pair.sign(&random, MESSAGE).unwrap();
    (key, signature.as_ref().to_vec())
}

fn ed25519(kid: &str) -> (Value, Vec<u8>) {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap();
    let x = encode(pair.public_key().as_ref());
    let key = json!({ "kty": "OKP", "kid": kid, "crv": "Ed25519", "x": x });
    (key, pair.sign(MESSAGE).as_ref().to_vec())
}

#[test]
fn knows_what_its_keys_signed() {
    let (p256, by_p256) = ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING, "P-256");
    let (p384, by_p384) = ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING, "P-384");
    let (ed, by_ed) = ed25519("ed");
    let keys = keys(&[p256, p384, ed]);
    for (algorithm, key, signature) in [
        ("ES256", "P-256", &by_p256),
        ("ES384", "P-384", &by_p384),
        ("EdDSA", "ed", &by_ed),
    ] {
        let verify = |key, message: &[u8]| keys.verify(signer(algorithm, key), message, signature);
        assert_eq!(verify(Some(key), MESSAGE), Verdict::Good, "{algorithm}");
        assert_eq!(verify(None, MESSAGE), Verdict::Good, "{algorithm}");
        assert_eq!(verify(Some(key), b"other"), Verdict::Bad, "{algorithm}");
        assert_eq!(verify(Some("x"), MESSAGE), Verdict::UnknownKey);
    }
}

#[test]
fn an_algorithm_that_is_not_the_keys_is_bad() {
    let (key, signature) = ed25519("ed");
    let keys = keys(&[key]);
    for algorithm in ["none", "HS256", "RS256", "ES256", "eddsa", ""] {
        let verdict = keys.verify(signer(algorithm, Some("ed")), MESSAGE, &signature);
        assert_eq!(verdict, Verdict::Bad, "{algorithm}");
        let empty = keys.verify(signer(algorithm, Some("ed")), MESSAGE, &[]);
        assert_eq!(empty, Verdict::Bad, "{algorithm}");
    }
}

#[test]
fn keys_are_used_for_what_they_are_for() {
    let (key, signature) = ed25519("ed");
    let with = |name: &str, value: &str| {
        let mut key = key.clone();
        key.as_object_mut()
            .unwrap()
            .insert(name.to_owned(), json!(value));
        keys(&[key]).verify(signer("EdDSA", Some("ed")), MESSAGE, &signature)
    };
    assert_eq!(with("use", "sig"), Verdict::Good);
    assert_eq!(with("use", "enc"), Verdict::UnknownKey);
    assert_eq!(with("alg", "EdDSA"), Verdict::Good);
    assert_eq!(with("alg", "ES256"), Verdict::UnknownKey);
}

#[test]
fn keys_of_unknown_kinds_are_passed_over() {
    let (key, signature) = ed25519("ed");
    let keys = keys(&[json!({ "kty": "new" }), json!(7), key]);
    let verdict = keys.verify(signer("EdDSA", None), MESSAGE, &signature);
    assert_eq!(verdict, Verdict::Good);
}
