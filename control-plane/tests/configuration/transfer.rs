//! Export, import, moving from one store to another.

use crate::{commit, contents, empty, open, put, upstream};
use portico_control_plane::configuration::{ConfigurationError, ConfigurationStore, ImportMode};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;

const BOOKSHOP: &str = include_str!("../../../demo/config/bookshop.yaml");

on_all_databases!(
    an_export_is_imported_as_the_same,
    an_import_replaces_or_merges,
    a_wrong_import_changes_nothing,
);

fn etags(store: &ConfigurationStore) -> Vec<String> {
    let state = store.current();
    state
        .entries
        .values()
        .map(|entry| entry.etag().to_string())
        .collect()
}

async fn import(store: &ConfigurationStore, yaml: &str, mode: ImportMode) -> usize {
    store
        .import(yaml, mode, "me", "")
        .await
        .unwrap()
        .changed
        .len()
}

async fn an_export_is_imported_as_the_same(kind: Kind) {
    let (_database, store) = empty(kind).await;
    assert_eq!(import(&store, BOOKSHOP, ImportMode::Merge).await, 2);
    let yaml = store.export(true, |_| true);
    assert_eq!(import(&store, &yaml, ImportMode::Replace).await, 0);
    // To a directory and back to another database.
    let folder = tempfile::tempdir().unwrap();
    let directory = open(&format!("file:{}", folder.path().display())).await;
    import(&directory, &yaml, ImportMode::Merge).await;
    assert_eq!(directory.current().entries.len(), 2);
    let (_other, moved) = empty(Kind::Sqlite).await;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        // An upstream has to be there before the server that names it.
        if text.contains("kind: Upstream") {
            import(&moved, &text, ImportMode::Merge).await;
        }
    }
    import(&moved, &yaml, ImportMode::Merge).await;
    assert_eq!(
        (etags(&moved), contents(&moved)),
        (etags(&store), contents(&store))
    );
}

async fn an_import_replaces_or_merges(kind: Kind) {
    let (_database, store) = empty(kind).await;
    commit(&store, vec![put(&upstream("old", 1))])
        .await
        .unwrap();
    let yaml = "kind: Upstream\nname: new\nurl: http://127.0.0.1:2\n";
    assert_eq!(import(&store, yaml, ImportMode::Merge).await, 1);
    assert_eq!(contents(&store).len(), 2);
    assert_eq!(import(&store, yaml, ImportMode::Replace).await, 1);
    assert_eq!(contents(&store), [upstream("new", 2)]);
}

async fn a_wrong_import_changes_nothing(kind: Kind) {
    let (_database, store) = empty(kind).await;
    let good = "kind: Upstream\nname: good\nurl: http://127.0.0.1:2\n---\n";
    for bad in [
        "kind: [",
        "kind: Thing\nname: x\n",
        "kind: Upstream\nname: B A D\nurl: x\n",
    ] {
        let outcome = store
            .import(&format!("{good}{bad}"), ImportMode::Merge, "me", "")
            .await;
        assert!(
            matches!(outcome, Err(ConfigurationError::Invalid(_))),
            "{outcome:?}"
        );
        assert_eq!(store.current().revision, 0);
    }
}
