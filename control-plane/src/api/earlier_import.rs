//! `GET /imports`: what is known of earlier imports.

use super::ApiState;
use super::input::{Path, Query};
use super::page::{Page, PageQuery};
use super::problem::Problem;
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::configuration::{Key, State as Documents};
use crate::importing::{find, given, list};
use crate::storage::import_record::ImportRecord;
use axum::extract::State;
use chrono::{DateTime, Utc};
use portico_import::Options;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which imports.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportQuery {
    /// Of this tenant only.
    tenant: Option<String>,
    /// Of servers of this name only.
    name: Option<String>,
}

/// What is known of the last import of a server.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LastImport {
    /// The owner.
    tenant: String,
    /// The server's name.
    name: String,
    /// What kind of description it was.
    format: String,
    /// Where it was found; null if it was given as a text.
    url: Option<String>,
    /// How it was imported, without values of secrets.
    options: Options,
    /// When.
    imported_at: DateTime<Utc>,
    /// What it gave.
    documents: Vec<Key>,
    /// How many tools it gave.
    tools: usize,
    /// Whether the server is there still.
    present: bool,
}

impl LastImport {
    fn new(record: ImportRecord, documents: &Documents) -> Result<Self, Problem> {
        let given = given(&record).map_err(Problem::internal)?;
        let key = Key::new("Server", &record.tenant, &record.server);
        Ok(Self {
            present: documents.get(&key).is_some(),
            tenant: record.tenant,
            name: record.server,
            format: record.format,
            url: record.url,
            options: serde_json::from_str(&record.options).map_err(Problem::internal)?,
            imported_at: record.imported_at.and_utc(),
            documents: given.documents,
            tools: given.tools,
        })
    }
}

/// The last import of each server that was imported
#[utoipa::path(
    get, path = "/api/v1/imports", tag = "imports", params(ImportQuery, PageQuery),
    responses((status = 200, body = Page<LastImport>)),
)]
pub(super) async fn list_imports(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<ImportQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<LastImport>>, Problem> {
    let reach = actor.reach_within(Action::ReadDocuments, query.tenant);
    let tenants = reach.into_tenants();
    let found = list(&state.data, tenants, query.name, page.after()?, page.rows()).await?;
    let page = page.page(found, |record| {
        (record.tenant.clone(), record.server.clone())
    })?;
    let documents = state.configuration.current();
    let items = page.items.into_iter();
    let items = items.map(|record| LastImport::new(record, &documents));
    Ok(axum::Json(Page {
        items: items.collect::<Result<_, _>>()?,
        next: page.next,
    }))
}

/// Tell how a server was imported
#[utoipa::path(
    get, path = "/api/v1/imports/{tenant}/{name}", tag = "imports",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The server's name"),
    ),
    responses((status = 200, body = LastImport)),
)]
pub(super) async fn get_import(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
) -> Result<axum::Json<LastImport>, Problem> {
    let found = find(&state.data, &tenant, &name).await?;
    let missing = || Problem::not_found(format_args!("import of server `{tenant}/{name}`"));
    let record = found.ok_or_else(missing)?;
    let documents = state.configuration.current();
    Ok(axum::Json(LastImport::new(record, &documents)?))
}
