//! Clients that nobody here wrote: each is told when a tool is added, changed and removed, and then
//! sees the right list.

use crate::shop::{PROMPTS, RESOURCES, Shop, TOOLS};
use anyhow::{Context, Result, ensure};
use portico_e2e::{binary, wait};
use serde::Deserialize;
use std::{path::PathBuf, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::{sleep, timeout},
};

/// What a client says that it has seen.
#[derive(Debug, Deserialize)]
struct Seen {
    changed: u64,
    tools: Vec<String>,
}

/// A client that runs.
struct Client {
    name: String,
    lines: Lines<BufReader<ChildStdout>>,
    stdin: ChildStdin,
    _child: Child,
}

impl Client {
    fn start(program: PathBuf, script: &str, url: &str, mode: &str) -> Result<Self> {
        let script = binary::repository().join("e2e/clients").join(script);
        let mut child = Command::new(program)
            .arg(&script)
            .args([url, mode])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        Ok(Self {
            name: format!("{} {mode}", script.display()),
            lines: BufReader::new(stdout.context("no stdout")?).lines(),
            stdin: stdin.context("no stdin")?,
            _child: child,
        })
    }

    async fn says(&mut self) -> Result<Seen> {
        let line = timeout(Duration::from_secs(30), self.lines.next_line());
        let line = line.await.with_context(|| self.name.clone())??;
        let line = line.with_context(|| format!("{} has ended", self.name))?;
        Ok(serde_json::from_str(&line)?)
    }

    async fn asked(&mut self) -> Result<Seen> {
        self.stdin.write_all(b"\n").await?;
        self.says().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_client_is_told_of_changes_and_sees_the_right_list() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let (mcp, sse) = (shop.gateway.url("/shop/mcp"), shop.gateway.url("/shop/sse"));
    let mut clients = Vec::new();
    for (mode, url) in [
        ("sse", &sse),
        ("http", &mcp),
        ("legacy", &mcp),
        ("auto", &mcp),
    ] {
        clients.push(Client::start("node".into(), "node/changes.mjs", url, mode)?);
    }
    for (mode, url) in [("sse", &sse), ("legacy", &mcp)] {
        let python = binary::python()?;
        clients.push(Client::start(python, "python/changes.py", url, mode)?);
    }
    for client in &mut clients {
        let seen = client.says().await?;
        assert_eq!((seen.changed, seen.tools.len()), (0, 2), "{}", client.name);
    }
    let tool = |description: &str| {
        let more = format!(
            "- {{name: more, description: {description}, http: {{upstream: api, path: /m}}}}\n"
        );
        [TOOLS, &more, PROMPTS, RESOURCES].concat()
    };
    let changes = [
        (tool("One"), vec!["ask", "more", "wait"]),
        (tool("Two"), vec!["ask", "more", "wait"]),
        ([TOOLS, PROMPTS, RESOURCES].concat(), vec!["ask", "wait"]),
    ];
    for (parts, tools) in changes {
        shop.write(&parts)?;
        sleep(Duration::from_secs(1)).await;
        for client in &mut clients {
            let seen = client.asked().await?;
            assert_eq!(
                (seen.changed, &seen.tools),
                (1, &tools.iter().map(ToString::to_string).collect()),
                "{}",
                client.name
            );
        }
    }
    // What is no tool is not told to those who asked for tools, nor counted.
    shop.write(&[TOOLS, RESOURCES].concat())?;
    wait::until("the prompt is gone", Duration::from_secs(5), async || {
        let client = shop.gateway.mcp("/shop");
        let listed = client.request("prompts/list", serde_json::json!({}));
        ensure!(listed.await.is_err());
        Ok(())
    })
    .await?;
    sleep(Duration::from_secs(1)).await;
    for client in &mut clients {
        assert_eq!(client.asked().await?.changed, 0, "{}", client.name);
    }
    Ok(())
}
