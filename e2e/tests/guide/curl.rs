//! `curl` commands without curl, which not every machine has.

use anyhow::{Context as _, Result, bail};
use hyper::Method;
use portico_e2e::{gateway::Gateway, mcp};
use serde_json::Value;

/// Where `cargo xtask up` listens.
const DEMO: &str = "http://127.0.0.1:10000";

/// Sends what `curl -s URL -H 'NAME: VALUE' -d 'BODY'` would send, to `gateway`.
pub(crate) async fn run(gateway: &Gateway, command: &str) -> Result<Value> {
    let (mut url, mut headers, mut body) = (None, Vec::new(), String::new());
    let mut words = words(command).into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "curl" | "-s" => {}
            "-H" => headers.push(words.next().context("-H without a header")?),
            "-d" => body = words.next().context("-d without a body")?,
            _ => match word.strip_prefix(DEMO) {
                Some(path) => url = Some(gateway.url(path)),
                None => bail!("curl's `{word}` is not known here"),
            },
        }
    }
    let headers: Vec<_> = headers
        .iter()
        .filter_map(|header| header.split_once(": "))
        .collect();
    mcp::Client::unpooled(url.context("no URL of the demo")?)
        .send(Method::POST, &headers, body)
        .await?
        .json()
}

/// The words of a command, as a shell tells them: blanks part them, single quotes hold them
/// together, and a backslash ends a line that goes on.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in command.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            let bare = part.split_whitespace().filter(|word| *word != "\\");
            words.extend(bare.map(str::to_owned));
        }
    }
    words
}
