//! How the operator names keys and places: flags and environment.

use super::keyring::Keyring;
use super::place::Allowed;
use super::resolve::Resolver;
use anyhow::{Context, Result, ensure};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// Flags of the keys that seal secrets.
#[derive(Clone, clap::Args)]
pub struct KeyArguments {
    /// File of the keys that seal secrets, each 32 bytes in base64 (`openssl rand -base64 32`), one
    /// a line. The first one seals, all open.
    #[arg(long, env = "PORTICO_SECRET_KEY_FILE", value_name = "FILE")]
    secret_key_file: Option<PathBuf>,
    /// The keys themselves, with blanks between them: for the environment.
    #[arg(
        long = "secret-key-from-environment",
        env = "PORTICO_SECRET_KEY",
        value_name = "KEYS",
        hide = true,
        hide_env_values = true,
        conflicts_with = "secret_key_file"
    )]
    secret_key: Option<String>,
}

/// Flags of `serve` about secrets.
#[derive(Debug, Clone, clap::Args)]
pub struct SecretArguments {
    #[command(flatten)]
    keys: KeyArguments,
    /// Environment variables that `from: {env: …}` of secrets may name, with commas between.
    #[arg(
        long,
        env = "PORTICO_SECRET_ENV_ALLOW",
        value_name = "NAME",
        value_delimiter = ','
    )]
    secret_env_allow: Vec<String>,
    /// Directories that `from: {file: …}` of secrets may read, with commas between.
    #[arg(
        long,
        env = "PORTICO_SECRET_FILE_ALLOW",
        value_name = "DIR",
        value_delimiter = ','
    )]
    secret_file_allow: Vec<PathBuf>,
}

impl fmt::Debug for KeyArguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyArguments")
            .field("secret_key_file", &self.secret_key_file)
            .finish_non_exhaustive()
    }
}

impl KeyArguments {
    /// The keys; `None` if none are named.
    ///
    /// # Errors
    /// If the file cannot be read, or holds no keys.
    pub fn keyring(&self) -> Result<Option<Keyring>> {
        if let Some(file) = &self.secret_key_file {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the keys {}", file.display()))?;
            let keyring = Keyring::parse(&text);
            return keyring
                .map(Some)
                .with_context(|| file.display().to_string());
        }
        let keyring = self.secret_key.as_deref().map(Keyring::parse);
        keyring.transpose().context("PORTICO_SECRET_KEY")
    }
}

impl SecretArguments {
    /// What opens secrets.
    ///
    /// # Errors
    /// As [`KeyArguments::keyring`], and if a directory is not one.
    pub fn resolver(&self) -> Result<Resolver> {
        for directory in &self.secret_file_allow {
            let shown = directory.display();
            ensure!(
                directory.is_dir(),
                "--secret-file-allow: {shown} is no directory"
            );
        }
        Ok(Resolver {
            keyring: self.keys.keyring()?.map(Arc::new),
            allowed: Allowed {
                env: self.secret_env_allow.iter().cloned().collect(),
                directories: self.secret_file_allow.clone(),
            },
        })
    }
}
