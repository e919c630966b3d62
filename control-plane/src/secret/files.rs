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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::DirectoryStore;
    use portico_config::model::Plain;

    const OLD: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const NEW: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    fn sealed(keys: &str, name: &str) -> String {
        let value = Plain::new("hunter2".to_owned());
        let keyring = Keyring::parse(keys).unwrap();
        keyring.seal("default", name, &value).unwrap()
    }

    fn rotate_all(directory: &Path, keys: &str) -> Result<usize> {
        let mut store = DirectoryStore::new(directory);
        let documents = store.refresh().unwrap().documents;
        let files = store.files();
        let files = files.iter().map(std::path::PathBuf::as_path);
        rotate_files(&documents, files, &Keyring::parse(keys).unwrap())
    }

    #[test]
    fn files_keep_everything_but_what_is_sealed() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.yaml");
        let (a, b) = (sealed(OLD, "a"), sealed(NEW, "b"));
        let text = format!(
            "# first\nkind: Secret\nname: a\nsealed: {a}   # why\n---\nkind: Secret\nname: b\n\
             sealed: '{b}'\n---\nkind: Secret\nname: c\nfrom: {{env: C}}\n"
        );
        fs::write(&file, &text).unwrap();
        // Without the old key nothing is written.
        rotate_all(directory.path(), NEW).unwrap_err();
        assert_eq!(fs::read_to_string(&file).unwrap(), text);

        let both = format!("{NEW} {OLD}");
        assert_eq!(rotate_all(directory.path(), &both).unwrap(), 1);
        let written = fs::read_to_string(&file).unwrap();
        let (before, rest) = written.split_once("sealed: ").unwrap();
        let (new, after) = rest.split_once("   # why").unwrap();
        assert_eq!(written, format!("{before}sealed: {new}   # why{after}"));
        assert_eq!(written.replace(new, &a), text);
        let opened = Keyring::parse(NEW).unwrap().open("default", "a", new);
        assert_eq!(opened.unwrap().expose(), "hunter2");
        assert_eq!(rotate_all(directory.path(), &both).unwrap(), 0);
        assert_eq!(fs::read_to_string(&file).unwrap(), written);
    }
}
