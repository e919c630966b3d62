//! The official MCP conformance suite through control plane and Envoy, with a REST API behind, in
//! both eras. What of it is not served stands in `conformance/left-out.yaml`, with reasons.

mod left_out;
mod suite;

use anyhow::Result;
use left_out::{LeftOut, Pair, REVISIONS};
use portico_e2e::{binary::repository, fixture::Fixture, gateway::Gateway};
use std::{fs, sync::Arc, thread::available_parallelism};
use suite::{Check, EXTENSION, Status, Suite};
use tokio::{sync::Semaphore, task::JoinSet};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn serves_every_scenario_that_is_not_left_out() -> Result<()> {
    let (suite, left_out) = (Suite::installed()?, LeftOut::read()?);
    let scenarios = suite.scenarios().await?;
    let mut problems = left_out.problems(&scenarios);

    let fixture = Fixture::start().await?;
    let file = repository().join("e2e/conformance/config.yaml");
    let config = fs::read_to_string(file)?.replace("http://127.0.0.1:18080", &fixture.url());
    let mut gateway = Gateway::new()?;
    gateway.add_bridges(2, &[])?;
    gateway.write("conformance.yaml", &config)?;
    gateway.start().await?;
    fixture.change(gateway.config().join("conformance.yaml"), config);

    let url = gateway.url("/conformance/mcp");
    for (pair, checks) in run(&suite, &url, left_out.plan(&scenarios)).await? {
        let (mut differences, summary) = match checks {
            Ok(checks) => (left_out.differences(&pair, &checks), summary(&checks)),
            Err(error) => (vec![format!("{error:#}")], "not run".to_owned()),
        };
        let mark = if differences.is_empty() {
            "ok"
        } else {
            "FAILED"
        };
        println!("{:10} {:45} {mark:6} {summary}", pair.1, pair.0);
        problems.extend(
            differences
                .drain(..)
                .map(|text| format!("{pair:?}: {text}")),
        );
    }
    for revision in REVISIONS.into_iter().chain([EXTENSION]) {
        let count = |pairs: &[Pair]| pairs.iter().filter(|pair| pair.1 == revision).count();
        let (run, left_out) = (count(&left_out.plan(&scenarios)), count(&left_out.pairs()));
        println!("{revision}: {run} scenarios run, {left_out} left out");
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}

/// Runs the scenarios, one for each processor at a time, because some of their checks wait half a
/// second only. The outcomes come in the order of the plan. Each is a Node.js process with a client
/// of its own: scenarios do not disturb each other.
async fn run(suite: &Suite, url: &str, plan: Vec<Pair>) -> Result<Vec<(Pair, Result<Vec<Check>>)>> {
    let slots = Arc::new(Semaphore::new(available_parallelism()?.get()));
    let mut running = JoinSet::new();
    for (at, pair) in plan.into_iter().enumerate() {
        let (suite, url, slots) = (suite.clone(), url.to_owned(), Arc::clone(&slots));
        running.spawn(async move {
            let _slot = slots.acquire_owned().await;
            let checks = suite.run(&url, &pair.0, &pair.1).await;
            (at, pair, checks)
        });
    }
    let mut outcomes = Vec::new();
    while let Some(outcome) = running.join_next().await {
        outcomes.push(outcome?);
    }
    outcomes.sort_by_key(|(at, ..)| *at);
    Ok(outcomes
        .into_iter()
        .map(|(_, pair, checks)| (pair, checks))
        .collect())
}

/// How many checks ended in which way.
fn summary(checks: &[Check]) -> String {
    use Status::{Failure, Info, Skipped, Success, Warning};
    [Success, Failure, Warning, Skipped, Info]
        .into_iter()
        .filter_map(|status| {
            let count = checks.iter().filter(|check| check.status == status).count();
            (count > 0).then(|| format!("{count} {status:?}").to_lowercase())
        })
        .collect::<Vec<_>>()
        .join(", ")
}
