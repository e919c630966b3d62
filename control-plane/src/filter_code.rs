//! The filter's code, handed to Envoys by URL and sha256.

use anyhow::{Context, Result, ensure};
use axum::body::Bytes;
use sha2::{Digest, Sha256};
use std::path::Path;

/// First bytes of every Wasm module.
const MAGIC: &[u8] = b"\0asm";

/// A Wasm module with its hash. Read once, at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterCode {
    bytes: Bytes,
    sha256: String,
}

impl FilterCode {
    /// Reads the module from a file.
    ///
    /// # Errors
    /// If the file cannot be read or is not a Wasm module.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path)
            .with_context(|| format!("cannot read the filter {}", path.display()))?;
        ensure!(
            bytes.starts_with(MAGIC),
            "{} is not a Wasm module",
            path.display()
        );
        Ok(Self::new(bytes))
    }

    /// A module from its bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let sha256 = hex::encode(Sha256::digest(&bytes));
        Self { bytes, sha256 }
    }

    /// The module.
    pub fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// Hash of the module in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Path of its URL.
    pub fn path(&self) -> String {
        format!("/filter/{}.wasm", self.sha256)
    }
}
