//! Secrets are stored sealed and never shown.

use crate::{commit, key, on_all, put};
use portico_control_plane::configuration::{
    Admission, ConfigurationError, ConfigurationStore, ImportMode, StoreUrl,
};
use portico_control_plane::secret::Keyring;
use portico_e2e::database::{Database, Kind};
use std::sync::Arc;

on_all!(values_are_sealed_and_never_shown);

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

async fn sealing(url: &str) -> ConfigurationStore {
    let url: StoreUrl = url.parse().unwrap();
    let admission = Admission::sealing(Some(Arc::new(Keyring::parse(KEY).unwrap())));
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
    // Back to the first value.
    store.rollback(1, None, "me", "").await.unwrap();
    assert_ne!(
        **store.current().get(&key("Secret", "s")).unwrap().content(),
        *stored
    );
}
