//! The route table: every route of the admin address, with the action that it carries out.

use super::problem::{FieldProblem, Problem};
use super::table::Table;
use super::{
    ApiState, audit, conversation, conversation_messages, deletion, draft, earlier_import, health,
    importing, me, member, metrics, node, oidc, part_trial, provider, revision, secret, server,
    session, settings, sign_in, status, tenant, token, transfer, trial, turn, upstream,
    upstream_check, user,
};
use crate::auth::permission::Action;
use crate::console;
use axum::Router;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::routes;

/// All routes. A new one stands here, with its action; the gate, the OpenAPI document and the test
/// of roles follow from it.
pub fn table() -> Table {
    Table::new::<Description>()
        .add(Action::ReadHealth, routes!(health::get_liveness))
        .add(Action::ReadHealth, routes!(health::get_readiness))
        .add(Action::ReadHealth, routes!(metrics::get_metrics))
        .add(Action::ReadStatus, routes!(status::get_status))
        .add(Action::ReadNodes, routes!(node::list_nodes))
        .add(Action::ReadNodes, routes!(node::get_node))
        .add(Action::ReadNodes, routes!(node::follow_nodes))
        .add(Action::ReadNodes, routes!(node::get_progress))
        .add(Action::LogIn, routes!(sign_in::get_sign_in))
        .add(Action::LogIn, routes!(session::log_in))
        .add(Action::LogIn, routes!(oidc::begin_oidc_login))
        .add(Action::LogIn, routes!(oidc::finish_oidc_login))
        .add(Action::ReadNodes, routes!(settings::get_settings))
        .add(Action::ReadOwnAccount, routes!(session::list_sessions))
        .add(Action::ChangeOwnAccount, routes!(session::delete_session))
        .add(Action::ReadOwnAccount, routes!(me::get_me))
        .add(Action::ChangeOwnAccount, routes!(me::change_password))
        .add(Action::ReadOwnAccount, routes!(token::list_tokens))
        .add(Action::ChangeOwnAccount, routes!(token::create_token))
        .add(Action::ChangeOwnAccount, routes!(token::delete_token))
        .add(Action::ReadUsers, routes!(user::list_users))
        .add(Action::ChangeUsers, routes!(user::create_user))
        .add(Action::ReadUsers, routes!(user::get_user))
        .add(
            Action::ChangeUsers,
            routes!(user::update_user, user::delete_user),
        )
        .add(Action::ReadUsers, routes!(member::list_user_tenants))
        .add(Action::ReadUsers, routes!(user::list_user_sessions))
        .add(Action::ChangeUsers, routes!(user::delete_user_sessions))
        .add(Action::ReadUsers, routes!(user::list_user_tokens))
        .add(Action::ChangeUsers, routes!(user::delete_user_token))
        .add(Action::ReadTenants, routes!(tenant::list_tenants))
        .add(Action::ReadTenants, routes!(tenant::get_tenant))
        .add(
            Action::ChangeTenants,
            routes!(tenant::put_tenant, tenant::delete_tenant),
        )
        .add(Action::ReadMembers, routes!(member::list_members))
        .add(
            Action::ChangeMembers,
            routes!(member::put_member, member::delete_member),
        )
        .add(Action::ReadAudit, routes!(audit::list_audit))
        .add(Action::ReadDocuments, routes!(server::list_servers))
        .add(Action::ReadDocuments, routes!(server::get_server))
        .add(
            Action::ChangeDocuments,
            routes!(server::put_server, server::delete_server),
        )
        .add(Action::ReadDocuments, routes!(server::list_server_versions))
        .add(Action::ChangeDocuments, routes!(server::restore_server))
        .add(Action::TryTool, routes!(trial::try_tool))
        .add(Action::TryTool, routes!(part_trial::try_prompt))
        .add(Action::TryTool, routes!(part_trial::try_resource))
        .add(Action::ReadDocuments, routes!(upstream::list_upstreams))
        .add(Action::ReadDocuments, routes!(upstream::get_upstream))
        .add(
            Action::ChangeDocuments,
            routes!(upstream::put_upstream, upstream::delete_upstream),
        )
        .add(
            Action::ReadDocuments,
            routes!(upstream::list_upstream_versions),
        )
        .add(Action::ChangeDocuments, routes!(upstream::restore_upstream))
        .add(
            Action::CheckUpstream,
            routes!(upstream_check::check_upstream),
        )
        .add(Action::ReadDocuments, routes!(secret::list_secrets))
        .add(Action::ReadDocuments, routes!(secret::get_secret))
        .add(
            Action::ChangeDocuments,
            routes!(secret::put_secret, secret::delete_secret),
        )
        .add(Action::ReadDocuments, routes!(secret::list_secret_versions))
        .add(Action::ChangeDocuments, routes!(secret::restore_secret))
        .add(Action::ChangeDocuments, routes!(draft::validate))
        .add(Action::ChangeDocuments, routes!(draft::dry_run))
        .add(Action::ChangeDocuments, routes!(importing::preview_import))
        .add(Action::ChangeDocuments, routes!(importing::create_import))
        .add(Action::ReadDocuments, routes!(earlier_import::list_imports))
        .add(Action::ReadDocuments, routes!(earlier_import::get_import))
        .add(Action::ChangeDocuments, routes!(transfer::import))
        .add(Action::ReadDocuments, routes!(transfer::export))
        .add(Action::ReadDocuments, routes!(deletion::list_deletions))
        .add(Action::ReadDocuments, routes!(revision::list_revisions))
        .add(Action::ReadDocuments, routes!(revision::get_revision))
        .add(Action::ReadDocuments, routes!(revision::diff_revisions))
        .add(Action::ChangeEverything, routes!(revision::roll_back))
        .add(Action::ReadProviders, routes!(provider::list_providers))
        .add(Action::ReadProviders, routes!(provider::get_provider))
        .add(
            Action::ChangeProviders,
            routes!(provider::put_provider, provider::delete_provider),
        )
        .add(Action::ChangeProviders, routes!(provider::test_provider))
        .add(
            Action::ReadConversations,
            routes!(conversation::list_conversations),
        )
        .add(Action::Chat, routes!(conversation::create_conversation))
        .add(
            Action::ReadConversations,
            routes!(conversation::get_conversation),
        )
        .add(
            Action::ChangeConversations,
            routes!(
                conversation::update_conversation,
                conversation::delete_conversation
            ),
        )
        .add(
            Action::ReadConversations,
            routes!(conversation_messages::list_messages),
        )
        .add(
            Action::ReadConversations,
            routes!(conversation_messages::export_conversation),
        )
        .add(
            Action::ReadConversations,
            routes!(conversation_messages::list_conversation_tools),
        )
        .add(Action::Chat, routes!(turn::create_turn))
        .add(Action::ChangeConversations, routes!(turn::stop_turn))
}

/// The admin address.
pub fn admin_router(state: ApiState) -> Router {
    table()
        .into_router(&state)
        .fallback(console::serve)
        .method_not_allowed_fallback(no_method)
        .layer(map_response(guard))
        .layer(from_fn_with_state(state.requests.clone(), metrics::count))
        .with_state(state)
}

/// The OpenAPI document, as it is written to `docs/openapi.json`.
///
/// # Errors
/// If it cannot be written.
pub fn openapi_json() -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(&table().openapi())?;
    text.push('\n');
    Ok(text)
}

async fn no_method(method: Method, uri: Uri) -> Problem {
    let detail = format!("{} does not know {method}", uri.path());
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail)
}

/// Nothing that is told here is kept by caches or taken for something else by browsers.
async fn guard(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers
        .entry(header::X_CONTENT_TYPE_OPTIONS)
        .or_insert(HeaderValue::from_static("nosniff"));
    response
}

/// Portico's admin API.
#[derive(OpenApi)]
#[openapi(
    info(title = "Portico", description = "The admin API of Portico's control plane."),
    components(schemas(Problem, FieldProblem)),
    modifiers(&SecuritySchemes),
)]
struct Description;

struct SecuritySchemes;

impl Modify for SecuritySchemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let cookie = ApiKeyValue::with_description(
            "portico_session",
            "A login session. By HTTPS the cookie is named `__Host-portico_session`. Requests that \
             change something need the header `X-CSRF-Token` too, with `csrfToken` of the session.",
        );
        let session = SecurityScheme::ApiKey(ApiKey::Cookie(cookie));
        components.add_security_scheme("session", session);
        let mut token = Http::new(HttpAuthScheme::Bearer);
        token.description = Some("A personal API token, `ptc_…`.".to_owned());
        components.add_security_scheme("token", SecurityScheme::Http(token));
    }
}
