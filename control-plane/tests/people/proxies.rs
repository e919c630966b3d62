//! Where requests come from, behind proxies.

use crate::app::{Answer, PASSWORD, TestApp};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use serde_json::{Value, json};
use std::net::SocketAddr;

/// A login by this connection, with this `X-Forwarded-For`.
async fn log_in(app: &TestApp, peer: &str, forwarded: &str, name: &str) -> Answer {
    let body = json!({ "name": name, "password": "wrong password" }).to_string();
    let peer: SocketAddr = format!("{peer}:1").parse().unwrap();
    let request = Request::post("/api/v1/sessions")
        .header("content-type", "application/json")
        .header("x-forwarded-for", forwarded)
        .extension(ConnectInfo(peer));
    app.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn clients_of_a_trusted_proxy_are_slowed_down_each_for_itself() {
    let app = TestApp::new().await;
    let guess = async |peer: &str, forwarded: &str, n: u32| {
        let answer = log_in(&app, peer, forwarded, &format!("user{n}")).await;
        answer.status.as_u16()
    };
    // TestApp trusts 10.0.0.0/8. The entry on the left is the guesser's invention.
    for n in 0..20 {
        let forwarded = format!("192.0.2.{n}, 203.0.113.7");
        assert_eq!(guess("10.0.0.1", &forwarded, n).await, 401);
    }
    assert_eq!(guess("10.0.0.1", "203.0.113.7", 20).await, 429);
    assert_eq!(guess("10.0.0.2", "192.0.2.99, 203.0.113.7", 20).await, 429);
    assert_eq!(guess("10.0.0.1", "203.0.113.8", 20).await, 401);
    // Who is no trusted proxy speaks for itself.
    for n in 30..50 {
        let forwarded = format!("203.0.113.{n}");
        assert_eq!(guess("192.0.2.1", &forwarded, n).await, 401);
    }
    assert_eq!(guess("192.0.2.1", "203.0.113.200", 50).await, 429);
}

#[tokio::test]
async fn the_audit_log_has_the_clients_address() {
    let app = TestApp::new().await;
    app.user("ann", &[]).await;
    let admin = app.admin().await;
    log_in(&app, "10.0.0.1", "203.0.113.7", "ann").await;
    let body = json!({ "name": "ann", "password": PASSWORD }).to_string();
    let request = Request::post("/api/v1/sessions")
        .header("content-type", "application/json")
        .header("x-forwarded-for", "2001:db8::1")
        .extension(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 1))));
    let answer = app.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let audit = app.get(&admin, "/api/v1/audit?target=user/ann").await.body;
    let entries = audit["items"].as_array().unwrap().iter();
    let told: Vec<(&Value, &Value)> = entries
        .map(|entry| (&entry["action"], &entry["detail"]["address"]))
        .collect();
    let expected = [
        (&json!("session.create"), &json!("2001:db8::1")),
        (&json!("session.refuse"), &json!("203.0.113.7")),
    ];
    assert_eq!(told, expected);
}
