//! Regular expressions of `pattern` and `patternProperties`: ECMA-262 with the `u` flag, without
//! what needs backtracking (lookaround, back references) or tables of Unicode (`\p`). Matching
//! takes time linear in the text, whatever the expression.

mod class;
mod matcher;
mod parse;
mod program;

use class::Class;
use program::Program;

pub(crate) use matcher::Threads;

/// A compiled regular expression.
#[derive(Debug)]
pub(crate) struct Regex(Program);

/// Something that is true of a place between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Start,
    End,
    Boundary,
    NoBoundary,
}

/// The parts of an expression.
#[derive(Debug)]
enum Part {
    /// A character of the class with this number.
    Class(u16),
    Look(Look),
    Sequence(Vec<Part>),
    Either(Vec<Part>),
    /// At least and, if there is a limit, at most so often.
    Repeat(Box<Part>, u32, Option<u32>),
}

impl Regex {
    /// Reads `pattern`. The error says what is wrong or not supported.
    pub(crate) fn new(pattern: &str) -> Result<Self, &'static str> {
        let (part, classes) = parse::parse(pattern)?;
        program::compile(&part, classes).map(Self)
    }

    /// Whether some part of `text` matches. Takes one from `fuel` for each step, and gives up,
    /// with any answer, where it is used up.
    pub(crate) fn is_match(&self, text: &str, threads: &mut Threads, fuel: &mut u64) -> bool {
        matcher::is_match(&self.0, text, threads, fuel)
    }
}
