//! Fetching a description by an address that somebody entered. The client's policy judges each
//! address, that of a redirect, too.

use crate::outbound::{Client, Limits, OutboundError, Outgoing, Target};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use std::time::Duration;
use tokio::time::timeout;

/// Most bytes of a description.
const LARGEST: usize = 32 << 20;

/// How long fetching may take, redirects included.
const PATIENCE: Duration = Duration::from_secs(30);

/// Most redirects that are followed.
const REDIRECTS: usize = 5;

/// A description and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its text.
    pub text: String,
    /// The address that gave it, behind redirects.
    pub url: String,
}

/// Why there is no description.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// It is no address.
    #[error("{0}")]
    Address(String),
    /// No answer comes.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The answer is no success.
    #[error("{url} answers {status}")]
    Status {
        /// Who answers.
        url: String,
        /// What.
        status: StatusCode,
    },
    /// It leads on and on.
    #[error("there are more than {REDIRECTS} redirects")]
    Redirects,
    /// It is something else.
    #[error("what is there is not text in UTF-8")]
    NotText,
}

/// Fetches the text at `url`.
///
/// # Errors
/// [`FetchError`].
pub async fn fetch(client: &Client, url: &str) -> Result<Fetched, FetchError> {
    let fetching = timeout(PATIENCE, follow(client, url));
    fetching
        .await
        .unwrap_or(Err(OutboundError::Slow(PATIENCE).into()))
}

async fn follow(client: &Client, url: &str) -> Result<Fetched, FetchError> {
    let mut target = Target::parse(url).map_err(FetchError::Address)?;
    for _ in 0..=REDIRECTS {
        let outgoing = Outgoing {
            headers: headers(),
            ..Outgoing::default()
        };
        let limits = Limits::within(PATIENCE, LARGEST);
        let answer = client.send(&target, outgoing, limits).await?;
        if let Some(location) = answer.location() {
            target = target.join(location).map_err(FetchError::Address)?;
            continue;
        }
        let url = target.to_string();
        if answer.status != StatusCode::OK {
            let status = answer.status;
            return Err(FetchError::Status { url, status });
        }
        let text = String::from_utf8(answer.body.into()).map_err(|_| FetchError::NotText)?;
        return Ok(Fetched { text, url });
    }
    Err(FetchError::Redirects)
}

fn headers() -> HeaderMap {
    let accept = "application/json, application/yaml;q=0.9, text/yaml;q=0.9, */*;q=0.8";
    HeaderMap::from_iter([
        (header::ACCEPT, HeaderValue::from_static(accept)),
        (
            header::ACCEPT_ENCODING,
            HeaderValue::from_static("identity"),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbound::{AllowRule, Allowed, Policy, Trust};
    use axum::Router;
    use axum::response::Redirect;
    use axum::routing::get;

    /// A server that gives a description, and redirects.
    async fn serve() -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let port = address.port();
        let inside = format!("http://localhost:{port}/a.json");
        let router = Router::new()
            .route("/a.json", get(|| async { "{\"openapi\": \"3.0.0\"}" }))
            .route("/moved", get(|| async { Redirect::to("a.json") }))
            .route("/round", get(|| async { Redirect::to("/round") }))
            .route(
                "/file",
                get(|| async { Redirect::to("file:///etc/passwd") }),
            )
            .route("/bytes", get(|| async { vec![0xff_u8, 0xfe] }))
            .route("/inside", get(|| async move { Redirect::to(&inside) }));
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://127.0.0.1:{port}")
    }

    fn client(allowed: &[&str]) -> Client {
        let rules = allowed.iter().map(|rule| AllowRule::parse(rule).unwrap());
        let policy = Policy::Public(Allowed::new(rules.collect()));
        Client::new(Trust::none(), policy)
    }

    #[tokio::test]
    async fn redirects_are_followed_and_judged() {
        let base = serve().await;
        let client = client(&["127.0.0.1/32"]);
        let fetched = fetch(&client, &format!("{base}/moved")).await.unwrap();
        assert_eq!(fetched.text, "{\"openapi\": \"3.0.0\"}");
        assert_eq!(fetched.url, format!("{base}/a.json"));
        let told = |path: &'static str| {
            let (client, url) = (client.clone(), format!("{base}{path}"));
            async move { fetch(&client, &url).await.unwrap_err() }
        };
        assert_eq!(told("/round").await, FetchError::Redirects);
        assert!(matches!(told("/file").await, FetchError::Address(_)));
        assert_eq!(told("/bytes").await, FetchError::NotText);
        assert!(matches!(told("/none").await, FetchError::Status { .. }));
    }

    #[tokio::test]
    async fn addresses_of_the_inside_are_refused_also_behind_a_redirect() {
        let base = serve().await;
        let refused = fetch(&client(&[]), &format!("{base}/a.json")).await;
        assert!(
            matches!(
                refused,
                Err(FetchError::Outbound(OutboundError::Refused { .. }))
            ),
            "{refused:?}"
        );
        // 127.0.0.1 may be reached, and `localhost` only where it is nothing else.
        let by_name = client(&["127.0.0.1/32"]);
        let answer = fetch(&by_name, &format!("{base}/inside")).await;
        let is_else = tokio::net::lookup_host("localhost:1").await.unwrap();
        let is_else = is_else
            .into_iter()
            .any(|a| a.ip().to_string() != "127.0.0.1");
        assert_eq!(answer.is_err(), is_else, "{answer:?}");
        let metadata = fetch(&by_name, "http://169.254.169.254/latest/").await;
        assert!(matches!(
            metadata,
            Err(FetchError::Outbound(OutboundError::Refused { .. }))
        ));
    }
}
