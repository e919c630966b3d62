//! The commands of the program that end by themselves.

mod description;

use crate::chat::rotation::Rotation;
use crate::cli::{ExportArguments, ImportArguments, RotateArguments, StoreArguments};
use crate::configuration::{
    Admission, Committed, ConfigurationError, ConfigurationStore, ImportMode, StoreUrl,
};
use crate::importing::fetch;
use crate::secret::{Keyring, rotate_files};
use crate::storage::{Database, MigrationSet};
use crate::store::DirectoryStore;
use anyhow::{Context, Result, bail, ensure};
use description::Source;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// What to say where keys are needed and none are named.
pub const NO_KEY: &str = "name the file of the keys: --secret-key-file";

/// Who is named in the history for secrets that are sealed anew.
const ROTATION: &str = "rotate-secrets";

/// Prints every error of a configuration.
///
/// # Errors
/// If it cannot be read.
pub async fn validate(arguments: StoreArguments) -> Result<ExitCode> {
    let store = open(&arguments.into_url()?, Admission::default()).await?;
    let errors = &store.current().errors;
    let mut out = std::io::stdout().lock();
    for error in errors.iter() {
        writeln!(out, "{error}")?;
    }
    Ok(if errors.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Brings a database's tables up to date.
///
/// # Errors
/// If it is no database or that fails.
pub async fn migrate(arguments: StoreArguments) -> Result<ExitCode> {
    let StoreUrl::Database(url) = arguments.into_url()? else {
        bail!("a directory has no tables to migrate");
    };
    let database = Database::connect(url).await?;
    let all = &[MigrationSet::Configuration, MigrationSet::Data];
    database.migrate(all).await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints all documents as YAML.
///
/// # Errors
/// If they cannot be read or some cannot be used.
pub async fn export(arguments: ExportArguments) -> Result<ExitCode> {
    let store = open(&arguments.store.into_url()?, Admission::default()).await?;
    let state = store.current();
    ensure!(
        state.errors.is_empty(),
        "not everything could be read: see `portico-control-plane validate`"
    );
    let yaml = store.export(arguments.sealed_secrets, |_| true);
    std::io::stdout().lock().write_all(yaml.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Puts the documents of a YAML file.
///
/// # Errors
/// If they are not valid, each error on standard error, or cannot be stored.
pub async fn import(arguments: ImportArguments) -> Result<ExitCode> {
    let source = source(&arguments).await?;
    if matches!(portico_import::recognize(&source.text), Ok(Some(_))) {
        return description::import(arguments, source).await;
    }
    let yaml = source.text;
    if let Some(flag) = arguments.description.first_given() {
        bail!("{flag} is for descriptions (OpenAPI, Swagger, Unla), and these are documents");
    }
    let admission = Admission::sealing(arguments.keys.keyring()?.map(Arc::new));
    let store = open(&arguments.store.into_url()?, admission).await?;
    let mut out = std::io::stdout().lock();
    if arguments.if_empty && has_begun(&store) {
        return nothing_imported(&mut out);
    }
    let mode = if arguments.replace {
        ImportMode::Replace
    } else {
        ImportMode::Merge
    };
    let done = store.import(&yaml, mode, &arguments.author, &arguments.reason);
    told(done.await, &mut out)
}

/// Whether there are documents, or, where there is a history, ever were.
fn has_begun(store: &ConfigurationStore) -> bool {
    let current = store.current();
    let had_some = store.database().is_some() && current.revision > 0;
    had_some || !current.entries.is_empty()
}

/// Says that `--if-empty` has left everything as it is.
fn nothing_imported(out: &mut impl Write) -> Result<ExitCode> {
    let message = "there are or were documents already: nothing is imported";
    writeln!(out, "{message}")?;
    Ok(ExitCode::SUCCESS)
}

/// Says what a change did, or everything that is wrong with it.
fn told(outcome: Result<Committed, ConfigurationError>, out: &mut impl Write) -> Result<ExitCode> {
    match outcome {
        Ok(done) => {
            let (changed, revision) = (done.changed.len(), done.revision);
            writeln!(
                out,
                "{changed} documents changed; revision {revision} is in force"
            )?;
            Ok(ExitCode::SUCCESS)
        }
        Err(ConfigurationError::Invalid(errors)) => {
            for error in errors {
                writeln!(std::io::stderr(), "{error}")?;
            }
            Ok(ExitCode::FAILURE)
        }
        Err(error) => Err(error.into()),
    }
}

/// Seals all secrets anew with the first key, and the keys of model providers.
///
/// # Errors
/// If there is no key, something does not open, or a store cannot be written to.
pub async fn rotate_secrets(arguments: RotateArguments) -> Result<ExitCode> {
    let keyring = Arc::new(arguments.keys.keyring()?.context(NO_KEY)?);
    let url = arguments.store.into_url()?;
    // What does not open is told before anything is changed.
    let providers = Rotation::prepare(arguments.data.into_url(&url), &keyring).await?;
    let count = match &url {
        StoreUrl::Directory(dir) => rotate_directory(dir, &keyring)?,
        StoreUrl::Database(_) => {
            let admission = Admission::sealing(Some(Arc::clone(&keyring)));
            let store = open(&url, admission).await?;
            let rotated = store.rotate_secrets(&keyring, ROTATION).await?;
            rotated.changed.len()
        }
    };
    let keys = providers.write().await?;
    let key = keyring.sealing_key();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{count} secrets and {keys} keys of model providers are now sealed with key {key}"
    )?;
    Ok(ExitCode::SUCCESS)
}

fn rotate_directory(dir: &Path, keyring: &Keyring) -> Result<usize> {
    let mut store = DirectoryStore::new(dir);
    let configuration = store.refresh()?;
    let files = store.files();
    let files = files.iter().map(PathBuf::as_path);
    rotate_files(&configuration.documents, files, keyring)
}

async fn open(url: &StoreUrl, admission: Admission) -> Result<ConfigurationStore> {
    let store = ConfigurationStore::open(url, admission).await;
    store.with_context(|| format!("cannot open {url}"))
}

async fn source(arguments: &ImportArguments) -> Result<Source> {
    let file = &arguments.file;
    if file.starts_with("http://") || file.starts_with("https://") {
        let client = arguments.description.outbound.clone().config().client();
        let fetched = fetch(&client, file).await?;
        return Ok(Source {
            text: fetched.text,
            url: Some(fetched.url),
        });
    }
    let text = read(Path::new(file))?;
    Ok(Source { text, url: None })
}

fn read(file: &Path) -> Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
