//! Rules about the members of an object.

use super::seen::Seen;
use super::{Checker, Scope};
use crate::rule::{Id, Members, Place, by_length};
use portico_json::{Kind, Value};

impl Checker<'_> {
    /// `properties`, `patternProperties` and `additionalProperties`.
    pub(super) fn members(
        &mut self,
        members: &Members,
        value: Value<'_>,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) -> bool {
        let mut passes = true;
        for (place, (key, value)) in value.members().enumerate() {
            let name = key.string();
            let compare =
                |(own, _): &(Place, Id)| by_length(&self.schema.value(*own).string(), &name);
            let found = members.named.binary_search_by(compare);
            let named = found.ok().and_then(|at| members.named.get(at));
            let mut known = named.is_some();
            if let Some((_, id)) = named {
                passes &= self.inside(*id, value, scope);
            }
            for (pattern, id) in &members.patterns {
                if self.matches(*pattern, &name) {
                    known = true;
                    passes &= self.inside(*id, value, scope);
                }
            }
            if let Some(others) = members.others.filter(|_| !known) {
                passes &= self.other(others, members, value, scope);
                known = true;
            }
            if known {
                seen.mark(place);
            }
            self.spend(2 + key.cost());
            if !passes && self.is_enough() {
                return false;
            }
        }
        passes
    }

    /// A member that the schema does not name.
    fn other(&mut self, id: Id, members: &Members, value: Value<'_>, scope: &Scope<'_>) -> bool {
        if self.rules.part(id).is_never() {
            self.unknown(members, value);
            return false;
        }
        self.inside(id, value, scope)
    }

    /// `propertyNames`.
    pub(super) fn names(&mut self, id: Id, value: Value<'_>, scope: &Scope<'_>) -> bool {
        let mut passes = true;
        for (key, _) in value.members() {
            if !self.quietly(|checker| checker.inside(id, key, scope)) {
                passes = false;
                self.misnamed(id, key);
            }
            if !passes && self.is_enough() {
                return false;
            }
        }
        passes
    }

    /// `required`: the members that must be there, all of them or where another is.
    pub(super) fn required(
        &mut self,
        names: Place,
        since: Option<&str>,
        value: Value<'_>,
        id: Id,
    ) -> bool {
        if value.kind() != Kind::Object {
            return true;
        }
        let mut passes = true;
        for name in self.schema.value(names).items() {
            let name = name.string();
            self.spend(1 + value.cost() / 64);
            if value.get(&name).is_none() {
                passes = false;
                if self.is_enough() {
                    return false;
                }
                self.missing(&name, since, value, id);
            }
        }
        passes
    }

    /// `dependentRequired`.
    pub(super) fn dependent_required(
        &mut self,
        name: Place,
        names: Place,
        value: Value<'_>,
        id: Id,
    ) -> bool {
        let name = self.schema.value(name).string();
        if value.kind() != Kind::Object || value.get(&name).is_none() {
            return true;
        }
        self.required(names, Some(&name), value, id)
    }

    /// `unevaluatedProperties` and `unevaluatedItems`.
    pub(super) fn unevaluated(
        &mut self,
        id: Id,
        value: Value<'_>,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) -> bool {
        let mut passes = true;
        let members = value.members().map(|(_, member)| member);
        for (place, inner) in members.chain(value.items()).enumerate() {
            if !seen.has(place) {
                passes &= if self.rules.part(id).is_never() {
                    self.unknown(&Members::default(), inner);
                    false
                } else {
                    self.inside(id, inner, scope)
                };
                seen.mark(place);
            }
            if !passes && self.is_enough() {
                return false;
            }
        }
        passes
    }
}
