//! The keys that seal values: ChaCha20-Poly1305 (RFC 8439).
//!
//! A sealed value is `v1.KEY.TEXT`: the id of the key, and nonce, ciphertext and tag in base64url. It
//! opens only for the tenant and name that it was sealed for.

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use portico_config::model::Plain;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use sha2::{Digest, Sha256};
use std::fmt;

/// Version of the form.
const VERSION: &str = "v1";

/// Length of a key in bytes.
const KEY_LEN: usize = 32;

/// Keys, the first of which seals.
pub struct Keyring {
    first: Key,
    others: Vec<Key>,
    random: SystemRandom,
}

struct Key {
    id: String,
    key: LessSafeKey,
}

/// Why keys cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is none.
    #[error(
        "there is no key: write 32 random bytes in base64, as `openssl rand -base64 32` prints them"
    )]
    None,
    /// One is no key. It is named by its place, not shown.
    #[error("key {0} is not 32 bytes in base64: `openssl rand -base64 32` prints one")]
    NoKey(usize),
}

/// Why a value cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is not of the form.
    #[error("is not a sealed value: `portico-control-plane seal` makes one")]
    Malformed,
    /// Its key is not here.
    #[error("is sealed with key {0}, which the control plane does not have")]
    UnknownKey(String),
    /// It was changed, or sealed for another tenant or name.
    #[error("does not open: it was sealed for another tenant or name, or it was changed")]
    Forged,
}

impl Keyring {
    /// Reads keys, each 32 bytes in base64, with blanks or line breaks between them. The first one
    /// seals, all open. Lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// If there is none, or one is no key.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'));
        let keys = lines.flat_map(str::split_whitespace).zip(1..);
        let mut keys = keys.map(|(key, place)| Key::parse(key).ok_or(KeyError::NoKey(place)));
        Ok(Self {
            first: keys.next().ok_or(KeyError::None)??,
            others: keys.collect::<Result<_, _>>()?,
            random: SystemRandom::new(),
        })
    }

    /// Id of the key that seals.
    pub fn sealing_key(&self) -> &str {
        &self.first.id
    }

    /// Seals `value` for the secret `name` of `tenant`; `None` if the system gives no randomness.
    pub fn seal(&self, tenant: &str, name: &str, value: &Plain) -> Option<String> {
        let mut nonce = [0; NONCE_LEN];
        self.random.fill(&mut nonce).ok()?;
        let mut text = value.expose().as_bytes().to_vec();
        let key = &self.first.key;
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            bound_to(tenant, name),
            &mut text,
        )
        .ok()?;
        let body = BASE64_URL_SAFE_NO_PAD.encode([&nonce[..], &text].concat());
        Some(format!("{VERSION}.{}.{body}", self.first.id))
    }

    /// Opens what was sealed for the secret `name` of `tenant`.
    ///
    /// # Errors
    /// If it is malformed, of an unknown key, changed, or of another secret.
    pub fn open(&self, tenant: &str, name: &str, sealed: &str) -> Result<Plain, OpenError> {
        let (id, body) = parts(sealed).ok_or(OpenError::Malformed)?;
        let bytes = BASE64_URL_SAFE_NO_PAD
            .decode(body)
            .map_err(|_| OpenError::Malformed)?;
        let (nonce, text) = bytes
            .split_first_chunk::<NONCE_LEN>()
            .ok_or(OpenError::Malformed)?;
        let key = self
            .key(id)
            .ok_or_else(|| OpenError::UnknownKey(id.to_owned()))?;
        let mut text = text.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let opened = key.open_in_place(nonce, bound_to(tenant, name), &mut text);
        let opened = opened.map_err(|_| OpenError::Forged)?.to_vec();
        String::from_utf8(opened)
            .map(Plain::new)
            .map_err(|_| OpenError::Forged)
    }

    /// Whether `sealed` is of the key that seals now.
    pub fn is_current(&self, sealed: &str) -> bool {
        parts(sealed).is_some_and(|(id, _)| id == self.first.id)
    }

    fn key(&self, id: &str) -> Option<&LessSafeKey> {
        let mut keys = std::iter::once(&self.first).chain(&self.others);
        keys.find(|key| key.id == id).map(|key| &key.key)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others = self.others.iter().map(|key| &key.id);
        let ids = std::iter::once(&self.first.id).chain(others);
        f.debug_list().entries(ids).finish()
    }
}

impl Key {
    fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64_STANDARD.decode(text).ok()?;
        if bytes.len() != KEY_LEN {
            return None;
        }
        let digest: [u8; 32] = Sha256::new()
            .chain_update(b"portico key id\n")
            .chain_update(&bytes)
            .finalize()
            .into();
        let [a, b, c, d, ..] = digest;
        Some(Self {
            id: format!("{:08x}", u32::from_be_bytes([a, b, c, d])),
            key: LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &bytes).ok()?),
        })
    }
}

/// The key's id and the body.
fn parts(sealed: &str) -> Option<(&str, &str)> {
    sealed
        .strip_prefix(VERSION)?
        .strip_prefix('.')?
        .split_once('.')
}

/// Names hold no line breaks.
fn bound_to(tenant: &str, name: &str) -> Aad<Vec<u8>> {
    Aad::from(format!("portico secret\n{tenant}\n{name}").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const NEW: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    fn keyring(text: &str) -> Keyring {
        Keyring::parse(text).unwrap()
    }

    fn sealed(keyring: &Keyring) -> String {
        let value = Plain::new("s3cret".to_owned());
        keyring.seal("acme", "key", &value).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_for_its_name_alone() {
        let keyring = keyring(OLD);
        let sealed = sealed(&keyring);
        assert_eq!(
            keyring.open("acme", "key", &sealed).unwrap().expose(),
            "s3cret"
        );
        for (tenant, name) in [("acme", "other"), ("other", "key"), ("acme\nkey", "")] {
            assert_eq!(keyring.open(tenant, name, &sealed), Err(OpenError::Forged));
        }
        assert_ne!(sealed, self::sealed(&keyring), "no nonce is used twice");
        assert!(!sealed.contains("s3cret"));
    }

    #[test]
    fn every_key_opens_and_the_first_seals() {
        let before = sealed(&keyring(OLD));
        let both = keyring(&format!("# the new one first\n{NEW}\n{OLD}\n"));
        assert_eq!(
            both.open("acme", "key", &before).unwrap().expose(),
            "s3cret"
        );
        assert!(!both.is_current(&before));
        let after = sealed(&both);
        assert!(both.is_current(&after));
        assert!(keyring(NEW).open("acme", "key", &after).is_ok());
        let id = keyring(OLD).sealing_key().to_owned();
        let unknown = keyring(NEW).open("acme", "key", &before);
        assert_eq!(unknown, Err(OpenError::UnknownKey(id)));
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let keyring = keyring(OLD);
        let sealed = sealed(&keyring);
        let last = sealed.len() - 2;
        let mut changed = sealed.clone().into_bytes();
        changed[last] = if changed[last] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(
            keyring.open("acme", "key", &changed),
            Err(OpenError::Forged)
        );
        for text in [
            "",
            "v1",
            "v1.x",
            "v2.a.b",
            "s3cret",
            &format!("v1.{}.!", keyring.first.id),
        ] {
            assert_eq!(
                keyring.open("acme", "key", text),
                Err(OpenError::Malformed),
                "{text}"
            );
        }
    }

    #[test]
    fn keys_are_checked_and_never_shown() {
        assert_eq!(Keyring::parse("# none\n\n").unwrap_err(), KeyError::None);
        assert_eq!(
            Keyring::parse(&format!("{OLD} c2hvcnQ=")).unwrap_err(),
            KeyError::NoKey(2)
        );
        let shown = format!("{:?}", keyring(OLD));
        assert!(
            !shown.contains("AAAA") && shown.contains(&keyring(OLD).first.id),
            "{shown}"
        );
    }
}
