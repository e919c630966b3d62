//! The routes of a kind of documents. All kinds have the same, apart from names and words: what they
//! do is [`super::document`]'s.

/// Defines the handlers of a kind of documents.
///
/// `tag` is the plural in their paths, `item` what a list shows of one (with `item::of(&Entry, &Documents)`), and
/// `text` gives what a list's text is looked for in. `one`, `many`, `shown` and `note` (of what is
/// put) are words of the API's document.
macro_rules! document_routes {
    (
        kind: $kind:literal, tag: $tag:literal, item: $item:ident, text: $text:ident,
        words: { one: $one:literal, many: $many:literal, shown: $shown:literal, note: $note:literal },
        list: $list:ident, get: $get:ident, put: $put:ident, delete: $delete:ident,
        versions: $versions:ident, restore: $restore:ident $(,)?
    ) => {
        use crate::api::ApiState;
        use crate::api::document::{self, Changed, DocumentQuery, DocumentVersion, RestoreQuery};
        use crate::api::input::{Path, Query};
        use crate::api::media::{Accept, OneDocument};
        use crate::api::page::{Page, PageQuery};
        use crate::api::precondition::Precondition;
        use crate::api::problem::Problem;
        use crate::api::reason::{Reason, ReasonQuery};
        use crate::auth::actor::Actor;
        use crate::configuration::Key;
        use axum::extract::State;
        use axum::http::HeaderMap;
        use axum::response::Response;

        #[utoipa::path(
            get, path = concat!("/api/v1/", $tag), tag = $tag,
            summary = concat!($many, " that one may see, by tenant and name"),
            params(DocumentQuery, PageQuery),
            responses((status = 200, body = Page<$item>)),
        )]
        pub(super) async fn $list(
            State(state): State<ApiState>,
            actor: Actor,
            Query(query): Query<DocumentQuery>,
            page: PageQuery,
        ) -> Result<axum::Json<Page<$item>>, Problem> {
            let about = (&query, &page);
            let page = document::list(&state, &actor, $kind, about, $text, $item::of)?;
            Ok(axum::Json(page))
        }

        #[utoipa::path(
            get, path = concat!("/api/v1/", $tag, "/{tenant}/{name}"), tag = $tag,
            summary = $shown,
            params(
                ("tenant" = String, Path, description = "The owner"),
                ("name" = String, Path, description = "The document's name"),
                ("If-None-Match" = Option<String>, Header, description = "ETags that the client has"),
            ),
            responses(
                (status = 200, content((Object = "application/json"), (Value = "application/yaml")),
                    headers(("ETag" = String, description = "The version in this format; either format's will do for `If-Match`"))),
                (status = 304, description = "The client has it already"),
            ),
        )]
        pub(super) async fn $get(
            State(state): State<ApiState>,
            Path((tenant, name)): Path<(String, String)>,
            headers: HeaderMap,
            accept: Accept,
        ) -> Result<Response, Problem> {
            document::get(&state, &Key::new($kind, &tenant, &name), &headers, accept)
        }

        #[utoipa::path(
            put, path = concat!("/api/v1/", $tag, "/{tenant}/{name}"), tag = $tag,
            summary = concat!("Create ", $one, ", or put this one in its place"),
            description = concat!(
                $note,
                "Nothing happens if it is so already. With `If-Match`, only this version is \
                 replaced; with `If-None-Match: *`, none is: 412 has `current`, `currentEtag` and \
                 `yours`."
            ),
            params(
                ("tenant" = String, Path, description = "The owner"),
                ("name" = String, Path, description = "The document's name"),
                ReasonQuery,
                ("If-Match" = Option<String>, Header, description = "The ETag of what is replaced, as JSON or as YAML, or `*`"),
                ("If-None-Match" = Option<String>, Header, description = "`*` to create only"),
            ),
            request_body(content((Object = "application/json"), (Value = "application/yaml"))),
            responses(
                (status = 200, body = Changed, description = "Replaced, or so already",
                    headers(("ETag" = String, description = "The new version"))),
                (status = 201, body = Changed, description = "Created",
                    headers(("ETag" = String, description = "The new version"))),
            ),
        )]
        pub(super) async fn $put(
            State(state): State<ApiState>,
            actor: Actor,
            Path((tenant, name)): Path<(String, String)>,
            precondition: Precondition,
            reason: Reason,
            body: OneDocument,
        ) -> Result<Response, Problem> {
            let key = Key::new($kind, &tenant, &name);
            document::put(&state, &actor, key, (precondition, reason), body).await
        }

        #[utoipa::path(
            delete, path = concat!("/api/v1/", $tag, "/{tenant}/{name}"), tag = $tag,
            summary = concat!("Delete ", $one),
            params(
                ("tenant" = String, Path, description = "The owner"),
                ("name" = String, Path, description = "The document's name"),
                ReasonQuery,
                ("If-Match" = Option<String>, Header, description = "The ETag of what is deleted"),
            ),
            responses((status = 200, body = Changed)),
        )]
        pub(super) async fn $delete(
            State(state): State<ApiState>,
            actor: Actor,
            Path((tenant, name)): Path<(String, String)>,
            precondition: Precondition,
            reason: Reason,
        ) -> Result<axum::Json<Changed>, Problem> {
            let key = Key::new($kind, &tenant, &name);
            document::delete(&state, &actor, key, (precondition, reason)).await
        }

        #[utoipa::path(
            get, path = concat!("/api/v1/", $tag, "/{tenant}/{name}/versions"), tag = $tag,
            summary = concat!("Versions of ", $one, ", the newest first; also of a deleted one"),
            params(
                ("tenant" = String, Path, description = "The owner"),
                ("name" = String, Path, description = "The document's name"),
                PageQuery,
            ),
            responses((status = 200, body = Page<DocumentVersion>)),
        )]
        pub(super) async fn $versions(
            State(state): State<ApiState>,
            Path((tenant, name)): Path<(String, String)>,
            page: PageQuery,
        ) -> Result<axum::Json<Page<DocumentVersion>>, Problem> {
            document::versions(&state, &Key::new($kind, &tenant, &name), &page).await
        }

        #[utoipa::path(
            post, path = concat!("/api/v1/", $tag, "/{tenant}/{name}/restore"), tag = $tag,
            summary = concat!("Bring ", $one, " back as it was"),
            params(
                ("tenant" = String, Path, description = "The owner"),
                ("name" = String, Path, description = "The document's name"),
                RestoreQuery,
                ReasonQuery,
            ),
            responses((status = 200, body = Changed)),
        )]
        pub(super) async fn $restore(
            State(state): State<ApiState>,
            actor: Actor,
            Path((tenant, name)): Path<(String, String)>,
            Query(query): Query<RestoreQuery>,
            reason: Reason,
        ) -> Result<axum::Json<Changed>, Problem> {
            let key = Key::new($kind, &tenant, &name);
            document::restore(&state, &actor, &key, &query, reason).await
        }
    };
}

pub(super) use document_routes;
