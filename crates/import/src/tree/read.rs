//! Reading text that is JSON or YAML.

use super::{Value, json, yaml};

/// Most bytes of a description.
const LARGEST: usize = 64 << 20;

/// Most values in a description: each takes many times the bytes of its text.
pub(super) const MOST_VALUES: usize = 4_000_000;

/// What is told where there are more.
pub(super) const TOO_MANY: &str = "there are more than 4,000,000 values";

/// Why a text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Over 64 MiB.
    #[error("the text is larger than 64 MiB")]
    TooLarge,
    /// Neither JSON nor YAML.
    #[error("line {line}: {message}")]
    Syntax {
        /// Where, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// Nothing is in it.
    #[error("the text is empty")]
    Empty,
}

/// Reads JSON or YAML; all documents of a YAML stream.
///
/// # Errors
/// The text is neither, too large, or empty.
pub fn read(text: &str) -> Result<Vec<Value>, ReadError> {
    if text.len() > LARGEST {
        return Err(ReadError::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with(['{', '[']) {
        match json::read(text) {
            Ok(value) => return Ok(vec![value]),
            // YAML may begin with a brace, too, and then is what tells more.
            Err(error) if error.is_syntax() => {
                return yaml::read(text).map_err(|_| ReadError::Syntax {
                    line: error.line(),
                    message: error.to_string(),
                });
            }
            Err(error) => {
                return Err(ReadError::Syntax {
                    line: error.line(),
                    message: error.to_string(),
                });
            }
        }
    }
    let documents = yaml::read(text)?;
    if documents.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            Ok(documents) => documents.iter().map(ToString::to_string).collect(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn json_and_yaml() {
        assert_eq!(shown("\u{feff} {\"a\": 1}"), r#"{"a":1}"#);
        assert_eq!(shown("{a: 1}"), r#"{"a":1}"#);
        assert_eq!(shown("a: 1\n---\nb: 2\n"), r#"{"a":1}{"b":2}"#);
        assert_eq!(shown(""), "the text is empty");
        assert_eq!(shown("# nothing\n"), "the text is empty");
        assert!(shown("{\"a\": }}").starts_with("line 1: "));
        let many = "0,".repeat(MOST_VALUES);
        assert!(shown(&format!("[{many}0]")).contains(TOO_MANY));
        assert!(
            shown("a: [1\nb: 2").starts_with("line 2: "),
            "{}",
            shown("a: [1\nb: 2")
        );
    }
}
