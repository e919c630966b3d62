//! Files of the xDS address that change while clients are there.

use super::grant::{Certificates, Grant};
use super::reload::follow_files;
use super::settings::SecurityConfig;
use super::tls::TlsFiles;
use axum::http::HeaderValue;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::timeout;

/// Longer than files are not looked at.
const WAIT: Duration = Duration::from_secs(5);

const TOKENS: &str = "a aaaaaaaaaaaaaaaaaaaa\nb bbbbbbbbbbbbbbbbbbbb\n";

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate of `authority` and its key, both as PEM, and as a client shows it.
fn issue(authority: &Authority) -> (String, String, Certificates) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["portico.internal".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let shown = Certificates::from(vec![certificate.der().clone()]);
    (certificate.pem(), key.serialize_pem(), shown)
}

fn bearer(token: &str) -> HeaderValue {
    HeaderValue::try_from(format!("Bearer {token}")).unwrap()
}

fn path(directory: &TempDir, name: &str, content: &str) -> PathBuf {
    let path = directory.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn write(path: &Path, content: &str) {
    fs::write(path, content).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_taken_out_ends_what_it_let_in() {
    let directory = TempDir::new().unwrap();
    let tokens = path(&directory, "tokens", TOKENS);
    let config = SecurityConfig {
        tls: None,
        tokens: Some(tokens.clone()),
    };
    let (security, following) = follow_files(config).unwrap();
    tokio::spawn(following);
    let grant = |token: &str| Grant::new(security.clone(), Some(&bearer(token)), None);
    let (mut a, mut b) = (grant("aaaaaaaaaaaaaaaaaaaa"), grant("bbbbbbbbbbbbbbbbbbbb"));
    assert_eq!((a.refusal(), b.refusal()), (None, None));
    assert_eq!(
        grant("cccccccccccccccccccc").refusal(),
        Some("the token is unknown")
    );
    let nobody = Grant::new(security.clone(), None, None);
    assert_eq!(nobody.refusal(), Some("there is no token"));

    // What cannot be used changes nothing.
    write(&tokens, "short x\n");
    assert!(timeout(WAIT, a.revoked()).await.is_err());
    write(&tokens, "b bbbbbbbbbbbbbbbbbbbb\nc cccccccccccccccccccc\n");
    assert_eq!(
        timeout(WAIT, a.revoked()).await.unwrap(),
        "the token is unknown"
    );
    assert!(
        timeout(WAIT, b.revoked()).await.is_err(),
        "b is still there"
    );
    assert_eq!(grant("cccccccccccccccccccc").refusal(), None);
}

#[tokio::test(start_paused = true)]
async fn certificates_are_read_again_and_judged_again() {
    let directory = TempDir::new().unwrap();
    let (old, new) = (authority(), authority());
    let (certificate, key, _) = issue(&old);
    let files = TlsFiles {
        certificate: path(&directory, "crt", &certificate),
        key: path(&directory, "key", &key),
        client_ca: Some(path(&directory, "ca", &(old.pem() + &new.pem()))),
    };
    let config = SecurityConfig {
        tls: Some(files.clone()),
        tokens: None,
    };
    let (security, following) = follow_files(config).unwrap();
    tokio::spawn(following);
    let grant = |shown: &Certificates| Grant::new(security.clone(), None, Some(Arc::clone(shown)));
    let (of_old, of_new) = (issue(&old).2, issue(&new).2);
    let mut client = grant(&of_old);
    assert_eq!((client.refusal(), grant(&of_new).refusal()), (None, None));
    assert_eq!(
        grant(&issue(&authority()).2).refusal(),
        Some("the certificate is not accepted any more")
    );

    // A certificate without its key is half a change.
    let server = || Arc::as_ptr(security.borrow().tls.as_ref().unwrap());
    let before = server();
    let (certificate, key, _) = issue(&old);
    write(&files.certificate, &certificate);
    assert!(timeout(WAIT, client.revoked()).await.is_err());
    assert_eq!(server(), before);
    write(&files.key, &key);
    assert!(
        timeout(WAIT, client.revoked()).await.is_err(),
        "the client's own is as good as before"
    );
    assert_ne!(server(), before);

    write(files.client_ca.as_ref().unwrap(), &new.pem());
    let reason = timeout(WAIT, client.revoked()).await.unwrap();
    assert_eq!(reason, "the certificate is not accepted any more");
    assert_eq!(grant(&of_new).refusal(), None);
}
