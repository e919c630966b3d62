//! Secrets are stored sealed and never shown.

use crate::{commit, key, put, put_if};
use clap::Parser;
use diesel::prelude::*;
use parking_lot::Mutex;
use portico_config::model::Plain;
use portico_control_plane::chat::credential;
use portico_control_plane::cli::{Arguments, Command};
use portico_control_plane::commands;
use portico_control_plane::configuration::{
    Admission, ConfigurationError, ConfigurationStore, Expected, ImportMode, StoreUrl,
};
use portico_control_plane::outbound::Target;
use portico_control_plane::secret::{Keyring, Resolver};
use portico_control_plane::storage::MigrationSet;
use portico_control_plane::storage::model_provider::{self, ModelProvider};
use portico_control_plane::storage::schema::{document_versions, documents, revisions};
use portico_e2e::database::{Database, Kind};
use portico_e2e::on_all_databases;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tracing::level_filters::LevelFilter;

on_all_databases!(
    values_are_sealed_and_never_shown,
    secrets_are_sealed_anew,
    rotate_secrets_reaches_everything,
);

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

const NEW_KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

async fn sealing(url: &str) -> ConfigurationStore {
    with_keys(url, KEY).await
}

async fn with_keys(url: &str, keys: &str) -> ConfigurationStore {
    let url: StoreUrl = url.parse().unwrap();
    let admission = Admission::sealing(Some(Arc::new(Keyring::parse(keys).unwrap())));
    ConfigurationStore::open(&url, admission).await.unwrap()
}

fn secret(value: &str) -> String {
    format!(r#"{{"kind":"Secret","name":"s","value":"{value}"}}"#)
}

async fn values_are_sealed_and_never_shown(kind: Kind) {
    let database = Database::new(kind).await.unwrap();
    let store = sealing(&database.url).await;
    commit(&store, vec![put(&secret("hunter2"))]).await.unwrap();
    commit(&store, vec![put(&secret("hunter3"))]).await.unwrap();
    let again = commit(&store, vec![put(&secret("hunter3"))]).await.unwrap();
    assert!(again.changed.is_empty(), "{again:?}");
    let stored = store
        .current()
        .get(&key("Secret", "s"))
        .unwrap()
        .content()
        .to_string();
    assert!(
        !stored.contains("hunter") && !stored.contains("[sealed]"),
        "{stored}"
    );
    let sealed = stored
        .split_once("\"sealed\":\"")
        .unwrap()
        .1
        .split_once('"')
        .unwrap()
        .0;

    let (shown, moved) = (store.export(false, |_| true), store.export(true, |_| true));
    let difference = format!("{:?}", store.difference(1, 2).await.unwrap());
    let versions = format!(
        "{:?}",
        store.versions(&key("Secret", "s"), None, 9).await.unwrap()
    );
    for text in [&shown, &difference, &versions] {
        assert!(
            text.contains("[sealed]") && !text.contains(sealed),
            "{text}"
        );
    }
    // Importing what is shown keeps the value; what moves opens elsewhere with the same key.
    let kept = store
        .import(&shown, ImportMode::Replace, "me", "")
        .await
        .unwrap();
    assert!(kept.changed.is_empty(), "{kept:?}");
    let other = Database::new(Kind::Sqlite).await.unwrap();
    let other = sealing(&other.url).await;
    assert_eq!(
        other
            .import(&moved, ImportMode::Merge, "me", "")
            .await
            .unwrap()
            .changed
            .len(),
        1
    );
    let lost = other
        .import(
            &shown.replace("name: s", "name: t"),
            ImportMode::Merge,
            "me",
            "",
        )
        .await;
    assert!(
        matches!(lost, Err(ConfigurationError::Invalid(_))),
        "{lost:?}"
    );
    let tables = tables(&store).await;
    assert!(
        tables.contains("\"sealed\":\"v1.") && !tables.contains("hunter"),
        "{tables}"
    );
    // Back to the first value.
    store.rollback(1, None, "me", "").await.unwrap();
    assert_ne!(
        **store.current().get(&key("Secret", "s")).unwrap().content(),
        *stored
    );
}

/// All texts of all tables of the configuration.
async fn tables(store: &ConfigurationStore) -> String {
    let read = store.database().unwrap().run(|c| {
        let mut texts: Vec<String> = documents::table.select(documents::content).load(c)?;
        let versions = document_versions::table.select(document_versions::content);
        texts.extend(versions.load::<Option<String>>(c)?.into_iter().flatten());
        let told =
            revisions::table.select((revisions::author, revisions::reason, revisions::summary));
        for (author, reason, summary) in told.load::<(String, String, String)>(c)? {
            texts.extend([author, reason, summary]);
        }
        Ok(texts)
    });
    read.await.unwrap().join("\n")
}

async fn secrets_are_sealed_anew(kind: Kind) {
    let database = Database::new(kind).await.unwrap();
    let store = sealing(&database.url).await;
    let named = |name: &str| secret("hunter2").replace("\"s\"", &format!("\"{name}\""));
    let from = r#"{"kind":"Secret","name":"c","from":{"env":"C"}}"#;
    let edits = vec![put(&named("a")), put(&named("b")), put(from)];
    commit(&store, edits).await.unwrap();

    let both = format!("{NEW_KEY} {KEY}");
    let store = with_keys(&database.url, &both).await;
    let (new, keyring) = (
        Keyring::parse(NEW_KEY).unwrap(),
        Keyring::parse(&both).unwrap(),
    );
    // Who does not have the old key changes nothing.
    store.rotate_secrets(&new, "me").await.unwrap_err();
    let rotated = store.rotate_secrets(&keyring, "me").await.unwrap();
    assert_eq!(
        (rotated.revision, rotated.changed),
        (2, vec![key("Secret", "a"), key("Secret", "b")])
    );
    let again = store.rotate_secrets(&keyring, "me").await.unwrap();
    assert_eq!((again.revision, again.changed.len()), (2, 0));
    // From now on the new key is enough, but not for the history.
    let store = with_keys(&database.url, NEW_KEY).await;
    let all = store.export(true, |_| true);
    let kept = store.import(&all, ImportMode::Replace, "me", "");
    assert!(kept.await.unwrap().changed.is_empty());
    let same = commit(&store, vec![put(&named("a"))]).await.unwrap();
    assert!(same.changed.is_empty(), "the value is the same: {same:?}");
    let back = store.rollback(1, None, "me", "").await;
    assert!(
        matches!(back, Err(ConfigurationError::Invalid(_))),
        "{back:?}"
    );
}

/// The command with this flag, as the program reads it.
async fn rotate(url: &str, keys: &Path) -> anyhow::Result<()> {
    let keys = keys.display().to_string();
    let flags = ["--config-store", url, "--secret-key-file", &keys];
    let arguments = ["portico-control-plane", "rotate-secrets"];
    let read = Arguments::try_parse_from(arguments.into_iter().chain(flags))?;
    let Command::RotateSecrets(arguments) = read.command else {
        anyhow::bail!("another command");
    };
    commands::rotate_secrets(arguments).await.map(drop)
}

fn provider(name: &str, sealed_key: Option<String>) -> ModelProvider {
    ModelProvider {
        id: format!("id of {name}"),
        tenant: "default".to_owned(),
        name: name.to_owned(),
        title: String::new(),
        kind: "openai".to_owned(),
        base_url: "https://models.example.com/v1".to_owned(),
        default_model: "m".to_owned(),
        models: "[]".to_owned(),
        sealed_key,
        secret: None,
        updated_at: chrono::NaiveDateTime::default(),
    }
}

async fn rotate_secrets_reaches_everything(kind: Kind) {
    let database = Database::new(kind).await.unwrap();
    let store = sealing(&database.url).await;
    commit(&store, vec![put(&secret("hunter2"))]).await.unwrap();
    let data = store.database().unwrap().clone();
    data.migrate(&[MigrationSet::Data]).await.unwrap();
    let base = Target::parse("https://models.example.com/v1").unwrap();
    let old = Keyring::parse(KEY).unwrap();
    let key = Plain::new("sk-1".to_owned());
    let sealed = credential::seal(&old, ("default", "sealed"), &base, &key);
    let made = data.run(move |c| {
        model_provider::insert(c, &provider("sealed", sealed))?;
        model_provider::insert(c, &provider("keyless", None))
    });
    made.await.unwrap();

    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, keys: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, keys).unwrap();
        path
    };
    let find = |name: &'static str| data.run(move |c| model_provider::find(c, "default", name));
    let before = find("sealed").await.unwrap().unwrap();
    let alone = file("alone", NEW_KEY);
    let error = rotate(&database.url, &alone).await.unwrap_err();
    assert!(format!("{error:#}").contains("default/sealed"), "{error:#}");
    assert_eq!(find("sealed").await.unwrap().unwrap(), before);
    store.poll().await;
    assert_eq!(store.current().revision, 1, "nothing is changed by half");

    let both = file("both", &format!("{NEW_KEY}\n{KEY}\n"));
    for _ in 0..2 {
        rotate(&database.url, &both).await.unwrap();
        store.poll().await;
        assert_eq!(store.current().revision, 2);
    }
    // The old key can go: both open with the new one alone.
    let resolver = Resolver {
        keyring: Some(Arc::new(Keyring::parse(NEW_KEY).unwrap())),
        ..Resolver::default()
    };
    let row = find("sealed").await.unwrap().unwrap();
    let opened = credential::open(&row, &resolver, &store.current()).unwrap();
    assert_eq!(opened, Some(key));
    assert_eq!(
        (row.base_url, row.updated_at),
        (before.base_url, before.updated_at)
    );
    assert_eq!(find("keyless").await.unwrap().unwrap().sealed_key, None);
}

#[tokio::test]
async fn files_without_web_data_are_rotated_too() {
    let folder = tempfile::tempdir().unwrap();
    let (config, keys) = (folder.path().join("config"), folder.path().join("keys"));
    std::fs::create_dir(&config).unwrap();
    std::fs::write(&keys, KEY).unwrap();
    rotate(&format!("file:{}", config.display()), &keys)
        .await
        .unwrap();
    let unmade = !folder.path().join("portico-data.db").exists();
    assert!(unmade, "it makes no database");
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn values_stand_in_no_log_and_no_error() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer({
            let log = log.clone();
            move || log.clone()
        })
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    tracing::info!("the log is read");
    let database = Database::new(Kind::Sqlite).await.unwrap();
    let store = sealing(&database.url).await;
    commit(&store, vec![put(&secret("hunter2"))]).await.unwrap();
    let good = secret("hunter2");
    let bad = [
        good.replace("\"hunter2\"", "7728012"),
        good.replace("\"hunter2\"", "[\"hunter2\"]"),
        good.replace("\"name\":\"s\"", "\"name\":\"S S\""),
        good.replace('}', ""),
        good.replace('}', ",\"value\":\"hunter2\"}"),
        good.replace('}', ",\"from\":{\"env\":\"X\"}}"),
        good.replace('}', ",\"more\":1}"),
    ];
    let mut told = String::new();
    for content in bad {
        let error = commit(&store, vec![put(&content)]).await.unwrap_err();
        told.push_str(&format!("{error} {error:?}\n"));
        let yaml = store.import(&content, ImportMode::Merge, "me", "").await;
        told.push_str(&format!("{:?}\n", yaml.unwrap_err()));
    }
    let conflict = commit(&store, vec![put_if(&secret("hunter3"), Expected::Absent)]).await;
    told.push_str(&format!("{:?}\n", conflict.unwrap_err()));
    let log = String::from_utf8(log.0.lock().clone()).unwrap();
    assert!(log.contains("the log is read") && told.contains("[sealed]"));
    for value in ["hunter", "7728012"] {
        assert!(
            !told.contains(value) && !log.contains(value),
            "{told}\n{log}"
        );
    }
}
