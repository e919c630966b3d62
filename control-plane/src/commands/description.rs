//! `import` of a description that others wrote.

use super::{has_begun, nothing_imported, open, told};
use crate::cli::{DescriptionArguments, ImportArguments};
use crate::configuration::{Admission, Change, ConfigurationStore};
use crate::importing::{Draft, Mode, documents_of, find, keep, records, server_of};
use crate::storage::{Database, MigrationSet};
use anyhow::{Context as _, Result};
use portico_import::{Import, Options};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

/// What is to be imported.
pub(super) struct Source {
    pub(super) text: String,
    /// Where it was found, if not in a file.
    pub(super) url: Option<String>,
}

/// Puts the documents that a description becomes, and prints what became of each operation.
///
/// # Errors
/// If it cannot be read or stored.
pub(super) async fn import(arguments: ImportArguments, source: Source) -> Result<ExitCode> {
    let flags = &arguments.description;
    let mut out = std::io::stdout().lock();
    if flags.preview && !flags.update {
        let (import, _) = read(flags, &source, Options::default())?;
        write!(out, "{}", import.report)?;
        return Ok(ExitCode::SUCCESS);
    }
    let url = arguments.store.into_url()?;
    let admission = Admission::sealing(arguments.keys.keyring()?.map(Arc::new));
    let store = open(&url, admission).await?;
    if arguments.if_empty && has_begun(&store) {
        return nothing_imported(&mut out);
    }
    let data = match arguments.data.into_existing_url(&url) {
        Some(url) => Some(Database::connect(url).await?),
        None => None,
    };
    if let Some(data) = &data {
        data.migrate(&[MigrationSet::Data]).await?;
    }
    let (draft, options) = if flags.update {
        update(flags, &source, &store, data.as_ref()).await?
    } else {
        let (import, options) = read(flags, &source, Options::default())?;
        let mode = if arguments.replace {
            Mode::Replace
        } else {
            Mode::Create
        };
        (Draft::new(import, &store.current(), mode)?, options)
    };
    write!(out, "{}", draft.import.report)?;
    for change in &draft.changes {
        writeln!(out, "  {change}")?;
    }
    if flags.preview {
        return Ok(ExitCode::SUCCESS);
    }
    let records = records(&draft.import, &options)?;
    let change = Change {
        edits: draft.edits,
        author: arguments.author,
        reason: arguments.reason,
    };
    let outcome = store.commit(change).await;
    if let (Ok(_), Some(data)) = (&outcome, &data)
        && let Err(error) = keep(data, records).await
    {
        let message = "what was imported is not kept for later updates";
        writeln!(std::io::stderr(), "{message}: {error}")?;
    }
    told(outcome, &mut out)
}

/// Reads the description with the options of an earlier import, before which the flags go.
fn read(
    flags: &DescriptionArguments,
    source: &Source,
    earlier: Options,
) -> Result<(Import, Options)> {
    let only: BTreeSet<String> = flags.only.iter().cloned().collect();
    let options = Options {
        tenant: flags.tenant.clone().or(earlier.tenant),
        name: flags.name.clone().or(earlier.name),
        path: flags.path.clone().or(earlier.path),
        server_url: flags.server_url.clone().or(earlier.server_url),
        source_url: source.url.clone().or(earlier.source_url),
        operations: (!only.is_empty()).then_some(only).or(earlier.operations),
        ..earlier
    };
    let import = portico_import::import(&source.text, &options)?;
    Ok((import, options))
}

/// What an update of the last import of the same server would do, and the options that it is made with.
async fn update(
    flags: &DescriptionArguments,
    source: &Source,
    store: &ConfigurationStore,
    data: Option<&Database>,
) -> Result<(Draft, Options)> {
    let data = data.context("no import is kept here: name the web data store, --data-store")?;
    let (import, _) = read(flags, source, Options::default())?;
    let server = server_of(&import).context("it gives no server")?;
    let record = find(data, &server.tenant, &server.name).await?;
    let base = record.and_then(|record| Some((documents_of(&record)?, record.options)));
    let (base, earlier) = base.with_context(|| {
        let name = &server.name;
        format!("server `{name}` was never imported; --name tells which one is to be updated")
    })?;
    let (import, options) = read(flags, source, serde_json::from_str(&earlier)?)?;
    let draft = Draft::update(import, &base, &store.current(), &BTreeMap::new())?;
    Ok((draft, options))
}
