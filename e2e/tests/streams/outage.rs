//! What becomes of streams, and of calls, when a part goes away.

use crate::shop::{PROMPTS, RESOURCES, Shop, TOOLS};
use anyhow::{Context, Result, ensure};
use portico_e2e::{echo::Request, events::Events, load::Load, mcp};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

const STREAMS: usize = 1_000;

/// Time in which all streams must be back.
const BACK: Duration = Duration::from_secs(30);

/// Opens streams by GET, as many at once as one client opens connections without being refused.
async fn open(shop: &Arc<Shop>, count: usize) -> Result<Vec<(String, Events)>> {
    let session = shop.streamable("/shop").await?;
    let mut opening = JoinSet::new();
    for number in 0..count {
        let shop = Arc::clone(shop);
        // A session id holds no more than its revision and something unique.
        let end = format!("{number:08}");
        let revision = session.rsplit_once('.').context("no id")?.0;
        let id = format!("{revision}.AAAAAAAAAAAA{end}AA");
        opening.spawn(async move {
            let stream = reopen(&shop, &id, None).await?;
            anyhow::Ok((id, stream))
        });
    }
    let mut streams = Vec::new();
    while let Some(stream) = opening.join_next().await {
        streams.push(stream??);
    }
    Ok(streams)
}

/// Opens a stream as clients do that come back: again and again until it is there.
async fn reopen(shop: &Shop, id: &str, last: Option<&str>) -> Result<Events> {
    let latest = Instant::now() + BACK;
    loop {
        let resume: Vec<_> = last
            .into_iter()
            .map(|last| ("last-event-id", last))
            .collect();
        let opened = match shop.listen(id, &resume).await {
            Ok(mut events) => events.next().await.map(|_| events),
            Err(error) => Err(error),
        };
        if opened.is_ok() || Instant::now() > latest {
            return opened;
        }
        sleep(Duration::from_millis(100)).await;
    }
}

fn calls(client: mcp::Client) -> Load {
    let client = Arc::new(client);
    Load::start(2, Duration::from_millis(10), move || {
        let client = Arc::clone(&client);
        async move {
            let result = client.call_tool("ask", json!({})).await?;
            Request::of(&result).map(drop)
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bridge_killed_with_a_thousand_streams() -> Result<()> {
    let mut shop = Arc::new(Shop::open(2, &["--max-streams-per-address", "5000"]).await?);
    let load = calls(shop.gateway.mcp("/shop"));
    let streams = open(&shop, STREAMS).await?;
    let held = shop.gateway.bridges[0]
        .metric("portico_bridge_streams{kind=\"get\"}")
        .await?;
    assert!((200..800).contains(&held), "one replica has {held}");
    let owned = Arc::get_mut(&mut shop).context("shared")?;
    owned.gateway.bridges[0].kill()?;
    let mut coming_back = JoinSet::new();
    for (id, mut events) in streams {
        let shop = Arc::clone(&shop);
        coming_back.spawn(async move {
            // Those of the other replica go on: they have nothing to say.
            match events.next_within(Duration::from_secs(4)).await {
                Err(error) if format!("{error:?}").contains("no event in time") => {
                    Ok((false, events))
                }
                _ => Ok::<_, anyhow::Error>((true, reopen(&shop, &id, None).await?)),
            }
        });
    }
    let (mut lost, mut open) = (0_u64, Vec::new());
    while let Some(back) = coming_back.join_next().await {
        let (was_lost, events) = back??;
        lost += u64::from(was_lost);
        open.push(events);
    }
    assert_eq!(lost, held);
    shop.write(&format!(
        "{TOOLS}- {{name: more, http: {{upstream: api, path: /m}}}}\n{PROMPTS}{RESOURCES}"
    ))?;
    for events in &mut open {
        assert_eq!(
            events.next().await?.method(),
            "notifications/tools/list_changed"
        );
    }
    load.stop().await?.assert_clean(100)?;
    shop.gateway
        .running_envoy()?
        .assert_filter_never_crashed()
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_outlive_the_control_plane() -> Result<()> {
    let mut shop = Shop::open(2, &[]).await?;
    let id = shop.streamable("/shop").await?;
    let mut events = shop.listen(&id, &[]).await?;
    events.next().await?;
    let mut session = shop.session("/shop", &[]).await?;
    session.initialize().await?;
    shop.gateway.control_plane.kill()?;
    let list = session.ask(1, "tools/list", json!({})).await?;
    assert_eq!(list["id"], 1);
    let mut late = shop.session("/shop", &[]).await?;
    late.initialize().await?;
    // It is back with the same configuration: nothing is announced.
    shop.gateway.control_plane.start().await?;
    shop.gateway.until_live().await?;
    let bridges = |status: &portico_e2e::status::Status| {
        let streams = status.nodes.iter().flat_map(|node| &node.streams);
        let back = streams.filter(|stream| stream.kind == "bridge" && stream.revision.is_some());
        let sent: Vec<u64> = back.map(|stream| stream.sent).collect();
        // They have said what they have, by version.
        ensure!(
            sent == [0, 0],
            "the bridges are not back, or were sent {sent:?}"
        );
        Ok(())
    };
    shop.gateway
        .control_plane
        .until("the bridges are back", bridges)
        .await?;
    for events in [&mut events, &mut session.events, &mut late.events] {
        events.assert_quiet(Duration::from_secs(1)).await?;
    }
    shop.write(&[TOOLS, RESOURCES].concat())?;
    for events in [&mut events, &mut session.events, &mut late.events] {
        let changed = events.next().await?;
        assert_eq!(changed.method(), "notifications/prompts/list_changed");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_come_back_after_envoy_was_restarted() -> Result<()> {
    let mut shop = Shop::open(2, &[]).await?;
    let id = shop.streamable("/shop").await?;
    let mut events = shop.listen(&id, &[]).await?;
    let last = events.next().await?.id.context("no id")?;
    shop.gateway.stop_envoy().await?;
    // However the connection ended: the client sees that it did.
    ensure!(!matches!(
        events.next_within(Duration::from_secs(60)).await,
        Ok(Some(_))
    ));
    shop.write(&[TOOLS, RESOURCES].concat())?;
    shop.gateway.start_envoy()?;
    shop.gateway.until_live().await?;
    let mut events = reopen(&shop, &id, Some(&last)).await?;
    assert_eq!(
        events.next().await?.method(),
        "notifications/prompts/list_changed"
    );
    Ok(())
}
