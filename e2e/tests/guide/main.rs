//! The guide cannot rot: everything in `docs/guide/*.md` and the README that is marked as an example
//! is run, with the real control plane and the real Envoy, and compared exactly.
//!
//! What is marked, by the words after the language of a fenced block:
//!
//! - `yaml document`: a file of the configuration directory; `yaml server`: the same, and the page's
//!   own server; `yaml tool`, `yaml prompt` and `yaml resource`: further entries of its lists;
//! - `json call [PATH]`: `params` of a `tools/call`; `json request [PATH]`: any method; both to the
//!   page's own server where no path is given, in both eras, which must answer alike;
//! - `http request`: what the upstream receives, `http response [after DURATION]`: what it answers,
//!   once each;
//! - `json result [REVISION]`, `json error [REVISION]`: the JSON-RPC answer, to the era of that
//!   revision alone or to both;
//! - `http client`: a whole request of a client, and `http answer`: its whole answer;
//! - `yaml wrong` and `text errors`: a file and what `portico-control-plane validate` says of it;
//! - `sh run` and `text output`: a command in the repository's root and what it prints;
//! - `sh call` and `json answer`: a `curl` command for the demo, in the README, and its answer;
//! - `json status`: an answer of `/status`, compared by its fields;
//! - `sh api` and what is `printed`: commands for the admin API, which the test `api` runs.

mod command;
mod configuration;
mod curl;
mod example;
mod message;
mod page;
mod run;
mod upstream;

use anyhow::{Context as _, Result, ensure};
use portico_e2e::{binary, demo::Demo, gateway::Gateway};
use std::fs;

/// Fails with everything that is wrong.
fn report(wrong: &[String]) -> Result<()> {
    ensure!(
        wrong.is_empty(),
        "{} examples are wrong\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
    Ok(())
}

fn pages() -> Result<Vec<page::Page>> {
    let directory = binary::repository().join("docs/guide");
    let mut files: Vec<_> = fs::read_dir(&directory)
        .context("docs/guide")?
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    files.iter().map(|file| page::Page::read(file)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_as_shown() -> Result<()> {
    let upstream = upstream::Upstream::start().await?;
    let mut gateway = Gateway::new()?;
    let mut examples = Vec::new();
    for page in pages()? {
        for (name, yaml) in configuration::files(&page)? {
            gateway.write(&name, &upstream.place_into(&yaml))?;
        }
        examples.extend(example::read(&page)?);
    }
    gateway.start().await?;
    let status = gateway.control_plane.status().await?;
    ensure!(status.errors.is_empty(), "{:#?}", status.errors);
    ensure!(examples.len() >= 30, "only {} examples", examples.len());
    let mut wrong = Vec::new();
    for example in &examples {
        if let Err(error) = run::run(&gateway, &upstream, example).await {
            wrong.push(format!("{}: {error:#}", example.place));
        }
    }
    report(&wrong)
}

#[test]
fn errors_are_as_shown() -> Result<()> {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for page in pages()? {
        for (file, errors) in page.pairs("yaml wrong", "text errors")? {
            count += 1;
            if let Err(error) = command::check_errors(file, errors) {
                wrong.push(format!("{}: {error:#}", file.place));
            }
        }
    }
    ensure!(count >= 5, "only {count} wrong documents");
    report(&wrong)
}

#[test]
fn commands_print_what_is_shown() -> Result<()> {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for page in pages()? {
        for (command, output) in page.pairs("sh run", "text output")? {
            count += 1;
            if let Err(error) = command::check_output(command, output) {
                wrong.push(format!("{}: {error:#}", command.place));
            }
        }
    }
    ensure!(count >= 3, "only {count} commands");
    report(&wrong)
}

#[tokio::test(flavor = "multi_thread")]
async fn status_has_the_fields_shown() -> Result<()> {
    let gateway = Gateway::with(&[("empty.yaml", "kind: Server\nname: a\npath: /a\n")]).await?;
    let real = gateway.control_plane.admin("/status").await?.json()?;
    let mut count = 0;
    for page in pages()? {
        for block in page.blocks_of("json status") {
            count += 1;
            let shown = serde_json::from_str(&block.text).context(block.place.clone())?;
            let (real, shown) = (run::fields(&real), run::fields(&shown));
            assert_eq!(shown, real, "{}", block.place);
        }
    }
    ensure!(count > 0, "no page shows /status");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readme_calls_the_demo() -> Result<()> {
    let readme = page::Page::read(&binary::repository().join("README.md"))?;
    let mut gateway = Gateway::new()?;
    let demo = Demo::start(gateway.directory()).await?;
    gateway.write("bookshop.yaml", &demo.configuration()?)?;
    gateway.start().await?;
    let calls = readme.pairs("sh call", "json answer")?;
    ensure!(!calls.is_empty(), "the README shows no call");
    for (command, shown) in calls {
        let answer = curl::run(&gateway, &command.text).await;
        let answer = answer.with_context(|| command.place.clone())?;
        let shown: serde_json::Value = serde_json::from_str(&shown.text)?;
        assert_eq!(answer, shown, "{}", command.place);
    }
    Ok(())
}
