//! A regular expression as instructions for the matcher.

use super::{Class, Look, Part};

/// The most instructions.
const LENGTH: usize = 10_000;

/// One instruction.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Takes one character of this class.
    Class(u16),
    /// Goes on if this is true here.
    Look(Look),
    /// Goes on at both places.
    Split(u16, u16),
    Jump(u16),
    Match,
}

/// The instructions, beginning with the first.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) classes: Vec<Class>,
    /// It can only match at the start of a text.
    pub(super) anchored: bool,
}

pub(super) fn compile(part: &Part, classes: Vec<Class>) -> Result<Program, &'static str> {
    let mut program = Program {
        anchored: is_anchored(part),
        classes,
        ..Program::default()
    };
    program.part(part)?;
    program.push(Step::Match)?;
    program.steps.shrink_to_fit();
    Ok(program)
}

fn is_anchored(part: &Part) -> bool {
    match part {
        Part::Look(look) => *look == Look::Start,
        Part::Sequence(parts) => parts.first().is_some_and(is_anchored),
        Part::Either(options) => options.iter().all(is_anchored),
        Part::Repeat(part, least, _) => *least > 0 && is_anchored(part),
        Part::Class(_) => false,
    }
}

impl Program {
    fn push(&mut self, step: Step) -> Result<(), &'static str> {
        if self.steps.len() >= LENGTH {
            return Err("is too large");
        }
        self.steps.push(step);
        Ok(())
    }

    /// Where the next instruction will be.
    fn here(&self) -> u16 {
        u16::try_from(self.steps.len()).unwrap_or(u16::MAX)
    }

    fn set(&mut self, at: u16, step: Step) {
        if let Some(place) = self.steps.get_mut(usize::from(at)) {
            *place = step;
        }
    }

    fn part(&mut self, part: &Part) -> Result<(), &'static str> {
        match part {
            Part::Class(class) => self.push(Step::Class(*class)),
            Part::Look(look) => self.push(Step::Look(*look)),
            Part::Sequence(parts) => parts.iter().try_for_each(|part| self.part(part)),
            Part::Either(options) => self.either(options),
            Part::Repeat(part, least, most) => self.repeat(part, *least, *most),
        }
    }

    fn either(&mut self, options: &[Part]) -> Result<(), &'static str> {
        let Some((last, others)) = options.split_last() else {
            return Ok(());
        };
        let mut jumps = Vec::new();
        for option in others {
            let split = self.here();
            self.push(Step::Match)?;
            self.part(option)?;
            jumps.push(self.here());
            self.push(Step::Match)?;
            self.set(split, Step::Split(split + 1, self.here()));
        }
        self.part(last)?;
        let end = self.here();
        for jump in jumps {
            self.set(jump, Step::Jump(end));
        }
        Ok(())
    }

    fn repeat(&mut self, part: &Part, least: u32, most: Option<u32>) -> Result<(), &'static str> {
        for _ in 0..least {
            let before = self.here();
            self.part(part)?;
            if self.here() == before {
                // Nothing, any number of times, is nothing.
                return Ok(());
            }
        }
        let Some(most) = most else {
            let split = self.here();
            self.push(Step::Match)?;
            self.part(part)?;
            self.push(Step::Jump(split))?;
            self.set(split, Step::Split(split + 1, self.here()));
            return Ok(());
        };
        let mut splits = Vec::new();
        for _ in least..most {
            splits.push(self.here());
            self.push(Step::Match)?;
            self.part(part)?;
        }
        let end = self.here();
        for split in splits {
            self.set(split, Step::Split(split + 1, end));
        }
        Ok(())
    }
}
