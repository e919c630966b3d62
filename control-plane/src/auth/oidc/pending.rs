//! A login that has begun: what the browser keeps until it comes back, sealed.

use crate::auth::opaque::{self, NoRandomness, Opaque};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How long a login may take, in seconds.
pub(super) const PATIENCE: i64 = 600;

/// Most bytes of a path to return to.
const LONGEST_PATH: usize = 1024;

/// The cookie's name. `__Host-` binds it to this host and to HTTPS.
pub fn cookie_name(secure: bool) -> &'static str {
    if secure {
        "__Host-portico_oidc"
    } else {
        "portico_oidc"
    }
}

/// A path of this site that the browser goes to after the login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnTo(String);

impl ReturnTo {
    /// A path; `None` if browsers might take it for another site's.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
        let is_local = text.starts_with('/') && !text.starts_with("//");
        let is_good = is_local && text.len() <= LONGEST_PATH && text.bytes().all(is_plain);
        is_good.then(|| Self(text.to_owned()))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ReturnTo {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

/// A login that has begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pending {
    /// Comes back with the browser.
    pub(super) state: String,
    /// Comes back in the ID token.
    pub(super) nonce: String,
    /// Proves that the one who takes the code is the one who began (RFC 7636).
    pub(super) verifier: String,
    /// Where to go afterwards.
    pub(super) return_to: ReturnTo,
    /// Until when it can be finished, in seconds since 1970.
    pub(super) expires: i64,
}

impl Pending {
    /// A new login.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub(super) fn new(return_to: ReturnTo, now: i64) -> Result<Self, NoRandomness> {
        let random = || Opaque::generate("").map(|secret| secret.reveal().to_owned());
        Ok(Self {
            state: random()?,
            nonce: random()?,
            verifier: random()?,
            return_to,
            expires: now + PATIENCE,
        })
    }

    /// What the provider is told of the verifier: the method is `S256`.
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }
}

/// The key that cookies are sealed with.
#[derive(Debug)]
pub(super) struct CookieKey(LessSafeKey);

impl CookieKey {
    /// It follows from the client's secret, so that all replicas have the same.
    ///
    /// # Errors
    /// As `ring` says; never for a key of this length.
    pub(super) fn derive(client_secret: &str) -> Result<Self, ring::error::Unspecified> {
        let salt = Salt::new(HKDF_SHA256, b"portico oidc");
        let secret = salt.extract(client_secret.as_bytes());
        let key: UnboundKey = secret
            .expand(&[b"login cookie"], &CHACHA20_POLY1305)?
            .into();
        Ok(Self(LessSafeKey::new(key)))
    }

    /// The cookie's value.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub(super) fn seal(&self, pending: &Pending) -> Result<Option<String>, NoRandomness> {
        let mut nonce = [0; NONCE_LEN];
        opaque::fill(&mut nonce)?;
        let Ok(mut text) = serde_json::to_vec(pending) else {
            return Ok(None);
        };
        let unique = Nonce::assume_unique_for_key(nonce);
        let sealed = self
            .0
            .seal_in_place_append_tag(unique, Aad::empty(), &mut text);
        Ok(sealed
            .ok()
            .map(|()| URL_SAFE_NO_PAD.encode([nonce.as_slice(), &text].concat())))
    }

    /// What a cookie holds, if it was sealed here and is good at `now`.
    pub(super) fn open(&self, value: &str, now: i64) -> Option<Pending> {
        let mut bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let text = self.0.open_in_place(nonce, Aad::empty(), sealed).ok()?;
        let pending: Pending = serde_json::from_slice(text).ok()?;
        (now < pending.expires).then_some(pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn returns_to_local_paths_only() {
        for good in ["/", "/servers?tenant=a#x", "/a//b"] {
            assert!(ReturnTo::parse(good).is_some(), "{good}");
        }
        let long = "/".to_owned() + &"a".repeat(LONGEST_PATH);
        for bad in [
            "",
            "x",
            "//evil",
            "/\\evil",
            "/a\tb",
            "/a\nb",
            "https://x",
            "/ä",
            &long,
        ] {
            assert!(ReturnTo::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn only_its_own_cookies_open_and_only_in_time() {
        let key = CookieKey::derive("secret").unwrap();
        let pending = Pending::new(ReturnTo::default(), 1000).unwrap();
        let sealed = key.seal(&pending).unwrap().unwrap();
        let replica = CookieKey::derive("secret").unwrap();
        assert_eq!(replica.open(&sealed, 1000), Some(pending.clone()));
        assert_eq!(key.open(&sealed, 1000 + PATIENCE), None);
        let other = CookieKey::derive("another").unwrap();
        assert_eq!(other.open(&sealed, 1000), None);
        let mut bytes = URL_SAFE_NO_PAD.decode(&sealed).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        assert_eq!(key.open(&URL_SAFE_NO_PAD.encode(bytes), 1000), None);
        assert_eq!(key.open("", 1000), None);
        assert_ne!(key.seal(&pending).unwrap().unwrap(), sealed);
    }

    /// RFC 7636, appendix B.
    #[test]
    fn challenge_is_the_hash_of_the_verifier() {
        let mut pending = Pending::new(ReturnTo::default(), 0).unwrap();
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".clone_into(&mut pending.verifier);
        let expected = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert_eq!(pending.challenge(), expected);
    }
}
