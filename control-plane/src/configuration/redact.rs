//! Hiding secrets from people.

use super::content::Json;
use super::key::Key;
use crate::secret::REDACTED;

/// The kind of documents that hold secrets, and their fields that are never shown.
const SECRET: &str = "Secret";
const HIDDEN: [&str; 2] = ["value", "sealed"];

/// The document for people: of a secret, only what is no secret.
pub(super) fn redact(key: &Key, json: Json) -> Json {
    match json {
        Json::Object(mut members) if key.kind == SECRET => {
            for (name, value) in &mut members {
                if HIDDEN.contains(&name.as_str()) {
                    // An import takes it for the value that is stored.
                    "sealed".clone_into(name);
                    *value = Json::Text(REDACTED.to_owned());
                }
            }
            Json::Object(members)
        }
        other => other,
    }
}

/// [`redact`] of JSON text.
pub(super) fn redacted(key: &Key, content: &str) -> String {
    if key.kind != SECRET {
        return content.to_owned();
    }
    // What cannot be read is not shown either.
    Json::parse(content).map_or_else(
        |_| format!("{REDACTED:?}"),
        |json| redact(key, json).to_text(),
    )
}
