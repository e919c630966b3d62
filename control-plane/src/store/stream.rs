//! A YAML stream as JSON documents.

use super::yaml;
use portico_config::FieldError;

/// Longest JSON text of one document after aliases are expanded, in bytes.
const MAX_DOCUMENT: usize = 64 << 20;

/// One document of a stream.
#[derive(Debug)]
pub(crate) struct StreamDocument {
    /// It as JSON text.
    pub(crate) json: String,
}

/// The documents of a YAML stream. Empty ones (only comments, say) are left out.
///
/// # Errors
/// What is wrong with the YAML; the line is in the message.
pub(crate) fn read_stream(text: &str) -> Result<Vec<StreamDocument>, Vec<FieldError>> {
    let nodes = yaml::compose_safely(text).map_err(|errors| {
        let told = |error: yaml::YamlError| {
            let message = format!("line {}: {}", error.line, error.message);
            FieldError::new(error.path, message)
        };
        errors.into_iter().map(told).collect::<Vec<_>>()
    })?;
    let filled = nodes.iter().filter(|node| !node.is_null());
    filled
        .map(|node| {
            let json = node.to_json(MAX_DOCUMENT).ok_or_else(|| {
                let message = "the document is too large once its aliases are expanded";
                vec![FieldError::new(
                    "",
                    format!("line {}: {message}", node.line),
                )]
            })?;
            Ok(StreamDocument { json })
        })
        .collect()
}

/// The line (from 1) of a field (`tools[0].http.path`) of a document of a stream that
/// [`read_stream`] could read; `None` if there is no such document. The text is read again for it, as
/// errors are rare.
pub(crate) fn line_of_field(text: &str, document: usize, path: &str) -> Option<usize> {
    let nodes = yaml::compose_safely(text).ok()?;
    let mut filled = nodes.iter().filter(|node| !node.is_null());
    filled.nth(document).map(|node| node.line_of(path))
}
