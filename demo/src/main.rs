//! `portico-demo-api`: a bookshop with a REST API, to try Portico with. It keeps everything in
//! memory and starts with the same few books each time.

mod book;
mod failure;
mod order;
mod router;
mod shop;

use anyhow::Context;
use clap::Parser;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// The command line.
#[derive(Parser)]
#[command(name = "portico-demo-api", version, about)]
struct Options {
    /// Address to listen on.
    #[arg(long, env = "PORTICO_DEMO_LISTEN", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let options = Options::parse();
    let listener = TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("cannot listen on {}", options.listen))?;
    tracing::info!("bookshop API on http://{}", listener.local_addr()?);
    axum::serve(listener, router::router(shop::Shop::with_stock()))
        .await
        .context("serving stopped")
}
