//! Names that fit: of tools, of arguments, of documents.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher as _;

/// Longest name of a tool that is made here: some models take no more.
const LONGEST_TOOL: usize = 64;

/// Longest name of a document that is made here; what distinguishes it comes behind.
const LONGEST_DOCUMENT: usize = 40;

/// Most digits of a number behind a name.
const LONGEST_NUMBER: usize = 10;

/// Names of which each is given once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
    /// By what names with a number begin with, the last number that was given.
    numbers: BTreeMap<String, u32>,
}

impl Names {
    /// Takes `name`; false where it is taken.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// `name`, or with a number behind it the first one that is free. At most `longest` bytes.
    pub(crate) fn free(&mut self, name: &str, longest: usize, between: &str) -> String {
        let whole = cut(name, longest);
        if self.take(whole) {
            return whole.to_owned();
        }
        // Trying each number anew would take ever longer. Names that are cut may share a beginning.
        let longest_suffix = between.len().saturating_add(LONGEST_NUMBER);
        let beginning = cut(name, longest.saturating_sub(longest_suffix)).to_owned();
        let mut number = self.numbers.get(&beginning).copied().unwrap_or(1);
        loop {
            number = number.saturating_add(1);
            let suffix = format!("{between}{number}");
            let kept = cut(name, longest.saturating_sub(suffix.len()));
            let candidate = format!("{kept}{suffix}");
            if self.take(&candidate) {
                self.numbers.insert(beginning, number);
                return candidate;
            }
        }
    }
}

/// Whether Portico takes it for the name of a tool.
pub(crate) fn is_tool_name(name: &str) -> bool {
    (1..=128).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

/// A name of a tool: of letters, digits, `_` and `-`, which all models take.
pub(crate) fn tool(text: &str) -> String {
    let name = squeezed(text, |c| c.is_ascii_alphanumeric() || c == '-', '_');
    let name = name.trim_matches(['_', '-']);
    if name.is_empty() {
        return "tool".to_owned();
    }
    shortened(name, LONGEST_TOOL)
}

/// A name of a tool that is not taken.
pub(crate) fn free_tool(names: &mut Names, name: &str) -> String {
    names.free(name, LONGEST_TOOL.max(name.len()), "_")
}

/// A name of an argument, of letters, digits and `_`, which templates can use.
pub(crate) fn argument(text: &str) -> String {
    let name = squeezed(text, |c| c.is_ascii_alphanumeric(), '_');
    let name = name.trim_end_matches('_');
    let own = if text.starts_with('_') {
        name
    } else {
        name.trim_start_matches('_')
    };
    match own.chars().next() {
        None => "value".to_owned(),
        Some(first) if first.is_ascii_digit() => shortened(&format!("_{own}"), LONGEST_TOOL),
        Some(_) => shortened(own, LONGEST_TOOL),
    }
}

/// Whether an argument may be called so without another name on the wire.
pub(crate) fn is_plain_argument(name: &str) -> bool {
    (1..=LONGEST_TOOL).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// A name of a document: of lower-case letters, digits and `-`.
pub(crate) fn document(text: &str) -> String {
    let lower = text.to_lowercase();
    let name = squeezed(
        &lower,
        |c| c.is_ascii_lowercase() || c.is_ascii_digit(),
        '-',
    );
    let name = cut(name.trim_matches('-'), LONGEST_DOCUMENT).trim_matches('-');
    if name.is_empty() {
        "api".to_owned()
    } else {
        name.to_owned()
    }
}

/// The environment variable for the secret of this name.
pub(crate) fn variable(secret: &str) -> String {
    secret.to_uppercase().replace('-', "_")
}

/// `text` with one `filler` for each run of characters that are not `kept`.
fn squeezed(text: &str, kept: impl Fn(char) -> bool, filler: char) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if kept(c) {
            out.push(c);
        } else if !out.ends_with(filler) {
            out.push(filler);
        }
    }
    out
}

/// `name`, with a hash in the place of its end where it is too long: the same one for the same name.
fn shortened(name: &str, longest: usize) -> String {
    if name.len() <= longest {
        return name.to_owned();
    }
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    hasher.write(name.as_bytes());
    let hash = format!("_{:06x}", hasher.finish() & 0xff_ffff);
    let kept = cut(name, longest.saturating_sub(hash.len()));
    format!("{}{hash}", kept.trim_end_matches('_'))
}

/// The beginning of `text`, at most `longest` bytes.
pub(crate) fn cut(text: &str, longest: usize) -> &str {
    let mut end = longest.min(text.len());
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    text.get(..end).unwrap_or_default()
}

/// FNV-1a: the same on every machine and in every version.
struct Fnv(u64);

impl std::hash::Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit() {
        let table = [
            ("listPets", "listPets"),
            ("pets/list all", "pets_list_all"),
            ("get__pets.v1", "get_pets_v1"),
            ("é", "tool"),
            ("-x-", "x"),
        ];
        for (text, expected) in table {
            assert_eq!(tool(text), expected);
        }
        let long = "a".repeat(100);
        assert_eq!(tool(&long).len(), 64);
        assert_ne!(tool(&long), tool(&format!("{long}b")));
        let arguments = [
            ("X-Api-Version", "X_Api_Version"),
            ("$filter", "filter"),
            ("filter[name]", "filter_name"),
            ("_id", "_id"),
            ("2fa", "_2fa"),
            ("[]", "value"),
        ];
        for (text, expected) in arguments {
            assert_eq!(argument(text), expected);
        }
        assert_eq!(
            document("Swagger Petstore - OpenAPI 3.0"),
            "swagger-petstore-openapi-3-0"
        );
        assert_eq!(document("Füße"), "f-e");
        assert_eq!(document("***"), "api");
        assert_eq!(document(&long).len(), 40);
    }

    #[test]
    fn each_name_is_given_once() {
        let mut names = Names::default();
        let given: Vec<_> = (0..3).map(|_| free_tool(&mut names, "a")).collect();
        assert_eq!(given, ["a", "a_2", "a_3"]);
        assert_eq!(names.free("abc", 3, "_"), "abc");
        assert_eq!(names.free("abc", 3, "_"), "a_4");
    }
}
