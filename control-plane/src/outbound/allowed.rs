//! What an operator allows besides public addresses.

use crate::config::Network;
use std::fmt;
use std::net::IpAddr;

/// One thing that is allowed: a host by its name, or a block of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowRule(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Host(String),
    Network(Network),
}

impl AllowRule {
    /// Reads `10.1.0.0/16`, `::1`, or the name of a host, which stands for whatever it resolves to.
    ///
    /// # Errors
    /// If it is none of them.
    pub fn parse(text: &str) -> Result<Self, String> {
        let unknown =
            || format!("{text}: write an address, a block such as 10.1.0.0/16, or a host");
        let kind = match text.parse() {
            Ok(network) => Kind::Network(network),
            Err(_) if is_host(text) => Kind::Host(text.to_ascii_lowercase()),
            Err(_) => return Err(unknown()),
        };
        Ok(Self(kind))
    }

    fn names(&self, host: &str) -> bool {
        matches!(&self.0, Kind::Host(name) if name.eq_ignore_ascii_case(host))
    }

    fn contains(&self, address: IpAddr) -> bool {
        matches!(&self.0, Kind::Network(network) if network.contains(address))
    }
}

impl fmt::Display for AllowRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Host(host) => f.write_str(host),
            Kind::Network(network) => network.fmt(f),
        }
    }
}

/// All that is allowed besides public addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed(Vec<AllowRule>);

impl Allowed {
    /// These.
    pub fn new(rules: Vec<AllowRule>) -> Self {
        Self(rules)
    }

    /// Whether the host is allowed by its name, wherever it leads.
    pub(super) fn names(&self, host: &str) -> bool {
        self.0.iter().any(|rule| rule.names(host))
    }

    /// Whether the address is allowed.
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|rule| rule.contains(address))
    }
}

fn is_host(text: &str) -> bool {
    let part = |part: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !part.is_empty() && part.bytes().all(known)
    };
    // What ends in digits would be meant as an address.
    let last = text.rsplit('.').next().unwrap_or_default();
    text.split('.').all(part) && !last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read() {
        for (text, shown) in [
            ("10.1.0.0/16", "10.1.0.0/16"),
            ("127.0.0.1", "127.0.0.1/32"),
            ("::1", "::1/128"),
            ("::ffff:10.0.0.1", "10.0.0.1/32"),
            ("fd00::/8", "fd00::/8"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("Ollama.internal", "ollama.internal"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(AllowRule::parse(text).unwrap().to_string(), shown);
        }
        for bad in [
            "",
            "10.0.0.0/33",
            "10.0.0",
            "::/129",
            "a/8",
            "a b",
            "http://a",
            "a:1",
            "*.a",
        ] {
            assert!(AllowRule::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn blocks_hold_their_addresses() {
        let rules = ["10.1.0.0/16", "::1", "host.example"];
        let allowed = Allowed::new(rules.map(|rule| AllowRule::parse(rule).unwrap()).into());
        for (address, expected) in [
            ("10.1.255.255", true),
            ("::ffff:10.1.0.1", true),
            ("10.2.0.0", false),
            ("::1", true),
            ("::2", false),
        ] {
            assert_eq!(
                allowed.contains(address.parse().unwrap()),
                expected,
                "{address}"
            );
        }
        assert!(allowed.names("HOST.example"));
        assert!(!allowed.names("example"));
        let everything = Allowed::new(vec![AllowRule::parse("0.0.0.0/0").unwrap()]);
        assert!(everything.contains("127.0.0.1".parse().unwrap()));
        assert!(!everything.contains("::1".parse().unwrap()));
    }
}
