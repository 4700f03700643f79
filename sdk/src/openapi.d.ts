// Written by `npm run docs:openapi`.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Root health check */
        get: operations["health.root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys of access tokens (RFC 7517) */
        get: operations["jwks.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where and how OAuth clients talk to this server (RFC 8414) */
        get: operations["registry.oauth_metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Root health check (alias) */
        get: operations["health.api_root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/advisor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is open, loose, slow or double in your tables, and the SQL that mends it */
        get: operations["advisor.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened, newest first; with `Accept: text/csv` all of it as CSV
         * @description Kept for ninety days. `event` may end in a dot: `account.` means all of a kind.
         */
        get: operations["audit.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/device-logins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a sign-in that a person grants in a browser
         * @description For programs without a browser of their own (RFC 8628); the command line uses it.
         */
        post: operations["device_logins.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/device-logins/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The session, once the person has granted it
         * @description Until then 400 with `AUTHORIZATION_PENDING` or `SLOW_DOWN`; at the end `ACCESS_DENIED` or `EXPIRED_TOKEN`.
         */
        post: operations["device_logins.token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/device-logins/{user_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which device asks */
        get: operations["device_logins.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/device-logins/{user_code}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign the device in as oneself */
        post: operations["device_logins.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/device-logins/{user_code}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave the device outside */
        post: operations["device_logins.deny"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/email/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mails that were written instead of sent, newest first
         * @description Where no SMTP server is set; by the machine that answers.
         */
        get: operations["outbox.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/email/outbox/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them with its contents */
        get: operations["outbox.get"];
        put?: never;
        post?: never;
        /** Throw one of them away */
        delete: operations["outbox.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/email/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts of all mails in one language */
        get: operations["mail_templates.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/email/templates/{kind}/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts of one kind of mail */
        get: operations["mail_templates.get"];
        /**
         * Change the texts of one kind of mail
         * @description In force on every process at once, for mails that are sent from now on.
         */
        put: operations["mail_templates.put"];
        post?: never;
        /** Back to the texts that come with the server */
        delete: operations["mail_templates.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/email/templates/{kind}/{language}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The mail as it would look, with made-up contents
         * @description Without `template` it shows the texts in force. Nothing is kept or sent.
         */
        post: operations["mail_templates.preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/email/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test mail, and tell what the mail server said */
        post: operations["outbox.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/explain-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a request of somebody else would see, which policy decides, and by which plan
         * @description Nothing is changed: a change is planned, in a transaction that is rolled back.
         */
        post: operations["access.explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open invitations, newest first */
        get: operations["invitations.list"];
        put?: never;
        /**
         * Invite an address to administer
         * @description The link proves the mailbox, so it is shown to instance admins only, who vouch for it; others leave it to the mail.
         */
        post: operations["invitations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an open invitation back, by its id or its token */
        delete: operations["invitations.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as somebody who administers */
        post: operations["admin.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["admin.logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines of the log, of all processes; with `after` those that came since */
        get: operations["logs.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/logs/flush": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write what is in the memory of the process that answers */
        post: operations["logs.flush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/logs/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many lines there are, of which kinds, since when */
        get: operations["logs.stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The administrator who is signed in */
        get: operations["admin.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/migrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Migrations of a namespace, by name */
        get: operations["migrations.list"];
        put?: never;
        /** Write a migration down; it is applied later */
        post: operations["migrations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/migrations/apply-pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply what is pending, by name, up to the first that fails */
        post: operations["migrations.apply_pending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/migrations/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the migrations of a namespace those that are sent; apply them where asked */
        post: operations["migrations.sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/migrations/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One migration */
        get: operations["migrations.get"];
        /** Change a migration that is not applied */
        put: operations["migrations.change"];
        post?: never;
        /** Forget a pending migration */
        delete: operations["migrations.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/migrations/{name}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply a migration: all of it or nothing */
        post: operations["migrations.apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/migrations/{name}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of it, newest first */
        get: operations["migrations.executions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/migrations/{name}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo a migration by its own words */
        post: operations["migrations.rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/oauth/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Identity providers of the instance and its tenants */
        get: operations["admin.list_oauth_providers"];
        put?: never;
        /**
         * Add an identity provider
         * @description A well-known name, an OpenID issuer, or plain OAuth 2.0 with three addresses. Must be reachable at a public address. With `tenant_id` it speaks for the people of that tenant.
         */
        post: operations["admin.create_oauth_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/oauth/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An identity provider */
        get: operations["admin.get_oauth_provider"];
        put?: never;
        post?: never;
        /**
         * Remove an identity provider
         * @description Who came by it keeps their account.
         */
        delete: operations["admin.delete_oauth_provider"];
        options?: never;
        head?: never;
        /**
         * Change an identity provider
         * @description In force at once. Another address needs the client secret again.
         */
        patch: operations["admin.update_oauth_provider"];
        trace?: never;
    };
    "/api/v1/admin/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The server's own background work, newest first
         * @description What a job is about is not shown: some is sealed, all may be personal.
         */
        get: operations["queue.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/queue/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a job */
        delete: operations["queue.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/queue/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a job now, with all its tries */
        post: operations["queue.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/realtime/tables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tables whose changes are sent */
        get: operations["realtime.list_tables"];
        put?: never;
        /** Send the changes of a table to its subscribers */
        post: operations["realtime.enable_table"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/realtime/tables/{schema}/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether, and which, changes of a table are sent */
        get: operations["realtime.get_table"];
        put?: never;
        post?: never;
        /** Send no more changes of a table */
        delete: operations["realtime.disable_table"];
        options?: never;
        head?: never;
        /** Which events are sent, and which columns are not */
        patch: operations["realtime.change_table"];
        trace?: never;
    };
    "/api/v1/admin/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a refresh token */
        post: operations["admin.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/saml/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** SAML providers of the instance and its tenants */
        get: operations["admin.list_saml_providers"];
        put?: never;
        /**
         * Add a SAML provider
         * @description By its metadata, as text (`idp_metadata_xml`) or from a public https address (`idp_metadata_url`), or field by field. Keys of our own are made where none are given. With `tenant_id` it speaks for the people of that tenant.
         */
        post: operations["admin.create_saml_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/saml/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A SAML provider */
        get: operations["admin.get_saml_provider"];
        put?: never;
        post?: never;
        /**
         * Remove a SAML provider
         * @description Who came by it keeps their account.
         */
        delete: operations["admin.delete_saml_provider"];
        options?: never;
        head?: never;
        /**
         * Change a SAML provider
         * @description In force at once. Its metadata again are how its keys are renewed.
         */
        patch: operations["admin.update_saml_provider"];
        trace?: never;
    };
    "/api/v1/admin/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tables with columns, keys, indexes, policies, grants and triggers
         * @description Everything but the server's own schemas. Sizes and estimates are statistics.
         */
        get: operations["schema.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/schema/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the schema anew
         * @description Changes are noticed by themselves; this only waits for it.
         */
        post: operations["schema.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/service-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys of this tenant, newest first */
        get: operations["service_keys.list"];
        put?: never;
        /**
         * Make a service key, or a key for clients’ code
         * @description In the default tenant a service key opens the whole instance, elsewhere that tenant alone. The answer is the only place where `key` is ever shown. Service keys end after a year unless `expires_at` says otherwise; null is never.
         */
        post: operations["service_keys.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/service-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One key of this tenant */
        get: operations["service_keys.get"];
        /** Change a service key; what is left out stays */
        put: operations["service_keys.put"];
        post?: never;
        /** End a key and forget it */
        delete: operations["service_keys.delete"];
        options?: never;
        head?: never;
        /** Change a service key; what is left out stays */
        patch: operations["service_keys.patch"];
        trace?: never;
    };
    "/api/v1/admin/service-keys/{id}/deprecate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a key die after a grace period */
        post: operations["service_keys.deprecate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/service-keys/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch a key off, at once */
        post: operations["service_keys.disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/service-keys/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switch a key on again */
        post: operations["service_keys.enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/service-keys/{id}/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether and why a key was revoked, and its life so far */
        get: operations["service_keys.revocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/service-keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a key for good, at once */
        post: operations["service_keys.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/service-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a key like this one, which dies after a grace period
         * @description The old key lives 24 hours longer unless told otherwise; 0 ends it at once.
         */
        post: operations["service_keys.rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All settings in force, with the defaults of sign-in */
        get: operations["admin_settings.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/settings/user/{user_id}/secret/{key}/decrypt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The value of a person's secret
         * @description For service keys alone; every reading is written into the audit log.
         */
        get: operations["admin_settings.decrypt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/settings/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One setting in force */
        get: operations["admin_settings.get"];
        /**
         * Change a setting
         * @description In force on every process at once. Settings of the instance are for instance admins; a tenant admin changes those of the tenant that the instance leaves open.
         */
        put: operations["admin_settings.put"];
        post?: never;
        /** Back to what the instance says, or to the default */
        delete: operations["admin_settings.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the first instance admin
         * @description With the set-up token that the server prints while nobody has used it.
         */
        post: operations["admin.setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/setup/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this instance is set up */
        get: operations["admin.setup_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run SQL on the main database
         * @description As the owner of the tables, or as somebody else under row-level security. One statement stands alone; several are one transaction. `explain: analyze` runs it and undoes it. Every call is in the audit log with its text.
         */
        post: operations["sql.execute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The instance at a glance
         * @description Requests of the last hour and sockets are those of the process that answers; percentiles are right to a fifth.
         */
        get: operations["stats.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tenants, oldest first */
        get: operations["tenants.list"];
        put?: never;
        /**
         * Make a tenant
         * @description Its rows stand in the shared database, apart from those of other tenants by row-level security. Keys are shown this once.
         */
        post: operations["tenants.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deleted tenants that can be recovered, newest deletion first */
        get: operations["tenants.list_deleted"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenants the caller was made admin of */
        get: operations["tenants.list_mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tenant, by id or slug */
        get: operations["tenants.get"];
        put?: never;
        post?: never;
        /** Delete a tenant; with hard, for good */
        delete: operations["tenants.delete"];
        options?: never;
        head?: never;
        /** Change name or metadata; metadata is replaced whole */
        patch: operations["tenants.change"];
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of a tenant */
        get: operations["tenants.list_admins"];
        put?: never;
        /** Take an account into a tenant */
        post: operations["tenants.assign_admins"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/admins/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take somebody out of a tenant, with every right over it */
        delete: operations["tenants.remove_admins"];
        options?: never;
        head?: never;
        /** Change what somebody is in a tenant */
        patch: operations["tenants.change_admins"];
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of a tenant */
        get: operations["tenants.list_members"];
        put?: never;
        /** Take an account into a tenant */
        post: operations["tenants.assign_members"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take somebody out of a tenant, with every right over it */
        delete: operations["tenants.remove_members"];
        options?: never;
        head?: never;
        /** Change what somebody is in a tenant */
        patch: operations["tenants.change_members"];
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/migrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring the database of a tenant up to date */
        post: operations["tenants.migrate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a deleted tenant back */
        post: operations["tenants.recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a tenant that went wrong work again */
        post: operations["tenants.repair"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a tenant set itself; secrets only by name */
        get: operations["tenants.show_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Set settings and secrets of a tenant: all of them or none */
        patch: operations["tenants.change_settings"];
        trace?: never;
    };
    "/api/v1/admin/tenants/{id}/settings/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A setting as it holds in a tenant, and whose word it is */
        get: operations["tenants.show_setting"];
        put?: never;
        post?: never;
        /** Back to what the instance says */
        delete: operations["tenants.unset_setting"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts, or the end users of an app */
        get: operations["users.list"];
        put?: never;
        /**
         * Make an account whose mailbox counts as proven
         * @description With a password, or with `invite`: then a mail leads to choosing one. With neither the person signs in by code or link.
         */
        post: operations["users.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person */
        get: operations["users.get"];
        put?: never;
        post?: never;
        /** End a person with everything they hold */
        delete: operations["users.delete"];
        options?: never;
        head?: never;
        /** Change an account; what is left out stays, metadata is replaced whole */
        patch: operations["users.change"];
        trace?: never;
    };
    "/api/v1/admin/users/{id}/ban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a person out, for good or until a time; their sessions end at once */
        post: operations["users.ban"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The authenticator, the passkeys and the recovery codes of an account */
        get: operations["users.list_factors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/factors/{factor_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take the authenticator of an account away; it is told by mail */
        delete: operations["users.remove_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/grants/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a right over the instance
         * @description It counts from their next request on. Rights over a tenant are given with it.
         */
        put: operations["users.give_grant"];
        post?: never;
        /**
         * Take a right over the instance
         * @description It counts from their next request on. Rights over a tenant are given with it.
         */
        delete: operations["users.take_grant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts elsewhere with which a person signs in here */
        get: operations["users.list_identities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/identities/{identity_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unlink an account elsewhere */
        delete: operations["users.remove_identity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/passkeys/{passkey_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a passkey of an account away; it is told by mail */
        delete: operations["users.remove_passkey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a link to a new password */
        post: operations["users.reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a person is signed in, newest first */
        get: operations["users.list_sessions"];
        put?: never;
        post?: never;
        /** Sign a person out everywhere, at once */
        delete: operations["users.end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session of a person */
        delete: operations["users.end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/unban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a person in again */
        post: operations["users.unban"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the API keys, newest first; never their secrets */
        get: operations["metering.list_keys"];
        put?: never;
        /**
         * Create an API key
         * @description The answer is the only place where `key` is ever shown.
         */
        post: operations["metering.create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key, at once */
        delete: operations["metering.revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/2fa/backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make fresh backup codes; the ones before end */
        post: operations["auth.renew_backup_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/2fa/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the second factor away
         * @description With the password or a code; whatever is sent must fit. Passkeys stay, as first factors alone. Ends all other sessions.
         */
        post: operations["auth.disable_2fa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/2fa/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put the begun authenticator in force with its first code
         * @description Ends all other sessions; this one is `aal2` from its next refresh on.
         */
        post: operations["auth.enable_2fa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/2fa/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin an authenticator app
         * @description Counts once `2fa/enable` got its first code, within ten minutes. Asks for a recent sign-in or a nonce, and for a `code` of the one in force, if any.
         */
        post: operations["auth.setup_2fa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/2fa/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The second factors of the person who is signed in */
        get: operations["auth.status_2fa"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/2fa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish a sign-in with the second factor
         * @description Only after a first step that waits, named by its `mfa_token` or else the newest of the user; it lives 5 minutes and 5 tries.
         */
        post: operations["auth.verify_2fa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/captcha/cap/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A puzzle for the Cap widget
         * @description Give the widget `/api/v1/auth/captcha/cap/` as its API endpoint.
         */
        post: operations["auth.captcha_puzzle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/captcha/cap/redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a solved puzzle for a `captcha_token` */
        post: operations["auth.captcha_redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/captcha/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether a form will ask this caller for a CAPTCHA
         * @description Send `challenge_id` with the form: it counts once, for five minutes, from this network. The answer does not tell whether the address has an account.
         */
        post: operations["auth.captcha_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/captcha/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether forms ask for a CAPTCHA, and which */
        get: operations["auth.captcha_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password; all other sessions end, fresh cookies are set */
        post: operations["metering.change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people sign in here */
        get: operations["auth.config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/csrf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A token against forged requests
         * @description Sets the cookie where it is absent and answers with its value. Nothing of this API needs it: no route here takes a cookie for a credential, so there is nothing to forge.
         */
        get: operations["auth.csrf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link that sets a new password
         * @description The answer does not tell whether the address has an account.
         */
        post: operations["metering.forgot_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/impersonate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The impersonation that goes on */
        get: operations["impersonation.current"];
        put?: never;
        /**
         * Act as a person
         * @description For an hour at most, in the tenant of the request. Nobody can act as somebody who administers anything. Every request is audited with both identities.
         */
        post: operations["impersonation.start"];
        /** End the impersonation; its tokens are dead at once */
        delete: operations["impersonation.stop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/impersonate/anon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Act as nobody */
        post: operations["impersonation.start_anon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/impersonate/service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Act as the service: instance admins only */
        post: operations["impersonation.start_service"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/impersonate/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Impersonations, newest first */
        get: operations["impersonation.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail address and password; sets both cookies */
        post: operations["metering.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session of the cookies, and clear them
         * @description Also 200 without cookies, and with those of a session that is over.
         */
        post: operations["metering.logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/magiclink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link and a code that sign in
         * @description The answer does not tell whether the address has an account.
         */
        post: operations["auth.magic_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/magiclink/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with what the mail brought
         * @description The `token` of the link, or the `code` that our page put into the address of `redirect_to`; or the six digits with the `email` they went to. Each works once.
         */
        post: operations["auth.verify_magic_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, and in which organizations they are */
        get: operations["metering.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish a sign-in with the second factor; sets both cookies
         * @description Takes the `mfa_token` of a 403 `mfa_required` and a code of the authenticator, or a recovery code.
         */
        post: operations["metering.verify_mfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Identity providers that people sign in with here */
        get: operations["auth.oauth_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin a sign-in at an identity provider
         * @description Answers with the address to go to; a browser that navigates here (`Accept: text/html`) is sent there, and only it can come back.
         */
        get: operations["auth.oauth_authorize"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finish a sign-in at an identity provider
         * @description With what the provider sent back, or with the one-time code that we sent the app. Finishing a link needs the session that began it.
         */
        get: operations["auth.oauth_callback"];
        put?: never;
        /** The same from providers that send a form (Apple) */
        post: operations["auth.oauth_form_callback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out here and at the provider */
        post: operations["auth.oauth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}/logout/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The way back from the provider’s sign-out page */
        get: operations["auth.oauth_after_logout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller’s own token at a provider
         * @description Fetched anew when under five minutes of it are left.
         */
        get: operations["auth.oauth_token"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/otp/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a one-time code again
         * @description A fresh code for what was asked last; the one before ends.
         */
        post: operations["auth.otp_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/otp/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a one-time code by e-mail or SMS
         * @description The answer is the same for known and unknown addresses. Codes live 10 minutes and 5 tries.
         */
        post: operations["auth.otp_signin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a one-time code */
        post: operations["auth.otp_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own passkeys, oldest first */
        get: operations["passkeys.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/register/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a passkey
         * @description For `startRegistration` of `@simplewebauthn/browser`. Asks for a sign-in within ten minutes, or a nonce. With `second_factor` any security key will do, and every other way in asks for a second factor from then on.
         */
        post: operations["passkeys.begin_registration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/register/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep the passkey that was made
         * @description What `startRegistration` gave, in the same session within five minutes. The first second factor of an account brings backup codes and ends all other sessions.
         */
        post: operations["passkeys.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/signin/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a sign-in by passkey, or the second step of one that waits
         * @description For `startAuthentication` of `@simplewebauthn/browser`. No address is needed: the authenticator knows whose passkey it is. With the `mfa_token` of a sign-in that waits it is its second factor.
         */
        post: operations["passkeys.begin_signin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/signin/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by passkey, or finish the second step
         * @description What `startAuthentication` gave, once, within five minutes; with the same `mfa_token` as its options. A passkey by itself is two factors (aal2): nothing more is asked for.
         */
        post: operations["passkeys.signin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkeys/{id}": {
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
         * Delete a passkey
         * @description Not the last way to sign in (409). Asks for a sign-in within ten minutes. Ends all other sessions.
         */
        delete: operations["passkeys.delete"];
        options?: never;
        head?: never;
        /** Rename a passkey */
        patch: operations["passkeys.rename"];
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link that sets a new password
         * @description The link leads to `redirect_to`, or to a page of ours, with `token` added. The answer does not tell whether the address has an account.
         */
        post: operations["auth.reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with the token, and sign in
         * @description All sessions of the account end. A refused password (`WEAK_PASSWORD`) leaves the token alive. Tokens of `/v1/auth/forgot-password` are taken, too, and the other way round.
         */
        post: operations["auth.confirm_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say whether a reset token would be taken
         * @description The token stays as it is.
         */
        post: operations["auth.check_reset_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prove once more who you are
         * @description By `password` or `code` (authenticator); without either a sign-in within ten minutes counts, else six digits are mailed and `nonce` is empty. Nonce and digits allow one change within five minutes.
         */
        post: operations["auth.reauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for fresh tokens; or: A fresh access cookie for the refresh cookie, which stays as it is
         * @description The same token again gets the same successor for a minute.
         */
        post: operations["auth.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with the token from the mail; ends every session */
        post: operations["metering.reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/saml/acs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browser that began a SAML sign-in shows that it is the one */
        get: operations["auth.saml_return"];
        put?: never;
        /**
         * Where SAML providers send people back to
         * @description A form from a browser, which is sent on to the app with a one-time `code` and `state`; or JSON from the app: the answer of the provider, or that `code` and `state`, for tokens.
         */
        post: operations["auth.saml_acs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/saml/login/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin a sign-in at a SAML provider
         * @description Answers with the address to go to; a browser that navigates here (`Accept: text/html`) is sent there, and only it can come back.
         */
        get: operations["auth.saml_login"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/saml/logout/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sign out here and at the SAML provider
         * @description The session here ends at once; the address ends the one there.
         */
        get: operations["auth.saml_logout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/saml/metadata/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a SAML provider must know of this server */
        get: operations["auth.saml_metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/saml/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** SAML providers that people sign in with here */
        get: operations["auth.saml_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/saml/slo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Single logout by the redirect binding
         * @description The same, signed over the query as it was sent.
         */
        get: operations["auth.saml_slo_redirect"];
        put?: never;
        /**
         * Single logout by the POST binding
         * @description A signed LogoutRequest of a provider, or its signed answer to one of ours.
         */
        post: operations["auth.saml_slo_form"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail address and password */
        post: operations["auth.signin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signin/anonymous": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in without an account
         * @description Off unless the operator switched it on. Makes a user with `is_anonymous`, who is gone after thirty days and makes no lasting credentials.
         */
        post: operations["auth.signin_anonymous"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signin/idtoken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in or up with the ID token of a provider
         * @description Of the providers of this server. A token that names a `nonce` is nothing without it; it is compared as it is and by its SHA-256 in hexadecimal.
         */
        post: operations["auth.signin_idtoken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End this session, the others, or all
         * @description A session that is over already is 200, too; only it cannot end others.
         */
        post: operations["auth.signout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account; or: Create an account with an organization
         * @description Answers with tokens; where the address must be verified first, with `requires_email_verification` and no tokens, whether or not the address is taken.
         *
         *     Where addresses must be verified first, no cookies are set and `requires_email_verification` says so.
         */
        post: operations["auth.signup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The person who is signed in */
        get: operations["auth.get_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the own account
         * @description `user_metadata` is merged at its first level, null removes a field. A new `email` waits as `new_email` until its mailbox confirms it; the answer does not tell whether it is taken. A new `password` ends all other sessions. Both ask for a sign-in within ten minutes or the `nonce` of `/auth/reauthenticate`.
         */
        patch: operations["auth.update_user"];
        trace?: never;
    };
    "/api/v1/auth/user/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts elsewhere that sign in here */
        get: operations["auth.list_identities"];
        put?: never;
        /**
         * Begin to link an identity to the caller’s account
         * @description Goes like a sign-in; the callback is finished with the session that began. An app that has the provider return to us names `redirect_to`.
         */
        post: operations["auth.link_identity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/user/identities/{id}": {
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
         * Unlink one of them
         * @description Not the last way to sign in (409). Asks for a sign-in within ten minutes.
         */
        delete: operations["auth.unlink_identity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the address of a sign-up, or the new one of an account
         * @description With the `token` of the link; or with the six digits as `token` and the `email`.
         */
        post: operations["auth.verify_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a fresh code to an address that waits for its proof
         * @description One answer for every address.
         */
        post: operations["auth.resend_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes of several tables in one transaction: all, or none
         * @description Later operations refer to earlier results by `{"$ref": "0.id"}`; related rows may stand in the values under the name of their table. A refusal says in `details.index` whose it is.
         */
        post: operations["tables.batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/client-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own client keys, newest first; for administrators, all of this tenant */
        get: operations["client_keys.list"];
        put?: never;
        /**
         * Make a client key
         * @description It acts as its owner, within its scopes. The answer is the only place where `key` is ever shown. It ends after 90 days unless `expires_at` says otherwise; null is never.
         */
        post: operations["client_keys.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/client-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One client key */
        get: operations["client_keys.get"];
        put?: never;
        post?: never;
        /** End a client key and forget it */
        delete: operations["client_keys.delete"];
        options?: never;
        head?: never;
        /** Change a client key; what is left out stays */
        patch: operations["client_keys.update"];
        trace?: never;
    };
    "/api/v1/client-keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a client key for good, at once */
        post: operations["client_keys.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the app shows: ways to sign in and questions for new users */
        get: operations["app.get_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The customers, newest first */
        get: operations["metering.list_customers"];
        put?: never;
        /** Create a customer */
        post: operations["metering.create_customer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer */
        get: operations["metering.get_customer"];
        /**
         * Change a customer; what is left out stays
         * @description An archived customer takes no usage: its events are refused with 404.
         */
        put: operations["metering.change_customer"];
        post?: never;
        /** Forget a customer, for good; what was counted stays counted */
        delete: operations["metering.delete_customer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The quotas of a customer, with what is used in the period of now */
        get: operations["metering.list_quotas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/quotas/{meter_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set how much a customer may use of a meter in a period
         * @description What the period has seen already counts.
         */
        put: operations["metering.set_quota"];
        post?: never;
        /** Take a quota away */
        delete: operations["metering.remove_quota"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one customer used of every meter */
        get: operations["metering.customer_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/features": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The features, newest first */
        get: operations["metering.list_features"];
        put?: never;
        /** Create a feature; one of type `meter` gets its meter with it */
        post: operations["metering.create_feature"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/features/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One feature */
        get: operations["metering.get_feature"];
        put?: never;
        post?: never;
        /** Take a feature away; one with a meter is archived with it, and its events stay */
        delete: operations["metering.delete_feature"];
        options?: never;
        head?: never;
        /**
         * Change a feature; what is left out stays
         * @description How events are read (aggregation_type, property_name, filters) cannot change after the first one: 409.
         */
        patch: operations["metering.change_feature"];
        trace?: never;
    };
    "/api/v1/graphql": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Run a GraphQL query; without one, describe the schema, or show GraphiQL to a browser
         * @description As a WebSocket (`graphql-transport-ws`), or with `Accept: text/event-stream`, also subscriptions.
         */
        get: operations["graphql.get"];
        put?: never;
        /**
         * Run a GraphQL query or mutation over the tables that the caller may reach
         * @description With `Accept: text/event-stream` also a subscription: one event for each change.
         */
        post: operations["graphql.execute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health check (alias) */
        get: operations["health.api_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{token}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation and sign in
         * @description Where the address has an account already, the password must be that account’s, and stays.
         */
        post: operations["invitations.accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{token}/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether an invitation can be accepted */
        get: operations["invitations.validate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The meters, newest first */
        get: operations["metering.list_meters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One meter */
        get: operations["metering.get_meter"];
        put?: never;
        post?: never;
        /** Archive a meter: its events stay, new ones are refused */
        delete: operations["metering.archive_meter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The events of a meter, newest first, also those that do not count */
        get: operations["metering.meter_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters/{id}/events.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All of them as CSV */
        get: operations["metering.meter_events_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters/{id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A meter at a glance; day, week and month are those of the organization */
        get: operations["metering.meter_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Usage of a meter over time
         * @description The total is that of the whole range, not a sum of its buckets.
         */
        get: operations["metering.meter_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meters/{id}/usage.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as CSV */
        get: operations["metering.meter_usage_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get system health status */
        get: operations["monitoring.health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get system logs, newest first */
        get: operations["monitoring.logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/monitoring/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get system metrics
         * @description Names that another runtime counts and this one does not are 0.
         */
        get: operations["monitoring.metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document; in it the tables that the caller may reach */
        get: operations["openapi.api_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organization in which you work */
        get: operations["metering.get_organization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the organization; what is left out stays */
        patch: operations["metering.change_organization"];
        trace?: never;
    };
    "/api/v1/organization/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in the organization, and who is invited */
        get: operations["metering.list_members"];
        put?: never;
        /** Invite an address; nobody is a member before they accept */
        post: operations["metering.invite_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take somebody out, or an invitation back; everybody may leave */
        delete: operations["metering.remove_member"];
        options?: never;
        head?: never;
        /** Give a member another role */
        patch: operations["metering.change_member"];
        trace?: never;
    };
    "/api/v1/realtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A WebSocket: changes of tables, broadcast, presence
         * @description Messages are JSON text. Channels: `table:{schema}.{table}`, `presence:{room}`, `broadcast:{channel}`.
         */
        get: operations["realtime.api_connect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/broadcast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message to the members of a channel, or several to several */
        post: operations["realtime.broadcast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/realtime/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is connected to this process */
        get: operations["realtime.stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sdk/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report usage
         * @description Answered when it is durable. A key that was used before gets the event of that time: 200 and `Idempotent-Replayed: true`; where the rest says something else, `X-Idempotency-Mismatch: true`. Over a hard quota: 402 with what is left.
         */
        post: operations["metering.track"];
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
        /** Secrets of functions, without their values */
        get: operations["secrets.list"];
        put?: never;
        /**
         * Keep a secret for functions
         * @description Functions find it as `FLUXBASE_SECRET_<NAME>`.
         */
        post: operations["secrets.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/by-name/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One secret, without its value */
        get: operations["secrets.by_name.get"];
        /** Change a secret; a new value is a new version */
        put: operations["secrets.by_name.update"];
        post?: never;
        /** Delete a secret with its history */
        delete: operations["secrets.by_name.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/by-name/{name}/rollback/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the value of an earlier version the newest one */
        post: operations["secrets.by_name.roll_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/by-name/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last versions of a secret, newest first */
        get: operations["secrets.by_name.versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many there are, expire within seven days, and have expired */
        get: operations["secrets.stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One secret, without its value */
        get: operations["secrets.get"];
        /** Change a secret; a new value is a new version */
        put: operations["secrets.update"];
        post?: never;
        /** Delete a secret with its history */
        delete: operations["secrets.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{id}/rollback/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the value of an earlier version the newest one */
        post: operations["secrets.roll_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/secrets/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last versions of a secret, newest first */
        get: operations["secrets.versions"];
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
        get?: never;
        put?: never;
        /**
         * Begin a sign-in by e-mail or mobile, or sign in with an ID token
         * @description Exactly one of `email`, `mobileE164`, `googleIdToken`, `appleIdToken`. The first two answer a partial session and send a code, the others a full session.
         */
        post: operations["app.create_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for a new pair
         * @description The same token again gets the same successor while that is unused.
         */
        post: operations["app.refresh_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a sign-in with the code that was sent */
        post: operations["app.verify_session"];
        delete?: never;
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
        /**
         * Settings of the tenant and the instance
         * @description Administrators and service keys see all of them, others the public ones.
         */
        get: operations["settings.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Several settings at once
         * @description What is missing or hidden is left out.
         */
        post: operations["settings.batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your secrets, without their values */
        get: operations["user_secrets.list"];
        put?: never;
        /**
         * Keep a secret
         * @description The value is encrypted and not shown again; your functions can read it.
         */
        post: operations["user_secrets.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/secret/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a secret of yours, without its value */
        get: operations["user_secrets.get"];
        /**
         * Replace a secret of yours
         * @description Never makes one: clients create on 404.
         */
        put: operations["user_secrets.put"];
        post?: never;
        /** Forget a secret of yours */
        delete: operations["user_secrets.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/user/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own settings, by key */
        get: operations["user_settings.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/user/own/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of your own settings */
        get: operations["user_settings.get_own"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/user/system/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A setting of the tenant or the instance */
        get: operations["user_settings.get_system"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/user/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own setting, else that of the tenant or the instance */
        get: operations["user_settings.get"];
        /** Set one of your own settings */
        put: operations["user_settings.put"];
        post?: never;
        /** Forget one of your own settings */
        delete: operations["user_settings.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One setting */
        get: operations["settings.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/buckets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All buckets, newest first */
        get: operations["buckets.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/buckets/{bucket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One bucket; a public one for everybody */
        get: operations["buckets.get"];
        /** Change what a bucket takes, and who reads it; null lifts a limit */
        put: operations["buckets.update"];
        /** Make a bucket */
        post: operations["buckets.create"];
        /** Delete an empty bucket */
        delete: operations["buckets.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/buckets/{bucket}/empty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete every file of a bucket */
        post: operations["buckets.empty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/config/transforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What images may be made of images here */
        get: operations["objects.transform_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/object": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download the file that a link was made for */
        get: operations["signed.download"];
        /** Upload the file that a link was made for */
        put: operations["signed.upload"];
        post?: never;
        /** Delete the file that a link was made for */
        delete: operations["signed.delete"];
        options?: never;
        /** What a link would give, without it */
        head: operations["signed.head"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/upload/resumable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a resumable upload (TUS 1.0): Upload-Length, and Upload-Metadata with bucketName and objectName */
        post: operations["resumable.begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/upload/resumable/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a resumable upload up */
        delete: operations["resumable.abort"];
        options?: never;
        /** How much of a resumable upload has come */
        head: operations["resumable.offset"];
        /** Go on with a resumable upload */
        patch: operations["resumable.append"];
        trace?: never;
    };
    "/api/v1/storage/{bucket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files of a bucket, by prefix, a page at a time */
        get: operations["objects.list"];
        put?: never;
        post?: never;
        /** Delete files by name; a name that ends with a slash is all that lies under it */
        delete: operations["objects.delete_many"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/chunked/init": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin an upload in chunks */
        post: operations["uploads.begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/chunked/{uploadId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give an upload up; its chunks are deleted */
        delete: operations["uploads.abort"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/chunked/{uploadId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make one file of the chunks */
        post: operations["uploads.complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/chunked/{uploadId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of an upload has come */
        get: operations["uploads.status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/chunked/{uploadId}/{chunkIndex}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a chunk, in any order; the same again replaces it */
        put: operations["uploads.put_chunk"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Copy a file */
        post: operations["objects.copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a file another name or bucket */
        post: operations["objects.move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/multipart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload several files of one form; each is named by its file name */
        post: operations["objects.upload_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Links to several files; one that is not there has an error instead */
        post: operations["objects.sign_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/sign/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link to a file, for one method and a time */
        post: operations["objects.sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/stream/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload the body as a file, whatever its Content-Type says */
        post: operations["objects.upload_stream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file, part of it, or an image made of it */
        get: operations["objects.download"];
        put?: never;
        /** Upload a file: as the field `file` of a form, or as the body */
        post: operations["objects.upload"];
        /** Delete a file */
        delete: operations["objects.delete"];
        options?: never;
        /** What a download would say of the file, without it */
        head: operations["objects.head"];
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/{key}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody read or change a file */
        post: operations["objects.share"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/{key}/share/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a share */
        delete: operations["objects.unshare"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/{bucket}/{key}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who else may read or change a file */
        get: operations["objects.list_shares"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tables and views, with their columns */
        get: operations["tables.describe_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{schema}/{table}/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add many rows, all or none
         * @description An array of rows, or `{records, on_conflict?, resolution?}`.
         */
        post: operations["tables.bulk_insert_in_schema"];
        /**
         * Delete many rows, all or none
         * @description `{ids}`, an array of keys, or filters.
         */
        delete: operations["tables.bulk_delete_in_schema"];
        options?: never;
        head?: never;
        /**
         * Change many rows, all or none
         * @description An array of rows that hold their keys; `{ids, data}`; or `{data}` and filters.
         */
        patch: operations["tables.bulk_update_in_schema"];
        trace?: never;
    };
    "/api/v1/tables/{schema}/{table}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows as a file: CSV, JSON or NDJSON */
        get: operations["tables.export_in_schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{schema}/{table}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rows that a question in the body finds */
        post: operations["tables.query_in_schema"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{schema}/{table}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A row of a table in another schema */
        get: operations["tables.get_in_schema"];
        /** Make a row what the body says: what it leaves out gets its default */
        put: operations["tables.replace_in_schema"];
        post?: never;
        /** Delete a row, or rows of `{schema}/{table}` */
        delete: operations["tables.delete_in_schema"];
        options?: never;
        head?: never;
        /** Change a row, or rows of `{schema}/{table}` */
        patch: operations["tables.update_in_schema"];
        trace?: never;
    };
    "/api/v1/tables/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of a table or view */
        get: operations["tables.list"];
        put?: never;
        /** Add one row or many; with `Prefer: resolution=…`, add or merge */
        post: operations["tables.create"];
        /** Delete the rows that the filters find; at least one filter */
        delete: operations["tables.delete"];
        options?: never;
        head?: never;
        /** Change the rows that the filters find */
        patch: operations["tables.update"];
        trace?: never;
    };
    "/api/v1/tables/{table}/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add many rows, all or none
         * @description An array of rows, or `{records, on_conflict?, resolution?}`.
         */
        post: operations["tables.bulk_insert"];
        /**
         * Delete many rows, all or none
         * @description `{ids}`, an array of keys, or filters.
         */
        delete: operations["tables.bulk_delete"];
        options?: never;
        head?: never;
        /**
         * Change many rows, all or none
         * @description An array of rows that hold their keys; `{ids, data}`; or `{data}` and filters.
         */
        patch: operations["tables.bulk_update"];
        trace?: never;
    };
    "/api/v1/tables/{table}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows as a file: CSV, JSON or NDJSON */
        get: operations["tables.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rows that a question in the body finds */
        post: operations["tables.query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tables/{table}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A row by its key; or the rows of `{schema}/{table}`
         * @description A composite key is written `a,b`, in the order of the key.
         */
        get: operations["tables.get"];
        /** Make a row what the body says: what it leaves out gets its default */
        put: operations["tables.replace_row"];
        /** Add rows to a table in another schema, `{schema}/{table}` */
        post: operations["tables.create_in_schema"];
        /** Delete a row, or rows of `{schema}/{table}` */
        delete: operations["tables.delete_row"];
        options?: never;
        head?: never;
        /** Change a row, or rows of `{schema}/{table}` */
        patch: operations["tables.update_row"];
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events, or with `group_by` what they come to
         * @description With `group_by` a meter is needed, and the answer is that of `/meters/{id}/usage`.
         */
        get: operations["metering.read_usage"];
        put?: never;
        /**
         * Record usage, by ids or by names
         * @description Either `quantity` and `metadata`, or `properties`, in which the meter says where the quantity stands. A key that was used before gets the event of that time: 200 and `Idempotent-Replayed: true`; where the rest says something else, `X-Idempotency-Mismatch: true`. Over a hard quota: 402 with what is left.
         */
        post: operations["metering.record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record up to 1,000 events; each stands alone */
        post: operations["metering.record_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/{event_id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an event out of every figure; its row stays */
        post: operations["metering.void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erase the own user and end all logins */
        delete: operations["app.delete_user"];
        options?: never;
        head?: never;
        /** Change the own names */
        patch: operations["app.update_user"];
        trace?: never;
    };
    "/api/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the webhook endpoints, newest first */
        get: operations["metering.list_webhook_endpoints"];
        put?: never;
        /**
         * Add a webhook endpoint
         * @description The answer is the only place where `secret` is ever shown.
         */
        post: operations["metering.create_webhook_endpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook endpoint */
        get: operations["metering.get_webhook_endpoint"];
        put?: never;
        post?: never;
        /** Delete a webhook endpoint */
        delete: operations["metering.delete_webhook_endpoint"];
        options?: never;
        head?: never;
        /** Change what is given */
        patch: operations["metering.update_webhook_endpoint"];
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent, newest first */
        get: operations["metering.list_webhook_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your webhooks, newest first; for administrators, all of this tenant
         * @description A bare array with `?format=array`, and for the command line client.
         */
        get: operations["webhooks.list"];
        put?: never;
        /**
         * Make a webhook
         * @description A secret that is made here stands in this answer alone.
         */
        post: operations["webhooks.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hear from GitHub
         * @description There are no database branches on this server: 503, whatever is sent.
         */
        post: operations["webhooks.github"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook */
        get: operations["webhooks.get"];
        put?: never;
        post?: never;
        /** Delete a webhook and the record of its deliveries */
        delete: operations["webhooks.delete"];
        options?: never;
        head?: never;
        /**
         * Change what is given
         * @description A secret given here replaces the old one at once; to overlap, rotate it.
         */
        patch: operations["webhooks.update"];
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent, newest first
         * @description A bare array with `?format=array`, and for the command line client.
         */
        get: operations["webhooks.list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries/{delivery_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an event once more, as a delivery of its own */
        post: operations["webhooks.redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin anew with all that failed since a time */
        post: operations["webhooks.recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret; for a while both sign
         * @description The answer is the only place where the secret is shown.
         */
        post: operations["webhooks.rotate_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send something to try it out, and wait for the answer
         * @description Answers 200 whatever the receiver said.
         */
        post: operations["webhooks.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/customer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the widget is about */
        get: operations["widget.customer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A token for the page of one customer; it lives an hour and only reads */
        post: operations["metering.make_widget_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer used of every meter */
        get: operations["widget.usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/usage/{meter_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer used of one meter over time */
        get: operations["widget.meter_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The authenticated account */
        get: operations["provisioning.get_account"];
        put?: never;
        post?: never;
        /**
         * End all apps, their users and all personal access tokens
         * @description The account itself stays, with whatever it has on other surfaces.
         */
        delete: operations["provisioning.delete_account"];
        options?: never;
        head?: never;
        /** Change the own names */
        patch: operations["provisioning.update_account"];
        trace?: never;
    };
    "/api/v2/account/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the own e-mail address with the code from the mail */
        post: operations["provisioning.verify_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account and its first personal access token
         * @description The token is shown this once. A six-digit code goes to the address; until it is confirmed the apps of the account send at most 50 codes a day.
         */
        post: operations["provisioning.create_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/accounts/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The live personal access tokens, newest first */
        get: operations["provisioning.list_tokens"];
        put?: never;
        /**
         * Issue another personal access token
         * @description The answer is the only place where the token is ever shown.
         */
        post: operations["provisioning.create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/accounts/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a personal access token, at once */
        delete: operations["provisioning.revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every app of the account with its API key, newest first */
        get: operations["provisioning.list_apps"];
        put?: never;
        /** Create an app; its API key and signing secret are generated */
        post: operations["provisioning.create_app"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/apps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything about one app, with its JWT secret
         * @description That the secret was shown is written to the audit log.
         */
        get: operations["provisioning.get_app"];
        put?: never;
        post?: never;
        /** Delete an app: its key and all its logins end at once */
        delete: operations["provisioning.delete_app"];
        options?: never;
        head?: never;
        /**
         * Change settings; only what is sent changes
         * @description A list replaces the whole list: what it leaves out is switched off.
         */
        patch: operations["provisioning.update_app"];
        trace?: never;
    };
    "/api/v2/apps/{id}/rotate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the API key; the old one ends at once */
        post: operations["provisioning.rotate_app_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/apps/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the JWT secret; the old one verifies for one more hour */
        post: operations["provisioning.rotate_app_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/apps/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recent sign-ins of an app, newest first
         * @description Codes and refresh tokens are never returned.
         */
        get: operations["provisioning.list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/apps/{id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * End users of an app, newest first
         * @description Empty for firebase and supabase, which manage their own users.
         */
        get: operations["provisioning.list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/apps/{id}/users/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete an end user and end their logins */
        delete: operations["provisioning.delete_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Health check with database status */
        get: operations["health.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: operations["health.live"];
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
        /** Metrics in the text format of Prometheus */
        get: operations["metrics.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document; in it the tables that the caller may reach */
        get: operations["openapi.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests are welcome: started, not stopping, database there */
        get: operations["health.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/realtime": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A WebSocket: changes of tables, broadcast, presence
         * @description Messages are JSON text. Channels: `table:{schema}.{table}`, `presence:{room}`, `broadcast:{channel}`.
         */
        get: operations["realtime.connect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/app_reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Apps to review, the longest waiting first, with what the automatic checks found */
        get: operations["registry.list_reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/apps/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish an app that is in review */
        post: operations["registry.approve_app"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/apps/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse an app that is in review */
        post: operations["registry.reject_app"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/apps/{id}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a published app out of the marketplace; installations stay */
        post: operations["registry.take_down_app"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api_keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys, newest first; never their secrets */
        get: operations["registry.list_keys"];
        put?: never;
        /**
         * Create an API key
         * @description The key is in this answer alone. A key makes keys of its own mode; somebody signed in says which with `livemode`, for which their mailbox must be proven.
         */
        post: operations["registry.create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api_keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieve an API key, without its secret */
        get: operations["registry.get_key"];
        put?: never;
        post?: never;
        /** Revoke an API key, at once */
        delete: operations["registry.revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api_keys/{id}/roll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace an API key: the old one dies as the new one is born */
        post: operations["registry.roll_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your apps, newest first */
        get: operations["registry.list_apps"];
        put?: never;
        /**
         * Register a new App
         * @description A draft. `webhook_secret` is in this answer alone.
         */
        post: operations["registry.create_app"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieve an app */
        get: operations["registry.get_app"];
        put?: never;
        /** Change an app, for clients without PATCH */
        post: operations["registry.update_app_by_post"];
        /**
         * Delete an app with its clients and tokens
         * @description Not while it is in review or installed.
         */
        delete: operations["registry.delete_app"];
        options?: never;
        head?: never;
        /**
         * Change an app
         * @description Null clears, arrays replace, metadata merges. In review only the metadata can change; of a published app all but what was reviewed. A first `webhook_url` brings the `webhook_secret`.
         */
        patch: operations["registry.update_app"];
        trace?: never;
    };
    "/v1/apps/{id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the OAuth clients of an app, without secrets */
        get: operations["registry.list_clients"];
        put?: never;
        /**
         * Create an OAuth client of an app
         * @description The secret is in this answer alone. At most five at once, so that one can be replaced without a gap. A public client has no secret and must use PKCE.
         */
        post: operations["registry.create_client"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{id}/credentials/{client}": {
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
         * Revoke an OAuth client and its tokens, at once
         * @description By its `id` or its `client_id`.
         */
        delete: operations["registry.delete_client"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{id}/installations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who has or had your app, newest first */
        get: operations["registry.list_app_installations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{id}/rotate_webhook_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the webhook secret
         * @description The new secret is in this answer alone. For 24 hours deliveries carry a signature by each.
         */
        post: operations["registry.rotate_webhook_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{id}/submit_for_review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand an app to the operator */
        post: operations["registry.submit_for_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{id}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an app out of the marketplace; installations stay */
        post: operations["registry.unpublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/apps/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an app back from review */
        post: operations["registry.withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the own API keys, active and revoked, newest first */
        get: operations["account.list_keys"];
        put?: never;
        /**
         * Create an API key
         * @description The answer is the only place where `raw_key` is ever shown.
         */
        post: operations["account.create_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key, at once */
        delete: operations["account.revoke_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the own password
         * @description Ends all other sessions and answers with a fresh token.
         */
        post: operations["account.change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link that sets a new password
         * @description The answer does not tell whether the address has an account.
         */
        post: operations["account.forgot_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in or sign up with a Google ID token */
        post: operations["account.google"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with user name or e-mail address and password */
        post: operations["account.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["account.logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/mfa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish a sign-in with the second factor
         * @description Takes the `mfa_token` of a 403 `mfa_required` and a code of the authenticator, or a recovery code.
         */
        post: operations["account.verify_mfa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an account
         * @description Mails a six-digit code to the address. Over an address that has an account already the answer is the same, nothing is made, and the owner gets a notice.
         */
        post: operations["account.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request a fresh verification code */
        post: operations["account.resend_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with the token from the mail */
        post: operations["account.reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify the e-mail address with the six-digit code
         * @description By `email` or by `username`. Any failure gives the same answer.
         */
        post: operations["account.verify_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in the last thirty days, newest first
         * @description To you and your apps, and what your apps were told about their merchants.
         */
        get: operations["registry.list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieve an event of the last thirty days */
        get: operations["registry.get_event"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/marketplace/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published public apps, newest first */
        get: operations["registry.list_listings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/marketplace/apps/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An app of the marketplace, or one of your own */
        get: operations["registry.get_listing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/marketplace/apps/{id}/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Install an app, or change what it may do
         * @description Without `scopes` it gets all that it asks for.
         */
        post: operations["registry.install"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/marketplace/installations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you have or had installed, newest first */
        get: operations["registry.list_installations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/marketplace/installations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Uninstall an app; its tokens for you are dead at once */
        delete: operations["registry.uninstall"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Account summary, plan source and sign-in methods */
        get: operations["account.get"];
        put?: never;
        post?: never;
        /**
         * Close the own account
         * @description Needs the password or a fresh Google ID token. Kept for 30 days, then erased.
         */
        delete: operations["account.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every key, token, passkey and session of the account in one list, newest first */
        get: operations["account.list_credentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/google/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Link a Google account */
        post: operations["account.link_google"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/google/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Unlink Google when password sign-in is available */
        post: operations["account.unlink_google"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices signed in, on any surface, newest first */
        get: operations["account.list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out one device, or with `others` all but this one */
        delete: operations["account.revoke_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/oauth/authorize/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say no to an app */
        post: operations["registry.deny"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/oauth/authorize/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say yes to an app: installs it and makes a code for its client
         * @description The code lives for a minute and works once. `redirect_url` is where the browser goes next.
         */
        post: operations["registry.grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/oauth/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a token: a refresh token with all that came of it */
        post: operations["registry.revoke_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a code or a refresh token for tokens */
        post: operations["registry.token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your webhook endpoints, newest first */
        get: operations["registry.list_webhook_endpoints"];
        put?: never;
        /**
         * Add a webhook endpoint
         * @description `secret` is whole in this answer alone. Events have the shape of this answer.
         */
        post: operations["registry.create_webhook_endpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieve a webhook endpoint */
        get: operations["registry.get_webhook_endpoint"];
        put?: never;
        post?: never;
        /** Delete a webhook endpoint, with what waits for it */
        delete: operations["registry.delete_webhook_endpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint; what is left out stays
         * @description What waits for an endpoint that is disabled fails.
         */
        patch: operations["registry.update_webhook_endpoint"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "health.root": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "degraded";
                        /** Format: date-time */
                        timestamp: string;
                        services: {
                            database: boolean;
                            realtime: boolean;
                        };
                    };
                };
            };
        };
    };
    "jwks.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "registry.oauth_metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "health.api_root": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "degraded";
                        /** Format: date-time */
                        timestamp: string;
                        services: {
                            database: boolean;
                            realtime: boolean;
                        };
                    };
                };
            };
        };
    };
    "advisor.get": {
        parameters: {
            query?: {
                /** @description Names with commas between them */
                schema?: string;
                level?: "error" | "warning" | "info";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        findings: {
                            /** @description The same as long as the finding is the same */
                            id: string;
                            /** @enum {string} */
                            rule: "rls_missing" | "rls_without_policy" | "policy_per_row" | "policy_column_without_index" | "anon_may_write" | "grant_past_policies" | "grant_to_public" | "schema_open_to_create" | "grant_without_policy" | "view_not_as_caller" | "materialized_view_exposed" | "definer_search_path" | "definer_open_to_anon" | "foreign_key_without_index" | "duplicate_index" | "primary_key_missing";
                            /** @enum {string} */
                            level: "error" | "warning" | "info";
                            schema: string;
                            table: string | null;
                            columns?: string[];
                            policy?: string;
                            role?: string;
                            function?: string;
                            index?: string;
                            constraint?: string;
                            message: string;
                            /** @description The SQL to type */
                            fix: string;
                        }[];
                    };
                };
            };
        };
    };
    "audit.list": {
        parameters: {
            query?: {
                event?: string;
                actor?: string;
                user_id?: string;
                tenant_id?: string;
                app_id?: string;
                from?: string;
                to?: string;
                q?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                accept?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        records: {
                            id: string;
                            /** Format: date-time */
                            at: string;
                            event: string;
                            /** Format: uuid */
                            user_id: string | null;
                            user_email: string | null;
                            /** Format: uuid */
                            tenant_id: string | null;
                            app_id: string | null;
                            actor: {
                                kind: string;
                                /** Format: uuid */
                                id: string | null;
                                /** Format: uuid */
                                user_id: string | null;
                                email: string | null;
                            };
                            /** Format: uuid */
                            impersonator: string | null;
                            surface: string | null;
                            address: string | null;
                            device: string | null;
                            request_id: string | null;
                            details: {
                                [key: string]: unknown;
                            };
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "device_logins.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    device: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device_code: string;
                        user_code: string;
                        verification_uri: string;
                        verification_uri_complete: string;
                        /** @description Seconds */
                        expires_in: number;
                        /** @description Seconds to wait between two questions */
                        interval: number;
                    };
                };
            };
        };
    };
    "device_logins.token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    device_code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token: string;
                        refresh_token: string;
                        /** @description Seconds */
                        expires_in: number;
                        /** @enum {string} */
                        token_type: "bearer";
                    };
                };
            };
        };
    };
    "device_logins.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user_code: string;
                        device: string;
                        address: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    "device_logins.approve": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "device_logins.deny": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "outbox.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        transport: "smtp" | "outbox";
                        mails: {
                            id: string;
                            /** Format: date-time */
                            at: string;
                            to: string;
                            from: string;
                            subject: string;
                            size_bytes: number;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "outbox.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** Format: date-time */
                        at: string;
                        to: string;
                        from: string;
                        subject: string;
                        size_bytes: number;
                        headers: {
                            name: string;
                            value: string;
                        }[];
                        text: string | null;
                        html: string | null;
                    };
                };
            };
        };
    };
    "outbox.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "mail_templates.list": {
        parameters: {
            query?: {
                /** @description A tag of BCP 47 */
                language?: "ar" | "de" | "en" | "es" | "fa" | "fr" | "hi" | "it" | "ja" | "ko" | "nl" | "pl" | "pt" | "pt-BR" | "ru" | "sv" | "tr" | "zh";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        templates: {
                            /** @enum {string} */
                            kind: "verify_email" | "sign_in_code" | "magic_link" | "reauthenticate" | "email_change" | "reset_password" | "set_password" | "invitation" | "sign_up_notice" | "key_created" | "key_revoked" | "google_linked" | "google_unlinked" | "password_changed" | "email_change_notice" | "email_changed" | "account_deleted" | "mfa_enabled" | "mfa_disabled" | "new_sign_in" | "passkey_added" | "passkey_removed" | "webhook_disabled";
                            /**
                             * @description A tag of BCP 47
                             * @enum {string}
                             */
                            language: "ar" | "de" | "en" | "es" | "fa" | "fr" | "hi" | "it" | "ja" | "ko" | "nl" | "pl" | "pt" | "pt-BR" | "ru" | "sv" | "tr" | "zh";
                            subject: string;
                            /** @description Paragraphs, parted by blank lines */
                            body: string;
                            /**
                             * @description Whose words are in force
                             * @enum {string}
                             */
                            source: "default" | "instance";
                            /** @description What may stand there, as `{{name}}` */
                            placeholders: string[];
                            /** @description What the body must have */
                            required: string[];
                            /** Format: date-time */
                            updated_at?: string;
                        }[];
                    };
                };
            };
        };
    };
    "mail_templates.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "verify_email" | "sign_in_code" | "magic_link" | "reauthenticate" | "email_change" | "reset_password" | "set_password" | "invitation" | "sign_up_notice" | "key_created" | "key_revoked" | "google_linked" | "google_unlinked" | "password_changed" | "email_change_notice" | "email_changed" | "account_deleted" | "mfa_enabled" | "mfa_disabled" | "new_sign_in" | "passkey_added" | "passkey_removed" | "webhook_disabled";
                /** @description A tag of BCP 47 */
                language: "ar" | "de" | "en" | "es" | "fa" | "fr" | "hi" | "it" | "ja" | "ko" | "nl" | "pl" | "pt" | "pt-BR" | "ru" | "sv" | "tr" | "zh";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "verify_email" | "sign_in_code" | "magic_link" | "reauthenticate" | "email_change" | "reset_password" | "set_password" | "invitation" | "sign_up_notice" | "key_created" | "key_revoked" | "google_linked" | "google_unlinked" | "password_changed" | "email_change_notice" | "email_changed" | "account_deleted" | "mfa_enabled" | "mfa_disabled" | "new_sign_in" | "passkey_added" | "passkey_removed" | "webhook_disabled";
                        /**
                         * @description A tag of BCP 47
                         * @enum {string}
                         */
                        language: "ar" | "de" | "en" | "es" | "fa" | "fr" | "hi" | "it" | "ja" | "ko" | "nl" | "pl" | "pt" | "pt-BR" | "ru" | "sv" | "tr" | "zh";
                        subject: string;
                        /** @description Paragraphs, parted by blank lines */
                        body: string;
                        /**
                         * @description Whose words are in force
                         * @enum {string}
                         */
                        source: "default" | "instance";
                        /** @description What may stand there, as `{{name}}` */
                        placeholders: string[];
                        /** @description What the body must have */
                        required: string[];
                        /** Format: date-time */
                        updated_at?: string;
                    };
                };
            };
        };
    };
    "mail_templates.put": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "verify_email" | "sign_in_code" | "magic_link" | "reauthenticate" | "email_change" | "reset_password" | "set_password" | "invitation" | "sign_up_notice" | "key_created" | "key_revoked" | "google_linked" | "google_unlinked" | "password_changed" | "email_change_notice" | "email_changed" | "account_deleted" | "mfa_enabled" | "mfa_disabled" | "new_sign_in" | "passkey_added" | "passkey_removed" | "webhook_disabled";
                /** @description A tag of BCP 47 */
                language: "ar" | "de" | "en" | "es" | "fa" | "fr" | "hi" | "it" | "ja" | "ko" | "nl" | "pl" | "pt" | "pt-BR" | "ru" | "sv" | "tr" | "zh";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                    body: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "verify_email" | "sign_in_code" | "magic_link" | "reauthenticate" | "email_change" | "reset_password" | "set_password" | "invitation" | "sign_up_notice" | "key_created" | "key_revoked" | "google_linked" | "google_unlinked" | "password_changed" | "email_change_notice" | "email_changed" | "account_deleted" | "mfa_enabled" | "mfa_disabled" | "new_sign_in" | "passkey_added" | "passkey_removed" | "webhook_disabled";
                        /**
                         * @description A tag of BCP 47
                         * @enum {string}
                         */
                        language: "ar" | "de" | "en" | "es" | "fa" | "fr" | "hi" | "it" | "ja" | "ko" | "nl" | "pl" | "pt" | "pt-BR" | "ru" | "sv" | "tr" | "zh";
                        subject: string;
                        /** @description Paragraphs, parted by blank lines */
                        body: string;
                        /**
                         * @description Whose words are in force
                         * @enum {string}
                         */
                        source: "default" | "instance";
                        /** @description What may stand there, as `{{name}}` */
                        placeholders: string[];
                        /** @description What the body must have */
                        required: string[];
                        /** Format: date-time */
                        updated_at?: string;
                    };
                };
            };
        };
    };
    "mail_templates.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "verify_email" | "sign_in_code" | "magic_link" | "reauthenticate" | "email_change" | "reset_password" | "set_password" | "invitation" | "sign_up_notice" | "key_created" | "key_revoked" | "google_linked" | "google_unlinked" | "password_changed" | "email_change_notice" | "email_changed" | "account_deleted" | "mfa_enabled" | "mfa_disabled" | "new_sign_in" | "passkey_added" | "passkey_removed" | "webhook_disabled";
                /** @description A tag of BCP 47 */
                language: "ar" | "de" | "en" | "es" | "fa" | "fr" | "hi" | "it" | "ja" | "ko" | "nl" | "pl" | "pt" | "pt-BR" | "ru" | "sv" | "tr" | "zh";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "mail_templates.preview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "verify_email" | "sign_in_code" | "magic_link" | "reauthenticate" | "email_change" | "reset_password" | "set_password" | "invitation" | "sign_up_notice" | "key_created" | "key_revoked" | "google_linked" | "google_unlinked" | "password_changed" | "email_change_notice" | "email_changed" | "account_deleted" | "mfa_enabled" | "mfa_disabled" | "new_sign_in" | "passkey_added" | "passkey_removed" | "webhook_disabled";
                /** @description A tag of BCP 47 */
                language: "ar" | "de" | "en" | "es" | "fa" | "fr" | "hi" | "it" | "ja" | "ko" | "nl" | "pl" | "pt" | "pt-BR" | "ru" | "sv" | "tr" | "zh";
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    template?: {
                        subject: string;
                        body: string;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        subject: string;
                        text: string;
                        html: string;
                    };
                };
            };
        };
    };
    "outbox.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: boolean;
                        /** @enum {string} */
                        transport: "smtp" | "outbox";
                        host?: string;
                        response?: string;
                        outbox_id?: string;
                        error?: string;
                        duration_ms: number;
                    };
                };
            };
        };
    };
    "access.explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    as: {
                        /** Format: uuid */
                        user_id?: string;
                        /** @enum {string} */
                        role?: "anon" | "authenticated" | "tenant_service" | "service_role";
                        /** @description Id or name, as in X-FB-Tenant; else that of the asker */
                        tenant?: string;
                    };
                    /** @enum {string} */
                    method?: "GET" | "HEAD" | "POST" | "PATCH" | "PUT" | "DELETE";
                    /** @description `/api/v1/tables/posts?title=eq.x` */
                    path?: string;
                    /** @description `posts`, `shop/items` */
                    table?: string;
                    /** @enum {string} */
                    op?: "select" | "insert" | "update" | "delete";
                    /** @description `title=eq.x&id=gt.5` */
                    filter?: string;
                    select?: string;
                    /** @description What would be written */
                    values?: {
                        [key: string]: unknown;
                    } | {
                        [key: string]: unknown;
                    }[];
                    /** @description Rows; 10 */
                    sample?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        caller: {
                            /**
                             * @description As whom the database sees the caller
                             * @enum {string}
                             */
                            role: "anon" | "authenticated" | "tenant_service" | "service_role";
                            claims: {
                                [key: string]: unknown;
                            };
                            tenant_id: string | null;
                        };
                        /** @enum {string} */
                        op: "select" | "insert" | "update" | "delete";
                        table: {
                            schema: string;
                            name: string;
                            type: string;
                            rls_enabled: boolean;
                            rls_forced: boolean;
                        };
                        served: boolean;
                        refusal: {
                            status: number;
                            code: string;
                            message: string;
                            hint?: string;
                        } | null;
                        grants: {
                            schema: boolean;
                            select: string[];
                            insert: string[];
                            update: string[];
                            delete: boolean;
                        };
                        /** @description Whether row-level security counts for this role */
                        policies_hold: boolean;
                        /**
                         * @description Why it does not
                         * @enum {string|null}
                         */
                        exempt: "off" | "bypass" | "owner" | null;
                        policies: {
                            name: string;
                            command: string;
                            permissive: boolean;
                            roles: string[];
                            using: string | null;
                            check: string | null;
                            /** @description To this role and operation */
                            applies: boolean;
                        }[];
                        rows: {
                            /** @description That the filters find, for whoever sees everything */
                            existing: number;
                            visible: number | null;
                        } | null;
                        sample: {
                            key: {
                                [key: string]: unknown;
                            } | null;
                            allowed: boolean;
                            decided_by: string[];
                            verdicts: {
                                policy: string;
                                command: string;
                                /** @enum {string} */
                                part: "using" | "check";
                                /** @enum {string} */
                                on: "row" | "new_row";
                                result: boolean | null;
                            }[];
                        }[];
                        statement: string | null;
                        plan: unknown[] | null;
                        errors: {
                            /** @enum {string} */
                            in: "rows" | "sample" | "plan";
                            status: number;
                            code: string;
                            message: string;
                            hint?: string;
                        }[];
                    };
                };
            };
        };
    };
    "invitations.list": {
        parameters: {
            query?: {
                include_accepted?: boolean;
                include_expired?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitations: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            /** @enum {string} */
                            role: "instance_admin" | "tenant_admin" | "dashboard_user" | "owner" | "admin" | "member" | "viewer";
                            /** Format: uuid */
                            tenant_id?: string;
                            /** Format: uuid */
                            invited_by?: string;
                            /** Format: date-time */
                            expires_at: string;
                            accepted: boolean;
                            /** Format: date-time */
                            accepted_at?: string;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "invitations.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    role: string;
                    tenant_id?: string;
                    /** @description Seconds */
                    expiry_duration?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitation: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            /** @enum {string} */
                            role: "instance_admin" | "tenant_admin" | "dashboard_user" | "owner" | "admin" | "member" | "viewer";
                            /** Format: uuid */
                            tenant_id?: string;
                            /** Format: uuid */
                            invited_by?: string;
                            /** Format: date-time */
                            expires_at: string;
                            accepted: boolean;
                            /** Format: date-time */
                            accepted_at?: string;
                            /** Format: date-time */
                            created_at: string;
                        };
                        invite_link?: string;
                        email_sent: boolean;
                        /** @enum {string} */
                        email_status: "queued" | "over_limit";
                    };
                };
            };
        };
    };
    "invitations.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "admin.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            name: string;
                            full_name: string | null;
                            avatar_url: string | null;
                            role: string;
                            email_verified: boolean;
                            is_active: boolean;
                            is_locked: boolean;
                            /** Format: date-time */
                            last_login_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                    };
                };
            };
        };
    };
    "admin.logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "logs.list": {
        parameters: {
            query?: {
                category?: string;
                /** @description Separated by commas */
                level?: string;
                component?: string;
                request_id?: string;
                user_id?: string;
                search?: string;
                start_time?: string;
                end_time?: string;
                limit?: number;
                offset?: number;
                sort_asc?: boolean;
                /** @description `next_after` */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            id: string;
                            /** Format: date-time */
                            timestamp: string;
                            category: string;
                            /** @enum {string} */
                            level: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
                            message: string;
                            component?: string;
                            request_id?: string;
                            /** Format: uuid */
                            user_id?: string;
                            /** Format: uuid */
                            tenant_id?: string;
                            error?: string;
                            fields: {
                                [key: string]: unknown;
                            };
                        }[];
                        total_count: number;
                        has_more: boolean;
                        next_after: string;
                    };
                };
            };
        };
    };
    "logs.flush": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "logs.stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total_entries: number;
                        entries_by_category: {
                            [key: string]: number;
                        };
                        entries_by_level: {
                            [key: string]: number;
                        };
                        /** Format: date-time */
                        oldest_entry?: string;
                        /** Format: date-time */
                        newest_entry?: string;
                    };
                };
            };
        };
    };
    "admin.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            name: string;
                            full_name: string | null;
                            avatar_url: string | null;
                            role: string;
                            email_verified: boolean;
                            is_active: boolean;
                            is_locked: boolean;
                            /** Format: date-time */
                            last_login_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                    };
                };
            };
        };
    };
    "migrations.list": {
        parameters: {
            query?: {
                namespace?: string;
                status?: "pending" | "applied" | "failed" | "rolled_back";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        namespace: string;
                        name: string;
                        description: string | null;
                        up_sql: string;
                        down_sql: string | null;
                        version: number;
                        /** @enum {string} */
                        status: "pending" | "applied" | "failed" | "rolled_back";
                        /** Format: uuid */
                        created_by: string | null;
                        /** Format: uuid */
                        applied_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        applied_at: string | null;
                        /** Format: date-time */
                        rolled_back_at: string | null;
                    }[];
                };
            };
        };
    };
    "migrations.create": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    namespace?: string;
                    /** @description Migrations are applied in the order of their names */
                    name: string;
                    description?: string | null;
                    up_sql: string;
                    down_sql?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        namespace: string;
                        name: string;
                        description: string | null;
                        up_sql: string;
                        down_sql: string | null;
                        version: number;
                        /** @enum {string} */
                        status: "pending" | "applied" | "failed" | "rolled_back";
                        /** Format: uuid */
                        created_by: string | null;
                        /** Format: uuid */
                        applied_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        applied_at: string | null;
                        /** Format: date-time */
                        rolled_back_at: string | null;
                    };
                };
            };
        };
    };
    "migrations.apply_pending": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    namespace?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        applied: string[];
                        failed: string[];
                        error?: string;
                        details?: unknown;
                    };
                };
            };
        };
    };
    "migrations.sync": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    namespace?: string;
                    migrations: {
                        /** @description Migrations are applied in the order of their names */
                        name: string;
                        description?: string | null;
                        up_sql: string;
                        down_sql?: string | null;
                    }[];
                    options?: {
                        update_if_changed?: boolean;
                        auto_apply?: boolean;
                        dry_run?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        namespace: string;
                        summary: {
                            created: number;
                            updated: number;
                            unchanged: number;
                            skipped: number;
                            applied: number;
                            errors: number;
                        };
                        details: {
                            created: string[];
                            updated: string[];
                            unchanged: string[];
                            skipped: string[];
                            applied: string[];
                            errors: string[];
                        };
                        dry_run: boolean;
                        warnings?: string[];
                        error?: string;
                    };
                };
            };
        };
    };
    "migrations.get": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path: {
                /** @description Migrations are applied in the order of their names */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        namespace: string;
                        name: string;
                        description: string | null;
                        up_sql: string;
                        down_sql: string | null;
                        version: number;
                        /** @enum {string} */
                        status: "pending" | "applied" | "failed" | "rolled_back";
                        /** Format: uuid */
                        created_by: string | null;
                        /** Format: uuid */
                        applied_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        applied_at: string | null;
                        /** Format: date-time */
                        rolled_back_at: string | null;
                    };
                };
            };
        };
    };
    "migrations.change": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path: {
                /** @description Migrations are applied in the order of their names */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    description?: string | null;
                    up_sql?: string;
                    down_sql?: string | null;
                    /** @enum {string} */
                    status?: "pending";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        namespace: string;
                        name: string;
                        description: string | null;
                        up_sql: string;
                        down_sql: string | null;
                        version: number;
                        /** @enum {string} */
                        status: "pending" | "applied" | "failed" | "rolled_back";
                        /** Format: uuid */
                        created_by: string | null;
                        /** Format: uuid */
                        applied_by: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        applied_at: string | null;
                        /** Format: date-time */
                        rolled_back_at: string | null;
                    };
                };
            };
        };
    };
    "migrations.delete": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path: {
                /** @description Migrations are applied in the order of their names */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "migrations.apply": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path: {
                /** @description Migrations are applied in the order of their names */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    namespace?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "migrations.executions": {
        parameters: {
            query?: {
                namespace?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Migrations are applied in the order of their names */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        migration_id: string;
                        /** @enum {string} */
                        action: "apply" | "rollback";
                        /** @enum {string} */
                        status: "success" | "failed";
                        duration_ms: number;
                        error_message: string | null;
                        logs: string | null;
                        /** Format: date-time */
                        executed_at: string;
                        /** Format: uuid */
                        executed_by: string | null;
                    }[];
                };
            };
        };
    };
    "migrations.rollback": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path: {
                /** @description Migrations are applied in the order of their names */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    namespace?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "admin.list_oauth_providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        providers: {
                            /** Format: uuid */
                            id: string | null;
                            name: string;
                            display_name: string;
                            enabled: boolean;
                            /** @description `environment` or `database` */
                            source: string;
                            /** Format: uuid */
                            tenant_id: string | null;
                            issuer_url: string;
                            client_id: string;
                            has_client_secret: boolean;
                            scopes: string[];
                            authorization_url: string | null;
                            token_url: string | null;
                            userinfo_url: string | null;
                            revocation_url: string | null;
                            allow_app_login: boolean;
                            allow_dashboard_login: boolean;
                            share_refresh_token: boolean;
                            required_claims: {
                                [key: string]: string[];
                            } | null;
                            denied_claims: {
                                [key: string]: string[];
                            } | null;
                            /** @description To be registered with the provider */
                            callback_url: string;
                            /** Format: date-time */
                            created_at: string | null;
                            /** Format: date-time */
                            updated_at: string | null;
                        }[];
                    };
                };
            };
        };
    };
    "admin.create_oauth_provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    issuer_url?: string;
                    client_id: string;
                    /** Format: uuid */
                    tenant_id?: string;
                    display_name?: string;
                    enabled?: boolean;
                    client_secret?: string;
                    scopes?: string[];
                    authorization_url?: string;
                    token_url?: string;
                    userinfo_url?: string;
                    revocation_url?: string;
                    allow_app_login?: boolean;
                    allow_dashboard_login?: boolean;
                    /** @description Whether people get their refresh token of the provider, too */
                    share_refresh_token?: boolean;
                    required_claims?: {
                        [key: string]: string[];
                    };
                    denied_claims?: {
                        [key: string]: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string | null;
                        name: string;
                        display_name: string;
                        enabled: boolean;
                        /** @description `environment` or `database` */
                        source: string;
                        /** Format: uuid */
                        tenant_id: string | null;
                        issuer_url: string;
                        client_id: string;
                        has_client_secret: boolean;
                        scopes: string[];
                        authorization_url: string | null;
                        token_url: string | null;
                        userinfo_url: string | null;
                        revocation_url: string | null;
                        allow_app_login: boolean;
                        allow_dashboard_login: boolean;
                        share_refresh_token: boolean;
                        required_claims: {
                            [key: string]: string[];
                        } | null;
                        denied_claims: {
                            [key: string]: string[];
                        } | null;
                        /** @description To be registered with the provider */
                        callback_url: string;
                        /** Format: date-time */
                        created_at: string | null;
                        /** Format: date-time */
                        updated_at: string | null;
                    };
                };
            };
        };
    };
    "admin.get_oauth_provider": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string | null;
                        name: string;
                        display_name: string;
                        enabled: boolean;
                        /** @description `environment` or `database` */
                        source: string;
                        /** Format: uuid */
                        tenant_id: string | null;
                        issuer_url: string;
                        client_id: string;
                        has_client_secret: boolean;
                        scopes: string[];
                        authorization_url: string | null;
                        token_url: string | null;
                        userinfo_url: string | null;
                        revocation_url: string | null;
                        allow_app_login: boolean;
                        allow_dashboard_login: boolean;
                        share_refresh_token: boolean;
                        required_claims: {
                            [key: string]: string[];
                        } | null;
                        denied_claims: {
                            [key: string]: string[];
                        } | null;
                        /** @description To be registered with the provider */
                        callback_url: string;
                        /** Format: date-time */
                        created_at: string | null;
                        /** Format: date-time */
                        updated_at: string | null;
                    };
                };
            };
        };
    };
    "admin.delete_oauth_provider": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "admin.update_oauth_provider": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    issuer_url?: string;
                    client_id?: string;
                    display_name?: string;
                    enabled?: boolean;
                    client_secret?: string;
                    scopes?: string[];
                    authorization_url?: string;
                    token_url?: string;
                    userinfo_url?: string;
                    revocation_url?: string;
                    allow_app_login?: boolean;
                    allow_dashboard_login?: boolean;
                    /** @description Whether people get their refresh token of the provider, too */
                    share_refresh_token?: boolean;
                    required_claims?: {
                        [key: string]: string[];
                    };
                    denied_claims?: {
                        [key: string]: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string | null;
                        name: string;
                        display_name: string;
                        enabled: boolean;
                        /** @description `environment` or `database` */
                        source: string;
                        /** Format: uuid */
                        tenant_id: string | null;
                        issuer_url: string;
                        client_id: string;
                        has_client_secret: boolean;
                        scopes: string[];
                        authorization_url: string | null;
                        token_url: string | null;
                        userinfo_url: string | null;
                        revocation_url: string | null;
                        allow_app_login: boolean;
                        allow_dashboard_login: boolean;
                        share_refresh_token: boolean;
                        required_claims: {
                            [key: string]: string[];
                        } | null;
                        denied_claims: {
                            [key: string]: string[];
                        } | null;
                        /** @description To be registered with the provider */
                        callback_url: string;
                        /** Format: date-time */
                        created_at: string | null;
                        /** Format: date-time */
                        updated_at: string | null;
                    };
                };
            };
        };
    };
    "queue.list": {
        parameters: {
            query?: {
                state?: "pending" | "running" | "failed";
                task?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        jobs: {
                            id: string;
                            task: string;
                            /**
                             * @description failed: its tries are used up
                             * @enum {string}
                             */
                            state: "pending" | "running" | "failed";
                            attempts: number;
                            max_attempts: number;
                            /** Format: date-time */
                            run_at: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            locked_at: string | null;
                            last_error: string | null;
                        }[];
                        next_cursor: string | null;
                        counts: {
                            pending: number;
                            running: number;
                            failed: number;
                            outbox: number;
                        };
                    };
                };
            };
        };
    };
    "queue.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "queue.retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        task: string;
                        /**
                         * @description failed: its tries are used up
                         * @enum {string}
                         */
                        state: "pending" | "running" | "failed";
                        attempts: number;
                        max_attempts: number;
                        /** Format: date-time */
                        run_at: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        locked_at: string | null;
                        last_error: string | null;
                    };
                };
            };
        };
    };
    "realtime.list_tables": {
        parameters: {
            query?: {
                /** @description false: also those that were disabled */
                enabled?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tables: {
                            /** Format: uuid */
                            id: string | null;
                            schema: string;
                            table: string;
                            realtime_enabled: boolean;
                            events: string[];
                            excluded_columns?: string[] | null;
                            /** Format: date-time */
                            created_at: string | null;
                            /** Format: date-time */
                            updated_at: string | null;
                        }[];
                        count: number;
                    };
                };
            };
        };
    };
    "realtime.enable_table": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    schema?: string;
                    table: string;
                    events?: ("INSERT" | "UPDATE" | "DELETE")[];
                    exclude?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        schema: string;
                        table: string;
                        events: string[];
                        trigger_name: string;
                        exclude?: string[];
                    };
                };
            };
        };
    };
    "realtime.get_table": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schema: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string | null;
                        schema: string;
                        table: string;
                        realtime_enabled: boolean;
                        events: string[];
                        excluded_columns?: string[] | null;
                        /** Format: date-time */
                        created_at: string | null;
                        /** Format: date-time */
                        updated_at: string | null;
                    };
                };
            };
        };
    };
    "realtime.disable_table": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schema: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "realtime.change_table": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                schema: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    events?: ("INSERT" | "UPDATE" | "DELETE")[];
                    exclude?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "admin.refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refresh_token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            name: string;
                            full_name: string | null;
                            avatar_url: string | null;
                            role: string;
                            email_verified: boolean;
                            is_active: boolean;
                            is_locked: boolean;
                            /** Format: date-time */
                            last_login_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                    };
                };
            };
        };
    };
    "admin.list_saml_providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        providers: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            tenant_id: string | null;
                            name: string;
                            display_name: string;
                            enabled: boolean;
                            entity_id: string;
                            /** @description To be registered with the provider */
                            acs_url: string;
                            metadata_url: string;
                            idp_entity_id: string;
                            sso_url: string;
                            slo_url: string | null;
                            certificates: string[];
                            sp_certificate: string;
                            attribute_mapping: {
                                email?: string;
                                name?: string;
                                first_name?: string;
                                last_name?: string;
                            };
                            email_domains: string[] | null;
                            auto_create_users: boolean;
                            allow_idp_initiated: boolean;
                            allowed_redirect_hosts: string[];
                            /** @enum {boolean} */
                            require_logout_signature: true;
                            allow_app_login: boolean;
                            group_attribute: string;
                            required_groups: string[];
                            required_groups_all: string[];
                            denied_groups: string[];
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "admin.create_saml_provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: uuid */
                    tenant_id?: string;
                    display_name?: string;
                    enabled?: boolean;
                    entity_id?: string;
                    idp_metadata_xml?: string;
                    idp_metadata_url?: string;
                    idp_entity_id?: string;
                    sso_url?: string;
                    slo_url?: string | null;
                    certificates?: string[];
                    /** @description PEM */
                    sp_certificate?: string;
                    sp_private_key?: string;
                    attribute_mapping?: {
                        email?: string;
                        name?: string;
                        first_name?: string;
                        last_name?: string;
                    };
                    email_domains?: string[] | null;
                    auto_create_users?: boolean;
                    allow_idp_initiated?: boolean;
                    allowed_redirect_hosts?: string[];
                    /**
                     * @description Always: there is no other way
                     * @enum {boolean}
                     */
                    require_logout_signature?: true;
                    allow_app_login?: boolean;
                    group_attribute?: string;
                    required_groups?: string[];
                    required_groups_all?: string[];
                    denied_groups?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string | null;
                        name: string;
                        display_name: string;
                        enabled: boolean;
                        entity_id: string;
                        /** @description To be registered with the provider */
                        acs_url: string;
                        metadata_url: string;
                        idp_entity_id: string;
                        sso_url: string;
                        slo_url: string | null;
                        certificates: string[];
                        sp_certificate: string;
                        attribute_mapping: {
                            email?: string;
                            name?: string;
                            first_name?: string;
                            last_name?: string;
                        };
                        email_domains: string[] | null;
                        auto_create_users: boolean;
                        allow_idp_initiated: boolean;
                        allowed_redirect_hosts: string[];
                        /** @enum {boolean} */
                        require_logout_signature: true;
                        allow_app_login: boolean;
                        group_attribute: string;
                        required_groups: string[];
                        required_groups_all: string[];
                        denied_groups: string[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "admin.get_saml_provider": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string | null;
                        name: string;
                        display_name: string;
                        enabled: boolean;
                        entity_id: string;
                        /** @description To be registered with the provider */
                        acs_url: string;
                        metadata_url: string;
                        idp_entity_id: string;
                        sso_url: string;
                        slo_url: string | null;
                        certificates: string[];
                        sp_certificate: string;
                        attribute_mapping: {
                            email?: string;
                            name?: string;
                            first_name?: string;
                            last_name?: string;
                        };
                        email_domains: string[] | null;
                        auto_create_users: boolean;
                        allow_idp_initiated: boolean;
                        allowed_redirect_hosts: string[];
                        /** @enum {boolean} */
                        require_logout_signature: true;
                        allow_app_login: boolean;
                        group_attribute: string;
                        required_groups: string[];
                        required_groups_all: string[];
                        denied_groups: string[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "admin.delete_saml_provider": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "admin.update_saml_provider": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    display_name?: string;
                    enabled?: boolean;
                    entity_id?: string;
                    idp_metadata_xml?: string;
                    idp_metadata_url?: string;
                    idp_entity_id?: string;
                    sso_url?: string;
                    slo_url?: string | null;
                    certificates?: string[];
                    /** @description PEM */
                    sp_certificate?: string;
                    sp_private_key?: string;
                    attribute_mapping?: {
                        email?: string;
                        name?: string;
                        first_name?: string;
                        last_name?: string;
                    };
                    email_domains?: string[] | null;
                    auto_create_users?: boolean;
                    allow_idp_initiated?: boolean;
                    allowed_redirect_hosts?: string[];
                    /**
                     * @description Always: there is no other way
                     * @enum {boolean}
                     */
                    require_logout_signature?: true;
                    allow_app_login?: boolean;
                    group_attribute?: string;
                    required_groups?: string[];
                    required_groups_all?: string[];
                    denied_groups?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string | null;
                        name: string;
                        display_name: string;
                        enabled: boolean;
                        entity_id: string;
                        /** @description To be registered with the provider */
                        acs_url: string;
                        metadata_url: string;
                        idp_entity_id: string;
                        sso_url: string;
                        slo_url: string | null;
                        certificates: string[];
                        sp_certificate: string;
                        attribute_mapping: {
                            email?: string;
                            name?: string;
                            first_name?: string;
                            last_name?: string;
                        };
                        email_domains: string[] | null;
                        auto_create_users: boolean;
                        allow_idp_initiated: boolean;
                        allowed_redirect_hosts: string[];
                        /** @enum {boolean} */
                        require_logout_signature: true;
                        allow_app_login: boolean;
                        group_attribute: string;
                        required_groups: string[];
                        required_groups_all: string[];
                        denied_groups: string[];
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "schema.get": {
        parameters: {
            query?: {
                schema?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        schemas: {
                            name: string;
                            comment: string | null;
                        }[];
                        tables: {
                            schema: string;
                            name: string;
                            /** @enum {string} */
                            kind: "table" | "partitioned_table" | "view" | "materialized_view" | "foreign_table";
                            comment: string | null;
                            columns: {
                                name: string;
                                type: string;
                                position: number;
                                nullable: boolean;
                                default: string | null;
                                generated: string | null;
                                /** @enum {string|null} */
                                identity: "always" | "by default" | null;
                                comment: string | null;
                                enum_values: string[] | null;
                            }[];
                            primary_key: string[];
                            uniques: {
                                name: string;
                                columns: string[];
                            }[];
                            foreign_keys: {
                                name: string;
                                columns: string[];
                                references: {
                                    schema: string;
                                    table: string;
                                    columns: string[];
                                };
                                on_update: string;
                                on_delete: string;
                            }[];
                            checks: {
                                name: string;
                                definition: string;
                            }[];
                            indexes: {
                                name: string;
                                definition: string;
                                unique: boolean;
                                primary: boolean;
                                valid: boolean;
                                size_bytes: number;
                            }[];
                            rls_enabled: boolean;
                            rls_forced: boolean;
                            policies: {
                                name: string;
                                /** @enum {string} */
                                command: "all" | "select" | "insert" | "update" | "delete";
                                permissive: boolean;
                                roles: string[];
                                using: string | null;
                                check: string | null;
                            }[];
                            grants: {
                                [key: string]: string[];
                            };
                            triggers: {
                                name: string;
                                definition: string;
                                enabled: boolean;
                            }[];
                            row_estimate: number | null;
                            size_bytes: number | null;
                            realtime: boolean;
                            webhooks: number;
                            definition: string | null;
                        }[];
                        enums: {
                            schema: string;
                            name: string;
                            values: string[];
                        }[];
                        functions: {
                            schema: string;
                            name: string;
                            arguments: string;
                            returns: string | null;
                            language: string;
                            security_definer: boolean;
                        }[];
                    };
                };
            };
        };
    };
    "schema.refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        tables: number;
                        views: number;
                    };
                };
            };
        };
    };
    "service_keys.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @enum {string} */
                        key_type: "anon" | "service";
                        scopes: string[];
                        allowed_namespaces?: string[];
                        enabled: boolean;
                        rate_limit_per_minute?: number;
                        rate_limit_per_hour?: number;
                        /** @description A person, or a key */
                        created_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        deprecated_at?: string;
                        /** Format: date-time */
                        grace_period_ends_at?: string;
                        /** Format: uuid */
                        replaced_by?: string;
                    }[];
                };
            };
        };
    };
    "service_keys.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string | null;
                    scopes?: string[];
                    /** @description Names, or beginnings and `*`; empty: the default one alone */
                    allowed_namespaces?: string[] | null;
                    rate_limit_per_minute?: number | null;
                    rate_limit_per_hour?: number | null;
                    name: string;
                    /** @enum {string} */
                    key_type?: "anon" | "service";
                    /** Format: date-time */
                    expires_at?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @enum {string} */
                        key_type: "anon" | "service";
                        scopes: string[];
                        allowed_namespaces?: string[];
                        enabled: boolean;
                        rate_limit_per_minute?: number;
                        rate_limit_per_hour?: number;
                        /** @description A person, or a key */
                        created_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        deprecated_at?: string;
                        /** Format: date-time */
                        grace_period_ends_at?: string;
                        /** Format: uuid */
                        replaced_by?: string;
                        /** @description The secret; shown this once */
                        key: string;
                    };
                };
            };
        };
    };
    "service_keys.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @enum {string} */
                        key_type: "anon" | "service";
                        scopes: string[];
                        allowed_namespaces?: string[];
                        enabled: boolean;
                        rate_limit_per_minute?: number;
                        rate_limit_per_hour?: number;
                        /** @description A person, or a key */
                        created_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        deprecated_at?: string;
                        /** Format: date-time */
                        grace_period_ends_at?: string;
                        /** Format: uuid */
                        replaced_by?: string;
                    };
                };
            };
        };
    };
    "service_keys.put": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    description?: string | null;
                    scopes?: string[];
                    /** @description Names, or beginnings and `*`; empty: the default one alone */
                    allowed_namespaces?: string[] | null;
                    rate_limit_per_minute?: number | null;
                    rate_limit_per_hour?: number | null;
                    name?: string;
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @enum {string} */
                        key_type: "anon" | "service";
                        scopes: string[];
                        allowed_namespaces?: string[];
                        enabled: boolean;
                        rate_limit_per_minute?: number;
                        rate_limit_per_hour?: number;
                        /** @description A person, or a key */
                        created_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        deprecated_at?: string;
                        /** Format: date-time */
                        grace_period_ends_at?: string;
                        /** Format: uuid */
                        replaced_by?: string;
                    };
                };
            };
        };
    };
    "service_keys.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "service_keys.patch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    description?: string | null;
                    scopes?: string[];
                    /** @description Names, or beginnings and `*`; empty: the default one alone */
                    allowed_namespaces?: string[] | null;
                    rate_limit_per_minute?: number | null;
                    rate_limit_per_hour?: number | null;
                    name?: string;
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @enum {string} */
                        key_type: "anon" | "service";
                        scopes: string[];
                        allowed_namespaces?: string[];
                        enabled: boolean;
                        rate_limit_per_minute?: number;
                        rate_limit_per_hour?: number;
                        /** @description A person, or a key */
                        created_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        deprecated_at?: string;
                        /** Format: date-time */
                        grace_period_ends_at?: string;
                        /** Format: uuid */
                        replaced_by?: string;
                    };
                };
            };
        };
    };
    "service_keys.deprecate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Hours, 0 to 720; 24 by default */
                    grace_period_hours?: number | string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description Hours, 0 to 720; 24 by default */
                    grace_period_hours?: number | string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        deprecated_at: string;
                        /** Format: date-time */
                        grace_period_ends_at: string;
                    };
                };
            };
        };
    };
    "service_keys.disable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "service_keys.enable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "service_keys.revocations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** Format: date-time */
                        revoked_at: string | null;
                        revoked_by: string | null;
                        revocation_reason: string | null;
                        history: {
                            type: string;
                            reason: string | null;
                            /** @description A person, or a key */
                            by: string | null;
                            /** Format: date-time */
                            at: string;
                        }[];
                    };
                };
            };
        };
    };
    "service_keys.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    reason?: string | null;
                };
                "application/x-www-form-urlencoded": {
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "service_keys.rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    new_name?: string;
                    new_key_name?: string;
                    new_scopes?: string[] | string;
                    /** @description Hours, 0 to 720; 24 by default */
                    grace_period_hours?: number | string;
                };
                "application/x-www-form-urlencoded": {
                    new_name?: string;
                    new_key_name?: string;
                    new_scopes?: string[] | string;
                    /** @description Hours, 0 to 720; 24 by default */
                    grace_period_hours?: number | string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @enum {string} */
                        key_type: "anon" | "service";
                        scopes: string[];
                        allowed_namespaces?: string[];
                        enabled: boolean;
                        rate_limit_per_minute?: number;
                        rate_limit_per_hour?: number;
                        /** @description A person, or a key */
                        created_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        deprecated_at?: string;
                        /** Format: date-time */
                        grace_period_ends_at?: string;
                        /** Format: uuid */
                        replaced_by?: string;
                        /** @description The secret; shown this once */
                        key: string;
                    };
                };
            };
        };
    };
    "admin_settings.list": {
        parameters: {
            query?: {
                prefix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        value: unknown;
                        /**
                         * @description Whose word is in force
                         * @enum {string}
                         */
                        source: "default" | "instance" | "tenant";
                        is_public: boolean;
                        description?: string;
                        /** Format: date-time */
                        updated_at?: string;
                    }[];
                };
            };
        };
    };
    "admin_settings.decrypt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        value: string;
                    };
                };
            };
        };
    };
    "admin_settings.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        value: unknown;
                        /**
                         * @description Whose word is in force
                         * @enum {string}
                         */
                        source: "default" | "instance" | "tenant";
                        is_public: boolean;
                        description?: string;
                        /** Format: date-time */
                        updated_at?: string;
                    };
                };
            };
        };
    };
    "admin_settings.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    value: unknown;
                    is_public?: boolean;
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        value: unknown;
                        /**
                         * @description Whose word is in force
                         * @enum {string}
                         */
                        source: "default" | "instance" | "tenant";
                        is_public: boolean;
                        description?: string;
                        /** Format: date-time */
                        updated_at?: string;
                    };
                };
            };
        };
    };
    "admin_settings.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "admin.setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    name: string;
                    setup_token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            name: string;
                            full_name: string | null;
                            avatar_url: string | null;
                            role: string;
                            email_verified: boolean;
                            is_active: boolean;
                            is_locked: boolean;
                            /** Format: date-time */
                            last_login_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                    };
                };
            };
        };
    };
    "admin.setup_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        needs_setup: boolean;
                        has_admin: boolean;
                    };
                };
            };
        };
    };
    "sql.execute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    statement: string;
                    /** @description Values of $1, $2, … */
                    parameters?: unknown[];
                    as?: {
                        /** Format: uuid */
                        user_id?: string;
                        /** @enum {string} */
                        role?: "anon" | "authenticated" | "tenant_service" | "service_role";
                        /** @description Id or name, as in X-FB-Tenant; else that of the asker */
                        tenant?: string;
                    };
                    read_only?: boolean;
                    /** @enum {string} */
                    explain?: "plan" | "analyze";
                    /** @default 1000 */
                    limit?: number;
                    /** @default 30000 */
                    timeout_ms?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            command: string;
                            columns: {
                                name: string;
                                type: string;
                            }[];
                            rows: unknown[][];
                            row_count: number;
                            truncated: boolean;
                            duration_ms: number;
                            plan?: unknown;
                        }[];
                        notices: {
                            severity: string;
                            code: string;
                            message: string;
                        }[];
                        duration_ms: number;
                    };
                };
            };
        };
    };
    "stats.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: {
                            total: number;
                            verified: number;
                            anonymous: number;
                            banned: number;
                            app_users: number;
                            active_sessions: number;
                            sign_ups: {
                                day: string;
                                count: number;
                            }[];
                        };
                        requests: {
                            /** Format: date-time */
                            since: string;
                            minutes: {
                                /** Format: date-time */
                                at: string;
                                errors: number;
                                surface: string;
                                count: number;
                                p50_ms: number;
                                p95_ms: number;
                                p99_ms: number;
                            }[];
                            surfaces: {
                                surface: string;
                                count: number;
                                p50_ms: number;
                                p95_ms: number;
                                p99_ms: number;
                                per_second: number;
                                error_rate: number;
                            }[];
                        };
                        database: {
                            version: string;
                            size_bytes: number;
                            connections: number;
                            max_connections: number;
                            uptime_seconds: number;
                        };
                        queue: {
                            pending: number;
                            running: number;
                            failed: number;
                            outbox: number;
                        };
                        realtime: {
                            connections: number;
                            channels: number;
                            subscriptions: number;
                        };
                        storage: {
                            buckets: number;
                            objects: number;
                            bytes: number;
                        };
                        usage: {
                            events_per_minute: {
                                /** Format: date-time */
                                at: string;
                                count: number;
                            }[];
                        };
                        changes: {
                            lag: number;
                        };
                        process: {
                            id: number;
                            uptime_seconds: number;
                            memory_bytes: number;
                            cpu_seconds: number;
                            version: string;
                        };
                    };
                };
            };
        };
    };
    "tenants.list": {
        parameters: {
            query?: {
                status?: "creating" | "active" | "error" | "deleting";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        name: string;
                        /** @enum {string} */
                        status: "creating" | "active" | "error" | "deleting";
                        is_default: boolean;
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string;
                    }[];
                };
            };
        };
    };
    "tenants.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    slug: string;
                    name: string;
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string} */
                    db_mode?: "auto" | "existing";
                    db_name?: string;
                    auto_generate_keys?: boolean;
                    /** Format: uuid */
                    admin_user_id?: string;
                    /** Format: email */
                    admin_email?: string;
                    /** @description Keys are never mailed: true is refused */
                    send_keys_to_email?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        name: string;
                        /** @enum {string} */
                        status: "creating" | "active" | "error" | "deleting";
                        is_default: boolean;
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string;
                        tenant: {
                            /** Format: uuid */
                            id: string;
                            slug: string;
                            name: string;
                            /** @enum {string} */
                            status: "creating" | "active" | "error" | "deleting";
                            is_default: boolean;
                            metadata: {
                                [key: string]: unknown;
                            };
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: date-time */
                            deleted_at?: string;
                        };
                        anon_key?: string;
                        service_key?: string;
                        invitation_sent: boolean;
                        invitation_email?: string;
                    };
                };
            };
        };
    };
    "tenants.list_deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        name: string;
                        /** @enum {string} */
                        status: "creating" | "active" | "error" | "deleting";
                        is_default: boolean;
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string;
                    }[];
                };
            };
        };
    };
    "tenants.list_mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        name: string;
                        /** @enum {string} */
                        status: "creating" | "active" | "error" | "deleting";
                        is_default: boolean;
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string;
                        /** @enum {string} */
                        my_role: "tenant_admin";
                    }[];
                };
            };
        };
    };
    "tenants.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        name: string;
                        /** @enum {string} */
                        status: "creating" | "active" | "error" | "deleting";
                        is_default: boolean;
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string;
                    };
                };
            };
        };
    };
    "tenants.delete": {
        parameters: {
            query?: {
                hard?: boolean;
            };
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "tenants.change": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    metadata?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        slug: string;
                        name: string;
                        /** @enum {string} */
                        status: "creating" | "active" | "error" | "deleting";
                        is_default: boolean;
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        deleted_at?: string;
                    };
                };
            };
        };
    };
    "tenants.list_admins": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string;
                        /** Format: uuid */
                        user_id: string;
                        email: string | null;
                        /** @enum {string} */
                        role: "tenant_admin" | "tenant_member";
                        /** @enum {string} */
                        dashboard_role: "tenant_admin" | "tenant_member";
                        /** @enum {string|null} */
                        member_role: "owner" | "admin" | "member" | "viewer" | null;
                        /** Format: date-time */
                        assigned_at: string;
                        /** Format: date-time */
                        created_at: string;
                    }[];
                };
            };
        };
    };
    "tenants.assign_admins": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    user_id: string;
                    /**
                     * @description tenant_admin administers the tenant; the others have rights over its data alone
                     * @enum {string}
                     */
                    role?: "tenant_admin" | "tenant_member" | "owner" | "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string;
                        /** Format: uuid */
                        user_id: string;
                        email: string | null;
                        /** @enum {string} */
                        role: "tenant_admin" | "tenant_member";
                        /** @enum {string} */
                        dashboard_role: "tenant_admin" | "tenant_member";
                        /** @enum {string|null} */
                        member_role: "owner" | "admin" | "member" | "viewer" | null;
                        /** Format: date-time */
                        assigned_at: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    "tenants.remove_admins": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "tenants.change_admins": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description tenant_admin administers the tenant; the others have rights over its data alone
                     * @enum {string}
                     */
                    role: "tenant_admin" | "tenant_member" | "owner" | "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string;
                        /** Format: uuid */
                        user_id: string;
                        email: string | null;
                        /** @enum {string} */
                        role: "tenant_admin" | "tenant_member";
                        /** @enum {string} */
                        dashboard_role: "tenant_admin" | "tenant_member";
                        /** @enum {string|null} */
                        member_role: "owner" | "admin" | "member" | "viewer" | null;
                        /** Format: date-time */
                        assigned_at: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    "tenants.list_members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string;
                        /** Format: uuid */
                        user_id: string;
                        email: string | null;
                        /** @enum {string} */
                        role: "tenant_admin" | "tenant_member";
                        /** @enum {string} */
                        dashboard_role: "tenant_admin" | "tenant_member";
                        /** @enum {string|null} */
                        member_role: "owner" | "admin" | "member" | "viewer" | null;
                        /** Format: date-time */
                        assigned_at: string;
                        /** Format: date-time */
                        created_at: string;
                    }[];
                };
            };
        };
    };
    "tenants.assign_members": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    user_id: string;
                    /**
                     * @description tenant_admin administers the tenant; the others have rights over its data alone
                     * @enum {string}
                     */
                    role?: "tenant_admin" | "tenant_member" | "owner" | "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string;
                        /** Format: uuid */
                        user_id: string;
                        email: string | null;
                        /** @enum {string} */
                        role: "tenant_admin" | "tenant_member";
                        /** @enum {string} */
                        dashboard_role: "tenant_admin" | "tenant_member";
                        /** @enum {string|null} */
                        member_role: "owner" | "admin" | "member" | "viewer" | null;
                        /** Format: date-time */
                        assigned_at: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    "tenants.remove_members": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "tenants.change_members": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description tenant_admin administers the tenant; the others have rights over its data alone
                     * @enum {string}
                     */
                    role: "tenant_admin" | "tenant_member" | "owner" | "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        tenant_id: string;
                        /** Format: uuid */
                        user_id: string;
                        email: string | null;
                        /** @enum {string} */
                        role: "tenant_admin" | "tenant_member";
                        /** @enum {string} */
                        dashboard_role: "tenant_admin" | "tenant_member";
                        /** @enum {string|null} */
                        member_role: "owner" | "admin" | "member" | "viewer" | null;
                        /** Format: date-time */
                        assigned_at: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    "tenants.migrate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "skipped";
                        reason: string;
                    };
                };
            };
        };
    };
    "tenants.recover": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "recovered";
                    };
                };
            };
        };
    };
    "tenants.repair": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "tenants.show_settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        tenant_id: string;
                        tenant_name: string;
                        settings: {
                            [key: string]: unknown;
                        };
                        overridable_settings: string[] | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "tenants.change_settings": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    settings?: {
                        [key: string]: unknown;
                    };
                    secrets?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        tenant_id: string;
                        tenant_name: string;
                        settings: {
                            [key: string]: unknown;
                        };
                        overridable_settings: string[] | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "tenants.show_setting": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description Words joined by dots */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        tenant_id: string;
                        path: string;
                        value?: unknown;
                        is_secret?: boolean;
                        /** @enum {string} */
                        source: "tenant" | "instance" | "config";
                        is_overridable: boolean;
                    };
                };
            };
        };
    };
    "tenants.unset_setting": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                /** @description Words joined by dots */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.list": {
        parameters: {
            query?: {
                q?: string;
                app_id?: string;
                verified?: boolean;
                banned?: boolean;
                anonymous?: boolean;
                second_factor?: boolean;
                provider?: string;
                role?: string;
                order?: "created_at.desc" | "created_at.asc" | "last_sign_in_at.desc" | "email.asc";
                /** @description With how many there are in all */
                count?: boolean;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: {
                            /** Format: uuid */
                            id: string;
                            app_id: string | null;
                            email: string | null;
                            email_verified: boolean;
                            new_email: string | null;
                            phone: string | null;
                            username: string | null;
                            full_name: string | null;
                            avatar_url: string | null;
                            language: string;
                            /** @description The highest grant, else what the application calls them */
                            role: string;
                            grants: {
                                /** @enum {string} */
                                role: "instance_admin" | "tenant_admin" | "dashboard_user";
                                /** Format: uuid */
                                tenant_id: string | null;
                            }[];
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            is_anonymous: boolean;
                            has_password: boolean;
                            has_second_factor: boolean;
                            providers: string[];
                            /** Format: date-time */
                            banned_at: string | null;
                            /** Format: date-time */
                            banned_until: string | null;
                            ban_reason: string | null;
                            origin: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: date-time */
                            last_sign_in_at: string | null;
                        }[];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    "users.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password?: string;
                    invite?: boolean;
                    full_name?: string;
                    user_metadata?: {
                        [key: string]: unknown;
                    };
                    app_metadata?: {
                        [key: string]: unknown;
                    };
                    role?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        app_id: string | null;
                        email: string | null;
                        email_verified: boolean;
                        new_email: string | null;
                        phone: string | null;
                        username: string | null;
                        full_name: string | null;
                        avatar_url: string | null;
                        language: string;
                        /** @description The highest grant, else what the application calls them */
                        role: string;
                        grants: {
                            /** @enum {string} */
                            role: "instance_admin" | "tenant_admin" | "dashboard_user";
                            /** Format: uuid */
                            tenant_id: string | null;
                        }[];
                        user_metadata: {
                            [key: string]: unknown;
                        };
                        app_metadata: {
                            [key: string]: unknown;
                        };
                        is_anonymous: boolean;
                        has_password: boolean;
                        has_second_factor: boolean;
                        providers: string[];
                        /** Format: date-time */
                        banned_at: string | null;
                        /** Format: date-time */
                        banned_until: string | null;
                        ban_reason: string | null;
                        origin: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_sign_in_at: string | null;
                    };
                };
            };
        };
    };
    "users.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        app_id: string | null;
                        email: string | null;
                        email_verified: boolean;
                        new_email: string | null;
                        phone: string | null;
                        username: string | null;
                        full_name: string | null;
                        avatar_url: string | null;
                        language: string;
                        /** @description The highest grant, else what the application calls them */
                        role: string;
                        grants: {
                            /** @enum {string} */
                            role: "instance_admin" | "tenant_admin" | "dashboard_user";
                            /** Format: uuid */
                            tenant_id: string | null;
                        }[];
                        user_metadata: {
                            [key: string]: unknown;
                        };
                        app_metadata: {
                            [key: string]: unknown;
                        };
                        is_anonymous: boolean;
                        has_password: boolean;
                        has_second_factor: boolean;
                        providers: string[];
                        /** Format: date-time */
                        banned_at: string | null;
                        /** Format: date-time */
                        banned_until: string | null;
                        ban_reason: string | null;
                        origin: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_sign_in_at: string | null;
                    };
                };
            };
        };
    };
    "users.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: email */
                    email?: string;
                    /** @enum {boolean} */
                    email_verified?: true;
                    password?: string;
                    full_name?: string | null;
                    username?: string;
                    user_metadata?: {
                        [key: string]: unknown;
                    };
                    app_metadata?: {
                        [key: string]: unknown;
                    };
                    role?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        app_id: string | null;
                        email: string | null;
                        email_verified: boolean;
                        new_email: string | null;
                        phone: string | null;
                        username: string | null;
                        full_name: string | null;
                        avatar_url: string | null;
                        language: string;
                        /** @description The highest grant, else what the application calls them */
                        role: string;
                        grants: {
                            /** @enum {string} */
                            role: "instance_admin" | "tenant_admin" | "dashboard_user";
                            /** Format: uuid */
                            tenant_id: string | null;
                        }[];
                        user_metadata: {
                            [key: string]: unknown;
                        };
                        app_metadata: {
                            [key: string]: unknown;
                        };
                        is_anonymous: boolean;
                        has_password: boolean;
                        has_second_factor: boolean;
                        providers: string[];
                        /** Format: date-time */
                        banned_at: string | null;
                        /** Format: date-time */
                        banned_until: string | null;
                        ban_reason: string | null;
                        origin: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_sign_in_at: string | null;
                    };
                };
            };
        };
    };
    "users.ban": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    until?: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        app_id: string | null;
                        email: string | null;
                        email_verified: boolean;
                        new_email: string | null;
                        phone: string | null;
                        username: string | null;
                        full_name: string | null;
                        avatar_url: string | null;
                        language: string;
                        /** @description The highest grant, else what the application calls them */
                        role: string;
                        grants: {
                            /** @enum {string} */
                            role: "instance_admin" | "tenant_admin" | "dashboard_user";
                            /** Format: uuid */
                            tenant_id: string | null;
                        }[];
                        user_metadata: {
                            [key: string]: unknown;
                        };
                        app_metadata: {
                            [key: string]: unknown;
                        };
                        is_anonymous: boolean;
                        has_password: boolean;
                        has_second_factor: boolean;
                        providers: string[];
                        /** Format: date-time */
                        banned_at: string | null;
                        /** Format: date-time */
                        banned_until: string | null;
                        ban_reason: string | null;
                        origin: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_sign_in_at: string | null;
                    };
                };
            };
        };
    };
    "users.list_factors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        factors: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "totp";
                            name: string;
                            confirmed: boolean;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        passkeys: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** @enum {string} */
                            device_type: "singleDevice" | "multiDevice";
                            second_factor: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_used_at: string | null;
                        }[];
                        recovery_codes_left: number;
                    };
                };
            };
        };
    };
    "users.remove_factor": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                factor_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.give_grant": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                role: "instance_admin" | "dashboard_user";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.take_grant": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                role: "instance_admin" | "dashboard_user";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.list_identities": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        identities: {
                            /** Format: uuid */
                            id: string;
                            provider: string;
                            email: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "users.remove_identity": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                identity_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.remove_passkey": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                passkey_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.reset_password": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        email_queued: true;
                    };
                };
            };
        };
    };
    "users.list_sessions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            /** Format: uuid */
                            id: string;
                            surface: string;
                            device: string | null;
                            address: string | null;
                            /** @enum {string} */
                            aal: "aal1" | "aal2";
                            amr: string[];
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_used_at: string;
                            /** Format: date-time */
                            expires_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "users.end_sessions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.end_session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "users.unban": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        app_id: string | null;
                        email: string | null;
                        email_verified: boolean;
                        new_email: string | null;
                        phone: string | null;
                        username: string | null;
                        full_name: string | null;
                        avatar_url: string | null;
                        language: string;
                        /** @description The highest grant, else what the application calls them */
                        role: string;
                        grants: {
                            /** @enum {string} */
                            role: "instance_admin" | "tenant_admin" | "dashboard_user";
                            /** Format: uuid */
                            tenant_id: string | null;
                        }[];
                        user_metadata: {
                            [key: string]: unknown;
                        };
                        app_metadata: {
                            [key: string]: unknown;
                        };
                        is_anonymous: boolean;
                        has_password: boolean;
                        has_second_factor: boolean;
                        providers: string[];
                        /** Format: date-time */
                        banned_at: string | null;
                        /** Format: date-time */
                        banned_until: string | null;
                        ban_reason: string | null;
                        origin: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: date-time */
                        last_sign_in_at: string | null;
                    };
                };
            };
        };
    };
    "metering.list_keys": {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            scopes: string[];
                            /**
                             * @description Usage by test keys is kept apart and never invoiced
                             * @enum {string}
                             */
                            mode: "live" | "test";
                            /** @enum {string} */
                            status: "ACTIVE" | "REVOKED" | "EXPIRED";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                            prefix: string;
                            /** Format: date-time */
                            last_used_at: string | null;
                        }[];
                        meta: {
                            page: number;
                            page_size: number;
                            total: number;
                            total_pages: number;
                        };
                    };
                };
            };
        };
    };
    "metering.create_key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: ("usage.write" | "usage.read")[];
                    /**
                     * @description Usage by test keys is kept apart and never invoiced
                     * @enum {string}
                     */
                    mode?: "live" | "test";
                    /** Format: date-time */
                    expires_at?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        scopes: string[];
                        /**
                         * @description Usage by test keys is kept apart and never invoiced
                         * @enum {string}
                         */
                        mode: "live" | "test";
                        /** @enum {string} */
                        status: "ACTIVE" | "REVOKED" | "EXPIRED";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                        key: string;
                    };
                };
            };
        };
    };
    "metering.revoke_key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.renew_backup_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    password?: string;
                    /** @description Of the authenticator, or a recovery code */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown this once; each works once */
                        backup_codes: string[];
                    };
                };
            };
        };
    };
    "auth.disable_2fa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    password?: string;
                    /** @description Of the authenticator, or a recovery code */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
        };
    };
    "auth.enable_2fa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the authenticator, or a recovery code */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        /** @description Shown this once; each works once */
                        backup_codes: string[];
                        message: string;
                    };
                };
            };
        };
    };
    "auth.setup_2fa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Shown by the app; default: the name of this server */
                    issuer?: string;
                    friendly_name?: string;
                    /** @description Of the authenticator, or a recovery code */
                    code?: string;
                    nonce?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        type: "totp";
                        totp: {
                            /** @description An image as a data: address */
                            qr_code: string;
                            secret: string;
                            uri: string;
                        };
                    };
                };
            };
        };
    };
    "auth.status_2fa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        totp_enabled: boolean;
                        all: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            type: "totp" | "passkey";
                            /** @enum {string} */
                            status: "verified" | "unverified";
                            friendly_name: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        totp: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            type: "totp" | "passkey";
                            /** @enum {string} */
                            status: "verified" | "unverified";
                            friendly_name: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        backup_codes_remaining: number;
                    };
                };
            };
        };
    };
    "auth.verify_2fa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    user_id: string;
                    /** @description Of the authenticator, or a recovery code */
                    code: string;
                    mfa_token?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token: string;
                        refresh_token: string;
                        /** @description Seconds */
                        expires_in: number;
                        /** @enum {string} */
                        token_type: "bearer";
                    };
                };
            };
        };
    };
    "auth.captcha_puzzle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        challenge: {
                            c: number;
                            s: number;
                            d: number;
                        };
                        token: string;
                        /** @description Milliseconds since 1970 */
                        expires: number;
                    };
                };
            };
        };
    };
    "auth.captcha_redeem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    solutions: number[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        token: string;
                        /** @description Milliseconds since 1970 */
                        expires: number;
                    };
                };
            };
        };
    };
    "auth.captcha_check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    endpoint: string;
                    email?: string;
                    device_fingerprint?: string;
                    trust_token?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        captcha_required: boolean;
                        reason: string;
                        trust_score: number;
                        /** @enum {string} */
                        provider?: "hcaptcha" | "recaptcha_v3" | "turnstile" | "cap";
                        site_key?: string;
                        challenge_id: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    "auth.captcha_config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        /** @enum {string} */
                        provider?: "hcaptcha" | "recaptcha_v3" | "turnstile" | "cap";
                        site_key?: string;
                        endpoints?: ("signup" | "login" | "password_reset" | "magic_link")[];
                        cap_server_url?: string;
                    };
                };
            };
        };
    };
    "metering.change_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password?: string;
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    "auth.config": {
        parameters: {
            query?: never;
            header?: {
                "x-fb-tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        signup_enabled: boolean;
                        require_email_verification: boolean;
                        magic_link_enabled: boolean;
                        passkeys_enabled: boolean;
                        password_login_enabled: boolean;
                        mfa_available: boolean;
                        password_min_length: number;
                        password_require_uppercase: boolean;
                        password_require_lowercase: boolean;
                        password_require_number: boolean;
                        password_require_special: boolean;
                        oauth_providers: {
                            provider: string;
                            display_name: string;
                            authorize_url: string;
                        }[];
                        saml_providers: {
                            provider: string;
                            display_name: string;
                        }[];
                        captcha: {
                            enabled: boolean;
                            /** @enum {string} */
                            provider?: "hcaptcha" | "recaptcha_v3" | "turnstile" | "cap";
                            site_key?: string;
                            endpoints?: ("signup" | "login" | "password_reset" | "magic_link")[];
                            cap_server_url?: string;
                        } | null;
                    };
                };
            };
        };
    };
    "auth.csrf": {
        parameters: {
            query?: never;
            header?: {
                cookie?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        csrf_token: string;
                    };
                };
            };
        };
    };
    "metering.forgot_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "impersonation.current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            admin_user_id: string;
                            /** Format: uuid */
                            target_user_id: string | null;
                            /** @enum {string} */
                            impersonation_type: "user" | "anon" | "service";
                            target_role: string;
                            reason: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            is_active: boolean;
                            ip_address: string | null;
                            user_agent: string | null;
                            /** Format: uuid */
                            tenant_id?: string;
                        } | null;
                        target_user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            role: string;
                        } | null;
                    };
                };
            };
        };
    };
    "impersonation.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    target_user_id: string;
                    /** @description At least 10 characters; audited */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            admin_user_id: string;
                            /** Format: uuid */
                            target_user_id: string | null;
                            /** @enum {string} */
                            impersonation_type: "user" | "anon" | "service";
                            target_role: string;
                            reason: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            is_active: boolean;
                            ip_address: string | null;
                            user_agent: string | null;
                            /** Format: uuid */
                            tenant_id?: string;
                        };
                        target_user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            role: string;
                        } | null;
                        access_token: string;
                        refresh_token: string;
                        /** @description Seconds */
                        expires_in: number;
                    };
                };
            };
        };
    };
    "impersonation.stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "impersonation.start_anon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description At least 10 characters; audited */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            admin_user_id: string;
                            /** Format: uuid */
                            target_user_id: string | null;
                            /** @enum {string} */
                            impersonation_type: "user" | "anon" | "service";
                            target_role: string;
                            reason: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            is_active: boolean;
                            ip_address: string | null;
                            user_agent: string | null;
                            /** Format: uuid */
                            tenant_id?: string;
                        };
                        target_user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            role: string;
                        } | null;
                        access_token: string;
                        refresh_token: string;
                        /** @description Seconds */
                        expires_in: number;
                    };
                };
            };
        };
    };
    "impersonation.start_service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description At least 10 characters; audited */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            admin_user_id: string;
                            /** Format: uuid */
                            target_user_id: string | null;
                            /** @enum {string} */
                            impersonation_type: "user" | "anon" | "service";
                            target_role: string;
                            reason: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            is_active: boolean;
                            ip_address: string | null;
                            user_agent: string | null;
                            /** Format: uuid */
                            tenant_id?: string;
                        };
                        target_user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            role: string;
                        } | null;
                        access_token: string;
                        refresh_token: string;
                        /** @description Seconds */
                        expires_in: number;
                    };
                };
            };
        };
    };
    "impersonation.list": {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                admin_user_id?: string;
                target_user_id?: string;
                impersonation_type?: "user" | "anon" | "service";
                is_active?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            admin_user_id: string;
                            /** Format: uuid */
                            target_user_id: string | null;
                            /** @enum {string} */
                            impersonation_type: "user" | "anon" | "service";
                            target_role: string;
                            reason: string;
                            /** Format: date-time */
                            started_at: string;
                            /** Format: date-time */
                            ended_at: string | null;
                            is_active: boolean;
                            ip_address: string | null;
                            user_agent: string | null;
                            /** Format: uuid */
                            tenant_id?: string;
                        }[];
                        total: number;
                    };
                };
            };
        };
    };
    "metering.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string | null;
                            /** @description owner, admin, member or viewer */
                            role: string;
                        };
                        organization: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        };
                    };
                };
            };
        };
    };
    "metering.logout": {
        parameters: {
            query?: never;
            header?: {
                cookie?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    "auth.magic_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @description On an origin of `redirect_allow_list`, below its path; else 400 */
                    redirect_to?: string;
                    captcha_token?: string;
                    challenge_id?: string;
                    device_fingerprint?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        } | null;
                        session: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        } | null;
                    };
                };
            };
        };
    };
    "auth.verify_magic_link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    token?: string;
                    /** Format: email */
                    email?: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                    };
                };
            };
        };
    };
    "metering.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string | null;
                            /** @description owner, admin, member or viewer */
                            role: string;
                        };
                        organization: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        };
                        organizations: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** @description owner, admin, member or viewer */
                            role: string;
                        }[];
                    };
                };
            };
        };
    };
    "metering.verify_mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mfa_token: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string | null;
                            /** @description owner, admin, member or viewer */
                            role: string;
                        };
                        organization: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        };
                    };
                };
            };
        };
    };
    "auth.oauth_providers": {
        parameters: {
            query?: {
                for?: "apps" | "dashboard";
            };
            header?: {
                "x-fb-tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        providers: {
                            id: string;
                            provider: string;
                            name: string;
                            display_name: string;
                            enabled: boolean;
                            authorize_url: string;
                        }[];
                    };
                };
            };
        };
    };
    "auth.oauth_authorize": {
        parameters: {
            query?: {
                redirect_uri?: string;
                redirect_to?: string;
                scopes?: string;
                /** @description S256: the one-time code for redirect_to counts with its verifier alone */
                code_challenge?: string;
            };
            header?: {
                accept?: string;
                "x-fb-tenant"?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                        provider: string;
                        state: string;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.oauth_callback": {
        parameters: {
            query: {
                code?: string;
                state: string;
                iss?: string;
                redirect_uri?: string;
                /** @description Of the code_challenge */
                code_verifier?: string;
                error?: string;
                error_description?: string;
            };
            header?: {
                cookie?: string;
                authorization?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.oauth_form_callback": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    code?: string;
                    state: string;
                    iss?: string;
                    redirect_uri?: string;
                    /** @description Of the code_challenge */
                    code_verifier?: string;
                    error?: string;
                    error_description?: string;
                };
            };
        };
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.oauth_logout": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    redirect_url?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        provider: string;
                        local_tokens_revoked: boolean;
                        provider_token_revoked: boolean;
                        requires_redirect?: boolean;
                        redirect_url?: string;
                        warning?: string;
                    };
                };
            };
        };
    };
    "auth.oauth_after_logout": {
        parameters: {
            query: {
                state: string;
            };
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        provider: string;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.oauth_token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        provider: string;
                        access_token: string;
                        refresh_token?: string;
                        id_token?: string;
                        scopes?: string;
                        /** Format: date-time */
                        token_expiry?: string;
                        /** @description Seconds */
                        expires_in?: number;
                        /** @enum {string} */
                        token_type: "Bearer";
                    };
                };
            };
        };
    };
    "auth.otp_resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email?: string;
                    /** @description E.164 */
                    phone?: string;
                    /** @enum {string} */
                    type: "email" | "sms" | "magiclink" | "signup" | "invite" | "recovery" | "email_change" | "phone_change";
                    options?: {
                        emailRedirectTo?: string;
                        /** @description Default: false */
                        shouldCreateUser?: boolean;
                        data?: {
                            [key: string]: unknown;
                        };
                        captchaToken?: string;
                        /**
                         * @description Default: signin
                         * @enum {string}
                         */
                        purpose?: "signin" | "signup" | "recovery" | "email_change" | "phone_change";
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        } | null;
                        session: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        } | null;
                    };
                };
            };
        };
    };
    "auth.otp_signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    email?: string;
                    /** @description E.164 */
                    phone?: string;
                    options?: {
                        emailRedirectTo?: string;
                        /** @description Default: false */
                        shouldCreateUser?: boolean;
                        data?: {
                            [key: string]: unknown;
                        };
                        captchaToken?: string;
                        /**
                         * @description Default: signin
                         * @enum {string}
                         */
                        purpose?: "signin" | "signup" | "recovery" | "email_change" | "phone_change";
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        } | null;
                        session: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        } | null;
                    };
                };
            };
        };
    };
    "auth.otp_verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email?: string;
                    /** @description E.164 */
                    phone?: string;
                    /** @description The code as it was sent */
                    token: string;
                    /** @enum {string} */
                    type: "email" | "sms" | "magiclink" | "signup" | "invite" | "recovery" | "email_change" | "phone_change";
                    options?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                    };
                };
            };
        };
    };
    "passkeys.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_used_at: string | null;
                        /** @description Copies are kept elsewhere, as of its last use */
                        backed_up: boolean;
                        /**
                         * @description Whether it can be copied at all
                         * @enum {string}
                         */
                        device_type: "singleDevice" | "multiDevice";
                        transports: string[];
                        /** Format: uuid */
                        aaguid: string;
                        /** @description Every other way in asks for a second factor */
                        second_factor: boolean;
                    }[];
                };
            };
        };
    };
    "passkeys.begin_registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    second_factor?: boolean;
                    nonce?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        challenge: string;
                        rp: {
                            id: string;
                            name: string;
                        };
                        user: {
                            id: string;
                            name: string;
                            displayName: string;
                        };
                        pubKeyCredParams: {
                            /** @enum {string} */
                            type: "public-key";
                            alg: number;
                        }[];
                        /** @description Milliseconds */
                        timeout: number;
                        /** @enum {string} */
                        attestation: "none";
                        excludeCredentials: {
                            id: string;
                            /** @enum {string} */
                            type: "public-key";
                            transports: string[];
                        }[];
                        authenticatorSelection: {
                            /** @enum {string} */
                            residentKey: "required" | "preferred" | "discouraged";
                            requireResidentKey: boolean;
                            /** @enum {string} */
                            userVerification: "required" | "preferred" | "discouraged";
                        };
                        extensions: {
                            credProps: boolean;
                        };
                        hints: string[];
                    };
                };
            };
        };
    };
    "passkeys.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    rawId: string;
                    /** @enum {string} */
                    type: "public-key";
                    authenticatorAttachment?: string | null;
                    clientExtensionResults?: {
                        [key: string]: unknown;
                    };
                    response: {
                        clientDataJSON: string;
                        attestationObject: string;
                        transports?: string[];
                    };
                    /** @description What the person calls it */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        verified: true;
                        passkey: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            last_used_at: string | null;
                            /** @description Copies are kept elsewhere, as of its last use */
                            backed_up: boolean;
                            /**
                             * @description Whether it can be copied at all
                             * @enum {string}
                             */
                            device_type: "singleDevice" | "multiDevice";
                            transports: string[];
                            /** Format: uuid */
                            aaguid: string;
                            /** @description Every other way in asks for a second factor */
                            second_factor: boolean;
                        };
                        /** @description Shown this once; each works once */
                        backup_codes?: string[];
                    };
                };
            };
        };
    };
    "passkeys.begin_signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Of the sign-in that waits */
                    mfa_token?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        challenge: string;
                        rpId: string;
                        /** @description Milliseconds */
                        timeout: number;
                        /** @enum {string} */
                        userVerification: "required" | "preferred" | "discouraged";
                        allowCredentials: {
                            id: string;
                            /** @enum {string} */
                            type: "public-key";
                            transports: string[];
                        }[];
                    };
                };
            };
        };
    };
    "passkeys.signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string;
                    rawId: string;
                    /** @enum {string} */
                    type: "public-key";
                    authenticatorAttachment?: string | null;
                    clientExtensionResults?: {
                        [key: string]: unknown;
                    };
                    response: {
                        clientDataJSON: string;
                        authenticatorData: string;
                        signature: string;
                        userHandle?: string | null;
                    };
                    /** @description Of the sign-in that waits */
                    mfa_token?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token: string;
                        refresh_token: string;
                        /** @description Seconds */
                        expires_in: number;
                        /** @enum {string} */
                        token_type: "bearer";
                    };
                };
            };
        };
    };
    "passkeys.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "passkeys.rename": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What the person calls it */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_used_at: string | null;
                        /** @description Copies are kept elsewhere, as of its last use */
                        backed_up: boolean;
                        /**
                         * @description Whether it can be copied at all
                         * @enum {string}
                         */
                        device_type: "singleDevice" | "multiDevice";
                        transports: string[];
                        /** Format: uuid */
                        aaguid: string;
                        /** @description Every other way in asks for a second factor */
                        second_factor: boolean;
                    };
                };
            };
        };
    };
    "auth.reset_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @description On an origin of `redirect_allow_list`, below its path; else 400 */
                    redirect_to?: string;
                    captcha_token?: string;
                    challenge_id?: string;
                    device_fingerprint?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        } | null;
                        session: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        } | null;
                    };
                };
            };
        };
    };
    "auth.confirm_reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                    };
                };
            };
        };
    };
    "auth.check_reset_token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "auth.reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    password?: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nonce: string;
                    };
                };
            };
        };
    };
    "auth.refresh": {
        parameters: {
            query?: never;
            header?: {
                cookie?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    refresh_token: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token: string;
                        refresh_token: string;
                        /** @description Seconds */
                        expires_in: number;
                        /** @enum {string} */
                        token_type: "bearer";
                    } | {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    "metering.reset_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "auth.saml_return": {
        parameters: {
            query: {
                code: string;
                state: string;
                RelayState: string;
            };
            header?: {
                cookie?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.saml_acs": {
        parameters: {
            query?: never;
            header?: {
                "content-type"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description Base64 */
                    SAMLResponse?: string;
                    RelayState?: string;
                    /** @description Base64 */
                    saml_response?: string;
                    relay_state?: string;
                    provider?: string;
                    code?: string;
                    state?: string;
                };
                "application/json": {
                    /** @description Base64 */
                    SAMLResponse?: string;
                    RelayState?: string;
                    /** @description Base64 */
                    saml_response?: string;
                    relay_state?: string;
                    provider?: string;
                    code?: string;
                    state?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.saml_login": {
        parameters: {
            query?: {
                redirect_url?: string;
                redirect?: string;
                redirect_to?: string;
            };
            header?: {
                accept?: string;
                "x-fb-tenant"?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                        redirect_url: string;
                        provider: string;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.saml_logout": {
        parameters: {
            query?: {
                redirect_url?: string;
                redirect?: string;
                redirect_to?: string;
            };
            header?: {
                accept?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        saml_logout: boolean;
                        redirect_url?: string;
                        warning?: string;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.saml_metadata": {
        parameters: {
            query?: never;
            header?: {
                "x-fb-tenant"?: string;
            };
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
        };
    };
    "auth.saml_providers": {
        parameters: {
            query?: never;
            header?: {
                "x-fb-tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        providers: {
                            id: string;
                            name: string;
                            display_name: string;
                            enabled: boolean;
                            entity_id: string;
                            sso_url: string;
                            slo_url?: string;
                            login_url: string;
                        }[];
                    };
                };
            };
        };
    };
    "auth.saml_slo_redirect": {
        parameters: {
            query?: {
                SAMLRequest?: string;
                SAMLResponse?: string;
                RelayState?: string;
                SigAlg?: string;
                Signature?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        status?: string;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.saml_slo_form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description Base64 */
                    SAMLRequest?: string;
                    /** @description Base64 */
                    SAMLResponse?: string;
                    RelayState?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        status?: string;
                    };
                };
            };
            /** @description Refused */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "auth.signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                    captcha_token?: string;
                    challenge_id?: string;
                    device_fingerprint?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                    };
                };
            };
        };
    };
    "auth.signin_anonymous": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    options?: {
                        data?: {
                            [key: string]: unknown;
                        };
                        captchaToken?: string;
                    };
                    captcha_token?: string;
                    challenge_id?: string;
                    device_fingerprint?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token: string;
                        refresh_token: string;
                        /** @description Seconds */
                        expires_in: number;
                        /** @enum {string} */
                        token_type: "bearer";
                        /** @enum {boolean} */
                        is_anonymous: true;
                    };
                };
            };
        };
    };
    "auth.signin_idtoken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    provider: string;
                    token: string;
                    nonce?: string;
                    options?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                    };
                };
            };
        };
    };
    "auth.signout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    scope?: "local" | "others" | "global";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        /** @enum {boolean} */
                        saml_logout?: true;
                        provider?: string;
                        /** @description Ends the session at the provider, too */
                        slo_url?: string;
                    };
                };
            };
        };
    };
    "auth.signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    user_metadata?: {
                        [key: string]: unknown;
                    };
                    captcha_token?: string;
                    challenge_id?: string;
                    device_fingerprint?: string;
                } | {
                    /** Format: email */
                    email: string;
                    password: string;
                    organization_name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        trust_token?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                        is_new_user?: boolean;
                        requires_email_verification?: boolean;
                    } | {
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string | null;
                            /** @description owner, admin, member or viewer */
                            role: string;
                        };
                        organization: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                        };
                        /** @enum {boolean} */
                        requires_email_verification?: true;
                    };
                };
            };
        };
    };
    "auth.get_user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        email: string;
                        email_verified: boolean;
                        role: string;
                        user_metadata: {
                            [key: string]: unknown;
                        };
                        metadata: {
                            [key: string]: unknown;
                        };
                        app_metadata: {
                            [key: string]: unknown;
                        };
                        new_email?: string;
                        is_anonymous?: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "auth.update_user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: email */
                    email?: string;
                    password?: string;
                    user_metadata?: {
                        [key: string]: unknown;
                    };
                    nonce?: string;
                    /** @description Not yours to change: 403 */
                    role?: unknown;
                    /** @description Not yours to change: 403 */
                    app_metadata?: unknown;
                    /** @description Not yours to change: 403 */
                    email_verified?: unknown;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        email: string;
                        email_verified: boolean;
                        role: string;
                        user_metadata: {
                            [key: string]: unknown;
                        };
                        metadata: {
                            [key: string]: unknown;
                        };
                        app_metadata: {
                            [key: string]: unknown;
                        };
                        new_email?: string;
                        is_anonymous?: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "auth.list_identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        identities: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            user_id: string;
                            provider: string;
                            provider_user_id: string;
                            email?: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "auth.link_identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    provider: string;
                    redirect_uri?: string;
                    redirect_to?: string;
                    scopes?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                        provider: string;
                        state: string;
                    };
                };
            };
        };
    };
    "auth.unlink_identity": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                    };
                };
            };
        };
    };
    "auth.verify_email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    /** Format: email */
                    email?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        user: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            email_verified: boolean;
                            role: string;
                            user_metadata: {
                                [key: string]: unknown;
                            };
                            metadata: {
                                [key: string]: unknown;
                            };
                            app_metadata: {
                                [key: string]: unknown;
                            };
                            new_email?: string;
                            is_anonymous?: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                    };
                };
            };
        };
    };
    "auth.resend_verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "tables.batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    operations: {
                        /** @enum {string} */
                        op: "insert" | "update" | "delete" | "upsert";
                        table: string;
                        schema?: string;
                        /** @description A row or rows; `{"$ref": "0.id"}` for a value, related rows by their name */
                        values?: {
                            [key: string]: unknown;
                        } | {
                            [key: string]: unknown;
                        }[];
                        /** @description As in a query string; or columns and the values they equal; or tests as in `…/query` */
                        filter?: string | {
                            column: string;
                            operator: string;
                            value?: unknown;
                        }[] | {
                            [key: string]: unknown;
                        };
                        on_conflict?: string | string[];
                        select?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: unknown[];
                    };
                };
            };
        };
    };
    "client_keys.list": {
        parameters: {
            query?: {
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        client_keys: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            description?: string;
                            /** @description First characters, to recognise it by */
                            key_prefix: string;
                            /** @description Absent where a service key made it */
                            user_id?: string;
                            scopes: string[];
                            allowed_namespaces?: string[];
                            rate_limit_per_minute?: number;
                            /** Format: date-time */
                            last_used_at?: string;
                            last_used_address?: string;
                            /** Format: date-time */
                            expires_at?: string;
                            /** Format: date-time */
                            revoked_at?: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        total: number;
                    };
                };
            };
        };
    };
    "client_keys.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    description?: string | null;
                    scopes: string[];
                    /** @description Names, or beginnings and `*`; empty: the default one alone */
                    allowed_namespaces?: string[] | null;
                    rate_limit_per_minute?: number;
                    /** Format: date-time */
                    expires_at?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @description Absent where a service key made it */
                        user_id?: string;
                        scopes: string[];
                        allowed_namespaces?: string[];
                        rate_limit_per_minute?: number;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        client_key: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            description?: string;
                            /** @description First characters, to recognise it by */
                            key_prefix: string;
                            /** @description Absent where a service key made it */
                            user_id?: string;
                            scopes: string[];
                            allowed_namespaces?: string[];
                            rate_limit_per_minute?: number;
                            /** Format: date-time */
                            last_used_at?: string;
                            last_used_address?: string;
                            /** Format: date-time */
                            expires_at?: string;
                            /** Format: date-time */
                            revoked_at?: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        /** @description The secret; shown this once */
                        key: string;
                    };
                };
            };
        };
    };
    "client_keys.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @description Absent where a service key made it */
                        user_id?: string;
                        scopes: string[];
                        allowed_namespaces?: string[];
                        rate_limit_per_minute?: number;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "client_keys.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "client_keys.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    description?: string | null;
                    scopes?: string[];
                    /** @description Names, or beginnings and `*`; empty: the default one alone */
                    allowed_namespaces?: string[] | null;
                    rate_limit_per_minute?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        /** @description First characters, to recognise it by */
                        key_prefix: string;
                        /** @description Absent where a service key made it */
                        user_id?: string;
                        scopes: string[];
                        allowed_namespaces?: string[];
                        rate_limit_per_minute?: number;
                        /** Format: date-time */
                        last_used_at?: string;
                        last_used_address?: string;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        revoked_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "client_keys.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "app.get_config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        termsUrl: string;
                        privacyUrl: string;
                        registrationSteps: {
                            /** @enum {string} */
                            id: "firstName" | "lastName";
                            fieldKey: string;
                            path: string;
                            selected: boolean;
                        }[];
                        authMethods: {
                            /** @enum {string} */
                            id: "email" | "mobile" | "google" | "apple";
                            selected: boolean;
                            googleClientId?: {
                                web: string;
                                ios: string;
                                android: string;
                            };
                            appleWebOptions?: {
                                clientId: string;
                                redirectUri: string;
                            };
                        }[];
                    };
                };
            };
        };
    };
    "metering.list_customers": {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            organization_id: string;
                            external_id: string | null;
                            name: string;
                            email: string | null;
                            phone: string | null;
                            billing_address_line1: string | null;
                            billing_address_city: string | null;
                            billing_address_state: string | null;
                            billing_address_country: string | null;
                            billing_address_postal_code: string | null;
                            /** @enum {string} */
                            status: "ACTIVE" | "ARCHIVED";
                            /** @enum {string} */
                            mode: "live" | "test";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        meta: {
                            page: number;
                            page_size: number;
                            total: number;
                            total_pages: number;
                        };
                    };
                };
            };
        };
    };
    "metering.create_customer": {
        parameters: {
            query?: {
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: email */
                    email: string;
                    external_id?: string | null;
                    phone?: string | null;
                    billing_address_line1?: string | null;
                    billing_address_city?: string | null;
                    billing_address_state?: string | null;
                    billing_address_country?: string | null;
                    billing_address_postal_code?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        organization_id: string;
                        external_id: string | null;
                        name: string;
                        email: string | null;
                        phone: string | null;
                        billing_address_line1: string | null;
                        billing_address_city: string | null;
                        billing_address_state: string | null;
                        billing_address_country: string | null;
                        billing_address_postal_code: string | null;
                        /** @enum {string} */
                        status: "ACTIVE" | "ARCHIVED";
                        /** @enum {string} */
                        mode: "live" | "test";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.get_customer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        organization_id: string;
                        external_id: string | null;
                        name: string;
                        email: string | null;
                        phone: string | null;
                        billing_address_line1: string | null;
                        billing_address_city: string | null;
                        billing_address_state: string | null;
                        billing_address_country: string | null;
                        billing_address_postal_code: string | null;
                        /** @enum {string} */
                        status: "ACTIVE" | "ARCHIVED";
                        /** @enum {string} */
                        mode: "live" | "test";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.change_customer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    /** Format: email */
                    email?: string;
                    external_id?: string | null;
                    phone?: string | null;
                    billing_address_line1?: string | null;
                    billing_address_city?: string | null;
                    billing_address_state?: string | null;
                    billing_address_country?: string | null;
                    billing_address_postal_code?: string | null;
                    /** @enum {string} */
                    status?: "ACTIVE" | "ARCHIVED";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        organization_id: string;
                        external_id: string | null;
                        name: string;
                        email: string | null;
                        phone: string | null;
                        billing_address_line1: string | null;
                        billing_address_city: string | null;
                        billing_address_state: string | null;
                        billing_address_country: string | null;
                        billing_address_postal_code: string | null;
                        /** @enum {string} */
                        status: "ACTIVE" | "ARCHIVED";
                        /** @enum {string} */
                        mode: "live" | "test";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.delete_customer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "metering.list_quotas": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            customer_id: string;
                            /** Format: uuid */
                            meter_id: string;
                            /** @description Plain decimal without trailing zeros */
                            limit: string;
                            /**
                             * @description Of the calendar of the organization
                             * @enum {string}
                             */
                            period: "day" | "week" | "month" | "year";
                            timezone: string;
                            /**
                             * @description `soft` tells when 80 % and all is used; `hard` refuses what goes beyond, too
                             * @enum {string}
                             */
                            enforcement: "soft" | "hard";
                            /** Format: date-time */
                            period_start: string;
                            /** Format: date-time */
                            period_end: string;
                            /** @description Plain decimal without trailing zeros */
                            used: string;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "metering.set_quota": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                meter_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A decimal as text */
                    limit: string;
                    /**
                     * @description Of the calendar of the organization
                     * @enum {string}
                     */
                    period: "day" | "week" | "month" | "year";
                    /**
                     * @description `soft` tells when 80 % and all is used; `hard` refuses what goes beyond, too
                     * @enum {string}
                     */
                    enforcement: "soft" | "hard";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        customer_id: string;
                        /** Format: uuid */
                        meter_id: string;
                        /** @description Plain decimal without trailing zeros */
                        limit: string;
                        /**
                         * @description Of the calendar of the organization
                         * @enum {string}
                         */
                        period: "day" | "week" | "month" | "year";
                        timezone: string;
                        /**
                         * @description `soft` tells when 80 % and all is used; `hard` refuses what goes beyond, too
                         * @enum {string}
                         */
                        enforcement: "soft" | "hard";
                        /** Format: date-time */
                        period_start: string;
                        /** Format: date-time */
                        period_end: string;
                        /** @description Plain decimal without trailing zeros */
                        used: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.remove_quota": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                meter_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "metering.customer_usage": {
        parameters: {
            query?: {
                /** @description A date, or a time of ISO 8601; default 30 days ago. Included */
                start_date?: string;
                /** @description A date, which includes its whole day, or a time, which is not included; default now */
                end_date?: string;
                /** @description IANA; default UTC */
                timezone?: string;
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        customer_id: string;
                        /** Format: date-time */
                        period_start: string;
                        /** Format: date-time */
                        period_end: string;
                        meters: {
                            /** Format: uuid */
                            meter_id: string;
                            meter_name: string;
                            unit: string | null;
                            aggregation_type: string;
                            /** @description Exact decimal */
                            total_usage: number;
                            event_count: number;
                        }[];
                    };
                };
            };
        };
    };
    "metering.list_features": {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            lookup_key: string;
                            /** @enum {string} */
                            type: "meter" | "switch" | "custom";
                            description: string | null;
                            /** @enum {string} */
                            status: "ACTIVE" | "ARCHIVED";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            /** Format: uuid */
                            meter_id: string | null;
                            /** Format: uuid */
                            meter_token: string | null;
                            meter_name: string | null;
                            property_name: string | null;
                            /** @enum {string|null} */
                            aggregation_type: "SUM" | "MAX" | "UNIQUE_COUNT" | "LAST" | null;
                            unit: string | null;
                            filters: {
                                property: string;
                                /** @enum {string} */
                                operator: "eq" | "in";
                                values: (string | number | boolean)[];
                            }[] | null;
                        }[];
                        meta: {
                            page: number;
                            page_size: number;
                            total: number;
                            total_pages: number;
                        };
                    };
                };
            };
        };
    };
    "metering.create_feature": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    lookup_key: string;
                    /** @enum {string} */
                    type: "meter" | "switch" | "custom";
                    description?: string | null;
                    meter_name?: string;
                    property_name?: string;
                    /** @enum {string} */
                    aggregation_type?: "SUM" | "MAX" | "UNIQUE_COUNT" | "LAST";
                    unit?: string | null;
                    /** @description An event counts when all match its properties; another is stored and not counted */
                    filters?: {
                        property: string;
                        /** @enum {string} */
                        operator: "eq" | "in";
                        values: (string | number | boolean)[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        lookup_key: string;
                        /** @enum {string} */
                        type: "meter" | "switch" | "custom";
                        description: string | null;
                        /** @enum {string} */
                        status: "ACTIVE" | "ARCHIVED";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        meter_id: string | null;
                        /** Format: uuid */
                        meter_token: string | null;
                        meter_name: string | null;
                        property_name: string | null;
                        /** @enum {string|null} */
                        aggregation_type: "SUM" | "MAX" | "UNIQUE_COUNT" | "LAST" | null;
                        unit: string | null;
                        filters: {
                            property: string;
                            /** @enum {string} */
                            operator: "eq" | "in";
                            values: (string | number | boolean)[];
                        }[] | null;
                    };
                };
            };
        };
    };
    "metering.get_feature": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        lookup_key: string;
                        /** @enum {string} */
                        type: "meter" | "switch" | "custom";
                        description: string | null;
                        /** @enum {string} */
                        status: "ACTIVE" | "ARCHIVED";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        meter_id: string | null;
                        /** Format: uuid */
                        meter_token: string | null;
                        meter_name: string | null;
                        property_name: string | null;
                        /** @enum {string|null} */
                        aggregation_type: "SUM" | "MAX" | "UNIQUE_COUNT" | "LAST" | null;
                        unit: string | null;
                        filters: {
                            property: string;
                            /** @enum {string} */
                            operator: "eq" | "in";
                            values: (string | number | boolean)[];
                        }[] | null;
                    };
                };
            };
        };
    };
    "metering.delete_feature": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "metering.change_feature": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    lookup_key?: string;
                    description?: string | null;
                    meter_name?: string;
                    property_name?: string;
                    /** @enum {string} */
                    aggregation_type?: "SUM" | "MAX" | "UNIQUE_COUNT" | "LAST";
                    unit?: string | null;
                    /** @description An event counts when all match its properties; another is stored and not counted */
                    filters?: {
                        property: string;
                        /** @enum {string} */
                        operator: "eq" | "in";
                        values: (string | number | boolean)[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        lookup_key: string;
                        /** @enum {string} */
                        type: "meter" | "switch" | "custom";
                        description: string | null;
                        /** @enum {string} */
                        status: "ACTIVE" | "ARCHIVED";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        meter_id: string | null;
                        /** Format: uuid */
                        meter_token: string | null;
                        meter_name: string | null;
                        property_name: string | null;
                        /** @enum {string|null} */
                        aggregation_type: "SUM" | "MAX" | "UNIQUE_COUNT" | "LAST" | null;
                        unit: string | null;
                        filters: {
                            property: string;
                            /** @enum {string} */
                            operator: "eq" | "in";
                            values: (string | number | boolean)[];
                        }[] | null;
                    };
                };
            };
        };
    };
    "graphql.get": {
        parameters: {
            query?: {
                query?: string;
                /** @description A JSON object */
                variables?: string;
                operationName?: string;
                extensions?: string;
            };
            header?: {
                accept?: string;
                origin?: string;
                upgrade?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            [key: string]: unknown;
                        } | null;
                        errors?: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    "graphql.execute": {
        parameters: {
            query?: never;
            header?: {
                accept?: string;
                origin?: string;
                upgrade?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    query: string;
                    variables?: {
                        [key: string]: unknown;
                    } | null;
                    operationName?: string | null;
                    extensions?: {
                        [key: string]: unknown;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data?: {
                            [key: string]: unknown;
                        } | null;
                        errors?: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    "health.api_get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "degraded";
                        /** Format: date-time */
                        timestamp: string;
                        services: {
                            database: boolean;
                            realtime: boolean;
                        };
                    };
                };
            };
        };
    };
    "invitations.accept": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            name: string;
                            full_name: string | null;
                            avatar_url: string | null;
                            role: string;
                            email_verified: boolean;
                            is_active: boolean;
                            is_locked: boolean;
                            /** Format: date-time */
                            last_login_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        };
                        access_token?: string;
                        refresh_token?: string;
                        expires_in?: number;
                        token_type?: string;
                        requires_2fa?: boolean;
                        user_id?: string;
                        mfa_token?: string;
                        factors?: ("totp" | "passkey")[];
                        message?: string;
                    };
                };
            };
        };
    };
    "invitations.validate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        invitation?: {
                            /** Format: uuid */
                            id: string;
                            email: string;
                            /** @enum {string} */
                            role: "instance_admin" | "tenant_admin" | "dashboard_user" | "owner" | "admin" | "member" | "viewer";
                            /** Format: uuid */
                            tenant_id?: string;
                            /** Format: uuid */
                            invited_by?: string;
                            /** Format: date-time */
                            expires_at: string;
                            accepted: boolean;
                            /** Format: date-time */
                            accepted_at?: string;
                            /** Format: date-time */
                            created_at: string;
                        };
                        /** @description The password of the account is asked for */
                        has_account?: boolean;
                        error?: string;
                    };
                };
            };
        };
    };
    "metering.list_meters": {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            feature_id: string;
                            name: string;
                            /** Format: uuid */
                            meter_token: string;
                            property_name: string;
                            /** @enum {string} */
                            aggregation_type: "SUM" | "MAX" | "UNIQUE_COUNT" | "LAST";
                            unit: string | null;
                            filters: {
                                property: string;
                                /** @enum {string} */
                                operator: "eq" | "in";
                                values: (string | number | boolean)[];
                            }[];
                            /** @enum {string} */
                            status: "ACTIVE" | "ARCHIVED";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        meta: {
                            page: number;
                            page_size: number;
                            total: number;
                            total_pages: number;
                        };
                    };
                };
            };
        };
    };
    "metering.get_meter": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        feature_id: string;
                        name: string;
                        /** Format: uuid */
                        meter_token: string;
                        property_name: string;
                        /** @enum {string} */
                        aggregation_type: "SUM" | "MAX" | "UNIQUE_COUNT" | "LAST";
                        unit: string | null;
                        filters: {
                            property: string;
                            /** @enum {string} */
                            operator: "eq" | "in";
                            values: (string | number | boolean)[];
                        }[];
                        /** @enum {string} */
                        status: "ACTIVE" | "ARCHIVED";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.archive_meter": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "metering.meter_events": {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description A date, or a time of ISO 8601; default 30 days ago. Included */
                start_date?: string;
                /** @description A date, which includes its whole day, or a time, which is not included; default now */
                end_date?: string;
                /** @description IANA; default UTC */
                timezone?: string;
                min_quantity?: string;
                customer_id?: string;
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            customer_id: string;
                            /** Format: uuid */
                            meter_id: string;
                            /** @description Plain decimal without trailing zeros */
                            quantity: string;
                            /** Format: date-time */
                            timestamp: string;
                            /** Format: date-time */
                            ingested_at: string;
                            idempotency_key: string | null;
                            meta_data: {
                                [key: string]: unknown;
                            };
                            /** @description Whether the filters of the meter let it through */
                            counted: boolean;
                            /** Format: date-time */
                            voided_at: string | null;
                        }[];
                        meta: {
                            page: number;
                            page_size: number;
                            total: number;
                            total_pages: number;
                        };
                    };
                };
            };
        };
    };
    "metering.meter_events_csv": {
        parameters: {
            query?: {
                /** @description A date, or a time of ISO 8601; default 30 days ago. Included */
                start_date?: string;
                /** @description A date, which includes its whole day, or a time, which is not included; default now */
                end_date?: string;
                /** @description IANA; default UTC */
                timezone?: string;
                min_quantity?: string;
                customer_id?: string;
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    "metering.meter_stats": {
        parameters: {
            query?: {
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        meter_id: string;
                        total_events: number;
                        unique_customers: number;
                        /** Format: date-time */
                        first_event_date: string | null;
                        /** Format: date-time */
                        last_event_date: string | null;
                        /** @description Exact decimal */
                        today_usage: number;
                        /** @description Exact decimal */
                        this_week_usage: number;
                        /** @description Exact decimal */
                        this_month_usage: number;
                    };
                };
            };
        };
    };
    "metering.meter_usage": {
        parameters: {
            query?: {
                /** @description A date, or a time of ISO 8601; default 30 days ago. Included */
                start_date?: string;
                /** @description A date, which includes its whole day, or a time, which is not included; default now */
                end_date?: string;
                /** @description IANA; default UTC */
                timezone?: string;
                /** @description Calendar units of the zone; weeks begin on Monday */
                group_by?: "hour" | "day" | "week" | "month";
                /** @description `zero`: buckets without events, too */
                fill?: "zero";
                customer_id?: string;
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        meter_id: string;
                        /** @description Exact decimal */
                        total_usage: number;
                        event_count: number;
                        unique_customers: number;
                        /** Format: date-time */
                        period_start: string;
                        /** Format: date-time */
                        period_end: string;
                        grouped_data: {
                            /** @description `YYYY-MM-DD`, for hours a time */
                            period: string;
                            /** @description Exact decimal */
                            usage: number;
                            event_count: number;
                        }[];
                    };
                };
            };
        };
    };
    "metering.meter_usage_csv": {
        parameters: {
            query?: {
                /** @description A date, or a time of ISO 8601; default 30 days ago. Included */
                start_date?: string;
                /** @description A date, which includes its whole day, or a time, which is not included; default now */
                end_date?: string;
                /** @description IANA; default UTC */
                timezone?: string;
                /** @description Calendar units of the zone; weeks begin on Monday */
                group_by?: "hour" | "day" | "week" | "month";
                /** @description `zero`: buckets without events, too */
                fill?: "zero";
                customer_id?: string;
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    "monitoring.health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "healthy" | "degraded" | "unhealthy";
                        services: {
                            database: {
                                /** @enum {string} */
                                status: "healthy" | "degraded" | "unhealthy";
                                message?: string;
                                latency_ms?: number;
                            };
                            realtime: {
                                /** @enum {string} */
                                status: "healthy" | "degraded" | "unhealthy";
                                message?: string;
                                latency_ms?: number;
                            };
                            storage: {
                                /** @enum {string} */
                                status: "healthy" | "degraded" | "unhealthy";
                                message?: string;
                                latency_ms?: number;
                            };
                            jobs: {
                                /** @enum {string} */
                                status: "healthy" | "degraded" | "unhealthy";
                                message?: string;
                                latency_ms?: number;
                            };
                        };
                    };
                };
            };
        };
    };
    "monitoring.logs": {
        parameters: {
            query?: {
                level?: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
                category?: string;
                component?: string;
                search?: string;
                start_time?: string;
                end_time?: string;
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        logs: {
                            /** Format: date-time */
                            timestamp: string;
                            /** @enum {string} */
                            level: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
                            message: string;
                            module?: string;
                            error?: string;
                            fields?: {
                                [key: string]: unknown;
                            };
                        }[];
                        total?: number;
                        limit?: number;
                        offset?: number;
                        hasMore?: boolean;
                        message?: string;
                    };
                };
            };
        };
    };
    "monitoring.metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uptime_seconds: number;
                        /** @description The runtime and its version */
                        go_version: string;
                        num_goroutines: number;
                        memory_alloc_mb: number;
                        memory_total_alloc_mb: number;
                        memory_sys_mb: number;
                        num_gc: number;
                        gc_pause_ms: number;
                        database: {
                            acquire_count: number;
                            acquired_conns: number;
                            canceled_acquire_count: number;
                            constructing_conns: number;
                            empty_acquire_count: number;
                            idle_conns: number;
                            max_conns: number;
                            total_conns: number;
                            new_conns_count: number;
                            max_lifetime_destroy_count: number;
                            max_idle_destroy_count: number;
                            acquire_duration_ms: number;
                        };
                        realtime: {
                            total_connections: number;
                            active_channels: number;
                            total_subscriptions: number;
                        };
                        storage: {
                            total_buckets: number;
                            total_files: number;
                            total_size_gb: number;
                        };
                    };
                };
            };
        };
    };
    "openapi.api_get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "metering.get_organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        billing_address_line1: string | null;
                        billing_address_city: string | null;
                        billing_address_state: string | null;
                        billing_address_country: string | null;
                        billing_address_postal_code: string | null;
                        /** @description ISO 4217 */
                        default_currency: string;
                        /** @description IANA */
                        timezone: string;
                        auto_create_customers: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.change_organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    billing_address_line1?: string | null;
                    billing_address_city?: string | null;
                    billing_address_state?: string | null;
                    billing_address_country?: string | null;
                    billing_address_postal_code?: string | null;
                    default_currency?: string;
                    timezone?: string;
                    auto_create_customers?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        billing_address_line1: string | null;
                        billing_address_city: string | null;
                        billing_address_state: string | null;
                        billing_address_country: string | null;
                        billing_address_postal_code: string | null;
                        /** @description ISO 4217 */
                        default_currency: string;
                        /** @description IANA */
                        timezone: string;
                        auto_create_customers: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.list_members": {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            email: string | null;
                            name: string | null;
                            /** @enum {string} */
                            role: "owner" | "admin" | "member" | "viewer";
                            /**
                             * @description Of who is invited, the id is that of the invitation
                             * @enum {string}
                             */
                            status: "active" | "invited";
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            expires_at: string | null;
                        }[];
                        meta: {
                            page: number;
                            page_size: number;
                            total: number;
                            total_pages: number;
                        };
                    };
                };
            };
        };
    };
    "metering.invite_member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @enum {string} */
                    role: "owner" | "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        email: string | null;
                        name: string | null;
                        /** @enum {string} */
                        role: "owner" | "admin" | "member" | "viewer";
                        /**
                         * @description Of who is invited, the id is that of the invitation
                         * @enum {string}
                         */
                        status: "active" | "invited";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                    };
                };
            };
        };
    };
    "metering.remove_member": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "metering.change_member": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "owner" | "admin" | "member" | "viewer";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        email: string | null;
                        name: string | null;
                        /** @enum {string} */
                        role: "owner" | "admin" | "member" | "viewer";
                        /**
                         * @description Of who is invited, the id is that of the invitation
                         * @enum {string}
                         */
                        status: "active" | "invited";
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        expires_at: string | null;
                    };
                };
            };
        };
    };
    "realtime.api_connect": {
        parameters: {
            query?: {
                /** @description For browsers, which cannot set headers */
                token?: string;
                apikey?: string;
                clientkey?: string;
                tenant?: string;
            };
            header?: {
                upgrade?: string;
                origin?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "realtime.broadcast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    channel?: string;
                    topic?: string;
                    message?: unknown;
                    event?: string;
                    payload?: unknown;
                    private?: boolean;
                    messages?: {
                        channel?: string;
                        topic?: string;
                        message?: unknown;
                        event?: string;
                        payload?: unknown;
                        private?: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        channel?: string;
                        recipients: number;
                    };
                };
            };
        };
    };
    "realtime.stats": {
        parameters: {
            query?: {
                limit?: string;
                offset?: string;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total_connections: number;
                        connections: {
                            id: string;
                            user_id: string | null;
                            email: string | null;
                            display_name?: string;
                            remote_addr: string;
                            /** Format: date-time */
                            connected_at: string;
                        }[];
                        channels: number;
                        subscriptions: number;
                        limit: number;
                        offset: number;
                    };
                };
            };
        };
    };
    "metering.track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    meter_token: string;
                    customer_external_id: string;
                    /** @description Greater than 0; up to 18 digits before and 9 after the point, kept exactly. A text is taken, too */
                    quantity: number | string;
                    /** @description ISO 8601, default now; without an offset UTC. From 35 days ago to 5 minutes ahead */
                    timestamp?: string;
                    idempotency_key?: string;
                    /** @description At most 16 kB */
                    metadata?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        customer_id: string;
                        /** Format: uuid */
                        meter_id: string;
                        /** @description Plain decimal without trailing zeros */
                        quantity: string;
                        /** Format: date-time */
                        timestamp: string;
                        /** Format: date-time */
                        created_at: string;
                        meta_data: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    "secrets.list": {
        parameters: {
            query?: {
                scope?: "global" | "namespace";
                namespace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "global" | "namespace";
                        namespace?: string;
                        description?: string;
                        /** @description Counts the values; what stands beside them does not count */
                        version: number;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                        is_expired: boolean;
                    }[];
                };
            };
        };
    };
    "secrets.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    value: string;
                    /** @enum {string} */
                    scope?: "global" | "namespace";
                    namespace?: string;
                    description?: string;
                    /** Format: date-time */
                    expires_at?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "global" | "namespace";
                        namespace?: string;
                        description?: string;
                        /** @description Counts the values; what stands beside them does not count */
                        version: number;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                    };
                };
            };
        };
    };
    "secrets.by_name.get": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "global" | "namespace";
                        namespace?: string;
                        description?: string;
                        /** @description Counts the values; what stands beside them does not count */
                        version: number;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                    };
                };
            };
        };
    };
    "secrets.by_name.update": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: {
                /** @description The version you have seen; 412 when another one is in force */
                "if-match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    value?: string;
                    description?: string | null;
                    /** Format: date-time */
                    expires_at?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "global" | "namespace";
                        namespace?: string;
                        description?: string;
                        /** @description Counts the values; what stands beside them does not count */
                        version: number;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                    };
                };
            };
        };
    };
    "secrets.by_name.delete": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: {
                /** @description The version you have seen; 412 when another one is in force */
                "if-match"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "secrets.by_name.roll_back": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: {
                /** @description The version you have seen; 412 when another one is in force */
                "if-match"?: string;
            };
            path: {
                name: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "global" | "namespace";
                        namespace?: string;
                        description?: string;
                        /** @description Counts the values; what stands beside them does not count */
                        version: number;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                    };
                };
            };
        };
    };
    "secrets.by_name.versions": {
        parameters: {
            query?: {
                namespace?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        secret_id: string;
                        version: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        created_by?: string;
                    }[];
                };
            };
        };
    };
    "secrets.stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: number;
                        expiring_soon: number;
                        expired: number;
                    };
                };
            };
        };
    };
    "secrets.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "global" | "namespace";
                        namespace?: string;
                        description?: string;
                        /** @description Counts the values; what stands beside them does not count */
                        version: number;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                    };
                };
            };
        };
    };
    "secrets.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have seen; 412 when another one is in force */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    value?: string;
                    description?: string | null;
                    /** Format: date-time */
                    expires_at?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "global" | "namespace";
                        namespace?: string;
                        description?: string;
                        /** @description Counts the values; what stands beside them does not count */
                        version: number;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                    };
                };
            };
        };
    };
    "secrets.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have seen; 412 when another one is in force */
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "secrets.roll_back": {
        parameters: {
            query?: never;
            header?: {
                /** @description The version you have seen; 412 when another one is in force */
                "if-match"?: string;
            };
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @enum {string} */
                        scope: "global" | "namespace";
                        namespace?: string;
                        description?: string;
                        /** @description Counts the values; what stands beside them does not count */
                        version: number;
                        /** Format: date-time */
                        expires_at?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                    };
                };
            };
        };
    };
    "secrets.versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        secret_id: string;
                        version: number;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        created_by?: string;
                    }[];
                };
            };
        };
    };
    "app.create_session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    email?: string;
                    /** @description E.164 */
                    mobileE164?: string;
                    /** @description ISO 3166-1 alpha-2 */
                    mobileIso2?: string;
                    mobileLocal?: string;
                    googleIdToken?: string;
                    appleIdToken?: string;
                    firstName?: string;
                    lastName?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        email?: string;
                        mobileE164?: string;
                        mobileIso2?: string;
                        mobileLocal?: string;
                        accessToken?: string;
                        expiresAt?: number;
                        refreshToken?: string;
                        firebaseToken?: string;
                        supabaseToken?: string;
                        supabaseSession?: string;
                        user?: {
                            id: string;
                            email?: string;
                            mobileE164?: string;
                            mobileIso2?: string;
                            firstName?: string;
                            lastName?: string;
                        };
                    };
                };
            };
        };
    };
    "app.refresh_session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        accessToken: string;
                        /** @description Seconds since 1970 */
                        expiresAt: number;
                        refreshToken: string;
                        firebaseToken?: string;
                        supabaseToken?: string;
                        supabaseSession?: string;
                        user: {
                            id: string;
                            email?: string;
                            mobileE164?: string;
                            mobileIso2?: string;
                            firstName?: string;
                            lastName?: string;
                        };
                    };
                };
            };
        };
    };
    "app.verify_session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 6 digits */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        accessToken: string;
                        /** @description Seconds since 1970 */
                        expiresAt: number;
                        refreshToken: string;
                        firebaseToken?: string;
                        supabaseToken?: string;
                        supabaseSession?: string;
                        user: {
                            id: string;
                            email?: string;
                            mobileE164?: string;
                            mobileIso2?: string;
                            firstName?: string;
                            lastName?: string;
                        };
                    };
                };
            };
        };
    };
    "settings.list": {
        parameters: {
            query?: {
                prefix?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        value: unknown;
                    }[];
                };
            };
        };
    };
    "settings.batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keys: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        value: unknown;
                    }[];
                };
            };
        };
    };
    "user_secrets.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        description?: string;
                        /** Format: uuid */
                        user_id: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    }[];
                };
            };
        };
    };
    "user_secrets.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key: string;
                    value: string;
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        description?: string;
                        /** Format: uuid */
                        user_id: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "user_secrets.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        description?: string;
                        /** Format: uuid */
                        user_id: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "user_secrets.put": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    value?: string;
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        description?: string;
                        /** Format: uuid */
                        user_id: string;
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        updated_by?: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "user_secrets.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "user_settings.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        value: {
                            [key: string]: unknown;
                        };
                        description?: string;
                        /** Format: uuid */
                        user_id: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    }[];
                };
            };
        };
    };
    "user_settings.get_own": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        value: {
                            [key: string]: unknown;
                        };
                        description?: string;
                        /** Format: uuid */
                        user_id: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "user_settings.get_system": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        value: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    "user_settings.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        value: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        source: "user" | "system";
                    };
                };
            };
        };
    };
    "user_settings.put": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key?: string;
                    value: {
                        [key: string]: unknown;
                    };
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        value: {
                            [key: string]: unknown;
                        };
                        description?: string;
                        /** Format: uuid */
                        user_id: string;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "user_settings.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "settings.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        value: unknown;
                    };
                };
            };
        };
    };
    "buckets.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        buckets: {
                            id: string;
                            name: string;
                            public: boolean;
                            allowed_mime_types: string[] | null;
                            max_file_size: number | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                    };
                };
            };
        };
    };
    "buckets.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        public: boolean;
                        allowed_mime_types: string[] | null;
                        max_file_size: number | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "buckets.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    public?: boolean;
                    allowed_mime_types?: string[] | null;
                    max_file_size?: number | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "buckets.create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    public?: boolean;
                    allowed_mime_types?: string[] | null;
                    max_file_size?: number | null;
                    /** @description Not read: the path names the bucket */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bucket: string;
                        id: string;
                        name: string;
                        public: boolean;
                        allowed_mime_types: string[] | null;
                        max_file_size: number | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        message: string;
                    };
                };
            };
        };
    };
    "buckets.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "buckets.empty": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        deleted: number;
                    };
                };
            };
        };
    };
    "objects.transform_settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        default_quality: number;
                        max_width: number;
                        max_height: number;
                        allowed_formats?: string[];
                    };
                };
            };
        };
    };
    "signed.download": {
        parameters: {
            query: {
                token: string;
            };
            header?: {
                range?: string;
                "if-match"?: string;
                "if-none-match"?: string;
                "if-modified-since"?: string;
                "if-unmodified-since"?: string;
                "if-range"?: string;
                accept?: string;
                "x-metadata-only"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    "signed.upload": {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        path: string;
                        bucket: string;
                        size: number;
                        content_type: string;
                        /** Format: date-time */
                        last_modified: string;
                        etag: string;
                        /** Format: uuid */
                        owner_id: string | null;
                        metadata: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    "signed.delete": {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "signed.head": {
        parameters: {
            query: {
                token: string;
            };
            header?: {
                range?: string;
                "if-match"?: string;
                "if-none-match"?: string;
                "if-modified-since"?: string;
                "if-unmodified-since"?: string;
                "if-range"?: string;
                accept?: string;
                "x-metadata-only"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    "resumable.begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Success, no content */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "resumable.abort": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "resumable.offset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "resumable.append": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "objects.list": {
        parameters: {
            query?: {
                prefix?: string;
                delimiter?: string;
                search?: string;
                cursor?: string;
                limit?: number;
                offset?: number;
                sort?: "name" | "created_at" | "updated_at" | "size";
                order?: "asc" | "desc";
            };
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bucket: string;
                        objects: {
                            /** Format: uuid */
                            id: string;
                            bucket: string;
                            path: string;
                            mime_type: string;
                            size: number;
                            metadata: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            owner_id: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        files: {
                            /** Format: uuid */
                            id: string;
                            bucket: string;
                            path: string;
                            mime_type: string;
                            size: number;
                            metadata: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            owner_id: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                            key: string;
                            name: string;
                            /** Format: date-time */
                            last_modified: string;
                            content_type: string;
                            /** Format: uuid */
                            owner: string | null;
                        }[];
                        count: number;
                        prefix?: string;
                        prefixes?: string[];
                        truncated: boolean;
                        next_cursor?: string;
                    };
                };
            };
        };
    };
    "objects.delete_many": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    prefixes: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        bucket: string;
                        path: string;
                        mime_type: string;
                        size: number;
                        metadata: {
                            [key: string]: unknown;
                        };
                        /** Format: uuid */
                        owner_id: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    }[];
                };
            };
        };
    };
    "uploads.begin": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    path: string;
                    total_size: number;
                    chunk_size?: number;
                    content_type?: string;
                    metadata?: {
                        [key: string]: unknown;
                    };
                    cache_control?: string;
                    upsert?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        session_id: string;
                        /** Format: uuid */
                        sessionId: string;
                        bucket: string;
                        path: string;
                        total_size: number;
                        chunk_size: number;
                        total_chunks: number;
                        completed_chunks: number[];
                        status: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** Format: date-time */
                        created_at: string;
                        totalSize: number;
                        chunkSize: number;
                        totalChunks: number;
                        completedChunks: number[];
                        /** Format: date-time */
                        expiresAt: string;
                        /** Format: date-time */
                        createdAt: string;
                    };
                };
            };
        };
    };
    "uploads.abort": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "uploads.complete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        path: string;
                        full_path: string;
                        fullPath: string;
                        size: number;
                        content_type: string;
                    };
                };
            };
        };
    };
    "uploads.status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                uploadId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        session: {
                            /** Format: uuid */
                            session_id: string;
                            /** Format: uuid */
                            sessionId: string;
                            bucket: string;
                            path: string;
                            total_size: number;
                            chunk_size: number;
                            total_chunks: number;
                            completed_chunks: number[];
                            status: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: date-time */
                            created_at: string;
                            totalSize: number;
                            chunkSize: number;
                            totalChunks: number;
                            completedChunks: number[];
                            /** Format: date-time */
                            expiresAt: string;
                            /** Format: date-time */
                            createdAt: string;
                        };
                        missing_chunks: number[];
                    };
                };
            };
        };
    };
    "uploads.put_chunk": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                uploadId: string;
                chunkIndex: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        chunk_index: number;
                        etag: string;
                        size: number;
                        session: {
                            /** Format: uuid */
                            session_id: string;
                            /** Format: uuid */
                            sessionId: string;
                            bucket: string;
                            path: string;
                            total_size: number;
                            chunk_size: number;
                            total_chunks: number;
                            completed_chunks: number[];
                            status: string;
                            /** Format: date-time */
                            expires_at: string;
                            /** Format: date-time */
                            created_at: string;
                            totalSize: number;
                            chunkSize: number;
                            totalChunks: number;
                            completedChunks: number[];
                            /** Format: date-time */
                            expiresAt: string;
                            /** Format: date-time */
                            createdAt: string;
                        };
                    };
                };
            };
        };
    };
    "objects.copy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    from_path: string;
                    to_path: string;
                    to_bucket?: string;
                    upsert?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        /** Format: uuid */
                        id: string;
                        key: string;
                        path: string;
                        bucket: string;
                    };
                };
            };
        };
    };
    "objects.move": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    from_path: string;
                    to_path: string;
                    to_bucket?: string;
                    upsert?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        /** Format: uuid */
                        id: string;
                        key: string;
                        path: string;
                        bucket: string;
                    };
                };
            };
        };
    };
    "objects.upload_many": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": string;
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        uploaded: {
                            /** Format: uuid */
                            id: string;
                            key: string;
                            path: string;
                            bucket: string;
                            size: number;
                            content_type: string;
                            /** Format: date-time */
                            last_modified: string;
                            etag: string;
                            /** Format: uuid */
                            owner_id: string | null;
                            metadata: {
                                [key: string]: unknown;
                            };
                        }[];
                        count: number;
                        errors?: string[];
                    };
                };
            };
        };
    };
    "objects.sign_many": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    paths: string[];
                    expires_in?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        urls: {
                            path: string;
                            signed_url?: string;
                            error?: string;
                        }[];
                    };
                };
            };
        };
    };
    "objects.sign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    expires_in?: number;
                    /** @enum {string} */
                    method?: "GET" | "PUT" | "DELETE";
                    transform?: {
                        width?: number;
                        height?: number;
                        format?: string;
                        quality?: number;
                        fit?: string;
                    };
                    download?: string;
                    width?: number;
                    height?: number;
                    format?: string;
                    quality?: number;
                    fit?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        signed_url: string;
                        url: string;
                        token: string;
                        expires_in: number;
                        /** @enum {string} */
                        method: "GET" | "PUT" | "DELETE";
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    "objects.upload_stream": {
        parameters: {
            query?: never;
            header?: {
                "x-storage-content-type"?: string;
                "x-storage-cache-control"?: string;
                "x-storage-metadata"?: string;
                "x-storage-upsert"?: string;
            };
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        path: string;
                        bucket: string;
                        size: number;
                        content_type: string;
                        /** Format: date-time */
                        last_modified: string;
                        etag: string;
                        /** Format: uuid */
                        owner_id: string | null;
                        metadata: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    "objects.download": {
        parameters: {
            query?: {
                width?: number;
                height?: number;
                format?: string;
                quality?: number;
                fit?: string;
                w?: number;
                h?: number;
                fmt?: string;
                q?: number;
                /** @description Shown instead of saved, where that is safe */
                inline?: boolean;
                /** @description The name to save it under */
                download?: string;
            };
            header?: {
                range?: string;
                "if-match"?: string;
                "if-none-match"?: string;
                "if-modified-since"?: string;
                "if-unmodified-since"?: string;
                "if-range"?: string;
                accept?: string;
                "x-metadata-only"?: string;
            };
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    "objects.upload": {
        parameters: {
            query?: never;
            header?: {
                "x-upsert"?: string;
                "cache-control"?: string;
            };
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": string;
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        key: string;
                        path: string;
                        bucket: string;
                        size: number;
                        content_type: string;
                        /** Format: date-time */
                        last_modified: string;
                        etag: string;
                        /** Format: uuid */
                        owner_id: string | null;
                        metadata: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    "objects.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "objects.head": {
        parameters: {
            query?: {
                width?: number;
                height?: number;
                format?: string;
                quality?: number;
                fit?: string;
                w?: number;
                h?: number;
                fmt?: string;
                q?: number;
                /** @description Shown instead of saved, where that is safe */
                inline?: boolean;
                /** @description The name to save it under */
                download?: string;
            };
            header?: {
                range?: string;
                "if-match"?: string;
                "if-none-match"?: string;
                "if-modified-since"?: string;
                "if-unmodified-since"?: string;
                "if-range"?: string;
                accept?: string;
                "x-metadata-only"?: string;
            };
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
        };
    };
    "objects.share": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    user_id: string;
                    /** @enum {string} */
                    permission: "read" | "write";
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                        /** Format: uuid */
                        user_id: string;
                        /** @enum {string} */
                        permission: "read" | "write";
                    };
                };
            };
        };
    };
    "objects.unshare": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "objects.list_shares": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                bucket: string;
                /** @description May hold slashes */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shares: {
                            /** Format: uuid */
                            user_id: string;
                            /** @enum {string} */
                            permission: "read" | "write";
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        count: number;
                    };
                };
            };
        };
    };
    "tables.describe_all": {
        parameters: {
            query?: {
                /** @description Schemas, with commas */
                schema?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        schema: string;
                        name: string;
                        /** @description table, view or materialized_view */
                        type: string;
                        path: string;
                        columns: {
                            name: string;
                            data_type: string;
                            is_nullable: boolean;
                            default_value: string | null;
                            is_primary_key: boolean;
                            is_foreign_key: boolean;
                            is_unique: boolean;
                            max_length: number | null;
                            position: number;
                            description?: string;
                        }[];
                        primary_key: string[];
                        rls_enabled: boolean;
                    }[];
                };
            };
        };
    };
    "tables.bulk_insert_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | unknown[];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.bulk_delete_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | unknown[];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                        records: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    "tables.bulk_update_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | unknown[];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.export_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.query_in_schema": {
        parameters: {
            query?: never;
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    select?: string;
                    filters?: {
                        column: string;
                        operator: string;
                        /** @description As the operator takes it */
                        value?: unknown;
                    }[];
                    orFilters?: string[];
                    andFilters?: string[];
                    betweenFilters?: {
                        column: string;
                        min: string | number;
                        max: string | number;
                        negated?: boolean;
                    }[];
                    order?: {
                        column: string;
                        /** @enum {string} */
                        direction?: "asc" | "desc";
                        /** @enum {string} */
                        nulls?: "first" | "last";
                        /** @enum {string} */
                        vectorOp?: "vec_l2" | "vec_cos" | "vec_ip";
                        vectorValue?: number[];
                    }[];
                    limit?: number;
                    offset?: number;
                    /** @enum {string} */
                    count?: "exact" | "planned" | "estimated" | "none";
                    groupBy?: string[];
                    truncate?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.get_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "tables.replace_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "tables.delete_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                        records: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    "tables.update_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                schema: string;
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.list": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.create": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | Record<string, never>[];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.delete": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                        records: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    "tables.update": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.bulk_insert": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | unknown[];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.bulk_delete": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | unknown[];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                        records: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    "tables.bulk_update": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | unknown[];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.export": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.query": {
        parameters: {
            query?: never;
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    select?: string;
                    filters?: {
                        column: string;
                        operator: string;
                        /** @description As the operator takes it */
                        value?: unknown;
                    }[];
                    orFilters?: string[];
                    andFilters?: string[];
                    betweenFilters?: {
                        column: string;
                        min: string | number;
                        max: string | number;
                        negated?: boolean;
                    }[];
                    order?: {
                        column: string;
                        /** @enum {string} */
                        direction?: "asc" | "desc";
                        /** @enum {string} */
                        nulls?: "first" | "last";
                        /** @enum {string} */
                        vectorOp?: "vec_l2" | "vec_cos" | "vec_ip";
                        vectorValue?: number[];
                    }[];
                    limit?: number;
                    offset?: number;
                    /** @enum {string} */
                    count?: "exact" | "planned" | "estimated" | "none";
                    groupBy?: string[];
                    truncate?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.get": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "tables.replace_row": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "tables.create_in_schema": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | Record<string, never>[];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "tables.delete_row": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        affected: number;
                        records: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
        };
    };
    "tables.update_row": {
        parameters: {
            query?: {
                /** @description Columns, JSON paths, aggregates, embeds */
                select?: string;
                /** @description `name.desc.nullslast,id` */
                order?: string;
                limit?: number;
                offset?: number;
                /** @description Empty, then X-Next-Cursor of the page before */
                cursor?: string;
                /** @description exact, planned or estimated */
                count?: string;
                group_by?: string;
                /** @description `(age.lt.18,age.gt.65)` */
                or?: string;
                and?: string;
            };
            header?: {
                /** @description return, resolution, missing, count, max-affected */
                prefer?: string;
                accept?: string;
                /** @description Schema to read from */
                "accept-profile"?: string;
                /** @description Schema to write to */
                "content-profile"?: string;
            };
            path: {
                table: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
    };
    "metering.read_usage": {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
                /** @description A date, or a time of ISO 8601; default 30 days ago. Included */
                start_date?: string;
                /** @description A date, which includes its whole day, or a time, which is not included; default now */
                end_date?: string;
                /** @description IANA; default UTC */
                timezone?: string;
                /** @description Calendar units of the zone; weeks begin on Monday */
                group_by?: "hour" | "day" | "week" | "month";
                /** @description `zero`: buckets without events, too */
                fill?: "zero";
                min_quantity?: string;
                customer_id?: string;
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
                meter_id?: string;
                meter_token?: string;
                meter_name?: string;
                customer_external_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            customer_id: string;
                            /** Format: uuid */
                            meter_id: string;
                            /** @description Plain decimal without trailing zeros */
                            quantity: string;
                            /** Format: date-time */
                            timestamp: string;
                            /** Format: date-time */
                            ingested_at: string;
                            idempotency_key: string | null;
                            meta_data: {
                                [key: string]: unknown;
                            };
                            /** @description Whether the filters of the meter let it through */
                            counted: boolean;
                            /** Format: date-time */
                            voided_at: string | null;
                        }[];
                        meta: {
                            page: number;
                            page_size: number;
                            total: number;
                            total_pages: number;
                        };
                    } | {
                        /** Format: uuid */
                        meter_id: string;
                        /** @description Exact decimal */
                        total_usage: number;
                        event_count: number;
                        unique_customers: number;
                        /** Format: date-time */
                        period_start: string;
                        /** Format: date-time */
                        period_end: string;
                        grouped_data: {
                            /** @description `YYYY-MM-DD`, for hours a time */
                            period: string;
                            /** @description Exact decimal */
                            usage: number;
                            event_count: number;
                        }[];
                    };
                };
            };
        };
    };
    "metering.record": {
        parameters: {
            query?: {
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    meter_id?: string;
                    /** Format: uuid */
                    meter_token?: string;
                    meter_name?: string;
                    /** Format: uuid */
                    customer_id?: string;
                    customer_external_id?: string;
                    /** @description Greater than 0; up to 18 digits before and 9 after the point, kept exactly. A text is taken, too */
                    quantity?: number | string;
                    /** @description At most 16 kB */
                    properties?: {
                        [key: string]: unknown;
                    };
                    /** @description ISO 8601, default now; without an offset UTC. From 35 days ago to 5 minutes ahead */
                    timestamp?: string;
                    idempotency_key?: string;
                    /** @description At most 16 kB */
                    metadata?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        customer_id: string;
                        /** Format: uuid */
                        meter_id: string;
                        /** @description Plain decimal without trailing zeros */
                        quantity: string;
                        /** Format: date-time */
                        timestamp: string;
                        /** Format: date-time */
                        created_at: string;
                        meta_data: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
    };
    "metering.record_batch": {
        parameters: {
            query?: {
                /** @description Data of live keys (default) or of test keys */
                mode?: "live" | "test";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    events: Record<string, never>[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        /** @description Events whose key was used before */
                        duplicates: number;
                        rejected: {
                            index: number;
                            detail: string;
                        }[];
                    };
                };
            };
        };
    };
    "metering.void": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        customer_id: string;
                        /** Format: uuid */
                        meter_id: string;
                        /** @description Plain decimal without trailing zeros */
                        quantity: string;
                        /** Format: date-time */
                        timestamp: string;
                        /** Format: date-time */
                        ingested_at: string;
                        idempotency_key: string | null;
                        meta_data: {
                            [key: string]: unknown;
                        };
                        /** @description Whether the filters of the meter let it through */
                        counted: boolean;
                        /** Format: date-time */
                        voided_at: string | null;
                    };
                };
            };
        };
    };
    "app.delete_user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "app.update_user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    firstName?: string;
                    lastName?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            id: string;
                            email?: string;
                            mobileE164?: string;
                            mobileIso2?: string;
                            firstName?: string;
                            lastName?: string;
                        };
                    };
                };
            };
        };
    };
    "metering.list_webhook_endpoints": {
        parameters: {
            query?: {
                page?: number;
                page_size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            url: string;
                            events: string[];
                            description: string | null;
                            /** @enum {string} */
                            status: "ENABLED" | "DISABLED";
                            disabled_reason: string | null;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        meta: {
                            page: number;
                            page_size: number;
                            total: number;
                            total_pages: number;
                        };
                    };
                };
            };
        };
    };
    "metering.create_webhook_endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    events: ("invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "subscription.created" | "subscription.activated" | "subscription.canceled" | "usage.threshold" | "*")[];
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        url: string;
                        events: string[];
                        description: string | null;
                        /** @enum {string} */
                        status: "ENABLED" | "DISABLED";
                        disabled_reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        secret: string;
                    };
                };
            };
        };
    };
    "metering.get_webhook_endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        url: string;
                        events: string[];
                        description: string | null;
                        /** @enum {string} */
                        status: "ENABLED" | "DISABLED";
                        disabled_reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.delete_webhook_endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "metering.update_webhook_endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    url?: string;
                    events?: ("invoice.created" | "invoice.finalized" | "invoice.paid" | "invoice.voided" | "subscription.created" | "subscription.activated" | "subscription.canceled" | "usage.threshold" | "*")[];
                    description?: string | null;
                    /** @enum {string} */
                    status?: "ENABLED" | "DISABLED";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        url: string;
                        events: string[];
                        description: string | null;
                        /** @enum {string} */
                        status: "ENABLED" | "DISABLED";
                        disabled_reason: string | null;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "metering.list_webhook_deliveries": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                            event: string;
                            /** @enum {string} */
                            status: "pending" | "success" | "failed";
                            attempt: number;
                            status_code: number | null;
                            response_body: string | null;
                            error: string | null;
                            /** Format: date-time */
                            next_at: string | null;
                            /** Format: date-time */
                            delivered_at: string | null;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        /** Format: uuid */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "webhooks.list": {
        parameters: {
            query?: {
                format?: "array" | "object";
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhooks: {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            description?: string;
                            url: string;
                            /** @description As they were given */
                            events: unknown;
                            event_configs: {
                                schema: string;
                                table: string;
                                operations: string[];
                            }[];
                            enabled: boolean;
                            is_active: boolean;
                            disabled_reason?: string;
                            max_retries: number;
                            retry_backoff_seconds: number;
                            timeout_seconds: number;
                            headers: {
                                [key: string]: string;
                            };
                            /** @enum {string} */
                            scope: "user" | "global";
                            /** Format: uuid */
                            created_by?: string;
                            /** Format: uuid */
                            user_id?: string;
                            has_secret: boolean;
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            updated_at: string;
                        }[];
                        total: number;
                    };
                };
            };
        };
    };
    "webhooks.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    url: string;
                    name?: string;
                    description?: string | null;
                    /** @description Absent: one is made and shown once. Null or empty: deliveries are unsigned */
                    secret?: string | null;
                    enabled?: boolean;
                    /** @description The same as enabled */
                    is_active?: boolean;
                    /** @description Tables with operations, or texts: `INSERT`, `orders.insert`, `sales.orders.*`, user.created, user.updated, user.deleted, auth.login, auth.logout, password.reset, email.verified; or one text of these with commas */
                    events?: (string | {
                        /** @description `*` is every table of users */
                        table: string;
                        schema?: string;
                        operations: string[];
                    })[] | string;
                    /** @description All attempts together; 0 is 3. Absent: 8 attempts over about 28 hours */
                    max_retries?: number | null;
                    /** @description With max_retries: after attempt n the wait is n times as long */
                    retry_backoff_seconds?: number;
                    timeout_seconds?: number;
                    headers?: {
                        [key: string]: string;
                    };
                    /**
                     * @description user: rows that are the maker’s own; global is for administrators
                     * @enum {string}
                     */
                    scope?: "user" | "global";
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        url: string;
                        /** @description As they were given */
                        events: unknown;
                        event_configs: {
                            schema: string;
                            table: string;
                            operations: string[];
                        }[];
                        enabled: boolean;
                        is_active: boolean;
                        disabled_reason?: string;
                        max_retries: number;
                        retry_backoff_seconds: number;
                        timeout_seconds: number;
                        headers: {
                            [key: string]: string;
                        };
                        /** @enum {string} */
                        scope: "user" | "global";
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        user_id?: string;
                        has_secret: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        secret?: string;
                    };
                };
            };
        };
    };
    "webhooks.github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                        message: string;
                    };
                };
            };
        };
    };
    "webhooks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        url: string;
                        /** @description As they were given */
                        events: unknown;
                        event_configs: {
                            schema: string;
                            table: string;
                            operations: string[];
                        }[];
                        enabled: boolean;
                        is_active: boolean;
                        disabled_reason?: string;
                        max_retries: number;
                        retry_backoff_seconds: number;
                        timeout_seconds: number;
                        headers: {
                            [key: string]: string;
                        };
                        /** @enum {string} */
                        scope: "user" | "global";
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        user_id?: string;
                        has_secret: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                    };
                };
            };
        };
    };
    "webhooks.delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "webhooks.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    url?: string;
                    name?: string;
                    description?: string | null;
                    /** @description Absent: one is made and shown once. Null or empty: deliveries are unsigned */
                    secret?: string | null;
                    enabled?: boolean;
                    /** @description The same as enabled */
                    is_active?: boolean;
                    /** @description Tables with operations, or texts: `INSERT`, `orders.insert`, `sales.orders.*`, user.created, user.updated, user.deleted, auth.login, auth.logout, password.reset, email.verified; or one text of these with commas */
                    events?: (string | {
                        /** @description `*` is every table of users */
                        table: string;
                        schema?: string;
                        operations: string[];
                    })[] | string;
                    /** @description All attempts together; 0 is 3. Absent: 8 attempts over about 28 hours */
                    max_retries?: number | null;
                    /** @description With max_retries: after attempt n the wait is n times as long */
                    retry_backoff_seconds?: number;
                    timeout_seconds?: number;
                    headers?: {
                        [key: string]: string;
                    };
                    /**
                     * @description user: rows that are the maker’s own; global is for administrators
                     * @enum {string}
                     */
                    scope?: "user" | "global";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        url: string;
                        /** @description As they were given */
                        events: unknown;
                        event_configs: {
                            schema: string;
                            table: string;
                            operations: string[];
                        }[];
                        enabled: boolean;
                        is_active: boolean;
                        disabled_reason?: string;
                        max_retries: number;
                        retry_backoff_seconds: number;
                        timeout_seconds: number;
                        headers: {
                            [key: string]: string;
                        };
                        /** @enum {string} */
                        scope: "user" | "global";
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        user_id?: string;
                        has_secret: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        success: boolean;
                        message: string;
                    };
                };
            };
        };
    };
    "webhooks.list_deliveries": {
        parameters: {
            query?: {
                format?: "array" | "object";
                limit?: number;
                status?: "pending" | "success" | "failed";
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            webhook_id: string;
                            /** @description The same at every attempt: `webhook-id` */
                            event_id: string;
                            event: string;
                            event_type: string;
                            payload: unknown;
                            /** @enum {string} */
                            status: "pending" | "success" | "failed";
                            status_code?: number;
                            http_status_code?: number;
                            response_status?: number;
                            /** @description At most 64 kB */
                            response_body?: string;
                            error?: string;
                            error_message?: string;
                            attempt: number;
                            attempt_number: number;
                            /** Format: date-time */
                            next_attempt_at?: string;
                            /** Format: date-time */
                            delivered_at?: string;
                            /** Format: date-time */
                            created_at: string;
                        }[];
                        total: number;
                        has_more: boolean;
                        /** Format: uuid */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "webhooks.redeliver": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** Format: uuid */
                        webhook_id: string;
                        /** @description The same at every attempt: `webhook-id` */
                        event_id: string;
                        event: string;
                        event_type: string;
                        payload: unknown;
                        /** @enum {string} */
                        status: "pending" | "success" | "failed";
                        status_code?: number;
                        http_status_code?: number;
                        response_status?: number;
                        /** @description At most 64 kB */
                        response_body?: string;
                        error?: string;
                        error_message?: string;
                        attempt: number;
                        attempt_number: number;
                        /** Format: date-time */
                        next_attempt_at?: string;
                        /** Format: date-time */
                        delivered_at?: string;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    "webhooks.recover": {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 256 characters. The same request with the same key within 24 hours is answered as the first one was, and done once. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    since: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                        recovered: number;
                    };
                };
            };
        };
    };
    "webhooks.rotate_secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    secret?: string;
                    overlap_hours?: number;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        description?: string;
                        url: string;
                        /** @description As they were given */
                        events: unknown;
                        event_configs: {
                            schema: string;
                            table: string;
                            operations: string[];
                        }[];
                        enabled: boolean;
                        is_active: boolean;
                        disabled_reason?: string;
                        max_retries: number;
                        retry_backoff_seconds: number;
                        timeout_seconds: number;
                        headers: {
                            [key: string]: string;
                        };
                        /** @enum {string} */
                        scope: "user" | "global";
                        /** Format: uuid */
                        created_by?: string;
                        /** Format: uuid */
                        user_id?: string;
                        has_secret: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        updated_at: string;
                        secret: string;
                    };
                };
            };
        };
    };
    "webhooks.test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                        message: string;
                        status_code?: number;
                        response_body?: string;
                        error?: string;
                    };
                };
            };
        };
    };
    "widget.customer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        external_id: string | null;
                        name: string;
                        email: string | null;
                    };
                };
            };
        };
    };
    "metering.make_widget_token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    customer_external_id: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        /** Format: date-time */
                        expires_at: string;
                    };
                };
            };
        };
    };
    "widget.usage": {
        parameters: {
            query?: {
                /** @description A date, or a time of ISO 8601; default 30 days ago. Included */
                start_date?: string;
                /** @description A date, which includes its whole day, or a time, which is not included; default now */
                end_date?: string;
                /** @description IANA; default UTC */
                timezone?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        customer_id: string;
                        /** Format: date-time */
                        period_start: string;
                        /** Format: date-time */
                        period_end: string;
                        meters: {
                            /** Format: uuid */
                            meter_id: string;
                            meter_name: string;
                            unit: string | null;
                            aggregation_type: string;
                            /** @description Exact decimal */
                            total_usage: number;
                            event_count: number;
                        }[];
                    };
                };
            };
        };
    };
    "widget.meter_usage": {
        parameters: {
            query?: {
                /** @description A date, or a time of ISO 8601; default 30 days ago. Included */
                start_date?: string;
                /** @description A date, which includes its whole day, or a time, which is not included; default now */
                end_date?: string;
                /** @description IANA; default UTC */
                timezone?: string;
                /** @description Calendar units of the zone; weeks begin on Monday */
                group_by?: "hour" | "day" | "week" | "month";
                /** @description `zero`: buckets without events, too */
                fill?: "zero";
            };
            header?: never;
            path: {
                meter_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        meter_id: string;
                        /** @description Exact decimal */
                        total_usage: number;
                        event_count: number;
                        unique_customers: number;
                        /** Format: date-time */
                        period_start: string;
                        /** Format: date-time */
                        period_end: string;
                        grouped_data: {
                            /** @description `YYYY-MM-DD`, for hours a time */
                            period: string;
                            /** @description Exact decimal */
                            usage: number;
                            event_count: number;
                        }[];
                    };
                };
            };
        };
    };
    "provisioning.get_account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            /** @description `rec_` and 15 characters */
                            id: string;
                            email: string;
                            firstName: string;
                            lastName: string;
                        };
                    };
                };
            };
        };
    };
    "provisioning.delete_account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "provisioning.update_account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    firstName?: string;
                    lastName?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            /** @description `rec_` and 15 characters */
                            id: string;
                            email: string;
                            firstName: string;
                            lastName: string;
                        };
                    };
                };
            };
        };
    };
    "provisioning.verify_account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            /** @description `rec_` and 15 characters */
                            id: string;
                            email: string;
                            firstName: string;
                            lastName: string;
                        };
                    };
                };
            };
        };
    };
    "provisioning.create_account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    firstName?: string;
                    lastName?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            /** @description `rec_` and 15 characters */
                            id: string;
                            email: string;
                            firstName: string;
                            lastName: string;
                        };
                        accessToken: string;
                    };
                };
            };
        };
    };
    "provisioning.list_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tokens: {
                            id: string;
                            name: string;
                            /** @description First characters, to recognise it by */
                            prefix: string;
                            /** @description YYYY-MM-DD HH:MM:SS.mmmZ */
                            created: string;
                            /** @description YYYY-MM-DD HH:MM:SS.mmmZ, or empty */
                            lastUsedAt: string;
                            /** @description YYYY-MM-DD HH:MM:SS.mmmZ, or empty */
                            expiresAt: string;
                        }[];
                    };
                };
            };
        };
    };
    "provisioning.create_token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description RFC 3339, also with a space; default never */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                    };
                };
            };
        };
    };
    "provisioning.revoke_token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "provisioning.list_apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apps: {
                            id: string;
                            name: string;
                            /** @description Public: it selects the app */
                            apiKey: string;
                            /** @enum {string} */
                            backendType: "" | "custom" | "firebase" | "supabase";
                        }[];
                    };
                };
            };
        };
    };
    "provisioning.create_app": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        app: {
                            id: string;
                            name: string;
                            /** @description Public: it selects the app */
                            apiKey: string;
                            /** @enum {string} */
                            backendType: "" | "custom" | "firebase" | "supabase";
                            authMethods: {
                                /** @enum {string} */
                                id: "email" | "mobile" | "google" | "apple";
                                selected: boolean;
                                googleClientId?: {
                                    web: string;
                                    ios: string;
                                    android: string;
                                };
                                appleWebOptions?: {
                                    clientId: string;
                                    redirectUri: string;
                                };
                            }[];
                            registrationSteps: {
                                /** @enum {string} */
                                id: "firstName" | "lastName";
                                fieldKey: string;
                                path: string;
                                selected: boolean;
                            }[];
                        };
                    };
                };
            };
        };
    };
    "provisioning.get_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        app: {
                            id: string;
                            name: string;
                            /** @description Public: it selects the app */
                            apiKey: string;
                            /** @enum {string} */
                            backendType: "" | "custom" | "firebase" | "supabase";
                            authMethods: {
                                /** @enum {string} */
                                id: "email" | "mobile" | "google" | "apple";
                                selected: boolean;
                                googleClientId?: {
                                    web: string;
                                    ios: string;
                                    android: string;
                                };
                                appleWebOptions?: {
                                    clientId: string;
                                    redirectUri: string;
                                };
                            }[];
                            registrationSteps: {
                                /** @enum {string} */
                                id: "firstName" | "lastName";
                                fieldKey: string;
                                path: string;
                                selected: boolean;
                            }[];
                            /** @description Settings are written, never read */
                            backendExtra: {
                                configured: boolean;
                            };
                            termsUrl: string;
                            privacyUrl: string;
                            /** @description Masked; empty where none is set */
                            preludeApiKey: string;
                            jwtSecret: string;
                        };
                    };
                };
            };
        };
    };
    "provisioning.delete_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "provisioning.update_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    authMethods?: {
                        /** @enum {string} */
                        id: "email" | "mobile" | "google" | "apple";
                        selected: boolean;
                        googleClientId?: {
                            web?: string;
                            ios?: string;
                            android?: string;
                        };
                        appleWebOptions?: {
                            clientId: string;
                            redirectUri: string;
                        };
                    }[];
                    registrationSteps?: {
                        /** @enum {string} */
                        id: "firstName" | "lastName";
                        selected: boolean;
                        /** @description Ours to say */
                        fieldKey?: string;
                        /** @description Ours to say */
                        path?: string;
                    }[];
                    /** @enum {string} */
                    backendType?: "" | "custom" | "firebase" | "supabase";
                    /** @description firebase: `serviceAccount`; supabase: `url`, `serviceRoleKey` */
                    backendExtra?: Record<string, never>;
                    /** @description http or https, or empty */
                    termsUrl?: string;
                    /** @description http or https, or empty */
                    privacyUrl?: string;
                    preludeApiKey?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        app: {
                            id: string;
                            name: string;
                            /** @description Public: it selects the app */
                            apiKey: string;
                            /** @enum {string} */
                            backendType: "" | "custom" | "firebase" | "supabase";
                            authMethods: {
                                /** @enum {string} */
                                id: "email" | "mobile" | "google" | "apple";
                                selected: boolean;
                                googleClientId?: {
                                    web: string;
                                    ios: string;
                                    android: string;
                                };
                                appleWebOptions?: {
                                    clientId: string;
                                    redirectUri: string;
                                };
                            }[];
                            registrationSteps: {
                                /** @enum {string} */
                                id: "firstName" | "lastName";
                                fieldKey: string;
                                path: string;
                                selected: boolean;
                            }[];
                            /** @description Settings are written, never read */
                            backendExtra: {
                                configured: boolean;
                            };
                            termsUrl: string;
                            privacyUrl: string;
                            /** @description Masked; empty where none is set */
                            preludeApiKey: string;
                        };
                    };
                };
            };
        };
    };
    "provisioning.rotate_app_key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        app: {
                            id: string;
                            name: string;
                            /** @description Public: it selects the app */
                            apiKey: string;
                            /** @enum {string} */
                            backendType: "" | "custom" | "firebase" | "supabase";
                            authMethods: {
                                /** @enum {string} */
                                id: "email" | "mobile" | "google" | "apple";
                                selected: boolean;
                                googleClientId?: {
                                    web: string;
                                    ios: string;
                                    android: string;
                                };
                                appleWebOptions?: {
                                    clientId: string;
                                    redirectUri: string;
                                };
                            }[];
                            registrationSteps: {
                                /** @enum {string} */
                                id: "firstName" | "lastName";
                                fieldKey: string;
                                path: string;
                                selected: boolean;
                            }[];
                            /** @description Settings are written, never read */
                            backendExtra: {
                                configured: boolean;
                            };
                            termsUrl: string;
                            privacyUrl: string;
                            /** @description Masked; empty where none is set */
                            preludeApiKey: string;
                        };
                    };
                };
            };
        };
    };
    "provisioning.rotate_app_secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        app: {
                            id: string;
                            name: string;
                            /** @description Public: it selects the app */
                            apiKey: string;
                            /** @enum {string} */
                            backendType: "" | "custom" | "firebase" | "supabase";
                            authMethods: {
                                /** @enum {string} */
                                id: "email" | "mobile" | "google" | "apple";
                                selected: boolean;
                                googleClientId?: {
                                    web: string;
                                    ios: string;
                                    android: string;
                                };
                                appleWebOptions?: {
                                    clientId: string;
                                    redirectUri: string;
                                };
                            }[];
                            registrationSteps: {
                                /** @enum {string} */
                                id: "firstName" | "lastName";
                                fieldKey: string;
                                path: string;
                                selected: boolean;
                            }[];
                            /** @description Settings are written, never read */
                            backendExtra: {
                                configured: boolean;
                            };
                            termsUrl: string;
                            privacyUrl: string;
                            /** @description Masked; empty where none is set */
                            preludeApiKey: string;
                        };
                    };
                };
            };
        };
    };
    "provisioning.list_sessions": {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            id: string;
                            /** @enum {string} */
                            method: "email" | "mobile" | "google" | "apple";
                            email: string;
                            mobileE164?: string;
                            /** @description Empty while unverified */
                            userId: string;
                            /** @description YYYY-MM-DD HH:MM:SS.mmmZ, or empty */
                            verifiedAt: string;
                            /** @description YYYY-MM-DD HH:MM:SS.mmmZ */
                            created: string;
                        }[];
                    };
                };
            };
        };
    };
    "provisioning.list_users": {
        parameters: {
            query?: {
                limit?: number;
                page?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: {
                            id: string;
                            email: string;
                            firstName: string;
                            lastName: string;
                            mobileE164: string;
                            mobileIso2: string;
                            /** @description YYYY-MM-DD HH:MM:SS.mmmZ */
                            created: string;
                        }[];
                    };
                };
            };
        };
    };
    "provisioning.delete_user": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "health.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "degraded";
                        /** Format: date-time */
                        timestamp: string;
                        services: {
                            database: boolean;
                            realtime: boolean;
                        };
                    };
                };
            };
        };
    };
    "health.live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
        };
    };
    "metrics.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    "openapi.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    "health.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
        };
    };
    "realtime.connect": {
        parameters: {
            query?: {
                /** @description For browsers, which cannot set headers */
                token?: string;
                apikey?: string;
                clientkey?: string;
                tenant?: string;
            };
            header?: {
                upgrade?: string;
                origin?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "registry.list_reviews": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
                status?: "in_review" | "approved" | "rejected" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            id: string;
                            /** @enum {string} */
                            object: "app_review";
                            /** @enum {string} */
                            status: "in_review" | "approved" | "rejected" | "withdrawn";
                            livemode: boolean;
                            /** @description Unix time */
                            submitted: number;
                            /** @description Unix time */
                            decided: number | null;
                            reviewed_by: string | null;
                            review_notes: string | null;
                            rejection_reason: string | null;
                            checks: {
                                /** @description Unix time */
                                checked: number;
                                results: {
                                    /** @enum {string} */
                                    check: "https" | "redirect_uris" | "webhook_signature" | "privacy_policy" | "scope_changes";
                                    /** @enum {string} */
                                    status: "passed" | "failed" | "warning" | "skipped";
                                    details: string[];
                                }[];
                            } | null;
                            app: {
                                id: string;
                                /** @enum {string} */
                                object: "app";
                                developer_id: string;
                                name: string;
                                slug: string;
                                /** @enum {string} */
                                distribution_type: "public" | "private";
                                /** @enum {string} */
                                status: "draft" | "in_review" | "published" | "rejected";
                                /** @description 0.0.0 until it is published for the first time */
                                version: string;
                                /** @description Merchants who have it installed now */
                                install_count: number;
                                livemode: boolean;
                                /** @description Unix time */
                                created: number;
                                /** @description Unix time */
                                updated: number;
                                description: string | null;
                                short_description: string | null;
                                icon_url: string | null;
                                homepage_url: string | null;
                                privacy_policy_url: string | null;
                                support_url: string | null;
                                requested_scopes: string[];
                                redirect_uris: string[];
                                webhook_url: string | null;
                                webhook_events: string[];
                                /** @description Only in the answer to the call that made it */
                                webhook_secret: string | null;
                                category: string | null;
                                review_notes: string | null;
                                /** @description Unix time */
                                reviewed_at: number | null;
                                reviewed_by: string | null;
                                rejection_reason: string | null;
                                /** @description Unix time */
                                published_at: number | null;
                                metadata: {
                                    [key: string]: string;
                                };
                            };
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.approve_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    review_notes?: string;
                };
                "application/x-www-form-urlencoded": {
                    review_notes?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.reject_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rejection_reason: string;
                    review_notes?: string;
                };
                "application/x-www-form-urlencoded": {
                    rejection_reason: string;
                    review_notes?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.take_down_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
                "application/x-www-form-urlencoded": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.list_keys": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            id: string;
                            /** @enum {string} */
                            object: "api_key";
                            name: string;
                            /** @enum {string} */
                            type: "secret" | "publishable";
                            livemode: boolean;
                            /** @description How the key begins */
                            prefix: string;
                            created: number;
                            last_used: number | null;
                            /** @description Only in the answer to the call that made it */
                            key?: string;
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.create_key": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    type: "secret" | "publishable";
                    /** @description False unless given */
                    livemode?: boolean;
                };
                "application/x-www-form-urlencoded": {
                    name: string;
                    /** @enum {string} */
                    type: "secret" | "publishable";
                    /** @description False unless given */
                    livemode?: boolean;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "api_key";
                        name: string;
                        /** @enum {string} */
                        type: "secret" | "publishable";
                        livemode: boolean;
                        /** @description How the key begins */
                        prefix: string;
                        created: number;
                        last_used: number | null;
                        /** @description Only in the answer to the call that made it */
                        key?: string;
                    };
                };
            };
        };
    };
    "registry.get_key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "api_key";
                        name: string;
                        /** @enum {string} */
                        type: "secret" | "publishable";
                        livemode: boolean;
                        /** @description How the key begins */
                        prefix: string;
                        created: number;
                        last_used: number | null;
                        /** @description Only in the answer to the call that made it */
                        key?: string;
                    };
                };
            };
        };
    };
    "registry.revoke_key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "api_key";
                        /** @enum {boolean} */
                        deleted: true;
                    };
                };
            };
        };
    };
    "registry.roll_key": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "api_key";
                        name: string;
                        /** @enum {string} */
                        type: "secret" | "publishable";
                        livemode: boolean;
                        /** @description How the key begins */
                        prefix: string;
                        created: number;
                        last_used: number | null;
                        /** @description Only in the answer to the call that made it */
                        key?: string;
                    };
                };
            };
        };
    };
    "registry.list_apps": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
                status?: "draft" | "in_review" | "published" | "rejected";
                distribution_type?: "public" | "private";
                category?: string;
                slug?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            id: string;
                            /** @enum {string} */
                            object: "app";
                            developer_id: string;
                            name: string;
                            slug: string;
                            /** @enum {string} */
                            distribution_type: "public" | "private";
                            /** @enum {string} */
                            status: "draft" | "in_review" | "published" | "rejected";
                            /** @description 0.0.0 until it is published for the first time */
                            version: string;
                            /** @description Merchants who have it installed now */
                            install_count: number;
                            livemode: boolean;
                            /** @description Unix time */
                            created: number;
                            /** @description Unix time */
                            updated: number;
                            description: string | null;
                            short_description: string | null;
                            icon_url: string | null;
                            homepage_url: string | null;
                            privacy_policy_url: string | null;
                            support_url: string | null;
                            requested_scopes: string[];
                            redirect_uris: string[];
                            webhook_url: string | null;
                            webhook_events: string[];
                            /** @description Only in the answer to the call that made it */
                            webhook_secret: string | null;
                            category: string | null;
                            review_notes: string | null;
                            /** @description Unix time */
                            reviewed_at: number | null;
                            reviewed_by: string | null;
                            rejection_reason: string | null;
                            /** @description Unix time */
                            published_at: number | null;
                            metadata: {
                                [key: string]: string;
                            };
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.create_app": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    slug?: string;
                    /** @enum {string} */
                    distribution_type?: "public" | "private";
                    requested_scopes?: ("read_payments" | "write_payments" | "read_customers" | "write_customers" | "read_refunds" | "write_refunds" | "read_products" | "write_products" | "read_prices" | "write_prices" | "read_orders" | "write_orders" | "read_fulfillments" | "write_fulfillments" | "read_inventory" | "write_inventory" | "read_usage")[];
                    redirect_uris?: string[];
                    webhook_events?: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold")[];
                    /** @description At most 50 keys of 40 characters, values of 500; an empty value removes its key */
                    metadata?: {
                        [key: string]: string | null;
                    };
                    description?: string;
                    short_description?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    icon_url?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    homepage_url?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    privacy_policy_url?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    support_url?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    webhook_url?: string;
                    category?: string;
                };
                "application/x-www-form-urlencoded": {
                    name: string;
                    slug?: string;
                    /** @enum {string} */
                    distribution_type?: "public" | "private";
                    requested_scopes?: ("read_payments" | "write_payments" | "read_customers" | "write_customers" | "read_refunds" | "write_refunds" | "read_products" | "write_products" | "read_prices" | "write_prices" | "read_orders" | "write_orders" | "read_fulfillments" | "write_fulfillments" | "read_inventory" | "write_inventory" | "read_usage")[];
                    redirect_uris?: string[];
                    webhook_events?: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold")[];
                    /** @description At most 50 keys of 40 characters, values of 500; an empty value removes its key */
                    metadata?: {
                        [key: string]: string | null;
                    };
                    description?: string;
                    short_description?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    icon_url?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    homepage_url?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    privacy_policy_url?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    support_url?: string;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    webhook_url?: string;
                    category?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.get_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.update_app_by_post": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    slug?: string;
                    /** @enum {string} */
                    distribution_type?: "public" | "private";
                    requested_scopes?: ("read_payments" | "write_payments" | "read_customers" | "write_customers" | "read_refunds" | "write_refunds" | "read_products" | "write_products" | "read_prices" | "write_prices" | "read_orders" | "write_orders" | "read_fulfillments" | "write_fulfillments" | "read_inventory" | "write_inventory" | "read_usage")[];
                    redirect_uris?: string[];
                    webhook_events?: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold")[];
                    /** @description At most 50 keys of 40 characters, values of 500; an empty value removes its key */
                    metadata?: {
                        [key: string]: string | null;
                    };
                    description?: string | null;
                    short_description?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    icon_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    homepage_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    privacy_policy_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    support_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    webhook_url?: string | null;
                    category?: string | null;
                };
                "application/x-www-form-urlencoded": {
                    name?: string;
                    slug?: string;
                    /** @enum {string} */
                    distribution_type?: "public" | "private";
                    requested_scopes?: ("read_payments" | "write_payments" | "read_customers" | "write_customers" | "read_refunds" | "write_refunds" | "read_products" | "write_products" | "read_prices" | "write_prices" | "read_orders" | "write_orders" | "read_fulfillments" | "write_fulfillments" | "read_inventory" | "write_inventory" | "read_usage")[];
                    redirect_uris?: string[];
                    webhook_events?: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold")[];
                    /** @description At most 50 keys of 40 characters, values of 500; an empty value removes its key */
                    metadata?: {
                        [key: string]: string | null;
                    };
                    description?: string | null;
                    short_description?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    icon_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    homepage_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    privacy_policy_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    support_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    webhook_url?: string | null;
                    category?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.delete_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        /** @enum {boolean} */
                        deleted: true;
                    };
                };
            };
        };
    };
    "registry.update_app": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    slug?: string;
                    /** @enum {string} */
                    distribution_type?: "public" | "private";
                    requested_scopes?: ("read_payments" | "write_payments" | "read_customers" | "write_customers" | "read_refunds" | "write_refunds" | "read_products" | "write_products" | "read_prices" | "write_prices" | "read_orders" | "write_orders" | "read_fulfillments" | "write_fulfillments" | "read_inventory" | "write_inventory" | "read_usage")[];
                    redirect_uris?: string[];
                    webhook_events?: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold")[];
                    /** @description At most 50 keys of 40 characters, values of 500; an empty value removes its key */
                    metadata?: {
                        [key: string]: string | null;
                    };
                    description?: string | null;
                    short_description?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    icon_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    homepage_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    privacy_policy_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    support_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    webhook_url?: string | null;
                    category?: string | null;
                };
                "application/x-www-form-urlencoded": {
                    name?: string;
                    slug?: string;
                    /** @enum {string} */
                    distribution_type?: "public" | "private";
                    requested_scopes?: ("read_payments" | "write_payments" | "read_customers" | "write_customers" | "read_refunds" | "write_refunds" | "read_products" | "write_products" | "read_prices" | "write_prices" | "read_orders" | "write_orders" | "read_fulfillments" | "write_fulfillments" | "read_inventory" | "write_inventory" | "read_usage")[];
                    redirect_uris?: string[];
                    webhook_events?: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold")[];
                    /** @description At most 50 keys of 40 characters, values of 500; an empty value removes its key */
                    metadata?: {
                        [key: string]: string | null;
                    };
                    description?: string | null;
                    short_description?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    icon_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    homepage_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    privacy_policy_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    support_url?: string | null;
                    /**
                     * Format: uri
                     * @description http or https
                     */
                    webhook_url?: string | null;
                    category?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.list_clients": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            /** @enum {string} */
                            object: "oauth_client";
                            id: string;
                            app_id: string;
                            client_id: string;
                            /**
                             * @description A public client keeps no secret and uses PKCE
                             * @enum {string}
                             */
                            client_type: "confidential" | "public";
                            client_secret?: string | null;
                            client_secret_prefix: string | null;
                            /** @description Unix time */
                            created: number;
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.create_client": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    client_type?: "confidential" | "public";
                };
                "application/x-www-form-urlencoded": {
                    /** @enum {string} */
                    client_type?: "confidential" | "public";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "oauth_client";
                        id: string;
                        app_id: string;
                        client_id: string;
                        /**
                         * @description A public client keeps no secret and uses PKCE
                         * @enum {string}
                         */
                        client_type: "confidential" | "public";
                        client_secret?: string | null;
                        client_secret_prefix: string | null;
                        /** @description Unix time */
                        created: number;
                    };
                };
            };
        };
    };
    "registry.delete_client": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                client: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "oauth_client";
                        /** @enum {boolean} */
                        deleted: true;
                    };
                };
            };
        };
    };
    "registry.list_app_installations": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            id: string;
                            /** @enum {string} */
                            object: "app_installation";
                            app_id: string;
                            merchant_id: string;
                            granted_scopes: string[];
                            /** @enum {string} */
                            status: "active" | "uninstalled";
                            livemode: boolean;
                            /** @description Unix time */
                            created: number;
                            /** @description Unix time */
                            updated: number;
                            installed_by_user_id: string | null;
                            /** @description Unix time */
                            uninstalled_at: number | null;
                            metadata: {
                                [key: string]: string;
                            };
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.rotate_webhook_secret": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.submit_for_review": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.unpublish": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "registry.withdraw": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        developer_id: string;
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        /** @enum {string} */
                        status: "draft" | "in_review" | "published" | "rejected";
                        /** @description 0.0.0 until it is published for the first time */
                        version: string;
                        /** @description Merchants who have it installed now */
                        install_count: number;
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        requested_scopes: string[];
                        redirect_uris: string[];
                        webhook_url: string | null;
                        webhook_events: string[];
                        /** @description Only in the answer to the call that made it */
                        webhook_secret: string | null;
                        category: string | null;
                        review_notes: string | null;
                        /** @description Unix time */
                        reviewed_at: number | null;
                        reviewed_by: string | null;
                        rejection_reason: string | null;
                        /** @description Unix time */
                        published_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
    };
    "account.list_keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @description First characters, to recognise it by */
                        prefix: string;
                        is_active: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_used_at: string | null;
                        /** Format: date-time */
                        expires_at: string | null;
                    }[];
                };
            };
        };
    };
    "account.create_key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** Format: date-time */
                    expires_at?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        name: string;
                        /** @description First characters, to recognise it by */
                        prefix: string;
                        is_active: boolean;
                        /** Format: date-time */
                        created_at: string;
                        raw_key: string;
                        /** Format: date-time */
                        expires_at: string | null;
                    };
                };
            };
        };
    };
    "account.revoke_key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "account.change_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current_password?: string;
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @enum {string} */
                        token_type: "bearer";
                    };
                };
            };
        };
    };
    "account.forgot_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "account.google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Google ID token */
                    credential: string;
                    nonce?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @enum {string} */
                        token_type: "bearer";
                    };
                };
            };
        };
    };
    "account.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description User name or e-mail */
                    username: string;
                    password: string;
                    /** @enum {string} */
                    grant_type?: "password";
                    scope?: string;
                    client_id?: string;
                    client_secret?: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @description User name or e-mail */
                    username: string;
                    password: string;
                    /** @enum {string} */
                    grant_type?: "password";
                    scope?: string;
                    client_id?: string;
                    client_secret?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @enum {string} */
                        token_type: "bearer";
                    };
                };
            };
        };
    };
    "account.logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "account.verify_mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mfa_token: string;
                    /** @description Of the authenticator, or a recovery code */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @enum {string} */
                        token_type: "bearer";
                    };
                };
            };
        };
    };
    "account.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    /** Format: email */
                    email: string;
                    password: string;
                    full_name: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        username: string;
                        email: string;
                        full_name: string;
                    };
                };
            };
        };
    };
    "account.resend_verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "account.reset_password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "account.verify_email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email?: string;
                    username?: string;
                    /** @description Six digits */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
        };
    };
    "registry.list_events": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
                type?: "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold" | "app.created" | "app.updated" | "app.submitted" | "app.published" | "app.rejected" | "app.unpublished" | "app.deleted";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            id: string;
                            /** @enum {string} */
                            object: "event";
                            type: string;
                            created: number;
                            livemode: boolean;
                            /** @description The shape of `data.object`, that of the time */
                            api_version: string;
                            merchant_id: string;
                            data: {
                                object: {
                                    [key: string]: unknown;
                                };
                                previous_attributes?: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description Endpoints that have not heard it yet */
                            pending_webhooks: number;
                            request: {
                                id: string | null;
                                idempotency_key: string | null;
                            };
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.get_event": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "event";
                        type: string;
                        created: number;
                        livemode: boolean;
                        /** @description The shape of `data.object`, that of the time */
                        api_version: string;
                        merchant_id: string;
                        data: {
                            object: {
                                [key: string]: unknown;
                            };
                            previous_attributes?: {
                                [key: string]: unknown;
                            };
                        };
                        /** @description Endpoints that have not heard it yet */
                        pending_webhooks: number;
                        request: {
                            id: string | null;
                            idempotency_key: string | null;
                        };
                    };
                };
            };
        };
    };
    "registry.list_listings": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
                category?: string;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            id: string;
                            /** @enum {string} */
                            object: "app";
                            name: string;
                            slug: string;
                            /** @enum {string} */
                            distribution_type: "public" | "private";
                            version: string;
                            install_count: number;
                            is_installed: boolean;
                            /** @description Unix time */
                            created: number;
                            livemode: boolean;
                            description: string | null;
                            short_description: string | null;
                            icon_url: string | null;
                            homepage_url: string | null;
                            privacy_policy_url: string | null;
                            support_url: string | null;
                            category: string | null;
                            requested_scopes: string[];
                            developer_id: string;
                            /** @description Unix time */
                            published_at: number | null;
                            installation: {
                                id: string;
                                /** @enum {string} */
                                status: "active" | "uninstalled";
                                granted_scopes: string[];
                                /** @description Unix time */
                                created: number;
                            } | null;
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.get_listing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app";
                        name: string;
                        slug: string;
                        /** @enum {string} */
                        distribution_type: "public" | "private";
                        version: string;
                        install_count: number;
                        is_installed: boolean;
                        /** @description Unix time */
                        created: number;
                        livemode: boolean;
                        description: string | null;
                        short_description: string | null;
                        icon_url: string | null;
                        homepage_url: string | null;
                        privacy_policy_url: string | null;
                        support_url: string | null;
                        category: string | null;
                        requested_scopes: string[];
                        developer_id: string;
                        /** @description Unix time */
                        published_at: number | null;
                        installation: {
                            id: string;
                            /** @enum {string} */
                            status: "active" | "uninstalled";
                            granted_scopes: string[];
                            /** @description Unix time */
                            created: number;
                        } | null;
                    };
                };
            };
        };
    };
    "registry.install": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    scopes?: string[];
                };
                "application/x-www-form-urlencoded": {
                    scopes?: string[];
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app_installation";
                        app_id: string;
                        merchant_id: string;
                        granted_scopes: string[];
                        /** @enum {string} */
                        status: "active" | "uninstalled";
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        installed_by_user_id: string | null;
                        /** @description Unix time */
                        uninstalled_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                        app: {
                            id: string;
                            name: string;
                            slug: string;
                            icon_url: string | null;
                            short_description: string | null;
                            category: string | null;
                        };
                    };
                };
            };
        };
    };
    "registry.list_installations": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            id: string;
                            /** @enum {string} */
                            object: "app_installation";
                            app_id: string;
                            merchant_id: string;
                            granted_scopes: string[];
                            /** @enum {string} */
                            status: "active" | "uninstalled";
                            livemode: boolean;
                            /** @description Unix time */
                            created: number;
                            /** @description Unix time */
                            updated: number;
                            installed_by_user_id: string | null;
                            /** @description Unix time */
                            uninstalled_at: number | null;
                            metadata: {
                                [key: string]: string;
                            };
                            app: {
                                id: string;
                                name: string;
                                slug: string;
                                icon_url: string | null;
                                short_description: string | null;
                                category: string | null;
                            };
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.uninstall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "app_installation";
                        app_id: string;
                        merchant_id: string;
                        granted_scopes: string[];
                        /** @enum {string} */
                        status: "active" | "uninstalled";
                        livemode: boolean;
                        /** @description Unix time */
                        created: number;
                        /** @description Unix time */
                        updated: number;
                        installed_by_user_id: string | null;
                        /** @description Unix time */
                        uninstalled_at: number | null;
                        metadata: {
                            [key: string]: string;
                        };
                        app: {
                            id: string;
                            name: string;
                            slug: string;
                            icon_url: string | null;
                            short_description: string | null;
                            category: string | null;
                        };
                    };
                };
            };
        };
    };
    "account.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        username: string;
                        email: string;
                        email_verified: boolean;
                        full_name: string | null;
                        google_linked: boolean;
                        has_password: boolean;
                        can_unlink_google: boolean;
                        available_sign_in_methods: ("password" | "google")[];
                        /** @enum {string} */
                        plan: "free" | "pro";
                        /** @enum {string} */
                        plan_source: "default" | "subscription" | "grant" | "trial";
                        /** Format: date-time */
                        plan_expires_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    "account.delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    password?: string;
                    /** @description Google ID token */
                    credential?: string;
                };
            };
        };
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "account.list_credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "session" | "passkey" | "api_key" | "personal_access_token" | "app_key" | "service_key" | "tenant_service_key" | "anon_key" | "publishable_key" | "client_key" | "metering_key" | "secret_key";
                        name: string;
                        prefix: string | null;
                        is_active: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_used_at: string | null;
                        /** Format: date-time */
                        expires_at: string | null;
                    }[];
                };
            };
        };
    };
    "account.link_google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Google ID token */
                    credential: string;
                    nonce?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        username: string;
                        email: string;
                        email_verified: boolean;
                        full_name: string | null;
                        google_linked: boolean;
                        has_password: boolean;
                        can_unlink_google: boolean;
                        available_sign_in_methods: ("password" | "google")[];
                        /** @enum {string} */
                        plan: "free" | "pro";
                        /** @enum {string} */
                        plan_source: "default" | "subscription" | "grant" | "trial";
                        /** Format: date-time */
                        plan_expires_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    "account.unlink_google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        username: string;
                        email: string;
                        email_verified: boolean;
                        full_name: string | null;
                        google_linked: boolean;
                        has_password: boolean;
                        can_unlink_google: boolean;
                        available_sign_in_methods: ("password" | "google")[];
                        /** @enum {string} */
                        plan: "free" | "pro";
                        /** @enum {string} */
                        plan_source: "default" | "subscription" | "grant" | "trial";
                        /** Format: date-time */
                        plan_expires_at: string | null;
                        /** Format: date-time */
                        created_at: string;
                    };
                };
            };
        };
    };
    "account.list_sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description Where it was started */
                        surface: string;
                        device: string | null;
                        address: string | null;
                        /** @enum {string} */
                        aal: "aal1" | "aal2";
                        /** @description The session that asks */
                        current: boolean;
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        last_used_at: string;
                        /** Format: date-time */
                        expires_at: string;
                    }[];
                };
            };
        };
    };
    "account.revoke_session": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A session id, or `others` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success, no content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "registry.deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    client_id: string;
                    redirect_uri: string;
                    state?: string;
                };
                "application/x-www-form-urlencoded": {
                    client_id: string;
                    redirect_uri: string;
                    state?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redirect_url: string;
                    };
                };
            };
        };
    };
    "registry.grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    client_id: string;
                    redirect_uri: string;
                    state?: string;
                    scopes: string[];
                    code_challenge?: string;
                    /** @description S256 */
                    code_challenge_method?: string;
                };
                "application/x-www-form-urlencoded": {
                    client_id: string;
                    redirect_uri: string;
                    state?: string;
                    scopes: string[];
                    code_challenge?: string;
                    /** @description S256 */
                    code_challenge_method?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redirect_url: string;
                        code: string;
                    };
                };
            };
        };
    };
    "registry.revoke_token": {
        parameters: {
            query?: never;
            header?: {
                authorization?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    token_type_hint?: string;
                    /** @description Or by Basic */
                    client_id?: string;
                    /** @description Or by Basic; none of a public client */
                    client_secret?: string;
                };
                "application/x-www-form-urlencoded": {
                    token: string;
                    token_type_hint?: string;
                    /** @description Or by Basic */
                    client_id?: string;
                    /** @description Or by Basic; none of a public client */
                    client_secret?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    "registry.token": {
        parameters: {
            query?: never;
            header?: {
                authorization?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    grant_type: "authorization_code" | "refresh_token";
                    code?: string;
                    redirect_uri?: string;
                    code_verifier?: string;
                    refresh_token?: string;
                    /** @description Fewer than were granted, for this access token */
                    scope?: string;
                    /** @description Or by Basic */
                    client_id?: string;
                    /** @description Or by Basic; none of a public client */
                    client_secret?: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @enum {string} */
                    grant_type: "authorization_code" | "refresh_token";
                    code?: string;
                    redirect_uri?: string;
                    code_verifier?: string;
                    refresh_token?: string;
                    /** @description Fewer than were granted, for this access token */
                    scope?: string;
                    /** @description Or by Basic */
                    client_id?: string;
                    /** @description Or by Basic; none of a public client */
                    client_secret?: string;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @enum {string} */
                        token_type: "bearer";
                        expires_in: number;
                        refresh_token: string;
                        scope: string;
                        merchant_id: string;
                    };
                };
            };
        };
    };
    "registry.list_webhook_endpoints": {
        parameters: {
            query?: {
                limit?: number;
                starting_after?: string;
                ending_before?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        object: "list";
                        url: string;
                        data: {
                            id: string;
                            /** @enum {string} */
                            object: "webhook_endpoint";
                            url: string;
                            enabled_events: string[];
                            description: string | null;
                            /** @enum {string} */
                            status: "enabled" | "disabled";
                            disabled_reason: string | null;
                            /** @description The shape of its events */
                            api_version: string | null;
                            /** @description Whole only in the answer to the call that made it */
                            secret: string;
                            livemode: boolean;
                            created: number;
                            updated: number;
                        }[];
                        has_more: boolean;
                        /** @description For the next page in the same direction */
                        next_cursor: string | null;
                    };
                };
            };
        };
    };
    "registry.create_webhook_endpoint": {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per operation; the same key again gets the same answer for 24 hours */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description https to a public address in live mode
                     */
                    url: string;
                    /** @description `*` is all; `app_installation.…` is told whether or not it is here */
                    enabled_events: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold" | "app.created" | "app.updated" | "app.submitted" | "app.published" | "app.rejected" | "app.unpublished" | "app.deleted")[];
                    description?: string | null;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * Format: uri
                     * @description https to a public address in live mode
                     */
                    url: string;
                    /** @description `*` is all; `app_installation.…` is told whether or not it is here */
                    enabled_events: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold" | "app.created" | "app.updated" | "app.submitted" | "app.published" | "app.rejected" | "app.unpublished" | "app.deleted")[];
                    description?: string | null;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "webhook_endpoint";
                        url: string;
                        enabled_events: string[];
                        description: string | null;
                        /** @enum {string} */
                        status: "enabled" | "disabled";
                        disabled_reason: string | null;
                        /** @description The shape of its events */
                        api_version: string | null;
                        /** @description Whole only in the answer to the call that made it */
                        secret: string;
                        livemode: boolean;
                        created: number;
                        updated: number;
                    };
                };
            };
        };
    };
    "registry.get_webhook_endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "webhook_endpoint";
                        url: string;
                        enabled_events: string[];
                        description: string | null;
                        /** @enum {string} */
                        status: "enabled" | "disabled";
                        disabled_reason: string | null;
                        /** @description The shape of its events */
                        api_version: string | null;
                        /** @description Whole only in the answer to the call that made it */
                        secret: string;
                        livemode: boolean;
                        created: number;
                        updated: number;
                    };
                };
            };
        };
    };
    "registry.delete_webhook_endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "webhook_endpoint";
                        /** @enum {boolean} */
                        deleted: true;
                    };
                };
            };
        };
    };
    "registry.update_webhook_endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description https to a public address in live mode
                     */
                    url?: string;
                    /** @description `*` is all; `app_installation.…` is told whether or not it is here */
                    enabled_events?: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold" | "app.created" | "app.updated" | "app.submitted" | "app.published" | "app.rejected" | "app.unpublished" | "app.deleted")[];
                    description?: string | null;
                    /** @enum {string} */
                    status?: "enabled" | "disabled";
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * Format: uri
                     * @description https to a public address in live mode
                     */
                    url?: string;
                    /** @description `*` is all; `app_installation.…` is told whether or not it is here */
                    enabled_events?: ("*" | "app_installation.created" | "app_installation.updated" | "app_installation.deleted" | "customer.created" | "customer.updated" | "customer.deleted" | "product.created" | "product.updated" | "product.deleted" | "price.created" | "price.updated" | "price.deleted" | "order.created" | "order.updated" | "order.deleted" | "payment.created" | "payment.updated" | "refund.created" | "refund.updated" | "fulfillment.created" | "fulfillment.updated" | "inventory_level.updated" | "usage.threshold" | "app.created" | "app.updated" | "app.submitted" | "app.published" | "app.rejected" | "app.unpublished" | "app.deleted")[];
                    description?: string | null;
                    /** @enum {string} */
                    status?: "enabled" | "disabled";
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        object: "webhook_endpoint";
                        url: string;
                        enabled_events: string[];
                        description: string | null;
                        /** @enum {string} */
                        status: "enabled" | "disabled";
                        disabled_reason: string | null;
                        /** @description The shape of its events */
                        api_version: string | null;
                        /** @description Whole only in the answer to the call that made it */
                        secret: string;
                        livemode: boolean;
                        created: number;
                        updated: number;
                    };
                };
            };
        };
    };
}
