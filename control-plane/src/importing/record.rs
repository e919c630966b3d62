//! What is kept of an import, so that a later one can be put together with what was edited here.

use crate::configuration::Key;
use crate::storage::import_record::{self, ImportRecord};
use crate::storage::{Database, StorageError};
use chrono::Utc;
use portico_config::Document;
use portico_config::model::Server;
use portico_import::{Import, Options};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// The records of an import: one for each of its servers, all with all documents.
///
/// # Errors
/// Something cannot be written as JSON.
pub fn records(import: &Import, options: &Options) -> serde_json::Result<Vec<ImportRecord>> {
    let documents = serde_json::to_string(&import.documents)?;
    let options_text = serde_json::to_string(options)?;
    let format = import.report.format.to_string();
    let servers = import
        .documents
        .iter()
        .filter_map(|document| match document {
            Document::Server(server) => Some(server),
            _ => None,
        });
    let record = |server: &Server| ImportRecord {
        tenant: server.tenant.clone(),
        server: server.name.clone(),
        format: format.clone(),
        url: options.source_url.clone(),
        options: options_text.clone(),
        documents: documents.clone(),
        imported_at: Utc::now().naive_utc(),
    };
    Ok(servers.map(record).collect())
}

/// Keeps the records, in the place of those of earlier imports.
///
/// # Errors
/// If the database fails.
pub async fn keep(data: &Database, records: Vec<ImportRecord>) -> Result<(), StorageError> {
    data.run(move |connection| {
        let mut records = records.iter();
        records.try_for_each(|record| import_record::put(connection, record))
    })
    .await
}

/// The first server that an import gives: its record is the one of the whole.
pub fn server_of(import: &Import) -> Option<&Server> {
    import.documents.iter().find_map(|document| match document {
        Document::Server(server) => Some(server),
        _ => None,
    })
}

/// What is known of an import's documents without reading them whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Their keys.
    pub documents: Vec<Key>,
    /// How many tools their servers have.
    pub tools: usize,
}

/// The head of a stored document.
#[derive(Deserialize)]
struct Head {
    kind: String,
    tenant: String,
    name: String,
    #[serde(default)]
    tools: Vec<IgnoredAny>,
}

/// What the import gave.
///
/// # Errors
/// What is stored is no list of documents.
pub fn given(record: &ImportRecord) -> serde_json::Result<Given> {
    let heads: Vec<Head> = serde_json::from_str(&record.documents)?;
    let tools = heads.iter().map(|head| head.tools.len()).sum();
    let keys = heads
        .iter()
        .map(|head| Key::new(&head.kind, &head.tenant, &head.name));
    Ok(Given {
        documents: keys.collect(),
        tools,
    })
}

/// The documents that the import gave. Written by this program: what cannot be read any more is as if
/// it had never been imported.
pub fn documents_of(record: &ImportRecord) -> Option<Vec<Document>> {
    let texts: Vec<Box<RawValue>> = serde_json::from_str(&record.documents).ok()?;
    // A version of this program that has other rules may not know all of them.
    let documents = texts
        .iter()
        .filter_map(|text| portico_config::parse(text.get()).ok());
    Some(documents.collect())
}

/// The last import of a server.
///
/// # Errors
/// If the database fails.
pub async fn find(
    data: &Database,
    tenant: &str,
    server: &str,
) -> Result<Option<ImportRecord>, StorageError> {
    let (tenant, server) = (tenant.to_owned(), server.to_owned());
    data.run(move |connection| import_record::find(connection, &tenant, &server))
        .await
}

/// The last imports of the servers of these tenants, of this name; of all where `None`: see
/// [`import_record::list`].
///
/// # Errors
/// If the database fails.
pub async fn list(
    data: &Database,
    tenants: Option<BTreeSet<String>>,
    name: Option<String>,
    after: Option<(String, String)>,
    limit: i64,
) -> Result<Vec<ImportRecord>, StorageError> {
    data.run(move |connection| {
        let (tenants, name) = (tenants.as_ref(), name.as_deref());
        import_record::list(connection, tenants, name, after.as_ref(), limit)
    })
    .await
}
