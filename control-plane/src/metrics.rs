//! Figures in Prometheus' text format (version 0.0.4), written by hand: it is a few lines.

use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::sync::Arc;

/// The media type of the format.
pub const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What a request was: method, route as in the table, status.
pub type Asked = (String, String, u16);

/// Requests by what they were. Clones share.
#[derive(Debug, Clone, Default)]
pub struct Requests(Arc<Mutex<BTreeMap<Asked, u64>>>);

impl Requests {
    /// Counts one.
    pub fn count(&self, asked: Asked) {
        let mut counts = self.0.lock();
        let count = counts.entry(asked).or_insert(0);
        *count = count.saturating_add(1);
    }

    /// All counts.
    pub fn list(&self) -> Vec<(Asked, u64)> {
        let counts = self.0.lock();
        counts
            .iter()
            .map(|(asked, count)| (asked.clone(), *count))
            .collect()
    }
}

/// What a figure does over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows, while the process lives.
    Counter,
    /// It goes up and down.
    Gauge,
}

/// A text that is being written.
#[derive(Debug, Default)]
pub struct Exposition(String);

impl Exposition {
    /// Adds a metric: its name, what it tells, and its values, each with its labels.
    pub fn add<'l, V: Display>(
        &mut self,
        kind: Kind,
        (name, help): (&str, &str),
        values: impl IntoIterator<Item = (Vec<(&'l str, String)>, V)>,
    ) {
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
        };
        // Writing to a string cannot fail.
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        for (labels, value) in values {
            self.0.push_str(name);
            let labels: Vec<String> = labels
                .iter()
                .map(|(label, value)| format!("{label}=\"{}\"", escaped(value)))
                .collect();
            if !labels.is_empty() {
                let _ = write!(self.0, "{{{}}}", labels.join(","));
            }
            let _ = writeln!(self.0, " {value}");
        }
    }

    /// Adds a metric of one value without labels.
    pub fn add_one(&mut self, kind: Kind, about: (&str, &str), value: impl Display) {
        self.add(kind, about, [(Vec::new(), value)]);
    }

    /// The text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_written_with_their_labels() {
        let mut text = Exposition::default();
        text.add_one(Kind::Gauge, ("a", "An a."), 1.5);
        let labels = vec![("x", "q\"\\\n".to_owned()), ("y", String::new())];
        text.add(Kind::Counter, ("b_total", "Bs."), [(labels, 7)]);
        let expected = "# HELP a An a.\n# TYPE a gauge\na 1.5\n# HELP b_total Bs.\n# TYPE b_total counter\nb_total{x=\"q\\\"\\\\\\n\",y=\"\"} 7\n";
        assert_eq!(text.into_text(), expected);
    }

    #[test]
    fn requests_are_counted_by_what_they_were() {
        let requests = Requests::default();
        let asked = |status| ("GET".to_owned(), "/x".to_owned(), status);
        for status in [200, 404, 200] {
            requests.clone().count(asked(status));
        }
        assert_eq!(requests.list(), [(asked(200), 2), (asked(404), 1)]);
    }
}
