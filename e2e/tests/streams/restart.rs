//! Envoy is replaced while hundreds of streams are open: no call fails, every client comes back, and
//! who resumes misses nothing.

use crate::crowd::{Crowd, Kind, Seen};
use crate::shop::{PROMPTS, RESOURCES, Shop, TOOLS};
use anyhow::{Context, Result, ensure};
use portico_e2e::{
    balancer::Balancer,
    binary,
    bridge::Bridge,
    control_plane::ControlPlane,
    echo::Request,
    envoy::Envoy,
    gateway::{FILTER_STREAMS, Gateway},
    load::Load,
    mcp,
    port::Port,
    wait,
};
use serde_json::json;
use std::{fs, path::PathBuf, sync::Arc, time::Duration};
use tokio::time::sleep;

/// Seconds in which an Envoy that goes asks its clients to use other connections.
const DRAIN: &str = "4";

/// Time for that and for the calls that are under way then.
const GOES: Duration = Duration::from_secs(8);

/// How long clients that lost their streams stay away.
const AWAY: Duration = Duration::from_secs(1);

/// Time for filters to get their configuration, also on a machine that has other things to do.
const TIME: Duration = Duration::from_secs(120);

/// All kinds of streams, two hundred and forty in all.
const CLIENTS: [(Kind, usize); 3] = [(Kind::Get, 120), (Kind::Listen, 60), (Kind::Sse, 60)];

/// Calls without end: on connections that are kept, on new ones, on one of HTTP/2, and some that take
/// long.
struct Calls([Load; 4]);

impl Calls {
    fn start(gateway: &Gateway) -> Self {
        let url = gateway.url("/shop/mcp");
        let pause = Duration::from_millis(10);
        Self([
            load("ask", 4, pause, mcp::Client::new(url.as_str())),
            load("ask", 2, pause, mcp::Client::unpooled(url.as_str())),
            load("ask", 2, pause, mcp::Client::http2(url.as_str())),
            load("wait", 4, pause, mcp::Client::new(url)),
        ])
    }

    /// Ends them. None may have failed.
    async fn assert_clean(self) -> Result<()> {
        let least = [100, 50, 50, 8];
        for (load, least) in self.0.into_iter().zip(least) {
            load.stop().await?.assert_clean(least)?;
        }
        Ok(())
    }
}

fn load(tool: &'static str, tasks: usize, pause: Duration, client: mcp::Client) -> Load {
    let client = Arc::new(client);
    Load::start(tasks, pause, move || {
        let client = Arc::clone(&client);
        async move {
            let result = client.call_tool(tool, json!({})).await?;
            if tool == "ask" {
                return Request::of(&result).map(drop);
            }
            ensure!(mcp::text_of(&result)?.contains("slept"), "{result}");
            Ok(())
        }
    })
}

/// The shop with other tools or other prompts than it has at first.
fn changed(tools: bool, prompts: bool) -> String {
    let more = "- {name: more, http: {upstream: api, path: /more}}\n";
    let tools = if tools { more } else { "" };
    let name = if prompts { "meet" } else { "greet" };
    let prompts = PROMPTS.replace("greet", name);
    [TOOLS, tools, &prompts, RESOURCES].concat()
}

/// What clients see while an Envoy goes that holds so many of the streams; `end` ends it.
async fn one_goes(
    shop: &Shop,
    crowd: &Crowd,
    held: usize,
    end: impl Future<Output = Result<()>>,
) -> Result<()> {
    shop.write(&changed(true, false))?;
    let told = |count| move |seen: &Seen| seen.told_of("tools") == count;
    crowd.until("all are told while it goes", told(1)).await?;
    crowd.let_return(false);
    end.await?;
    let lost = crowd.until_lost(held).await?;
    // They are not here now.
    shop.write(&changed(true, true))?;
    sleep(AWAY).await;
    crowd.let_return(true);
    // A subscription is not resumed: who makes a new one asks for the lists.
    let resumes = |seen: &Seen| seen.kind != Kind::Listen || !lost.contains(&seen.number);
    let missed = |seen: &Seen| seen.told_of("prompts") == u64::from(resumes(seen));
    let streams = |seen: &Seen| seen.streams == 1 + u64::from(lost.contains(&seen.number));
    let back = |seen: &Seen| missed(seen) && streams(seen);
    crowd
        .until("who resumes is told what it missed", back)
        .await?;
    shop.write(&changed(false, true))?;
    crowd.until("all are told when it is gone", told(2)).await?;
    crowd
        .until("nobody is told twice", |seen| back(seen) && told(2)(seen))
        .await
}

async fn end(envoy: &mut Envoy) -> Result<()> {
    sleep(GOES).await;
    envoy.process().terminate()?;
    envoy.until_ended().await
}

/// Waits until exactly so many filters have the newest configuration.
async fn until_filters(control_plane: &ControlPlane, count: usize) -> Result<()> {
    wait::until("the filters have the configuration", TIME, async || {
        let status = control_plane.status().await?;
        let (all, up) = (
            status.filter_streams().count(),
            status.filters_at(status.revision),
        );
        ensure!((all, up) == (count, count), "{up} of {all}, not {count}");
        Ok(())
    })
    .await
}

async fn assert_no_message_failed(shop: &Shop) -> Result<()> {
    for bridge in &shop.gateway.bridges {
        let name = "portico_bridge_message_failures_total";
        assert_eq!(bridge.metric(name).await?, 0);
    }
    Ok(())
}

/// Envoys of which each takes the sockets of the one before.
pub(crate) struct Epochs {
    base_id: PathBuf,
    times: [&'static str; 4],
    last: u32,
}

impl Epochs {
    /// Lets the gateway's Envoy be the first of them. Each ends the one before after so many seconds.
    pub(crate) fn begin(gateway: &mut Gateway, shutdown: &'static str) -> Result<Self> {
        let base_id = gateway.directory().join("base-id");
        let file = base_id.to_str().context("no UTF-8")?;
        let own = ["--use-dynamic-base-id", "--base-id-path", file];
        let times = [
            "--drain-time-s",
            DRAIN,
            "--parent-shutdown-time-s",
            shutdown,
        ];
        gateway.set_envoy_flags(own.into_iter().chain(times));
        Ok(Self {
            base_id,
            times,
            last: 0,
        })
    }

    /// Starts the one after `envoy`, and returns at once.
    pub(crate) fn next(&mut self, envoy: &Envoy) -> Result<Envoy> {
        self.last += 1;
        let (id, epoch) = (fs::read_to_string(&self.base_id)?, self.last.to_string());
        let own = ["--base-id", id.trim(), "--restart-epoch", &epoch];
        envoy.start_successor(own.into_iter().chain(self.times))
    }
}

/// The next Envoy takes the sockets of the one before, which drains and ends.
#[tokio::test(flavor = "multi_thread")]
async fn a_hot_restart_fails_no_call_and_all_streams_come_back() -> Result<()> {
    let mut gateway = Gateway::new()?;
    let mut epochs = Epochs::begin(&mut gateway, "30")?;
    let mut shop = Shop::open_at(gateway, 2, &[]).await?;
    let mut first = shop.gateway.take_envoy()?;
    let shop = Arc::new(shop);
    let calls = Calls::start(&shop.gateway);
    let crowd = Crowd::connect(&shop, &CLIENTS).await?;

    let mut second = epochs.next(&first)?;
    until_filters(&shop.gateway.control_plane, 2 * FILTER_STREAMS).await?;
    second.until_live().await?;
    let all = CLIENTS.iter().map(|(_, count)| count).sum();
    one_goes(&shop, &crowd, all, first.until_ended()).await?;
    until_filters(&shop.gateway.control_plane, FILTER_STREAMS).await?;
    calls.assert_clean().await?;
    assert_no_message_failed(&shop).await?;
    second.assert_filter_never_crashed().await
}

/// As in Kubernetes: it says that it is not ready, drains, and is stopped then.
#[tokio::test(flavor = "multi_thread")]
async fn an_envoy_behind_a_balancer_goes_without_a_failed_call() -> Result<()> {
    let balancer = Balancer::start().await?;
    let mut gateway = Gateway::new()?;
    gateway.put_behind(balancer.address());
    let flags = ["--disable-hot-restart", "--drain-time-s", DRAIN];
    gateway.set_envoy_flags(flags);
    let mut shop = Shop::open_at(gateway, 2, &[]).await?;
    let mut first = shop.gateway.take_envoy()?;
    balancer.add(shop.gateway.listener(), first.admin_url("/ready"));
    let second = Second::start(&shop.gateway, flags).await?;
    let ready = second.envoy.admin_url("/ready");
    balancer.add(second.listener.address(), ready);
    balancer.until_ready(2).await?;
    let shop = Arc::new(shop);
    let calls = Calls::start(&shop.gateway);
    let crowd = Crowd::connect(&shop, &CLIENTS).await?;

    first.post_admin("/healthcheck/fail").await?;
    balancer.until_ready(1).await?;
    first.drain().await?;
    let name = "cluster.portico-bridge.upstream_rq_active";
    let held = first.stats(name).await?.get(name).copied();
    let held = usize::try_from(held.context("no bridge")?)?;
    assert!((60..=180).contains(&held), "it has {held} streams");
    one_goes(&shop, &crowd, held, end(&mut first)).await?;
    calls.assert_clean().await?;
    assert_no_message_failed(&shop).await?;
    second.envoy.assert_filter_never_crashed().await
}

/// An Envoy with the same configuration on a port of its own. All Envoys of a control plane listen on
/// the same port, so on one machine it needs a control plane of its own too.
struct Second {
    envoy: Envoy,
    listener: Port,
    _control_plane: ControlPlane,
}

impl Second {
    async fn start(gateway: &Gateway, flags: [&str; 3]) -> Result<Self> {
        let directory = gateway.directory().join("second");
        fs::create_dir(&directory)?;
        let listener = Port::free()?;
        let mut control_plane = ControlPlane::new(&directory, &listener.address())?;
        control_plane.set_store(format!("file:{}", gateway.config().display()));
        let bridges: Vec<String> = gateway.bridges.iter().map(Bridge::address).collect();
        control_plane.add_flags(["--bridge", &bridges.join(",")]);
        let data = format!("sqlite:{}", directory.join("data.db").display());
        control_plane.add_flags(["--data-store", &data]);
        control_plane.start().await?;
        let bootstrap = fs::read_to_string(binary::repository().join("envoy/bootstrap.yaml"))?;
        let ports = [(18_000, control_plane.xds_port())];
        let mut envoy = Envoy::start_with(&directory, "second", &bootstrap, &ports, flags)?;
        envoy.until_live().await?;
        until_filters(&control_plane, FILTER_STREAMS).await?;
        Ok(Self {
            envoy,
            listener,
            _control_plane: control_plane,
        })
    }
}
