//! Counters, as Prometheus reads them.

use crate::hub::Refusal;
use crate::stream::{End, Kind};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// Everything that is counted.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    streams: Mutex<Streams>,
    /// Messages of clients that were taken.
    pub(crate) messages: Counter,
    /// Messages that could not be answered, as the gateway did not.
    pub(crate) failures: Counter,
    /// Notifications that were sent.
    pub(crate) notifications: Counter,
    /// Messages that were refused as their session is unknown or somebody else's.
    pub(crate) strangers: Counter,
}

/// A number that grows.
#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

#[derive(Debug, Default)]
struct Streams {
    open: BTreeMap<Kind, u64>,
    opened: BTreeMap<Kind, u64>,
    ended: BTreeMap<(Kind, End), u64>,
    refused: BTreeMap<Refusal, u64>,
}

impl Counter {
    /// Adds `count`.
    pub(crate) fn add(&self, count: usize) {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.0.fetch_add(count, Ordering::Relaxed);
    }
}

impl Metrics {
    /// A stream was opened.
    pub(crate) fn opened(&self, kind: Kind) {
        let mut streams = self.streams.lock();
        increment(&mut streams.open, kind);
        increment(&mut streams.opened, kind);
    }

    /// A stream is over.
    pub(crate) fn ended(&self, kind: Kind, end: End) {
        let mut streams = self.streams.lock();
        if let Some(open) = streams.open.get_mut(&kind) {
            *open = open.saturating_sub(1);
        }
        increment(&mut streams.ended, (kind, end));
    }

    /// A stream was refused.
    pub(crate) fn refused(&self, refusal: Refusal) {
        increment(&mut self.streams.lock().refused, refusal);
    }

    /// In Prometheus' text format; `synced` says whether the configuration is here, `servers` how many
    /// there are.
    pub(crate) fn to_text(&self, synced: bool, servers: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, synced, servers)
            .map_or_else(|_| String::new(), |()| text)
    }

    fn write(&self, out: &mut String, synced: bool, servers: usize) -> std::fmt::Result {
        let streams = self.streams.lock();
        family(out, "streams", "gauge", "Open streams.")?;
        for kind in Kind::ALL {
            let count = streams.open.get(&kind).copied().unwrap_or(0);
            writeln!(
                out,
                "portico_bridge_streams{{kind=\"{}\"}} {count}",
                kind.as_str()
            )?;
        }
        family(
            out,
            "streams_opened_total",
            "counter",
            "Streams that were opened.",
        )?;
        for (kind, count) in &streams.opened {
            let kind = kind.as_str();
            writeln!(
                out,
                "portico_bridge_streams_opened_total{{kind=\"{kind}\"}} {count}"
            )?;
        }
        family(
            out,
            "streams_ended_total",
            "counter",
            "Streams that ended, by reason.",
        )?;
        for ((kind, end), count) in &streams.ended {
            let (kind, reason) = (kind.as_str(), end.as_str());
            writeln!(
                out,
                "portico_bridge_streams_ended_total{{kind=\"{kind}\",reason=\"{reason}\"}} {count}"
            )?;
        }
        family(
            out,
            "streams_refused_total",
            "counter",
            "Streams that were refused, by reason.",
        )?;
        for (refusal, count) in &streams.refused {
            let reason = refusal.as_str();
            writeln!(
                out,
                "portico_bridge_streams_refused_total{{reason=\"{reason}\"}} {count}"
            )?;
        }
        drop(streams);
        for (name, help, counter) in [
            (
                "messages_total",
                "Messages of clients that were taken.",
                &self.messages,
            ),
            (
                "message_failures_total",
                "Messages that the gateway did not answer.",
                &self.failures,
            ),
            (
                "strangers_total",
                "Messages for sessions that are unknown or somebody else's.",
                &self.strangers,
            ),
            (
                "notifications_total",
                "Notifications that were sent.",
                &self.notifications,
            ),
        ] {
            family(out, name, "counter", help)?;
            writeln!(
                out,
                "portico_bridge_{name} {}",
                counter.0.load(Ordering::Relaxed)
            )?;
        }
        family(out, "synced", "gauge", "1 if the configuration is here.")?;
        writeln!(out, "portico_bridge_synced {}", u8::from(synced))?;
        family(out, "servers", "gauge", "Servers that are known.")?;
        writeln!(out, "portico_bridge_servers {servers}")
    }
}

fn increment<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K) {
    let count = counts.entry(key).or_default();
    *count = count.saturating_add(1);
}

fn family(out: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(out, "# HELP portico_bridge_{name} {help}")?;
    writeln!(out, "# TYPE portico_bridge_{name} {kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_is_open_and_what_ended() {
        let metrics = Metrics::default();
        metrics.opened(Kind::Session);
        metrics.opened(Kind::Session);
        metrics.ended(Kind::Session, End::Slow);
        metrics.refused(Refusal::Full);
        metrics.notifications.add(3);
        let text = metrics.to_text(true, 2);
        for line in [
            "portico_bridge_streams{kind=\"sse\"} 1",
            "portico_bridge_streams{kind=\"get\"} 0",
            "portico_bridge_streams_opened_total{kind=\"sse\"} 2",
            "portico_bridge_streams_ended_total{kind=\"sse\",reason=\"slow reader\"} 1",
            "portico_bridge_streams_refused_total{reason=\"full\"} 1",
            "portico_bridge_notifications_total 3",
            "portico_bridge_synced 1",
            "portico_bridge_servers 2",
        ] {
            assert!(text.lines().any(|each| each == line), "{line}\n{text}");
        }
    }
}
