//! Sealed values in the files of a configuration directory.

use super::keyring::Keyring;
use super::rotate::rotate;
use anyhow::{Context, Result, ensure};
use portico_config::{Document, FieldError};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Why `document` must not stand in a file as it is: a file would show the value.
pub fn refuse_plain(document: &Document) -> Option<FieldError> {
    let Document::Secret(secret) = document else {
        return None;
    };
    secret.value.as_ref()?;
    let (tenant, name) = (&secret.tenant, &secret.name);
    let message = format!(
        "a file must not hold a plain value: `portico-control-plane seal --tenant {tenant} \
         --name {name}` reads it from its standard input and prints what to write as `sealed`"
    );
    Some(FieldError::new("value", message))
}

/// Seals the secrets among `documents` anew with the first key, in the `files` that they stand in.
/// Everything else in the files stays as it is. Returns the number of secrets.
///
/// # Errors
/// If a secret does not open (then nothing is written), or a file cannot be written.
pub fn rotate_files<'f>(
    documents: &[Arc<Document>],
    files: impl IntoIterator<Item = &'f Path>,
    keyring: &Keyring,
) -> Result<usize> {
    let mut replacements = Vec::new();
    for document in documents {
        if let Document::Secret(secret) = &**document
            && let Some(rotated) = rotate(secret, keyring)?
        {
            replacements.extend(secret.sealed.clone().zip(rotated.sealed));
        }
    }
    let mut found = 0_usize;
    for file in files {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let mut changed = text.clone();
        for (old, new) in replacements.iter().filter(|(old, _)| text.contains(old)) {
            changed = changed.replace(old, new);
            found = found.saturating_add(1);
        }
        if changed != text {
            replace(file, &changed)?;
        }
    }
    let count = replacements.len();
    ensure!(
        found >= count,
        "a `sealed` value is not written in one line: do so, and try again"
    );
    Ok(count)
}

/// Beside it, then renamed: the file is never half written.
fn replace(file: &Path, text: &str) -> Result<()> {
    let context = || format!("cannot write {}", file.display());
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let beside = file.with_file_name(format!(".{name}.new"));
    fs::write(&beside, text).with_context(context)?;
    let permissions = fs::metadata(file).with_context(context)?.permissions();
    fs::set_permissions(&beside, permissions).with_context(context)?;
    fs::File::open(&beside)
        .and_then(|written| written.sync_all())
        .with_context(context)?;
    fs::rename(&beside, file).with_context(context)
}
