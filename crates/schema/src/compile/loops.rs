//! References that go round in a circle.

use crate::rule::{Id, Part, Place, Rule};

/// Where a part stands that is checked again, for the same value, as a part of its own check.
pub(super) fn find(parts: &[Part]) -> Option<Place> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; parts.len()];
    for start in 0..parts.len() {
        let mut stack = vec![(start, false)];
        while let Some((at, is_done)) = stack.pop() {
            let (Some(state), Some(part)) = (states.get_mut(at), parts.get(at)) else {
                continue;
            };
            if is_done {
                *state = State::Done;
                continue;
            }
            match *state {
                State::Done => continue,
                State::Open => return Some(part.place),
                State::New => *state = State::Open,
            }
            stack.push((at, true));
            let mut same = Vec::new();
            for rule in &part.rules {
                of_the_same_value(rule, &mut same);
            }
            let is_done = |id: &Id| states.get(id.0 as usize) == Some(&State::Done);
            same.retain(|id| !is_done(id));
            let again = |id: &Id| states.get(id.0 as usize) == Some(&State::Open);
            if same.iter().any(again) {
                return Some(part.place);
            }
            stack.extend(same.into_iter().map(|id| (id.0 as usize, false)));
        }
    }
    None
}

/// Adds the parts that a rule checks the same value against.
fn of_the_same_value(rule: &Rule, out: &mut Vec<Id>) {
    match rule {
        Rule::All(ids) | Rule::Any(ids) | Rule::One(ids) => out.extend(ids),
        Rule::Not(id) | Rule::Reference(id) | Rule::Dynamic(_, id) | Rule::Dependent(_, id) => {
            out.push(*id);
        }
        Rule::If(conditional) => {
            out.push(conditional.condition);
            out.extend(conditional.then);
            out.extend(conditional.otherwise);
        }
        _ => {}
    }
}
