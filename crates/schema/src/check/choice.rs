//! Rules that put schemas together.

use super::seen::Seen;
use super::{Checker, Scope, VIOLATIONS};
use crate::describe;
use crate::rule::{Conditional, Id, Rule};
use portico_json::Value;

impl Checker<'_> {
    /// `allOf`.
    pub(super) fn all(
        &mut self,
        ids: &[Id],
        value: Value<'_>,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) -> bool {
        let mut passes = true;
        for id in ids {
            passes &= self.also(*id, value, scope, seen);
            if !passes && self.is_enough() {
                return false;
            }
        }
        passes
    }

    /// `anyOf`.
    pub(super) fn any(
        &mut self,
        ids: &[Id],
        value: Value<'_>,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) -> bool {
        let mut passes = false;
        for id in ids {
            passes |= self.quietly(|checker| checker.also(*id, value, scope, seen));
            // The others could still look at more members.
            if passes && !seen.is_on() {
                return true;
            }
        }
        if !passes {
            self.none(ids, value, scope);
        }
        passes
    }

    /// `oneOf`.
    pub(super) fn one(
        &mut self,
        ids: &[Id],
        value: Value<'_>,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) -> bool {
        let mut matching = Vec::new();
        for id in ids {
            if self.quietly(|checker| checker.also(*id, value, scope, seen)) {
                matching.push(*id);
            }
            if matching.len() > 1 {
                break;
            }
        }
        match matching.as_slice() {
            [_] => return true,
            [] => self.none(ids, value, scope),
            [first, second, ..] => self.ambiguous(*first, *second, value),
        }
        false
    }

    /// `not`.
    pub(super) fn not(&mut self, id: Id, value: Value<'_>, scope: &Scope<'_>) -> bool {
        let passes = !self.quietly(|checker| checker.inside(id, value, scope));
        if !passes {
            self.forbidden(id, value);
        }
        passes
    }

    /// `if`, `then` and `else`.
    pub(super) fn conditional(
        &mut self,
        conditional: &Conditional,
        value: Value<'_>,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) -> bool {
        let holds = self.quietly(|checker| checker.also(conditional.condition, value, scope, seen));
        let next = if holds {
            conditional.then
        } else {
            conditional.otherwise
        };
        next.is_none_or(|id| self.also(id, value, scope, seen))
    }

    /// Whether no more violations need to be found.
    pub(super) fn is_enough(&self) -> bool {
        self.quiet > 0 || self.violations.len() >= VIOLATIONS || self.fuel == 0
    }

    /// Whether no constant member, which alternatives are told apart by, has another value.
    fn is_meant(&mut self, id: Id, value: Value<'_>) -> bool {
        let (rules, schema) = (self.rules, self.schema);
        let rules_of = |id| describe::followed(rules, id).rules.iter();
        let named = rules_of(id).filter_map(|rule| match rule {
            Rule::Members(members) => Some(&members.named),
            _ => None,
        });
        named.flatten().all(|(name, id)| {
            let member = value.get(&schema.value(*name).string());
            member.is_none_or(|member| {
                rules_of(*id)
                    .all(|rule| !matches!(rule, Rule::Const(_)) || self.simple(rule, member))
            })
        })
    }

    /// Tells why a value matches none of some parts.
    fn none(&mut self, ids: &[Id], value: Value<'_>, scope: &Scope<'_>) {
        if self.is_enough() {
            return;
        }
        let told = std::mem::take(&mut self.violations);
        let mut attempts = Vec::new();
        let meant: Vec<_> = ids.iter().filter(|id| self.is_meant(**id, value)).collect();
        for id in ids {
            if meant.is_empty() || meant.contains(&id) {
                self.check(*id, value, scope, false);
                attempts.push((*id, std::mem::take(&mut self.violations)));
            }
        }
        self.violations = told;
        self.unmatched(attempts, value);
    }
}
