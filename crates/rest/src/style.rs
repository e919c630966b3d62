//! Which OpenAPI 3.1 styles go with which location (section 4.8.12.3), and their defaults.
//!
//! Errors are the field that is wrong, and why.

use crate::argument::Argument;
use crate::json::RawJson;
use crate::mapping::{Parameter, Style};
use crate::parameter::Shape;
use crate::path::PathStyle;
use crate::query::QueryStyle;

type StyleError = (&'static str, &'static str);

/// The style of a path parameter.
pub(crate) fn path(parameter: &Parameter) -> Result<PathStyle, StyleError> {
    match parameter.style {
        None | Some(Style::Simple) => Ok(PathStyle::Simple),
        Some(Style::Label) => Ok(PathStyle::Label),
        Some(Style::Matrix) => Ok(PathStyle::Matrix),
        _ => Err(("style", "a path parameter is `simple`, `label` or `matrix`")),
    }
}

/// The style of a query parameter. Exploded lists look the same in all styles.
pub(crate) fn query(parameter: &Parameter) -> Result<QueryStyle, StyleError> {
    let delimited = |by, explode| {
        if explode {
            QueryStyle::Exploded
        } else {
            QueryStyle::Delimited(by)
        }
    };
    let explode = parameter.explode;
    match parameter.style {
        None | Some(Style::Form) => Ok(delimited(",", explode.unwrap_or(true))),
        Some(Style::SpaceDelimited) => Ok(delimited("%20", explode.unwrap_or(false))),
        Some(Style::PipeDelimited) => Ok(delimited("%7C", explode.unwrap_or(false))),
        Some(Style::DeepObject) if explode == Some(false) => {
            Err(("explode", "`deepObject` is always exploded"))
        }
        Some(Style::DeepObject) => Ok(QueryStyle::Deep),
        _ => Err((
            "style",
            "a query parameter is `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`",
        )),
    }
}

/// Checks the style of a header parameter.
pub(crate) fn header(parameter: &Parameter) -> Result<(), StyleError> {
    match parameter.style {
        None | Some(Style::Simple) => Ok(()),
        _ => Err(("style", "a header parameter is `simple`")),
    }
}

/// Checks the style of a cookie.
pub(crate) fn cookie(parameter: &Parameter) -> Result<(), StyleError> {
    match parameter.style {
        None | Some(Style::Form) => Ok(()),
        _ => Err(("style", "a cookie is `form`")),
    }
}

/// Checks that a body parameter has no style.
pub(crate) fn body(parameter: &Parameter) -> Result<(), StyleError> {
    match (parameter.style, parameter.explode) {
        (Some(_), _) => Err(("style", "a body parameter is JSON and has no style")),
        (None, Some(_)) => Err(("explode", "a body parameter is JSON and has no style")),
        (None, None) => Ok(()),
    }
}

/// A value from the configuration; the error is what was expected.
pub(crate) fn read(json: &RawJson) -> Result<Shape<'_>, &'static str> {
    Shape::read(Argument::Json(json.get()))?.ok_or("neither null nor empty")
}
