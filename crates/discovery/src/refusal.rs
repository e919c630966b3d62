//! What a NACK says: which resources were refused and why, in a bounded text.

use crate::message::Status;

/// gRPC's `INVALID_ARGUMENT`, the code that xDS clients NACK with.
const INVALID_ARGUMENT: i32 = 3;

/// The longest reason kept of one resource, in bytes.
const MAX_REASON: usize = 500;

/// The longest name kept, in bytes. Portico's names are far shorter.
const MAX_NAME: usize = 500;

/// The longest text of a whole NACK, in bytes, apart from its last line.
const MAX_MESSAGE: usize = 16 * 1024;

/// One resource that could not be used; the last good one of that name stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The resource's name.
    pub name: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Refusal {
    /// A refusal of `name`.
    pub fn new(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            reason: reason.into(),
        }
    }
}

/// The `error_detail` of a request: `None` (an ACK) if nothing was refused, otherwise one line
/// `NAME: reason` for each. Long reasons are cut; what does not fit is only counted.
pub(crate) fn error_detail(refused: &[Refusal]) -> Option<Status> {
    if refused.is_empty() {
        return None;
    }
    let mut message = String::new();
    for (index, refusal) in refused.iter().enumerate() {
        let line = line(refusal);
        if message.len().saturating_add(line.len()) > MAX_MESSAGE {
            let rest = refused.len().saturating_sub(index);
            message.push_str(&format!("({rest} more)\n"));
            break;
        }
        message.push_str(&line);
    }
    message.pop();
    Some(Status {
        code: INVALID_ARGUMENT,
        message,
    })
}

fn line(refusal: &Refusal) -> String {
    let name = one_line(&refusal.name, MAX_NAME);
    let reason = one_line(&refusal.reason, MAX_REASON);
    format!("{name}: {reason}\n")
}

/// `text` without line breaks, cut to at most `limit` bytes and marked if it was cut.
fn one_line(text: &str, limit: usize) -> String {
    let mut kept = text
        .get(..text.floor_char_boundary(limit))
        .unwrap_or_default()
        .to_owned();
    if kept.len() < text.len() {
        kept.push('…');
    }
    kept.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_refused_is_an_ack() {
        assert_eq!(error_detail(&[]), None);
    }

    #[test]
    fn each_refusal_is_one_line() {
        let refused = [
            Refusal::new("t/s/a", "two\nlines\r\n"),
            Refusal::new("t/s/b", "bad"),
        ];
        let status = error_detail(&refused).unwrap();
        assert_eq!(status.code, 3);
        assert_eq!(status.message, "t/s/a: two lines  \nt/s/b: bad");
    }

    #[test]
    fn a_long_reason_is_cut_at_a_character() {
        let status = error_detail(&[Refusal::new("a", "é".repeat(400))]).unwrap();
        assert_eq!(status.message, format!("a: {}…", "é".repeat(250)));
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let refused: Vec<_> = (0..10_000)
            .map(|i| Refusal::new(format!("t/s/{i:05}"), "bad"))
            .collect();
        let message = error_detail(&refused).unwrap().message;
        assert!(message.len() <= MAX_MESSAGE + 20, "{}", message.len());
        let shown = message.lines().count() - 1;
        assert_eq!(
            message.lines().last().unwrap(),
            format!("({} more)", 10_000 - shown)
        );
    }
}
