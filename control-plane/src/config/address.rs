//! Host and port of a program on the network.

use std::str::FromStr;

/// A host name or address, and a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPort {
    /// Name or address, without brackets.
    pub host: String,
    /// Port.
    pub port: u16,
}

impl FromStr for HostPort {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = "give it as host:port";
        let (host, port) = text.rsplit_once(':').ok_or(wanted)?;
        let bare = host
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        let host = bare.unwrap_or(host);
        let is_host = !host.is_empty() && !host.contains(['/', '@', '[', ']']);
        if !is_host || (host.contains(':') && bare.is_none()) {
            return Err(wanted);
        }
        Ok(Self {
            host: host.to_owned(),
            port: port.parse().map_err(|_| wanted)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_host_and_port() {
        for (text, host) in [
            ("127.0.0.1:80", "127.0.0.1"),
            ("[::1]:80", "::1"),
            ("bridge.svc:80", "bridge.svc"),
        ] {
            let read: HostPort = text.parse().unwrap();
            assert_eq!((read.host.as_str(), read.port), (host, 80), "{text}");
        }
        for bad in [
            "",
            "80",
            "a:",
            ":80",
            "::1:80",
            "a:b",
            "http://a:80",
            "a:70000",
        ] {
            assert!(bad.parse::<HostPort>().is_err(), "{bad}");
        }
    }
}
