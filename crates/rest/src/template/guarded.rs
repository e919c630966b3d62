//! Templates with operators that can make much of little: `*`, `+` and `~` on texts and lists, and
//! `in`.
//!
//! The engine's own operators allocate what they are asked for. So a template that has one runs with
//! its operators replaced by filters that ask the [budget](super::budget) first. What `eval` writes
//! to can only be had inside a formatter, which is why such a template runs inside another.

use super::NAME;
use super::operator;
use minijinja::machinery::{Instruction, Instructions, eval, get_compiled_template};
use minijinja::value::{Object, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, Template};
use std::sync::Arc;

/// The one template of [`outer`].
const OUTER: &str = "outer";

/// No cache of filters.
const UNCACHED: u8 = u8::MAX;

/// A template that runs with its variables, as a value that is written.
#[derive(Debug)]
struct Run {
    environment: Arc<Environment<'static>>,
    root: Value,
}

impl Object for Run {
    /// Itself, for the template outside.
    fn get_value(self: &Arc<Self>, _: &Value) -> Option<Value> {
        Some(Value::from_dyn_object(self.clone()))
    }
}

thread_local! {
    static ENVIRONMENT: Result<Environment<'static>, Error> = outer();
}

fn outer() -> Result<Environment<'static>, Error> {
    let mut environment = Environment::empty();
    environment.set_formatter(run);
    environment.add_template(OUTER, "{{ run }}")?;
    Ok(environment)
}

/// Whether the template has such operators.
pub(super) fn is_needed(template: &Template<'_, '_>) -> bool {
    let instructions = &get_compiled_template(template).instructions;
    (0..)
        .map_while(|index| instructions.get(index))
        .any(|instruction| filter(instruction).is_some())
}

/// The filter that takes the place of an operator.
fn filter(instruction: &Instruction<'_>) -> Option<&'static str> {
    Some(match instruction {
        Instruction::Add => operator::ADD,
        Instruction::Mul => operator::MULTIPLY,
        Instruction::StringConcat => operator::CONCATENATE,
        Instruction::In => operator::IN,
        _ => return None,
    })
}

/// Renders the template of `environment`.
pub(super) fn render(
    environment: Arc<Environment<'static>>,
    root: Value,
    out: impl std::io::Write,
) -> Result<(), Error> {
    let variables = Value::from_object(Run { environment, root });
    ENVIRONMENT.with(|outer| {
        let outer = outer
            .as_ref()
            .map_err(|error| Error::new(error.kind(), "no environment"))?;
        let template = outer.get_template(OUTER)?;
        template.render_captured_to(variables, out).map(drop)
    })
}

fn run(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let Some(run) = value.downcast_object_ref::<Run>() else {
        return Ok(());
    };
    let template = run.environment.get_template(NAME)?;
    let compiled = get_compiled_template(&template);
    let mut instructions = Instructions::new(NAME, compiled.instructions.source());
    for index in 0.. {
        let Some(instruction) = compiled.instructions.get(index) else {
            break;
        };
        instructions.add(match filter(instruction) {
            Some(name) => Instruction::ApplyFilter(name, Some(2), UNCACHED),
            None => instruction.clone(),
        });
    }
    eval(
        &run.environment,
        &instructions,
        run.root.clone(),
        &compiled.blocks,
        out,
        AutoEscape::None,
    )
    .map(drop)
}
