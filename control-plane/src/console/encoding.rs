//! Which encodings a client takes (RFC 9110, section 12.5.3).

use axum::http::{HeaderMap, header};

/// How a file may be compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// As in `Content-Encoding`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The end of the compressed file's name.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }
}

/// The encodings that the client takes, the one with the smallest files first.
pub(super) fn accepted(headers: &HeaderMap) -> &'static [Encoding] {
    let takes = |name: &str| {
        let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
        let mut members = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','));
        members.any(|member| is_accepted(member, name))
    };
    match (takes("br"), takes("gzip")) {
        (true, true) => &[Encoding::Brotli, Encoding::Gzip],
        (true, false) => &[Encoding::Brotli],
        (false, true) => &[Encoding::Gzip],
        (false, false) => &[],
    }
}

/// Whether this member of the list names the encoding, and not to forbid it.
fn is_accepted(member: &str, name: &str) -> bool {
    let (coding, weight) = member.split_once(';').unwrap_or((member, ""));
    let weight = weight.trim().strip_prefix("q=");
    let is_forbidden = weight.is_some_and(|weight| weight.parse::<f32>() == Ok(0.0));
    coding.trim().eq_ignore_ascii_case(name) && !is_forbidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_the_client_takes() {
        use Encoding::{Brotli, Gzip};
        let table: [(&str, &[Encoding]); 6] = [
            ("gzip, deflate, br, zstd", &[Brotli, Gzip]),
            ("GZIP", &[Gzip]),
            ("br;q=0, gzip;q=0.5", &[Gzip]),
            ("br;q=1.0", &[Brotli]),
            ("identity", &[]),
            ("", &[]),
        ];
        for (value, expected) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
            assert_eq!(accepted(&headers), expected, "{value}");
        }
        assert!(accepted(&HeaderMap::new()).is_empty());
    }
}
