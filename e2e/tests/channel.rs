//! Envoys and bridges that connect by mTLS and a token, and those that have the wrong ones.

use anyhow::{Context, Result, ensure};
use portico_e2e::{
    binary,
    bridge::Bridge,
    envoy::Envoy,
    gateway::{FILTER_STREAMS, Gateway, NODE},
    wait,
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use std::{fs, path::Path, time::Duration};

/// The control plane's name in `envoy/bootstrap-mtls.yaml`.
const NAME: &str = "portico.internal";

const TOKEN: &str = "a-token-of-the-right-envoy";
const CONFIG: &str =
    "kind: Upstream\nname: u\nurl: http://127.0.0.1:1\n---\nkind: Server\nname: s\npath: /s\n";

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority(name: &str) -> Result<Authority> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    Ok(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?)
}

/// Writes `{file}.crt` and `{file}.key`.
fn issue(authority: &Authority, directory: &Path, file: &str) -> Result<()> {
    let key = KeyPair::generate()?;
    let names = [NAME, "127.0.0.1"].map(str::to_owned);
    let certificate = CertificateParams::new(names)?.signed_by(&key, authority)?;
    fs::write(directory.join(format!("{file}.crt")), certificate.pem())?;
    fs::write(directory.join(format!("{file}.key")), key.serialize_pem())?;
    Ok(())
}

/// The files of one Envoy, as the bootstrap names them, and that bootstrap.
fn envoy_files(directory: &Path, ca: &Authority, own: &Authority, token: &str) -> Result<String> {
    fs::create_dir(directory)?;
    fs::write(directory.join("ca.crt"), ca.pem())?;
    issue(own, directory, "envoy")?;
    fs::write(directory.join("token"), token)?;
    let bootstrap = fs::read_to_string(binary::repository().join("envoy/bootstrap-mtls.yaml"))
        .context("envoy/bootstrap-mtls.yaml")?;
    Ok(bootstrap.replace("/etc/portico", &directory.display().to_string()))
}

/// A gateway whose control plane wants to know its clients, and runs: its CA and another one.
async fn secured() -> Result<(Gateway, Authority, Authority)> {
    let mut gateway = Gateway::new()?;
    gateway.write("config.yaml", CONFIG)?;
    let directory = gateway.directory().to_owned();
    let (ca, stranger) = (authority("ours")?, authority("another")?);
    issue(&ca, &directory, "portico")?;
    fs::write(directory.join("ca.crt"), ca.pem())?;
    fs::write(directory.join("tokens"), format!("right {TOKEN}\n"))?;
    let file = |name: &str| directory.join(name).display().to_string();
    gateway.control_plane.add_flags([
        "--xds-tls-cert",
        &file("portico.crt"),
        "--xds-tls-key",
        &file("portico.key"),
        "--xds-client-ca",
        &file("ca.crt"),
        "--xds-tokens",
        &file("tokens"),
    ]);
    gateway.control_plane.start().await?;
    Ok((gateway, ca, stranger))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_with_certificate_and_token_are_served() -> Result<()> {
    let (mut gateway, ca, stranger) = secured().await?;
    let directory = gateway.directory().to_owned();
    let right = envoy_files(&directory.join("right"), &ca, &ca, TOKEN)?;
    gateway.start_envoy_with(&right)?;
    gateway.until_live().await?;

    let wrong = [
        ("certificate", &stranger, TOKEN, "invalid peer certificate"),
        (
            "token",
            &ca,
            "a-token-of-somebody-else",
            "the token is unknown",
        ),
    ];
    for (name, own, token, reason) in wrong {
        let directory = directory.join(name);
        let bootstrap = envoy_files(&directory, &ca, own, token)?;
        let ports = [(18_000, gateway.control_plane.xds_port())];
        let _envoy = Envoy::start(&directory, name, &bootstrap, &ports)?;
        let status = gateway.control_plane.until("it is turned away", |status| {
            let mut refused = status.refused.iter();
            ensure!(
                refused.any(|refused| refused.reason.starts_with(reason)),
                "not yet"
            );
            Ok(())
        });
        let nodes: Vec<String> = status
            .await?
            .nodes
            .into_iter()
            .map(|node| node.id)
            .collect();
        ensure!(nodes == [NODE], "{name}: {nodes:?} are connected");
    }
    // Taken away while the streams are open, and given back.
    let others = format!("other {}\n", TOKEN.replace("right", "other"));
    fs::write(directory.join("tokens"), others)?;
    until_connected(&mut gateway, 0).await?;
    fs::write(directory.join("tokens"), format!("right {TOKEN}\n"))?;
    until_connected(&mut gateway, 1).await?;
    fs::write(directory.join("ca.crt"), stranger.pem())?;
    until_connected(&mut gateway, 0).await?;
    fs::write(directory.join("ca.crt"), ca.pem())?;
    until_connected(&mut gateway, 1).await
}

/// Waits until so many Envoys are connected, with all their streams.
async fn until_connected(gateway: &mut Gateway, count: usize) -> Result<()> {
    let what = format!("{count} Envoys are connected");
    let status = gateway.control_plane.until(&what, |status| {
        let whole = |streams: usize| streams == FILTER_STREAMS + 1;
        let (nodes, mut streams) = (
            &status.nodes,
            status.nodes.iter().map(|it| it.streams.len()),
        );
        ensure!(nodes.len() == count && streams.all(whole), "not yet");
        Ok(())
    });
    status.await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bridge_needs_certificate_and_token_as_well() -> Result<()> {
    let (mut gateway, ca, stranger) = secured().await?;
    let directory = gateway.directory().to_owned();
    issue(&ca, &directory, "bridge")?;
    issue(&stranger, &directory, "stranger")?;
    fs::write(directory.join("stranger-ca.crt"), stranger.pem())?;
    let file = |name: &str| directory.join(name).display().to_string();
    fs::write(directory.join("token"), TOKEN)?;
    fs::write(directory.join("wrong"), "a-token-of-somebody-else")?;
    let url = format!("https://127.0.0.1:{}", gateway.control_plane.xds_port());
    let bridge = |number, ca: &str, identity: &str, token: &str| {
        let arguments = [
            ("--control-plane-ca", file(ca)),
            ("--control-plane-cert", file(&format!("{identity}.crt"))),
            ("--control-plane-key", file(&format!("{identity}.key"))),
            ("--control-plane-token", file(token)),
        ];
        let arguments = arguments.into_iter();
        let arguments: Vec<String> = arguments.flat_map(|(flag, it)| [flag.into(), it]).collect();
        Bridge::new(&directory, number, "127.0.0.1:1", &url, &arguments)
    };
    let mut stranger = bridge(1, "ca.crt", "stranger", "token")?;
    let mut wrong = bridge(2, "ca.crt", "bridge", "wrong")?;
    // This one does not believe the control plane.
    let mut unbelieving = bridge(3, "stranger-ca.crt", "bridge", "token")?;
    for bridge in [&mut stranger, &mut wrong, &mut unbelieving] {
        bridge.launch()?;
    }
    for reason in ["invalid peer certificate", "the token is unknown"] {
        let turned_away = gateway.control_plane.until(reason, |status| {
            let mut refused = status.refused.iter();
            ensure!(refused.any(|it| it.reason.starts_with(reason)), "not yet");
            Ok(())
        });
        ensure!(turned_away.await?.nodes.is_empty(), "somebody is let in");
    }
    wait::until("it says why", Duration::from_secs(60), async || {
        let log = unbelieving.process()?.log();
        ensure!(log.contains("UnknownIssuer"), "{log}");
        Ok(())
    })
    .await?;
    for bridge in [&stranger, &wrong, &unbelieving] {
        assert_eq!(bridge.admin("/readyz").await?.status, 503);
    }
    // The files are read again for each attempt.
    fs::write(directory.join("wrong"), format!("{TOKEN}\n"))?;
    wrong.until_ready().await?;
    bridge(4, "ca.crt", "bridge", "token")?.start().await?;
    Ok(())
}
