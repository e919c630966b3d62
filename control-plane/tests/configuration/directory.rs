//! The directory as a store that is written to.

use crate::{commit, contents, delete, key, open, put, put_if, server, until, upstream};
use portico_control_plane::configuration::{ConfigurationError, Expected};
use std::fs;
use std::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_written_where_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    let text = "# Kept.\nkind: Upstream\nname: api\nurl: http://127.0.0.1:1\n---\nkind: Upstream # Kept too.\nname: b\nurl: http://b\n";
    fs::write(&file, text).unwrap();
    let store = open(&format!("file:{}", folder.path().display())).await;
    let first = store.current().revision;
    let etag = store
        .current()
        .get(&key("Upstream", "api"))
        .unwrap()
        .etag()
        .to_string();

    let edits = vec![put(&upstream("api", 2)), put(&server("shop", 1))];
    let done = commit(&store, edits).await.unwrap();
    assert_eq!((done.revision, done.changed.len()), (first + 1, 2));
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        text.replace(":1\n", ":2\n")
            .replace("http://127.0.0.1:2", "\"http://127.0.0.1:2\"")
    );
    assert!(folder.path().join("default.server.shop.yaml").exists());

    let stale = commit(
        &store,
        vec![put_if(&upstream("api", 3), Expected::Etags(vec![etag]))],
    )
    .await;
    assert!(
        matches!(stale, Err(ConfigurationError::Conflict(_))),
        "{stale:?}"
    );
    let used = commit(&store, vec![delete(key("Upstream", "api"))]).await;
    assert!(
        matches!(used, Err(ConfigurationError::Invalid(_))),
        "{used:?}"
    );
    let gone = vec![
        delete(key("Server", "shop")),
        delete(key("Upstream", "api")),
    ];
    commit(&store, gone).await.unwrap();
    assert!(!folder.path().join("default.server.shop.yaml").exists());
    assert_eq!(contents(&store).len(), 1);
    let history = store.revisions(None, 1).await;
    assert!(
        matches!(history, Err(ConfigurationError::NoHistory)),
        "{history:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_of_people_and_of_programs_meet() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.yaml");
    let store = open(&format!("file:{}", folder.path().display())).await;
    let following = store.clone();
    tokio::spawn(async move { following.follow().await });
    fs::write(&file, "kind: Upstream\nname: a\nurl: http://a\n").unwrap();
    until("the file is read", || contents(&store).len() == 1).await;
    // Saved a moment before the change: what the change does not touch stays.
    fs::write(
        &file,
        "kind: Upstream\nname: a\nurl: http://a\n---\nkind: Upstream\nname: b\nurl: http://b\n",
    )
    .unwrap();
    commit(&store, vec![put(&upstream("a", 1))]).await.unwrap();
    assert_eq!(contents(&store).len(), 2);
    // A broken file is not written to.
    fs::write(&file, "kind: [\n").unwrap();
    let refused = commit(&store, vec![put(&upstream("a", 2))]).await;
    assert!(
        matches!(refused, Err(ConfigurationError::Failed(_))),
        "{refused:?}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "kind: [\n");
    assert_eq!(contents(&store).len(), 2);
}

/// A disk on which no file can be larger than 4 KiB fails in the middle of a write, as a full one
/// does: the old file is whole and nothing is left behind.
#[test]
fn a_full_disk_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    fs::create_dir(&config).unwrap();
    let text = "kind: Upstream\nname: api\nurl: http://a\n";
    fs::write(config.join("a.yaml"), text).unwrap();
    let import = folder.path().join("import.yaml");
    fs::write(
        &import,
        format!("{}\n---\n{}\n", upstream("api", 1), server("big", 500)),
    )
    .unwrap();
    let output = Command::new("prlimit")
        .args([
            "--fsize=4096",
            "sh",
            "-c",
            "trap '' XFSZ; exec \"$0\" \"$@\"",
        ])
        .args([env!("CARGO_BIN_EXE_portico-control-plane"), "import"])
        .arg(&import)
        .arg("--config-store")
        .arg(format!("file:{}", config.display()))
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && complaint.contains("cannot write"),
        "{complaint}"
    );
    assert_eq!(fs::read_to_string(config.join("a.yaml")).unwrap(), text);
    assert_eq!(fs::read_dir(&config).unwrap().count(), 1);
}
