//! Headers that repeat the body: decoding them, and comparing them with arguments.
//!
//! Lines: the type of the argument (s, i, b), a header's value for every part between tabs; then
//! the argument as JSON.

use crate::split::{lines, text};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portico_mcp::header::{Field, decode};
use portico_mcp::parameter::{ArgumentType, Mirrored, header_name};
use serde_json::value::RawValue;

/// Runs one input.
pub fn run(data: &[u8]) {
    let ([kind, values], argument) = lines(data);
    decoding(text(values));
    if let Some(name) = header_name(text(values)) {
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b':')
        );
    }
    let json = serde_json::from_slice::<&RawValue>(argument)
        .ok()
        .map(RawValue::get);
    let argument_type = match kind.first() {
        Some(b'i') => ArgumentType::Integer,
        Some(b'b') => ArgumentType::Boolean,
        _ => ArgumentType::String,
    };
    let mirrored = Mirrored {
        path: vec!["x".to_owned()],
        header: "mcp-param-x".to_owned(),
        argument_type,
    };
    let mut field = Field::default();
    let mut count = 0;
    for value in values.split(|byte| *byte == b'\t') {
        field.add(value);
        count += 1;
    }
    if mirrored.check(&field, json).is_ok() {
        assert!(count == 1 && json.is_some_and(|json| json != "null"));
    }
    if let Some(json) = json {
        what_clients_send(&mirrored, json);
    }
}

/// A value is decoded to what was encoded; what is no text is refused.
fn decoding(value: &str) {
    let encoded = format!("=?base64?{}?=", STANDARD.encode(value));
    assert_eq!(decode(&encoded).as_deref(), Some(value));
    if let Some(decoded) = decode(value) {
        let plain = value
            .bytes()
            .all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
        assert!(plain, "{value:?} is not ASCII, yet decoded to {decoded:?}");
    }
}

/// The header that a client makes of an argument agrees with it.
fn what_clients_send(mirrored: &Mirrored, json: &str) {
    let value = match json.as_bytes().first() {
        Some(b'{' | b'[') => return,
        Some(b'"') => match serde_json::from_str::<String>(json) {
            Ok(text) => format!("=?base64?{}?=", STANDARD.encode(text)),
            Err(_) => return,
        },
        _ => json.to_owned(),
    };
    let mut field = Field::default();
    if json != "null" {
        field.add(value.as_bytes());
    }
    mirrored.check(&field, Some(json)).unwrap();
}
