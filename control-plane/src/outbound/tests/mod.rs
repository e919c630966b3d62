//! Requests to servers of this test.

mod probe;

use super::*;
use bytes::Bytes;
use hyper::StatusCode;
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

const LARGEST: usize = 1000;

const LIMITS: Limits = Limits {
    begin: Duration::from_secs(20),
    pause: Duration::from_secs(20),
    whole: Duration::from_secs(20),
    size: LARGEST,
};

/// A server that sends these pieces, with pauses between, to each connection, then closes it.
struct Server {
    port: u16,
    connections: Arc<AtomicUsize>,
    /// Tells when a client closed its side.
    closed: mpsc::UnboundedReceiver<()>,
}

async fn serve(pieces: Vec<String>, pause: Duration) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let (tell, closed) = mpsc::unbounded_channel();
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            let (pieces, tell) = (pieces.clone(), tell.clone());
            tokio::spawn(async move {
                send(&mut stream, &pieces, pause).await;
                let mut rest = [0; 64];
                while stream.read(&mut rest).await.is_ok_and(|count| count > 0) {}
                let _ = tell.send(());
            });
        }
    });
    Server {
        port,
        connections,
        closed,
    }
}

async fn send(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    pieces: &[String],
    pause: Duration,
) {
    let mut request = [0; 4096];
    let _ = stream.read(&mut request).await;
    for piece in pieces {
        if stream.write_all(piece.as_bytes()).await.is_err() {
            return;
        }
        let _ = stream.flush().await;
        sleep(pause).await;
    }
    let _ = stream.shutdown().await;
}

fn answer(body: &str) -> Vec<String> {
    let size = body.len();
    vec![format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n{body}"
    )]
}

fn client(policy: Policy) -> Client {
    Client::new(Trust::none(), policy)
}

fn allowing(rule: &str) -> Policy {
    Policy::Public(Allowed::new(vec![AllowRule::parse(rule).unwrap()]))
}

async fn get(client: &Client, url: &str, limits: Limits) -> Result<Whole, OutboundError> {
    let target = Target::parse(url).unwrap();
    client.send(&target, Outgoing::default(), limits).await
}

#[tokio::test]
async fn the_inside_is_reached_only_where_it_is_allowed() {
    let server = serve(answer("hello"), Duration::ZERO).await;
    let public = client(Policy::Public(Allowed::default()));
    let port = server.port;
    let urls = [
        format!("http://127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        // As resolvers read it, another way to write the same address.
        format!("http://2130706433:{port}/"),
        format!("http://0x7f.1:{port}/"),
        format!("http://0.0.0.0:{port}/"),
    ];
    for url in &urls {
        let error = get(&public, url, LIMITS).await.unwrap_err();
        assert!(
            matches!(
                error,
                OutboundError::Refused { .. } | OutboundError::Unknown { .. }
            ),
            "{url}: {error}"
        );
    }
    assert_eq!(server.connections.load(Ordering::SeqCst), 0);
    for (rule, url) in [
        ("127.0.0.0/8", &urls[0]),
        ("localhost", &urls[1]),
        ("127.0.0.1", &urls[2]),
    ] {
        let whole = get(&client(allowing(rule)), url, LIMITS).await.unwrap();
        assert_eq!(whole.body, "hello", "{rule}");
    }
    let other = get(&client(allowing("10.0.0.0/8")), &urls[0], LIMITS).await;
    let said = other.unwrap_err().to_string();
    assert!(
        said.contains("127.0.0.1") && said.contains("--outbound-allow"),
        "{said}"
    );
    assert!(get(&client(Policy::Any), &urls[0], LIMITS).await.is_ok());
}

#[tokio::test]
async fn secrets_do_not_cross_the_internet_in_clear() {
    let outgoing = Outgoing {
        is_secret: true,
        ..Outgoing::default()
    };
    let any = client(Policy::Any);
    let target = Target::parse("http://1.1.1.1/").unwrap();
    let error = any.send(&target, outgoing.clone(), LIMITS).await;
    assert_eq!(error.unwrap_err(), OutboundError::InClear("1.1.1.1".into()));
    let server = serve(answer("hello"), Duration::ZERO).await;
    let target = Target::parse(&format!("http://127.0.0.1:{}/", server.port)).unwrap();
    assert!(any.send(&target, outgoing, LIMITS).await.is_ok());
}

#[tokio::test]
async fn redirects_are_for_the_caller_and_judged_again() {
    let inside = serve(answer("secret"), Duration::ZERO).await;
    let location = format!("http://127.0.0.1:{}/", inside.port);
    let redirect =
        format!("HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
    let outside = serve(vec![redirect], Duration::ZERO).await;
    // This name stands for an outside one.
    let client = client(allowing("localhost"));
    let from = Target::parse(&format!("http://localhost:{}/a", outside.port)).unwrap();
    let whole = client
        .send(&from, Outgoing::default(), LIMITS)
        .await
        .unwrap();
    let next = from.join(whole.location().unwrap()).unwrap();
    assert_eq!(next.to_string(), location);
    let refused = client.send(&next, Outgoing::default(), LIMITS).await;
    assert!(matches!(refused, Err(OutboundError::Refused { .. })));
    assert_eq!(inside.connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn bodies_come_in_pieces_as_they_are_sent() {
    let pieces = [
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        "5\r\nfirst\r\n",
        "6\r\nsecond\r\n",
        "0\r\n\r\n",
    ];
    let pause = Duration::from_millis(50);
    let server = serve(pieces.map(str::to_owned).into(), pause).await;
    let target = Target::parse(&format!("http://127.0.0.1:{}/", server.port)).unwrap();
    let client = client(Policy::Any);
    let opened = client.open(&target, Outgoing::default(), LIMITS);
    let mut answer = opened.await.unwrap();
    assert_eq!(answer.status, StatusCode::OK);
    let mut came = Vec::new();
    while let Some(piece) = answer.body.next().await.unwrap() {
        came.push(piece);
    }
    assert_eq!(came, [Bytes::from("first"), Bytes::from("second")]);
}

#[tokio::test]
async fn who_drops_the_answer_closes_the_connection() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nsome";
    let mut server = serve(vec![head.to_owned()], Duration::ZERO).await;
    let target = Target::parse(&format!("http://127.0.0.1:{}/", server.port)).unwrap();
    let client = client(Policy::Any);
    let opened = client.open(&target, Outgoing::default(), LIMITS);
    let mut answer = opened.await.unwrap();
    answer.body.next().await.unwrap();
    drop(answer);
    server.closed.recv().await.unwrap();
}

#[tokio::test]
async fn nobody_is_waited_for_without_end() {
    let short = Duration::from_millis(100);
    let long = Duration::from_secs(60);
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n";
    let table = [
        (
            vec![],
            Limits {
                begin: short,
                ..LIMITS
            },
        ),
        (
            vec![],
            Limits {
                whole: short,
                ..LIMITS
            },
        ),
        (
            vec![head],
            Limits {
                pause: short,
                ..LIMITS
            },
        ),
        (
            vec![head, "x"],
            Limits {
                pause: short,
                ..LIMITS
            },
        ),
        (
            vec![head],
            Limits {
                whole: short,
                ..LIMITS
            },
        ),
    ];
    for (pieces, limits) in table {
        let mut pieces: Vec<String> = pieces.into_iter().map(str::to_owned).collect();
        if pieces.is_empty() {
            pieces.push(String::new());
        }
        let server = serve(pieces, long).await;
        let url = format!("http://127.0.0.1:{}/", server.port);
        let error = get(&client(Policy::Any), &url, limits).await.unwrap_err();
        assert_eq!(error, OutboundError::Slow(short));
    }
}

#[tokio::test]
async fn what_breaks_off_or_grows_too_large_is_an_error() {
    let any = client(Policy::Any);
    let at = |server: &Server| format!("http://127.0.0.1:{}/", server.port);
    let server = serve(answer(&"x".repeat(LARGEST)), Duration::ZERO).await;
    assert!(get(&any, &at(&server), LIMITS).await.is_ok());
    let server = serve(answer(&"x".repeat(LARGEST + 1)), Duration::ZERO).await;
    let error = get(&any, &at(&server), LIMITS).await.unwrap_err();
    assert_eq!(error, OutboundError::TooLarge(LARGEST));
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nsome";
    let server = serve(vec![head.to_owned()], Duration::ZERO).await;
    let error = get(&any, &at(&server), LIMITS).await.unwrap_err();
    assert!(matches!(error, OutboundError::Broken(_)), "{error}");
    let server = serve(vec!["nonsense\r\n\r\n".to_owned()], Duration::ZERO).await;
    let error = get(&any, &at(&server), LIMITS).await.unwrap_err();
    assert!(matches!(error, OutboundError::Broken(_)), "{error}");
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let error = get(&any, &url, LIMITS).await.unwrap_err();
    assert!(matches!(error, OutboundError::Connect { .. }), "{error}");
    let error = get(&any, "http://no-such-host.invalid/", LIMITS)
        .await
        .unwrap_err();
    assert!(matches!(error, OutboundError::Unknown { .. }), "{error}");
}

fn certificate() -> CertifiedKey<KeyPair> {
    generate_simple_self_signed(["localhost".to_owned()]).unwrap()
}

/// Gives each connection this answer, by TLS; its port.
async fn serve_tls(own: &CertifiedKey<KeyPair>, pieces: Vec<String>) -> u16 {
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
            if let Ok(mut stream) = acceptor.accept(stream).await {
                send(&mut stream, &pieces, Duration::ZERO).await;
            }
        }
    });
    port
}

#[tokio::test]
async fn speaks_tls_with_those_it_trusts() {
    let (own, other) = (certificate(), certificate());
    let port = serve_tls(&own, answer("{}")).await;
    let trusting = |certificate: &CertifiedKey<KeyPair>| {
        let directory = TempDir::new().unwrap();
        let file = directory.path().join("ca.pem");
        std::fs::write(&file, certificate.cert.pem()).unwrap();
        Client::new(Trust::in_file(&file).unwrap(), Policy::Any)
    };
    let url = format!("https://localhost:{port}/x");
    let whole = get(&trusting(&own), &url, LIMITS).await.unwrap();
    assert_eq!(
        (whole.status, whole.body),
        (StatusCode::OK, Bytes::from("{}"))
    );
    let error = get(&trusting(&other), &url, LIMITS).await.unwrap_err();
    assert!(matches!(error, OutboundError::Connect { .. }), "{error}");
    // The certificate is of a name, not of this address.
    let url = format!("https://127.0.0.1:{port}/x");
    assert!(get(&trusting(&own), &url, LIMITS).await.is_err());
    let error = get(&client(Policy::Any), &url, LIMITS).await.unwrap_err();
    assert!(error.to_string().contains("no CA certificates"), "{error}");
}

#[test]
fn certificates_are_needed() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("ca.pem");
    assert!(Trust::in_file(&file).is_err());
    std::fs::write(&file, "nothing").unwrap();
    assert!(Trust::in_file(&file).is_err());
}
