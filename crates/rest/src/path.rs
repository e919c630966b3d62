//! The path of a request: a template with placeholders, compiled and filled in.
//!
//! A value is percent-encoded but for RFC 3986 "unreserved" characters, so it never makes a
//! separator; a segment that a value would turn into `.`, `..` or nothing is refused, as servers
//! resolve those to another path.

use crate::argument::{ArgumentError, Arguments};
use crate::parameter::{Shape, percent, percent_encoded};
use crate::source::Source;

/// A path template as written: text and placeholders by segment, and the fixed query.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Template<'t> {
    pub(crate) segments: Vec<Vec<Token<'t>>>,
    pub(crate) query: &'t str,
}

/// A part of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    Literal(&'t str),
    Placeholder(&'t str),
}

impl<'t> Template<'t> {
    /// Reads `/users/{user.id}?kind=all`. The error says what is wrong with it.
    pub(crate) fn parse(path: &'t str) -> Result<Self, String> {
        let mut rest = path.strip_prefix('/').ok_or("must begin with `/`")?;
        let mut segments = Vec::new();
        let mut segment = Vec::new();
        let mut query = "";
        loop {
            let end = rest.find(['/', '?', '#', '{', '}']).unwrap_or(rest.len());
            let (literal, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if !literal.is_empty() {
                check_literal(literal, is_path_character)?;
                segment.push(Token::Literal(literal));
            }
            let mut after = tail.chars();
            match after.next() {
                None => break,
                Some('/') => segments.push(std::mem::take(&mut segment)),
                Some('{') => {
                    let (name, behind) = after
                        .as_str()
                        .split_once('}')
                        .ok_or("has a `{` without `}`")?;
                    if name.is_empty() || name.contains('{') {
                        return Err(format!(
                            "has a placeholder without a proper name: `{{{name}}}`"
                        ));
                    }
                    segment.push(Token::Placeholder(name));
                    rest = behind;
                    continue;
                }
                Some('?') => {
                    query = after.as_str();
                    break;
                }
                Some(other) => return Err(format!("must not contain `{other}`")),
            }
            rest = after.as_str();
        }
        segments.push(segment);
        check_query(query)?;
        check_segments(&segments)?;
        Ok(Self { segments, query })
    }
}

/// Fixed segments must not lead elsewhere; only the last may be empty (a trailing slash).
fn check_segments(segments: &[Vec<Token<'_>>]) -> Result<(), String> {
    for (index, segment) in segments.iter().enumerate() {
        match segment.as_slice() {
            [] if index + 1 < segments.len() => {
                return Err("has an empty segment (`//`)".to_owned());
            }
            [Token::Literal(text)] if leads_elsewhere(text) => {
                return Err(format!("must not contain the segment `{text}`"));
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_query(query: &str) -> Result<(), String> {
    if query.contains(['{', '}']) {
        return Err("has a placeholder in its query: use a parameter with `in: query`".to_owned());
    }
    check_literal(query, |byte| {
        is_path_character(byte) || matches!(byte, b'/' | b'?')
    })
}

/// Checks fixed text of a URL: allowed characters and whole percent-encodings only.
pub(crate) fn check_literal(text: &str, allowed: impl Fn(u8) -> bool) -> Result<(), String> {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next(), bytes.next()];
            if !digits
                .iter()
                .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
            {
                return Err("has a `%` without two hexadecimal digits".to_owned());
            }
        } else if !allowed(byte) {
            return Err(format!(
                "must have `{}` percent-encoded",
                text.escape_debug()
            ));
        }
    }
    Ok(())
}

/// RFC 3986 `pchar`, but for percent-encodings.
pub(crate) fn is_path_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte)
}

/// Whether servers may read the segment as empty, `.` or `..`: also in percent-encoding, and also
/// with path parameters (`..;a=b`), which some servers cut off before they resolve dots.
pub(crate) fn leads_elsewhere(segment: &str) -> bool {
    let name = segment.split(';').next().unwrap_or_default();
    segment.is_empty() || (!name.is_empty() && is_dots(name))
}

fn is_dots(mut name: &str) -> bool {
    let mut dots = 0;
    while !name.is_empty() {
        let dot = [".", "%2e", "%2E"]
            .iter()
            .find_map(|dot| name.strip_prefix(dot));
        let Some(rest) = dot else { return false };
        name = rest;
        dots += 1;
    }
    dots <= 2
}

/// OpenAPI styles of path parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathStyle {
    Simple,
    Label,
    Matrix,
}

/// A value in a path.
#[derive(Debug)]
pub(crate) struct PathValue {
    name: String,
    style: PathStyle,
    explode: bool,
}

impl PathValue {
    /// `name` is the placeholder's, as matrix style shows it.
    pub(crate) fn new(name: &str, style: PathStyle, explode: bool) -> Self {
        Self {
            name: percent_encoded(name),
            style,
            explode,
        }
    }

    /// Appends `shape`; the error is what was expected.
    pub(crate) fn write(&self, out: &mut String, shape: &Shape<'_>) -> Result<(), &'static str> {
        let pair = if self.explode { "=" } else { "," };
        match self.style {
            PathStyle::Simple => {
                let start = out.len();
                shape.join(out, ",", pair, percent)?;
                if out.len() == start {
                    Err("a value that is not empty")
                } else {
                    Ok(())
                }
            }
            PathStyle::Label => {
                out.push('.');
                shape.join(out, if self.explode { "." } else { "," }, pair, percent)
            }
            PathStyle::Matrix => self.write_matrix(out, shape),
        }
    }

    fn write_matrix(&self, out: &mut String, shape: &Shape<'_>) -> Result<(), &'static str> {
        match shape {
            Shape::List(items) if self.explode => {
                for item in items {
                    self.write_matrix(out, &Shape::Scalar(item.as_ref().into()))?;
                }
                Ok(())
            }
            Shape::Object(_) if self.explode => {
                out.push(';');
                shape.join(out, ";", "=", percent)
            }
            // RFC 6570 section 3.2.7: an empty value has no `=`.
            Shape::Scalar(text) if text.is_empty() => {
                out.push(';');
                out.push_str(&self.name);
                Ok(())
            }
            _ => {
                out.push(';');
                out.push_str(&self.name);
                out.push('=');
                shape.join(out, ",", ",", percent)
            }
        }
    }
}

/// A compiled path.
#[derive(Debug, Default)]
pub(crate) struct Path {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    /// Whole segments of fixed text, each with its `/`.
    Literal(String),
    /// A segment with values in it.
    Segment(Vec<Piece>),
}

/// A part of a segment that holds values.
#[derive(Debug)]
pub(crate) enum Piece {
    Literal(String),
    Value(Source, PathValue),
}

impl Path {
    /// Appends a segment. Fixed values are literals already, so a segment may turn out to be fixed
    /// text; the error says what is wrong with that.
    pub(crate) fn push_segment(&mut self, pieces: Vec<Piece>) -> Result<(), String> {
        let mut text = String::new();
        for piece in &pieces {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Value(..) => {
                    self.parts.push(Part::Segment(pieces));
                    return Ok(());
                }
            }
        }
        if !pieces.is_empty() && leads_elsewhere(&text) {
            return Err(format!("must not contain the segment `{text}`"));
        }
        match self.parts.last_mut() {
            Some(Part::Literal(literal)) => {
                literal.push('/');
                literal.push_str(&text);
            }
            _ => self.parts.push(Part::Literal(format!("/{text}"))),
        }
        Ok(())
    }

    /// Appends the path with the values of `arguments` filled in.
    pub(crate) fn write(
        &self,
        out: &mut String,
        arguments: &Arguments<'_>,
    ) -> Result<(), ArgumentError> {
        for part in &self.parts {
            match part {
                Part::Literal(literal) => out.push_str(literal),
                Part::Segment(pieces) => write_segment(out, pieces, arguments)?,
            }
        }
        Ok(())
    }
}

fn write_segment(
    out: &mut String,
    pieces: &[Piece],
    arguments: &Arguments<'_>,
) -> Result<(), ArgumentError> {
    out.push('/');
    let start = out.len();
    let mut filled_by = None;
    for piece in pieces {
        match piece {
            Piece::Literal(literal) => out.push_str(literal),
            Piece::Value(source, value) => {
                let shape = source
                    .shape(arguments)?
                    .ok_or_else(|| ArgumentError::Missing(source.name()))?;
                value
                    .write(out, &shape)
                    .map_err(|expected| source.unexpected(expected))?;
                filled_by = Some(source);
            }
        }
    }
    match (filled_by, out.get(start..)) {
        (Some(source), Some(segment)) if leads_elsewhere(segment) => {
            Err(source.unexpected("something else than `.` or `..`"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_read_by_segment() {
        let template = Template::parse("/a/{b.c}/f-{d}.json/?x=1&y=%20").unwrap();
        let expected: Vec<Vec<Token<'_>>> = vec![
            vec![Token::Literal("a")],
            vec![Token::Placeholder("b.c")],
            vec![
                Token::Literal("f-"),
                Token::Placeholder("d"),
                Token::Literal(".json"),
            ],
            vec![],
        ];
        assert_eq!(
            template,
            Template {
                segments: expected,
                query: "x=1&y=%20"
            }
        );
    }

    #[test]
    fn bad_templates_are_refused() {
        let bad = [
            "", "a", "//", "/a//b", "/.", "/a/../b", "/%2e%2E", "/..;x", "/{", "/}", "/{}",
            "/{a{b}}", "/a b", "/ä", "/%zz", "/%2", "/a#b", "/a\\b", "/?q={a}", "/?q=\"", "/?q#",
            "/a\r\nb",
        ];
        for path in bad {
            assert!(Template::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn segments_that_lead_elsewhere() {
        for segment in ["", ".", "..", "%2e", ".%2E", "..;a=b", ".;"] {
            assert!(leads_elsewhere(segment), "{segment}");
        }
        for segment in ["...", "a", ";a=b", ".a", "..a", "%2f", "a;.."] {
            assert!(!leads_elsewhere(segment), "{segment}");
        }
    }
}
