//! Serves models that are scripts, for tests and for trying the chat lab without a provider:
//!
//! ```text
//! scripted-model --listen 127.0.0.1:8099
//! ```
//!
//! The base URL is `http://127.0.0.1:8099/v1` for the kind `openai`, and without `/v1` for `anthropic`.

use anyhow::{Context, Result, bail};
use portico_e2e::scripted_model::{MODELS, ScriptedModel};
use std::io::Write;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let address = match arguments.as_slice() {
        [flag, address] if flag == "--listen" => address,
        _ => bail!("say --listen 127.0.0.1:PORT"),
    };
    let address = address.parse().context("--listen")?;
    let server = ScriptedModel::listen(address).await?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "OpenAI: {}\nAnthropic: {}",
        server.openai_url(),
        server.anthropic_url()
    )?;
    for (model, about) in MODELS {
        writeln!(out, "{model:>18}  {about}")?;
    }
    out.flush()?;
    server.serve().await
}
