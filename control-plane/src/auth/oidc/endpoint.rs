//! URLs of the provider.

use crate::outbound::Target;
use serde::Deserialize;
use std::fmt;

/// A URL that secrets may be sent to: by HTTPS, or to this machine.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Endpoint(Target);

impl Endpoint {
    /// Reads a URL.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let target = Target::parse(text)?;
        if target.is_secure() || target.is_loopback() {
            Ok(Self(target))
        } else {
            Err(format!(
                "{text}: must begin with https://, or lead to this machine"
            ))
        }
    }

    /// Where requests go.
    pub(super) fn target(&self) -> &Target {
        &self.0
    }

    /// The URL with more in its query.
    pub(super) fn with_query(&self, pairs: &[(&str, &str)]) -> String {
        let has_query = self.0.path_and_query().contains('?');
        let joint = if has_query { '&' } else { '?' };
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
