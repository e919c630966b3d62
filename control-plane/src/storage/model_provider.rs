//! Model providers of tenants.

use super::AnyConnection;
use super::schema::model_providers;
use chrono::NaiveDateTime;
use diesel::prelude::*;
use std::collections::BTreeSet;

/// A model provider, as stored and as inserted.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = model_providers, treat_none_as_null = true)]
pub struct ModelProvider {
    /// UUID (version 7).
    pub id: String,
    /// Owner.
    pub tenant: String,
    /// Its name, unique in the tenant.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// `openai` or `anthropic`.
    pub kind: String,
    /// Where its API is.
    pub base_url: String,
    /// The model of new conversations.
    pub default_model: String,
    /// The models to choose from: a JSON array.
    pub models: String,
    /// The key, sealed.
    pub sealed_key: Option<String>,
    /// The Secret document that holds the key.
    pub secret: Option<String>,
    /// When it was last changed (UTC).
    pub updated_at: NaiveDateTime,
}

/// Without the key.
impl std::fmt::Debug for ModelProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ModelProvider")
            .field("tenant", &self.tenant)
            .field("name", &self.name)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// The provider of this name.
///
/// # Errors
/// If the database fails.
pub fn find(
    connection: &mut AnyConnection,
    tenant: &str,
    name: &str,
) -> QueryResult<Option<ModelProvider>> {
    model_providers::table
        .filter(model_providers::tenant.eq(tenant))
        .filter(model_providers::name.eq(name))
        .select(ModelProvider::as_select())
        .first(connection)
        .optional()
}

/// Providers by tenant and name, after `after`; of these tenants, or of all.
///
/// # Errors
/// If the database fails.
pub fn list(
    connection: &mut AnyConnection,
    tenants: Option<BTreeSet<String>>,
    after: Option<(String, String)>,
    limit: i64,
) -> QueryResult<Vec<ModelProvider>> {
    let mut query = model_providers::table.into_boxed();
    if let Some(tenants) = tenants {
        query = query.filter(model_providers::tenant.eq_any(tenants));
    }
    if let Some((tenant, name)) = after {
        let later = model_providers::tenant
            .eq(tenant.clone())
            .and(model_providers::name.gt(name));
        query = query.filter(model_providers::tenant.gt(tenant).or(later));
    }
    query
        .order((model_providers::tenant, model_providers::name))
        .limit(limit)
        .select(ModelProvider::as_select())
        .load(connection)
}

/// Adds a provider.
///
/// # Errors
/// If the name is taken, or the database fails.
pub fn insert(connection: &mut AnyConnection, provider: &ModelProvider) -> QueryResult<()> {
    diesel::insert_into(model_providers::table)
        .values(provider)
        .execute(connection)?;
    Ok(())
}

/// Changes the provider with this id.
///
/// # Errors
/// If the database fails.
pub fn update(connection: &mut AnyConnection, provider: &ModelProvider) -> QueryResult<()> {
    diesel::update(model_providers::table.filter(model_providers::id.eq(&provider.id)))
        .set(provider)
        .execute(connection)?;
    Ok(())
}

/// Puts the provider's key in the place of the sealed key `old`.
///
/// # Errors
/// [`diesel::NotFound`] if another one is there, or none; or if the database fails.
pub fn replace_key(
    connection: &mut AnyConnection,
    provider: &ModelProvider,
    old: &str,
) -> QueryResult<()> {
    let stored = model_providers::table
        .filter(model_providers::id.eq(&provider.id))
        .filter(model_providers::sealed_key.eq(old));
    let count = diesel::update(stored)
        .set(model_providers::sealed_key.eq(&provider.sealed_key))
        .execute(connection)?;
    (count > 0).then_some(()).ok_or(diesel::NotFound)
}

/// Removes a provider; false if it was not there.
///
/// # Errors
/// If the database fails.
pub fn delete(connection: &mut AnyConnection, tenant: &str, name: &str) -> QueryResult<bool> {
    let count = diesel::delete(
        model_providers::table
            .filter(model_providers::tenant.eq(tenant))
            .filter(model_providers::name.eq(name)),
    )
    .execute(connection)?;
    Ok(count > 0)
}
