//! Whether an address answers, told step by step.

use super::client::{Client, Outgoing};
use super::error::OutboundError;
use super::target::Target;
use hyper::StatusCode;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// What is done for an answer, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProbeStep {
    /// The host's name is resolved, and its addresses are judged.
    Resolve,
    /// A TCP connection is made.
    Connect,
    /// TLS is agreed upon, and the certificate is verified.
    Tls,
    /// A request is sent, and the head of its answer is awaited.
    Request,
}

/// A step that was done.
#[derive(Debug, Clone)]
pub struct ProbedStep {
    /// Which.
    pub step: ProbeStep,
    /// How long it took.
    pub took: Duration,
    /// What is to be told of it, or why it failed.
    pub outcome: Result<String, OutboundError>,
}

/// What came of asking an address. The last step may have failed; all before it have not.
#[derive(Debug, Clone, Default)]
pub struct Probe {
    /// The steps that were done.
    pub steps: Vec<ProbedStep>,
    /// The HTTP status of the answer; `None` if there is none.
    pub status: Option<StatusCode>,
}

impl Client {
    /// Sends one GET to the target and tells how far that comes within `patience`. The certificate
    /// has to be for `server_name`, or for the target's host where it is `None`. The body of the
    /// answer is not read, and redirects are not followed.
    pub async fn probe(
        &self,
        target: &Target,
        server_name: Option<&str>,
        patience: Duration,
    ) -> Probe {
        let mut attempt = Attempt {
            probe: Probe::default(),
            end: Instant::now() + patience,
            patience,
        };
        // Why it ended early is in the last step.
        let _ = attempt.run(self, target, server_name).await;
        attempt.probe
    }
}

struct Attempt {
    probe: Probe,
    end: Instant,
    patience: Duration,
}

/// The step that was tried last has failed.
struct Failed;

impl Attempt {
    async fn run(
        &mut self,
        client: &Client,
        target: &Target,
        server_name: Option<&str>,
    ) -> Result<(), Failed> {
        let found = client.resolve(target);
        let addresses = self.step(ProbeStep::Resolve, found, |addresses| {
            let mut ips: Vec<String> = addresses.iter().map(|a| a.ip().to_string()).collect();
            ips.dedup();
            ips.join(", ")
        });
        let addresses = addresses.await?;
        let connecting = client.connect(target, &addresses);
        let stream = self.step(ProbeStep::Connect, connecting, |stream| {
            let peer = stream.peer_addr();
            peer.map_or_else(|_| target.authority().to_owned(), |peer| peer.to_string())
        });
        let stream = stream.await?;
        let asking = Outgoing::default();
        let told = |head: &StatusCode| format!("GET {}: {head}", target.path_and_query());
        let status = if target.is_secure() {
            let securing = client.secure(target, server_name, stream);
            let stream = self.step(ProbeStep::Tls, securing, |stream| {
                let version = stream.get_ref().1.protocol_version();
                let version = version.and_then(|version| version.as_str().map(str::to_owned));
                version.unwrap_or_default().replace('_', ".")
            });
            let answer = Client::status_of(stream.await?, target, asking);
            self.step(ProbeStep::Request, answer, told).await?
        } else {
            let answer = Client::status_of(stream, target, asking);
            self.step(ProbeStep::Request, answer, told).await?
        };
        self.probe.status = Some(status);
        Ok(())
    }

    /// Waits for a step and notes what came of it; `tell` says it of a success.
    async fn step<T>(
        &mut self,
        step: ProbeStep,
        doing: impl Future<Output = Result<T, OutboundError>>,
        tell: impl FnOnce(&T) -> String,
    ) -> Result<T, Failed> {
        let begin = Instant::now();
        let outcome = timeout_at(self.end, doing).await;
        let outcome = outcome.unwrap_or(Err(OutboundError::Slow(self.patience)));
        let told = outcome.as_ref().map(tell).map_err(Clone::clone);
        self.probe.steps.push(ProbedStep {
            step,
            took: begin.elapsed(),
            outcome: told,
        });
        outcome.map_err(|_| Failed)
    }
}
