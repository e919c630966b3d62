//! Rules about the items of an array.

use super::seen::Seen;
use super::{Checker, Scope};
use crate::rule::{Contains, Items};
use portico_json::sort;
use portico_json::{Kind, Value, fingerprint};

impl Checker<'_> {
    /// `prefixItems` and `items`.
    pub(super) fn items(
        &mut self,
        items: &Items,
        value: Value<'_>,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) -> bool {
        let mut passes = true;
        for (place, item) in value.items().enumerate() {
            let Some(id) = items.first.get(place).copied().or(items.others) else {
                break;
            };
            passes &= self.inside(id, item, scope);
            seen.mark(place);
            if !passes && self.is_enough() {
                return false;
            }
        }
        passes
    }

    /// `contains`, `minContains` and `maxContains`.
    pub(super) fn contains(
        &mut self,
        contains: &Contains,
        value: Value<'_>,
        scope: &Scope<'_>,
        seen: &mut Seen,
    ) -> bool {
        if value.kind() != Kind::Array {
            return true;
        }
        let mut found = 0_u32;
        for (place, item) in value.items().enumerate() {
            if self.quietly(|checker| checker.inside(contains.schema, item, scope)) {
                found = found.saturating_add(1);
                if contains.evaluates {
                    seen.mark(place);
                }
            }
        }
        let most = contains.most.unwrap_or(u32::MAX);
        let passes = (contains.least..=most).contains(&found);
        if !passes {
            self.miscounted(contains, found, value);
        }
        passes
    }

    /// `uniqueItems`.
    pub(super) fn unique(&mut self, value: Value<'_>) -> bool {
        if value.kind() != Kind::Array {
            return true;
        }
        self.spend(2 * value.cost());
        if self.fuel == 0 {
            return false;
        }
        let mut items: Vec<_> = value
            .items()
            .map(|item| (fingerprint(item), item))
            .collect();
        sort(&mut items, &mut |(a, _), (b, _)| a > b);
        // Those with the same fingerprint stand side by side; mostly they are the same.
        let mut rest = items.as_slice();
        while let Some(((print, item), others)) = rest.split_first() {
            for (other_print, other) in others {
                if other_print != print {
                    break;
                }
                if self.same(*item, *other) {
                    self.twice(*item, *other);
                    return false;
                }
                if self.fuel == 0 {
                    return false;
                }
            }
            rest = others;
        }
        true
    }
}
