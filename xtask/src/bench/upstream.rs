//! The upstream: an nginx that answers from memory.

use super::case;
use crate::process::{self, Child, free_port};
use anyhow::Context;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

/// Starts it and waits until it listens.
pub(super) fn start() -> anyhow::Result<(Child, SocketAddr)> {
    let address = free_port(0)?;
    let folder = super::folder()?.join("nginx");
    fs::create_dir_all(&folder)?;
    let config = folder.join("nginx.conf");
    fs::write(&config, configuration(address, &folder))
        .with_context(|| format!("cannot write {}", config.display()))?;
    let mut command = Command::new("nginx");
    command.arg("-p").arg(&folder).arg("-c").arg(&config);
    command.arg("-e").arg("stderr");
    let mut nginx = Child::start(&folder, "nginx", &mut command)?;
    process::wait_for_listener(address, std::slice::from_mut(&mut nginx))?;
    Ok((nginx, address))
}

fn configuration(address: SocketAddr, folder: &Path) -> String {
    let tools: Vec<_> = case::tools()
        .map(|(name, description, schema, _)| {
            format!(r#"{{"name":"{name}","description":"{description}","inputSchema":{schema}}}"#)
        })
        .collect();
    format!(
        r#"daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  default_type application/json;
  server {{
    listen {address};
    location /v1/weather/ {{ return 200 '{weather}'; }}
    location = /v1/tools {{ return 200 '{{"tools":[{tools}]}}'; }}
  }}
}}
"#,
        folder = folder.display(),
        weather = case::WEATHER,
        tools = tools.join(","),
    )
}
