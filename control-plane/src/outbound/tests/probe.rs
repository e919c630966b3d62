//! How far a probe comes.

use super::*;

/// What a probe tells: each step and whether it succeeded, and the status.
async fn probed(
    client: &Client,
    url: &str,
    server_name: Option<&str>,
) -> (Vec<(ProbeStep, bool)>, Option<u16>) {
    let target = Target::parse(url).unwrap();
    let patience = Duration::from_secs(20);
    let probe = client.probe(&target, server_name, patience).await;
    let steps = probe.steps.iter();
    let steps = steps.map(|step| (step.step, step.outcome.is_ok()));
    (steps.collect(), probe.status.map(|status| status.as_u16()))
}

#[tokio::test]
async fn a_probe_tells_how_far_it_came() {
    use ProbeStep::{Connect, Request, Resolve, Tls};
    let any = client(Policy::Any);
    let server = serve(answer("hello"), Duration::ZERO).await;
    let url = format!("http://127.0.0.1:{}/v1", server.port);
    let whole = vec![(Resolve, true), (Connect, true), (Request, true)];
    assert_eq!(probed(&any, &url, None).await, (whole, Some(200)));
    let public = client(Policy::Public(Allowed::default()));
    let refused = (vec![(Resolve, false)], None);
    assert_eq!(probed(&public, &url, None).await, refused);
    let server = serve(vec!["nonsense\r\n\r\n".to_owned()], Duration::ZERO).await;
    let url = format!("http://127.0.0.1:{}/", server.port);
    let steps = vec![(Resolve, true), (Connect, true), (Request, false)];
    assert_eq!(probed(&any, &url, None).await, (steps, None));
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let steps = vec![(Resolve, true), (Connect, false)];
    assert_eq!(probed(&any, &url, None).await, (steps, None));

    let own = certificate();
    let port = serve_tls(&own, answer("{}")).await;
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("ca.pem");
    std::fs::write(&file, own.cert.pem()).unwrap();
    let trusting = Client::new(Trust::in_file(&file).unwrap(), Policy::Any);
    let url = format!("https://127.0.0.1:{port}/");
    // The certificate is of a name, not of this address.
    let steps = vec![(Resolve, true), (Connect, true), (Tls, false)];
    assert_eq!(probed(&trusting, &url, None).await, (steps, None));
    let steps = [Resolve, Connect, Tls, Request].map(|step| (step, true));
    let named = probed(&trusting, &url, Some("localhost")).await;
    assert_eq!(named, (steps.into(), Some(200)));
}

#[tokio::test]
async fn a_probe_ends_in_time() {
    let server = serve(vec![String::new()], Duration::from_secs(60)).await;
    let target = Target::parse(&format!("http://127.0.0.1:{}/", server.port)).unwrap();
    let patience = Duration::from_millis(100);
    let probe = client(Policy::Any).probe(&target, None, patience).await;
    let last = probe.steps.last().unwrap();
    assert_eq!(last.step, ProbeStep::Request);
    assert_eq!(last.outcome, Err(OutboundError::Slow(patience)));
}
