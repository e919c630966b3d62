//! Writing events.

use super::Event;

/// Appends `event` to `out` in the form in which it is sent.
///
/// A field cannot hold what would end its line: line breaks in `event` and `id` become spaces, and
/// an id with a NUL, which clients ignore (section 9.2.6), is left out. Line breaks in the data, of
/// all three kinds, are kept as the ends of its lines.
pub fn write(event: &Event, out: &mut String) {
    if !event.event.is_empty() {
        line(out, "event", &event.event);
    }
    if let Some(id) = event.id.as_deref().filter(|id| !id.contains('\0')) {
        line(out, "id", id);
    }
    if let Some(retry) = event.retry {
        line(out, "retry", &retry.to_string());
    }
    let mut rest = event.data.as_str();
    while let Some((data, next)) = rest.split_once(['\n', '\r']) {
        line(out, "data", data);
        let crlf = rest.as_bytes().get(data.len()) == Some(&b'\r');
        rest = match next.strip_prefix('\n') {
            Some(after) if crlf => after,
            _ => next,
        };
    }
    line(out, "data", rest);
    out.push('\n');
}

/// Appends a comment, which clients ignore: it shows that the stream lives.
pub fn comment(text: &str, out: &mut String) {
    out.push(':');
    push_flat(out, text);
    out.push_str("\n\n");
}

fn line(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    out.push_str(": ");
    push_flat(out, value);
    out.push('\n');
}

fn push_flat(out: &mut String, value: &str) {
    for (index, part) in value.split(['\n', '\r']).enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(part);
    }
}
