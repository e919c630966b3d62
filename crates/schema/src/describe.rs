//! Rules and values in words, for a language model that is to correct a value.

use crate::kind::{self, ARRAY, NUMBER, OBJECT, STRING};
use crate::rule::{Bound, Count, Id, Part, Rule, Rules};
use portico_json::{Kind, Value};
use std::fmt::Write;

/// The most characters of a value that are shown.
const SHOWN: usize = 60;

/// The most alternatives that are listed.
pub(crate) const LISTED: usize = 20;

/// The most references that are followed to what describes a value.
const HOPS: usize = 8;

/// What a part wants a value to be: "an integer from 1 to 100". Where it names no type, the one in
/// `given`, as bits of [`crate::kind`], stands for it. Empty where there is nothing to say.
pub(crate) fn expected(rules: &Rules, id: Id, given: u8) -> String {
    let part = followed(rules, id);
    let json = rules.json();
    for rule in &part.rules {
        match rule {
            Rule::Const(place) => return shown(json.value(*place)),
            Rule::Enum(place) => return one_of(json.value(*place)),
            _ => {}
        }
    }
    let named = part.rules.iter().find_map(|rule| match rule {
        Rule::Type(set) => Some(*set),
        _ => None,
    });
    let kinds = kind::in_words(named.unwrap_or(given)).map(|(words, bits)| {
        let mut words = words.to_owned();
        if bits & NUMBER != 0 {
            range(&mut words, rules, part);
        }
        for (kind, unit, least, most) in COUNTED {
            if bits == kind {
                counted(&mut words, part, unit, (least, most));
            }
        }
        if bits == STRING {
            pattern(&mut words, rules, part);
        }
        words
    });
    joined(&kinds.collect::<Vec<_>>(), " or ")
}

/// The parts of a sentence with `joint` between them. One function for all, for its size.
#[inline(never)]
pub(crate) fn joined(parts: &[String], joint: &str) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push_str(joint);
        }
        out.push_str(part);
    }
    out
}

const COUNTED: [(u8, &str, Count, Count); 3] = [
    (STRING, "character", Count::MinLength, Count::MaxLength),
    (ARRAY, "item", Count::MinItems, Count::MaxItems),
    (OBJECT, "member", Count::MinProperties, Count::MaxProperties),
];

/// A part, or what it refers to where it is but a reference.
pub(crate) fn followed(rules: &Rules, id: Id) -> &Part {
    let mut part = rules.part(id);
    for _ in 0..HOPS {
        let says_nothing = |rule: &Rule| matches!(rule, Rule::Reference(_));
        match part.rules.first() {
            Some(Rule::Reference(next)) if part.rules.iter().all(says_nothing) => {
                part = rules.part(*next);
            }
            _ => break,
        }
    }
    part
}

fn range(words: &mut String, rules: &Rules, part: &Part) {
    let bound = |wanted: Bound| {
        part.rules.iter().find_map(|rule| match rule {
            Rule::Bound(bound, place) if *bound == wanted => {
                Some(rules.json().value(*place).text())
            }
            _ => None,
        })
    };
    let limits = [Bound::Minimum, Bound::Above, Bound::Maximum, Bound::Below].map(bound);
    if let [Some(least), None, Some(most), None] = limits {
        let _ = write!(words, " from {least} to {most}");
    } else {
        let mut joint = "";
        for (limit, said) in limits
            .iter()
            .zip(["of at least", "above", "of at most", "below"])
        {
            if let Some(limit) = limit {
                let _ = write!(words, "{joint} {said} {limit}");
                joint = " and";
            }
        }
    }
    for rule in &part.rules {
        if let Rule::MultipleOf(_, place) = rule {
            let divisor = rules.json().value(*place).text();
            let _ = write!(words, " that is a multiple of {divisor}");
        }
    }
}

fn counted(words: &mut String, part: &Part, unit: &str, (least, most): (Count, Count)) {
    let limit = |wanted: Count| {
        part.rules.iter().find_map(|rule| match rule {
            Rule::Count(count, limit) if *count == wanted => Some(*limit),
            _ => None,
        })
    };
    let plural = |count: u32| if count == 1 { "" } else { "s" };
    let _ = match (limit(least), limit(most)) {
        (Some(least), Some(most)) if least == most => {
            write!(words, " of {least} {unit}{}", plural(least))
        }
        (Some(least), Some(most)) => write!(words, " of {least} to {most} {unit}s"),
        (Some(least), None) => write!(words, " of at least {least} {unit}{}", plural(least)),
        (None, Some(most)) => write!(words, " of at most {most} {unit}{}", plural(most)),
        (None, None) => Ok(()),
    };
}

fn pattern(words: &mut String, rules: &Rules, part: &Part) {
    let mut joint = " that matches";
    for rule in &part.rules {
        if let Rule::Pattern(_, place) = rule {
            let pattern = rules.json().value(*place).string();
            let _ = write!(words, "{joint} the regular expression `{pattern}`");
            joint = " and";
        }
    }
}

/// The options of an `enum`.
fn one_of(options: Value<'_>) -> String {
    let mut shown: Vec<_> = options.items().take(LISTED).map(shown).collect();
    let more = options.items().count() - shown.len();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    match shown.as_slice() {
        [only] => only.clone(),
        [all @ .., last] => format!("{} or {last}", joined(all, ", ")),
        [] => "nothing at all".to_owned(),
    }
}

/// A value as it was written, cut where it is long.
fn shown(value: Value<'_>) -> String {
    let text = value.text();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => {
            let quote = if value.kind() == Kind::String {
                "\""
            } else {
                ""
            };
            format!("{}…{quote}", text.get(..end).unwrap_or_default())
        }
        None => text.to_owned(),
    }
}

/// What was given: the value where it is short, else what it is.
pub(crate) fn given(value: Value<'_>) -> String {
    let (kind, unit, count) = match value.kind() {
        Kind::Array => ("an array", "item", value.items().count()),
        Kind::Object => ("an object", "member", value.members().count()),
        Kind::String if value.text().chars().nth(SHOWN).is_some() => {
            let count = value.string().chars().count();
            return format!("{} with {count} characters", shown(value));
        }
        _ => return shown(value),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{kind} of {count} {unit}{plural}")
}

/// Names in backticks, as many as can be listed.
pub(crate) fn names<'n>(names: impl Iterator<Item = Value<'n>>) -> String {
    let quoted = names
        .take(LISTED)
        .map(|name| format!("`{}`", name.string()));
    joined(&quoted.collect::<Vec<_>>(), ", ")
}
