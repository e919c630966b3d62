//! The directory store over real directories that change.

#![cfg(test)]

use portico_control_plane::configuration::{Admission, ConfigurationStore, StoreUrl};
use portico_control_plane::store::{Configuration, DirectoryStore};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio::time::timeout;

const WAIT: Duration = Duration::from_secs(60);

fn upstream(name: &str) -> String {
    format!("kind: Upstream\nname: {name}\nurl: http://127.0.0.1:1\n")
}

fn names(configuration: &Configuration) -> Vec<String> {
    configuration
        .documents
        .iter()
        .map(|document| document.name().to_owned())
        .collect()
}

fn errors(configuration: &Configuration) -> Vec<String> {
    configuration
        .errors
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Follows a directory; every outcome comes over the channel.
fn watch(root: &Path) -> mpsc::UnboundedReceiver<Configuration> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let url = StoreUrl::Directory(root.to_owned());
    tokio::spawn(async move {
        let store = ConfigurationStore::open(&url, Admission::default())
            .await
            .unwrap();
        let mut states = store.subscribe();
        let sending = async {
            loop {
                let configuration = states.borrow_and_update().configuration();
                if sender.send(configuration).is_err() || states.changed().await.is_err() {
                    return;
                }
            }
        };
        tokio::select! {
            never = store.follow() => match never {},
            () = sending => {}
        }
    });
    receiver
}

/// Waits for an outcome with exactly these documents.
async fn until(
    outcomes: &mut mpsc::UnboundedReceiver<Configuration>,
    expected: &[&str],
) -> Configuration {
    let found = timeout(WAIT, async {
        loop {
            let configuration = outcomes.recv().await.unwrap();
            if names(&configuration) == expected {
                return configuration;
            }
        }
    });
    found
        .await
        .unwrap_or_else(|_| panic!("{expected:?} never came"))
}

#[test]
fn reads_several_files_and_documents() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("team")).unwrap();
    fs::write(
        dir.path().join("a.yaml"),
        format!("{}---\n---\n{}", upstream("a1"), upstream("a2")),
    )
    .unwrap();
    fs::write(
        dir.path().join("team/b.yml"),
        format!("\u{feff}{}", upstream("b")),
    )
    .unwrap();
    for ignored in [".hidden.yaml", "notes.txt", "a.yaml~", "a.yaml.bak"] {
        fs::write(dir.path().join(ignored), "not: [yaml").unwrap();
    }
    let configuration = DirectoryStore::new(dir.path()).refresh().unwrap();
    assert_eq!(names(&configuration), ["a1", "a2", "b"]);
    assert_eq!(
        (errors(&configuration), configuration.complete),
        (vec![], true)
    );
}

#[test]
fn every_error_has_file_line_and_path() {
    let dir = TempDir::new().unwrap();
    let server = "# comment\nkind: Server\nname: s\npath: /s\ntools:\n- name: t\n  http:\n    upstream: nowhere\n    path: /\n";
    fs::write(dir.path().join("cross.yaml"), server).unwrap();
    fs::write(
        dir.path().join("field.yaml"),
        format!(
            "{}---\nkind: Upstream\nname: x\nurl: http://x\ncolour: red\n",
            upstream("ok")
        ),
    )
    .unwrap();
    fs::write(
        dir.path().join("latin1.yaml"),
        b"kind: Upstream\nname: caf\xe9\n",
    )
    .unwrap();
    fs::write(dir.path().join("syntax.yaml"), "kind: Upstream\nname: [\n").unwrap();
    fs::write(
        dir.path().join("twice.yaml"),
        "kind: Upstream\nname: a\nname: b\n",
    )
    .unwrap();
    let configuration = DirectoryStore::new(dir.path()).refresh().unwrap();
    let errors = errors(&configuration);
    for (index, beginning) in [
        "cross.yaml:8: tools[0].http.upstream: ",
        "field.yaml:8: colour: ",
        "latin1.yaml:2: the file is not UTF-8 text",
        "syntax.yaml:3: ",
        "twice.yaml:3: name: the key is given twice",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(
            errors[index].starts_with(beginning),
            "{beginning}: {errors:#?}"
        );
    }
    assert_eq!(errors.len(), 5, "{errors:#?}");
    assert_eq!(
        (names(&configuration), configuration.complete),
        (vec![], false)
    );
}

#[test]
fn a_broken_file_keeps_what_it_had_and_others_go_on() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("a.yaml");
    let mut store = DirectoryStore::new(dir.path());
    fs::write(&file, upstream("a")).unwrap();
    assert_eq!(names(&store.refresh().unwrap()), ["a"]);

    for broken in [
        "",
        "  \n",
        "kind: Upstream\nname: a2\n",
        "kind: Nonsense\n",
        "{",
    ] {
        fs::write(&file, broken).unwrap();
        fs::write(dir.path().join("b.yaml"), upstream("b")).unwrap();
        let configuration = store.refresh().unwrap();
        assert_eq!(names(&configuration), ["a", "b"], "{broken:?}");
        assert!(
            errors(&configuration)[0].starts_with("a.yaml:"),
            "{broken:?}"
        );
        assert!(configuration.complete);
        fs::remove_file(dir.path().join("b.yaml")).unwrap();
        assert_eq!(names(&store.refresh().unwrap()), ["a"]);
    }

    fs::write(&file, "# all gone\n").unwrap();
    let configuration = store.refresh().unwrap();
    assert_eq!(
        (names(&configuration), errors(&configuration)),
        (vec![], vec![])
    );
}

#[test]
fn a_directory_that_cannot_be_read_changes_nothing() {
    let parent = TempDir::new().unwrap();
    let root = parent.path().join("config");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("a.yaml"), upstream("a")).unwrap();
    let mut store = DirectoryStore::new(&root);
    store.refresh().unwrap();
    fs::rename(&root, parent.path().join("away")).unwrap();
    assert!(store.refresh().is_err());
    let kept = store.refresh_or_keep();
    assert_eq!(
        (names(&kept), errors(&kept).len()),
        (vec!["a".to_owned()], 1)
    );
    fs::rename(parent.path().join("away"), &root).unwrap();
    assert_eq!(names(&store.refresh().unwrap()), ["a"]);
}

#[tokio::test]
async fn files_written_renamed_and_deleted_are_noticed() {
    let dir = TempDir::new().unwrap();
    let mut outcomes = watch(dir.path());
    until(&mut outcomes, &[]).await;
    fs::write(dir.path().join("a.yaml"), upstream("a")).unwrap();
    until(&mut outcomes, &["a"]).await;
    fs::write(dir.path().join(".a.yaml.swp"), upstream("b")).unwrap();
    fs::rename(dir.path().join(".a.yaml.swp"), dir.path().join("a.yaml")).unwrap();
    until(&mut outcomes, &["b"]).await;
    fs::create_dir(dir.path().join("new")).unwrap();
    fs::write(dir.path().join("new/c.yaml"), upstream("c")).unwrap();
    until(&mut outcomes, &["b", "c"]).await;
    fs::remove_file(dir.path().join("a.yaml")).unwrap();
    until(&mut outcomes, &["c"]).await;
}

/// As kubelet updates a ConfigMap: `..data` is a link to a directory with a time in its name; a new
/// directory is made and the link is replaced in one step.
#[tokio::test]
async fn a_config_map_is_followed() {
    let dir = TempDir::new().unwrap();
    let version = |name: &str, content: &str| {
        fs::create_dir(dir.path().join(name)).unwrap();
        fs::write(dir.path().join(name).join("a.yaml"), content).unwrap();
    };
    version("..1", &upstream("a"));
    symlink("..1", dir.path().join("..data")).unwrap();
    symlink("..data/a.yaml", dir.path().join("a.yaml")).unwrap();
    let mut outcomes = watch(dir.path());
    until(&mut outcomes, &["a"]).await;
    for (next, name) in [("..2", "b"), ("..3", "c")] {
        version(next, &upstream(name));
        symlink(next, dir.path().join("..data_tmp")).unwrap();
        fs::rename(dir.path().join("..data_tmp"), dir.path().join("..data")).unwrap();
        until(&mut outcomes, &[name]).await;
    }
}

#[tokio::test]
async fn a_directory_that_is_a_swapped_link_is_followed() {
    let parent = TempDir::new().unwrap();
    let link = parent.path().join("config");
    for name in ["one", "two"] {
        fs::create_dir(parent.path().join(name)).unwrap();
        fs::write(parent.path().join(name).join("a.yaml"), upstream(name)).unwrap();
    }
    symlink("one", &link).unwrap();
    let mut outcomes = watch(&link);
    until(&mut outcomes, &["one"]).await;
    symlink("two", parent.path().join("next")).unwrap();
    fs::rename(parent.path().join("next"), &link).unwrap();
    until(&mut outcomes, &["two"]).await;
    fs::write(parent.path().join("two/b.yaml"), upstream("b")).unwrap();
    until(&mut outcomes, &["b", "two"]).await;
}

#[tokio::test]
async fn reading_the_files_is_no_change() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.yaml"), upstream("a")).unwrap();
    let mut outcomes = watch(dir.path());
    until(&mut outcomes, &["a"]).await;
    // Longer than a poll: neither events of its own reading nor the poll may bring a refresh.
    assert!(
        timeout(Duration::from_secs(3), outcomes.recv())
            .await
            .is_err()
    );
}
