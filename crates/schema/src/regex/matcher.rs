//! Running a program over a text: all its threads at once, one character after the other (Thompson,
//! Pike), so that no expression takes exponential time.

use super::Look;
use super::class::is_word;
use super::program::{Program, Step};

/// Room for the threads of one run, kept from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    now: Vec<u16>,
    next: Vec<u16>,
    /// For each instruction, in which round it was last put on a list.
    seen: Vec<u32>,
    round: u32,
    stack: Vec<u16>,
}

/// The characters before and after a place in the text.
#[derive(Clone, Copy)]
struct Place {
    before: Option<char>,
    after: Option<char>,
}

impl Place {
    fn is(self, look: Look) -> bool {
        let boundary = is_word(self.before) != is_word(self.after);
        match look {
            Look::Start => self.before.is_none(),
            Look::End => self.after.is_none(),
            Look::Boundary => boundary,
            Look::NoBoundary => !boundary,
        }
    }
}

pub(super) fn is_match(
    program: &Program,
    text: &str,
    threads: &mut Threads,
    fuel: &mut u64,
) -> bool {
    // Rounds are counted on from run to run, so that nothing must be cleared.
    if threads.seen.len() < program.steps.len() {
        threads.seen.resize(program.steps.len(), 0);
    }
    threads.next.clear();
    let mut chars = text.chars();
    let mut place = Place {
        before: None,
        after: chars.next(),
    };
    threads.round += 1;
    loop {
        let is_start = place.before.is_none() || !program.anchored;
        if is_start && threads.enter(program, 0, place, fuel) {
            return true;
        }
        std::mem::swap(&mut threads.now, &mut threads.next);
        let is_over = threads.now.is_empty() && program.anchored;
        let Some(c) = place.after.filter(|_| *fuel > 0 && !is_over) else {
            return false;
        };
        place = Place {
            before: Some(c),
            after: chars.next(),
        };
        if threads.advance(program, c, place, fuel) {
            return true;
        }
    }
}

impl Threads {
    /// Takes the threads of now over `c`; true where one matches.
    fn advance(&mut self, program: &Program, c: char, place: Place, fuel: &mut u64) -> bool {
        self.round += 1;
        self.next.clear();
        let now = std::mem::take(&mut self.now);
        let mut matched = false;
        for at in &now {
            let Some(Step::Class(class)) = program.steps.get(usize::from(*at)) else {
                continue;
            };
            let class = program.classes.get(usize::from(*class));
            if class.is_some_and(|class| class.has(c)) {
                matched = self.enter(program, at + 1, place, fuel);
                if matched {
                    break;
                }
            }
        }
        self.now = now;
        matched
    }

    /// Puts the thread at `at` on the list of the next round, going on to where it takes a
    /// character; true where it matches.
    fn enter(&mut self, program: &Program, at: u16, place: Place, fuel: &mut u64) -> bool {
        self.stack.clear();
        self.stack.push(at);
        while let Some(at) = self.stack.pop() {
            *fuel = fuel.saturating_sub(1);
            let index = usize::from(at);
            let (Some(step), Some(seen)) = (program.steps.get(index), self.seen.get_mut(index))
            else {
                continue;
            };
            if std::mem::replace(seen, self.round) == self.round {
                continue;
            }
            match *step {
                Step::Match => return true,
                Step::Class(_) => self.next.push(at),
                Step::Jump(to) => self.stack.push(to),
                Step::Split(a, b) => self.stack.extend([b, a]),
                Step::Look(look) if place.is(look) => self.stack.push(at + 1),
                Step::Look(_) => {}
            }
        }
        false
    }
}
