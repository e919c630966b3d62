//! Templates: Jinja (`minijinja`) over JSON values that keep what they are.
//!
//! A template is compiled when the configuration is loaded; what can be wrong with it is found
//! then: its syntax, unknown filters, variables that there are not. Rendering is bounded in steps,
//! in the size of what it makes, and in what it allocates on its way.
//!
//! In a [JSON template](Escape::Json) an expression writes a JSON value, of the type that it has:
//! `{"name": {{ args.name }}, "tags": {{ args.tags }}}`. Inside a JSON string it writes text,
//! escaped for it: `{"greeting": "Dear {{ args.name }}"}`. So no value can end a string or add a
//! member, and what is made is checked to be JSON at last.

mod budget;
mod check;
mod constant;
mod decimal;
mod filter;
mod guarded;
mod operator;
mod place;
mod value;
mod write;

pub use value::Variables;

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use place::Sink;
use serde_json::value::RawValue;
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// Most bytes that one template makes.
const OUTPUT_LIMIT: usize = 8 << 20;

/// Steps that a template may take where nothing else is configured.
pub const DEFAULT_STEPS: u64 = 100_000;

/// Name of the one template of each environment.
const NAME: &str = "template";

/// What a template makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escape {
    /// One JSON value.
    Json,
    /// Any text. Strings are written as they are, other values as JSON.
    Text,
    /// XML or HTML: the same as text, escaped for elements and for attributes in quotes.
    Markup,
}

/// A compiled template.
pub struct Template {
    /// Holds the template alone; filters and tests are shared by all.
    environment: RefCell<Arc<Environment<'static>>>,
    /// It has operators that have to be watched.
    guarded: bool,
    /// Most steps, as each may write text of the template itself where only memory bounds it.
    most_steps: u64,
    escape: Escape,
    uses: Vec<Vec<String>>,
    fixed: bool,
}

impl Template {
    /// Compiles `source`, which may use the variables `known`.
    ///
    /// # Errors
    /// What is wrong with it, and what to do about that.
    pub fn compile(source: &str, escape: Escape, known: &[&str]) -> Result<Self, String> {
        let mut environment = BASE.with(Environment::clone);
        constant::check(source)?;
        environment
            .add_template_owned(NAME, source.to_owned())
            .map_err(|error| syntax(&error))?;
        let template = environment
            .get_template(NAME)
            .map_err(|error| syntax(&error))?;
        check::names(&template)?;
        let uses = check::uses(&template, known)?;
        Ok(Self {
            fixed: !source.contains("{{") && !source.contains("{%") && !source.contains("{#"),
            guarded: guarded::is_needed(&template),
            most_steps: check::most_steps(&template),
            environment: RefCell::new(Arc::new(environment)),
            escape,
            uses,
        })
    }

    /// Compiles a text as [`Template::compile`] does, but keeps the line break at its end.
    ///
    /// # Errors
    /// What is wrong with it, and what to do about that.
    pub fn verbatim(source: &str, known: &[&str]) -> Result<Self, String> {
        // One line break is taken away from the end of every template.
        let end = source.chars().last().filter(|c| matches!(c, '\n' | '\r'));
        match end {
            Some(end) => Self::compile(&format!("{source}{end}"), Escape::Text, known),
            None => Self::compile(source, Escape::Text, known),
        }
    }

    /// The variables that the template uses, as paths: `args`, `pet`, `id`. A path ends where the
    /// rest is only known when the template is rendered: `args[name]` is `args`.
    pub fn uses(&self) -> &[Vec<String>] {
        &self.uses
    }

    /// The names that the template looks up in `variable.attribute`; `None` where one is only known
    /// when the template is rendered.
    pub fn members_of(&self, variable: &str, attribute: &str) -> Option<Vec<String>> {
        let environment = self.environment.borrow();
        let template = environment.get_template(NAME).ok()?;
        check::members(&template, variable, attribute)
    }

    /// Whether it is the same text whatever the variables.
    pub fn is_fixed(&self) -> bool {
        self.fixed
    }

    /// Renders with `variables`, in at most `steps` steps.
    ///
    /// # Errors
    /// A variable that there is not, a limit that was reached, or something that is not JSON where
    /// it must be.
    pub fn render(&self, variables: Variables, steps: u64) -> Result<Vec<u8>, TemplateError> {
        let mut out = Vec::with_capacity(256);
        let environment = self.environment_for(steps);
        let root = variables.into_value();
        budget::begin();
        let sink = Sink::new(&mut out, self.escape, OUTPUT_LIMIT);
        let rendered = if self.guarded {
            guarded::render(environment, root, sink)
        } else {
            environment
                .get_template(NAME)
                .and_then(|template| template.render_captured_to(root, sink).map(drop))
        };
        rendered.map_err(|error| TemplateError::new(&error))?;
        if self.escape == Escape::Json {
            serde_json::from_slice::<&RawValue>(&out)
                .map_err(|error| TemplateError::NotJson(error.to_string()))?;
        }
        Ok(out)
    }
}

impl Template {
    fn environment_for(&self, steps: u64) -> Arc<Environment<'static>> {
        let mut environment = self.environment.borrow_mut();
        let steps = steps.min(self.most_steps);
        // Never cloned: no render is going on.
        Arc::make_mut(&mut environment).set_fuel(Some(steps));
        environment.clone()
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template")
            .field("escape", &self.escape)
            .field("uses", &self.uses)
            .finish_non_exhaustive()
    }
}

thread_local! {
    /// What all templates share, made once.
    static BASE: Environment<'static> = base();
}

fn base() -> Environment<'static> {
    let mut environment = Environment::empty();
    // Conditions may ask for what is not there; all else may not.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_formatter(write::format);
    environment.set_recursion_limit(64);
    filter::add(&mut environment);
    operator::register(&mut environment);
    environment
}

fn syntax(error: &Error) -> String {
    let reason = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    match error.line() {
        Some(line) => format!("line {line} of the template cannot be read: {reason}"),
        None => format!("the template cannot be read: {reason}"),
    }
}

/// Why a template could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A value is used that there is not; its name, where it is known.
    #[error("{}", missing(.0.as_deref()))]
    Missing(Option<String>),
    /// It takes more steps than it may.
    #[error("it takes too many steps: give it less to go through")]
    Steps,
    /// It makes more than it may.
    #[error("it becomes larger than {OUTPUT_LIMIT} bytes")]
    Size,
    /// What it makes is not JSON.
    #[error("what it makes is not JSON: {0}")]
    NotJson(String),
    /// Anything else: a value of the wrong type.
    #[error("{0}")]
    Other(String),
}

fn missing(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("`{name}` is missing"),
        None => "a value that it needs is missing".to_owned(),
    }
}

impl TemplateError {
    fn new(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::UndefinedError => Self::Missing(value::last_missed()),
            ErrorKind::OutOfFuel => Self::Steps,
            ErrorKind::WriteFailure => Self::Size,
            kind => Self::Other(
                error
                    .detail()
                    .map_or_else(|| kind.to_string(), str::to_owned),
            ),
        }
    }
}

#[cfg(test)]
mod tests;
