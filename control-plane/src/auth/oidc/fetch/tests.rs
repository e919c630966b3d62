//! Requests to a server of this test.

use super::*;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

fn certificate() -> CertifiedKey<rcgen::KeyPair> {
    generate_simple_self_signed(["localhost".to_owned()]).unwrap()
}

/// Gives each connection this answer, by TLS; its port.
async fn serve(own: &CertifiedKey<rcgen::KeyPair>, answer: String) -> u16 {
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Who does not trust the certificate is gone here.
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = [0; 1024];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    port
}

/// What a fetcher that trusts `trusted` gets from the port.
async fn get(
    trusted: &CertifiedKey<rcgen::KeyPair>,
    host: &str,
    port: u16,
) -> Result<Fetched, OidcError> {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("ca.pem");
    std::fs::write(&file, trusted.cert.pem()).unwrap();
    let url = Endpoint::parse(&format!("https://{host}:{port}/x")).unwrap();
    let ask = Ask {
        url: &url,
        authorization: None,
        form: None,
    };
    Fetcher::trusting(&file).unwrap().send(ask).await
}

#[tokio::test]
async fn speaks_tls_with_those_it_trusts() {
    let (own, other) = (certificate(), certificate());
    let answer = "HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}";
    let port = serve(&own, answer.to_owned()).await;
    let fetched = get(&own, "localhost", port).await.unwrap();
    assert_eq!(fetched.status, StatusCode::CREATED);
    assert_eq!(fetched.body, "{}");
    assert!(get(&other, "localhost", port).await.is_err());
    // The certificate is of a name, not of this address.
    assert!(get(&own, "127.0.0.1", port).await.is_err());
}

#[tokio::test]
async fn answers_have_a_largest_size() {
    let own = certificate();
    let answer = |size: usize| {
        let body = "x".repeat(size);
        format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n{body}")
    };
    let port = serve(&own, answer(LARGEST)).await;
    assert!(get(&own, "localhost", port).await.is_ok());
    let port = serve(&own, answer(LARGEST + 1)).await;
    assert!(get(&own, "localhost", port).await.is_err());
}

#[test]
fn certificates_are_needed() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("ca.pem");
    assert!(Fetcher::trusting(&file).is_err());
    std::fs::write(&file, "nothing").unwrap();
    assert!(Fetcher::trusting(&file).is_err());
}
