//! The URL of an upstream.

use crate::path::{Template, Token};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Schemes of upstreams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Scheme {
    Http,
    Https,
}

impl Scheme {
    /// As in a URL and in the `:scheme` header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// The port of URLs that name none.
    pub(crate) fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// An upstream's URL in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// The scheme.
    pub scheme: Scheme,
    /// A DNS name in lower case, or an IP address; IPv6 without brackets.
    pub host: String,
    /// The port; the scheme's where the URL has none.
    pub port: u16,
    /// Empty, or a path that begins with `/` and does not end with one.
    pub path: String,
}

impl BaseUrl {
    /// Reads `https://api.example.com:8443/v3`. Fails on another scheme, user information, a query
    /// or a fragment, and on names that cannot be hosts; the error says what is wrong.
    pub fn parse(url: &str) -> Result<Self, String> {
        let (scheme, rest) = url
            .split_once("://")
            .ok_or("must begin with http:// or https://")?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err("must begin with http:// or https://".to_owned()),
        };
        if rest.contains(['?', '#']) {
            return Err("must have no query and no fragment".to_owned());
        }
        let (authority, path) = rest
            .split_at_checked(rest.find('/').unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        if authority.contains('@') {
            return Err("must have no user information: use a header".to_owned());
        }
        let (host, port) = split_port(authority)?;
        let port = match port {
            Some(port) => port
                .parse()
                .ok()
                .filter(|port| *port != 0)
                .ok_or("must have a port from 1 to 65535")?,
            None => scheme.default_port(),
        };
        Ok(Self {
            scheme,
            host: check_host(host)?,
            port,
            path: check_path(path)?,
        })
    }

    /// The `:authority` of requests: no port where it is the scheme's.
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') {
            format!("[{}]", self.host)
        } else {
            self.host.clone()
        };
        if self.port == self.scheme.default_port() {
            host
        } else {
            format!("{host}:{}", self.port)
        }
    }
}

/// Host and port text; an IPv6 address keeps its brackets.
fn split_port(authority: &str) -> Result<(&str, Option<&str>), String> {
    let behind_host = match authority.find(']') {
        Some(bracket) => bracket + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority
        .split_at_checked(behind_host)
        .unwrap_or((authority, ""));
    match port.strip_prefix(':') {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok((host, Some(digits)))
        }
        None if port.is_empty() => Ok((host, None)),
        _ => Err("must have a port from 1 to 65535".to_owned()),
    }
}

/// The host in lower case, an IPv6 address without brackets; the error says what is wrong.
pub(crate) fn check_host(host: &str) -> Result<String, String> {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let address: Ipv6Addr = address
            .parse()
            .map_err(|_| format!("`{address}` is not an IPv6 address"))?;
        return Ok(address.to_string());
    }
    let numeric = host
        .rsplit('.')
        .next()
        .is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    let valid = if numeric {
        host.parse::<Ipv4Addr>().is_ok()
    } else {
        is_dns_name(host)
    };
    if valid {
        Ok(host.to_ascii_lowercase())
    } else {
        Err(format!("`{}` is not a host name", host.escape_debug()))
    }
}

/// RFC 1123 section 2.1, and underscores, which internal names have.
fn is_dns_name(host: &str) -> bool {
    host.len() <= 253
        && host.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
}

fn check_path(path: &str) -> Result<String, String> {
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return Ok(String::new());
    }
    let template = Template::parse(path).map_err(|message| format!("its path {message}"))?;
    let fixed = template
        .segments
        .iter()
        .flatten()
        .all(|token| matches!(token, Token::Literal(_)));
    let ends_in_slash = template.segments.last().is_none_or(Vec::is_empty);
    if !fixed || ends_in_slash {
        return Err("its path must have no placeholders and no `//`".to_owned());
    }
    Ok(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart() {
        let table = [
            (
                "https://petstore.example.com/v3",
                "https petstore.example.com 443 /v3 | petstore.example.com",
            ),
            ("HTTP://Example.COM", "http example.com 80  | example.com"),
            (
                "http://example.com:80/",
                "http example.com 80  | example.com",
            ),
            (
                "https://example.com:80/a/b/",
                "https example.com 80 /a/b | example.com:80",
            ),
            (
                "http://127.0.0.1:8080",
                "http 127.0.0.1 8080  | 127.0.0.1:8080",
            ),
            (
                "http://[::1]:8080/x%20y",
                "http ::1 8080 /x%20y | [::1]:8080",
            ),
            ("http://my_service", "http my_service 80  | my_service"),
        ];
        for (url, expected) in table {
            let base = BaseUrl::parse(url).unwrap();
            let authority = base.authority();
            let BaseUrl {
                scheme,
                host,
                port,
                path,
            } = base;
            assert_eq!(
                format!("{} {host} {port} {path} | {authority}", scheme.as_str()),
                expected
            );
        }
    }

    #[test]
    fn other_urls_are_refused() {
        let refused = [
            "",
            "example.com",
            "ftp://example.com",
            "file:///etc/passwd",
            "http://",
            "http:///x",
            "http://u@h",
            "http://u:p@h",
            "http://h?x",
            "http://h/?x",
            "http://h#x",
            "http://h:0",
            "http://h:65536",
            "http://h:",
            "http://h:8a",
            "http://h:+8",
            "http://a b",
            "http://a\r\nb",
            "http://ä.de",
            "http://-a",
            "http://a..b",
            "http://1.2.3",
            "http://1.2.3.4.5",
            "http://256.1.1.1",
            "http://[::g]",
            "http://[::1",
            "http://[::1]x",
            "http://::1",
            "http://h/../x",
            "http://h/%2e%2E",
            "http://h/a//b",
            "http://h//",
            "http://h/{x}",
            "http://h\\x",
        ];
        for url in refused {
            assert!(BaseUrl::parse(url).is_err(), "{url}");
        }
    }
}
