//! Hard inputs through control plane and Envoy: each has its exact answer, and whatever came, the
//! next call is served, on the same connection where that stays open and on a fresh one.
//!
//! Each module holds tables of rows; [`row`] says how to read one. docs/HARD-INPUTS.md shows them.

mod arguments;
mod bodies;
mod heads;
mod http2;
mod members;
mod messages;
mod outcome;
mod page;
mod row;
mod setup;
mod upstream;

use anyhow::{Context, Result};
use row::Table;
use setup::Setup;
use std::sync::Arc;
use tokio::{sync::Semaphore, task::JoinSet};

/// Rows that are checked at once: most of them wait for something.
const AT_ONCE: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn every_hard_input_gets_its_answer() -> Result<()> {
    let (from_clients, from_upstreams) = (from_clients(), upstream::tables());
    let setup = Arc::new(Setup::start(&from_upstreams).await?);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut checks = JoinSet::new();
    for table in from_clients.into_iter().chain(from_upstreams) {
        println!("{}: {} rows", table.title, table.rows.len());
        for row in table.rows {
            let (setup, places) = (setup.clone(), places.clone());
            checks.spawn(async move {
                let _place = places.acquire().await;
                let outcome = setup.check(&row).await;
                outcome.with_context(|| format!("{}: {}", table.title, row.input))
            });
        }
    }
    let mut outcomes = checks.join_all().await;
    outcomes.push(http2::check(&setup).await);
    let wrong: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
    let wrong: Vec<_> = wrong.iter().map(|error| format!("{error:#}")).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let envoy = setup.gateway.running_envoy()?;
    envoy.assert_filter_never_crashed().await
}

#[test]
fn the_page_shows_the_tables() -> Result<()> {
    let tables: Vec<Table> = from_clients()
        .into_iter()
        .chain([http2::table()])
        .chain(upstream::tables())
        .collect();
    page::check(&tables)
}

fn from_clients() -> Vec<Table> {
    [
        messages::tables(),
        members::tables(),
        bodies::tables(),
        heads::tables(),
        arguments::tables(),
    ]
    .concat()
}
