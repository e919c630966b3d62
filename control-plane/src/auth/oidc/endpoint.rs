//! URLs of the provider.

use axum::http::Uri;
use serde::Deserialize;
use std::fmt;
use std::net::IpAddr;

/// A URL that secrets may be sent to: by HTTPS, or to this machine.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Endpoint(Uri);

impl Endpoint {
    /// Reads a URL.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let uri: Uri = text.parse().map_err(|error| format!("{text}: {error}"))?;
        let is_good = match (uri.scheme_str(), uri.host()) {
            (Some("https"), Some(host)) => !host.is_empty(),
            (Some("http"), Some(host)) => is_loopback(host),
            _ => false,
        };
        let has_user = uri
            .authority()
            .is_some_and(|authority| authority.as_str().contains('@'));
        if is_good && !has_user {
            Ok(Self(uri))
        } else {
            Err(format!(
                "{text}: must begin with https:// and a host, or lead to this machine"
            ))
        }
    }

    /// Whether it is reached by TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }

    /// Host, without the brackets of an IPv6 address.
    pub(super) fn host(&self) -> &str {
        bare(self.0.host().unwrap_or_default())
    }

    /// Port.
    pub(super) fn port(&self) -> u16 {
        let default = if self.is_secure() { 443 } else { 80 };
        self.0.port_u16().unwrap_or(default)
    }

    /// Host and port, as in the header `Host`.
    pub(super) fn authority(&self) -> &str {
        self.0
            .authority()
            .map_or("", |authority| authority.as_str())
    }

    /// Path and query.
    pub(super) fn target(&self) -> &str {
        self.0
            .path_and_query()
            .map_or("/", |target| target.as_str())
    }

    /// The URL with more in its query.
    pub(super) fn with_query(&self, pairs: &[(&str, &str)]) -> String {
        let joint = if self.0.query().is_some() { '&' } else { '?' };
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        format!("{}{joint}{query}", self.0)
    }
}

impl TryFrom<String> for Endpoint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn is_loopback(host: &str) -> bool {
    let address: Option<IpAddr> = bare(host).parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}

fn bare(host: &str) -> &str {
    let inner = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    inner.unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    #[test]
    fn secrets_go_by_https_or_to_this_machine() {
        for good in [
            "https://id.example.com/realms/x",
            "http://127.0.0.1:3000",
            "http://[::1]:80/a",
            "http://localhost/",
        ] {
            assert!(Endpoint::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://id.example.com/",
            "https://user@id.example.com/",
            "ftp://localhost/",
            "/path",
            "",
        ] {
            assert!(Endpoint::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn joins_queries() {
        let url = |text| Endpoint::parse(text).map(|url| url.with_query(&[("a", "b c&")]));
        assert_eq!(url("https://x/y"), Ok("https://x/y?a=b+c%26".to_owned()));
        assert_eq!(
            url("https://x/y?z=1"),
            Ok("https://x/y?z=1&a=b+c%26".to_owned())
        );
    }
}
