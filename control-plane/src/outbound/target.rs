//! URLs that requests go to.

use hyper::Uri;
use std::fmt;
use std::net::IpAddr;

/// A URL with `http` or `https`, a host, and no user in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Target(Uri);

impl Target {
    /// Reads a URL. A fragment is left out.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let uri: Uri = text.parse().map_err(|error| format!("{text}: {error}"))?;
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        if !is_http || uri.host().is_none_or(|host| bare(host).is_empty()) {
            return Err(format!(
                "{text}: must begin with http:// or https:// and a host"
            ));
        }
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if authority.contains('@') {
            return Err(format!("{text}: must hold no user"));
        }
        let behind = authority
            .rsplit_once(']')
            .map_or(authority, |(_, behind)| behind);
        if behind.contains(':') && uri.port_u16().is_none() {
            return Err(format!("{text}: must have a port of 1 to 65535, or none"));
        }
        Ok(Self(uri))
    }

    /// Whether it is reached by TLS.
    pub fn is_secure(&self) -> bool {
        self.0.scheme_str() == Some("https")
    }

    /// Whether it names this machine.
    pub fn is_loopback(&self) -> bool {
        let address: Option<IpAddr> = self.host().parse().ok();
        self.host() == "localhost" || address.is_some_and(|address| address.is_loopback())
    }

    /// Host, without the brackets of an IPv6 address.
    pub fn host(&self) -> &str {
        bare(self.0.host().unwrap_or_default())
    }

    /// Port.
    pub fn port(&self) -> u16 {
        let default = if self.is_secure() { 443 } else { 80 };
        self.0.port_u16().unwrap_or(default)
    }

    /// Host and port, as in the header `Host`.
    pub fn authority(&self) -> &str {
        let authority = self.0.authority();
        authority.map_or("", |authority| authority.as_str())
    }

    /// Path and query.
    pub fn path_and_query(&self) -> &str {
        let target = self.0.path_and_query();
        target.map_or("/", |target| target.as_str())
    }

    /// The URL below this one: `path` goes after the path, whether or not that ends in a slash. The
    /// query is left out.
    ///
    /// # Errors
    /// If that is no URL.
    pub fn below(&self, path: &str) -> Result<Self, String> {
        let base = self.0.path().trim_end_matches('/');
        let path = path.trim_start_matches('/');
        Self::parse(&format!("{}{base}/{path}", self.origin()))
    }

    /// Where a `Location` leads that came from here (RFC 9110, 10.2.2).
    ///
    /// # Errors
    /// If that is no URL to send requests to.
    pub fn join(&self, location: &str) -> Result<Self, String> {
        if location.contains("://") && !location.starts_with(['/', '?', '#']) {
            return Self::parse(location);
        }
        if let Some(rest) = location.strip_prefix("//") {
            let scheme = if self.is_secure() { "https" } else { "http" };
            return Self::parse(&format!("{scheme}://{rest}"));
        }
        let path = self.0.path();
        let directory = path.rfind('/').and_then(|end| path.get(..=end));
        let before = match location.chars().next() {
            Some('/') => "",
            Some('?' | '#') | None => path,
            Some(_) => directory.unwrap_or("/"),
        };
        Self::parse(&format!("{}{before}{location}", self.origin()))
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        let scheme = if self.is_secure() { "https" } else { "http" };
        format!("{scheme}://{}", self.authority())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn bare(host: &str) -> &str {
    let inner = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    inner.unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn urls_name_a_host_and_no_user() {
        let url = Target::parse("https://[::1]:80/a?b").unwrap();
        assert!(url.is_secure() && url.is_loopback());
        assert_eq!((url.host(), url.port()), ("::1", 80));
        assert_eq!(
            (url.authority(), url.path_and_query()),
            ("[::1]:80", "/a?b")
        );
        let url = Target::parse("http://example.com").unwrap();
        assert!(!url.is_secure() && !url.is_loopback());
        assert_eq!((url.port(), url.path_and_query()), (80, "/"));
        for bad in [
            "",
            "/path",
            "example.com",
            "ftp://example.com/",
            "file:///etc/passwd",
            "http://",
            "http://[]/",
            "http://user@example.com/",
            "http://a b/",
            "http://example.com:99999/",
            "http://[::1]:/",
        ] {
            assert!(Target::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn paths_go_below() {
        for base in ["https://x/v1", "https://x/v1/", "https://x/v1?a=b"] {
            let url = Target::parse(base).unwrap().below("/models").unwrap();
            assert_eq!(url.to_string(), "https://x/v1/models");
        }
        let url = Target::parse("https://x").unwrap().below("models").unwrap();
        assert_eq!(url.to_string(), "https://x/models");
    }

    #[test]
    fn locations_are_joined() {
        let from = Target::parse("https://x:1/a/b?c").unwrap();
        for (location, expected) in [
            ("http://y/z", "http://y/z"),
            ("//y/z", "https://y/z"),
            ("/z?u=http://w", "https://x:1/z?u=http://w"),
            ("z", "https://x:1/a/z"),
            ("?d", "https://x:1/a/b?d"),
            ("", "https://x:1/a/b"),
        ] {
            assert_eq!(from.join(location).unwrap().to_string(), expected);
        }
        for bad in ["file:///etc/passwd", "https://u:p@x/"] {
            assert!(from.join(bad).is_err(), "{bad}");
        }
    }
}
