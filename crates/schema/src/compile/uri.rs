//! Addresses of schemas (RFC 3986), as far as they tell which part of a document is meant.

/// The address that `reference` stands for in a schema whose address is `base`, without a fragment.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if has_scheme(reference) {
        return reference.to_owned();
    }
    if reference.is_empty() {
        return base.to_owned();
    }
    let (scheme, rest) = match base.split_once(':') {
        Some((scheme, rest)) if has_scheme(base) => (format!("{scheme}:"), rest),
        _ => (String::new(), base),
    };
    if reference.starts_with("//") {
        return format!("{scheme}{reference}");
    }
    let (host, path) = match rest.strip_prefix("//") {
        Some(after) => {
            let length = 2 + after.find('/').unwrap_or(after.len());
            rest.split_at_checked(length).unwrap_or_default()
        }
        None => ("", rest),
    };
    let folder = match path.rsplit_once('/') {
        _ if reference.starts_with('/') => "",
        Some((folder, _)) => folder,
        None if host.is_empty() => return reference.to_owned(),
        None => "",
    };
    let joined = if reference.starts_with('/') {
        reference.to_owned()
    } else {
        format!("{folder}/{reference}")
    };
    format!("{scheme}{host}{}", without_dots(&joined))
}

fn has_scheme(uri: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    uri.split_once(':')
        .is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// A path without its `.` and `..` parts.
fn without_dots(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            ".." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The characters of a fragment: `%` escapes decoded. `None` where one is wrong.
pub(super) fn decode(fragment: &str) -> Option<String> {
    let mut out = Vec::with_capacity(fragment.len());
    let mut rest = fragment;
    while let Some((plain, escape)) = rest.split_once('%') {
        out.extend_from_slice(plain.as_bytes());
        let (digits, after) = escape.split_at_checked(2)?;
        out.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    out.extend_from_slice(rest.as_bytes());
    String::from_utf8(out).ok()
}
