//! What is in a conversation: its messages, the whole of it as a file, the tools that it offers.

use super::ApiState;
use super::conversation::{Conversation, find, path_of, settings};
use super::input::{Path, Query};
use super::page::{Page, PageQuery};
use super::problem::Problem;
use crate::auth::actor::Actor;
use crate::auth::permission::Action;
use crate::chat::export::markdown;
use crate::chat::gateway;
use crate::chat::message::Message;
use crate::chat::settings::Approval;
use crate::chat::toolbox::{Tool, Toolbox};
use crate::chat::transcript::Transcript;
use crate::storage::message as row;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use portico_config::model::RawJson;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A conversation with everything in it.
#[derive(Serialize, ToSchema)]
pub(super) struct ConversationExport {
    /// The conversation.
    conversation: Conversation,
    /// Its messages in their order.
    messages: Vec<Message>,
}

/// How a conversation is written.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum ExportFormat {
    /// As this API has it.
    #[default]
    Json,
    /// For people.
    Markdown,
}

/// How a conversation is written.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportQuery {
    /// `json` where absent.
    #[serde(default)]
    #[param(inline)]
    format: ExportFormat,
}

/// The tools that a conversation offers its model.
#[derive(Serialize, ToSchema)]
pub(super) struct ConversationTools {
    /// The tools.
    items: Vec<ConversationTool>,
    /// The servers whose tools cannot be listed. A turn fails until they are left out or put right.
    errors: Vec<ServerError>,
}

/// A tool that a conversation offers its model.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConversationTool {
    /// Its name, as the model knows it.
    name: String,
    /// Its server.
    server: String,
    /// Its name at the server.
    tool: String,
    /// What people call it.
    title: Option<String>,
    /// What it does.
    description: Option<String>,
    /// JSON Schema of the arguments.
    #[schema(value_type = Object)]
    input_schema: RawJson,
    /// Whether it says that it changes nothing.
    is_read_only: bool,
    /// What is asked before it runs.
    approval: Approval,
}

/// A server whose tools cannot be listed.
#[derive(Serialize, ToSchema)]
pub(super) struct ServerError {
    /// The server.
    server: String,
    /// Why.
    message: String,
}

impl From<Tool> for ConversationTool {
    fn from(tool: Tool) -> Self {
        Self {
            name: tool.name,
            server: tool.server,
            tool: tool.tool,
            title: tool.title,
            description: tool.about,
            input_schema: tool.input_schema,
            is_read_only: tool.is_read_only,
            approval: tool.approval,
        }
    }
}

/// The messages of one of one's own conversations, in their order
#[utoipa::path(
    get, path = "/api/v1/conversations/{id}/messages", tag = "chat",
    params(("id" = String, Path, description = "The conversation's id"), PageQuery),
    responses((status = 200, body = Page<Message>)),
)]
pub(super) async fn list_messages(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
    page: PageQuery,
) -> Result<axum::Json<Page<Message>>, Problem> {
    find(&state, &actor, &id).await?;
    let (after, limit): (Option<i64>, i64) = (page.after()?, page.rows());
    let rows = state
        .data
        .run(move |c| row::list(c, &id, after, Some(limit)));
    let rows = page.page(rows.await?, |row| row.position)?;
    let read = |row: row::Message| {
        let message: Message = serde_json::from_str(&row.content).map_err(Problem::internal)?;
        Ok(message.shown())
    };
    let items = rows.items.into_iter().map(read);
    Ok(axum::Json(Page {
        items: items.collect::<Result<_, Problem>>()?,
        next: rows.next,
    }))
}

/// One of one's own conversations as a file
#[utoipa::path(
    get, path = "/api/v1/conversations/{id}/export", tag = "chat",
    params(("id" = String, Path, description = "The conversation's id"), ExportQuery),
    responses((
        status = 200,
        content(
            (ConversationExport = "application/json"),
            (String = "text/markdown"),
        ),
    )),
)]
pub(super) async fn export_conversation(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Problem> {
    let row = find(&state, &actor, &id).await?;
    let transcript = Transcript::load(&state.data, &id).await;
    let transcript = transcript.map_err(Problem::internal)?;
    let messages = transcript.messages().iter().cloned().map(Message::shown);
    let messages: Vec<Message> = messages.collect();
    let named = |ending: &str| {
        // Ids are hexadecimal digits and hyphens.
        let value = format!("attachment; filename=\"conversation-{id}.{ending}\"");
        [(header::CONTENT_DISPOSITION, value)]
    };
    Ok(match query.format {
        ExportFormat::Json => {
            let conversation = Conversation::of(&state, row)?;
            let export = ConversationExport {
                conversation,
                messages,
            };
            (named("json"), axum::Json(export)).into_response()
        }
        ExportFormat::Markdown => {
            let media = [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")];
            (media, named("md"), markdown(&row.title, &messages)).into_response()
        }
    })
}

/// The tools that one of one's own conversations offers its model, as the gateway lists them now
#[utoipa::path(
    get, path = "/api/v1/conversations/{id}/tools", tag = "chat",
    params(("id" = String, Path, description = "The conversation's id")),
    responses((status = 200, body = ConversationTools)),
)]
pub(super) async fn list_conversation_tools(
    State(state): State<ApiState>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<axum::Json<ConversationTools>, Problem> {
    let row = find(&state, &actor, &id).await?;
    // Who has left the tenant keeps what was said, and no more.
    actor.require(Action::ReadDocuments, &row.tenant)?;
    let (mut tools, mut errors) = (Vec::new(), Vec::new());
    for choice in settings(&row)?.servers {
        let listed = match path_of(&state, &row.tenant, &choice.name) {
            Some(path) => gateway::list(&state.gateway_url, &path, &choice).await,
            None => Err("there is no such server".to_owned()),
        };
        match listed {
            Ok(listed) => tools.extend(listed),
            Err(message) => errors.push(ServerError {
                server: choice.name,
                message,
            }),
        }
    }
    let toolbox = Toolbox::new(tools);
    let items = toolbox.tools().cloned().map(ConversationTool::from);
    Ok(axum::Json(ConversationTools {
        items: items.collect(),
        errors,
    }))
}
