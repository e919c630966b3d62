//! Fingerprints of a server's lists. They depend on nothing but what clients see, so all replicas
//! agree, and a client can carry them from one to another in the id of an event.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Tools.
    Tools,
    /// Prompts.
    Prompts,
    /// Resources and resource templates.
    Resources,
}

impl Part {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Tools, Self::Prompts, Self::Resources];

    /// The notification that it changed.
    pub(crate) const fn list_changed(self) -> &'static str {
        match self {
            Self::Tools => "notifications/tools/list_changed",
            Self::Prompts => "notifications/prompts/list_changed",
            Self::Resources => "notifications/resources/list_changed",
        }
    }
}

/// One fingerprint for each list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Prints([u64; 3]);

impl Prints {
    /// A fingerprint for each part.
    pub(crate) fn from_fn(print: impl FnMut(Part) -> u64) -> Self {
        Self(Part::ALL.map(print))
    }

    /// The fingerprint of `part`.
    pub(crate) fn get(self, part: Part) -> u64 {
        let [tools, prompts, resources] = self.0;
        match part {
            Part::Tools => tools,
            Part::Prompts => prompts,
            Part::Resources => resources,
        }
    }

    /// The same with another fingerprint of `part`.
    pub(crate) fn with(self, part: Part, print: u64) -> Self {
        Self::from_fn(|each| if each == part { print } else { self.get(each) })
    }

    /// As text that can stand in an event's id.
    pub(crate) fn to_text(self) -> String {
        let bytes: Vec<u8> = self
            .0
            .iter()
            .flat_map(|print| print.to_be_bytes())
            .collect();
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads what [`Prints::to_text`] wrote.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (words, []) = bytes.as_chunks::<8>() else {
            return None;
        };
        let words: [[u8; 8]; 3] = words.try_into().ok()?;
        Some(Self(words.map(u64::from_be_bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn survive_a_round_trip(prints: [u64; 3]) {
            let prints = Prints(prints);
            proptest::prop_assert_eq!(Prints::parse(&prints.to_text()), Some(prints));
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = Prints::parse(&text);
        }
    }
}
