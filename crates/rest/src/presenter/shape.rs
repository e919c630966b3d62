//! What templates make of a response: a result, content blocks, the text of a failure.

use super::block::BlockPlan;
use super::variables::Uses;
use crate::error::FieldError;
use crate::presentation::{Kind, Presentation};
use crate::schema::Inputs;
use crate::template::{Escape, Template};

/// Most content blocks.
const MOST_BLOCKS: usize = 16;

/// The templates of a presentation.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) template: Option<Template>,
    pub(super) blocks: Vec<BlockPlan>,
    /// What `template` and `blocks` use.
    pub(super) uses: Uses,
    pub(super) failure: Option<(Template, Uses)>,
}

impl Shape {
    /// Compiles the templates of a tool with these arguments; returns all errors.
    pub(super) fn compile(
        presentation: &Presentation,
        inputs: &Inputs<'_>,
        structured: bool,
    ) -> Result<Self, Vec<FieldError>> {
        let mut shape = Self::default();
        let mut errors = Vec::new();
        if presentation.template.is_some() && !presentation.content.is_empty() {
            errors.push(FieldError::new(
                "content",
                "remove it or `template`: each makes the whole result",
            ));
        }
        if let Some(source) = &presentation.template {
            let is_json = structured || presentation.kind == Some(Kind::Json);
            let escape = if is_json { Escape::Json } else { Escape::Text };
            match shape.uses.compile(source, escape, inputs) {
                Ok(template) => shape.template = Some(template),
                Err(message) => errors.push(FieldError::new("template", message)),
            }
        }
        if let Some(source) = &presentation.error_template {
            let mut uses = Uses::default();
            match uses.compile(source, Escape::Text, inputs) {
                Ok(template) => shape.failure = Some((template, uses)),
                Err(message) => errors.push(FieldError::new("errorTemplate", message)),
            }
        }
        if presentation.content.len() > MOST_BLOCKS {
            let message = format!("set at most {MOST_BLOCKS} blocks");
            errors.push(FieldError::new("content", message));
        }
        for (index, block) in presentation.content.iter().enumerate() {
            match BlockPlan::compile(block, inputs, &mut shape.uses) {
                Ok(plan) => shape.blocks.push(plan),
                Err(more) => {
                    let place = format!("content[{index}]");
                    errors.extend(more.into_iter().map(|error| error.under(&place)));
                }
            }
        }
        if errors.is_empty() {
            Ok(shape)
        } else {
            Err(errors)
        }
    }
}
