//! Passwords, cookies, tokens and their hashes stand in no log, no answer and no audit entry.

use crate::app::{Caller, PASSWORD, TestApp};
use parking_lot::Mutex;
use portico_control_plane::auth::permission::Scope;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::sync::Arc;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn no_secret_is_told() {
    let log = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let app = TestApp::new().await;
    let ann = app.user("ann", &["admin"]).await;
    let anonymous = Caller::Anonymous;
    let session = app.session(&ann).await;
    let token = app.token(&ann, Scope::Read).await;
    let (Caller::Session(cookie), Caller::Token(bearer)) = (&session, &token) else {
        panic!("callers of another kind");
    };
    let wrong = "a wrong password";
    let log_in = |name: &str, password: &str| json!({ "name": name, "password": password });
    let sent = [
        (
            &anonymous,
            "POST",
            "/api/v1/sessions",
            log_in("ann", PASSWORD),
        ),
        (&anonymous, "POST", "/api/v1/sessions", log_in("ann", wrong)),
        (&anonymous, "POST", "/api/v1/sessions", log_in(wrong, wrong)),
        (&session, "GET", "/api/v1/sessions", Value::Null),
        (&session, "GET", "/api/v1/users/ann/sessions", Value::Null),
        (&session, "GET", "/api/v1/users/ann/tokens", Value::Null),
        (&session, "GET", "/api/v1/users/ann", Value::Null),
        (&session, "POST", "/api/v1/users", log_in("bob", PASSWORD)),
        (
            &session,
            "PUT",
            "/api/v1/me/password",
            json!({ "current": PASSWORD, "new": wrong }),
        ),
        (&token, "GET", "/api/v1/tokens", Value::Null),
        (&token, "GET", "/api/v1/users", Value::Null),
        (&session, "GET", "/api/v1/audit", Value::Null),
    ];
    let mut answers = String::new();
    for (caller, method, path, body) in sent {
        let answer = app.call(caller, method, path, body).await;
        answers.push_str(&answer.body.to_string());
    }
    let made = json!({ "name": "x", "scopes": ["read"] });
    let made = app
        .call(&session, "POST", "/api/v1/tokens", made)
        .await
        .body;
    let made = made["token"].as_str().unwrap();
    answers.push_str(&app.get(&session, "/api/v1/audit").await.body.to_string());

    let log = String::from_utf8(log.0.lock().clone()).unwrap();
    assert!(log.contains("a login was refused"), "the log is captured");
    assert!(
        answers.contains("session.refuse"),
        "the audit is among the answers"
    );
    let hash = ann.password_hash.unwrap();
    let token_hash = bearer.hash();
    let secrets = [
        PASSWORD,
        wrong,
        cookie.reveal(),
        bearer.reveal(),
        made,
        &hash,
        &token_hash,
    ];
    for secret in secrets {
        assert!(!log.contains(secret), "{secret} in the log:\n{log}");
        assert!(
            !answers.contains(secret),
            "{secret} in an answer:\n{answers}"
        );
    }
}
