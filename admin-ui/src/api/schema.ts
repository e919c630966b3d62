// Made from docs/openapi.json by `npm run codegen`.
export interface paths {
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done, the newest first */
        get: operations["list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own conversations, the latest first */
        get: operations["list_conversations"];
        put?: never;
        /** Make a conversation */
        post: operations["create_conversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of one's own conversations */
        get: operations["get_conversation"];
        put?: never;
        post?: never;
        /**
         * Delete a conversation with its messages
         * @description A turn that is under way is stopped.
         */
        delete: operations["delete_conversation"];
        options?: never;
        head?: never;
        /**
         * Rename a conversation, or change what it is held with
         * @description The next turn goes by it; one that is under way does not.
         */
        patch: operations["update_conversation"];
        trace?: never;
    };
    "/api/v1/conversations/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of one's own conversations as a file */
        get: operations["export_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages of one of one's own conversations, in their order */
        get: operations["list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tools that one of one's own conversations offers its model, as the gateway lists them now */
        get: operations["list_conversation_tools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a conversation, as a stream of events
         * @description The data of each event is a `TurnEvent`, and the event's name is its `type`. The last is `done`.
         *     Who closes the connection stops the turn, and so does the end of the session or of the right to do
         *     this; what had come is kept. While one turn is under way, another gets 409.
         */
        post: operations["create_turn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/turns/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Stop the turn that is under way
         * @description The answer comes when what had come is stored.
         */
        delete: operations["stop_turn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Documents that were deleted and are not there again, the last first
         * @description Restoring one without a revision makes it what it was last.
         */
        get: operations["list_deletions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what a change would send to Envoys, without making it */
        post: operations["dry_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All documents that one may see, as YAML */
        get: operations["export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put many documents, as one change
         * @description All or none of them.
         */
        post: operations["import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last import of each server that was imported */
        get: operations["list_imports"];
        put?: never;
        /**
         * Import a description
         * @description All of its documents, as one change. A secret that is not given, and not there yet, is taken from
         *     an environment variable of the control plane, as the report tells.
         */
        post: operations["create_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{tenant}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how a server was imported */
        get: operations["get_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what a description would become
         * @description Nothing is stored. Without `options.operations`, every operation becomes a tool.
         */
        post: operations["preview_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who one is */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change one's password
         * @description All other login sessions end. Tries with a wrong `current` are slowed down as logins are.
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the Envoys that are connected, or were within the last hour, by id
         * @description Those of all control planes that have this one's web data store.
         */
        get: operations["list_nodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one Envoy */
        get: operations["get_node"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follows the Envoys by server-sent events
         * @description `node` holds a node as it is now; `forgotten` holds the id of one that is remembered no longer;
         *     after `resync`, which a slow reader gets, the list is to be read again. Open the stream, then read
         *     the list: nothing is missed. It ends with the session or token that it was opened with.
         */
        get: operations["follow_nodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from the identity provider
         * @description Opens a session, as `POST /sessions` does, and leads to `return_to`.
         */
        get: operations["finish_oidc_login"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oidc/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Log in by the identity provider
         * @description For browsers: leads to the provider, and from there back. 404 if none is configured, 503 if it
         *     does not answer.
         */
        get: operations["begin_oidc_login"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Model providers of one's tenants, by tenant and name */
        get: operations["list_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{tenant}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A model provider */
        get: operations["get_provider"];
        /** Make a model provider, or change it */
        put: operations["put_provider"];
        post?: never;
        /**
         * Remove a model provider
         * @description Conversations with it stay and can be read; to go on they need another.
         */
        delete: operations["delete_provider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/providers/{tenant}/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a provider for its models, to see whether it can be used
         * @description With a draft, as if the provider were changed to that, which it is not; so it need not be there yet.
         */
        post: operations["test_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Revisions that changed documents that one may see, the newest first */
        get: operations["list_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revisions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A revision */
        get: operations["get_revision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revisions/{number}/diff/{other}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What differs between two revisions
         * @description From the first to the second; either may be the older one, and 0 is the empty configuration before
         *     the first revision. Secrets are redacted.
         */
        get: operations["diff_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revisions/{number}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how far a revision has spread: how many Envoys have it, and how long it took */
        get: operations["get_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revisions/{number}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make everything what it was at a revision, as a new revision
         * @description 0 is the empty configuration before the first revision. For one document, restore it.
         */
        post: operations["roll_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Secrets that one may see, by tenant and name */
        get: operations["list_secrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{tenant}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A secret, as it was written, with `[sealed]` in the place of its value */
        get: operations["get_secret"];
        /**
         * Create a secret, or put this one in its place
         * @description `value` is sealed, and never shown again. `"sealed": "[sealed]"` keeps the value that is there.
         *
         *     Nothing happens if it is so already. With `If-Match`, only this version is replaced; with `If-None-Match: *`, none is: 412 has `current`, `currentEtag` and `yours`.
         */
        put: operations["put_secret"];
        post?: never;
        /** Delete a secret */
        delete: operations["delete_secret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{tenant}/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a secret back as it was */
        post: operations["restore_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{tenant}/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of a secret, the newest first; also of a deleted one */
        get: operations["list_secret_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Servers that one may see, by tenant and name */
        get: operations["list_servers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{tenant}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A server, as it was written */
        get: operations["get_server"];
        /**
         * Create a server, or put this one in its place
         * @description Nothing happens if it is so already. With `If-Match`, only this version is replaced; with `If-None-Match: *`, none is: 412 has `current`, `currentEtag` and `yours`.
         */
        put: operations["put_server"];
        post?: never;
        /** Delete a server */
        delete: operations["delete_server"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{tenant}/{name}/prompts/{prompt}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a prompt
         * @description As tools are tried. A prompt is answered by the gateway itself, so `answer` has it.
         */
        post: operations["try_prompt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{tenant}/{name}/resources/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a resource
         * @description As tools are tried.
         */
        post: operations["try_resource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{tenant}/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a server back as it was */
        post: operations["restore_server"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{tenant}/{name}/tools/{tool}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a tool
         * @description Shows the call as a client makes it, and the request that it becomes, with secrets as
         *     `[secret NAME]`; with `response`, what is made of it; with `send`, the call is also sent through the
         *     gateway (`--gateway-url`).
         */
        post: operations["try_tool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/servers/{tenant}/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of a server, the newest first; also of a deleted one */
        get: operations["list_server_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own login sessions */
        get: operations["list_sessions"];
        put?: never;
        /**
         * Log in
         * @description Sets the session's cookie. After several failures there are waits (429).
         */
        post: operations["log_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Log out
         * @description `current` stands for the session of the request.
         */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this installation offers */
        get: operations["get_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one can sign in by */
        get: operations["get_sign_in"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tenants that one belongs to; for admins, all */
        get: operations["list_tenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tenant */
        get: operations["get_tenant"];
        /**
         * Make a tenant, or change it
         * @description 409 if servers would then have paths that are not their tenant's.
         */
        put: operations["put_tenant"];
        post?: never;
        /**
         * Remove a tenant
         * @description With its memberships. `default` stays (409), and so does a tenant that has documents.
         */
        delete: operations["delete_tenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of a tenant, by name */
        get: operations["list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{tenant}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a user a member, or change the role */
        put: operations["put_member"];
        post?: never;
        /** End a membership */
        delete: operations["delete_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own API tokens, the oldest first */
        get: operations["list_tokens"];
        put?: never;
        /**
         * Make an API token
         * @description The answer is the only one that shows the secret.
         */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke one of one's own API tokens */
        delete: operations["delete_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upstreams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Upstreams that one may see, by tenant and name */
        get: operations["list_upstreams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upstreams/{tenant}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An upstream, as it was written */
        get: operations["get_upstream"];
        /**
         * Create an upstream, or put this one in its place
         * @description Nothing happens if it is so already. With `If-Match`, only this version is replaced; with `If-None-Match: *`, none is: 412 has `current`, `currentEtag` and `yours`.
         */
        put: operations["put_upstream"];
        post?: never;
        /** Delete an upstream */
        delete: operations["delete_upstream"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upstreams/{tenant}/{name}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check whether an upstream answers
         * @description Resolves its host, connects, and sends a GET to its base URL, without credentials; the answer's
         *     body is not read. The check is made by the control plane, which may reach other addresses than an
         *     Envoy does, and only those of the internet and of `--outbound-allow`.
         */
        post: operations["check_upstream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upstreams/{tenant}/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring an upstream back as it was */
        post: operations["restore_upstream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upstreams/{tenant}/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of an upstream, the newest first; also of a deleted one */
        get: operations["list_upstream_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users, by name */
        get: operations["list_users"];
        put?: never;
        /** Make a user */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user */
        get: operations["get_user"];
        /**
         * Change a user
         * @description Counts from the user's next request on. The last admin who can log in stays one (409).
         */
        put: operations["update_user"];
        post?: never;
        /**
         * Remove a user
         * @description With sessions, tokens and memberships. The last admin who can log in stays (409).
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user's login sessions */
        get: operations["list_user_sessions"];
        put?: never;
        post?: never;
        /** End a user's login sessions */
        delete: operations["delete_user_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenants that a user belongs to */
        get: operations["list_user_tenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user's API tokens, the oldest first */
        get: operations["list_user_tokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user}/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API token of a user */
        delete: operations["delete_user_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell everything that is wrong with a change
         * @description The documents are looked at together with all others that are in force.
         */
        post: operations["validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process lives
         * @description 200 as long as it answers.
         */
        get: operations["get_liveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process can serve
         * @description 200 once the configuration was read, 503 while it cannot be for the first time. A database that
         *     is gone since is told, but Envoys are served without it.
         */
        get: operations["get_readiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is served, and how far each Envoy has it */
        get: operations["get_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Why an answer ended.
         * @enum {string}
         */
        AnswerEnding: "finished" | "tool_calls" | "length" | "refused" | "stopped" | "failed";
        /** @description Something that was done. */
        AuditEntry: {
            /** @description What was done, as in `user.create`. */
            action: string;
            /** @description The name of the user; `system` or `anonymous` where it was none. */
            actor: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description What else there is to say. Never a secret. */
            detail: Record<string, never>;
            /** @description Its id. */
            id: string;
            /**
             * Format: int64
             * @description The revision of the configuration that came of it.
             */
            revision?: number | null;
            /** @description To whom or what, as in `user/ann`. */
            target: string;
            /** @description In which tenant, if in one. */
            tenant?: string | null;
        };
        /** @description A decision about a call. */
        CallDecision: {
            /** @description Whether it may run. */
            approve: boolean;
            /** @description The call's id. */
            call: string;
            /** @description Why not, for the model. */
            reason?: string | null;
        };
        /** @description Documents to put and documents to delete. */
        ChangeBody: {
            /** @description Documents to delete. */
            delete?: components["schemas"]["Deletion"][];
            /** @description Documents to put, each with its `kind`, `name` and (or `default`) `tenant`. */
            documents?: Record<string, never>[];
        };
        /** @description A change that was made. */
        Changed: {
            /**
             * @description The documents that differ from before; none if all was so already, and then there is no new
             *     revision.
             */
            changed: components["schemas"]["DocumentKey"][];
            /**
             * Format: int64
             * @description The revision in force with it.
             */
            revision: number;
        };
        /**
         * @description Who changed something.
         * @enum {string}
         */
        ChangedBy: "source" | "here" | "both";
        /** @description A message. One answer of the model is one message: a turn in which tools are called has several. */
        ChatMessage: components["schemas"]["MessageSource"] & {
            /**
             * Format: date-time
             * @description When it began.
             */
            createdAt: string;
            /** @description Its id. */
            id: string;
            /** @description What it consists of, in its order. */
            parts: components["schemas"]["MessagePart"][];
        };
        /**
         * @description Why a step failed.
         * @enum {string}
         */
        CheckFailure: "unknown-host" | "not-allowed" | "no-connection" | "no-tls" | "slow" | "no-http";
        /** @description A step of a check. */
        CheckStep: {
            /** @description What came of it: addresses, the peer, the version of TLS, the status; or the error. */
            detail: string;
            /**
             * Format: double
             * @description Milliseconds that it took.
             */
            ms: number;
            /** @description Whether it succeeded. */
            ok: boolean;
            reason?: components["schemas"]["CheckFailure"] | null;
            /** @description Which. */
            step: components["schemas"]["CheckStepKind"];
        };
        /**
         * @description The steps of a check.
         * @enum {string}
         */
        CheckStepKind: "resolve" | "connect" | "tls" | "request";
        /** @description One thing wrong in a configuration file. */
        ConfigError: {
            /** @description Path of the file below the configuration directory. */
            file: string;
            /** @description Line from 1. */
            line: number;
            /** @description What is wrong and what to do about it. */
            message: string;
            /** @description Field path in the document (`tools[0].http.path`); empty for the document or the file. */
            path: string;
        };
        /**
         * @description Whether a node is there.
         * @enum {string}
         */
        Connection: "connected" | "disconnected" | "unknown";
        /** @description What came of asking a provider for its models. */
        ConnectionTest: {
            /**
             * Format: int64
             * @description Milliseconds.
             */
            durationMs: number;
            error?: components["schemas"]["TurnFailure"] | null;
            /** @description The models that it lists; null where it could not be asked. */
            models?: string[] | null;
        };
        /** @description What to ask for its models. */
        ConnectionTestRequest: {
            draft?: components["schemas"]["ModelProviderChange"] | null;
        };
        /** @description A conversation, without its messages. */
        Conversation: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /** @description Its id. */
            id: string;
            /** @description Whether a turn is under way. */
            isRunning: boolean;
            /** @description The model. */
            model: string;
            /** @description The provider's name. It may be gone. */
            provider: string;
            /** @description All other settings. */
            settings: components["schemas"]["ConversationSettings"];
            /** @description The tenant of its provider and servers. */
            tenant: string;
            /** @description What its user calls it; empty until the first message, if nothing was said. */
            title: string;
            /**
             * Format: date-time
             * @description When it last changed or went on.
             */
            updatedAt: string;
        };
        /** @description What is to change; what is absent stays. */
        ConversationChange: {
            /** @description The model. */
            model?: string | null;
            /** @description The provider's name. */
            provider?: string | null;
            settings?: components["schemas"]["ConversationSettings"] | null;
            /** @description What it is called. */
            title?: string | null;
        };
        /** @description A conversation with everything in it. */
        ConversationExport: {
            /** @description The conversation. */
            conversation: components["schemas"]["Conversation"];
            /** @description Its messages in their order. */
            messages: components["schemas"]["ChatMessage"][];
        };
        /** @description A conversation to make. */
        ConversationRequest: {
            /** @description The model; the provider's default where absent. */
            model?: string | null;
            /** @description The provider's name. */
            provider: string;
            /** @description All other settings. */
            settings?: components["schemas"]["ConversationSettings"];
            /** @description The tenant of its provider and servers. */
            tenant: string;
            /** @description What it is called; the beginning of the first message where absent. */
            title?: string;
        };
        /** @description The settings of a conversation besides title, provider and model. */
        ConversationSettings: {
            /**
             * @description What the model is asked for besides.
             * @default {
             *       "maxTokens": null,
             *       "reasoning": null,
             *       "temperature": null,
             *       "topP": null
             *     }
             */
            parameters: components["schemas"]["ModelParameters"];
            /**
             * @description The servers whose tools the model may use.
             * @default []
             */
            servers: components["schemas"]["ServerChoice"][];
            /**
             * @description The system prompt; empty for none.
             * @default
             */
            system: string;
        };
        /** @description A tool that a conversation offers its model. */
        ConversationTool: {
            /** @description What is asked before it runs. */
            approval: components["schemas"]["ToolApproval"];
            /** @description What it does. */
            description?: string | null;
            /** @description JSON Schema of the arguments. */
            inputSchema: Record<string, never>;
            /** @description Whether it says that it changes nothing. */
            isReadOnly: boolean;
            /** @description Its name, as the model knows it. */
            name: string;
            /** @description Its server. */
            server: string;
            /** @description What people call it. */
            title?: string | null;
            /** @description Its name at the server. */
            tool: string;
        };
        /** @description The tools that a conversation offers its model. */
        ConversationTools: {
            /** @description The servers whose tools cannot be listed. A turn fails until they are left out or put right. */
            errors: components["schemas"]["ServerError"][];
            /** @description The tools. */
            items: components["schemas"]["ConversationTool"][];
        };
        /** @description A document that is not there any more. */
        Deletion: components["schemas"]["DocumentKey"] & {
            /** @description Who deleted it. */
            author: string;
            /**
             * Format: date-time
             * @description When.
             */
            deletedAt: string;
            /** @description Why; may be empty. */
            reason: string;
            /**
             * Format: int64
             * @description The revision that deleted it.
             */
            revision: number;
        };
        /** @description What differs between two revisions. */
        Difference: {
            /** @description By document. */
            documents: components["schemas"]["DocumentDifference"][];
        };
        /** @description How a document differs between two revisions. Secrets are redacted. */
        DocumentDifference: {
            /** @description It as YAML in the second revision; `None` if it is not there. */
            after?: string | null;
            /** @description It as YAML in the first revision; `None` if it was not there. */
            before?: string | null;
            /** @description The fields that differ, where it is in both. */
            fields: components["schemas"]["FieldDifference"][];
            /** @description Which document. */
            key: components["schemas"]["DocumentKey"];
        };
        /** @description A document's kind, tenant and name, which together are its own. */
        DocumentKey: {
            /** @description As in the document: `Server`, `Upstream`. */
            kind: string;
            /** @description Unique among the kind and tenant. */
            name: string;
            /** @description The owner. */
            tenant: string;
        };
        /** @description One version of a document. */
        DocumentVersion: {
            /** @description The document; null where it was deleted. */
            document?: Record<string, never> | null;
            /**
             * Format: int64
             * @description The revision that it came with.
             */
            revision: number;
        };
        /**
         * @description Why a turn ended.
         * @enum {string}
         */
        DoneReason: "finished" | "awaiting_approval" | "stopped" | "length" | "refused" | "failed";
        /** @description What a change would do. */
        Effects: {
            /** @description The ids of the Envoys that are connected and would receive it. */
            nodes: string[];
            /**
             * Format: int64
             * @description The revision that it was tried on.
             */
            revision: number;
            /**
             * @description What every Envoy and filter would receive, by type of resource; types that do not change are
             *     left out.
             */
            types: components["schemas"]["TypeChanges"][];
        };
        /**
         * @description The revisions of MCP that calls are made with, one of each era.
         * @enum {string}
         */
        Era: "legacy" | "modern";
        /** @description Something that is not what it was. */
        FieldChange: {
            /** @description What the source gave last time; null where it gave nothing. */
            base?: Record<string, never> | null;
            /** @description Who changed it. */
            by: components["schemas"]["ChangedBy"];
            /** @description The document, as in `Server petstore`. */
            document: string;
            /** @description What it is here. */
            here?: Record<string, never> | null;
            /** @description What choices name it by. */
            id: string;
            /** @description The field, as in `http.path`; empty for a tool or document as a whole. */
            path: string;
            /** @description What the source gives now. */
            source?: Record<string, never> | null;
            /** @description Which side it is taken from. */
            taken: components["schemas"]["Side"];
            /** @description The tool, by its name here, or in the source where it is not here; null where it is of none. */
            tool?: string | null;
        };
        /** @description One field that differs. */
        FieldDifference: {
            /** @description JSON text after; `None` if the field is not there. */
            after?: string | null;
            /** @description JSON text before; `None` if the field was not there. */
            before?: string | null;
            /**
             * @description Field path (`tools[0].http.path`). Entries of lists that have a `name` go by it
             *     (`tools[get_book]`), so that an entry that was put in between does not change all others.
             */
            path: string;
        };
        /** @description One thing that is wrong with a body. */
        FieldProblem: {
            /** @description The document, as in `Server default/shop`, where there may be several. */
            document?: string | null;
            /** @description The line (from 1) of the body, where that was YAML. */
            line?: number | null;
            /** @description What is wrong with it. */
            message: string;
            /** @description Path of the field, as in `tools[0].http.path`; empty for the whole. */
            path: string;
        };
        /** @description A response that an upstream might give, to see what is made of it. */
        GivenResponse: {
            /** @description The body; empty where absent. */
            body?: string;
            /** @description Headers by name, `content-type` among them. */
            headers?: {
                [key: string]: string;
            };
            /**
             * Format: int32
             * @description HTTP status, from 200 to 599.
             */
            status?: number;
        };
        /** @description Where a node stands and what it runs. */
        Identity: {
            /** @description Version of the bridge, where the node is one. */
            bridgeVersion?: string | null;
            /** @description `--service-cluster` of the Envoy. */
            cluster?: string | null;
            /** @description Version of Envoy. */
            envoyVersion?: string | null;
            /** @description Version of the filter in it: the newest that opened a stream. */
            filterVersion?: string | null;
            /** @description Region, zone and sub-zone that are set, with `/` between. */
            locality?: string | null;
            /** @description Texts, numbers and booleans of the node's metadata. */
            metadata?: {
                [key: string]: string;
            };
        };
        /** @description A description and how to import it. One of `text` and `url` is given. */
        ImportBody: {
            /**
             * @description With `mode: update`, the side that a change is taken from, by the change's `id`. Without a word,
             *     what only one side changed is taken from it, and of a conflict the edit here stays.
             */
            choices?: {
                [key: string]: components["schemas"]["Side"];
            };
            /** @description What becomes of a server of this name that is there already. */
            mode?: components["schemas"]["ImportMode"];
            options?: components["schemas"]["ImportOptions"] | null;
            /** @description The description: OpenAPI 3.0 or 3.1, or Swagger 2.0, as JSON or YAML. */
            text?: string | null;
            /**
             * @description Where it is. The control plane fetches it, from the public internet and from what
             *     `--outbound-allow` names.
             */
            url?: string | null;
        };
        /** @description An import that was made. */
        Imported: components["schemas"]["Changed"] & {
            /** @description What was found. */
            report: components["schemas"]["ImportReport"];
        };
        /**
         * @description What kind of description.
         * @enum {string}
         */
        ImportFormat: "openapi-3.0" | "openapi-3.1" | "swagger-2.0" | "unla";
        /**
         * @description What becomes of a server that is there already.
         * @enum {string}
         */
        ImportMode: "create" | "replace" | "update";
        /** @description One operation of the description. */
        ImportOperation: {
            /** @description Whether the options chose it. */
            chosen: boolean;
            /** @description The description advises against its use. */
            deprecated: boolean;
            /** @description What options name it by: `GET /pets/{petId}`, or the name of an Unla tool. */
            key: string;
            /** @description The HTTP method. */
            method: string;
            /** @description The description's own name of it. */
            operationId?: string | null;
            /** @description The path as the description has it. */
            path: string;
            /** @description Where it stands. */
            place: string;
            /** @description Why it became no tool; null where it did, or where it was not chosen. */
            reason?: string | null;
            /** @description One line about it. */
            summary?: string | null;
            /** @description The groups that it belongs to. */
            tags: string[];
            /** @description The name of the tool that it became; null where it became none. */
            tool?: string | null;
            /** @description What is not as it was written. */
            warnings: components["schemas"]["ImportWarning"][];
        };
        /** @description How to import. What is absent is taken from the description. */
        ImportOptions: {
            /** @description Name of the server, and what the names of upstreams and secrets begin with. */
            name?: string | null;
            /** @description The operations that become tools, by their keys (`GET /pets/{petId}`); all where absent. */
            operations?: string[] | null;
            /** @description Path of the server; `/` and its name where absent. */
            path?: string | null;
            /** @description What the server's path begins with where no path is given. */
            pathPrefix?: string | null;
            /** @description Names of tools by the keys of operations. */
            rename?: {
                [key: string]: string;
            };
            /**
             * @description By name of a secret, what becomes of it. One that is not given comes from an environment
             *     variable of the control plane that is called like it. Values are not written.
             */
            secrets?: {
                [key: string]: components["schemas"]["SecretFilling"];
            };
            /** @description The URL of the API, in the place of the one that the description names. */
            serverUrl?: string | null;
            /** @description Where the description was found: relative URLs of servers are resolved against it. */
            sourceUrl?: string | null;
            /** @description Owner of the documents; `default` where absent. */
            tenant?: string | null;
            /** @description Values of variables in the URLs of servers; and `username`, of basic authentication. */
            variables?: {
                [key: string]: string;
            };
        };
        /** @description What an import would be. */
        ImportPreview: {
            /** @description With `mode: update`, who changed what since the last import. */
            changes: components["schemas"]["FieldChange"][];
            /** @description The documents that would be put, without the values of secrets. */
            documents: Record<string, never>[];
            /** @description What keeps the import from being made as it is. */
            errors: components["schemas"]["FieldProblem"][];
            /** @description Documents of these names are there already, and would be others. */
            replaced: components["schemas"]["DocumentKey"][];
            /** @description What was found, operation by operation. */
            report: components["schemas"]["ImportReport"];
        };
        /** @description What was found in a description. */
        ImportReport: {
            /** @description What it is. */
            format: components["schemas"]["ImportFormat"];
            /** @description Every operation, in the order of the description. */
            operations: components["schemas"]["ImportOperation"][];
            /** @description Secrets that somebody has to give. */
            secrets: components["schemas"]["SecretNeed"][];
            /** @description The addresses that it names. */
            servers: components["schemas"]["ServerReport"][];
            /** @description What it calls itself. */
            title?: string | null;
            /** @description Its own version. */
            version?: string | null;
            /** @description What concerns more than one operation. */
            warnings: components["schemas"]["ImportWarning"][];
        };
        /** @description Something that is kept otherwise than it was written, or not at all. */
        ImportWarning: {
            /** @description Which sort of thing, the same in all versions and languages: `body-left-out`. */
            code: string;
            /** @description What it is, and what to do about it. */
            message: string;
            /** @description Where in the description. */
            place: string;
        };
        /** @description What is known of the last import of a server. */
        LastImport: {
            /** @description What it gave. */
            documents: components["schemas"]["DocumentKey"][];
            /** @description What kind of description it was. */
            format: string;
            /**
             * Format: date-time
             * @description When.
             */
            importedAt: string;
            /** @description The server's name. */
            name: string;
            /** @description How it was imported, without values of secrets. */
            options: components["schemas"]["ImportOptions"];
            /** @description Whether the server is there still. */
            present: boolean;
            /** @description The owner. */
            tenant: string;
            /** @description How many tools it gave. */
            tools: number;
            /** @description Where it was found; null if it was given as a text. */
            url?: string | null;
        };
        /** @description Who wants to log in. */
        LogIn: {
            /** @description The user's name. */
            name: string;
            /**
             * Format: password
             * @description The user's password.
             */
            password: string;
        };
        /** @description Who asks. */
        Me: {
            /** @description With a login session: what requests that change something send in `X-CSRF-Token`. */
            csrfToken?: string | null;
            /** @description Whether the user may do everything. */
            isAdmin: boolean;
            /** @description The user's name. */
            name: string;
            /** @description With an API token: what it is good for. */
            scopes?: components["schemas"]["Scope"][] | null;
            /** @description The user's tenants. */
            tenants: components["schemas"]["MemberOf"][];
        };
        /** @description A user who belongs to a tenant. */
        Member: {
            /** @description What the user is there. */
            role: components["schemas"]["Role"];
            /** @description The user's name. */
            user: string;
        };
        /** @description What a user is to be in a tenant. */
        MemberChange: {
            /** @description The role. */
            role: components["schemas"]["Role"];
        };
        /** @description A tenant that a user belongs to. */
        MemberOf: {
            /** @description What the user is there. */
            role: components["schemas"]["Role"];
            /** @description The tenant's name. */
            tenant: string;
        };
        /** @description Every tenant that a user belongs to. */
        Memberships: {
            /** @description By tenant. */
            items: components["schemas"]["MemberOf"][];
        };
        /** @description A part of a message. */
        MessagePart: (components["schemas"]["TextPart"] & {
            /** @enum {string} */
            type: "text";
        }) | (components["schemas"]["ReasoningPart"] & {
            /** @enum {string} */
            type: "reasoning";
        }) | (components["schemas"]["ToolCallPart"] & {
            /** @enum {string} */
            type: "tool_call";
        });
        /** @description Whose message it is. */
        MessageSource: {
            /** @enum {string} */
            role: "user";
        } | (components["schemas"]["ModelAnswer"] & {
            /** @enum {string} */
            role: "assistant";
        });
        /** @description What is told of a model's answer. */
        ModelAnswer: {
            /**
             * Format: int64
             * @description Milliseconds from the question to the end of the answer, without the tools.
             */
            durationMs?: number | null;
            ending?: components["schemas"]["AnswerEnding"] | null;
            error?: components["schemas"]["TurnFailure"] | null;
            /** @description The model that was asked. */
            model: string;
            /** @description The provider's name. */
            provider: string;
            usage?: components["schemas"]["TokenUsage"] | null;
        };
        /** @description Parameters of the model. What is null is left to the provider. */
        ModelParameters: {
            /**
             * Format: int32
             * @description Most tokens of one answer. Anthropic needs one: 4096 where null.
             * @default null
             */
            maxTokens: number | null;
            /** @default null */
            reasoning: components["schemas"]["ReasoningEffort"] | null;
            /**
             * Format: double
             * @description Randomness, 0 to 2. Anthropic takes up to 1, and none where it reasons.
             * @default null
             */
            temperature: number | null;
            /**
             * Format: double
             * @description Nucleus sampling, above 0 to 1.
             * @default null
             */
            topP: number | null;
        };
        /** @description A model provider. Its key is never shown. */
        ModelProvider: {
            /** @description Where its API is. */
            baseUrl: string;
            /** @description Which key it is asked with. */
            credential: components["schemas"]["ShownProviderCredential"];
            /** @description The model of new conversations. */
            defaultModel: string;
            /** @description Which API it speaks. */
            kind: components["schemas"]["ProviderKind"];
            /** @description The models to choose from. */
            models: string[];
            /** @description Its name, unique in the tenant. */
            name: string;
            /** @description Owner. */
            tenant: string;
            /** @description What people call it. */
            title: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updatedAt: string;
        };
        /** @description What a model provider is to be. */
        ModelProviderChange: {
            /**
             * @description Where its API is, as in `https://api.openai.com/v1`, `https://api.anthropic.com` or
             *     `http://127.0.0.1:11434/v1`. What is not on the internet has to be allowed by the operator
             *     (`--outbound-allow`).
             */
            baseUrl: string;
            /**
             * @description Which key it is asked with. A key that is kept stays with scheme, host and port of its URL:
             *     with another, it has to be entered again.
             */
            credential?: components["schemas"]["ProviderCredential"];
            /** @description The model of new conversations. */
            defaultModel: string;
            /** @description Which API it speaks. */
            kind: components["schemas"]["ProviderKind"];
            /** @description The models to choose from; the default one is one of them, said or not. */
            models?: string[];
            /** @description What people call it. */
            title: string;
        };
        /** @description A refused resource. */
        Nack: {
            /** @description Why. */
            reason: string;
            /** @description Its name. */
            resource: string;
        };
        /** @description An API token that was just made. */
        NewToken: components["schemas"]["Token"] & {
            /** @description The secret, for `Authorization: Bearer`. It is not shown again. */
            token: string;
        };
        /** @description A user to make. */
        NewUser: {
            /** @description Whether the user may do nothing. */
            disabled?: boolean;
            /** @description Whether the user may do everything. */
            isAdmin?: boolean;
            /** @description 1 to 128 characters of a-z, 0-9 and `._@+-`, with a letter or digit first. */
            name: string;
            /**
             * Format: password
             * @description 12 characters or more. Without one the user can log in by the identity provider only.
             */
            password?: string | null;
            /** @description The user's subject (`sub`) at the identity provider, which lets them log in there. */
            subject?: string | null;
        };
        /** @description One Envoy. */
        Node: components["schemas"]["Identity"] & {
            /**
             * Format: date-time
             * @description Since when it is connected: its oldest stream.
             */
            connectedSince?: string | null;
            /** @description Whether it is there. */
            connection: components["schemas"]["Connection"];
            /** @description Envoy's node id. */
            id: string;
            /**
             * Format: date-time
             * @description When it last said something.
             */
            lastSeen?: string | null;
            /** @description Number of resources that it refuses. */
            refused: number;
            /**
             * @description The control planes that its streams lead to, by name, or did last. One, unless the streams of the
             *     Envoy are spread.
             */
            replicas: string[];
            /**
             * Format: int64
             * @description The newest revision that all its streams accepted whole. Stays once it has gone.
             */
            revision?: number | null;
            /** @description Whether several Envoys seem to have this id: each Envoy has one stream of its own. */
            sharedId: boolean;
            /** @description Its streams: Envoy's own, and one of the filter in each of Envoy's threads. */
            streams: components["schemas"]["Stream"][];
        };
        /** @description One Envoy. */
        NodeStatus: {
            /** @description Envoy's node id. */
            id: string;
            /** @description Its streams. */
            streams: components["schemas"]["StreamStatus"][];
        };
        /** @description A session that was just opened. */
        OpenedSession: {
            /** @description What requests that change something send in `X-CSRF-Token`. `GET /me` tells it again. */
            csrfToken: string;
            /**
             * Format: date-time
             * @description When the session ends at the latest.
             */
            expiresAt: string;
            /** @description The user's name. */
            name: string;
        };
        /** @description The request that a client of the legacy era begins with, and its answer. */
        Opening: {
            /** @description The request. */
            call: components["schemas"]["ShownCall"];
            /** @description The headers of the answer. */
            headers: components["schemas"]["ShownHeader"][];
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The answer as it came. */
            text: string;
            /**
             * Format: double
             * @description Milliseconds to the end of the answer.
             */
            totalMs: number;
        };
        /** @description One page of a list. */
        Page_AuditEntry: {
            /** @description The entries. */
            items: {
                /** @description What was done, as in `user.create`. */
                action: string;
                /** @description The name of the user; `system` or `anonymous` where it was none. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description What else there is to say. Never a secret. */
                detail: Record<string, never>;
                /** @description Its id. */
                id: string;
                /**
                 * Format: int64
                 * @description The revision of the configuration that came of it.
                 */
                revision?: number | null;
                /** @description To whom or what, as in `user/ann`. */
                target: string;
                /** @description In which tenant, if in one. */
                tenant?: string | null;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ChatMessage: {
            /** @description The entries. */
            items: (components["schemas"]["MessageSource"] & {
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                createdAt: string;
                /** @description Its id. */
                id: string;
                /** @description What it consists of, in its order. */
                parts: components["schemas"]["MessagePart"][];
            })[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Conversation: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                createdAt: string;
                /** @description Its id. */
                id: string;
                /** @description Whether a turn is under way. */
                isRunning: boolean;
                /** @description The model. */
                model: string;
                /** @description The provider's name. It may be gone. */
                provider: string;
                /** @description All other settings. */
                settings: components["schemas"]["ConversationSettings"];
                /** @description The tenant of its provider and servers. */
                tenant: string;
                /** @description What its user calls it; empty until the first message, if nothing was said. */
                title: string;
                /**
                 * Format: date-time
                 * @description When it last changed or went on.
                 */
                updatedAt: string;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Deletion: {
            /** @description The entries. */
            items: (components["schemas"]["DocumentKey"] & {
                /** @description Who deleted it. */
                author: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                deletedAt: string;
                /** @description Why; may be empty. */
                reason: string;
                /**
                 * Format: int64
                 * @description The revision that deleted it.
                 */
                revision: number;
            })[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_DocumentVersion: {
            /** @description The entries. */
            items: {
                /** @description The document; null where it was deleted. */
                document?: Record<string, never> | null;
                /**
                 * Format: int64
                 * @description The revision that it came with.
                 */
                revision: number;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_LastImport: {
            /** @description The entries. */
            items: {
                /** @description What it gave. */
                documents: components["schemas"]["DocumentKey"][];
                /** @description What kind of description it was. */
                format: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                importedAt: string;
                /** @description The server's name. */
                name: string;
                /** @description How it was imported, without values of secrets. */
                options: components["schemas"]["ImportOptions"];
                /** @description Whether the server is there still. */
                present: boolean;
                /** @description The owner. */
                tenant: string;
                /** @description How many tools it gave. */
                tools: number;
                /** @description Where it was found; null if it was given as a text. */
                url?: string | null;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Member: {
            /** @description The entries. */
            items: {
                /** @description What the user is there. */
                role: components["schemas"]["Role"];
                /** @description The user's name. */
                user: string;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ModelProvider: {
            /** @description The entries. */
            items: {
                /** @description Where its API is. */
                baseUrl: string;
                /** @description Which key it is asked with. */
                credential: components["schemas"]["ShownProviderCredential"];
                /** @description The model of new conversations. */
                defaultModel: string;
                /** @description Which API it speaks. */
                kind: components["schemas"]["ProviderKind"];
                /** @description The models to choose from. */
                models: string[];
                /** @description Its name, unique in the tenant. */
                name: string;
                /** @description Owner. */
                tenant: string;
                /** @description What people call it. */
                title: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                updatedAt: string;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Node: {
            /** @description The entries. */
            items: (components["schemas"]["Identity"] & {
                /**
                 * Format: date-time
                 * @description Since when it is connected: its oldest stream.
                 */
                connectedSince?: string | null;
                /** @description Whether it is there. */
                connection: components["schemas"]["Connection"];
                /** @description Envoy's node id. */
                id: string;
                /**
                 * Format: date-time
                 * @description When it last said something.
                 */
                lastSeen?: string | null;
                /** @description Number of resources that it refuses. */
                refused: number;
                /**
                 * @description The control planes that its streams lead to, by name, or did last. One, unless the streams of the
                 *     Envoy are spread.
                 */
                replicas: string[];
                /**
                 * Format: int64
                 * @description The newest revision that all its streams accepted whole. Stays once it has gone.
                 */
                revision?: number | null;
                /** @description Whether several Envoys seem to have this id: each Envoy has one stream of its own. */
                sharedId: boolean;
                /** @description Its streams: Envoy's own, and one of the filter in each of Envoy's threads. */
                streams: components["schemas"]["Stream"][];
            })[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Revision: {
            /** @description The entries. */
            items: {
                /** @description Who wanted it. */
                author: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                committedAt: string;
                /**
                 * Format: int64
                 * @description Its number, from 1, without gaps.
                 */
                number: number;
                /** @description Why; may be empty. */
                reason: string;
                /** @description What it did, in a line. */
                summary: string;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_SecretItem: {
            /** @description The entries. */
            items: {
                /** @description Why the stored document cannot be used; none if it can. */
                errors: string[];
                /** @description The version, for `If-Match`. */
                etag: string;
                /** @description Where its value comes from, if it is not stored: `env:NAME` or `file:PATH`. */
                from?: string | null;
                /** @description Unique among the tenant's secrets. */
                name: string;
                /**
                 * Format: int64
                 * @description The revision that it is from.
                 */
                revision: number;
                /** @description Whether its value is stored, sealed. */
                sealed: boolean;
                /** @description The owner. */
                tenant: string;
                /** @description The tenant's upstreams that send it, by name. */
                usedBy: string[];
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ServerItem: {
            /** @description The entries. */
            items: {
                /** @description Why the stored document cannot be used; none if it can. */
                errors: string[];
                /** @description The version, for `If-Match`. */
                etag: string;
                /** @description Unique among the tenant's servers. */
                name: string;
                /** @description The path that it is served at. */
                path?: string | null;
                /** @description How many prompts it has. */
                prompts: number;
                /** @description How many resources it has. */
                resources: number;
                /**
                 * Format: int64
                 * @description The revision that it is from.
                 */
                revision: number;
                /** @description The owner. */
                tenant: string;
                /** @description Its name for people. */
                title?: string | null;
                /** @description How many tools it has. */
                tools: number;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Token: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description When it ends, if ever.
                 */
                expiresAt?: string | null;
                /** @description Its id. */
                id: string;
                /**
                 * Format: date-time
                 * @description When it was last used, to the minute.
                 */
                lastUsedAt?: string | null;
                /** @description What its owner calls it. */
                name: string;
                /** @description What it is good for. */
                scopes: components["schemas"]["Scope"][];
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_UpstreamItem: {
            /** @description The entries. */
            items: {
                /** @description The Envoy cluster that it is, if it is one that exists already. */
                cluster?: string | null;
                /** @description Why the stored document cannot be used; none if it can. */
                errors: string[];
                /** @description The version, for `If-Match`. */
                etag: string;
                /** @description Unique among the tenant's upstreams. */
                name: string;
                /**
                 * Format: int64
                 * @description The revision that it is from.
                 */
                revision: number;
                /** @description The secret that it sends. */
                secret?: string | null;
                /** @description The owner. */
                tenant: string;
                /** @description Where it is. */
                url?: string | null;
                /** @description The tenant's servers that send requests to it, by name. */
                usedBy: string[];
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_User: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When the user was made.
                 */
                createdAt: string;
                /** @description Whether the user may do nothing. */
                disabled: boolean;
                /** @description Whether the user can log in by the identity provider. */
                hasIdentity: boolean;
                /** @description Whether the user has a password here. */
                hasPassword: boolean;
                /** @description Whether the user may do everything. */
                isAdmin: boolean;
                /** @description What the user logs in with; it never changes. */
                name: string;
            }[];
            /** @description `cursor` of the next page; absent on the last. */
            next?: string | null;
        };
        /** @description A change of one's password. */
        PasswordChange: {
            /**
             * Format: password
             * @description The password now.
             */
            current: string;
            /**
             * Format: password
             * @description The password from now on: 12 characters or more.
             */
            new: string;
        };
        /**
         * @description Who is at the other end of a stream.
         * @enum {string}
         */
        Peer: "envoy" | "filter" | "bridge";
        /** @description An error of the API (RFC 9457). `title` is the HTTP status in words. */
        Problem: {
            /** @description What is wrong, and what can be done about it. */
            detail?: string | null;
            /** @description Each thing that is wrong with the body, with its place. */
            errors?: components["schemas"]["FieldProblem"][];
            /**
             * Format: int32
             * @description The HTTP status.
             * @example 409
             */
            status: number;
            /**
             * @description The HTTP status in words.
             * @example Conflict
             */
            title: string;
        } & {
            [key: string]: unknown;
        };
        /** @description How far a revision has spread among the connected nodes. */
        Progress: {
            /**
             * Format: int64
             * @description Milliseconds since publication.
             */
            ageMs: number;
            /**
             * Format: int64
             * @description Milliseconds from publication, by the first replica that did, until the first node had it.
             */
            firstMs?: number | null;
            /**
             * Format: int64
             * @description Milliseconds from publication until the last node had it, of those that have it.
             */
            lastMs?: number | null;
            /** @description Nodes that do not have it: the first 50 by id. */
            missing: string[];
            /** @description Connected nodes. */
            nodes: number;
            /** @description Those that have the revision or a later one. */
            reached: number;
            /** @description Those that refuse something of the newest content. */
            refusing: number;
            /**
             * Format: int64
             * @description The revision.
             */
            revision: number;
        };
        /** @description A prompt to try. */
        PromptTrial: {
            /** @description The prompt's arguments. */
            arguments?: {
                [key: string]: string;
            };
            /** @description The era of MCP. */
            era?: components["schemas"]["Era"];
            /** @description Headers of the client, besides MCP's own. */
            headers?: {
                [key: string]: string;
            };
            /** @description Whether to send the request through the gateway. */
            send?: boolean;
        };
        /** @description Which key a provider is asked with. */
        ProviderCredential: {
            /** @enum {string} */
            type: "keep";
        } | {
            /** @enum {string} */
            type: "none";
        } | {
            /** @description The key. */
            key: string;
            /** @enum {string} */
            type: "key";
        } | {
            /** @description The document's name. */
            name: string;
            /** @enum {string} */
            type: "secret";
        };
        /**
         * @description Which API a provider speaks.
         * @enum {string}
         */
        ProviderKind: "openai" | "anthropic";
        /** @description Whether the process can serve, and what it can do. */
        Readiness: {
            /** @description Whether documents can be changed and their history read. */
            configurationStore: components["schemas"]["StoreState"];
            /** @description Whether people can log in and be recognized. */
            dataStore: components["schemas"]["StoreState"];
            /** @description The configuration was read, and Envoys are served. */
            ready: boolean;
        };
        /**
         * @description How much a model may reason: `reasoning_effort` of OpenAI's API; adaptive thinking of this effort with
         *     Anthropic's, or a budget of 2048, 8192 or 16384 tokens where the model is from before that.
         * @enum {string}
         */
        ReasoningEffort: "low" | "medium" | "high";
        /** @description What the model thought before it answered. */
        ReasoningPart: {
            /** @description The text; empty where the provider hides it. */
            text: string;
        };
        /** @description One kind of refusal of one client. */
        Refusal: {
            /**
             * Format: int64
             * @description How often.
             */
            count: number;
            /**
             * Format: date-time
             * @description The last time.
             */
            last: string;
            /** @description The client's address. */
            peer: string;
            /** @description Why. */
            reason: string;
        };
        /** @description A refused resource. */
        Refused: {
            /** @description Why, in the client's words. */
            reason: string;
            /** @description Its name. */
            resource: string;
        };
        /** @description A resource to try. */
        ResourceTrial: {
            /** @description The era of MCP. */
            era?: components["schemas"]["Era"];
            /** @description Headers of the client, besides MCP's own. */
            headers?: {
                [key: string]: string;
            };
            /** @description Whether to send the request through the gateway. */
            send?: boolean;
            /** @description Its URI. */
            uri: string;
        };
        /** @description One change that was made. */
        Revision: {
            /** @description Who wanted it. */
            author: string;
            /**
             * Format: date-time
             * @description When.
             */
            committedAt: string;
            /**
             * Format: int64
             * @description Its number, from 1, without gaps.
             */
            number: number;
            /** @description Why; may be empty. */
            reason: string;
            /** @description What it did, in a line. */
            summary: string;
        };
        /** @description A revision and the documents that it changed. */
        RevisionDetail: components["schemas"]["Revision"] & {
            /** @description The documents that it changed, of those that one may see. */
            changed: components["schemas"]["DocumentKey"][];
        };
        /**
         * @description What a user is in a tenant. Who is `editor` may all that `viewer` may.
         * @enum {string}
         */
        Role: "viewer" | "editor";
        /**
         * @description What an API token is good for. Each includes the ones before it; none gives its user more than
         *     the user has.
         * @enum {string}
         */
        Scope: "read" | "write" | "admin";
        /** @description What becomes of a secret that the description asks for. */
        SecretFilling: {
            /** @description This is its value. */
            value: string;
        } | {
            /** @description It comes from this environment variable of the control plane. */
            env: string;
        } | {
            /** @description There is such a secret already, or will be: none is made. */
            existing: boolean;
        } | {
            /** @description Nothing is sent: upstreams get no credential. */
            omit: boolean;
        };
        /** @description A secret in a list. */
        SecretItem: {
            /** @description Why the stored document cannot be used; none if it can. */
            errors: string[];
            /** @description The version, for `If-Match`. */
            etag: string;
            /** @description Where its value comes from, if it is not stored: `env:NAME` or `file:PATH`. */
            from?: string | null;
            /** @description Unique among the tenant's secrets. */
            name: string;
            /**
             * Format: int64
             * @description The revision that it is from.
             */
            revision: number;
            /** @description Whether its value is stored, sealed. */
            sealed: boolean;
            /** @description The owner. */
            tenant: string;
            /** @description The tenant's upstreams that send it, by name. */
            usedBy: string[];
        };
        /** @description A secret that somebody has to give. */
        SecretNeed: {
            /** @description What the description says about it. */
            description?: string | null;
            /** @description Whether the options say what becomes of it. */
            given: boolean;
            /** @description The name of the document. */
            name: string;
            /** @description What it is, for people: "API key in the header `X-Api-Key`". */
            purpose: string;
            /** @description The security scheme in the description. */
            scheme: string;
            /** @description The environment variable that it is taken from where nothing else is said. */
            variable: string;
        };
        /** @description A call that was sent through the gateway. */
        SentCall: {
            /**
             * Format: double
             * @description Milliseconds to a connection.
             */
            connectMs?: number | null;
            /** @description Why there is no answer: the gateway is not there, say. Null where there is one. */
            error?: string | null;
            /**
             * Format: double
             * @description Milliseconds to the headers of the answer.
             */
            firstByteMs?: number | null;
            /** @description The headers of the answer. */
            headers: components["schemas"]["ShownHeader"][];
            opening?: components["schemas"]["Opening"] | null;
            /** @description The JSON-RPC answer; null where it is not JSON. */
            response?: Record<string, never> | null;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status?: number | null;
            /** @description The answer as it came. Bytes that are no text are shown as U+FFFD. */
            text?: string | null;
            /**
             * Format: double
             * @description Milliseconds to the end of the answer.
             */
            totalMs?: number | null;
        };
        /** @description A server whose tools the model may use. */
        ServerChoice: {
            /** @description What is asked before a tool runs, where `approvals` does not name it. */
            approval?: components["schemas"]["ToolApproval"];
            /** @description What is asked before these tools run. */
            approvals?: {
                [key: string]: components["schemas"]["ToolApproval"];
            };
            /** @description The server's name; it is of the conversation's tenant. */
            name: string;
            /** @description These of its tools; all where null. */
            tools?: string[] | null;
        };
        /** @description A server whose tools cannot be listed. */
        ServerError: {
            /** @description Why. */
            message: string;
            /** @description The server. */
            server: string;
        };
        /** @description A server in a list. */
        ServerItem: {
            /** @description Why the stored document cannot be used; none if it can. */
            errors: string[];
            /** @description The version, for `If-Match`. */
            etag: string;
            /** @description Unique among the tenant's servers. */
            name: string;
            /** @description The path that it is served at. */
            path?: string | null;
            /** @description How many prompts it has. */
            prompts: number;
            /** @description How many resources it has. */
            resources: number;
            /**
             * Format: int64
             * @description The revision that it is from.
             */
            revision: number;
            /** @description The owner. */
            tenant: string;
            /** @description Its name for people. */
            title?: string | null;
            /** @description How many tools it has. */
            tools: number;
        };
        /** @description An address of the API that the description names. */
        ServerReport: {
            /** @description What the description says about it. */
            description?: string | null;
            /** @description The URL, with variables in braces. */
            url: string;
            /** @description Variables with their defaults. */
            variables: {
                [key: string]: string;
            };
        };
        /** @description A login session of a browser. */
        Session: {
            /**
             * Format: date-time
             * @description When it began.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it ends at the latest.
             */
            expiresAt: string;
            /** @description Its id, which is not the cookie's value. */
            id: string;
            /** @description Whether the request itself came with it. */
            isCurrent: boolean;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            lastUsedAt: string;
            /** @description What the browser called itself. */
            userAgent: string;
        };
        /** @description All login sessions of a user. */
        Sessions: {
            /** @description The newest first. */
            items: components["schemas"]["Session"][];
        };
        /** @description What this installation offers. */
        Settings: {
            /** @description Where servers, upstreams and secrets are kept. */
            configurationStore: components["schemas"]["StoreKind"];
            /** @description Where users, tenants, tokens and the audit log are kept. */
            dataStore: components["schemas"]["StoreKind"];
            /**
             * @description Where MCP clients reach the gateway, without a slash at the end. A server's endpoint is at its
             *     path below, followed by `/mcp`.
             */
            gatewayUrl: string;
            /** @description Whether the store keeps revisions. A directory of files does not. */
            history: boolean;
            /** @description Whether there are event streams: `/sse` and `/message` beside `/mcp`. */
            streams: boolean;
            /** @description The version of the control plane. */
            version: string;
        };
        /** @description A request of an MCP client. */
        ShownCall: {
            /** @description JSON-RPC, byte for byte. */
            body: string;
            /** @description Names and values. */
            headers: components["schemas"]["ShownHeader"][];
            /** @description The endpoint, as the control plane reaches it. It takes POST. */
            url: string;
        };
        /** @description A header. */
        ShownHeader: {
            /** @description In lower case. */
            name: string;
            /** @description Its value. */
            value: string;
        };
        /** @description Which key a provider is asked with, without the key. */
        ShownProviderCredential: {
            /** @enum {string} */
            type: "none";
        } | {
            /** @enum {string} */
            type: "key";
        } | {
            /** @description The document's name. */
            name: string;
            /** @enum {string} */
            type: "secret";
        };
        /**
         * @description A request as Envoy sends it, without what is only for Envoy. Secrets are shown as
         *     `[secret NAME]`.
         */
        ShownRequest: {
            /** @description The body; null if there is none. Bytes that are no text are shown as U+FFFD. */
            body?: string | null;
            /** @description Names and values. */
            headers: components["schemas"]["ShownHeader"][];
            /** @description HTTP method. */
            method: string;
            /** @description Scheme, host, path and query. */
            url: string;
        };
        /**
         * @description One of the sides that something is taken from.
         * @enum {string}
         */
        Side: "source" | "here";
        /** @description What one can sign in by, besides a password. */
        SignIn: {
            /** @description Whether there is an identity provider: `GET /oidc/login` leads to it. */
            oidc: boolean;
        };
        /** @description The whole answer. */
        Status: {
            /** @description Number of documents in force. */
            documents: number;
            /** @description What is wrong with the files as they are now. */
            errors: components["schemas"]["ConfigError"][];
            /** @description The Envoys that are connected. */
            nodes: components["schemas"]["NodeStatus"][];
            /** @description Clients that were turned away from the xDS address. */
            refused: components["schemas"]["Refusal"][];
            /**
             * Format: int64
             * @description Counter of accepted configurations since the start.
             */
            revision: number;
            /** @description Upstreams whose secrets have no value: their last good state is served. */
            unresolved: components["schemas"]["Unresolved"][];
        };
        /**
         * @description What a store is.
         * @enum {string}
         */
        StoreKind: "directory" | "sqlite" | "postgres" | "mysql";
        /**
         * @description Whether a store can be used now.
         * @enum {string}
         */
        StoreState: "available" | "unavailable";
        /** @description One stream. */
        Stream: {
            /** @description By type URL: the last revision whose resources were all accepted. */
            acknowledged: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description Since when it is open.
             */
            connectedSince: string;
            /**
             * Format: date-time
             * @description When the client last said something on it.
             */
            lastSeen: string;
            /** @description Whose it is: `envoy` or `filter`. */
            peer: string;
            /**
             * @description What is refused of the newest content, of those resources that one may see; of a stream to
             *     another control plane the first of it.
             */
            refused: components["schemas"]["Refused"][];
            /** @description The control plane that it leads to, by name. */
            replica: string;
            /**
             * Format: int64
             * @description Resources sent since the stream opened.
             */
            resourcesSent: number;
            /**
             * Format: int64
             * @description The last revision accepted whole.
             */
            revision?: number | null;
            /**
             * Format: int64
             * @description The last revision of which something was sent.
             */
            sentRevision?: number | null;
            /** @description Type URLs that it subscribed to. */
            subscribed: string[];
        };
        /** @description One stream. */
        StreamStatus: {
            /** @description By type URL: the last revision whose resources were all accepted. */
            acked: {
                [key: string]: number;
            };
            /** @description Envoy's own stream or one of the filter's. */
            kind: components["schemas"]["Peer"];
            /** @description What is refused of the newest content. */
            nacks: components["schemas"]["Nack"][];
            /**
             * Format: int64
             * @description The last revision that was accepted whole.
             */
            revision?: number | null;
            /**
             * Format: int64
             * @description Resources sent since the stream opened.
             */
            sent: number;
        };
        /** @description A part of an organization with documents of its own. */
        Tenant: {
            /** @description Its name, which documents give as `tenant`. */
            name: string;
            /** @description Its servers' paths lie below this one. */
            pathPrefix: string;
            /** @description What people call it. */
            title: string;
        };
        /** @description What a tenant is to be. */
        TenantChange: {
            /** @description Its servers' paths lie below this one, as in `/shop`; no two tenants have the same. */
            pathPrefix: string;
            /** @description What people call it. */
            title: string;
        };
        /** @description Every tenant that one may see. */
        Tenants: {
            /** @description By name. */
            items: components["schemas"]["Tenant"][];
        };
        /** @description Text. */
        TextPart: {
            /** @description The text. */
            text: string;
        };
        /** @description An API token, without its secret. */
        Token: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it ends, if ever.
             */
            expiresAt?: string | null;
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description When it was last used, to the minute.
             */
            lastUsedAt?: string | null;
            /** @description What its owner calls it. */
            name: string;
            /** @description What it is good for. */
            scopes: components["schemas"]["Scope"][];
        };
        /** @description An API token to make. */
        TokenRequest: {
            /**
             * Format: date-time
             * @description When it ends; never, if absent.
             */
            expiresAt?: string | null;
            /** @description What it is called, in 1 to 128 characters. */
            name: string;
            /** @description What it is good for: `write` includes `read`, `admin` includes both. */
            scopes: components["schemas"]["Scope"][];
        };
        /** @description Tokens, as the provider counts them. */
        TokenUsage: {
            /**
             * Format: int64
             * @description What of the input came from a cache.
             */
            cachedInputTokens?: number | null;
            /**
             * Format: int64
             * @description All that the model read.
             */
            inputTokens: number;
            /**
             * Format: int64
             * @description What it wrote, reasoning included.
             */
            outputTokens: number;
            /**
             * Format: int64
             * @description What of the output was reasoning.
             */
            reasoningTokens?: number | null;
        };
        /**
         * @description What is asked before a tool runs.
         * @enum {string}
         */
        ToolApproval: "ask" | "run";
        /** @description A tool that the model calls. */
        ToolCallPart: {
            /** @description The arguments: JSON, as the model writes it. It may be incomplete or wrong. */
            arguments: string;
            /**
             * Format: int64
             * @description Milliseconds that the tool took; null where it did not run.
             */
            durationMs?: number | null;
            /** @description The provider's id of the call, unique in its message. */
            id: string;
            /** @description The tool's name, as the model knows it. */
            name: string;
            result?: components["schemas"]["ToolCallResult"] | null;
            /** @description Its server; null where the model made the name up. */
            server?: string | null;
            /** @description How far it is. */
            state: components["schemas"]["ToolCallState"];
            /** @description Its name at the server. */
            tool?: string | null;
        };
        /** @description What came of a call. */
        ToolCallResult: {
            /** @description Content blocks, as MCP has them: an array of objects with `type`. */
            content: Record<string, never>[];
            /** @description Whether the tool, or the way to it, failed. */
            isError: boolean;
            /** @description MCP's `structuredContent`. */
            structuredContent?: Record<string, never> | null;
        };
        /**
         * @description How far a call is.
         * @enum {string}
         */
        ToolCallState: "incomplete" | "awaiting_approval" | "pending" | "running" | "done" | "denied" | "interrupted";
        /** @description A call to try. */
        Trial: {
            /** @description The tool's arguments; none where absent. */
            arguments?: Record<string, never> | null;
            /** @description The server as it is to be, in the place of the one in force. It cannot be sent. */
            draft?: Record<string, never> | null;
            /** @description The era of MCP. */
            era?: components["schemas"]["Era"];
            /** @description Headers of the client, besides MCP's own. */
            headers?: {
                [key: string]: string;
            };
            response?: components["schemas"]["GivenResponse"] | null;
            /** @description Whether to send the call through the gateway. */
            send?: boolean;
        };
        /** @description What a call becomes. */
        TrialResult: {
            /** @description The JSON-RPC answer where there is no request: what is wrong with the arguments, say. */
            answer?: Record<string, never> | null;
            /** @description The request to the gateway. */
            call: components["schemas"]["ShownCall"];
            /** @description The JSON-RPC answer that is made of the response that was given; null where none was. */
            made?: Record<string, never> | null;
            request?: components["schemas"]["ShownRequest"] | null;
            sent?: components["schemas"]["SentCall"] | null;
        };
        /**
         * @description An event of a turn. The name of the server-sent event is its `type`, its data is this object.
         *
         *     The parts of a message are numbered from 0; a delta for a part that is not there begins it.
         */
        TurnEvent: {
            /** @description The message as it is now. */
            message: components["schemas"]["ChatMessage"];
            /** @enum {string} */
            type: "message_start";
        } | {
            /** @description The message's id. */
            message: string;
            /** @description The part's number. */
            part: number;
            /** @description What to append. */
            text: string;
            /** @enum {string} */
            type: "text_delta";
        } | {
            /** @description The message's id. */
            message: string;
            /** @description The part's number. */
            part: number;
            /** @description What to append. */
            text: string;
            /** @enum {string} */
            type: "reasoning_delta";
        } | {
            /** @description The call as it is now, without arguments. */
            call: components["schemas"]["ToolCallPart"];
            /** @description The message's id. */
            message: string;
            /** @description The part's number. */
            part: number;
            /** @enum {string} */
            type: "tool_call_start";
        } | {
            /** @description What to append to the arguments. */
            arguments: string;
            /** @description The message's id. */
            message: string;
            /** @description The part's number. */
            part: number;
            /** @enum {string} */
            type: "tool_call_delta";
        } | {
            /** @description The call as it is now. */
            call: components["schemas"]["ToolCallPart"];
            /** @description The message's id. */
            message: string;
            /** @description The part's number. */
            part: number;
            /** @enum {string} */
            type: "tool_call";
        } | {
            /** @description The calls' ids. */
            calls: string[];
            /** @description The message's id. */
            message: string;
            /** @enum {string} */
            type: "awaiting_approval";
        } | {
            /** @description The message's id. */
            message: string;
            /** @enum {string} */
            type: "usage";
            /** @description The tokens. */
            usage: components["schemas"]["TokenUsage"];
        } | {
            /** @description The message as it is stored. */
            message: components["schemas"]["ChatMessage"];
            /** @enum {string} */
            type: "message_end";
        } | {
            /** @description What, and what to do. */
            error: components["schemas"]["TurnFailure"];
            /** @enum {string} */
            type: "error";
        } | {
            /** @description Why. */
            reason: components["schemas"]["DoneReason"];
            /** @enum {string} */
            type: "done";
        };
        /** @description What went wrong in a turn. */
        TurnFailure: {
            /** @description What to do. */
            advice: string;
            /** @description Which kind. */
            kind: components["schemas"]["TurnFailureKind"];
            /** @description What happened, with the provider's own words where it has some. */
            message: string;
            /**
             * Format: int64
             * @description When the provider wants to be asked again, in seconds.
             */
            retryAfter?: number | null;
            /**
             * Format: int32
             * @description The provider's HTTP status, where it answered with one.
             */
            status?: number | null;
        };
        /**
         * @description Which kind of failure.
         * @enum {string}
         */
        TurnFailureKind: "provider" | "unreachable" | "unauthorized" | "rate_limited" | "overloaded" | "not_found" | "too_long" | "refused" | "disconnected" | "timed_out" | "malformed" | "tools" | "too_many_rounds" | "internal";
        /** @description How a conversation goes on. */
        TurnRequest: {
            /** @description A message of the user's in whose place it stands: that one and all after it go. */
            replaces?: string | null;
            /** @description What. */
            text: string;
            /** @enum {string} */
            type: "message";
        } | {
            /** @description The decisions. */
            decisions: components["schemas"]["CallDecision"][];
            /** @enum {string} */
            type: "decisions";
        } | {
            /** @description A message of the user's that is to be answered anew: all after it go. */
            message?: string | null;
            /** @enum {string} */
            type: "retry";
        };
        /** @description What would change among the resources of one type; each list has names, in their order. */
        TypeChanges: {
            added: string[];
            changed: string[];
            removed: string[];
            typeUrl: string;
        };
        /**
         * @description Why an upstream cannot be checked by the control plane.
         * @enum {string}
         */
        Unchecked: "cluster";
        /** @description An upstream whose credential cannot be made. Its last good resource stays. */
        Unresolved: {
            /** @description Why. */
            message: string;
            /** @description The secret. */
            secret: string;
            /** @description Owner of both. */
            tenant: string;
            /** @description The upstream. */
            upstream: string;
        };
        /** @description What came of asking an upstream. */
        UpstreamCheck: {
            /** @description Whether it answered, by whatever status. */
            answers: boolean;
            /**
             * Format: int32
             * @description The HTTP status of its answer.
             */
            status?: number | null;
            /** @description What was done, in this order. Only the last one may have failed. */
            steps: components["schemas"]["CheckStep"][];
            unchecked?: components["schemas"]["Unchecked"] | null;
            /** @description What was asked; null where nothing was. */
            url?: string | null;
        };
        /** @description What to check. */
        UpstreamCheckBody: {
            /** @description The upstream as it is to be, in the place of the stored one. */
            draft?: Record<string, never> | null;
        };
        /** @description An upstream in a list. */
        UpstreamItem: {
            /** @description The Envoy cluster that it is, if it is one that exists already. */
            cluster?: string | null;
            /** @description Why the stored document cannot be used; none if it can. */
            errors: string[];
            /** @description The version, for `If-Match`. */
            etag: string;
            /** @description Unique among the tenant's upstreams. */
            name: string;
            /**
             * Format: int64
             * @description The revision that it is from.
             */
            revision: number;
            /** @description The secret that it sends. */
            secret?: string | null;
            /** @description The owner. */
            tenant: string;
            /** @description Where it is. */
            url?: string | null;
            /** @description The tenant's servers that send requests to it, by name. */
            usedBy: string[];
        };
        /** @description A person who can log in. */
        User: {
            /**
             * Format: date-time
             * @description When the user was made.
             */
            createdAt: string;
            /** @description Whether the user may do nothing. */
            disabled: boolean;
            /** @description Whether the user can log in by the identity provider. */
            hasIdentity: boolean;
            /** @description Whether the user has a password here. */
            hasPassword: boolean;
            /** @description Whether the user may do everything. */
            isAdmin: boolean;
            /** @description What the user logs in with; it never changes. */
            name: string;
        };
        /** @description What a user is to be. */
        UserChange: {
            /** @description Whether the user may do nothing. */
            disabled: boolean;
            /** @description Whether the user may do everything. */
            isAdmin: boolean;
            /**
             * Format: password
             * @description Another password, 12 characters or more; the user's sessions end.
             */
            password?: string | null;
            /** @description Another subject (`sub`) at the identity provider, which lets the user log in there. */
            subject?: string | null;
        };
        /** @description Whether a change could be made. */
        Verdict: {
            /** @description Everything that is wrong with it. */
            errors: components["schemas"]["FieldProblem"][];
            /** @description Whether it could. */
            valid: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_audit: {
        parameters: {
            query?: {
                /** @description This action. */
                action?: string;
                /** @description By this user. */
                actor?: string;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description At this time or later. */
                since?: string;
                /** @description To this target. */
                target?: string;
                /** @description In this tenant. */
                tenant?: string;
                /** @description Before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditEntry"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_conversations: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description Those that have this in their title or messages, in any case. */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Conversation"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The conversation's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The conversation's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The conversation's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationChange"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_conversation: {
        parameters: {
            query?: {
                /** @description `json` where absent. */
                format?: "json" | "markdown";
            };
            header?: never;
            path: {
                /** @description The conversation's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationExport"];
                    "text/markdown": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The conversation's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChatMessage"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_conversation_tools: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The conversation's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationTools"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_turn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The conversation's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TurnRequest"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["TurnEvent"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stop_turn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The conversation's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stopped */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_deletions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description Of this tenant only. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Deletion"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dry_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeBody"];
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Effects"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export: {
        parameters: {
            query?: {
                /**
                 * @description Secrets as they are stored, sealed, for a store that has the same key. For admins; without it
                 *     they are redacted, and an import keeps the values that are there.
                 */
                sealed?: boolean;
                /** @description Of this tenant only. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": unknown;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import: {
        parameters: {
            query?: {
                /**
                 * @description What becomes of documents that the import does not have; of `tenant`, or of all tenants whose
                 *     documents one may change.
                 */
                mode?: "merge" | "replace";
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
                /** @description Only documents of this tenant are deleted. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeBody"];
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_imports: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description Of servers of this name only. */
                name?: string;
                /** @description Of this tenant only. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LastImport"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_import: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportBody"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The server's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastImport"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_import: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportBody"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_nodes: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Node"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_node: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Envoy's node id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    follow_nodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    finish_oidc_login: {
        parameters: {
            query?: {
                /** @description The provider's code */
                code?: string;
                /** @description Why there is no code */
                error?: string;
                /** @description Whose login it is */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Logged in; to where the login began */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    begin_oidc_login: {
        parameters: {
            query?: {
                /** @description A path of this site; `/` by default. */
                return_to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description To the identity provider */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_providers: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description Those of this tenant only. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ModelProvider"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The provider's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelProvider"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The provider's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelProviderChange"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelProvider"];
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelProvider"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The provider's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    test_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The provider's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectionTestRequest"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTest"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_revisions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description Only those that changed documents of this tenant. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Revision"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_revision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Its number */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevisionDetail"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    diff_revisions: {
        parameters: {
            query?: {
                /** @description Of this kind only: `Server`, `Upstream` or `Secret`. */
                kind?: string;
                /** @description Of this name only. */
                name?: string;
                /** @description Of this tenant only. */
                tenant?: string;
            };
            header?: never;
            path: {
                /** @description The first revision */
                number: number;
                /** @description The second revision */
                other: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The revision of the store */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roll_back: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
            };
            header?: never;
            path: {
                /** @description The revision to go back to */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_secrets: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description Only those in whose name, title, path or URL this text occurs. */
                q?: string;
                /** @description Of this tenant only. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SecretItem"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags that the client has */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    /** @description The version in this format; either format's will do for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "application/yaml": unknown;
                };
            };
            /** @description The client has it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_secret: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
            };
            header?: {
                /** @description The ETag of what is replaced, as JSON or as YAML, or `*` */
                "If-Match"?: string | null;
                /** @description `*` to create only */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description Replaced, or so already */
            200: {
                headers: {
                    /** @description The new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /** @description The new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_secret: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
            };
            header?: {
                /** @description The ETag of what is deleted */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_secret: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
                /**
                 * @description The revision to go back to: the document becomes what it was then, and is deleted if it was
                 *     not there. Without it, a deleted document becomes what it was last.
                 */
                revision?: number;
            };
            header?: never;
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_secret_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DocumentVersion"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_servers: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description Only those in whose name, title, path or URL this text occurs. */
                q?: string;
                /** @description Of this tenant only. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ServerItem"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_server: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags that the client has */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    /** @description The version in this format; either format's will do for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "application/yaml": unknown;
                };
            };
            /** @description The client has it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_server: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
            };
            header?: {
                /** @description The ETag of what is replaced, as JSON or as YAML, or `*` */
                "If-Match"?: string | null;
                /** @description `*` to create only */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description Replaced, or so already */
            200: {
                headers: {
                    /** @description The new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /** @description The new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_server: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
            };
            header?: {
                /** @description The ETag of what is deleted */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_prompt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The server's name */
                name: string;
                /** @description The prompt's name */
                prompt: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromptTrial"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialResult"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_resource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The server's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResourceTrial"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialResult"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_server: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
                /**
                 * @description The revision to go back to: the document becomes what it was then, and is deleted if it was
                 *     not there. Without it, a deleted document becomes what it was last.
                 */
                revision?: number;
            };
            header?: never;
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_tool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The server's name */
                name: string;
                /** @description The owner */
                tenant: string;
                /** @description The tool's name */
                tool: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Trial"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialResult"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_server_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DocumentVersion"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            /** @description Logged in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedSession"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of one of one's own sessions, or `current` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenants"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tenant's name */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tenant's name */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantChange"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tenant's name */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The tenant's name */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Member"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tenant's name */
                tenant: string;
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChange"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description Made a member */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The tenant's name */
                tenant: string;
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tokens: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Token"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The token's id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_upstreams: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
                /** @description Only those in whose name, title, path or URL this text occurs. */
                q?: string;
                /** @description Of this tenant only. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UpstreamItem"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_upstream: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags that the client has */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    /** @description The version in this format; either format's will do for `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                    "application/yaml": unknown;
                };
            };
            /** @description The client has it already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_upstream: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
            };
            header?: {
                /** @description The ETag of what is replaced, as JSON or as YAML, or `*` */
                "If-Match"?: string | null;
                /** @description `*` to create only */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description Replaced, or so already */
            200: {
                headers: {
                    /** @description The new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /** @description The new version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_upstream: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
            };
            header?: {
                /** @description The ETag of what is deleted */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_upstream: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpstreamCheckBody"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpstreamCheck"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_upstream: {
        parameters: {
            query?: {
                /** @description Why, for the history; at most 1000 bytes. The header `X-Change-Reason` does the same. */
                reason?: string;
                /**
                 * @description The revision to go back to: the document becomes what it was then, and is deleted if it was
                 *     not there. Without it, a deleted document becomes what it was last.
                 */
                revision?: number;
            };
            header?: never;
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_upstream_versions: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The document's name */
                name: string;
                /** @description The owner */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DocumentVersion"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_User"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sessions"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_user_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_user_tenants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Memberships"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_user_tokens: {
        parameters: {
            query?: {
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Most entries of the page; 50 by default. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Token"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_user_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The token's id */
                id: string;
                /** @description The user's name */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeBody"];
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_liveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_readiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description What went wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
