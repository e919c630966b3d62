//! Users of the provider in PostgreSQL and MariaDB; the other tests keep them in SQLite.

use crate::world::World;
use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::database::{Database, Kind};
use serde_json::{Value, json};

async fn users_are_made_changed_and_refused(kind: Kind) -> Result<()> {
    let database = Database::new(kind).await?;
    let store = format!("--data-store={}", database.url);
    let world = World::new(&[
        &store,
        "--oidc-create-users",
        "--oidc-admin-group=admins",
        "--oidc-member=devs=default:editor",
        "--oidc-member=staff=default:viewer",
    ])
    .await?;
    world.set_groups("ann", &["devs"])?;
    // Two first logins at once make one user.
    let (first, second) = tokio::join!(world.logged_in("ann"), world.logged_in("ann"));
    let (mut first, mut second) = (first?, second?);
    let expected = |role: &str| json!([{ "tenant": "default", "role": role }]);
    for browser in [&mut first, &mut second] {
        let me = world.me(browser).await?;
        ensure!(
            me["name"] == "ann" && me["tenants"] == expected("editor"),
            "{me}"
        );
    }

    world.set_groups("ann", &["staff"])?;
    world.logged_in("ann").await?;
    let me = world.me(&mut first).await?;
    ensure!(me["tenants"] == expected("viewer"), "{me}");

    world.set_groups("root", &["admins"])?;
    let mut root = world.logged_in("root").await?;
    let users = root.get(&world.api("/users")).await?.json()?;
    let names: Vec<&Value> = users["items"]
        .as_array()
        .context("no users")?
        .iter()
        .map(|user| &user["name"])
        .collect();
    ensure!(names == ["admin", "ann", "root"], "{names:?}");
    let csrf = world.me(&mut root).await?["csrfToken"].clone();
    let headers = [
        ("x-csrf-token", csrf.as_str().context("no CSRF token")?),
        ("content-type", "application/json"),
    ];
    // Another user cannot have an account that is taken.
    let taken = json!({ "name": "eve", "subject": "ann" }).to_string();
    let users = world.api("/users");
    let answer = root.send(Method::POST, &users, &headers, &taken).await?;
    ensure!(answer.status == 409, "{}", answer.text());
    let disabled = json!({ "isAdmin": false, "disabled": true }).to_string();
    let url = world.api("/users/ann");
    let answer = root.send(Method::PUT, &url, &headers, &disabled).await?;
    ensure!(answer.status == 200, "{}", answer.text());
    ensure!(first.get(&world.api("/me")).await?.status == 401);
    let (_, answer) = world.log_in("ann").await?;
    ensure!(answer.status == 403, "{}", answer.text());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() -> Result<()> {
    users_are_made_changed_and_refused(Kind::Postgres).await
}

#[tokio::test(flavor = "multi_thread")]
async fn mariadb() -> Result<()> {
    users_are_made_changed_and_refused(Kind::Mariadb).await
}
