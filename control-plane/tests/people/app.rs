//! The admin API in this process, over an SQLite database of its own, and those who call it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::MockConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use chrono::Utc;
use portico_control_plane::api::ApiState;
use portico_control_plane::api::router::admin_router;
use portico_control_plane::auth::client_address::TrustedProxies;
use portico_control_plane::auth::opaque::Opaque;
use portico_control_plane::auth::origin::PublicUrl;
use portico_control_plane::auth::password::Passwords;
use portico_control_plane::auth::permission::Scope;
use portico_control_plane::auth::{session, token};
use portico_control_plane::config::{GatewayConfig, Unmatched};
use portico_control_plane::configuration::{Admission, ConfigurationStore, StoreUrl};
use portico_control_plane::fleet::Fleet;
use portico_control_plane::outbound::{AllowRule, Allowed, OutboundConfig};
use portico_control_plane::secret::{Keyring, Resolved, Resolver};
use portico_control_plane::snapshot::Builder;
use portico_control_plane::storage::api_token::{self, ApiToken};
use portico_control_plane::storage::login_session::{self, LoginSession};
use portico_control_plane::storage::membership::{self, Membership};
use portico_control_plane::storage::tenant::{self, Tenant};
use portico_control_plane::storage::user::{self, User};
use portico_control_plane::storage::{Database, DatabaseUrl, MigrationSet};
use portico_control_plane::tenancy::Tenancy;
use portico_control_plane::trial::GatewayUrl;
use portico_control_plane::xds::publication::Publication;
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::{OnceCell, watch};
use tower::ServiceExt;

/// The password of all users.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// The key that seals secrets.
const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// Hashing takes long, so it is done once.
static HASH: OnceCell<String> = OnceCell::const_new();

pub(crate) struct TestApp {
    pub(crate) state: ApiState,
    router: Router,
    _dir: TempDir,
    _publications: watch::Sender<Publication>,
}

/// How a request says who asks.
#[derive(Debug, Clone)]
pub(crate) enum Caller {
    Anonymous,
    Session(Opaque),
    Token(Opaque),
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Answer {
    /// A header's value; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

impl TestApp {
    /// With the tenants `a` and `b` beside `default`, and no users.
    pub(crate) async fn new() -> Self {
        Self::with_routes(admin_router).await
    }

    pub(crate) async fn with_routes(routes: impl FnOnce(ApiState) -> Router) -> Self {
        let dir = TempDir::new().unwrap();
        let url = DatabaseUrl::sqlite(&dir.path().join("data.db"));
        let data = Database::connect(url.clone()).await.unwrap();
        data.migrate(&[MigrationSet::Data]).await.unwrap();
        let tenancy = Tenancy::default();
        let resolver = Resolver {
            keyring: Some(Arc::new(Keyring::parse(KEY).unwrap())),
            ..Resolver::default()
        };
        let admission = Admission::sealing(resolver.keyring.clone()).within(tenancy.clone());
        let url = StoreUrl::Database(url);
        let configuration = ConfigurationStore::open(&url, admission).await.unwrap();
        configuration.audit_in(&data);
        let gateway = GatewayConfig {
            listen: "127.0.0.1:10000".parse().unwrap(),
            filter: None,
            unmatched: Unmatched::NotFound,
            access_log: None,
            ca_file: String::new(),
            bridges: Vec::new(),
        };
        let snapshot = Builder::new(gateway.clone()).build(&[], &Resolved::default(), true);
        let publications = watch::Sender::new(Publication::new(
            snapshot,
            None,
            tokio::time::Instant::now(),
        ));
        let state = ApiState {
            publications: publications.subscribe(),
            errors: watch::Sender::default().subscribe(),
            fleet: Fleet::new(Default::default(), "here", true),
            // Streams of events end at once.
            stopping: watch::Sender::new(true).subscribe(),
            public_url: PublicUrl::default(),
            trusted_proxies: TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap()]),
            open_status: false,
            configuration,
            gateway_url: GatewayUrl::of_listener(gateway.listen),
            outbound: OutboundConfig::default().client(),
            clients_url: "https://mcp.example.com".parse().unwrap(),
            running: Default::default(),
            readers: Default::default(),
            requests: Default::default(),
            gateway,
            resolver,
            tenancy,
            data,
            passwords: Passwords::default(),
            throttle: Arc::default(),
            remembered: Arc::default(),
            refusals: Default::default(),
            oidc: None,
        };
        let peer = SocketAddr::from(([192, 0, 2, 1], 1));
        let app = Self {
            router: routes(state.clone()).layer(MockConnectInfo(peer)),
            state,
            _dir: dir,
            _publications: publications,
        };
        for name in ["a", "b"] {
            let tenant = Tenant {
                name: name.to_owned(),
                title: name.to_owned(),
                path_prefix: format!("/{name}"),
            };
            let data = &app.state.data;
            data.run(move |c| tenant::insert(c, &tenant)).await.unwrap();
        }
        app
    }

    /// The same app, with its gateway elsewhere.
    pub(crate) fn with_gateway(mut self, gateway: GatewayUrl) -> Self {
        self.change(|state| state.gateway_url = gateway);
        self
    }

    /// The same app, which may reach this machine when users say so.
    pub(crate) fn reaching_loopback(mut self) -> Self {
        let rule = AllowRule::parse("127.0.0.1").unwrap();
        let outbound = OutboundConfig {
            allowed: Allowed::new(vec![rule]),
            ca_file: None,
        };
        self.change(|state| state.outbound = outbound.client());
        self
    }

    /// From now on, it runs with other settings.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut ApiState)) {
        change(&mut self.state);
        let peer = SocketAddr::from(([192, 0, 2, 1], 1));
        self.router = admin_router(self.state.clone()).layer(MockConnectInfo(peer));
    }

    /// A user with these roles, as in `a:viewer`, or `admin`, or `disabled`.
    pub(crate) async fn user(&self, name: &str, standing: &[&'static str]) -> User {
        let hash = async || {
            let hash = Passwords::default().hash("x", PASSWORD).await;
            hash.unwrap()
        };
        let user = User {
            id: format!("id-of-{name}"),
            name: name.to_owned(),
            password_hash: Some(HASH.get_or_init(hash).await.clone()),
            oidc_subject: None,
            is_admin: standing.contains(&"admin"),
            disabled: standing.contains(&"disabled"),
            created_at: Utc::now().naive_utc(),
        };
        let (row, standing) = (user.clone(), standing.to_vec());
        let stored = self.state.data.run(move |c| {
            user::insert(c, &row)?;
            for (tenant, role) in standing.iter().filter_map(|s| s.split_once(':')) {
                let membership = Membership {
                    user_id: row.id.clone(),
                    tenant: tenant.to_owned(),
                    role: role.to_owned(),
                };
                membership::set(c, &membership)?;
            }
            Ok(())
        });
        stored.await.unwrap();
        user
    }

    /// A login session, stored without a login.
    pub(crate) async fn session(&self, user: &User) -> Caller {
        let secret = session::generate().unwrap();
        let now = Utc::now().naive_utc();
        let row = LoginSession {
            id_hash: secret.hash(),
            user_id: user.id.clone(),
            csrf_hash: session::csrf_token(&secret).hash(),
            created_at: now,
            last_used_at: now,
            expires_at: now + session::ABSOLUTE,
            user_agent: String::new(),
        };
        let data = &self.state.data;
        data.run(move |c| login_session::insert(c, &row))
            .await
            .unwrap();
        Caller::Session(secret)
    }

    /// An API token, stored without a request.
    pub(crate) async fn token(&self, user: &User, scope: Scope) -> Caller {
        let secret = token::generate().unwrap();
        let row = ApiToken {
            id: format!("token-of-{}-{scope:?}", user.name),
            user_id: user.id.clone(),
            name: "test".to_owned(),
            token_hash: secret.hash(),
            scopes: token::write_scopes(&[scope]),
            expires_at: None,
            created_at: Utc::now().naive_utc(),
            last_used_at: None,
        };
        let data = &self.state.data;
        data.run(move |c| api_token::insert(c, &row)).await.unwrap();
        Caller::Token(secret)
    }

    /// An admin's session.
    pub(crate) async fn admin(&self) -> Caller {
        let admin = self.user("root", &["admin"]).await;
        self.session(&admin).await
    }

    /// Sends a request as the console or a program does.
    pub(crate) async fn call(
        &self,
        caller: &Caller,
        method: &str,
        path: &str,
        body: Value,
    ) -> Answer {
        if body.is_null() {
            return self.call_with(caller, method, path, &[], "").await;
        }
        let json = [("content-type", "application/json")];
        self.call_with(caller, method, path, &json, &body.to_string())
            .await
    }

    /// Sends a request with these headers and this body.
    pub(crate) async fn call_with(
        &self,
        caller: &Caller,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        self.send(Self::request(caller, method, path, headers, body))
            .await
    }

    /// Sends a request and gives the answer before its body has come.
    pub(crate) async fn open(
        &self,
        caller: &Caller,
        method: &str,
        path: &str,
        body: &Value,
    ) -> Response {
        let json = [("content-type", "application/json")];
        let request = Self::request(caller, method, path, &json, &body.to_string());
        self.router.clone().oneshot(request).await.unwrap()
    }

    fn request(
        caller: &Caller,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path);
        request = match caller {
            Caller::Anonymous => request,
            Caller::Session(secret) => request
                .header(
                    header::COOKIE,
                    format!("portico_session={}", secret.reveal()),
                )
                .header("x-csrf-token", session::csrf_token(secret).reveal()),
            Caller::Token(secret) => {
                request.header(header::AUTHORIZATION, format!("Bearer {}", secret.reveal()))
            }
        };
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from(body.to_owned())).unwrap()
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, caller: &Caller, path: &str) -> Answer {
        self.call(caller, "GET", path, Value::Null).await
    }

    /// The audit log, the newest first: action and target.
    pub(crate) async fn audited(&self, admin: &Caller) -> Vec<String> {
        let answer = self.get(admin, "/api/v1/audit").await;
        let entries = answer.body["items"].as_array().unwrap().iter();
        let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
        entries
            .map(|e| {
                format!(
                    "{} {} {}",
                    text(e, "actor"),
                    text(e, "action"),
                    text(e, "target")
                )
            })
            .collect()
    }
}
