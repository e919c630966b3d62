//! Writing documents into the directory: only the text of the one document changes, and each file is
//! replaced in one step, so that a full disk or a power cut leaves the old one.

use super::scan;
use super::stream::read_stream;
use super::yaml;
use portico_config::Document;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// One document to write or delete.
#[derive(Debug)]
pub(crate) struct FileEdit {
    /// Kind, tenant and name.
    pub(crate) key: (String, String, String),
    /// The file that has the document, as its path below the directory; `None` for a new one.
    pub(crate) file: Option<String>,
    /// The document as YAML with a line break at its end; `None` to delete it.
    pub(crate) yaml: Option<String>,
}

/// Why files are as they were.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    /// The file's text cannot be changed by a program.
    #[error("{file}: {reason}")]
    File {
        /// The file, as its path below the directory.
        file: String,
        /// Why not.
        reason: String,
    },
    /// The system refused.
    #[error("cannot write {file}: {error}")]
    Io {
        /// The file.
        file: String,
        /// Why.
        error: io::Error,
    },
}

/// Most names tried for a new file.
const NAMES: u32 = 1000;

/// Makes all edits: first every file is written beside the old one, then they take the old ones'
/// places.
///
/// # Errors
/// What stood in the way. Nothing was changed, unless the last step failed for some files only.
pub(super) fn write(root: &Path, edits: Vec<FileEdit>) -> Result<(), WriteError> {
    let mut files: BTreeMap<String, Option<String>> = BTreeMap::new();
    for edit in edits {
        let (file, text) = match &edit.file {
            Some(file) => {
                let text = match files.get(file) {
                    Some(text) => text.clone().unwrap_or_default(),
                    None => read(root, file)?,
                };
                (file.clone(), replaced(file, &text, &edit)?)
            }
            None => (new_name(root, &edit, &files)?, edit.yaml),
        };
        files.insert(file, text);
    }
    let mut prepared = Vec::new();
    for (file, text) in &files {
        let path = resolved(&root.join(file)).map_err(|error| failed(file, error))?;
        let replacement = text
            .as_deref()
            .map(|text| Replacement::prepare(&path, text));
        let replacement = replacement
            .transpose()
            .map_err(|error| failed(file, error))?;
        prepared.push((file, path, replacement));
    }
    for (file, path, replacement) in prepared {
        finish(&path, replacement).map_err(|error| failed(file, error))?;
    }
    Ok(())
}

fn failed(file: &str, error: io::Error) -> WriteError {
    WriteError::Io {
        file: file.to_owned(),
        error,
    }
}

fn read(root: &Path, file: &str) -> Result<String, WriteError> {
    let refused = |reason: &str| WriteError::File {
        file: file.to_owned(),
        reason: reason.to_owned(),
    };
    let bytes = scan::read(&root.join(file)).map_err(|reason| refused(&reason))?;
    let bytes = bytes.ok_or_else(|| refused("the file is gone"))?;
    String::from_utf8(bytes).map_err(|_| refused("the file is not UTF-8 text"))
}

/// The file's text with the edit; `None` if no document is left.
fn replaced(file: &str, text: &str, edit: &FileEdit) -> Result<Option<String>, WriteError> {
    let refused = |reason: &str| WriteError::File {
        file: file.to_owned(),
        reason: reason.to_owned(),
    };
    let (mut out, mut found, mut left) = (String::new(), false, 0_usize);
    for part in yaml::split(text) {
        let documents =
            read_stream(part).map_err(|_| refused("the file has errors: put them right first"))?;
        let keys: Vec<_> = documents
            .iter()
            .map(|document| key_of(&document.json))
            .collect();
        if !keys.iter().any(|key| key.as_ref() == Some(&edit.key)) {
            left = left.saturating_add(documents.len());
            out.push_str(part);
            continue;
        }
        if documents.len() > 1 {
            return Err(refused(
                "directives or `...` tie its documents together: edit the file by hand",
            ));
        }
        found = true;
        if let Some(yaml) = &edit.yaml {
            left = left.saturating_add(1);
            out.push_str(&head(part));
            out.push_str(yaml);
        }
    }
    if !found {
        return Err(refused("the file no longer has the document: try again"));
    }
    Ok((left > 0).then_some(out))
}

/// Lines before a document: marker, comments, blank ones.
fn head(part: &str) -> String {
    let is_head = |line: &&str| {
        let text = line.trim();
        text.is_empty() || text.starts_with('#') || text == "---"
    };
    part.split_inclusive('\n').take_while(is_head).collect()
}

fn key_of(json: &str) -> Option<(String, String, String)> {
    let document: Document = portico_config::parse(json).ok()?;
    let (kind, tenant, name) = (document.kind(), document.tenant(), document.name());
    Some((kind.to_owned(), tenant.to_owned(), name.to_owned()))
}

/// A name that no file has.
fn new_name(
    root: &Path,
    edit: &FileEdit,
    taken: &BTreeMap<String, Option<String>>,
) -> Result<String, WriteError> {
    let (kind, tenant, name) = &edit.key;
    let stem = format!("{tenant}.{}.{name}", kind.to_ascii_lowercase());
    let first = std::iter::once(format!("{stem}.yaml"));
    let others = (2..NAMES).map(|number| format!("{stem}.{number}.yaml"));
    let is_free =
        |file: &String| !taken.contains_key(file) && fs::symlink_metadata(root.join(file)).is_err();
    first
        .chain(others)
        .find(is_free)
        .ok_or_else(|| WriteError::File {
            file: format!("{stem}.yaml"),
            reason: "there are too many files of this name".to_owned(),
        })
}

/// Where the file really is: a link is not replaced by a file.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        other => other,
    }
}

/// A file that is to take the place of another; removed again if it does not.
struct Replacement(PathBuf);

impl Replacement {
    /// Writes `text` beside `path`, with the mode of the file that is there.
    fn prepare(path: &Path, text: &str) -> io::Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let mut file = File::create(&temporary)?;
        let replacement = Self(temporary);
        if let Ok(metadata) = path.metadata() {
            file.set_permissions(metadata.permissions())?;
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        Ok(replacement)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // It is gone where it has taken the other's place.
        let _ = fs::remove_file(&self.0);
    }
}

fn finish(path: &Path, replacement: Option<Replacement>) -> io::Result<()> {
    match replacement {
        Some(replacement) => fs::rename(&replacement.0, path)?,
        None => fs::remove_file(path)?,
    }
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# All of it.\nkind: Upstream\nname: a # the first\nurl: http://a\n---\n# The second.\nkind: Upstream\nname: b\nurl: http://b\n";

    fn edit(name: &str, yaml: Option<&str>) -> FileEdit {
        FileEdit {
            key: ("Upstream".to_owned(), "default".to_owned(), name.to_owned()),
            file: Some("f.yaml".to_owned()),
            yaml: yaml.map(str::to_owned),
        }
    }

    #[test]
    fn only_the_one_document_changes() {
        let new = "kind: Upstream\nname: b\nurl: http://c\n";
        let text = replaced("f.yaml", FILE, &edit("b", Some(new))).unwrap();
        assert_eq!(text, Some(FILE.replace("http://b", "http://c")));
        let text = replaced("f.yaml", FILE, &edit("a", None)).unwrap().unwrap();
        assert_eq!(text, FILE.split_once("http://a\n").unwrap().1);
        assert_eq!(replaced("f.yaml", &text, &edit("b", None)).unwrap(), None);
    }

    #[test]
    fn what_a_program_cannot_edit_stays() {
        for text in [
            "a: [",
            "%YAML 1.2\n---\nkind: Upstream\nname: a\nurl: http://a\n---\nx: 1\n",
            "x: 1\n",
        ] {
            let outcome = replaced("f.yaml", text, &edit("a", None));
            assert!(matches!(outcome, Err(WriteError::File { .. })), "{text}");
        }
    }

    #[test]
    fn a_failed_write_leaves_the_old_files() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("f.yaml"), FILE).unwrap();
        let new = FileEdit {
            file: None,
            key: (
                "Upstream".to_owned(),
                "no/such/folder".to_owned(),
                "x".to_owned(),
            ),
            yaml: Some(String::new()),
        };
        let edits = vec![edit("a", None), new];
        assert!(matches!(
            write(folder.path(), edits),
            Err(WriteError::Io { .. })
        ));
        assert_eq!(
            fs::read_to_string(folder.path().join("f.yaml")).unwrap(),
            FILE
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
