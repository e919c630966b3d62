//! Schemathesis (PyPI) makes requests of the OpenAPI document alone, good and bad ones: no answer is a
//! server error, and each is what the document says.

use crate::server::Server;
use anyhow::{Context as _, Result, ensure};
use portico_e2e::binary;
use std::process::Command;
use tokio::task::spawn_blocking;

/// What is checked of each answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance";

/// Documents to be found by requests.
const DOCUMENTS: &str = "kind: Upstream\nname: a\nurl: http://127.0.0.1:1\n---\nkind: Server\nname: a\npath: /a\ntools:\n- name: a\n  http: {upstream: a, path: /a}\n";

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_as_described() -> Result<()> {
    let server = Server::start().await?;
    let authorization = format!("Bearer {}", server.token().await?);
    let url = format!("{}/api/v1/import", server.url());
    let headers = [
        ("content-type", "application/yaml"),
        ("authorization", authorization.as_str()),
    ];
    let import = portico_e2e::mcp::Client::unpooled(url);
    let import = import
        .send(hyper::Method::POST, &headers, DOCUMENTS)
        .await?;
    ensure!(import.status == 200, "{}", import.text());
    let python = binary::python()?;
    let mut command = Command::new(python.with_file_name("schemathesis"));
    command
        .current_dir(server.directory())
        .arg("run")
        .arg(binary::repository().join("docs/openapi.json"))
        .args(["--url", &server.url()])
        .args(["--header", &format!("Authorization: {authorization}")])
        .args(["--checks", CHECKS])
        .args(["--phases", "examples,coverage,fuzzing"])
        .args(["--max-examples", "10", "--max-time", "60", "--seed", "1"])
        .args(["--request-timeout", "30", "--warnings", "off", "--no-color"])
        // An answer that does not end, and a YAML stream of several documents, which Schemathesis
        // cannot read.
        .args(["--exclude-path", "/api/v1/nodes/events"])
        .args(["--exclude-path", "/api/v1/export"])
        .arg("--continue-on-failure");
    let output = spawn_blocking(move || command.output()).await?;
    let output = output.context("schemathesis is not installed: run `cargo xtask test`")?;
    let told = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{told}\n{failed}");
    ensure!(told.contains("Tested: "), "nothing was tested: {told}");
    Ok(())
}
