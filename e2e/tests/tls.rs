//! Upstreams by https: the name that is asked for, and certificates that must not be believed.

use anyhow::Result;
use axum::serve::Listener;
use parking_lot::Mutex;
use portico_e2e::{
    echo::{self, Request},
    gateway::Gateway,
    mcp::text_of,
};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair,
};
use serde_json::json;
use std::{fs, net::SocketAddr, sync::Arc};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, rustls, server::TlsStream};

/// The only name in the server's certificate.
const NAME: &str = "books.test";

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Result<Self> {
        let mut params = CertificateParams::default();
        params
            .distinguished_name
            .push(DnType::CommonName, "test authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Ok(Self(CertifiedIssuer::self_signed(
            params,
            KeyPair::generate()?,
        )?))
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    /// A server certificate for [`NAME`] with its key.
    fn issue(&self) -> Result<(Certificate, KeyPair)> {
        let key = KeyPair::generate()?;
        let params = CertificateParams::new(vec![NAME.to_owned()])?;
        Ok((params.signed_by(&key, &self.0)?, key))
    }
}

/// Accepts TLS connections and notes which name each client asked for.
struct TlsListener {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
    names: Arc<Mutex<Vec<Option<String>>>>,
}

impl TlsListener {
    async fn bind(authority: &Authority) -> Result<Self> {
        let (certificate, key) = authority.issue()?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key.into())?;
        let tcp = TcpListener::bind("127.0.0.1:0").await?;
        Ok(Self {
            tcp,
            acceptor: TlsAcceptor::from(Arc::new(config)),
            names: Arc::default(),
        })
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((connection, address)) = self.tcp.accept().await else {
                continue;
            };
            // A client that does not believe the certificate ends the handshake.
            if let Ok(stream) = self.acceptor.accept(connection).await {
                let name = stream.get_ref().1.server_name().map(str::to_owned);
                self.names.lock().push(name);
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_and_names_are_verified() -> Result<()> {
    let (authority, stranger) = (Authority::new()?, Authority::new()?);
    let listener = TlsListener::bind(&authority).await?;
    let (address, names) = (listener.local_addr()?, Arc::clone(&listener.names));
    tokio::spawn(async move { axum::serve(listener, echo::router("tls")).await });

    let mut gateway = Gateway::new()?;
    let (trusted, other) = (
        gateway.directory().join("ca.pem"),
        gateway.directory().join("other.pem"),
    );
    fs::write(&trusted, authority.pem())?;
    fs::write(&other, stranger.pem())?;
    let mut yaml = String::new();
    let mut tools = String::new();
    for (upstream, ca, name) in [
        ("good", &trusted, NAME),
        ("wrong-name", &trusted, "other.test"),
        ("wrong-ca", &other, NAME),
    ] {
        let tls = format!("{{caFile: '{}', serverName: {name}}}", ca.display());
        yaml += &format!(
            "kind: Upstream\nname: {upstream}\nurl: https://{address}/v1\ntls: {tls}\n---\n"
        );
        tools += &format!("- {{name: {upstream}, http: {{upstream: {upstream}, path: /books}}}}\n");
    }
    gateway.write(
        "tls.yaml",
        &format!("{yaml}kind: Server\nname: tls\npath: /tls\ntools:\n{tools}"),
    )?;
    gateway.start().await?;
    let client = gateway.mcp("/tls");

    for refused in ["wrong-name", "wrong-ca"] {
        let result = client.call_tool(refused, json!({})).await?;
        assert_eq!(result["isError"], true, "{refused}: {result}");
        assert_eq!(
            text_of(&result)?,
            "The TLS handshake with the upstream failed."
        );
    }
    let echo = Request::of(&client.call_tool("good", json!({})).await?)?;
    assert_eq!(
        (echo.server.as_str(), echo.path.as_str()),
        ("tls", "/v1/books")
    );
    assert_eq!(echo.header("host"), Some(address.to_string().as_str()));
    let asked_for = names.lock().clone();
    assert!(
        asked_for.iter().all(|name| name.as_deref() == Some(NAME)),
        "{asked_for:?}"
    );
    assert!(!asked_for.is_empty());
    Ok(())
}
