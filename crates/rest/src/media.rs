//! Media types (RFC 9110 section 8.3.1).

/// A content type without its parameters: `text/html` of `text/html; charset=utf-8`.
pub(crate) fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// A parameter of a content type, without quotes: `utf-8` of `text/html; charset="utf-8"`.
pub(crate) fn parameter<'c>(content_type: &'c str, name: &str) -> Option<&'c str> {
    let parameters = content_type.split(';').skip(1);
    let mut pairs = parameters.filter_map(|parameter| parameter.split_once('='));
    let (_, value) = pairs.find(|(found, _)| found.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"'))
}

/// Whether the content type is JSON: `application/json`, or one that ends in `+json` (RFC 6839).
pub(crate) fn is_json(content_type: &str) -> bool {
    let essence = essence(content_type);
    essence.eq_ignore_ascii_case("application/json") || ends_with(essence, "+json")
}

/// Whether the content type is that of a text for sure: `text/…` or JSON.
pub(crate) fn is_text(content_type: &str) -> bool {
    starts_with(essence(content_type), "text/") || is_json(content_type)
}

/// Whether text of this type is XML or HTML.
pub(crate) fn is_markup(content_type: &str) -> bool {
    let essence = essence(content_type);
    ends_with(essence, "/xml") || ends_with(essence, "+xml") || ends_with(essence, "/html")
}

/// What MCP content a response of this type becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// Anything that may be text.
    Other,
    Image,
    Audio,
}

impl Media {
    /// Reads a content type. `image/svg+xml` is text: that is what a model can read.
    pub(crate) fn of(content_type: &str) -> Self {
        let essence = essence(content_type);
        if starts_with(essence, "image/") && !ends_with(essence, "+xml") {
            Self::Image
        } else if starts_with(essence, "audio/") {
            Self::Audio
        } else {
            Self::Other
        }
    }
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn ends_with(text: &str, suffix: &str) -> bool {
    let start = text.len().checked_sub(suffix.len());
    start
        .and_then(|start| text.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_types() {
        for json in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
            "a/b+JSON ;x",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in [
            "",
            "text/plain",
            "application/jsonp",
            "application/json-seq",
            "json",
            "text/x; a=+json",
        ] {
            assert!(!is_json(other), "{other}");
        }
    }

    #[test]
    fn parameters() {
        let table = [
            ("text/html; charset=utf-8", Some("utf-8")),
            ("text/html;a=1; Charset = \"UTF-8\" ;b", Some("UTF-8")),
            ("text/html; charset=", Some("")),
            ("text/html; charset", None),
            ("text/html", None),
            ("charset=utf-8", None),
        ];
        for (content_type, expected) in table {
            assert_eq!(
                parameter(content_type, "charset"),
                expected,
                "{content_type}"
            );
        }
    }

    #[test]
    fn kinds_of_media() {
        assert_eq!(Media::of("IMAGE/png"), Media::Image);
        assert_eq!(Media::of("image/svg+xml"), Media::Other);
        assert_eq!(Media::of("audio/wav; rate=8000"), Media::Audio);
        assert_eq!(Media::of("application/pdf"), Media::Other);
        assert_eq!(Media::of(""), Media::Other);
    }
}
