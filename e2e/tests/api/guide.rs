//! docs/guide/admin-api.md: its blocks `sh api` are run in one shell, and print what the block after
//! them says (`printed`).

use crate::server::Server;
use anyhow::{Context as _, Result, ensure};
use portico_e2e::{admin::PASSWORD, binary};
use std::fs;
use std::process::Command;
use tokio::task::spawn_blocking;

/// What is printed between the outputs of two blocks.
const BORDER: &str = "\n=====\n";

struct Step {
    command: String,
    printed: Option<String>,
}

fn steps(page: &str) -> Result<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let block = block.join("\n");
        if language == "sh api" {
            steps.push(Step {
                command: block,
                printed: None,
            });
        } else if language.ends_with(" printed") {
            let last = steps.last_mut().context("nothing printed this")?;
            last.printed = Some(block);
        }
    }
    Ok(steps)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guide_is_right() -> Result<()> {
    let server = Server::start().await?;
    let page = fs::read_to_string(binary::repository().join("docs/guide/admin-api.md"))?;
    let steps = steps(&page)?;
    ensure!(steps.len() > 10, "only {} blocks", steps.len());
    let commands: Vec<&str> = steps.iter().map(|step| step.command.as_str()).collect();
    let border = format!("\nprintf '{}'\n", BORDER.replace('\n', "\\n"));
    let mut bash = Command::new("bash");
    bash.current_dir(server.directory())
        .args(["-euo", "pipefail", "-c", &commands.join(&border)])
        .env("PORTICO", server.url())
        .env("PASSWORD", PASSWORD);
    let output = spawn_blocking(move || bash.output()).await??;
    let told = String::from_utf8(output.stdout)?;
    let failed = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{told}\n{failed}");
    let outputs: Vec<&str> = told.split(BORDER).collect();
    ensure!(outputs.len() == steps.len(), "{told}");
    for (step, output) in steps.iter().zip(outputs) {
        if let Some(printed) = &step.printed {
            assert_eq!(output.trim_end(), printed, "{}", step.command);
        }
    }
    // Errors have their place.
    ensure!(
        told.contains(r#""path":"timeout""#) && told.contains(r#""line":4"#),
        "{told}"
    );
    ensure!(told.contains(r#""valid":false"#), "{told}");
    Ok(())
}
