//! The upstream's side of a request: where it goes, whatever the arguments are.

use crate::error::FieldError;
use crate::header;
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

    fn default_port(self) -> u16 {
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

fn check_host(host: &str) -> Result<String, String> {
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

/// Where an operation's requests go, made once for each upstream.
#[derive(Debug, Clone)]
pub struct Target {
    scheme: Scheme,
    authority: String,
    base_path: String,
    cluster: Option<String>,
    headers: Vec<(String, String)>,
}

impl Target {
    /// The target of an upstream with this `url`, this Envoy `cluster` (at least one of them) and
    /// these headers on every request. Without a URL the authority is the cluster's name, or for
    /// Istio's names (`outbound|8080||host`) host and port. Error paths are those of an `Upstream`
    /// document: `url`, `cluster`, `headers.X-Key`.
    pub fn new<'h>(
        url: Option<&str>,
        cluster: Option<&str>,
        headers: impl IntoIterator<Item = (&'h str, &'h str)>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if let Some(name) = cluster {
            errors.extend(
                check_cluster(name)
                    .err()
                    .map(|message| FieldError::new("cluster", message)),
            );
        }
        let base = match (url, cluster) {
            (Some(url), _) => BaseUrl::parse(url)
                .map_err(|message| errors.push(FieldError::new("url", message)))
                .ok(),
            (None, Some(_)) => None,
            (None, None) => {
                errors.push(FieldError::new("", "must have `url` or `cluster`"));
                None
            }
        };
        let headers = check_headers(headers, &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let authority = match (&base, cluster) {
            (Some(base), _) => base.authority(),
            (None, name) => cluster_authority(name.unwrap_or_default()),
        };
        let (scheme, base_path) = base.map_or((Scheme::Http, String::new()), |base| {
            (base.scheme, base.path)
        });
        Ok(Self {
            scheme,
            authority,
            base_path,
            cluster: cluster.map(str::to_owned),
            headers,
        })
    }

    /// The scheme; `http` for an upstream without URL.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The `:authority` header.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The path that all requests begin with: empty, or `/v3`.
    pub fn base_path(&self) -> &str {
        &self.base_path
    }

    /// The Envoy cluster, where it is known.
    pub fn cluster(&self) -> Option<&str> {
        self.cluster.as_deref()
    }

    /// Headers of every request, names in lower case.
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }
}

/// The name is sent in a header of Envoy's routing.
fn check_cluster(name: &str) -> Result<(), &'static str> {
    let printable = name.bytes().all(|byte| byte.is_ascii_graphic());
    if name.is_empty() || !printable {
        Err("must be printable ASCII text without blanks")
    } else {
        Ok(())
    }
}

/// The authority of a cluster without URL, always a valid one.
fn cluster_authority(cluster: &str) -> String {
    let mut parts = cluster.split('|');
    if let (Some("outbound"), Some(port), Some(_), Some(host), None) = (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    ) && let (Ok(host), Ok(port)) = (check_host(host), port.parse::<u16>())
    {
        return if port == Scheme::Http.default_port() {
            host
        } else {
            format!("{host}:{port}")
        };
    }
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    cluster
        .chars()
        .map(|c| {
            if valid(c) {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}

fn check_headers<'h>(
    headers: impl IntoIterator<Item = (&'h str, &'h str)>,
    errors: &mut Vec<FieldError>,
) -> Vec<(String, String)> {
    let mut checked: Vec<(String, String)> = Vec::new();
    for (name, value) in headers {
        match check_header(name, value, &checked) {
            Ok(header) => checked.push(header),
            Err(message) => errors.push(FieldError::new(format!("headers.{name}"), message)),
        }
    }
    checked
}

fn check_header(
    name: &str,
    value: &str,
    others: &[(String, String)],
) -> Result<(String, String), String> {
    let lower = header::check_name(name)?;
    if lower == "content-type" {
        return Err("`content-type` belongs to the operation, not to the upstream".to_owned());
    }
    if others.iter().any(|(other, _)| *other == lower) {
        return Err(format!("`{lower}` is given twice"));
    }
    header::check_value(value).map_err(|expected| format!("must be {expected}"))?;
    Ok((lower, value.to_owned()))
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

    #[test]
    fn clusters_alone_give_an_authority() {
        let table = [
            (
                "outbound|8080||petstore.shop.svc.cluster.local",
                "petstore.shop.svc.cluster.local:8080",
            ),
            (
                "outbound|80|v1|petstore.shop.svc.cluster.local",
                "petstore.shop.svc.cluster.local",
            ),
            ("petstore", "petstore"),
            (
                "httproute/default/backend/rule/0",
                "httproute-default-backend-rule-0",
            ),
            ("outbound|x||h", "outbound-x--h"),
        ];
        for (cluster, expected) in table {
            let target = Target::new(None, Some(cluster), []).unwrap();
            assert_eq!(target.authority(), expected);
            assert_eq!(target.cluster(), Some(cluster));
        }
    }

    #[test]
    fn all_errors_of_an_upstream_are_reported() {
        let headers = [
            ("X-Key", "a"),
            ("x-key", "b"),
            ("Host", "c"),
            ("x-a", "a\r\nb"),
            ("Content-Type", "text/x"),
        ];
        let errors = Target::new(Some("ftp://x"), Some("a b"), headers).unwrap_err();
        let paths: Vec<_> = errors.iter().map(|error| error.path.as_str()).collect();
        let expected = [
            "cluster",
            "url",
            "headers.x-key",
            "headers.Host",
            "headers.x-a",
            "headers.Content-Type",
        ];
        assert_eq!(paths, expected);
        let neither = Target::new(None, None, []).unwrap_err();
        assert_eq!(
            neither,
            [FieldError::new("", "must have `url` or `cluster`")]
        );
    }
}
