//! The key that seals secrets: made at the first start, kept with the other state.

use crate::layout;
use anyhow::Context;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

/// The variables by which somebody names keys of their own.
const OWN: [&str; 2] = ["PORTICO_SECRET_KEY", "PORTICO_SECRET_KEY_FILE"];

/// The file of the key; `None` if there are others in the environment.
pub(super) fn file() -> anyhow::Result<Option<PathBuf>> {
    if OWN.iter().any(|name| env::var_os(name).is_some()) {
        return Ok(None);
    }
    fs::create_dir_all(layout::state())?;
    let path = layout::state().join("secret.key");
    if !path.exists() {
        let mut key = [0; 32];
        File::open("/dev/urandom")
            .and_then(|mut random| random.read_exact(&mut key))
            .context("cannot make a key")?;
        let mut options = OpenOptions::new();
        let file = options.write(true).create_new(true).mode(0o600).open(&path);
        let mut file = file.with_context(|| format!("cannot write {}", path.display()))?;
        writeln!(file, "{}", BASE64_STANDARD.encode(key))?;
    }
    Ok(Some(path))
}
