//! A copy that the database's own means make while the control plane writes is whole: documents,
//! history and users. The commands are those of the guide.

use crate::{WAIT, control_plane, server};
use anyhow::{Context, Result, ensure};
use portico_e2e::admin::Admin;
use portico_e2e::binary;
use portico_e2e::database::{Kind, Server};
use portico_e2e::wait;
use serde_json::json;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

/// The line of the guide that begins with the name of this program.
fn command_of_guide(program: &str) -> Result<String> {
    let page = std::fs::read_to_string(binary::repository().join("docs/guide/stores.md"))?;
    let line = page
        .lines()
        .find(|line| line.starts_with(&format!("{program} ")));
    Ok(line
        .with_context(|| format!("no {program} in the guide"))?
        .to_owned())
}

/// Puts one version of the server after the other; revision n + 1 leads to `/n`.
async fn write(admin: Admin, written: Arc<AtomicU64>) -> Result<()> {
    for number in 1_u64.. {
        admin.put_document(&server(&format!("/{number}"))).await?;
        written.store(number, Ordering::SeqCst);
    }
    Ok(())
}

struct Copying<'a> {
    program: &'a str,
    directory: &'a Path,
    /// The databases as the control plane names them.
    urls: (String, String),
    /// The databases as the program names them.
    names: (String, String),
}

async fn a_copy_is_whole(copying: Copying<'_>) -> Result<()> {
    let Copying {
        directory,
        urls,
        names,
        ..
    } = copying;
    let mut old = control_plane(directory, &urls.0, "127.0.0.1:1").await?;
    let admin = old.log_in().await?;
    let api = json!({ "kind": "Upstream", "name": "api", "url": "http://127.0.0.1:1" });
    admin.put_document(&api).await?;
    let written = Arc::<AtomicU64>::default();
    let writing = tokio::spawn(write(admin, Arc::clone(&written)));
    wait::until("some revisions", WAIT, async || {
        ensure!(written.load(Ordering::SeqCst) >= 5, "not yet");
        Ok(())
    })
    .await?;

    let before = written.load(Ordering::SeqCst);
    let mut shell = Command::new("sh");
    shell
        .current_dir(directory)
        .arg("-ec")
        .arg(command_of_guide(copying.program)?);
    shell
        .env("OLD", names.0)
        .env("NEW", names.1)
        .env("MYSQL_PWD", "portico");
    let copied = tokio::task::spawn_blocking(move || shell.output()).await??;
    ensure!(
        copied.status.success(),
        "{}",
        String::from_utf8_lossy(&copied.stderr)
    );
    ensure!(
        !writing.is_finished(),
        "the copying was in the way of the writing"
    );
    writing.abort();
    old.kill()?;

    let new = control_plane(&directory.join("new"), &urls.1, "127.0.0.1:1").await?;
    let admin = new.log_in().await?;
    let revisions = admin.get("/revisions").await?.json()?;
    let newest = revisions["items"][0]["number"]
        .as_u64()
        .context("no revisions")?;
    ensure!(
        newest > before,
        "{before} changes were acknowledged: {revisions}"
    );
    let shown = admin.get("/servers/default/shop").await?.json()?;
    ensure!(
        shown == server(&format!("/{}", newest - 1)),
        "revision {newest}: {shown}"
    );
    admin.put_document(&server("/on")).await?;
    let revisions = admin.get("/revisions").await?.json()?;
    ensure!(revisions["items"][0]["number"] == newest + 1, "{revisions}");
    Ok(())
}

fn directory() -> Result<TempDir> {
    let directory = TempDir::new()?;
    std::fs::create_dir(directory.path().join("new"))?;
    Ok(directory)
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite() -> Result<()> {
    let directory = directory()?;
    let url = |name: &str| format!("sqlite:{}", directory.path().join(name).display());
    a_copy_is_whole(Copying {
        program: "sqlite3",
        directory: directory.path(),
        urls: (url("portico.db"), url("copy.db")),
        names: (String::new(), String::new()),
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() -> Result<()> {
    let (directory, server) = (directory()?, Server::start(Kind::Postgres).await?);
    let server = server.context("no server")?;
    let urls = (server.create("portico")?, server.create("restored")?);
    a_copy_is_whole(Copying {
        program: "pg_dump",
        directory: directory.path(),
        names: urls.clone(),
        urls,
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn mariadb() -> Result<()> {
    let (directory, server) = (directory()?, Server::start(Kind::Mariadb).await?);
    let server = server.context("no server")?;
    let urls = (server.create("portico")?, server.create("restored")?);
    let port = crate::port(&urls.0)?;
    let name = |name: &str| format!("--protocol=tcp -h 127.0.0.1 -P {port} -u portico {name}");
    a_copy_is_whole(Copying {
        program: "mariadb-dump",
        directory: directory.path(),
        names: (name("portico"), name("restored")),
        urls,
    })
    .await
}
