//! The same call over Streamable HTTP and over HTTP+SSE, one after the other.

use super::super::cpu::Clock;
use super::stage::Stage;
use crate::ui;
use anyhow::{Context, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

const CALL: &str = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"weather"}}"#;

/// Time for one answer.
const LIMIT: Duration = Duration::from_secs(10);

/// A connection that is kept.
type Connection = BufReader<TcpStream>;

/// Measures both and prints what a call takes and costs.
pub(super) fn measure(stage: &Stage, calls: u32) -> anyhow::Result<()> {
    ui::line(
        "\n| a call | ms, median | CPU of Envoy, µs | CPU of the bridge, µs |\n|---|---|---|---|",
    );
    let mut posts = connect(stage.gateway())?;
    run("over /mcp", stage, calls, || {
        post(&mut posts, "/bench/mcp", CALL, 200)
    })?;
    let mut stream = connect(stage.gateway())?;
    let head = "GET /bench/sse HTTP/1.1\r\nhost: bench\r\naccept: text/event-stream\r\n\r\n";
    stream.get_mut().write_all(head.as_bytes())?;
    let endpoint = data_of(&mut stream, "/bench/message")?;
    let initialize = r#"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bench","version":"0"}}}"#;
    post(&mut posts, &endpoint, initialize, 202)?;
    data_of(&mut stream, "protocolVersion")?;
    let ready = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    post(&mut posts, &endpoint, ready, 202)?;
    run("over HTTP+SSE", stage, calls, || {
        post(&mut posts, &endpoint, CALL, 202)?;
        data_of(&mut stream, "celsius").map(drop)
    })
}

fn run(
    what: &str,
    stage: &Stage,
    calls: u32,
    mut call: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for _ in 0..100 {
        call()?;
    }
    let clock = Clock::new()?;
    let used = || {
        anyhow::Ok([
            clock.used_by(stage.envoy())?,
            clock.used_by(stage.bridge())?,
        ])
    };
    let before = used()?;
    let mut times = Vec::new();
    for _ in 0..calls {
        let began = Instant::now();
        call()?;
        times.push(began.elapsed());
    }
    let after = used()?;
    times.sort_unstable();
    let median = times.get(times.len() / 2).context("no calls")?;
    let cost = before.iter().zip(after).map(|(before, after)| {
        after.saturating_sub(*before).as_secs_f64() * 1e6 / f64::from(calls)
    });
    let cost: Vec<String> = cost.map(|cost| format!("{cost:.0}")).collect();
    ui::line(format_args!(
        "| {what} | {:.2} | {} |",
        median.as_secs_f64() * 1e3,
        cost.join(" | ")
    ));
    Ok(())
}

fn connect(gateway: SocketAddr) -> anyhow::Result<Connection> {
    let connection = TcpStream::connect_timeout(&gateway, LIMIT)?;
    connection.set_nodelay(true)?;
    connection.set_read_timeout(Some(LIMIT))?;
    Ok(BufReader::new(connection))
}

/// POSTs a message and reads the whole answer, which must have this status.
fn post(connection: &mut Connection, path: &str, body: &str, status: u16) -> anyhow::Result<()> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    connection.get_mut().write_all(request.as_bytes())?;
    let first = line(connection)?;
    ensure!(first.starts_with(&format!("HTTP/1.1 {status}")), "{first}");
    let mut length = 0;
    loop {
        let header = line(connection)?;
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length: ") {
            length = value.parse()?;
        }
    }
    let mut answer = vec![0; length];
    connection.read_exact(&mut answer)?;
    Ok(())
}

/// The next data of an event that contains `wanted`.
fn data_of(stream: &mut Connection, wanted: &str) -> anyhow::Result<String> {
    loop {
        let line = line(stream)?;
        if let Some(data) = line
            .strip_prefix("data: ")
            .filter(|data| data.contains(wanted))
        {
            return Ok(data.to_owned());
        }
    }
}

fn line(connection: &mut Connection) -> anyhow::Result<String> {
    let mut line = String::new();
    ensure!(
        connection.read_line(&mut line)? > 0,
        "the connection was closed"
    );
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
