//! The upstream: an nginx that answers from its configuration and from files.

use super::tool;
use crate::process::{self, Child, free_port};
use anyhow::Context;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

/// Starts it and waits until it listens.
/// `lists` are the lengths of the lists of tools that it serves.
pub(crate) fn start(lists: &[usize]) -> anyhow::Result<(Child, SocketAddr)> {
    let address = free_port(0)?;
    let folder = super::folder()?.join("nginx");
    fs::create_dir_all(folder.join("files"))?;
    fs::write(folder.join("files/report"), tool::report())?;
    for count in lists {
        fs::write(folder.join(format!("files/{count}")), tool::list(*count))?;
    }
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
  sendfile on;
  tcp_nopush on;
  open_file_cache max=100;
  server {{
    listen {address};
    location /v1/weather/ {{ return 200 '{weather}'; }}
    location = /v1/orders {{ return 200 '{order}'; }}
    location = /v1/reports/2026 {{ alias {folder}/files/report; }}
    location /v1/lists/ {{ alias {folder}/files/; }}
  }}
}}
"#,
        folder = folder.display(),
        weather = tool::WEATHER,
        order = tool::order_answer("$content_type", "$content_length"),
    )
}
