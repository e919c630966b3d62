//! Violations in words.

use super::{Checker, VIOLATIONS};
use crate::describe::{self, expected, given, joined};
use crate::error::Violation;
use crate::kind;
use crate::rule::{Contains, Id, Members, Part, Rule};
use portico_json::sort;
use portico_json::{Value, step};

/// The most alternatives of a choice that are told.
const ALTERNATIVES: usize = 5;

impl Part {
    /// Whether it is the schema `false`.
    pub(super) fn is_never(&self) -> bool {
        matches!(self.rules.as_slice(), [Rule::Never])
    }
}

/// A place in a sentence.
fn quoted(path: &str) -> String {
    if path.is_empty() {
        return "the value".to_owned();
    }
    format!("`{path}`")
}

impl Checker<'_> {
    /// Tells of a violation, unless nothing is to be told. `say` is given the place in words.
    pub(super) fn report(&mut self, at: Value<'_>, say: impl FnOnce(&str) -> String) {
        if self.is_enough() {
            return;
        }
        let path = at.path();
        self.tell(path, say);
    }

    fn tell(&mut self, path: String, say: impl FnOnce(&str) -> String) {
        let message = say(&quoted(&path));
        let violation = Violation { path, message };
        if !self.violations.contains(&violation) {
            self.violations.push(violation);
        }
    }

    /// A value is not what its schema wants.
    pub(super) fn expected(&mut self, id: Id, value: Value<'_>) {
        let rules = self.rules;
        self.report(value, |place| {
            let wanted = expected(rules, id, kind::of(value.kind()));
            format!("{place} must be {wanted}, but is {}", given(value))
        });
    }

    /// A member is not there.
    pub(super) fn missing(&mut self, name: &str, since: Option<&str>, object: Value<'_>, id: Id) {
        if self.is_enough() {
            return;
        }
        let mut path = object.path();
        let because = since.map(|since| {
            let mut path = path.clone();
            step(&mut path, since);
            format!(" where `{path}` is given")
        });
        step(&mut path, name);
        let because = because.unwrap_or_default();
        let wanted = self.wanted(name, id);
        self.tell(path, |place| {
            format!("{place} is required{because}, but is missing{wanted}")
        });
    }

    /// What the member `name` must be by the part that requires it.
    fn wanted(&self, name: &str, id: Id) -> String {
        let named = self
            .rules
            .part(id)
            .rules
            .iter()
            .find_map(|rule| match rule {
                Rule::Members(members) => {
                    let mut named = members.named.iter();
                    named.find(|(own, _)| self.schema.value(*own).is(name))
                }
                _ => None,
            });
        let wanted = named.map(|(_, id)| expected(self.rules, *id, 0));
        match wanted.filter(|wanted| !wanted.is_empty()) {
            Some(wanted) => format!(": give {wanted}"),
            None => String::new(),
        }
    }

    /// A member or item is there that no schema knows.
    pub(super) fn unknown(&mut self, members: &Members, value: Value<'_>) {
        let schema = self.schema;
        self.report(value, |place| {
            let mut named: Vec<_> = members.named.iter().map(|(name, _)| *name).collect();
            // As the schema has them.
            sort(&mut named, &mut |a, b| a > b);
            let names = describe::names(named.iter().map(|name| schema.value(*name)));
            let more = members.named.len().saturating_sub(describe::LISTED);
            match (names.is_empty(), more) {
                (true, _) => format!("{place} is not allowed: remove it"),
                (false, 0) => format!("{place} is not allowed: remove it; there are {names}"),
                _ => {
                    format!("{place} is not allowed: remove it; there are {names} and {more} more")
                }
            }
        });
    }

    /// The name of a member is wrong.
    pub(super) fn misnamed(&mut self, id: Id, key: Value<'_>) {
        let rules = self.rules;
        self.report(key, |place| {
            let wanted = expected(rules, id, kind::of(key.kind()));
            format!("{place} has a name that is not allowed: it must be {wanted}")
        });
    }

    /// `contains` found too few items, or too many.
    pub(super) fn miscounted(&mut self, contains: &Contains, found: u32, value: Value<'_>) {
        let rules = self.rules;
        self.report(value, |place| {
            let (limit, count) = match contains.most {
                Some(most) if found > most => ("at most", most),
                _ => ("at least", contains.least),
            };
            let wanted = expected(rules, contains.schema, 0);
            let what = if wanted.is_empty() {
                "of the kind in the schema's `contains`".to_owned()
            } else {
                format!("that are {wanted}")
            };
            format!("{place} must have {limit} {count} items {what}, but has {found}")
        });
    }

    /// Two items are the same.
    pub(super) fn twice(&mut self, first: Value<'_>, second: Value<'_>) {
        self.report(second, |place| {
            let first = first.path();
            format!("{place} is the same as `{first}`, but no two items may be the same")
        });
    }

    /// A value matches what it must not.
    pub(super) fn forbidden(&mut self, id: Id, value: Value<'_>) {
        let (rules, schema) = (self.rules, self.schema);
        self.report(value, |place| {
            if let [Rule::Required(names)] = rules.part(id).rules.as_slice() {
                let names = describe::names(schema.value(*names).items());
                return format!("{place} must not have {names} at once");
            }
            let unwanted = expected(rules, id, 0);
            if unwanted.is_empty() {
                let not = schema.value(rules.part(id).place).path();
                return format!("{place} must not match `{not}` of the schema, but does");
            }
            format!("{place} must not be {unwanted}, but is {}", given(value))
        });
    }

    /// A value matches two parts of which only one may.
    pub(super) fn ambiguous(&mut self, first: Id, second: Id, value: Value<'_>) {
        let (rules, schema) = (self.rules, self.schema);
        self.report(value, |place| {
            let [first, second] =
                [first, second].map(|id| schema.value(rules.part(id).place).path());
            format!(
                "{place} must match only one of the alternatives in the schema, but matches \
                 `{first}` and `{second}`"
            )
        });
    }

    /// A value matches none of some parts, each of which was tried with these violations.
    pub(super) fn unmatched(&mut self, attempts: Vec<(Id, Vec<Violation>)>, value: Value<'_>) {
        let path = value.path();
        let is_inside = |told: &Vec<Violation>| told.iter().all(|one| one.path != path);
        // What comes closest is what was meant: of the right kind, and wrong in the fewest places.
        let close = || {
            attempts
                .iter()
                .map(|(_, told)| told)
                .filter(|told| is_inside(told))
        };
        let fewest = close().map(Vec::len).min();
        let mut closest = close().filter(|told| Some(told.len()) == fewest);
        let closest = closest.next().filter(|_| closest.next().is_none());
        if let Some(closest) = closest {
            let room = VIOLATIONS - self.violations.len();
            self.violations.extend(closest.iter().take(room).cloned());
            return;
        }
        let mut wanted: Vec<_> = attempts
            .iter()
            .map(|(id, _)| expected(self.rules, *id, 0))
            .collect();
        let is_plain = fewest.is_none() && wanted.iter().all(|wanted| !wanted.is_empty());
        if is_plain {
            wanted.dedup();
            let wanted = joined(&wanted, " or ");
            self.tell(path, |place| {
                format!("{place} must be {wanted}, but is {}", given(value))
            });
            return;
        }
        let first = attempts.iter().filter_map(|(_, told)| told.first());
        let mut reasons: Vec<_> = first
            .map(|one| one.message.clone())
            .take(ALTERNATIVES)
            .collect();
        reasons.dedup();
        let reasons = joined(&reasons, "; or: ");
        self.tell(path, |place| {
            format!("{place} matches none of the alternatives in the schema: {reasons}")
        });
    }
}
