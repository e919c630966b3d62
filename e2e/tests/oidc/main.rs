//! Login by an identity provider: a real one, and a browser of this test.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop at what they do not expect"
)]

mod browser;
mod databases;
mod world;

use anyhow::Result;
use browser::{Browser, location};
use hyper::Method;
use portico_e2e::mcp::Answer;
use portico_e2e::wait;
use serde_json::json;
use world::{START, World};

/// The URL with another value of one parameter.
fn tampered(url: &str, name: &str, value: &str) -> String {
    let (before, rest) = url.split_once(&format!("{name}=")).unwrap();
    let after = rest.split_once('&').map(|(_, after)| format!("&{after}"));
    format!("{before}{name}={value}{}", after.unwrap_or_default())
}

fn detail(answer: &Answer) -> String {
    let problem = answer.json().unwrap();
    problem["detail"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn users_come_with_the_roles_of_their_groups() -> Result<()> {
    let world = World::new(&[
        "--oidc-create-users",
        "--oidc-admin-group=admins",
        "--oidc-member=devs=default:editor",
        "--oidc-member=staff=default:viewer",
        "--oidc-member=staff=nowhere:viewer",
    ])
    .await?;
    world.set_groups("Ann", &["devs", "staff", "admins"])?;
    let (mut browser, answer) = world.log_in("Ann").await?;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(location(&answer)?, "/servers?q=a");
    let me = world.me(&mut browser).await?;
    assert_eq!(me["name"], "ann");
    assert_eq!(me["isAdmin"], true);
    let editor = json!([{ "tenant": "default", "role": "editor" }]);
    assert_eq!(me["tenants"], editor);

    world.set_groups("Ann", &["staff"])?;
    let mut later = world.logged_in("Ann").await?;
    let viewer = json!([{ "tenant": "default", "role": "viewer" }]);
    // Both sessions are of one user, who has less now.
    for browser in [&mut later, &mut browser] {
        let me = world.me(browser).await?;
        assert_eq!((&me["isAdmin"], &me["tenants"]), (&json!(false), &viewer));
    }

    world.set_groups("root", &["admins"])?;
    let mut root = world.logged_in("root").await?;
    let audit = root.get(&world.api("/audit")).await?.json()?;
    let entries = audit["items"].as_array().unwrap().iter();
    let of_ann: Vec<String> = entries
        .filter(|entry| entry["target"] == "user/ann")
        .map(|entry| format!("{} {}", entry["actor"], entry["action"]).replace('"', ""))
        .collect();
    let expected = [
        "ann session.create",
        "oidc member.set",
        "oidc user.update",
        "ann session.create",
        "oidc member.set",
        "oidc user.update",
        "oidc user.create",
    ];
    assert_eq!(of_ann, expected);
    Ok(())
}

#[tokio::test]
async fn only_the_login_that_the_browser_began_is_finished() -> Result<()> {
    let world = World::new(&["--oidc-create-users"]).await?;
    let mut browser = Browser::default();

    let back = world.visit_provider(&mut browser, "ann").await?;
    let answer = Browser::default().get(&back).await?;
    assert_eq!(answer.status, 400, "a browser that did not begin it");
    let wrong_state = tampered(&back, "state", "other");
    let answer = browser.get(&wrong_state).await?;
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert!(
        detail(&answer).contains("begin again"),
        "{}",
        detail(&answer)
    );
    // That login is over.
    assert_eq!(browser.get(&back).await?.status, 400);

    let back = world.visit_provider(&mut browser, "ann").await?;
    let cookies = browser.cookies.clone();
    let other_issuer = tampered(&back, "iss", "http://127.0.0.1");
    assert_eq!(browser.get(&other_issuer).await?.status, 401);
    browser.cookies.clone_from(&cookies);
    assert_eq!(browser.get(&back).await?.status, 303);
    let me = world.me(&mut browser).await?;
    assert_eq!(
        (&me["name"], &me["isAdmin"]),
        (&json!("ann"), &json!(false))
    );
    // Even with the old cookie the code is good once.
    browser.cookies = cookies;
    let answer = browser.get(&back).await?;
    assert_eq!(answer.status, 401, "{}", answer.text());
    assert!(
        detail(&answer).contains("invalid_grant"),
        "{}",
        detail(&answer)
    );

    let mut browser = Browser::default();
    let begun = location(&browser.get(&world.login_url()).await?)?;
    let other_nonce = tampered(&begun, "nonce", "other");
    let back = world.walk(&mut browser, other_nonce, "ann").await?;
    let answer = browser.get(&back).await?;
    assert_eq!(answer.status, 401, "{}", answer.text());
    assert!(
        detail(&answer).contains("another login"),
        "{}",
        detail(&answer)
    );
    Ok(())
}

#[tokio::test]
async fn what_the_provider_refuses_is_shown() -> Result<()> {
    let world = World::new(&["--oidc-create-users"]).await?;
    let mut browser = Browser::default();
    let begun = location(&browser.get(&world.login_url()).await?)?;
    let page = location(&browser.get(&begun).await?)?;
    let abort = format!("{}{page}/abort", world.provider.url());
    let resume = location(&browser.get(&abort).await?)?;
    let back = location(&browser.get(&resume).await?)?;
    let html = [("accept", "text/html")];
    let answer = browser.send(Method::GET, &back, &html, "").await?;
    assert_eq!(answer.status, 401);
    let text = answer.text();
    assert!(
        text.contains("access_denied") && text.contains("<h1>"),
        "{text}"
    );

    let outside = world.api("/oidc/login?return_to=//evil.example");
    assert_eq!(browser.get(&outside).await?.status, 400);
    Ok(())
}

#[tokio::test]
async fn an_expired_token_is_refused() -> Result<()> {
    let mut world = World::without_provider(&["--oidc-create-users"]).await?;
    world.start_provider(-7200).await?;
    let (_, answer) = world.log_in("ann").await?;
    assert_eq!(answer.status, 401, "{}", answer.text());
    assert!(detail(&answer).contains("expired"), "{}", detail(&answer));
    Ok(())
}

#[tokio::test]
async fn disabled_and_foreign_users_are_refused() -> Result<()> {
    let flags = ["--oidc-create-users", "--oidc-admin-group=admins"];
    let world = World::new(&flags).await?;
    let mut ann = world.logged_in("ann").await?;
    world.set_groups("root", &["admins"])?;
    let mut root = world.logged_in("root").await?;
    let csrf = world.me(&mut root).await?["csrfToken"].clone();
    let headers = [
        ("x-csrf-token", csrf.as_str().unwrap()),
        ("content-type", "application/json"),
    ];
    let disabled = json!({ "isAdmin": false, "disabled": true }).to_string();
    let url = world.api("/users/ann");
    let answer = root.send(Method::PUT, &url, &headers, &disabled).await?;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(ann.get(&world.api("/me")).await?.status, 401);
    let (_, answer) = world.log_in("ann").await?;
    assert_eq!(answer.status, 403, "{}", answer.text());
    assert!(detail(&answer).contains("disabled"), "{}", detail(&answer));

    // The first user of the control plane has this name, and belongs to nobody at the provider.
    let (mut browser, answer) = world.log_in("admin").await?;
    assert_eq!(answer.status, 403, "{}", answer.text());
    assert!(
        detail(&answer).contains("another user"),
        "{}",
        detail(&answer)
    );
    assert_eq!(browser.get(&world.api("/me")).await?.status, 401);
    Ok(())
}

#[tokio::test]
async fn unknown_users_are_refused_until_an_admin_links_them() -> Result<()> {
    let world = World::new(&[]).await?;
    let (_, answer) = world.log_in("ann").await?;
    assert_eq!(answer.status, 403, "{}", answer.text());

    let kind = ("content-type", "application/json");
    let mut admin = Browser::default();
    let password = json!({ "name": "admin", "password": world.first_password()? }).to_string();
    let url = world.api("/sessions");
    let opened = admin.send(Method::POST, &url, &[kind], &password).await?;
    let csrf = opened.json()?["csrfToken"].clone();
    let headers = [kind, ("x-csrf-token", csrf.as_str().unwrap())];
    let new = json!({ "name": "ann.lee", "subject": "ann" }).to_string();
    let url = world.api("/users");
    let made = admin.send(Method::POST, &url, &headers, &new).await?;
    assert_eq!(made.status, 201, "{}", made.text());
    let mut ann = world.logged_in("ann").await?;
    assert_eq!(world.me(&mut ann).await?["name"], "ann.lee");

    let change = json!({ "isAdmin": true, "disabled": false, "subject": "root" }).to_string();
    let url = world.api("/users/admin");
    let linked = admin.send(Method::PUT, &url, &headers, &change).await?;
    assert_eq!(linked.status, 200, "{}", linked.text());
    let mut root = world.logged_in("root").await?;
    let me = world.me(&mut root).await?;
    assert_eq!(
        (&me["name"], &me["isAdmin"]),
        (&json!("admin"), &json!(true))
    );
    // One account of the provider is one user's.
    let again = json!({ "name": "other", "subject": "ann" }).to_string();
    let url = world.api("/users");
    assert_eq!(
        admin
            .send(Method::POST, &url, &headers, &again)
            .await?
            .status,
        409
    );
    Ok(())
}

#[tokio::test]
async fn the_provider_may_come_late_and_change_its_keys() -> Result<()> {
    let mut world = World::without_provider(&["--oidc-create-users"]).await?;
    let answer = Browser::default().get(&world.login_url()).await?;
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert!(answer.header("retry-after").is_some());
    assert_eq!(world.plane.admin("/healthz").await?.status, 200);

    // The second start has another key.
    for _ in 0..2 {
        world.start_provider(0).await?;
        wait::until("a login", START, async || {
            world.logged_in("ann").await.map(drop)
        })
        .await?;
    }

    // It goes away in the middle of a login.
    let mut browser = Browser::default();
    let back = world.visit_provider(&mut browser, "ann").await?;
    world.provider.stop();
    let answer = browser.get(&back).await?;
    assert_eq!(answer.status, 503, "{}", answer.text());
    Ok(())
}

#[test]
fn parameters_are_tampered_with() {
    assert_eq!(tampered("x?a=1&b=2", "a", "3"), "x?a=3&b=2");
    assert_eq!(tampered("x?a=1&b=2", "b", "3"), "x?a=1&b=3");
}
