//! What the API says beforehand, and what the real Envoy then does: tried calls, dry runs.

use crate::{gateway, server};
use anyhow::{Context, Result, ensure};
use hyper::Method;
use portico_e2e::admin::Admin;
use portico_e2e::database::{Database, Kind};
use portico_e2e::echo::{Echo, Request};
use portico_e2e::gateway::{FILTER_STREAMS, NODE};
use portico_e2e::status::Status;
use serde_json::{Value, json};

async fn attempt(admin: &Admin, body: &Value) -> Result<Value> {
    let path = "/servers/default/shop/tools/find/try";
    let answer = admin.send(Method::POST, path, body).await?;
    ensure!(answer.status == 200, "{}", answer.text());
    answer.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tried_call_goes_through_envoy_as_it_was_shown() -> Result<()> {
    let database = Database::new(Kind::Sqlite).await?;
    let api = Echo::start().await?;
    let (mut gateway, admin) = gateway(&database.url, &api).await?;
    for era in ["modern", "legacy"] {
        let arguments = json!({ "name": "a/ü", "limit": 3 });
        let body = json!({ "arguments": arguments, "era": era, "send": true });
        let tried = attempt(&admin, &body).await?;
        let sent = &tried["sent"];
        ensure!(sent["status"] == 200 && sent["error"].is_null(), "{tried}");
        let result = &sent["response"]["result"];
        let received = Request::of(result)?;
        let shown = &tried["request"];
        let query = received.query.as_deref().unwrap_or_default();
        let url = format!("{}{}?{query}", api.url(), received.path);
        ensure!(
            shown["url"] == url.as_str(),
            "shown {shown}, received {url}"
        );
        ensure!(url.ends_with("/things/a%2F%C3%BC?limit=3"), "{url}");
        ensure!(shown["method"] == received.method.as_str(), "{shown}");
        for header in shown["headers"].as_array().context("no headers")? {
            let name = header["name"].as_str().unwrap_or_default();
            // Envoy leaves out the length of a body that a GET does not have.
            if name != "content-length" {
                let value = received.header(name);
                ensure!(
                    value == header["value"].as_str(),
                    "{name}: {value:?}, shown {header}"
                );
            }
        }
        ensure!(sent["totalMs"].as_f64() > Some(0.0), "{sent}");
    }

    // What the upstream refuses is a result that says so, as clients get it.
    let before = gateway.control_plane.status().await?.revision;
    admin.put_document(&server("/status/404")).await?;
    let live = gateway
        .control_plane
        .until_acked(before + 1, FILTER_STREAMS);
    live.await?;
    let refused = attempt(&admin, &json!({ "arguments": {}, "send": true })).await?;
    let result = &refused["sent"]["response"]["result"];
    ensure!(
        result["isError"] == true && result.to_string().contains("404"),
        "{refused}"
    );

    // And what the schema refuses does not get to the upstream.
    let wrong = attempt(
        &admin,
        &json!({ "arguments": { "limit": "many" }, "send": true }),
    )
    .await?;
    ensure!(wrong["request"].is_null(), "{wrong}");
    ensure!(wrong["answer"].to_string().contains("limit"), "{wrong}");
    drop(gateway);
    Ok(())
}

/// Resources that were sent so far: to Envoy, and to each of its filters.
fn sent(status: &Status) -> Result<(u64, Vec<u64>)> {
    let streams = || status.nodes.iter().flat_map(|node| &node.streams);
    let of = |kind: &'static str| streams().filter(move |stream| stream.kind == kind);
    let envoy = of("envoy").next().context("no Envoy")?;
    Ok((envoy.sent, of("filter").map(|stream| stream.sent).collect()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_tells_what_every_node_then_receives() -> Result<()> {
    let database = Database::new(Kind::Sqlite).await?;
    let api = Echo::start().await?;
    let (mut gateway, admin) = gateway(&database.url, &api).await?;
    let other = json!({ "kind": "Upstream", "name": "other", "url": api.url() + "/other" });
    let mut shop = server("/changed/{name}");
    let more = json!({ "name": "more", "http": { "upstream": "other", "path": "/more" } });
    shop["tools"].as_array_mut().context("no tools")?.push(more);
    let change = json!({ "documents": [other, shop] });

    let told = admin
        .send(Method::POST, "/dry-run", &change)
        .await?
        .json()?;
    ensure!(told["nodes"] == json!([NODE]), "{told}");
    let mut expected = (0, 0);
    for changes in told["types"].as_array().context("no types")? {
        let count = |list: &str| changes[list].as_array().map_or(0, Vec::len) as u64;
        let resources = count("added") + count("changed");
        let url = changes["typeUrl"].as_str().unwrap_or_default();
        if url.contains("/portico.config.") {
            expected.1 += resources;
        } else {
            expected.0 += resources;
        }
    }
    // A cluster; an upstream, and two tools. The server's own part may list the tools.
    ensure!(expected.0 == 1 && expected.1 >= 3, "{told}");

    let before = gateway.control_plane.status().await?;
    let (envoy, filters) = sent(&before)?;
    ensure!(filters.len() == FILTER_STREAMS, "{before:?}");
    let import = admin.send(Method::POST, "/import", &change).await?;
    ensure!(import.status == 200, "{}", import.text());
    let after = gateway
        .control_plane
        .until_acked(before.revision + 1, FILTER_STREAMS);
    let (envoy_now, filters_now) = sent(&after.await?)?;
    ensure!(
        envoy_now - envoy == expected.0,
        "Envoy: {envoy} {envoy_now}, {told}"
    );
    for (before, now) in filters.iter().zip(&filters_now) {
        ensure!(
            now - before == expected.1,
            "a filter: {before} {now}, {told}"
        );
    }
    Ok(())
}
