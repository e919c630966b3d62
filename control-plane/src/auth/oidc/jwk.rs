//! The provider's keys (RFC 7517, RFC 7518, RFC 8037) and what they signed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters, RsaPublicKeyComponents,
    UnparsedPublicKey, VerificationAlgorithm,
};
use serde::Deserialize;
use serde_json::Value;

/// The provider's keys.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "RawKeys")]
pub(super) struct Keys(Vec<Jwk>);

#[derive(Deserialize)]
struct RawKeys {
    keys: Vec<Value>,
}

impl From<RawKeys> for Keys {
    fn from(raw: RawKeys) -> Self {
        let keys = raw.keys.into_iter();
        // Keys of other kinds are ignored (RFC 7517, section 5).
        Self(
            keys.filter_map(|key| serde_json::from_value(key).ok())
                .collect(),
        )
    }
}

#[derive(Debug, Clone, Deserialize)]
struct Jwk {
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    #[serde(flatten)]
    material: Material,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kty")]
enum Material {
    #[serde(rename = "RSA")]
    Rsa { n: String, e: String },
    #[serde(rename = "EC")]
    Ec { crv: String, x: String, y: String },
    #[serde(rename = "OKP")]
    Okp { crv: String, x: String },
}

/// What a signature was made with, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signer<'a> {
    /// `alg`
    pub(super) algorithm: &'a str,
    /// `kid`
    pub(super) key: Option<&'a str>,
}

/// What became of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// One of the keys made it.
    Good,
    /// The key that it names did not make it.
    Bad,
    /// The key that made it is not among these; it may be a new one.
    UnknownKey,
}

impl Keys {
    /// Whether one of the keys signed the message.
    pub(super) fn verify(&self, signer: Signer<'_>, message: &[u8], signature: &[u8]) -> Verdict {
        let mut keys = self.0.iter().filter(|key| key.is_for(signer)).peekable();
        if keys.peek().is_none() {
            return Verdict::UnknownKey;
        }
        if keys.any(|key| key.material.signed(signer.algorithm, message, signature)) {
            return Verdict::Good;
        }
        match signer.key {
            Some(_) => Verdict::Bad,
            None => Verdict::UnknownKey,
        }
    }
}

impl Jwk {
    fn is_for(&self, signer: Signer<'_>) -> bool {
        let named = signer.key.is_none() || signer.key == self.kid.as_deref();
        let signs = self
            .purpose
            .as_deref()
            .is_none_or(|purpose| purpose == "sig");
        let alg = self.alg.as_deref();
        named && signs && alg.is_none_or(|alg| alg == signer.algorithm)
    }
}

impl Material {
    /// False for algorithms that are not this key's: symmetric ones and `none` are nobody's.
    fn signed(&self, algorithm: &str, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa { n, e } => {
                let (Some(kind), Some(n), Some(e)) = (rsa(algorithm), number(n), number(e)) else {
                    return false;
                };
                let key = RsaPublicKeyComponents { n, e };
                key.verify(kind, message, signature).is_ok()
            }
            Self::Ec { crv, x, y } => {
                let kind: &'static dyn VerificationAlgorithm = match (algorithm, crv.as_str()) {
                    ("ES256", "P-256") => &ECDSA_P256_SHA256_FIXED,
                    ("ES384", "P-384") => &ECDSA_P384_SHA384_FIXED,
                    _ => return false,
                };
                let (Some(x), Some(y)) = (bytes(x), bytes(y)) else {
                    return false;
                };
                // An uncompressed point (SEC 1, 2.3.3).
                let point = [&[4], x.as_slice(), &y].concat();
                let key = UnparsedPublicKey::new(kind, point);
                key.verify(message, signature).is_ok()
            }
            Self::Okp { crv, x } => {
                let ("EdDSA" | "Ed25519", "Ed25519", Some(x)) = (algorithm, crv.as_str(), bytes(x))
                else {
                    return false;
                };
                let key = UnparsedPublicKey::new(&ED25519, x);
                key.verify(message, signature).is_ok()
            }
        }
    }
}

fn rsa(algorithm: &str) -> Option<&'static RsaParameters> {
    Some(match algorithm {
        "RS256" => &RSA_PKCS1_2048_8192_SHA256,
        "RS384" => &RSA_PKCS1_2048_8192_SHA384,
        "RS512" => &RSA_PKCS1_2048_8192_SHA512,
        "PS256" => &RSA_PSS_2048_8192_SHA256,
        "PS384" => &RSA_PSS_2048_8192_SHA384,
        "PS512" => &RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// A number's bytes; some providers write zeros before it.
fn number(text: &str) -> Option<Vec<u8>> {
    let bytes = bytes(text)?;
    Some(bytes.into_iter().skip_while(|byte| *byte == 0).collect())
}

#[cfg(test)]
mod tests;
