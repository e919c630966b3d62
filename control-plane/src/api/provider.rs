//! `/providers`: the model providers of tenants, for the chat lab.

use super::ApiState;
use super::input::{Json, Path, Query};
use super::page::{Page, PageQuery};
use super::problem::Problem;
use super::provider_change::{ModelProviderChange, changed};
use super::tenant::no_tenant;
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::chat::credential;
use crate::chat::failure::Failure;
use crate::chat::provider::{Kind, Provider};
use crate::storage::audit::{self, AuditEntry};
use crate::storage::model_provider::{self as row, ModelProvider as Row};
use crate::storage::tenant;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::time::Instant;
use utoipa::{IntoParams, ToSchema};

/// A model provider. Its key is never shown.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ModelProvider {
    /// Owner.
    tenant: String,
    /// Its name, unique in the tenant.
    name: String,
    /// What people call it.
    title: String,
    /// Which API it speaks.
    kind: Kind,
    /// Where its API is.
    base_url: String,
    /// The model of new conversations.
    default_model: String,
    /// The models to choose from.
    models: Vec<String>,
    /// Which key it is asked with.
    credential: ShownCredential,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

/// Which key a provider is asked with, without the key.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
#[schema(as = ShownProviderCredential)]
pub(super) enum ShownCredential {
    /// None.
    None,
    /// A key of its own, which is not shown.
    Key,
    /// The value of a Secret document of the tenant.
    Secret {
        /// The document's name.
        name: String,
    },
}

/// Which providers.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ProviderQuery {
    /// Those of this tenant only.
    tenant: Option<String>,
}

/// What to ask for its models.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConnectionTestRequest {
    /// The provider as it is to be; as it is, where absent.
    draft: Option<ModelProviderChange>,
}

/// What came of asking a provider for its models.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConnectionTest {
    /// The models that it lists; null where it could not be asked.
    models: Option<Vec<String>>,
    /// What went wrong; null where nothing did.
    error: Option<Failure>,
    /// Milliseconds.
    duration_ms: u64,
}

impl ModelProvider {
    fn of(row: Row) -> Result<Self, Problem> {
        let unknown = || Problem::internal(format_args!("kind `{}` in the database", row.kind));
        Ok(Self {
            kind: Kind::of_name(&row.kind).ok_or_else(unknown)?,
            models: serde_json::from_str(&row.models).map_err(Problem::internal)?,
            credential: match (row.secret, row.sealed_key) {
                (Some(name), _) => ShownCredential::Secret { name },
                (None, Some(_)) => ShownCredential::Key,
                (None, None) => ShownCredential::None,
            },
            tenant: row.tenant,
            name: row.name,
            title: row.title,
            base_url: row.base_url,
            default_model: row.default_model,
            updated_at: row.updated_at.and_utc(),
        })
    }
}

/// Model providers of one's tenants, by tenant and name
#[utoipa::path(
    get, path = "/api/v1/providers", tag = "chat", params(ProviderQuery, PageQuery),
    responses((status = 200, body = Page<ModelProvider>)),
)]
pub(super) async fn list_providers(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<ProviderQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<ModelProvider>>, Problem> {
    let after: Option<(String, String)> = page.after()?;
    let reach = actor.reach_within(Action::ReadProviders, query.tenant);
    let tenants = reach.into_tenants();
    let limit = page.rows();
    let rows = state.data.run(move |c| row::list(c, tenants, after, limit));
    let providers = rows.await?.into_iter().map(ModelProvider::of);
    let providers = providers.collect::<Result<Vec<_>, _>>()?;
    let key = |provider: &ModelProvider| (provider.tenant.clone(), provider.name.clone());
    Ok(axum::Json(page.page(providers, key)?))
}

/// A model provider
#[utoipa::path(
    get, path = "/api/v1/providers/{tenant}/{name}", tag = "chat",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The provider's name"),
    ),
    responses((status = 200, body = ModelProvider)),
)]
pub(super) async fn get_provider(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
) -> Result<axum::Json<ModelProvider>, Problem> {
    let row = find(&state, &tenant, &name).await?;
    let row = row.ok_or_else(|| no_provider(&name))?;
    Ok(axum::Json(ModelProvider::of(row)?))
}

/// Make a model provider, or change it
#[utoipa::path(
    put, path = "/api/v1/providers/{tenant}/{name}", tag = "chat",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The provider's name"),
    ),
    request_body = ModelProviderChange,
    responses(
        (status = 200, body = ModelProvider, description = "Changed"),
        (status = 201, body = ModelProvider, description = "Made"),
    ),
)]
pub(super) async fn put_provider(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
    Json(change): Json<ModelProviderChange>,
) -> Result<(StatusCode, axum::Json<ModelProvider>), Problem> {
    let stored = find(&state, &tenant, &name).await?;
    let wanted = changed(&state, &tenant, &name, stored.as_ref(), change)?;
    let is_new = stored.is_none();
    let row = wanted.clone();
    let outcome = state.data.transaction(move |connection| {
        if tenant::find(connection, &row.tenant)?.is_none() {
            return Ok(false);
        }
        let action = if is_new {
            row::insert(connection, &row)?;
            "provider.create"
        } else {
            row::update(connection, &row)?;
            "provider.update"
        };
        let detail = json!({ "kind": row.kind, "baseUrl": row.base_url });
        let entry = entry(&actor, action, &row.tenant, &row.name).detail(&detail);
        audit::insert(connection, &entry)?;
        Ok(true)
    });
    if !outcome.await? {
        return Err(no_tenant(&tenant));
    }
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, axum::Json(ModelProvider::of(wanted)?)))
}

/// Remove a model provider
///
/// Conversations with it stay and can be read; to go on they need another.
#[utoipa::path(
    delete, path = "/api/v1/providers/{tenant}/{name}", tag = "chat",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The provider's name"),
    ),
    responses((status = 204, description = "Removed")),
)]
pub(super) async fn delete_provider(
    State(state): State<ApiState>,
    actor: Actor,
    Path((tenant, name)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let shown = name.clone();
    let was_there = state.data.transaction(move |connection| {
        let was_there = row::delete(connection, &tenant, &name)?;
        if was_there {
            let entry = entry(&actor, "provider.delete", &tenant, &name);
            audit::insert(connection, &entry)?;
        }
        Ok(was_there)
    });
    if was_there.await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(no_provider(&shown))
    }
}

/// Ask a provider for its models, to see whether it can be used
///
/// With a draft, as if the provider were changed to that, which it is not; so it need not be there yet.
#[utoipa::path(
    post, path = "/api/v1/providers/{tenant}/{name}/test", tag = "chat",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The provider's name"),
    ),
    request_body = ConnectionTestRequest,
    responses((status = 200, body = ConnectionTest)),
)]
pub(super) async fn test_provider(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    Json(asked): Json<ConnectionTestRequest>,
) -> Result<axum::Json<ConnectionTest>, Problem> {
    let stored = find(&state, &tenant, &name).await?;
    let row = match asked.draft {
        Some(change) => changed(&state, &tenant, &name, stored.as_ref(), change)?,
        None => stored.ok_or_else(|| no_provider(&name))?,
    };
    let begin = Instant::now();
    let models = async {
        let provider = ready(&state, &row)?;
        provider.models(&state.outbound).await
    };
    let (models, error) = match models.await {
        Ok(models) => (Some(models), None),
        Err(error) => (None, Some(error)),
    };
    Ok(axum::Json(ConnectionTest {
        models,
        error,
        duration_ms: u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX),
    }))
}

/// The provider with its key.
///
/// # Errors
/// If the key cannot be had.
pub(super) fn ready(state: &ApiState, row: &Row) -> Result<Provider, Failure> {
    let documents = state.configuration.current();
    let key = credential::open(row, &state.resolver, &documents)?;
    Provider::new(row, key)
}

/// The stored provider.
///
/// # Errors
/// If the store cannot be asked.
pub(super) async fn find(
    state: &ApiState,
    tenant: &str,
    name: &str,
) -> Result<Option<Row>, Problem> {
    let (tenant, name) = (tenant.to_owned(), name.to_owned());
    let found = state.data.run(move |c| row::find(c, &tenant, &name));
    Ok(found.await?)
}

fn no_provider(name: &str) -> Problem {
    Problem::not_found(format_args!("provider `{name}`"))
}

fn entry(actor: &Actor, action: &str, tenant: &str, name: &str) -> AuditEntry {
    AuditEntry::new(&actor.name, action, &format!("provider/{name}")).tenant(tenant)
}
