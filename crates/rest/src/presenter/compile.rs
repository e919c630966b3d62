//! Compiling a [`Presentation`]: every mistake in it is found here, not in a call.

use super::Presenter;
use super::length::Length;
use super::shape::Shape;
use crate::error::FieldError;
use crate::header::lower_case;
use crate::json::RawJson;
use crate::media::essence;
use crate::presentation::{Kind, Presentation};
use crate::projection::Projection;
use crate::schema::Inputs;

/// Fewest bytes of text that a model may be given: room for what a cut says.
const LEAST_TEXT: u32 = 100;

/// Most bytes that Envoy can be made to hold, by the listener that the control plane configures.
const MOST_BYTES: u32 = 16 << 20;

impl Presenter {
    /// Compiles `presentation` of a tool with this input schema (none: no arguments) that is
    /// `structured`: that has an output schema. Returns all errors, with paths relative to it:
    /// `keep[0]`.
    pub fn compile(
        presentation: &Presentation,
        input_schema: Option<&RawJson>,
        structured: bool,
    ) -> Result<Self, Vec<FieldError>> {
        // A broken schema is an error of its own, told by who compiles the operation.
        let inputs = input_schema.map(Inputs::from_schema).transpose();
        let inputs = inputs.unwrap_or_default().unwrap_or_default();
        Self::build(presentation, &inputs, structured, Vec::new())
    }

    /// Compiles `presentation` of a resource, whose arguments are the `variables` of its URI
    /// template. Errors as with [`Presenter::compile`].
    pub fn compile_resource<'v>(
        presentation: &Presentation,
        variables: impl IntoIterator<Item = &'v str>,
    ) -> Result<Self, Vec<FieldError>> {
        let inputs = Inputs::from_variables(variables);
        Self::build(
            presentation,
            &inputs,
            false,
            not_for_resources(presentation),
        )
    }

    fn build(
        presentation: &Presentation,
        inputs: &Inputs<'_>,
        structured: bool,
        mut errors: Vec<FieldError>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut check = |field: &str, result: Result<(), &str>| {
            errors.extend(result.err().map(|message| FieldError::new(field, message)));
        };
        check("as", kind(presentation, structured));
        check("mimeType", mime_type(presentation));
        check("maxBytes", max_bytes(presentation));
        check("maxText", max_text(presentation));
        let headers = headers(&presentation.headers, &mut errors);
        let projection = Projection::compile(&presentation.keep, &presentation.drop)
            .map_err(|more| errors.extend(more));
        let shape = Shape::compile(presentation, inputs, structured).unwrap_or_else(|more| {
            errors.extend(more);
            Shape::default()
        });
        match projection {
            Ok(projection) if errors.is_empty() => Ok(Self {
                success: presentation.success.clone(),
                kind: presentation.kind,
                content_type: presentation.mime_type.clone(),
                projection,
                shape,
                headers,
                max_bytes: presentation.max_bytes.map(|most| most as usize),
                length: Length(presentation.max_text.map(|most| most as usize)),
            }),
            _ => Err(errors),
        }
    }
}

/// What only results of tools have: a resource has one text, or one blob.
fn not_for_resources(presentation: &Presentation) -> Vec<FieldError> {
    let kind = presentation.kind;
    let table = [
        (
            "as",
            !matches!(kind, None | Some(Kind::Text | Kind::Json)),
            "set it to `text` or `json`, or remove it: other bytes are given as they are",
        ),
        (
            "content",
            !presentation.content.is_empty(),
            "remove it: a resource is one text, which `template` makes",
        ),
        (
            "headers",
            !presentation.headers.is_empty(),
            "remove it: `template` can use `response.headers`",
        ),
    ];
    let wrong = table.into_iter().filter(|(_, wrong, _)| *wrong);
    wrong
        .map(|(field, _, message)| FieldError::new(field, message))
        .collect()
}

fn kind(presentation: &Presentation, structured: bool) -> Result<(), &'static str> {
    let chooses = !presentation.keep.is_empty() || !presentation.drop.is_empty();
    let shapes = presentation.template.is_some() || !presentation.content.is_empty();
    match presentation.kind {
        None | Some(Kind::Json) => Ok(()),
        Some(_) if structured => Err(
            "set it to `json` or remove it: the tool has an output schema, which only JSON fits",
        ),
        Some(_) if chooses => {
            Err("set it to `json` or remove it: `keep` and `drop` choose fields of JSON")
        }
        Some(Kind::Text) if presentation.content.is_empty() => Ok(()),
        Some(_) if shapes => Err("remove it: templates make the result"),
        Some(Kind::Image | Kind::Audio) if presentation.mime_type.is_none() => {
            Err("set `mimeType` too, such as `image/png`: what the body is must be said")
        }
        Some(_) => Ok(()),
    }
}

fn mime_type(presentation: &Presentation) -> Result<(), &'static str> {
    let Some(text) = &presentation.mime_type else {
        return Ok(());
    };
    let is_type = essence(text)
        .split_once('/')
        .is_some_and(|(kind, subtype)| lower_case(kind).is_ok() && lower_case(subtype).is_ok());
    if is_type && !text.contains(|c: char| c.is_control()) {
        return Ok(());
    }
    Err("write a type such as `image/png`")
}

fn max_bytes(presentation: &Presentation) -> Result<(), &'static str> {
    match presentation.max_bytes {
        None | Some(1..=MOST_BYTES) => Ok(()),
        Some(_) => Err("set it to between 1 and 16777216"),
    }
}

fn max_text(presentation: &Presentation) -> Result<(), &'static str> {
    match presentation.max_text {
        Some(..LEAST_TEXT) => Err("set it to at least 100"),
        _ => Ok(()),
    }
}

/// The names in lower case.
fn headers(names: &[String], errors: &mut Vec<FieldError>) -> Vec<String> {
    let mut headers = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        match lower_case(name) {
            Ok(name) => headers.push(name),
            Err(message) => errors.push(FieldError::new(format!("headers[{index}]"), message)),
        }
    }
    headers
}
