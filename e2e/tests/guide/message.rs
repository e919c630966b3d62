//! HTTP messages as the guide writes them: first line, headers, an empty line, body.

use anyhow::{Context as _, Result};

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// `GET /path` or `200 OK`.
    pub(crate) first: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// Without the line feed at its end.
    pub(crate) body: String,
}

/// Stands for any text in a header's value.
const ANYTHING: char = '…';

impl Message {
    /// Reads what a page shows.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let first = lines.next().context("an empty message")?.to_owned();
        let header = |line: &str| {
            let (name, value) = line
                .split_once(':')
                .with_context(|| format!("no header: {line}"))?;
            anyhow::Ok((name.to_ascii_lowercase(), value.trim().to_owned()))
        };
        let headers = lines.map(header).collect::<Result<_>>()?;
        let body = body.to_owned();
        Ok(Self {
            first,
            headers,
            body,
        })
    }

    /// The header of that name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The status of a response.
    pub(crate) fn status(&self) -> Result<u16> {
        let number = self.first.split(' ').next().unwrap_or_default();
        number
            .parse()
            .with_context(|| format!("no status: {}", self.first))
    }
}

/// Whether a header's `value` is as `shown`, in which `…` stands for any text.
pub(crate) fn fits(shown: &str, value: &str) -> bool {
    match shown.split_once(ANYTHING) {
        None => shown == value,
        Some((before, after)) => {
            value.len() >= before.len() + after.len()
                && value.starts_with(before)
                && value.ends_with(after)
        }
    }
}

impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.first)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {value}")?;
        }
        if self.body.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{}", self.body)
    }
}
