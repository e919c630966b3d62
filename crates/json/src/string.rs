//! Escapes of JSON strings.

/// The characters of a string that is written as `raw`, which is known to be valid.
pub(super) fn decode(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = escape.chars();
        match chars.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let (c, after) = unicode(chars.as_str());
                out.push(c);
                rest = after;
                continue;
            }
            Some(other) => out.push(other),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

/// The character whose `\u` stands before `text`, and what follows.
fn unicode(text: &str) -> (char, &str) {
    let (first, rest) = unit(text);
    if (0xD800..0xDC00).contains(&first) {
        let (second, rest) = unit(rest.strip_prefix("\\u").unwrap_or_default());
        let code = 0x10000 + ((first - 0xD800) << 10) + (second.saturating_sub(0xDC00));
        return (
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
            rest,
        );
    }
    (
        char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER),
        rest,
    )
}

fn unit(text: &str) -> (u32, &str) {
    let (digits, rest) = text.split_at_checked(4).unwrap_or_default();
    (u32::from_str_radix(digits, 16).unwrap_or(0xFFFD), rest)
}
