//! What a client knows of a server and what it wants to be told. Pure: the same rules for all kinds
//! of streams, and for one that is resumed.

use crate::catalog::{Part, Prints, Server};
use portico_mcp::jsonrpc::write_string;
use std::collections::BTreeMap;

/// Most resources that one client can subscribe to.
pub(crate) const MAX_URIS: usize = 1_000;

/// Longest URI that can be subscribed to, in bytes.
pub(crate) const MAX_URI: usize = 4_096;

/// What one client knows and wants to know.
#[derive(Debug)]
pub(crate) struct Interest {
    wanted: [bool; 3],
    /// What the client knows; `None` until that is known here.
    known: Option<Prints>,
    /// Whether the client is not to be told anything yet.
    muted: bool,
    /// By URI: what the client was told of the resource last.
    uris: BTreeMap<Box<str>, Told>,
    /// Made for this client; ids of events begin with it.
    prefix: Box<str>,
    /// Counts the notifications.
    number: u64,
}

/// What a client was told of one resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    contents: Option<u64>,
    /// The notification that told it.
    number: u64,
}

/// A notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notice<'a> {
    /// A list changed.
    Changed(Part),
    /// The contents of the resource with that URI changed.
    Updated(&'a str),
}

/// Where in the course of things a client is after an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point<'a> {
    prefix: &'a str,
    number: u64,
    known: Prints,
    subscribed: bool,
}

/// A [`Point`] that a client came back with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resumed {
    prefix: String,
    number: u64,
    known: Prints,
    /// Whether the client had subscriptions.
    pub(crate) subscribed: bool,
}

impl Interest {
    /// The interest in all lists or in those that `wanted` names, of a client that cannot be told
    /// anything yet. `prefix` must be unique.
    pub(crate) fn new(wanted: impl FnMut(Part) -> bool, prefix: &str) -> Self {
        Self {
            wanted: Part::ALL.map(wanted),
            known: None,
            muted: false,
            uris: BTreeMap::new(),
            prefix: prefix.into(),
            number: 0,
        }
    }

    /// From now on the client is told what changes. Lists that are empty now were not offered to it.
    pub(crate) fn begin(&mut self, server: &Server) {
        if self.known.is_none() {
            self.known = Some(server.prints());
            let offered = |part| part == Part::Tools || server.has(part);
            let mut wanted = Part::ALL.map(offered).into_iter();
            self.wanted = self.wanted.map(|it| wanted.next() == Some(true) && it);
        }
    }

    /// Holds notifications back, or lets them go.
    pub(crate) fn mute(&mut self, muted: bool) {
        self.muted = muted;
    }

    /// The client, which is told of all lists, comes back with what it knew. What it was told after
    /// that was lost.
    pub(crate) fn resume(&mut self, at: &Resumed) {
        let mut known = at.known;
        // What was listed then was offered then, whatever is listed now.
        self.wanted = Part::ALL.map(|part| part == Part::Tools || known.get(part) != 0);
        if *at.prefix == *self.prefix {
            for told in self.uris.values_mut().filter(|it| it.number > at.number) {
                told.contents = None;
            }
        } else if at.subscribed {
            // Its subscriptions were on another replica. It reads again what it holds.
            known = known.with(Part::Resources, !known.get(Part::Resources));
        }
        self.known = Some(known);
    }

    /// The client comes back and does not say what it knew: it is told of every list.
    pub(crate) fn doubt(&mut self) {
        if let Some(known) = &mut self.known {
            for part in Part::ALL {
                *known = known.with(part, !known.get(part));
            }
        }
    }

    /// Whether that list is among those it is told of.
    pub(crate) fn wants(&self, part: Part) -> bool {
        let wanted = Part::ALL.into_iter().zip(self.wanted);
        wanted
            .into_iter()
            .any(|(each, wanted)| each == part && wanted)
    }

    /// Adds a subscription. False if there are too many, or the URI is too long.
    pub(crate) fn subscribe(&mut self, uri: &str, server: &Server) -> bool {
        let is_full = self.uris.len() >= MAX_URIS && !self.uris.contains_key(uri);
        if uri.len() > MAX_URI || is_full {
            return false;
        }
        let told = Told {
            contents: server.contents(uri),
            number: self.number,
        };
        self.uris.insert(uri.into(), told);
        true
    }

    /// Takes a subscription away.
    pub(crate) fn unsubscribe(&mut self, uri: &str) {
        self.uris.remove(uri);
    }

    /// Whether there is any subscription.
    pub(crate) fn has_subscriptions(&self) -> bool {
        !self.uris.is_empty()
    }

    /// Where the client is now, for an event that tells nothing.
    pub(crate) fn point(&self) -> Option<Point<'_>> {
        Some(Point {
            prefix: &self.prefix,
            number: self.number,
            known: self.known?,
            subscribed: self.has_subscriptions(),
        })
    }

    /// Gives every notification that is due, each with where the client is after it.
    pub(crate) fn catch_up(
        &mut self,
        server: &Server,
        mut tell: impl FnMut(Notice<'_>, &Point<'_>),
    ) {
        let Some(mut known) = self.known.filter(|_| !self.muted) else {
            return;
        };
        let subscribed = self.has_subscriptions();
        let now = server.prints();
        for (part, wanted) in Part::ALL.into_iter().zip(self.wanted) {
            if known.get(part) == now.get(part) {
                continue;
            }
            known = known.with(part, now.get(part));
            if wanted {
                self.number = self.number.saturating_add(1);
                let point = Point {
                    prefix: &self.prefix,
                    number: self.number,
                    known,
                    subscribed,
                };
                tell(Notice::Changed(part), &point);
            }
        }
        self.known = Some(known);
        for (uri, told) in &mut self.uris {
            let contents = server.contents(uri);
            if contents.is_none() || told.contents == contents {
                continue;
            }
            self.number = self.number.saturating_add(1);
            *told = Told {
                contents,
                number: self.number,
            };
            let point = Point {
                prefix: &self.prefix,
                number: self.number,
                known,
                subscribed,
            };
            tell(Notice::Updated(uri), &point);
        }
    }
}

impl Notice<'_> {
    /// The JSON-RPC notification. `tag` is the JSON text of the id of a `subscriptions/listen`.
    pub(crate) fn to_json(self, tag: Option<&str>) -> String {
        let method = match self {
            Self::Changed(part) => part.list_changed(),
            Self::Updated(_) => "notifications/resources/updated",
        };
        let mut params = Vec::new();
        if let Self::Updated(uri) = self {
            params.extend_from_slice(b"\"uri\":");
            write_string(&mut params, uri);
        }
        if let Some(id) = tag {
            if !params.is_empty() {
                params.push(b',');
            }
            params.extend_from_slice(subscription_meta(id).as_bytes());
        }
        let params = String::from_utf8_lossy(&params);
        if params.is_empty() {
            return format!(r#"{{"jsonrpc":"2.0","method":"{method}"}}"#);
        }
        format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{{{params}}}}}"#)
    }
}

/// The member by which everything on the stream of a `subscriptions/listen` names its request, whose
/// id is the JSON text `id` (2026-07-28, Subscriptions).
pub(crate) fn subscription_meta(id: &str) -> String {
    format!(r#""_meta":{{"io.modelcontextprotocol/subscriptionId":{id}}}"#)
}

impl Point<'_> {
    /// As the id of an event: any replica can tell from it what the client has missed.
    pub(crate) fn to_text(self) -> String {
        let Self { prefix, number, .. } = self;
        let known = self.known.to_text();
        let subscribed = if self.subscribed { ".s" } else { "" };
        format!("{prefix}.{number}.{known}{subscribed}")
    }
}

impl Resumed {
    /// Reads `Last-Event-ID`; `None` for an id that no bridge gave out.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (prefix, number, known) = (parts.next()?, parts.next()?, parts.next()?);
        let subscribed = match (parts.next(), parts.next()) {
            (None, None) => false,
            (Some("s"), None) => true,
            _ => return None,
        };
        Some(Self {
            prefix: prefix.to_owned(),
            number: number.parse().ok()?,
            known: Prints::parse(known)?,
            subscribed,
        })
    }
}

#[cfg(test)]
mod tests;
