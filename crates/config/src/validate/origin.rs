//! Values of the `Origin` header that a server accepts.

const FORM: &str =
    "write it as browsers send it, scheme://host or scheme://host:port, or `*` for all";

/// `*`, or the serialization of a tuple origin (RFC 6454 section 6.2): in lower case, without a
/// path, and without a port that is the scheme's own.
pub(super) fn check(origin: &str) -> Result<(), String> {
    if origin == "*" {
        return Ok(());
    }
    let (scheme, authority) = origin.split_once("://").ok_or(FORM)?;
    if !is_scheme(scheme) {
        return Err(FORM.to_owned());
    }
    let (host, port) = split_port(authority);
    if !is_host(host) || !port.is_none_or(is_port) {
        return Err(FORM.to_owned());
    }
    match (scheme, port) {
        ("http", Some("80")) | ("https", Some("443")) => {
            Err("browsers leave this port out, as it is the scheme's own: remove it".to_owned())
        }
        _ => Ok(()),
    }
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        // The colons of an IPv6 address are inside its brackets.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_scheme(scheme: &str) -> bool {
    let legal =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-.".contains(&byte);
    scheme.starts_with(|c: char| c.is_ascii_lowercase()) && scheme.bytes().all(legal)
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return address.parse::<std::net::Ipv6Addr>().is_ok()
            && address.to_ascii_lowercase() == address;
    }
    let legal =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte);
    !host.is_empty() && host.bytes().all(legal)
}

fn is_port(port: &str) -> bool {
    !port.starts_with(['0', '+']) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins() {
        let right = [
            "*",
            "https://a",
            "http://a.example.com:8080",
            "http://[::1]",
            "http://[::1]:8080",
            "chrome-extension://abcdef",
            "vscode-webview://1-2",
        ];
        for origin in right {
            assert_eq!(check(origin), Ok(()), "{origin}");
        }
        let wrong = [
            "",
            "null",
            "a.example.com",
            "https://",
            "https://a/",
            "https://a/b",
            "https://A",
            "HTTPS://a",
            "https://a:",
            "https://a:0",
            "https://a:65536",
            "https://a:+1",
            "https://a:x",
            "https://u@a",
            "https://*.a",
            "1a://a",
            "http://[::1",
            "http://[::g]",
            "http://[::1]x",
            "https://a b",
            "https://a:443",
            "http://a:80",
        ];
        for origin in wrong {
            assert!(check(origin).is_err(), "{origin}");
        }
    }
}
