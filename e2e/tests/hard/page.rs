//! docs/HARD-INPUTS.md, which shows the tables as they are tested.

use crate::row::{Table, Then};
use anyhow::{Context, Result, ensure};
use portico_e2e::binary::repository;
use std::fs;

const BEGINNING: &str = "\
# Hard inputs

What the gateway answers to input that is malformed, hostile or too much, and what clients are told
when an upstream is. The end-to-end test `hard` sends every row through the real Envoy with two
workers and compares every answer; after each row it makes a good call on the same connection, where
that stays open, and one on a fresh connection. This page is written by that test
(`PORTICO_WRITE_DOCS=1 cargo xtask test e2e -- the_page_shows_the_tables`), which fails where the page
differs.

An answer is the HTTP status with the JSON-RPC error's code and message, or with the tool's result:
`isError` is what the model reads when a call failed. Long texts are shortened. Requests have the id
7 and answers carry it, unless it says otherwise. `from Envoy` is an answer that Envoy gives before
the filter sees the request.
";

/// Fails where the page is not what the tables make; writes it where the environment says so.
pub(crate) fn check(tables: &[Table]) -> Result<()> {
    let path = repository().join("docs/HARD-INPUTS.md");
    let page = write(tables);
    if std::env::var_os("PORTICO_WRITE_DOCS").is_some() {
        fs::write(&path, &page)?;
    }
    let found = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let differs = found
        .lines()
        .zip(page.lines())
        .find(|(found, expected)| found != expected);
    ensure!(
        found == page,
        "docs/HARD-INPUTS.md is not up to date; first difference: {differs:?}"
    );
    Ok(())
}

fn write(tables: &[Table]) -> String {
    let mut page = BEGINNING.to_owned();
    for table in tables {
        page.push_str(&format!(
            "\n## {}\n\n| Input | Answer | Connection |\n| --- | --- | --- |\n",
            table.title
        ));
        for row in &table.rows {
            let answers: Vec<String> = row.answers.iter().map(|text| code(text)).collect();
            let answers = if answers.is_empty() {
                "none".to_owned()
            } else {
                answers.join("<br>")
            };
            let then = match row.then {
                Then::Open => "open",
                Then::Closed => "closed",
                Then::Either => "open or closed",
                Then::Left => "closed by the client",
            };
            let input = row.input.replace('|', "\\|");
            page.push_str(&format!("| {input} | {answers} | {then} |\n"));
        }
    }
    page
}

/// Text as code inside of a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
