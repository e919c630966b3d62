//! `envoy/inline.yaml`: Portico without a control plane.

use anyhow::{Context as _, Result, ensure};
use portico_e2e::{binary, demo::Demo, envoy::Envoy, mcp, port::Port};
use serde_json::json;
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn works_without_a_control_plane() -> Result<()> {
    let (directory, listener) = (tempfile::tempdir()?, Port::free()?);
    let demo = Demo::start(directory.path()).await?;
    let config = fs::read_to_string(binary::repository().join("envoy/inline.yaml"))?;
    let written = "target/portico_filter.wasm";
    ensure!(
        config.contains(written),
        "inline.yaml names another filter than {written}"
    );
    let filter = binary::filter()?;
    let config = config.replace(
        written,
        filter.to_str().context("the filter's path is not UTF-8")?,
    );
    let ports = [(10_000, listener.number()), (8090, demo.port())];
    let mut envoy = Envoy::start(directory.path(), "inline", &config, &ports)?;
    envoy.until_live().await?;

    let client = mcp::Client::new(format!("http://{}/library/mcp", listener.address()));
    assert_eq!(client.tool_names().await?, ["get_book", "list_books"]);
    let legacy = client.legacy_request(
        "tools/call",
        json!({"name": "get_book", "arguments": {"bookId": 1}}),
    );
    let modern = client.call_tool("get_book", json!({"bookId": 1}));
    for result in [legacy.await?, modern.await?] {
        let book: serde_json::Value = serde_json::from_str(mcp::text_of(&result)?)?;
        assert_eq!(book["id"], 1);
    }
    Ok(())
}
