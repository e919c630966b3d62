//! What a commit of one document with 10,000 tools takes, in a store of its own. `cargo xtask bench
//! fleet` runs it.
//!
//! Arguments: the URL of an empty store, the number of commits. For each commit a line `CHECK TOTAL`:
//! microseconds to check the change alone, and to check and store it.

use anyhow::{Context, Result, ensure};
use portico_control_plane::configuration::{Admission, Change, ConfigurationStore, Edit, Expected};
use std::io::Write;
use std::time::Instant;

const TOOLS: usize = 10_000;

const UPSTREAM: &str = r#"{"kind":"Upstream","name":"api","url":"http://127.0.0.1:1"}"#;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().context("the URL of a store")?.parse()?;
    let commits: usize = arguments.next().context("the number of commits")?.parse()?;
    let store = ConfigurationStore::open(&url, Admission::default()).await?;
    store.commit(change(UPSTREAM.to_owned())).await?;
    for number in 0..commits {
        let change = change(server(number));
        let start = Instant::now();
        let errors = store.validate(&change)?;
        let check = start.elapsed();
        ensure!(errors.is_empty(), "{errors:?}");
        let start = Instant::now();
        let committed = store.commit(change).await?;
        let total = start.elapsed();
        ensure!(committed.changed.len() == 1, "{committed:?}");
        writeln!(
            std::io::stdout(),
            "{} {}",
            check.as_micros(),
            total.as_micros()
        )?;
    }
    Ok(())
}

fn change(content: String) -> Change {
    Change {
        edits: vec![Edit::Put {
            content,
            expected: Expected::Any,
        }],
        author: "bench".to_owned(),
        reason: String::new(),
    }
}

/// The server; one of its tools differs by `number`.
fn server(number: usize) -> String {
    let tool = |index: usize| {
        let edit = if index == TOOLS / 2 { number } else { 0 };
        format!(
            r#"{{"name":"tool_{index}","description":"Tells the weather of a city, edit {edit}","annotations":{{"readOnlyHint":true}},"inputSchema":{{"type":"object","properties":{{"city":{{"type":"string","description":"Name of the city"}},"units":{{"type":"string","enum":["metric","imperial"],"default":"metric"}}}},"required":["city"]}},"http":{{"upstream":"api","path":"/v1/weather/{{city}}"}}}}"#
        )
    };
    let tools: Vec<String> = (0..TOOLS).map(tool).collect();
    let tools = tools.join(",");
    format!(r#"{{"kind":"Server","name":"s","path":"/s","pageSize":100,"tools":[{tools}]}}"#)
}
