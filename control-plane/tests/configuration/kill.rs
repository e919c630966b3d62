//! A process that writes is killed at random moments, a hundred times.

use crate::{commit, contents, open, put, server, upstream};
use portico_control_plane::configuration::ConfigurationStore;
use portico_e2e::database::{Database, Kind};
use portico_e2e::on_all_databases;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

const KILLS: u64 = 100;

/// Tells the writing process where to write.
const URL: &str = "PORTICO_TEST_WRITER_URL";

on_all_databases!(nothing_acknowledged_is_lost);

/// Not a test: the process that is killed. Each change puts an upstream and a server, and is
/// acknowledged by a line.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the test, as a process of its own"]
async fn writer() {
    let url = std::env::var(URL).unwrap();
    let store = open(&url).await;
    loop {
        let n = store.current().revision + 1;
        let port = u16::try_from(n % 60_000).unwrap() + 1;
        let text = server(&format!("s-{}", n % 20), 20).replace("Does", &format!("Does {n}"));
        let done = commit(&store, vec![put(&upstream("api", port)), put(&text)]).await;
        println!("\nacknowledged {}", done.unwrap().revision);
    }
}

async fn nothing_acknowledged_is_lost(kind: Kind) {
    let database = Database::new(kind).await.unwrap();
    let store = open(&database.url).await;
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut acknowledged = 0;
    for kill in 0..KILLS {
        // xorshift: moments need to differ, not to be secret.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        acknowledged = acknowledged.max(write_for(&database.url, seed % 40_000));
        if kill % 10 == 9 {
            check(&database.url, &store, acknowledged).await;
        }
    }
    println!("{kind:?}: {acknowledged} changes, {KILLS} kills");
    assert!(
        acknowledged >= i64::try_from(KILLS).unwrap(),
        "{acknowledged}"
    );
}

/// Lets a process write, kills it so many microseconds after its first change, and gives the last
/// revision that it acknowledged.
fn write_for(url: &str, micros: u64) -> i64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::writer", "--ignored", "--nocapture"])
        .env(URL, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut revisions = lines.filter_map(|line| {
        let line = line.unwrap();
        Some(line.strip_prefix("acknowledged ")?.parse::<i64>().unwrap())
    });
    let first = revisions.next().expect("the process writes");
    std::thread::sleep(Duration::from_micros(micros));
    child.kill().unwrap();
    child.wait().unwrap();
    revisions.last().unwrap_or(first)
}

/// The store is at a whole revision, which is not before what was acknowledged.
async fn check(url: &str, old: &ConfigurationStore, acknowledged: i64) {
    let store = open(url).await;
    let state = store.current();
    assert!(
        state.revision >= acknowledged,
        "{} {acknowledged}",
        state.revision
    );
    assert!(state.errors.is_empty(), "{:?}", state.errors);
    // Without gaps, each with both of its documents.
    let revisions = store.revisions(None, 1_000_000).await.unwrap();
    let numbers: BTreeSet<i64> = revisions.iter().map(|revision| revision.number).collect();
    assert!(numbers.into_iter().eq(1..=state.revision));
    let (_, keys) = store.revision(state.revision).await.unwrap();
    assert_eq!(keys.len(), 2);
    // What is in force is what the history says, however it is read.
    old.poll().await;
    assert_eq!(contents(old), contents(&store));
}
