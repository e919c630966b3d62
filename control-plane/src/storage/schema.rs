//! The tables, as all databases have them. The columns are described in `migrations`.

#![expect(missing_docs, reason = "described in the migrations")]

diesel::table! {
    revisions (number) {
        number -> BigInt,
        committed_at -> Timestamp,
        author -> Text,
        reason -> Text,
        summary -> Text,
    }
}

diesel::table! {
    documents (kind, tenant, name) {
        kind -> Text,
        tenant -> Text,
        name -> Text,
        content -> Text,
        etag -> Text,
        revision -> BigInt,
    }
}

diesel::table! {
    document_versions (kind, tenant, name, revision) {
        kind -> Text,
        tenant -> Text,
        name -> Text,
        revision -> BigInt,
        content -> Nullable<Text>,
        etag -> Nullable<Text>,
    }
}

diesel::table! {
    tenants (name) {
        name -> Text,
        title -> Text,
        path_prefix -> Text,
    }
}

diesel::table! {
    users (id) {
        id -> Text,
        name -> Text,
        password_hash -> Nullable<Text>,
        oidc_subject -> Nullable<Text>,
        is_admin -> Bool,
        disabled -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    memberships (user_id, tenant) {
        user_id -> Text,
        tenant -> Text,
        role -> Text,
    }
}

diesel::table! {
    login_sessions (id_hash) {
        id_hash -> Text,
        user_id -> Text,
        csrf_hash -> Text,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
        expires_at -> Timestamp,
        user_agent -> Text,
    }
}

diesel::table! {
    api_tokens (id) {
        id -> Text,
        user_id -> Text,
        name -> Text,
        token_hash -> Text,
        scopes -> Text,
        expires_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    audit (id) {
        id -> Text,
        at -> Timestamp,
        actor -> Text,
        tenant -> Nullable<Text>,
        action -> Text,
        target -> Text,
        revision -> Nullable<BigInt>,
        detail -> Text,
    }
}

diesel::table! {
    model_providers (id) {
        id -> Text,
        tenant -> Text,
        name -> Text,
        title -> Text,
        kind -> Text,
        base_url -> Text,
        default_model -> Text,
        models -> Text,
        sealed_key -> Nullable<Text>,
        secret -> Nullable<Text>,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    conversations (id) {
        id -> Text,
        user_id -> Text,
        tenant -> Text,
        title -> Text,
        provider -> Text,
        model -> Text,
        settings -> Text,
        searched -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    messages (id) {
        id -> Text,
        conversation_id -> Text,
        position -> BigInt,
        content -> Text,
        searched -> Text,
    }
}

diesel::table! {
    imports (tenant, server) {
        tenant -> Text,
        server -> Text,
        format -> Text,
        url -> Nullable<Text>,
        options -> Text,
        documents -> Text,
        imported_at -> Timestamp,
    }
}

diesel::table! {
    replicas (id) {
        id -> Text,
        name -> Text,
        beat -> BigInt,
        removals -> BigInt,
        seen_at -> Timestamp,
        ended -> Bool,
        timeline -> Text,
    }
}

diesel::table! {
    node_states (replica, node) {
        replica -> Text,
        node -> Text,
        beat -> BigInt,
        state -> Text,
    }
}

diesel::joinable!(messages -> conversations (conversation_id));
diesel::allow_tables_to_appear_in_same_query!(conversations, messages);
diesel::joinable!(memberships -> users (user_id));
diesel::joinable!(memberships -> tenants (tenant));
diesel::joinable!(login_sessions -> users (user_id));
diesel::joinable!(api_tokens -> users (user_id));
diesel::allow_tables_to_appear_in_same_query!(
    users,
    tenants,
    memberships,
    login_sessions,
    api_tokens,
    audit,
);
diesel::allow_tables_to_appear_in_same_query!(revisions, documents, document_versions);
