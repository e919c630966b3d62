//! A YAML stream as JSON documents.

use super::yaml;
use portico_config::FieldError;

/// Most bytes of JSON text that the documents of a stream are together, after aliases are expanded.
const LARGEST: usize = 64 << 20;

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
    let mut left = LARGEST;
    filled
        .map(|node| {
            let json = node.to_json(left).ok_or_else(|| {
                let message = "the documents are too large once their aliases are expanded";
                vec![FieldError::new(
                    "",
                    format!("line {}: {message}", node.line),
                )]
            })?;
            left = left.saturating_sub(json.len());
            Ok(StreamDocument { json })
        })
        .collect()
}

/// The lines (from 1) of fields (`tools[0].http.path`), each with the number of its document, of a
/// stream that [`read_stream`] could read; `None` where there is no such document. The text is read
/// again for them, once for all, as errors are rare.
pub(crate) fn lines_of_fields(text: &str, fields: &[(usize, &str)]) -> Vec<Option<usize>> {
    let nodes = yaml::compose_safely(text).unwrap_or_default();
    let filled: Vec<_> = nodes.iter().filter(|node| !node.is_null()).collect();
    let line = |(document, path): &(usize, &str)| Some(filled.get(*document)?.line_of(path));
    fields.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_share_what_aliases_may_expand_to() {
        let text = "y".repeat(1 << 20);
        let document = |count: usize| format!("a: &a {text}\nb: [{}]\n", "*a, ".repeat(count));
        let few = format!("{}---\n{}", document(2), document(2));
        assert_eq!(read_stream(&few).map(|all| all.len()), Ok(2));
        let many = format!("{}---\n{}", document(40), document(40));
        let errors = read_stream(&many).map(|all| all.len()).unwrap_err();
        assert!(errors[0].message.contains("too large"), "{errors:?}");
    }
}
