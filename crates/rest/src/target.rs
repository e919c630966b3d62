//! The upstream's side of a request: where it goes, whatever the arguments are.

use crate::error::FieldError;
use crate::header;
use crate::parameter::percent_encoded;
use crate::url::{BaseUrl, Scheme, check_host};
use std::collections::BTreeMap;

/// Where an operation's requests go, made once for each upstream.
#[derive(Debug, Clone)]
pub struct Target {
    scheme: Scheme,
    authority: String,
    base_path: String,
    cluster: Option<String>,
    headers: Vec<(String, String)>,
    forwarded: Vec<String>,
    /// Fixed parameters, in percent-encoding.
    query: Vec<(String, String)>,
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
            forwarded: Vec::new(),
            query: Vec::new(),
        })
    }

    /// The same target, to which headers of the client's request of these names are passed on.
    /// Error paths are `forwardHeaders[0]`.
    pub fn forwarding(mut self, names: &[String]) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        for (index, name) in header::forwarded(names).into_iter().enumerate() {
            match name {
                Ok(name) => self.forwarded.push(name),
                Err(message) => {
                    errors.push(FieldError::new(format!("forwardHeaders[{index}]"), message));
                }
            }
        }
        if errors.is_empty() {
            Ok(self)
        } else {
            Err(errors)
        }
    }

    /// The same target, to which every query ends with `parameters`. Error paths are `query`.
    pub fn with_query(
        mut self,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Self, Vec<FieldError>> {
        if parameters.contains_key("") {
            return Err(vec![FieldError::new(
                "query",
                "has a parameter without a name",
            )]);
        }
        let encode =
            |(name, value): (&String, &String)| (percent_encoded(name), percent_encoded(value));
        self.query = parameters.iter().map(encode).collect();
        Ok(self)
    }

    /// Gives `path` the fixed parameters, in the place of those of their names.
    pub(crate) fn finish_query(&self, path: &mut String) {
        if self.query.is_empty() {
            return;
        }
        let written = std::mem::take(path);
        let (before, query) = written.split_once('?').unwrap_or((&written, ""));
        path.push_str(before);
        let mut separator = '?';
        let mut push = |name: &str, value: Option<&str>| {
            path.push(separator);
            path.push_str(name);
            if let Some(value) = value {
                path.push('=');
                path.push_str(value);
            }
            separator = '&';
        };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let name = pair.split('=').next().unwrap_or_default();
            if !self.query.iter().any(|(fixed, _)| fixed == name) {
                push(pair, None);
            }
        }
        for (name, value) in &self.query {
            push(name, Some(value));
        }
    }

    /// Names of headers of the client's request that are passed on, in lower case.
    pub fn forwarded(&self) -> &[String] {
        &self.forwarded
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

/// Whether an upstream may set the header `name` to `value`.
///
/// # Errors
/// Why it may not.
pub fn check_header(name: &str, value: &str) -> Result<(), String> {
    checked_header(name, value, &[]).map(drop)
}

fn check_headers<'h>(
    headers: impl IntoIterator<Item = (&'h str, &'h str)>,
    errors: &mut Vec<FieldError>,
) -> Vec<(String, String)> {
    let mut checked: Vec<(String, String)> = Vec::new();
    for (name, value) in headers {
        match checked_header(name, value, &checked) {
            Ok(header) => checked.push(header),
            Err(message) => errors.push(FieldError::new(format!("headers.{name}"), message)),
        }
    }
    checked
}

fn checked_header(
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
