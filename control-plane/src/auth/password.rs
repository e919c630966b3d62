//! Passwords: Argon2id with OWASP's parameters (19 MiB, two passes, one lane).

use super::opaque::{NoRandomness, Opaque, fill};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Fewest characters of a new password.
pub const MIN_CHARS: usize = 12;

/// Most bytes of a password that is looked at.
pub const MAX_BYTES: usize = 1024;

const SALT_BYTES: usize = 16;

/// Hashes that run at once. Each takes 19 MiB and tens of milliseconds of a core.
const AT_ONCE: usize = 4;

/// A hash that no password has: who is unknown is checked against it, and waits as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| {
    let secret = Opaque::generate("").ok()?;
    hash_blocking(secret.reveal()).ok()
});

/// Why there is no hash.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// It is too short.
    #[error("a password has at least {MIN_CHARS} characters")]
    Short,
    /// It is too long.
    #[error("a password has at most {MAX_BYTES} bytes")]
    Long,
    /// It is the user's own name.
    #[error("a password is not the user's name")]
    Name,
    /// The system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// Argon2 could not work.
    #[error("cannot hash a password: {0}")]
    Hashing(argon2::password_hash::Error),
    /// The thread that hashed is gone.
    #[error("hashing was cut off: {0}")]
    Thread(#[from] tokio::task::JoinError),
    /// The process stops.
    #[error("passwords are no longer hashed")]
    Closed,
}

impl PasswordError {
    /// Whether another password would do.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Short | Self::Long | Self::Name)
    }
}

/// Hashes and verifies passwords, a bounded number at once, off the threads that serve.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Passwords {
    /// The hash to store for a new password of the user `name`, as a PHC string.
    ///
    /// # Errors
    /// If the password is refused ([`PasswordError::is_refusal`]), or hashing fails.
    pub async fn hash(&self, name: &str, password: &str) -> Result<String, PasswordError> {
        accept(name, password)?;
        let _turn = self.turn().await?;
        let password = password.to_owned();
        spawn_blocking(move || hash_blocking(&password)).await?
    }

    /// Whether the password belongs to the stored hash. Without one (an unknown user, or one
    /// without a password) it is false, after as long a time.
    ///
    /// # Errors
    /// If it cannot be told.
    pub async fn verify(
        &self,
        password: &str,
        stored: Option<&str>,
    ) -> Result<bool, PasswordError> {
        if password.len() > MAX_BYTES {
            return Ok(false);
        }
        let _turn = self.turn().await?;
        let (password, stored) = (password.to_owned(), stored.map(str::to_owned));
        Ok(spawn_blocking(move || {
            let is_right = compared(stored.as_deref())
                .is_some_and(|compared| verify_blocking(&password, compared));
            is_right && stored.is_some()
        })
        .await?)
    }

    async fn turn(&self) -> Result<tokio::sync::OwnedSemaphorePermit, PasswordError> {
        let turns = Arc::clone(&self.turns);
        turns
            .acquire_owned()
            .await
            .map_err(|_| PasswordError::Closed)
    }
}

/// The hash that a password is compared with: that of nobody where there is none, so that to find
/// out who exists takes more than a clock.
fn compared(stored: Option<&str>) -> Option<&str> {
    stored.or(NOBODY.as_deref())
}

fn accept(name: &str, password: &str) -> Result<(), PasswordError> {
    if password.len() > MAX_BYTES {
        Err(PasswordError::Long)
    } else if password.chars().count() < MIN_CHARS {
        Err(PasswordError::Short)
    } else if password.eq_ignore_ascii_case(name) {
        Err(PasswordError::Name)
    } else {
        Ok(())
    }
}

fn hash_blocking(password: &str) -> Result<String, PasswordError> {
    let mut salt = [0; SALT_BYTES];
    fill(&mut salt)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT);
    let hash: PasswordHash = argon2
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(PasswordError::Hashing)?;
    Ok(hash.to_string())
}

/// A hash that cannot be read belongs to no password.
fn verify_blocking(password: &str, stored: &str) -> bool {
    let Ok(stored) = PasswordHash::new(stored) else {
        tracing::error!("a stored password hash cannot be read");
        return false;
    };
    // The parameters are those of the stored hash.
    Argon2::default()
        .verify_password(password.as_bytes(), &stored)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "correct horse battery";

    #[tokio::test]
    async fn verifies_what_it_hashed() {
        let passwords = Passwords::default();
        let hash = passwords.hash("ann", GOOD).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(passwords.verify(GOOD, Some(&hash)).await.unwrap());
        assert!(!passwords.verify("another one", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("", Some(&hash)).await.unwrap());
        let other = passwords.hash("ann", GOOD).await.unwrap();
        assert_ne!(hash, other, "salted");
    }

    #[tokio::test]
    async fn refuses_poor_passwords() {
        let passwords = Passwords::default();
        let refuse = async |password: &str| {
            let error = passwords.hash("administrator", password).await.unwrap_err();
            assert!(error.is_refusal(), "{error}");
            error.to_string()
        };
        assert_eq!(
            refuse("elf letters").await,
            "a password has at least 12 characters"
        );
        assert_eq!(
            refuse("Administrator").await,
            "a password is not the user's name"
        );
        assert_eq!(
            refuse(&"x".repeat(1025)).await,
            "a password has at most 1024 bytes"
        );
        passwords.hash("ann", "äöüäöüäöüäöü").await.unwrap();
    }

    #[tokio::test]
    async fn a_broken_hash_belongs_to_nobody() {
        let passwords = Passwords::default();
        for stored in ["", "x", "$argon2id$v=19$m=1$", "$2b$10$abc"] {
            assert!(!passwords.verify(GOOD, Some(stored)).await.unwrap());
        }
    }

    #[tokio::test]
    async fn an_unknown_user_costs_as_much() {
        let passwords = Passwords::default();
        assert!(!passwords.verify(GOOD, None).await.unwrap());
        let hash = passwords.hash("ann", GOOD).await.unwrap();
        assert_eq!(compared(Some(&hash)), Some(hash.as_str()));
        // The parameters are what a comparison costs: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
        let cost = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(cost(compared(None).unwrap()), cost(&hash));
    }
}
