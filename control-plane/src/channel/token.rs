//! Tokens of nodes. Only their hashes are kept.

use sha2::{Digest as _, Sha256};
use std::fmt;

/// Shortest token, in bytes.
const MIN_LENGTH: usize = 20;

/// Tokens that are accepted, each with a name for the log.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Tokens(Vec<(String, [u8; 32])>);

/// A line of the file that is no token.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {0}: write a name, a blank and a token of at least {MIN_LENGTH} characters")]
pub(super) struct NoToken(usize);

impl Tokens {
    /// Reads lines of a name and a token. Empty lines, and those that begin with `#`, are skipped.
    ///
    /// # Errors
    /// The first line that is something else, or the first one if there is no token.
    pub(super) fn parse(text: &str) -> Result<Self, NoToken> {
        let lines = (1..).zip(text.lines().map(str::trim));
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let tokens = lines.map(|(number, line)| entry(line).ok_or(NoToken(number)));
        let tokens: Vec<_> = tokens.collect::<Result<_, _>>()?;
        if tokens.is_empty() {
            return Err(NoToken(1));
        }
        Ok(Self(tokens))
    }

    /// The name of the token with this digest. Takes the same time whichever token it is, or none.
    pub(super) fn name_of(&self, digest: &[u8; 32]) -> Option<&str> {
        let same = |other: &[u8; 32]| {
            let difference = digest
                .iter()
                .zip(other)
                .fold(0, |sum, (a, b)| sum | (a ^ b));
            std::hint::black_box(difference) == 0
        };
        let mut found = None;
        for (name, known) in &self.0 {
            if same(known) {
                found = Some(name.as_str());
            }
        }
        found
    }
}

/// Digest of the token in the value of an `authorization` header (RFC 6750 section 2.1).
pub(super) fn digest(authorization: &[u8]) -> Option<[u8; 32]> {
    let (scheme, token) = authorization.split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"bearer ").then(|| hash(token))
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

fn entry(line: &str) -> Option<(String, [u8; 32])> {
    let (name, token) = line.split_once(char::is_whitespace)?;
    let token = token.trim_start();
    let legal = token.len() >= MIN_LENGTH && token.bytes().all(|byte| byte.is_ascii_graphic());
    legal.then(|| (name.to_owned(), hash(token.as_bytes())))
}

fn hash(token: &[u8]) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# edge\nberlin  aaaaaaaaaaaaaaaaaaaa\n\nparis bbbbbbbbbbbbbbbbbbbb\n";

    #[test]
    fn tokens_are_found_by_their_text() {
        let tokens = Tokens::parse(FILE).unwrap();
        let table = [
            ("Bearer aaaaaaaaaaaaaaaaaaaa", Some("berlin")),
            ("bearer bbbbbbbbbbbbbbbbbbbb", Some("paris")),
            ("Bearer aaaaaaaaaaaaaaaaaaab", None),
            ("Bearer aaaaaaaaaaaaaaaaaaaa ", None),
            ("Basic aaaaaaaaaaaaaaaaaaaa", None),
            ("Bearer ", None),
            ("", None),
        ];
        for (header, expected) in table {
            let name = digest(header.as_bytes())
                .and_then(|digest| tokens.name_of(&digest).map(str::to_owned));
            assert_eq!(name.as_deref(), expected, "{header}");
        }
        assert!(!format!("{tokens:?}").contains("aaaa"));
    }

    #[test]
    fn lines_are_checked() {
        let table = [
            ("", 1),
            ("# none", 1),
            ("a\n", 1),
            ("a aaaaaaaaaaaaaaaaaaaa\nb short", 2),
        ];
        for (text, line) in table {
            assert_eq!(Tokens::parse(text), Err(NoToken(line)), "{text}");
        }
    }
}
