//! Random secrets that only their holder knows: the store keeps a hash.
//!
//! They have 256 random bits, so a plain SHA-256 is enough: there is nothing to guess.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt;

const BYTES: usize = 32;

/// The system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("no random bytes: {0}")]
pub struct NoRandomness(getrandom::Error);

/// A secret as its holder presents it. It is not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Opaque(String);

impl Opaque {
    /// A new secret: `prefix` and 43 letters, digits, `-` and `_`.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub fn generate(prefix: &str) -> Result<Self, NoRandomness> {
        let mut bytes = [0; BYTES];
        fill(&mut bytes)?;
        Ok(Self(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// What somebody presented; `None` if it cannot be a secret with this prefix.
    pub fn presented(text: &str, prefix: &str) -> Option<Self> {
        let random = text.strip_prefix(prefix)?;
        let bytes = URL_SAFE_NO_PAD.decode(random).ok()?;
        (bytes.len() == BYTES).then(|| Self(text.to_owned()))
    }

    /// The secret itself, for the one answer or cookie that hands it over.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored: lower-case hexadecimal SHA-256.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }

    /// Another secret, for `purpose`, that whoever has this one can make again. It does not lead
    /// back to this one.
    pub fn derive(&self, purpose: &str) -> Self {
        let digest = Sha256::new()
            .chain_update(purpose.as_bytes())
            .chain_update([0])
            .chain_update(self.0.as_bytes())
            .finalize();
        Self(URL_SAFE_NO_PAD.encode(digest))
    }
}

/// Fills a salt or the like with random bytes of the system.
///
/// # Errors
/// If there are none.
pub fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(NoRandomness)
}

impl fmt::Debug for Opaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opaque(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_are_recognized() {
        let (a, b) = (
            Opaque::generate("ptc_").unwrap(),
            Opaque::generate("ptc_").unwrap(),
        );
        assert_ne!(a, b);
        assert_eq!(a.reveal().len(), 4 + 43);
        assert_eq!(
            Opaque::presented(a.reveal(), "ptc_").unwrap().hash(),
            a.hash()
        );
    }

    #[test]
    fn what_cannot_be_a_secret_is_not_looked_up() {
        let secret = Opaque::generate("").unwrap();
        for text in ["", "ptc_", "ptc_abc", secret.reveal(), "ptc_💥"] {
            assert_eq!(Opaque::presented(text, "ptc_"), None, "{text}");
        }
    }

    #[test]
    fn hash_is_sha_256() {
        assert_eq!(
            Opaque("abc".to_owned()).hash(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn derived_secrets_are_stable_and_of_one_purpose() {
        let secret = Opaque::generate("").unwrap();
        assert_eq!(secret.derive("a"), secret.derive("a"));
        assert_ne!(secret.derive("a"), secret.derive("b"));
        assert_ne!(secret.derive("a"), secret);
    }

    #[test]
    fn debug_shows_nothing() {
        let secret = Opaque::generate("").unwrap();
        assert_eq!(format!("{secret:?}"), "Opaque(…)");
    }
}
