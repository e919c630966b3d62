//! Where MCP clients reach the gateway.

use axum::http::Uri;
use std::fmt;
use std::str::FromStr;

/// A URL that people give to their clients, as in `https://mcp.example.com`. This program itself
/// sends nothing there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientsUrl(String);

impl FromStr for ClientsUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let uri: Uri = text.parse().map_err(|error| format!("{error}"))?;
        let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
        let has_user = uri.authority().is_none_or(|a| a.as_str().contains('@'));
        if !is_web || has_user || uri.query().is_some() {
            return Err("use https://HOST, with a port and a path if need be".to_owned());
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

impl fmt::Display for ClientsUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_ends_without_a_slash() {
        let table = [
            ("https://mcp.example.com/", "https://mcp.example.com"),
            ("http://127.0.0.1:10000", "http://127.0.0.1:10000"),
            ("https://example.com/mcp/", "https://example.com/mcp"),
        ];
        for (text, shown) in table {
            assert_eq!(text.parse::<ClientsUrl>().unwrap().to_string(), shown);
        }
        for bad in [
            "",
            "example.com",
            "ftp://a",
            "https://u:p@a",
            "https://a/?b",
        ] {
            bad.parse::<ClientsUrl>().unwrap_err();
        }
    }
}
