//! The nodes of several replicas, by what each writes for the others.

use crate::migrated;
use diesel::prelude::*;
use envoy_types::pb::envoy::config::core::v3 as core;
use portico_control_plane::fleet::{Connection, Event, Fleet, Node, Sharing};
use portico_control_plane::storage::Database;
use portico_control_plane::storage::schema::{node_states, replicas};
use portico_control_plane::xds::node::{Membership, Nodes, StreamState};
use portico_control_plane::xds::session::{Peer, Session};
use portico_e2e::database::Kind;
use portico_e2e::on_all_databases;
use std::time::Duration;
use tokio::time::{Instant, timeout};

on_all_databases!(
    each_shows_the_nodes_of_the_other,
    an_envoy_with_streams_to_both_is_one_node,
    the_nodes_of_a_dead_replica_are_unknown_until_they_are_elsewhere,
    a_replica_that_ends_says_so,
    progress_is_that_of_all_replicas,
    a_thousand_nodes_are_written_at_once_and_forgotten,
    an_emptied_store_is_written_again,
    a_store_that_is_away_harms_nothing,
);

/// A replica on this database, as a process has it.
struct Replica {
    nodes: Nodes,
    fleet: Fleet,
    sharing: Sharing,
}

impl Replica {
    fn new(name: &str, data: &Database) -> Self {
        let nodes = Nodes::default();
        let fleet = Fleet::new(nodes.clone(), name, true);
        let sharing = Sharing::new(fleet.clone(), data.clone());
        Self {
            nodes,
            fleet,
            sharing,
        }
    }

    fn join(&self, id: &str, peer: Peer) -> Membership {
        let node = core::Node {
            id: id.to_owned(),
            cluster: "edge".to_owned(),
            ..Default::default()
        };
        let member = self.nodes.join(&node, state(peer, None));
        member.report(state(peer, Some(1)));
        member
    }

    fn node(&self, id: &str) -> Node {
        self.fleet.get(id).unwrap()
    }

    /// Ids and where they are.
    fn shown(&self) -> Vec<(String, Connection, String)> {
        let nodes = self.fleet.page(None, usize::MAX).into_iter();
        nodes
            .map(|node| (node.id, node.connection, node.replicas.join(" ")))
            .collect()
    }
}

/// A stream's state that has accepted this snapshot.
fn state(peer: Peer, acked: Option<u64>) -> StreamState {
    let mut state = StreamState::of(&Session::new(peer, Instant::now()));
    (state.acked, state.sent_revision) = (acked, acked);
    state
}

/// All write what they have, then read what the others wrote.
async fn share(replicas: &mut [&mut Replica]) {
    for replica in replicas.iter_mut() {
        replica.sharing.write().await.unwrap();
    }
    for replica in replicas.iter_mut() {
        replica.sharing.read().await.unwrap();
    }
}

fn is(id: &str, connection: Connection, replica: &str) -> (String, Connection, String) {
    (id.to_owned(), connection, replica.to_owned())
}

async fn each_shows_the_nodes_of_the_other(kind: Kind) {
    let (_keep, data) = migrated(kind).await;
    let (mut one, mut two) = (Replica::new("one", &data), Replica::new("two", &data));
    let _here = one.join("a", Peer::Envoy);
    // Any text is an id.
    let odd = format!("b '\0 größe {}", "x".repeat(1000));
    let there = two.join(&odd, Peer::Envoy);
    two.nodes.published(1, 7);
    one.nodes.published(1, 7);
    let mut feed = one.fleet.feed();
    share(&mut [&mut one, &mut two]).await;
    let both = [
        is("a", Connection::Connected, "one"),
        is(&odd, Connection::Connected, "two"),
    ];
    assert_eq!((one.shown(), two.shown()), (both.to_vec(), both.to_vec()));
    assert_eq!(one.node(&odd).revision, Some(7));
    assert_eq!(one.node(&odd).identity.cluster.as_deref(), Some("edge"));
    let page = one.fleet.page(Some("a"), 1);
    assert_eq!(
        (page.len(), page.first().map(|node| &node.id)),
        (1, Some(&odd))
    );
    match timeout(Duration::from_secs(60), feed.next()).await.unwrap() {
        Event::Changed(node) => assert_eq!(node.id, odd),
        other => panic!("{other:?}"),
    }

    // A revision that pushes nothing is not written anew for each node.
    for replica in [&one, &two] {
        replica.nodes.published(1, 8);
    }
    assert_eq!(
        (one.node("a").revision, one.node(&odd).revision),
        (Some(8), Some(8))
    );

    drop(there);
    share(&mut [&mut two, &mut one]).await;
    let node = one.node(&odd);
    assert_eq!(
        (node.connection, node.revision),
        (Connection::Disconnected, Some(8))
    );
    assert!(matches!(
        timeout(Duration::from_secs(60), feed.next()).await.unwrap(),
        Event::Changed(node) if node.connection == Connection::Disconnected
    ));
    // What has not changed is not written again.
    let beats = data.run(|c| node_states::table.select(node_states::beat).load::<i64>(c));
    let mut beats = beats.await.unwrap();
    beats.sort_unstable();
    assert_eq!(beats, [1, 2]);
}

async fn an_envoy_with_streams_to_both_is_one_node(kind: Kind) {
    let (_keep, data) = migrated(kind).await;
    let (mut one, mut two) = (Replica::new("one", &data), Replica::new("two", &data));
    let own = one.join("a", Peer::Envoy);
    let _filter = two.join("a", Peer::Filter);
    for replica in [&one, &two] {
        replica.nodes.published(1, 6);
        replica.nodes.published(2, 7);
    }
    own.report(state(Peer::Envoy, Some(2)));
    share(&mut [&mut one, &mut two]).await;
    for replica in [&one, &two] {
        let node = replica.node("a");
        assert_eq!(
            (node.replicas.join(" "), node.shared_id),
            ("one two".to_owned(), false)
        );
        assert_eq!(node.revision, Some(6), "the filter is behind");
        let peers: Vec<_> = node
            .streams
            .iter()
            .map(|it| (it.peer, &*it.replica))
            .collect();
        assert_eq!(peers, [(Peer::Envoy, "one"), (Peer::Filter, "two")]);
    }
}

/// As if it had written last so many seconds ago.
async fn is_silent_since(data: &Database, name: &'static str, seconds: i64) {
    let written = data.run(move |c| {
        let named = replicas::table.filter(replicas::name.eq(name));
        let seen: chrono::NaiveDateTime = named.select(replicas::seen_at).first(c)?;
        diesel::update(named)
            .set(replicas::seen_at.eq(seen - chrono::TimeDelta::seconds(seconds)))
            .execute(c)
    });
    assert_eq!(written.await.unwrap(), 1);
}

async fn the_nodes_of_a_dead_replica_are_unknown_until_they_are_elsewhere(kind: Kind) {
    let (_keep, data) = migrated(kind).await;
    let (mut dead, mut alive) = (Replica::new("dead", &data), Replica::new("alive", &data));
    let _member = dead.join("a", Peer::Envoy);
    share(&mut [&mut dead, &mut alive]).await;
    assert_eq!(alive.shown(), [is("a", Connection::Connected, "dead")]);

    let mut feed = alive.fleet.feed();
    is_silent_since(&data, "dead", 60).await;
    share(&mut [&mut alive]).await;
    assert_eq!(alive.shown(), [is("a", Connection::Unknown, "dead")]);
    let told = timeout(Duration::from_secs(60), feed.next()).await.unwrap();
    assert!(matches!(told, Event::Changed(node) if node.connection == Connection::Unknown));

    let _again = alive.join("a", Peer::Envoy);
    assert_eq!(alive.shown(), [is("a", Connection::Connected, "alive")]);
    assert!(!alive.node("a").shared_id);

    // It is forgotten with its nodes after an hour, by whoever starts next.
    is_silent_since(&data, "dead", 3600).await;
    let mut third = Replica::new("third", &data);
    share(&mut [&mut third, &mut alive]).await;
    let named = data.run(|c| {
        replicas::table
            .select(replicas::name)
            .order(replicas::name)
            .load(c)
    });
    let named: Vec<String> = named.await.unwrap();
    assert_eq!(named, ["alive", "third"]);
    assert_eq!(third.shown(), [is("a", Connection::Connected, "alive")]);
}

async fn a_replica_that_ends_says_so(kind: Kind) {
    let (_keep, data) = migrated(kind).await;
    let mut watching = Replica::new("watching", &data);
    let mut ending = Replica::new("ending", &data);
    let _member = ending.join("a", Peer::Envoy);
    share(&mut [&mut ending, &mut watching]).await;
    ending.sharing.end().await;
    share(&mut [&mut watching]).await;
    assert_eq!(
        watching.shown(),
        [is("a", Connection::Disconnected, "ending")]
    );

    // One that died is known to have ended once it runs anew.
    let mut killed = Replica::new("killed", &data);
    let _member = killed.join("b", Peer::Envoy);
    share(&mut [&mut killed, &mut watching]).await;
    let mut anew = Replica::new("killed", &data);
    share(&mut [&mut anew, &mut watching]).await;
    let expected = [
        is("a", Connection::Disconnected, "ending"),
        is("b", Connection::Disconnected, "killed"),
    ];
    assert_eq!(
        (watching.shown(), anew.shown()),
        (expected.to_vec(), expected.to_vec())
    );
}

async fn progress_is_that_of_all_replicas(kind: Kind) {
    let (_keep, data) = migrated(kind).await;
    let (mut one, mut two) = (Replica::new("one", &data), Replica::new("two", &data));
    let here = one.join("a", Peer::Envoy);
    let there = ["b", "c"].map(|id| two.join(id, Peer::Envoy));
    // What is revision 2 to one is 9 to the other, which started earlier.
    one.nodes.published(1, 10);
    two.nodes.published(8, 10);
    share(&mut [&mut one, &mut two]).await;
    one.nodes.published(2, 11);
    two.nodes.published(9, 11);
    here.report(state(Peer::Envoy, Some(2)));
    let took = Duration::from_millis(30);
    tokio::time::sleep(took).await;
    let [b, _c] = &there;
    b.report(state(Peer::Envoy, Some(9)));
    share(&mut [&mut one, &mut two]).await;
    for replica in [&one, &two] {
        let progress = replica.fleet.progress(11).unwrap();
        assert_eq!((progress.nodes, progress.reached), (3, 2));
        assert_eq!(progress.missing, ["c"]);
        assert!(progress.last_ms >= Some(30), "{progress:?}");
        assert!(progress.first_ms < progress.last_ms, "{progress:?}");
    }
    // Each its own configuration: numbers of others say nothing.
    let apart = Fleet::new(one.nodes.clone(), "one", false);
    let progress = apart.progress(11).unwrap();
    assert_eq!((progress.nodes, progress.reached), (1, 1));
}

async fn a_thousand_nodes_are_written_at_once_and_forgotten(kind: Kind) {
    let (_keep, data) = migrated(kind).await;
    let (mut one, mut two) = (Replica::new("one", &data), Replica::new("two", &data));
    one.nodes.published(1, 1);
    let members: Vec<_> = (0..1000)
        .flat_map(|n| [Peer::Envoy, Peer::Filter].map(|peer| (n, peer)))
        .map(|(n, peer)| one.join(&format!("n{n:04}"), peer))
        .collect();
    let start = Instant::now();
    one.sharing.write().await.unwrap();
    let wrote = start.elapsed();
    two.sharing.read().await.unwrap();
    let read = start.elapsed() - wrote;
    assert_eq!(two.shown().len(), 1000);
    for member in members.iter().take(20) {
        member.report(state(Peer::Envoy, Some(2)));
    }
    let start = Instant::now();
    one.sharing.write().await.unwrap();
    let wrote_some = start.elapsed();
    println!(
        "{kind:?}: 1,000 nodes written in {wrote:?}, read in {read:?}; 10 of them in {wrote_some:?}"
    );
    // The bound is for a busy machine and a debug build.
    assert!(wrote < Duration::from_secs(10), "{wrote:?}");

    // A replica remembers so many that went.
    drop(members);
    drop(one.join("z", Peer::Envoy));
    share(&mut [&mut one, &mut two]).await;
    assert_eq!(one.shown().len(), 1000);
    assert_eq!(two.shown(), one.shown());
    let rows = data.run(|c| node_states::table.count().get_result::<i64>(c));
    assert_eq!(rows.await.unwrap(), 1000);
}

async fn an_emptied_store_is_written_again(kind: Kind) {
    let (_keep, data) = migrated(kind).await;
    let (mut one, mut two) = (Replica::new("one", &data), Replica::new("two", &data));
    let _members = ["a", "b"].map(|id| one.join(id, Peer::Envoy));
    share(&mut [&mut one, &mut two]).await;
    let emptied = data.run(|c| diesel::delete(replicas::table).execute(c));
    assert_eq!(emptied.await.unwrap(), 2);
    share(&mut [&mut two]).await;
    assert!(two.shown().is_empty());
    // First that it is there, then its nodes.
    share(&mut [&mut one]).await;
    share(&mut [&mut one, &mut two]).await;
    let both = ["a", "b"].map(|id| is(id, Connection::Connected, "one"));
    assert_eq!(two.shown(), both);
}

async fn a_store_that_is_away_harms_nothing(kind: Kind) {
    let (_keep, data) = migrated(kind).await;
    let mut one = Replica::new("one", &data);
    let _member = one.join("a", Peer::Envoy);
    let gone = data.run(|c| diesel::sql_query("DROP TABLE node_states").execute(c));
    gone.await.unwrap();
    one.sharing.write().await.unwrap_err();
    assert_eq!(one.shown(), [is("a", Connection::Connected, "one")]);
    // What was not written is written later.
    let again = data.run(|c| {
        let table = "CREATE TABLE node_states (replica VARCHAR(36), node VARCHAR(64), beat BIGINT, \
                     state TEXT, PRIMARY KEY (replica, node))";
        diesel::sql_query(table).execute(c)
    });
    again.await.unwrap();
    let mut two = Replica::new("two", &data);
    share(&mut [&mut one, &mut two]).await;
    assert_eq!(two.shown(), one.shown());
}
