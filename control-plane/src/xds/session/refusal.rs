//! What a NACK says: which resources were refused and why.

use std::sync::Arc;

/// The longest reason kept, in characters.
const MAX_REASON: usize = 600;

/// A resource that the client refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The resource's name.
    pub resource: Arc<str>,
    /// The client's reason.
    pub reason: String,
}

/// Reads the message of a NACK of `sent`. The filter writes a line `NAME: reason` for each refused
/// resource. Envoy names them somewhere in its text. If no name is found, all are refused.
pub(super) fn read(message: &str, sent: &[Arc<str>]) -> Vec<Refusal> {
    let refusal = |name: &Arc<str>, reason: &str| Refusal {
        resource: Arc::clone(name),
        reason: reason.chars().take(MAX_REASON).collect(),
    };
    let by_line: Vec<Refusal> = message
        .lines()
        .filter_map(|line| {
            let reason = |name: &&Arc<str>| line.strip_prefix(&***name)?.strip_prefix(": ");
            let name = sent
                .iter()
                .filter(|name| reason(name).is_some())
                .max_by_key(|name| name.len())?;
            Some(refusal(name, reason(&name)?))
        })
        .collect();
    if !by_line.is_empty() {
        return by_line;
    }
    let named: Vec<Refusal> = sent
        .iter()
        .filter(|name| message.contains(&***name))
        .map(|name| refusal(name, message))
        .collect();
    if !named.is_empty() {
        return named;
    }
    sent.iter().map(|name| refusal(name, message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_refused_resources() {
        let sent: Vec<Arc<str>> = ["t/s/a", "t/s/b", "t/s/b: c"].map(Arc::from).to_vec();
        let table = [
            (
                "t/s/a: bad\nt/s/b: worse",
                vec![("t/s/a", "bad"), ("t/s/b", "worse")],
            ),
            (
                "t/s/b: c: odd name\n(3 more)",
                vec![("t/s/b: c", "odd name")],
            ),
            (
                "Error adding t/s/a, no reason",
                vec![("t/s/a", "Error adding t/s/a, no reason")],
            ),
            (
                "no idea",
                vec![
                    ("t/s/a", "no idea"),
                    ("t/s/b", "no idea"),
                    ("t/s/b: c", "no idea"),
                ],
            ),
        ];
        for (message, expected) in table {
            let found = read(message, &sent);
            let found: Vec<_> = found
                .iter()
                .map(|r| (&*r.resource, r.reason.as_str()))
                .collect();
            assert_eq!(found, expected, "{message}");
        }
    }
}
