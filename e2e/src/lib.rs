//! Real processes for Portico's end-to-end tests: Envoy, the control plane and upstreams, each on
//! free loopback ports in a directory of its own, ended when the value is dropped.
//!
//! A test says what it needs and nothing more:
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! let echo = portico_e2e::echo::Echo::start().await?;
//! let mut gateway = portico_e2e::gateway::Gateway::new()?;
//! gateway.write("echo.yaml", &format!("kind: Upstream\nname: echo\nurl: {}\n", echo.url()))?;
//! gateway.start().await?;
//! let answer = gateway.mcp("/echo").call_tool("ask", serde_json::json!({})).await?;
//! # Ok(()) }
//! ```

pub mod admin;
pub mod balancer;
pub mod binary;
pub mod bridge;
pub mod control_plane;
pub mod database;
pub mod demo;
pub mod echo;
pub mod envoy;
pub mod events;
pub mod fixture;
pub mod gateway;
pub mod http2;
pub mod identity_provider;
pub mod load;
pub mod mcp;
pub mod port;
pub mod process;
pub mod raw;
pub mod relay;
pub mod rogue;
pub mod script;
pub mod scripted_model;
pub mod status;
pub mod wait;
