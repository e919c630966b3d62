//! The path of an operation as Portico has it.

use crate::report::Warnings;

/// The path and the names of its placeholders.
pub(crate) fn read(path: &str, place: &str, warnings: &mut Warnings) -> (String, Vec<String>) {
    let mut path = path;
    if let Some((before, fragment)) = path.split_once('#') {
        let message = format!(
            "a server is not sent what follows `#`: `#{}` is left out",
            crate::name::cut(fragment, 100)
        );
        warnings.add("path-fragment", place, message);
        path = before;
    }
    let mut out = String::new();
    if !path.starts_with('/') {
        out.push('/');
    }
    let mut placeholders = Vec::new();
    let mut rest = path;
    while let Some((literal, tail)) = rest.split_once('{') {
        encode(literal, &mut out);
        let Some((name, behind)) = tail.split_once('}') else {
            out.push('{');
            rest = tail;
            continue;
        };
        // `{+path}` and `{path*}` are of RFC 6570: the name is what counts.
        let plain = name.trim_start_matches(['+', '#', '/', ';', '?', '&']);
        let plain = plain.trim_end_matches('*');
        placeholders.push(plain.to_owned());
        out.push_str(&format!("{{{plain}}}"));
        rest = behind;
    }
    encode(rest, &mut out);
    (out, placeholders)
}

/// Fixed text of a path, with what cannot stand in a URL encoded.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        let is_legal = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte);
        if is_legal {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let table = [
            ("/pets/{petId}/a b", "/pets/{petId}/a%20b", vec!["petId"], 0),
            ("pets", "/pets", vec![], 0),
            ("/#Action=Run", "/", vec![], 1),
            (
                "/{+path}/x/{rest*}",
                "/{path}/x/{rest}",
                vec!["path", "rest"],
                0,
            ),
            ("/a?b=c", "/a?b=c", vec![], 0),
        ];
        for (path, expected, names, count) in table {
            let mut warnings = Warnings::default();
            let (read, placeholders) = read(path, "", &mut warnings);
            assert_eq!(
                (read.as_str(), placeholders),
                (expected, names.into_iter().map(str::to_owned).collect())
            );
            assert_eq!(warnings.into_vec().len(), count, "{path}");
        }
    }
}
