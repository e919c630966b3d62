//! Clients that nobody here wrote: each is told when a tool is added, changed and removed, and then
//! sees the right list; each comes back after its stream broke off, by rules of its own.

mod rust;
mod script;

use crate::replicas::another_envoy;
use crate::restart::Epochs;
use crate::shop::{PROMPTS, QUIET, RESOURCES, Shop, TOOLS};
use anyhow::{Context as _, Result, ensure};
use portico_e2e::{binary, gateway::Gateway, wait};
use rust::Rust;
use script::Script;
use serde::Deserialize;
use std::time::Duration;
use tokio::{process::Command, task::JoinSet, time::sleep};

/// Time to be told of a change, also on a machine that has other things to do. How soon the bridge
/// tells is shown in `session`.
const TOLD: Duration = Duration::from_secs(60);

/// What a client has seen since it was asked last.
#[derive(Debug, Deserialize)]
struct Seen {
    /// Notifications that the tools changed.
    changed: u64,
    /// The tools that are listed now.
    tools: Vec<String>,
}

/// A connected client.
enum Client {
    Script(Box<Script>),
    Rust(Rust),
}

impl Client {
    /// Connects every client in each of its eras.
    async fn all(shop: &Shop) -> Result<Vec<Self>> {
        let (mcp, sse) = (shop.gateway.url("/shop/mcp"), shop.gateway.url("/shop/sse"));
        let mut scripts = vec![Script::npm(&sse, "sse")?];
        for mode in ["http", "legacy", "auto"] {
            scripts.push(Script::npm(&mcp, mode)?);
        }
        for package in ["mcp", "fastmcp"] {
            for (mode, url) in [("sse", &sse), ("legacy", &mcp), ("auto", &mcp)] {
                scripts.push(Script::python(url, package, mode)?);
            }
        }
        let rust = Rust::in_every_mode(&mcp).await?;
        for script in &mut scripts {
            let first = script.says().await?;
            ensure!(first.changed == 0, "{}: {first:?}", script.name());
        }
        let scripts = scripts.into_iter().map(Box::new).map(Self::Script);
        let all: Vec<Self> = scripts.chain(rust.into_iter().map(Self::Rust)).collect();
        until_streams(shop, all.len()).await?;
        Ok(all)
    }

    fn name(&self) -> &str {
        match self {
            Self::Script(script) => script.name(),
            Self::Rust(rust) => rust.name(),
        }
    }

    async fn asked(&mut self) -> Result<Seen> {
        match self {
            Self::Script(script) => script.asked().await,
            Self::Rust(rust) => rust.asked().await,
        }
    }

    async fn ends(self) -> Result<()> {
        match self {
            Self::Script(script) => script.ends().await,
            Self::Rust(rust) => rust.ends().await,
        }
    }

    /// What it sees once it was told of a change.
    async fn told(&mut self) -> Result<Seen> {
        let name = format!("{} is told", self.name());
        wait::until(&name, TOLD, async || {
            let seen = self.asked().await?;
            ensure!(seen.changed > 0, "it was not");
            Ok(seen)
        })
        .await
    }
}

/// Waits until so many streams are open: clients have one each.
async fn until_streams(shop: &Shop, clients: usize) -> Result<()> {
    let clients = u64::try_from(clients)?;
    wait::until("the streams are open", TOLD, async || {
        let mut open = 0;
        for bridge in &shop.gateway.bridges {
            open += bridge.streams().await?;
        }
        ensure!(open == clients, "{open} of {clients}");
        Ok(())
    })
    .await
}

/// The shop's parts with one tool more.
fn with_tool(description: &str) -> String {
    let tool = format!(
        "- {{name: more, description: {description}, http: {{upstream: api, path: /m}}}}\n"
    );
    [TOOLS, &tool, PROMPTS, RESOURCES].concat()
}

/// Every client is told once of each change, and sees the right list then.
async fn all_are_told(shop: &Shop) -> Result<()> {
    let mut clients = Client::all(shop).await?;
    let changes = [
        (with_tool("One"), vec!["ask", "more", "wait"]),
        (with_tool("Two"), vec!["ask", "more", "wait"]),
        ([TOOLS, PROMPTS, RESOURCES].concat(), vec!["ask", "wait"]),
    ];
    for (parts, tools) in changes {
        shop.change(&parts).await?;
        for client in &mut clients {
            let seen = client.told().await?;
            assert_eq!(
                (seen.changed, seen.tools),
                (1, owned(&tools)),
                "{}",
                client.name()
            );
        }
        assert_quiet(&mut clients).await?;
    }
    // What is no tool is not told to those who asked for tools, nor counted.
    shop.change(&[TOOLS, RESOURCES].concat()).await?;
    wait::until("the prompt is gone", TOLD, async || {
        let client = shop.gateway.mcp("/shop");
        let listed = client.request("prompts/list", serde_json::json!({}));
        ensure!(listed.await.is_err());
        Ok(())
    })
    .await?;
    assert_quiet(&mut clients).await
}

async fn assert_quiet(clients: &mut [Client]) -> Result<()> {
    sleep(QUIET).await;
    for client in clients {
        assert_eq!(client.asked().await?.changed, 0, "{}", client.name());
    }
    Ok(())
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_client_is_told_when_a_file_changes() -> Result<()> {
    all_are_told(&Shop::open(2, &[]).await?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_client_is_told_when_the_admin_api_changes_something() -> Result<()> {
    all_are_told(&Shop::open_on_database(2, &[]).await?).await
}

/// A gateway of two replicas, and clients whose streams are all at the first one.
async fn at_the_first_replica() -> Result<(Shop, Vec<Client>)> {
    let mut shop = Shop::open(2, &["--stop-notice", "4"]).await?;
    let second = shop.gateway.bridges.get_mut(1).context("no replica")?;
    second.kill()?;
    shop.gateway.until_healthy(1).await?;
    let clients = Client::all(&shop).await?;
    let second = shop.gateway.bridges.get_mut(1).context("no replica")?;
    second.start().await?;
    shop.gateway.until_healthy(2).await?;
    Ok((shop, clients))
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_come_back_when_their_replica_stops() -> Result<()> {
    let (mut shop, clients) = at_the_first_replica().await?;
    shop.gateway.bridges[0].stop()?;
    shop.gateway.bridges[0].until_ended().await?;
    all_come_back(&shop, clients).await
}

/// Envoy does not know yet that it is gone, and passes it over.
#[tokio::test(flavor = "multi_thread")]
async fn clients_come_back_when_their_replica_is_killed() -> Result<()> {
    let (mut shop, clients) = at_the_first_replica().await?;
    shop.gateway.bridges[0].kill()?;
    all_come_back(&shop, clients).await
}

/// All streams are at the first Envoy, which takes no more connections and ends once there is another
/// one on its port.
#[tokio::test(flavor = "multi_thread")]
async fn clients_come_back_through_another_envoy() -> Result<()> {
    let mut shop = Shop::open(2, &[]).await?;
    let clients = Client::all(&shop).await?;
    let _other = another_envoy(&mut shop.gateway).await?;
    shop.gateway.envoy()?.close_listeners().await?;
    shop.gateway.stop_envoy().await?;
    all_come_back(&shop, clients).await
}

/// Their streams are cut when the Envoy before ends.
#[tokio::test(flavor = "multi_thread")]
async fn clients_come_back_after_a_hot_restart() -> Result<()> {
    let mut gateway = Gateway::new()?;
    let mut epochs = Epochs::begin(&mut gateway, "6")?;
    let mut shop = Shop::open_at(gateway, 2, &[]).await?;
    let clients = Client::all(&shop).await?;
    let mut first = shop.gateway.take_envoy()?;
    let _second = epochs.next(&first)?;
    first.until_ended().await?;
    all_come_back(&shop, clients).await
}

/// Those that try again are told of the next change, the others say that they are closed.
async fn all_come_back(shop: &Shop, clients: Vec<Client>) -> Result<()> {
    // Long enough for those that try again.
    sleep(Duration::from_secs(5)).await;
    let (mut closed, mut errors, mut back) = (Vec::new(), Vec::new(), Vec::new());
    for mut client in clients {
        match client.asked().await {
            Ok(_) => back.push(client),
            Err(error) => {
                closed.push(client.name().to_owned());
                errors.push(error);
            }
        }
    }
    // This transport of Python's does not connect again, and says so.
    let sse = ["mcp", "fastmcp"].map(|package| format!("python/changes.py {package} sse"));
    assert_eq!(closed, sse, "{errors:?}");
    until_streams(shop, back.len()).await?;
    shop.change(&with_tool("One")).await?;
    for client in &mut back {
        let seen = client.told().await?;
        let tools = owned(&["ask", "more", "wait"]);
        assert_eq!((seen.changed, seen.tools), (1, tools), "{}", client.name());
    }
    Ok(())
}

/// Longer than the pause between two comments that keep a stream alive.
#[tokio::test(flavor = "multi_thread")]
async fn calls_over_sse_may_take_long() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let session = shop.streamable("/shop").await?;
    let mut quiet = shop.listen(&session, &[]).await?;
    quiet.next().await?;
    let long = "- {name: long, http: {upstream: api, path: /slow/17000}}\n";
    shop.change(&[TOOLS, long].concat()).await?;
    let url = shop.gateway.url("/shop/sse");
    let mut calling = JoinSet::new();
    for mut client in [
        Script::npm(&url, "sse")?,
        Script::python(&url, "mcp", "sse")?,
        Script::python(&url, "fastmcp", "sse")?,
    ] {
        calling.spawn(async move {
            client.says().await?;
            let text = client.calls("long").await?;
            anyhow::Ok((client.name().to_owned(), text))
        });
    }
    while let Some(called) = calling.join_next().await {
        let (name, text) = called??;
        assert_eq!(text, r#"{"slept":17000}"#, "{name}");
    }
    // The change before the calls was one of all lists; nothing has happened since.
    for _ in 0..3 {
        quiet.next().await?;
    }
    quiet.assert_quiet(QUIET).await?;
    assert_eq!(quiet.comments.first().map(String::as_str), Some(""));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_sessions_of_one_program_get_their_own_answers() -> Result<()> {
    let shop = Shop::open(2, &[]).await?;
    let schema = "inputSchema: {type: object, properties: {n: {type: integer}}, required: [n]}";
    let own = format!("- {{name: own, {schema}, http: {{upstream: api, path: '/own/{{n}}'}}}}\n");
    shop.change(&[TOOLS, &own].concat()).await?;
    let tools = owned(&["ask", "own", "wait"]);
    wait::until("the tool is there", TOLD, async || {
        ensure!(shop.gateway.mcp("/shop").tool_names().await? == tools);
        Ok(())
    })
    .await?;
    let mut crowd = Command::new("node");
    crowd.arg(binary::repository().join("e2e/clients/node/crowd.mjs"));
    crowd.args([&shop.gateway.url("/shop/sse"), "200"]);
    let output = crowd.kill_on_drop(true).output().await?;
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "200\n",
        "{output:?}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_are_killed_in_the_middle_of_a_call_leave_nothing() -> Result<()> {
    let shop = Shop::open(1, &[]).await?;
    let url = shop.gateway.url("/shop/sse");
    let mut other = Script::npm(&url, "sse")?;
    other.says().await?;
    for mut client in [
        Script::npm(&url, "sse")?,
        Script::python(&url, "mcp", "sse")?,
        Script::python(&url, "fastmcp", "sse")?,
    ] {
        client.says().await?;
        client.begins("wait").await?;
        sleep(Duration::from_millis(300)).await;
        drop(client);
    }
    let bridge = &shop.gateway.bridges[0];
    wait::until("one session is left", TOLD, async || {
        let open = bridge
            .metric("portico_bridge_streams{kind=\"sse\"}")
            .await?;
        ensure!(open == 1, "{open} are open");
        Ok(())
    })
    .await?;
    assert_eq!(other.calls("wait").await?, r#"{"slept":1500}"#);
    assert_eq!(
        bridge
            .metric("portico_bridge_message_failures_total")
            .await?,
        0
    );
    shop.gateway
        .running_envoy()?
        .assert_filter_never_crashed()
        .await
}

/// Their `DELETE` is answered with 405, which they take, and their streams are gone.
#[tokio::test(flavor = "multi_thread")]
async fn clients_that_end_their_session_leave_nothing() -> Result<()> {
    let shop = Shop::open(1, &[]).await?;
    let clients = Client::all(&shop).await?;
    let envoy = shop.gateway.running_envoy()?;
    let name = "http.portico.downstream_rq_4xx";
    let refused = async || anyhow::Ok(envoy.stats(name).await?.get(name).copied());
    let before = refused().await?;
    for client in clients {
        client.ends().await?;
    }
    until_streams(&shop, 0).await?;
    assert!(refused().await? > before, "nobody sent DELETE");
    Ok(())
}
