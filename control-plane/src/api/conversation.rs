//! `/conversations`: one's own conversations with models. Nobody sees another's.

use super::ApiState;
use super::input::{Json, Path, Query};
use super::page::{Page, PageQuery};
use super::problem::{FieldProblem, Problem};
use super::session::location;
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::chat::settings::Settings;
use crate::chat::transcript::now;
use crate::configuration::Key;
use crate::storage::conversation::{self as row, Conversation as Row, searchable};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDateTime, Utc};
use portico_config::Document;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Most bytes of a title and of a model's name.
const LONGEST: usize = 255;

/// Most bytes of a system prompt.
const LONGEST_SYSTEM: usize = 200_000;

/// Most servers of a conversation.
const MOST_SERVERS: usize = 32;

/// A conversation, without its messages.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Conversation {
    /// Its id.
    id: String,
    /// What its user calls it; empty until the first message, if nothing was said.
    title: String,
    /// The tenant of its provider and servers.
    tenant: String,
    /// The provider's name. It may be gone.
    provider: String,
    /// The model.
    model: String,
    /// All other settings.
    settings: Settings,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it last changed or went on.
    updated_at: DateTime<Utc>,
    /// Whether a turn is under way.
    is_running: bool,
}

/// A conversation to make.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ConversationRequest {
    /// The tenant of its provider and servers.
    tenant: String,
    /// What it is called; the beginning of the first message where absent.
    #[serde(default)]
    title: String,
    /// The provider's name.
    provider: String,
    /// The model; the provider's default where absent.
    model: Option<String>,
    /// All other settings.
    #[serde(default)]
    settings: Settings,
}

/// What is to change; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ConversationChange {
    /// What it is called.
    title: Option<String>,
    /// The provider's name.
    provider: Option<String>,
    /// The model.
    model: Option<String>,
    /// All other settings, as a whole.
    settings: Option<Settings>,
}

/// Which conversations.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ConversationQuery {
    /// Those that have this in their title or messages, in any case.
    search: Option<String>,
}

impl Conversation {
    /// As it is shown.
    ///
    /// # Errors
    /// 500 if what is stored cannot be read.
    pub(super) fn of(state: &ApiState, row: Row) -> Result<Self, Problem> {
        Ok(Self {
            is_running: state.running.contains(&row.id),
            settings: settings(&row)?,
            id: row.id,
            title: row.title,
            tenant: row.tenant,
            provider: row.provider,
            model: row.model,
            created_at: row.created_at.and_utc(),
            updated_at: row.updated_at.and_utc(),
        })
    }
}

/// One's own conversations, the latest first
#[utoipa::path(
    get, path = "/api/v1/conversations", tag = "chat", params(ConversationQuery, PageQuery),
    responses((status = 200, body = Page<Conversation>)),
)]
pub(super) async fn list_conversations(
    State(state): State<ApiState>,
    actor: Actor,
    Query(query): Query<ConversationQuery>,
    page: PageQuery,
) -> Result<axum::Json<Page<Conversation>>, Problem> {
    let before: Option<(NaiveDateTime, String)> = page.after()?;
    let limit = page.rows();
    let rows = state.data.run(move |connection| {
        let search = query.search.as_deref().filter(|search| !search.is_empty());
        row::list(connection, &actor.id, search, before, limit)
    });
    let rows = page.page(rows.await?, |row| (row.updated_at, row.id.clone()))?;
    let items = rows
        .items
        .into_iter()
        .map(|row| Conversation::of(&state, row));
    Ok(axum::Json(Page {
        items: items.collect::<Result<_, _>>()?,
        next: rows.next,
    }))
}

/// Make a conversation
#[utoipa::path(
    post, path = "/api/v1/conversations", tag = "chat",
    request_body = ConversationRequest,
    responses((status = 201, body = Conversation, description = "Made")),
)]
pub(super) async fn create_conversation(
    State(state): State<ApiState>,
    actor: Actor,
    Json(asked): Json<ConversationRequest>,
) -> Result<Response, Problem> {
    actor.require(Action::Chat, &asked.tenant)?;
    let mut errors = check(&state, &asked.tenant, &asked.settings);
    let provider = super::provider::find(&state, &asked.tenant, &asked.provider).await?;
    let model = match (asked.model, provider) {
        (Some(model), Some(_)) => model,
        (None, Some(provider)) => provider.default_model,
        (_, None) => {
            errors.push(unknown_provider());
            String::new()
        }
    };
    errors.extend(check_names(Some(&asked.title), Some(&model)));
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let now = now();
    let row = Row {
        id: Uuid::now_v7().to_string(),
        user_id: actor.id,
        tenant: asked.tenant,
        searched: searchable(&asked.title),
        title: asked.title,
        provider: asked.provider,
        model,
        settings: serde_json::to_string(&asked.settings).map_err(Problem::internal)?,
        created_at: now,
        updated_at: now,
    };
    let made = row.clone();
    state.data.run(move |c| row::insert(c, &row)).await?;
    let headers = location(&format!("/api/v1/conversations/{}", made.id));
    let body = axum::Json(Conversation::of(&state, made)?);
    Ok((StatusCode::CREATED, headers, body).into_response())
}

/// One of one's own conversations
#[utoipa::path(
    get, path = "/api/v1/conversations/{id}", tag = "chat",
    params(("id" = String, Path, description = "The conversation's id")),
    responses((status = 200, body = Conversation)),
)]
pub(super) async fn get_conversation(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<axum::Json<Conversation>, Problem> {
    let row = find(&state, &actor, &id).await?;
    Ok(axum::Json(Conversation::of(&state, row)?))
}

/// Rename a conversation, or change what it is held with
///
/// The next turn goes by it; one that is under way does not.
#[utoipa::path(
    patch, path = "/api/v1/conversations/{id}", tag = "chat",
    params(("id" = String, Path, description = "The conversation's id")),
    request_body = ConversationChange,
    responses((status = 200, body = Conversation)),
)]
pub(super) async fn update_conversation(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
    Json(change): Json<ConversationChange>,
) -> Result<axum::Json<Conversation>, Problem> {
    let mut row = find(&state, &actor, &id).await?;
    if change.settings.is_some() || change.provider.is_some() {
        // What is wrong with them tells what the tenant has.
        actor.require(Action::Chat, &row.tenant)?;
    }
    let mut errors = Vec::new();
    if let Some(settings) = change.settings {
        errors.extend(check(&state, &row.tenant, &settings));
        row.settings = serde_json::to_string(&settings).map_err(Problem::internal)?;
    }
    if let Some(provider) = change.provider {
        let found = super::provider::find(&state, &row.tenant, &provider).await?;
        errors.extend(found.is_none().then(unknown_provider));
        row.provider = provider;
    }
    errors.extend(check_names(
        change.title.as_deref(),
        change.model.as_deref(),
    ));
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    if let Some(title) = change.title {
        row.searched = searchable(&title);
        row.title = title;
    }
    row.model = change.model.unwrap_or(row.model);
    row.updated_at = now();
    let stored = row.clone();
    let was_there = state.data.run(move |c| row::update(c, &stored)).await?;
    if was_there {
        Ok(axum::Json(Conversation::of(&state, row)?))
    } else {
        Err(no_conversation())
    }
}

/// Delete a conversation with its messages
///
/// A turn that is under way is stopped.
#[utoipa::path(
    delete, path = "/api/v1/conversations/{id}", tag = "chat",
    params(("id" = String, Path, description = "The conversation's id")),
    responses((status = 204, description = "Deleted")),
)]
pub(super) async fn delete_conversation(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    find(&state, &actor, &id).await?;
    state.running.stop(&id).await;
    let was_there = state.data.run(move |c| row::delete(c, &actor.id, &id));
    if was_there.await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(no_conversation())
    }
}

/// The actor's own conversation.
///
/// # Errors
/// 404 if the actor has none with this id, whoever else may.
pub(super) async fn find(state: &ApiState, actor: &Actor, id: &str) -> Result<Row, Problem> {
    let (user, id) = (actor.id.clone(), id.to_owned());
    let found = state.data.run(move |c| row::find(c, &user, &id)).await?;
    found.ok_or_else(no_conversation)
}

/// The stored settings.
///
/// # Errors
/// 500 if they cannot be read.
pub(super) fn settings(row: &Row) -> Result<Settings, Problem> {
    serde_json::from_str(&row.settings).map_err(Problem::internal)
}

/// The path of a server in force.
pub(super) fn path_of(state: &ApiState, tenant: &str, server: &str) -> Option<String> {
    let documents = state.configuration.current();
    let entry = documents.get(&Key::new("Server", tenant, server))?;
    match entry.document.as_deref() {
        Some(Document::Server(server)) => Some(server.path.clone()),
        _ => None,
    }
}

fn no_conversation() -> Problem {
    Problem::not_found("such conversation of yours")
}

fn unknown_provider() -> FieldProblem {
    FieldProblem::new("provider", "the tenant has no such provider")
}

fn check_names(title: Option<&str>, model: Option<&str>) -> Vec<FieldProblem> {
    let mut errors = Vec::new();
    let is_short = |text: &str| text.len() <= LONGEST && !text.chars().any(char::is_control);
    let why = || format!("use at most {LONGEST} bytes, without control characters");
    if !title.is_none_or(is_short) {
        errors.push(FieldProblem::new("title", why()));
    }
    if !model.is_none_or(|model| is_short(model) && !model.trim().is_empty()) {
        errors.push(FieldProblem::new("model", why()));
    }
    errors
}

fn check(state: &ApiState, tenant: &str, settings: &Settings) -> Vec<FieldProblem> {
    let mut errors = Vec::new();
    let mut wrong = |path: String, why: &str| errors.push(FieldProblem::new(path, why));
    let parameters = &settings.parameters;
    if parameters
        .temperature
        .is_some_and(|number| !(0.0..=2.0).contains(&number))
    {
        wrong("settings.parameters.temperature".to_owned(), "use 0 to 2");
    }
    if parameters
        .top_p
        .is_some_and(|number| !(number > 0.0 && number <= 1.0))
    {
        wrong(
            "settings.parameters.topP".to_owned(),
            "use more than 0, and at most 1",
        );
    }
    if parameters.max_tokens == Some(0) {
        wrong("settings.parameters.maxTokens".to_owned(), "use at least 1");
    }
    if settings.system.len() > LONGEST_SYSTEM {
        wrong("settings.system".to_owned(), "is too long");
    }
    if settings.servers.len() > MOST_SERVERS {
        wrong("settings.servers".to_owned(), "are too many");
    }
    let mut seen = HashSet::new();
    for (place, choice) in settings.servers.iter().enumerate() {
        let path = format!("settings.servers[{place}].name");
        if !seen.insert(&choice.name) {
            wrong(path, "is named twice");
        } else if path_of(state, tenant, &choice.name).is_none() {
            wrong(path, "the tenant has no such server");
        }
    }
    errors
}
