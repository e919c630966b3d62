//! Where an upstream's URL points to, and the name of the cluster made for it.

use axum::http::Uri;
use portico_config::model::Upstream;
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// What defines the cluster of an upstream: a change of any of it makes a new cluster, which
/// exists before the old one goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Host of the URL.
    pub host: Host,
    /// Port of the URL, or the scheme's.
    pub port: u16,
    /// Set for `https`.
    pub tls: Option<EndpointTls>,
}

/// Host of a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// An address.
    Address(IpAddr),
    /// A name that Envoy resolves, in lower case.
    Name(String),
}

/// TLS towards an upstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointTls {
    /// Expected in the certificate; sent as SNI unless it is an address.
    pub server_name: Host,
    /// File with the trusted CA certificates; the default one where `None`.
    pub ca_file: Option<String>,
}

impl Host {
    /// An address or a name, as it stands in a URL; `None` if empty.
    fn parse(text: &str) -> Option<Self> {
        let bare = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(text);
        match bare.parse() {
            Ok(address) => Some(Self::Address(address)),
            Err(_) if text.is_empty() => None,
            Err(_) => Some(Self::Name(text.to_ascii_lowercase())),
        }
    }

    /// The address or name, without brackets.
    pub fn to_text(&self) -> String {
        match self {
            Self::Address(address) => address.to_string(),
            Self::Name(name) => name.clone(),
        }
    }
}

impl Endpoint {
    /// Where `upstream` points to; `None` if it names a cluster that exists already (or its URL
    /// is not one, which validation refuses).
    pub fn of(upstream: &Upstream) -> Option<Self> {
        let url: Uri = match (&upstream.cluster, &upstream.url) {
            (None, Some(url)) => url.parse().ok()?,
            _ => return None,
        };
        let secure = url.scheme_str()?.eq_ignore_ascii_case("https");
        let host = Host::parse(url.host()?)?;
        let port = url.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let tls = secure.then(|| {
            let settings = upstream.tls.clone().unwrap_or_default();
            let server_name = settings.server_name.as_deref().and_then(Host::parse);
            EndpointTls {
                server_name: server_name.unwrap_or_else(|| host.clone()),
                ca_file: settings.ca_file,
            }
        });
        Some(Self { host, port, tls })
    }

    /// Name of the cluster that is made of this endpoint for `upstream`:
    /// `portico:{tenant}/{name}:{hash}`.
    pub fn cluster_name(&self, upstream: &Upstream) -> String {
        // Fields are separated by a character that none of them holds.
        let tls = self.tls.as_ref().map_or_else(String::new, |tls| {
            format!(
                "{}\n{}",
                tls.server_name.to_text(),
                tls.ca_file.as_deref().unwrap_or_default()
            )
        });
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        let defining = format!("{scheme}\n{}\n{}\n{tls}", self.host.to_text(), self.port);
        let digest: [u8; 32] = Sha256::digest(defining.as_bytes()).into();
        let [a, b, c, d, ..] = digest;
        format!(
            "portico:{}/{}:{:08x}",
            upstream.tenant,
            upstream.name,
            u32::from_be_bytes([a, b, c, d])
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portico_config::Document;

    fn upstream(fields: &str) -> Upstream {
        let json = format!(r#"{{"kind":"Upstream","name":"a",{fields}}}"#);
        match portico_config::parse(&json).unwrap() {
            Document::Upstream(upstream) => upstream,
            other => panic!("{other:?}"),
        }
    }

    fn endpoint(url: &str) -> Option<(String, u16, bool)> {
        let endpoint = Endpoint::of(&upstream(&format!(r#""url":"{url}""#)))?;
        Some((
            endpoint.host.to_text(),
            endpoint.port,
            endpoint.tls.is_some(),
        ))
    }

    #[test]
    fn reads_urls() {
        let table = [
            ("http://api.example.com", ("api.example.com", 80, false)),
            ("https://API.example.com/v3", ("api.example.com", 443, true)),
            (
                "HTTPS://api.example.com:8443",
                ("api.example.com", 8443, true),
            ),
            ("http://127.0.0.1:8080/x", ("127.0.0.1", 8080, false)),
            ("http://[::1]:8080", ("::1", 8080, false)),
        ];
        for (url, (host, port, tls)) in table {
            assert_eq!(endpoint(url), Some((host.to_owned(), port, tls)), "{url}");
        }
    }

    #[test]
    fn an_upstream_with_a_cluster_has_no_endpoint() {
        assert_eq!(
            Endpoint::of(&upstream(r#""url":"http://a","cluster":"c""#)),
            None
        );
    }

    #[test]
    fn the_cluster_changes_with_what_defines_it_and_with_nothing_else() {
        let name = |fields: &str| {
            let upstream = upstream(fields);
            Endpoint::of(&upstream).unwrap().cluster_name(&upstream)
        };
        let base = name(r#""url":"https://a.example/v1""#);
        assert!(
            base.starts_with("portico:default/a:") && base.len() == "portico:default/a:".len() + 8,
            "{base}"
        );
        assert_eq!(
            base,
            name(r#""url":"https://a.example:443/v2","timeout":"3s""#)
        );
        for other in [
            r#""url":"http://a.example:443""#,
            r#""url":"https://b.example""#,
            r#""url":"https://a.example:444""#,
            r#""url":"https://a.example","tls":{"serverName":"b.example"}"#,
            r#""url":"https://a.example","tls":{"caFile":"/ca.pem"}"#,
        ] {
            assert_ne!(base, name(other), "{other}");
        }
    }
}
