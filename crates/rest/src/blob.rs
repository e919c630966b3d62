//! Bytes in arguments: base64, or a `data:` URL (RFC 2397).

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::borrow::Cow;

/// Models leave the padding out at times.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes and what they are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Blob<'t> {
    pub(crate) media_type: Option<&'t str>,
    pub(crate) bytes: Vec<u8>,
}

/// Reads `text`; the error is what was expected.
pub(crate) fn decode(text: &str) -> Result<Blob<'_>, &'static str> {
    let is_url = text
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    match text.get(5..).filter(|_| is_url) {
        Some(url) => decode_url(url),
        None => Ok(Blob {
            media_type: None,
            bytes: base64(text)?,
        }),
    }
}

fn decode_url(url: &str) -> Result<Blob<'_>, &'static str> {
    let (head, data) = url
        .split_once(',')
        .ok_or("base64, or a data: URL with a comma before its data")?;
    let data: Cow<'_, [u8]> = percent_encoding::percent_decode_str(data).into();
    let lower = head.to_ascii_lowercase();
    let (head, bytes) = match lower.strip_suffix(";base64") {
        Some(rest) => {
            let text = std::str::from_utf8(&data).map_err(|_| "a data: URL with base64 data")?;
            (head.get(..rest.len()).unwrap_or_default(), base64(text)?)
        }
        None => (head, data.into_owned()),
    };
    let media_type = head.split(';').next().unwrap_or_default();
    if !media_type.is_empty() && !is_media_type(media_type) {
        return Err("a data: URL with a media type such as image/png");
    }
    Ok(Blob {
        media_type: (!media_type.is_empty()).then_some(media_type),
        bytes,
    })
}

fn base64(text: &str) -> Result<Vec<u8>, &'static str> {
    // Encoders for mail break lines.
    let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    LENIENT.decode(text).map_err(|_| "base64, or a data: URL")
}

/// `type/subtype` (RFC 9110 section 8.3.1).
pub(crate) fn is_media_type(text: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    text.split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read() {
        let table: [(&str, Option<&str>, &[u8]); 9] = [
            ("aGk=", None, b"hi"),
            ("aGk", None, b"hi"),
            ("aG\r\n k=\n", None, b"hi"),
            ("", None, b""),
            ("data:,a%20b", None, b"a b"),
            (
                "data:text/plain;charset=utf-8,%C3%A4",
                Some("text/plain"),
                "ä".as_bytes(),
            ),
            (
                "data:image/png;base64,/+8=",
                Some("image/png"),
                &[0xff, 0xef],
            ),
            (
                "DATA:Image/PNG;a=b;BASE64,%2F+8%3D",
                Some("Image/PNG"),
                &[0xff, 0xef],
            ),
            ("data:;base64,aGk=", None, b"hi"),
        ];
        for (text, media_type, bytes) in table {
            let blob = decode(text).unwrap();
            assert_eq!(
                (blob.media_type, &*blob.bytes),
                (media_type, bytes),
                "{text}"
            );
        }
        for text in [
            "a b!",
            "data:x",
            "data:a b/c,x",
            "data:a/b\r\nx: y,z",
            "data:;base64,*",
            "ä",
            "dataä",
        ] {
            assert!(decode(text).is_err(), "{text}");
        }
    }
}
