//! Which flags `serve` starts with.

use super::{Arguments, Command};
use crate::config::Config;
use anyhow::{Result, bail};
use clap::Parser;

fn config(flags: &[&str]) -> Result<Config> {
    let serve = ["portico-control-plane", "serve", "--config-store=file:c"];
    let arguments = serve.iter().chain(flags);
    match Arguments::try_parse_from(arguments)?.command {
        Command::Serve(arguments) => (*arguments).into_config(),
        other => bail!("not serve: {other:?}"),
    }
}

fn refusal(flags: &[&str]) -> String {
    config(flags).err().map(|e| e.to_string()).unwrap()
}

#[test]
fn addresses_that_others_reach_need_a_word() {
    for listen in ["0.0.0.0:1", "[::]:1", "192.0.2.1:1"] {
        let admin = format!("--admin-listen={listen}");
        assert!(refusal(&[&admin]).contains("--insecure-admin"), "{listen}");
        config(&[&admin, "--insecure-admin"]).unwrap();
        let xds = format!("--xds-listen={listen}");
        assert!(refusal(&[&xds]).contains("--xds-client-ca"), "{listen}");
        config(&[&xds, "--insecure-xds"]).unwrap();
        config(&[&xds, "--xds-tokens=tokens"]).unwrap();
        // One word is not the other.
        assert!(refusal(&[&xds, "--insecure-admin"]).contains("--xds-listen"));
        assert!(refusal(&[&admin, "--insecure-xds"]).contains("--admin-listen"));
    }
    for listen in ["127.0.0.1:1", "127.1.2.3:1", "[::1]:1"] {
        let (admin, xds) = (
            format!("--admin-listen={listen}"),
            format!("--xds-listen={listen}"),
        );
        config(&[&admin, &xds]).unwrap();
    }
}

#[test]
fn nothing_is_open_or_trusted_by_default() {
    let admin = config(&[]).unwrap().admin;
    assert!(!admin.open_status);
    assert!(admin.listen.ip().is_loopback());
    let forwarded = [("x-forwarded-for", "203.0.113.7")];
    let forwarded = forwarded.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let client = |flags: &[&str], peer: &str| {
        let proxies = config(flags).unwrap().admin.trusted_proxies;
        let headers = forwarded.clone().into_iter().collect();
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    };
    assert_eq!(client(&[], "127.0.0.1"), "127.0.0.1");
    let trusted = ["--trusted-proxy=10.0.0.0/8", "--trusted-proxy=127.0.0.1"];
    assert_eq!(client(&trusted, "127.0.0.1"), "203.0.113.7");
    assert_eq!(client(&trusted, "10.9.9.9"), "203.0.113.7");
    assert_eq!(client(&trusted, "192.0.2.1"), "192.0.2.1");
    config(&["--trusted-proxy=everyone"]).unwrap_err();
}
