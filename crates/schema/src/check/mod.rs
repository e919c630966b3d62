//! Checking a value against the rules.

mod array;
mod choice;
mod object;
mod seen;
mod tell;

use crate::error::Violation;
use crate::kind;
use crate::regex::Threads;
use crate::rule::{Bound, Count, Id, Part, Rule, Rules};
use portico_json::number::{self, Number};
use portico_json::{Json, Kind, Value, equal};
use seen::Seen;

/// The most violations that are told at once: enough to correct, not too much to read.
const VIOLATIONS: usize = 10;

/// The most parts that are inside each other in one check. The stack that V8 gives to a filter,
/// just under 1 MiB, is enough for more, whatever the rules.
const DEPTH: u32 = 600;

/// What a check may cost, in steps: so many, and so many more for each value and for each byte.
const FUEL: (u64, u64, u64) = (200_000, 200, 16);

/// The violations of `instance`, a document of so many values and bytes.
pub(crate) fn check(rules: &Rules, instance: Json<'_>, size: (usize, usize)) -> Vec<Violation> {
    let fuel = FUEL.0 + FUEL.1 * size.0 as u64 + FUEL.2 * size.1 as u64;
    let mut checker = Checker {
        rules,
        schema: rules.json(),
        fuel,
        depth: 0,
        quiet: 0,
        violations: Vec::new(),
        threads: Threads::default(),
    };
    let scope = Scope {
        resource: u32::MAX,
        outer: None,
    };
    checker.check(rules.root, instance.root(), &scope, false);
    if checker.fuel == 0 {
        return vec![Violation {
            path: String::new(),
            message: "this is too complex to be checked: give less at once".to_owned(),
        }];
    }
    checker.violations
}

/// The resources that a check went through, the last first.
struct Scope<'s> {
    resource: u32,
    outer: Option<&'s Scope<'s>>,
}

struct Checker<'c> {
    rules: &'c Rules,
    schema: Json<'c>,
    /// How many steps are left; with none, every answer is wrong and the check is over.
    fuel: u64,
    depth: u32,
    /// In how many parts of whose failures nothing is told.
    quiet: u32,
    violations: Vec<Violation>,
    threads: Threads,
}

impl<'c> Checker<'c> {
    /// Checks `value` against a part. `None` where it does not conform; else, where `track`, which
    /// of its members or items were looked at.
    fn check(&mut self, id: Id, value: Value<'_>, scope: &Scope<'_>, track: bool) -> Option<Seen> {
        let rules = self.rules;
        let part = rules.part(id);
        self.spend(1 + part.rules.len() as u64);
        if self.depth >= DEPTH {
            self.fuel = 0;
        }
        if self.fuel == 0 {
            return None;
        }
        let inner;
        let scope = if part.resource == scope.resource {
            scope
        } else {
            inner = Scope {
                resource: part.resource,
                outer: Some(scope),
            };
            &inner
        };
        self.depth += 1;
        let result = self.rules(part, id, value, scope, track || part.unevaluated);
        self.depth -= 1;
        result
    }

    fn rules(
        &mut self,
        part: &'c Part,
        id: Id,
        value: Value<'_>,
        scope: &Scope<'_>,
        track: bool,
    ) -> Option<Seen> {
        let mut seen = Seen::new(track);
        let (mut passes, mut told) = (true, false);
        for rule in &part.rules {
            let passed = match rule {
                Rule::Never => {
                    self.report(value, |place| format!("{place} is not allowed"));
                    false
                }
                Rule::Contains(contains) => self.contains(contains, value, scope, &mut seen),
                Rule::Required(names) => self.required(*names, None, value, id),
                Rule::DependentRequired(name, names) => {
                    self.dependent_required(*name, *names, value, id)
                }
                Rule::Dependent(name, id) => {
                    let name = self.schema.value(*name).string();
                    value.kind() != Kind::Object
                        || value.get(&name).is_none()
                        || self.also(*id, value, scope, &mut seen)
                }
                Rule::Members(members) => self.members(members, value, scope, &mut seen),
                Rule::PropertyNames(id) => self.names(*id, value, scope),
                Rule::Items(items) => self.items(items, value, scope, &mut seen),
                Rule::Unique => self.unique(value),
                Rule::All(ids) => self.all(ids, value, scope, &mut seen),
                Rule::Any(ids) => self.any(ids, value, scope, &mut seen),
                Rule::One(ids) => self.one(ids, value, scope, &mut seen),
                Rule::Not(id) => self.not(*id, value, scope),
                Rule::If(conditional) => self.conditional(conditional, value, scope, &mut seen),
                Rule::Reference(id) => self.also(*id, value, scope, &mut seen),
                Rule::Dynamic(name, id) => {
                    let id = self.outermost(name, *id, scope);
                    self.also(id, value, scope, &mut seen)
                }
                Rule::UnevaluatedProperties(id) | Rule::UnevaluatedItems(id) => {
                    let kind = match rule {
                        Rule::UnevaluatedItems(_) => Kind::Array,
                        _ => Kind::Object,
                    };
                    value.kind() != kind || self.unevaluated(*id, value, scope, &mut seen)
                }
                simple => {
                    let passed = self.simple(simple, value);
                    if !passed && !told {
                        told = true;
                        self.expected(id, value);
                    }
                    passed
                }
            };
            passes &= passed;
            if !passed && self.quiet > 0 {
                return None;
            }
        }
        passes.then_some(seen)
    }

    fn spend(&mut self, steps: u64) {
        self.fuel = self.fuel.saturating_sub(steps);
    }

    /// Checks the same value against a further part.
    fn also(&mut self, id: Id, value: Value<'_>, scope: &Scope<'_>, seen: &mut Seen) -> bool {
        match self.check(id, value, scope, seen.is_on()) {
            Some(more) => {
                seen.add(&more);
                true
            }
            None => false,
        }
    }

    /// Checks a member or an item.
    fn inside(&mut self, id: Id, value: Value<'_>, scope: &Scope<'_>) -> bool {
        self.check(id, value, scope, false).is_some()
    }

    /// Runs a check of whose failures nothing is told.
    fn quietly<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        self.quiet += 1;
        let result = run(self);
        self.quiet -= 1;
        result
    }

    /// The part that a `$dynamicRef` refers to: of the outermost resource that has the anchor.
    fn outermost(&self, name: &str, fallback: Id, scope: &Scope<'_>) -> Id {
        let mut found = fallback;
        let mut here = Some(scope);
        while let Some(scope) = here {
            let mut anchors = self.rules.dynamic.iter();
            let anchor =
                anchors.find(|anchor| anchor.resource == scope.resource && *anchor.name == *name);
            found = anchor.map_or(found, |anchor| anchor.target);
            here = scope.outer;
        }
        found
    }

    /// A rule about the value itself, not about what it holds. Told by [`Self::expected`].
    fn simple(&mut self, rule: &Rule, value: Value<'_>) -> bool {
        match (rule, value.kind()) {
            (Rule::Type(set), _) => kind::is_one_of(value, *set),
            (Rule::Const(place), _) => self.same(value, self.schema.value(*place)),
            (Rule::Enum(place), _) => {
                let mut options = self.schema.value(*place).items();
                options.any(|option| self.same(value, option))
            }
            (Rule::MultipleOf(divisor, _), Kind::Number) => {
                divisor.divides(&Number::parse(value.text()))
            }
            (Rule::Bound(bound, place), Kind::Number) => {
                let order = number::compare(value.text(), self.schema.value(*place).text());
                match bound {
                    Bound::Minimum => order.is_ge(),
                    Bound::Above => order.is_gt(),
                    Bound::Maximum => order.is_le(),
                    Bound::Below => order.is_lt(),
                }
            }
            (Rule::Count(count, limit), kind) => {
                self.spend(value.cost());
                within(*count, *limit, value, kind)
            }
            (Rule::Pattern(pattern, _), Kind::String) => self.matches(*pattern, &value.string()),
            _ => true,
        }
    }

    fn same(&mut self, a: Value<'_>, b: Value<'_>) -> bool {
        self.spend(a.cost().min(b.cost()));
        self.fuel > 0 && equal(a, b)
    }

    fn matches(&mut self, pattern: u32, text: &str) -> bool {
        self.spend(text.len() as u64 / 16);
        let regex = self.rules.patterns.get(pattern as usize);
        regex.is_none_or(|regex| regex.is_match(text, &mut self.threads, &mut self.fuel))
    }
}

/// Whether a value has as many characters, items or members as it should.
fn within(count: Count, limit: u32, value: Value<'_>, kind: Kind) -> bool {
    let number = match (count, kind) {
        (Count::MinLength | Count::MaxLength, Kind::String) => value.string().chars().count(),
        (Count::MinItems | Count::MaxItems, Kind::Array) => value.items().count(),
        (Count::MinProperties | Count::MaxProperties, Kind::Object) => value.members().count(),
        _ => return true,
    };
    match count {
        Count::MinLength | Count::MinItems | Count::MinProperties => number >= limit as usize,
        Count::MaxLength | Count::MaxItems | Count::MaxProperties => number <= limit as usize,
    }
}
