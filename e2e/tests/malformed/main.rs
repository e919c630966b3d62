//! Malformed requests through control plane and Envoy: each gets the exact HTTP status and JSON-RPC
//! code that the specification demands, and none reaches the REST API.
//!
//! Each module holds one table of cases; [`case`] says how to read a row.

mod batch;
mod case;
mod check;
mod jsonrpc;
mod legacy;
mod modern;
mod modern_headers;
mod sessions;
mod transport;

use anyhow::{Context, Result};
use portico_e2e::{fixture::Fixture, gateway::Gateway};

#[tokio::test]
async fn every_malformed_request_gets_its_status_and_code() -> Result<()> {
    let fixture = Fixture::start().await?;
    let config = include_str!("config.yaml").replace("http://127.0.0.1:18080", &fixture.url());
    let mut gateway = Gateway::with(&[("malformed.yaml", &config)]).await?;
    let clusters = gateway.envoy()?.clusters().await?;
    let cluster = clusters
        .iter()
        .find(|name| name.contains("default/fixture"))
        .with_context(|| format!("no cluster of the REST API among {clusters:?}"))?;
    let tables = [
        ("transport", transport::cases(cluster)),
        ("jsonrpc", jsonrpc::cases()),
        ("batch", batch::cases()),
        ("legacy", legacy::cases()),
        ("sessions", sessions::cases(&gateway).await?),
        ("modern", modern::cases()),
        ("modern headers", modern_headers::cases()),
    ];
    let mut wrong = Vec::new();
    for (table, cases) in &tables {
        for case in cases {
            if let Err(error) = check::check(&gateway, &fixture, case).await {
                wrong.push(format!("{table}: {}: {error:#}", case.name));
            }
        }
        println!("{table}: {} cases", cases.len());
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    Ok(())
}
