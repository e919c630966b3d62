//! Envoys that connect by mTLS and a token, and those that have the wrong ones.

use anyhow::{Context, Result, ensure};
use portico_e2e::{
    binary,
    envoy::Envoy,
    gateway::{FILTER_STREAMS, Gateway, NODE},
};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use std::{fs, path::Path};

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
    let certificate = CertificateParams::new(vec![NAME.to_owned()])?.signed_by(&key, authority)?;
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

#[tokio::test(flavor = "multi_thread")]
async fn only_those_with_certificate_and_token_are_served() -> Result<()> {
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
