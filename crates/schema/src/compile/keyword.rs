//! The keywords of one schema.

use super::Compiler;
use super::dialect::Dialect;
use crate::kind;
use crate::regex::Regex;
use crate::rule::{Bound, Conditional, Contains, Count, Id, Items, Members, Part, Rule, by_length};
use portico_json::number::Number;
use portico_json::sort;
use portico_json::{Kind, Value};

/// The rules of `schema`, an object.
pub(super) fn rules<'t>(compiler: &mut Compiler<'t>, schema: Value<'t>, resource: u32) -> Part {
    let dialect = compiler.map.dialect(resource);
    let mut keywords = Keywords {
        compiler,
        schema,
        resource,
        dialect,
        rules: Vec::new(),
        last: Vec::new(),
    };
    if dialect.lone_reference()
        && let Some(reference) = schema.get("$ref")
    {
        let rule = keywords.compiler.reference(reference, resource);
        keywords.rules.extend(rule);
    } else {
        for (key, value) in schema.members() {
            keywords.keyword(&key.string(), value);
        }
    }
    let unevaluated = !keywords.last.is_empty();
    keywords.rules.append(&mut keywords.last);
    keywords.rules.shrink_to_fit();
    Part {
        unevaluated,
        rules: keywords.rules,
        ..Part::default()
    }
}

struct Keywords<'c, 't> {
    compiler: &'c mut Compiler<'t>,
    schema: Value<'t>,
    resource: u32,
    dialect: Dialect,
    rules: Vec<Rule>,
    /// The rules that depend on all others.
    last: Vec<Rule>,
}

impl<'t> Keywords<'_, 't> {
    fn keyword(&mut self, name: &str, value: Value<'t>) {
        let rule = match name {
            "type" => self.types(value),
            "enum" => self.list(value).then_some(Rule::Enum(value.at())),
            "const" if self.dialect >= Dialect::Draft6 => Some(Rule::Const(value.at())),
            "multipleOf" => self.multiple_of(value),
            "minimum" => self.bound(value, Bound::Minimum, Bound::Above, "exclusiveMinimum"),
            "maximum" => self.bound(value, Bound::Maximum, Bound::Below, "exclusiveMaximum"),
            "exclusiveMinimum" if self.dialect > Dialect::Draft4 => self.limit(value, Bound::Above),
            "exclusiveMaximum" if self.dialect > Dialect::Draft4 => self.limit(value, Bound::Below),
            "minLength" => self.count(value, Count::MinLength),
            "maxLength" => self.count(value, Count::MaxLength),
            "minItems" => self.count(value, Count::MinItems),
            "maxItems" => self.count(value, Count::MaxItems),
            "minProperties" => self.count(value, Count::MinProperties),
            "maxProperties" => self.count(value, Count::MaxProperties),
            "pattern" => self.pattern(value).map(|at| Rule::Pattern(at, value.at())),
            "uniqueItems" => (value.kind() == Kind::True).then_some(Rule::Unique),
            "required" => self.names(value).then_some(Rule::Required(value.at())),
            "dependentRequired" if self.dialect >= Dialect::Draft2019 => self.dependent(value),
            "$ref" => self.compiler.reference(value, self.resource),
            "$dynamicRef" if self.dialect == Dialect::Draft2020 => {
                self.compiler.dynamic_reference(value, self.resource)
            }
            "$recursiveRef" if self.dialect == Dialect::Draft2019 => {
                self.compiler.dynamic_reference(value, self.resource)
            }
            _ if self.dialect.shape(name).is_some() => self.applicator(name, value),
            _ => None,
        };
        match rule {
            Some(rule @ (Rule::UnevaluatedProperties(_) | Rule::UnevaluatedItems(_))) => {
                self.last.push(rule);
            }
            // The type first, as it fails most.
            Some(rule @ Rule::Type(_)) => self.rules.insert(0, rule),
            rule => self.rules.extend(rule),
        }
    }

    /// A keyword that holds schemas.
    fn applicator(&mut self, name: &str, value: Value<'t>) -> Option<Rule> {
        match name {
            "allOf" => self.schemas(value).map(Rule::All),
            "anyOf" => self.schemas(value).map(Rule::Any),
            "oneOf" => self.schemas(value).map(Rule::One),
            "not" => Some(Rule::Not(self.part(value))),
            "if" => self.conditional(value),
            "dependentSchemas" | "dependencies" => self.dependent(value),
            "propertyNames" => Some(Rule::PropertyNames(self.part(value))),
            "contains" => self.contains(value),
            "unevaluatedProperties" => Some(Rule::UnevaluatedProperties(self.part(value))),
            "unevaluatedItems" => Some(Rule::UnevaluatedItems(self.part(value))),
            // These belong together: the first of them that is there stands for all.
            "properties" | "patternProperties" | "additionalProperties" => self
                .is_first(
                    name,
                    &["properties", "patternProperties", "additionalProperties"],
                )
                .then(|| self.members()),
            "items" | "prefixItems" => self
                .is_first(name, &["prefixItems", "items"])
                .then(|| self.items())
                .flatten(),
            _ => None,
        }
    }

    fn is_first(&self, name: &str, group: &[&str]) -> bool {
        let first = group.iter().find(|name| self.schema.get(name).is_some());
        first.is_some_and(|first| *first == name)
    }

    fn part(&mut self, value: Value<'t>) -> Id {
        self.compiler.part(value, self.resource)
    }

    fn error(&mut self, value: Value<'_>, message: &str) {
        self.compiler.error(value, message);
    }

    /// Refuses a value that is no list.
    fn list(&mut self, value: Value<'_>) -> bool {
        let is_list = value.kind() == Kind::Array;
        if !is_list {
            self.error(value, "write a list");
        }
        is_list
    }

    /// Refuses a value that is no object.
    fn object(&mut self, value: Value<'_>) -> bool {
        let is_object = value.kind() == Kind::Object;
        if !is_object {
            self.error(value, "write an object");
        }
        is_object
    }

    /// Refuses a value that is no list of names. Draft 4 knows `required` as a list only, too.
    fn names(&mut self, value: Value<'_>) -> bool {
        let is_name = |item: Value<'_>| item.kind() == Kind::String;
        let is_names = value.kind() == Kind::Array && value.items().all(is_name);
        if !is_names {
            self.error(value, "write a list of names");
        }
        is_names
    }

    fn schemas(&mut self, value: Value<'t>) -> Option<Box<[Id]>> {
        if !self.list(value) {
            return None;
        }
        if value.items().next().is_none() {
            self.error(value, "this list must not be empty");
        }
        Some(value.items().map(|schema| self.part(schema)).collect())
    }

    fn types(&mut self, value: Value<'_>) -> Option<Rule> {
        let mut set = 0;
        let single = (value.kind() != Kind::Array).then_some(value);
        for name in value.items().chain(single) {
            let bits = kind::named(&name.string()).filter(|_| name.kind() == Kind::String);
            match bits {
                Some(bits) => set |= bits,
                None => self.error(
                    name,
                    "this is no type: there are `null`, `boolean`, `integer`, `number`, \
                     `string`, `array` and `object`",
                ),
            }
        }
        Some(Rule::Type(set))
    }

    fn number(&mut self, value: Value<'t>) -> Option<Number<'t>> {
        if value.kind() != Kind::Number {
            self.error(value, "write a number");
            return None;
        }
        Some(Number::parse(value.text()))
    }

    fn multiple_of(&mut self, value: Value<'t>) -> Option<Rule> {
        let divisor = self.number(value)?.divisor();
        if divisor.is_none() {
            self.error(value, "write a number above zero, of at most 19 digits");
        }
        divisor.map(|divisor| Rule::MultipleOf(divisor, value.at()))
    }

    fn limit(&mut self, value: Value<'t>, bound: Bound) -> Option<Rule> {
        self.number(value).map(|_| Rule::Bound(bound, value.at()))
    }

    /// `minimum` or `maximum`, which in draft 4 another keyword makes exclusive.
    fn bound(
        &mut self,
        value: Value<'t>,
        inclusive: Bound,
        exclusive: Bound,
        switch: &str,
    ) -> Option<Rule> {
        let is_on = |switch: Value<'_>| switch.kind() == Kind::True;
        let excludes =
            self.dialect == Dialect::Draft4 && self.schema.get(switch).is_some_and(is_on);
        self.limit(value, if excludes { exclusive } else { inclusive })
    }

    fn whole(&mut self, value: Value<'t>) -> Option<u32> {
        let count = self.number(value)?.count();
        if count.is_none() {
            self.error(value, "write a whole number, zero or more");
        }
        count
    }

    fn count(&mut self, value: Value<'t>, count: Count) -> Option<Rule> {
        self.whole(value).map(|limit| Rule::Count(count, limit))
    }

    fn pattern(&mut self, value: Value<'_>) -> Option<u32> {
        if value.kind() != Kind::String {
            self.error(value, "write a regular expression, as a text");
            return None;
        }
        self.regex(value)
    }

    /// The number of the regular expression in `value`, a text.
    fn regex(&mut self, value: Value<'_>) -> Option<u32> {
        match Regex::new(&value.string()) {
            Ok(regex) => {
                self.compiler.patterns.push(regex);
                u32::try_from(self.compiler.patterns.len() - 1).ok()
            }
            Err(message) => {
                let message = format!("the regular expression `{}` {message}", value.string());
                self.error(value, &message);
                None
            }
        }
    }

    fn contains(&mut self, value: Value<'t>) -> Option<Rule> {
        let counts = self.dialect >= Dialect::Draft2019;
        let mut limit = |name| {
            let value = self.schema.get(name).filter(|_| counts)?;
            self.whole(value)
        };
        let (least, most) = (limit("minContains"), limit("maxContains"));
        Some(Rule::Contains(Box::new(Contains {
            schema: self.part(value),
            least: least.unwrap_or(1),
            most,
            evaluates: self.dialect >= Dialect::Draft2020,
        })))
    }

    fn conditional(&mut self, value: Value<'t>) -> Option<Rule> {
        let [then, otherwise] =
            ["then", "else"].map(|name| self.schema.get(name).map(|value| self.part(value)));
        Some(Rule::If(Box::new(Conditional {
            condition: self.part(value),
            then,
            otherwise,
        })))
    }

    /// `dependentRequired`, `dependentSchemas`, or `dependencies`, which are both.
    fn dependent(&mut self, value: Value<'t>) -> Option<Rule> {
        if self.object(value) {
            for (key, value) in value.members() {
                let rule = if value.kind() == Kind::Array {
                    self.names(value)
                        .then(|| Rule::DependentRequired(key.at(), value.at()))
                } else {
                    Some(Rule::Dependent(key.at(), self.part(value)))
                };
                self.rules.extend(rule);
            }
        }
        None
    }

    fn members(&mut self) -> Rule {
        let mut members = Members::default();
        let named = self.schema.get("properties");
        if let Some(named) = named.filter(|named| self.object(*named)) {
            let mut list: Vec<_> = named.members().collect();
            sort(&mut list, &mut |(a, _), (b, _)| {
                by_length(&a.string(), &b.string()).is_gt()
            });
            let parts = list.into_iter();
            members.named = parts
                .map(|(key, value)| (key.at(), self.part(value)))
                .collect();
        }
        let patterns = self.schema.get("patternProperties");
        if let Some(patterns) = patterns.filter(|patterns| self.object(*patterns)) {
            let parts = patterns.members();
            members.patterns = parts
                .filter_map(|(key, value)| Some((self.regex(key)?, self.part(value))))
                .collect();
        }
        let others = self.schema.get("additionalProperties");
        members.others = others.map(|others| self.part(others));
        Rule::Members(Box::new(members))
    }

    fn items(&mut self) -> Option<Rule> {
        let items = self.schema.get("items");
        let (first, others) = match items {
            Some(list) if self.dialect < Dialect::Draft2020 && list.kind() == Kind::Array => {
                (Some(list), self.schema.get("additionalItems"))
            }
            _ if self.dialect < Dialect::Draft2020 => (None, items),
            _ => (self.schema.get("prefixItems"), items),
        };
        let first = match first {
            Some(list) if !self.list(list) => return None,
            Some(list) => list.items().map(|item| self.part(item)).collect(),
            None => Box::default(),
        };
        Some(Rule::Items(Box::new(Items {
            first,
            others: others.map(|others| self.part(others)),
        })))
    }
}
