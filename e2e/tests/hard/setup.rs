//! The gateway with its two upstreams, and checking a row.

use crate::outcome;
use crate::row::{Row, Table, Then, good, post};
use anyhow::{Context, Result, ensure};
use portico_e2e::{
    echo::Echo,
    gateway::Gateway,
    raw::{Answer, Connection},
    rogue::Rogue,
};
use std::collections::HashMap;

/// What a good call is answered with.
const GOOD: &str = "200 content: upstream gets GET /base/good";

/// The gateway and its upstreams.
pub(crate) struct Setup {
    pub(crate) gateway: Gateway,
    _echo: Echo,
    _rogue: Rogue,
}

impl Setup {
    /// Starts everything; `tables` hold what the rogue upstream does.
    pub(crate) async fn start(tables: &[Table]) -> Result<Self> {
        let mut scripts = HashMap::new();
        for row in tables.iter().flat_map(|table| &table.rows) {
            if let Some(acts) = &row.upstream {
                let former = scripts.insert(name_of(row.input), acts.clone());
                ensure!(former.is_none(), "two scripts of the name {}", row.input);
            }
        }
        let (echo, rogue) = (Echo::start().await?, Rogue::start(scripts).await?);
        let yaml = include_str!("config.yaml")
            .replace("ECHO_URL", &echo.url())
            .replace("ROGUE_URL", &rogue.url());
        Ok(Self {
            gateway: Gateway::with(&[("hard.yaml", &yaml)]).await?,
            _echo: echo,
            _rogue: rogue,
        })
    }

    /// `host:port` of the gateway.
    pub(crate) fn address(&self) -> String {
        self.gateway.url("").replace("http://", "")
    }

    /// Does what the row says and fails where the answers are not the expected ones, or where a
    /// good call is not served afterwards.
    pub(crate) async fn check(&self, row: &Row) -> Result<()> {
        let mut connection = Connection::open(&self.address()).await?;
        connection.act(&row.client).await;
        let (mut got, mut announced) = (Vec::new(), false);
        for _ in row.answers {
            let Some(answer) = connection.answer().await? else {
                break;
            };
            got.push(written(&answer)?);
            announced = answer.header("connection") == Some("close");
        }
        let then = match row.then {
            Then::Left => Then::Left,
            _ if connection.is_closed(announced).await? => Then::Closed,
            _ => Then::Open,
        };
        let is_expected = then == row.then || row.then == Then::Either;
        ensure!(
            got == row.answers && is_expected,
            "got {got:?} {then:?}, expected {:?} {:?}",
            row.answers,
            row.then
        );
        if then != Then::Open {
            drop(connection);
        } else {
            good_call(connection)
                .await
                .context("the next call on the same connection")?;
        }
        let fresh = Connection::open(&self.address()).await?;
        good_call(fresh)
            .await
            .context("the next call on a fresh connection")
    }
}

/// The answer in one line.
fn written(answer: &Answer) -> Result<String> {
    outcome::of(answer.status, answer.header("content-type"), &answer.body)
}

async fn good_call(mut connection: Connection) -> Result<()> {
    connection.act(&post(good())).await;
    let answer = connection.answer().await?.context("closed")?;
    let line = written(&answer)?;
    ensure!(line == GOOD, "{line}");
    Ok(())
}

/// The script that the upstream plays for this row, as a path segment.
pub(crate) fn name_of(input: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    input.chars().map(plain).collect()
}
