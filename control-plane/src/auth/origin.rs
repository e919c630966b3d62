//! Whether a request that changes something comes from the console's own pages.
//!
//! The first line against requests that another site makes a browser send; the CSRF token is the
//! second.

use axum::http::{HeaderMap, Method, Uri, header};

/// Where people reach the admin API, as far as the process was told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PublicUrl {
    origin: Option<String>,
}

impl PublicUrl {
    /// An URL such as `https://portico.example.com/`.
    ///
    /// # Errors
    /// A text that says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let uri: Uri = text.parse().map_err(|error| format!("{error}"))?;
        let scheme = uri.scheme_str().filter(|s| ["http", "https"].contains(s));
        let (Some(scheme), Some(authority)) = (scheme, uri.authority()) else {
            return Err("must begin with http:// or https:// and a host".to_owned());
        };
        if uri.path() != "/" || uri.query().is_some() || authority.as_str().contains('@') {
            return Err("must be a scheme, a host and perhaps a port".to_owned());
        }
        let default_port = if scheme == "https" { ":443" } else { ":80" };
        let authority = authority.as_str().to_ascii_lowercase();
        let host = authority.strip_suffix(default_port).unwrap_or(&authority);
        Ok(Self {
            origin: Some(format!("{scheme}://{host}")),
        })
    }

    /// Scheme, host and port, without a slash at the end; `None` if the process was not told.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Whether browsers use HTTPS.
    pub fn is_secure(&self) -> bool {
        self.origin()
            .is_some_and(|origin| origin.starts_with("https://"))
    }

    /// Whether the request may be carried out, as far as its `Origin` and `Sec-Fetch-Site` tell.
    /// Programs send neither, and hold no cookies either.
    pub fn accepts(&self, method: &Method, headers: &HeaderMap) -> bool {
        method.is_safe() || (self.is_own_origin(headers) && is_own_site(headers))
    }

    fn is_own_origin(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else {
            return true;
        };
        let Ok(origin) = origin.to_str() else {
            return false;
        };
        match self.origin() {
            Some(own) => origin.eq_ignore_ascii_case(own),
            None => origin.split_once("://").is_some_and(|(_, host)| {
                let asked = headers.get(header::HOST).and_then(|h| h.to_str().ok());
                asked.is_some_and(|asked| asked.eq_ignore_ascii_case(host))
            }),
        }
    }
}

fn is_own_site(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    site.is_none_or(|site| site == "same-origin" || site == "none")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn parses_what_people_write() {
        let origin = |text: &str| PublicUrl::parse(text).map(|url| url.origin.unwrap());
        assert_eq!(
            origin("https://Portico.example/").unwrap(),
            "https://portico.example"
        );
        assert_eq!(origin("https://a:443").unwrap(), "https://a");
        assert_eq!(origin("http://a:8081").unwrap(), "http://a:8081");
        for bad in [
            "",
            "portico.example",
            "ftp://a",
            "https://a/b",
            "https://a/?b",
            "https://u@a",
        ] {
            origin(bad).unwrap_err();
        }
    }

    #[test]
    fn other_origins_change_nothing() {
        let own = PublicUrl::parse("https://portico.example").unwrap();
        let may = |pairs: &[(&'static str, &str)]| own.accepts(&Method::POST, &headers(pairs));
        assert!(may(&[]));
        assert!(may(&[("origin", "https://portico.example")]));
        assert!(may(&[
            ("origin", "https://portico.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!may(&[("origin", "https://evil.example")]));
        assert!(!may(&[("origin", "http://portico.example")]));
        assert!(!may(&[("origin", "https://portico.example:444")]));
        assert!(!may(&[("origin", "null")]));
        assert!(!may(&[("sec-fetch-site", "cross-site")]));
        assert!(!may(&[("sec-fetch-site", "same-site")]));
        let other = headers(&[("origin", "https://evil.example")]);
        assert!(own.accepts(&Method::GET, &other));
    }

    #[test]
    fn without_a_public_url_the_host_asked_for_counts() {
        let unknown = PublicUrl::default();
        let may = |origin: &str| {
            let headers = headers(&[("origin", origin), ("host", "localhost:8081")]);
            unknown.accepts(&Method::DELETE, &headers)
        };
        assert!(may("http://localhost:8081"));
        assert!(!may("http://localhost:8082"));
        assert!(!may("null"));
        assert!(!may("http://evil.example"));
    }
}
