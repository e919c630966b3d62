//! Protocol revisions.

/// A revision of the MCP specification. Ordered by date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the dates")]
pub enum Revision {
    V2024_11_05,
    V2025_03_26,
    V2025_06_18,
    V2025_11_25,
    V2026_07_28,
}

impl Revision {
    /// The revisions that begin with an `initialize` handshake, oldest first.
    pub const LEGACY: [Self; 4] = [
        Self::V2024_11_05,
        Self::V2025_03_26,
        Self::V2025_06_18,
        Self::V2025_11_25,
    ];

    /// The revisions whose requests describe themselves in `_meta`.
    pub const MODERN: [Self; 1] = [Self::V2026_07_28];

    /// The newest legacy revision: what `initialize` answers to a version that it does not know.
    pub const LATEST_LEGACY: Self = Self::V2025_11_25;

    /// The legacy revision that a request without `MCP-Protocol-Version` is taken to speak
    /// (2025-11-25, Transports, Protocol Version Header).
    pub const ASSUMED: Self = Self::V2025_03_26;

    /// The date that names the revision on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2024_11_05 => "2024-11-05",
            Self::V2025_03_26 => "2025-03-26",
            Self::V2025_06_18 => "2025-06-18",
            Self::V2025_11_25 => "2025-11-25",
            Self::V2026_07_28 => "2026-07-28",
        }
    }

    /// The revision of that date, if it is supported.
    pub fn parse(text: &str) -> Option<Self> {
        Self::LEGACY
            .into_iter()
            .chain(Self::MODERN)
            .find(|revision| revision.as_str() == text)
    }

    /// Whether requests of this revision carry their context in `_meta` instead of a session.
    pub fn is_modern(self) -> bool {
        self >= Self::V2026_07_28
    }

    /// Whether a JSON-RPC batch must be accepted (only 2025-03-26 defines it).
    pub fn allows_batch(self) -> bool {
        self == Self::V2025_03_26
    }

    /// What `initialize` answers to a client that asks for `requested`: the same revision where it
    /// is a supported legacy one, the newest legacy one otherwise (2025-11-25, Lifecycle, Version
    /// Negotiation).
    pub fn negotiate(requested: &str) -> Self {
        Self::parse(requested)
            .filter(|revision| !revision.is_modern())
            .unwrap_or(Self::LATEST_LEGACY)
    }
}

/// Whether `text` names a modern revision, known or not: a date of 2026-07-28 or later.
pub fn names_modern(text: &str) -> bool {
    is_date(text) && text >= Revision::V2026_07_28.as_str()
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negotiates() {
        let table = [
            ("2024-11-05", Revision::V2024_11_05),
            ("2025-03-26", Revision::V2025_03_26),
            ("2025-06-18", Revision::V2025_06_18),
            ("2025-11-25", Revision::V2025_11_25),
            ("2026-07-28", Revision::V2025_11_25),
            ("1999-01-01", Revision::V2025_11_25),
            ("", Revision::V2025_11_25),
        ];
        for (requested, answered) in table {
            assert_eq!(Revision::negotiate(requested), answered, "{requested}");
        }
    }

    #[test]
    fn tells_modern_dates() {
        for text in ["2026-07-28", "2026-07-29", "2099-01-01"] {
            assert!(names_modern(text), "{text}");
        }
        for text in ["2025-11-25", "DRAFT-2026-v1", "", "9999", "2026-7-28"] {
            assert!(!names_modern(text), "{text}");
        }
    }
}
