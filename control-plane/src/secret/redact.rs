//! Documents as they are shown: in the API, in diffs, in exports, in logs.

use portico_config::Document;
use portico_config::model::Secret;

/// What stands in the place of a sealed value.
pub const REDACTED: &str = "[sealed]";

/// `document` without anything that must not be shown: a secret's value is gone, and its ciphertext
/// is replaced by [`REDACTED`]. Where a value comes from stays.
pub fn redact(document: &Document) -> Document {
    match document {
        Document::Secret(secret) => Document::Secret(Secret {
            value: None,
            sealed: (secret.value.is_some() || secret.sealed.is_some())
                .then(|| REDACTED.to_owned()),
            ..secret.clone()
        }),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &str) -> String {
        let document = portico_config::parse(json).unwrap();
        let written = serde_json::to_string(&document).unwrap();
        let debug = format!("{document:?}");
        assert!(!written.contains("hunter2") && !debug.contains("hunter2"));
        serde_json::to_string(&redact(&document)).unwrap()
    }

    #[test]
    fn values_are_never_shown() {
        let table = [
            (r#""value":"hunter2""#, r#""sealed":"[sealed]""#),
            (r#""sealed":"v1.0.abc""#, r#""sealed":"[sealed]""#),
            (r#""from":{"env":"KEY"}"#, r#""from":{"env":"KEY"}"#),
        ];
        for (field, expected) in table {
            let json = format!(r#"{{"kind":"Secret","name":"s",{field}}}"#);
            let expected =
                format!(r#"{{"kind":"Secret","name":"s","tenant":"default",{expected}}}"#);
            assert_eq!(shown(&json), expected);
        }
        let upstream = r#"{"kind":"Upstream","name":"u","tenant":"default","url":"http://u"}"#;
        assert_eq!(shown(upstream), upstream);
    }
}
