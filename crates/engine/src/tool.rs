//! A tool, compiled.

use crate::list::Listed;
use crate::schemas::Schemas;
use crate::upstream::{RetryPolicy, first};
use portico_config::model::{Annotations, Icon, Millis, RawJson, Tool as Document};
use portico_config::{FieldError, mirrored};
use portico_mcp::Era;
use portico_mcp::parameter::Mirrored;
use portico_rest::{Operation, Presenter, Structured};
use serde::{Deserialize, Serialize};

/// What is offered where a tool declares no arguments.
const NO_ARGUMENTS: &str = r#"{"type":"object","additionalProperties":false}"#;

/// A tool ready to be listed and called.
#[derive(Debug)]
pub(crate) struct Tool {
    pub(crate) operation: Operation,
    pub(crate) timeout: Option<Millis>,
    pub(crate) retries: Option<RetryPolicy>,
    /// The arguments that headers mirror.
    pub(crate) mirrored: Vec<Mirrored>,
    /// How responses become results.
    pub(crate) presenter: Presenter,
    pub(crate) schemas: Schemas,
    output: Output,
    /// Where legacy clients see the tool differently.
    legacy_json: Option<Box<str>>,
}

/// What the tool promises of its structured results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Output {
    None,
    /// Legacy revisions know only objects.
    Object,
    Other,
}

impl Tool {
    /// Compiles the document.
    ///
    /// # Errors
    /// The first error of its `http` binding, or else of the headers that its `inputSchema` asks for,
    /// or else of its `result`. Its schemas are not compiled before a call.
    pub(crate) fn compile(document: &Document) -> Result<Self, FieldError> {
        let operation = Operation::compile(&document.http, document.input_schema.as_ref())
            .map_err(|errors| first(errors).under("http"))?;
        let mirrored = match &document.input_schema {
            Some(schema) => {
                mirrored(schema).map_err(|errors| first(errors).under("inputSchema"))?
            }
            None => Vec::new(),
        };
        let presenter = match &document.result {
            Some(result) => Presenter::compile(
                result,
                document.input_schema.as_ref(),
                document.output_schema.is_some(),
            )
            .map_err(|errors| first(errors).under("result"))?,
            None => Presenter::default(),
        };
        let output = Output::of(document.output_schema.as_ref());
        // Without the whitespace of the document, which would be sent with every list.
        let input_schema = match &document.input_schema {
            Some(schema) => schema.compact(),
            None => RawJson::parse(NO_ARGUMENTS).map_err(unwritable)?,
        };
        let output_schema = document.output_schema.as_ref().map(RawJson::compact);
        let legacy_json = (output == Output::Other)
            .then(|| entry(document, &input_schema, None))
            .transpose()?;
        let schemas = Schemas::new(
            entry(document, &input_schema, output_schema.as_ref())?,
            input_schema.get(),
            output_schema.as_ref().map(RawJson::get),
        );
        Ok(Self {
            operation,
            timeout: document.timeout,
            retries: document.retries.as_ref().map(RetryPolicy::of_tool),
            mirrored,
            presenter,
            schemas,
            output,
            legacy_json,
        })
    }

    /// How a JSON response is given to a client of that era.
    pub(crate) fn structured(&self, era: Era) -> Structured {
        match (self.output, era) {
            (Output::None, _) | (Output::Other, Era::Legacy) => Structured::None,
            (Output::Object, _) => Structured::Object,
            (Output::Other, Era::Modern) => Structured::Any,
        }
    }
}

impl Output {
    fn of(schema: Option<&RawJson>) -> Self {
        #[derive(Deserialize)]
        struct Root<'a> {
            #[serde(rename = "type", borrow)]
            root_type: Option<&'a serde_json::value::RawValue>,
        }
        let Some(schema) = schema else {
            return Self::None;
        };
        match serde_json::from_str::<Root<'_>>(schema.get()) {
            Ok(Root {
                root_type: Some(root),
            }) if root.get() == "\"object\"" => Self::Object,
            _ => Self::Other,
        }
    }
}

impl Listed for Tool {
    fn json(&self, era: Era) -> &str {
        match (&self.legacy_json, era) {
            (Some(json), Era::Legacy) => json,
            _ => self.schemas.json(),
        }
    }
}

/// MCP's `Tool`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "<[Icon]>::is_empty")]
    icons: &'a [Icon],
    input_schema: &'a RawJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_schema: Option<&'a RawJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotations: Option<&'a Annotations>,
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<RawJson>,
}

fn entry(
    document: &Document,
    input_schema: &RawJson,
    output_schema: Option<&RawJson>,
) -> Result<Box<str>, FieldError> {
    serialize(&Entry {
        name: &document.name,
        title: document.title.as_deref(),
        description: document.description.as_deref(),
        icons: &document.icons,
        input_schema,
        output_schema,
        annotations: document.annotations.as_ref(),
        meta: document.meta.as_ref().map(RawJson::compact),
    })
}

/// The JSON of a listed entry, made once.
pub(crate) fn serialize<T: Serialize>(entry: &T) -> Result<Box<str>, FieldError> {
    serde_json::to_string(entry)
        .map(String::into_boxed_str)
        .map_err(unwritable)
}

fn unwritable(error: serde_json::Error) -> FieldError {
    FieldError::new("", format!("cannot be written as JSON: {error}"))
}
