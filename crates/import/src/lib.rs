//! Import: descriptions that others wrote become Portico's documents, with a report on everything
//! that was found.
//!
//! Read are OpenAPI 3.0 and 3.1, Swagger 2.0, and configurations of Unla, each as JSON or YAML. What
//! comes out keeps the rules of `portico-config`: an operation that cannot be kept whole becomes no
//! tool and has a reason, and what is kept otherwise than it was written has a warning with its place.
//! Pure: nothing is fetched, also no `$ref` to another file.
//!
//! ```
//! let text = r#"{"openapi": "3.1.0", "info": {"title": "Shop", "version": "1"},
//!   "servers": [{"url": "https://shop.example.com"}],
//!   "paths": {"/books": {"get": {"operationId": "listBooks"}}}}"#;
//! let import = portico_import::import(text, &portico_import::Options::default())?;
//! assert_eq!(import.report.operations[0].tool.as_deref(), Some("listBooks"));
//! # Ok::<(), portico_import::ImportError>(())
//! ```

mod allowance;
mod finish;
mod name;
mod openapi;
mod options;
mod report;
pub mod tree;
mod unla;
pub mod update;

pub use options::{Filling, Options};
pub use report::{Format, Operation, Report, SecretNeed, ServerReport, Warning};

use allowance::Allowance;
use portico_config::Document;
use tree::Value;

/// What a description became.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Valid documents: upstreams, secrets and servers.
    pub documents: Vec<Document>,
    /// What was found.
    pub report: Report,
}

/// Why nothing can be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is neither JSON nor YAML.
    #[error("the description cannot be read: {0}")]
    Unreadable(#[from] tree::ReadError),
    /// It is something else.
    #[error(
        "this is no description that can be imported: there are OpenAPI 3.0 and 3.1, Swagger 2.0 and \
         configurations of Unla"
    )]
    Unknown,
    /// The time was over before the end.
    #[error("it takes too long: choose fewer operations")]
    TooLong,
    /// A name or path of the options cannot be used.
    #[error("{field}: {message}")]
    Option {
        /// Which.
        field: &'static str,
        /// What is wrong.
        message: String,
    },
}

/// What kind of description `text` is; `None` where it is none, as Portico's own documents are none.
///
/// # Errors
/// The text cannot be read.
pub fn recognize(text: &str) -> Result<Option<Format>, ImportError> {
    let documents = tree::read(text)?;
    Ok(documents.first().and_then(Format::of))
}

/// Makes documents of a description.
///
/// # Errors
/// The text is no description, or `options` cannot be used.
pub fn import(text: &str, options: &Options) -> Result<Import, ImportError> {
    import_while(text, options, &|| true)
}

/// The same for as long as `goes_on` says so, which is asked before each operation.
///
/// # Errors
/// Those of [`import`], and [`ImportError::TooLong`].
pub fn import_while(
    text: &str,
    options: &Options,
    goes_on: &dyn Fn() -> bool,
) -> Result<Import, ImportError> {
    let documents = tree::read(text)?;
    options.check()?;
    let allowance = Allowance::new(goes_on);
    match documents.first().and_then(Format::of) {
        Some(Format::Unla) => unla::import(&documents, options, allowance),
        Some(format) => openapi::import(first(documents), format, options, allowance),
        None => Err(ImportError::Unknown),
    }
}

fn first(documents: Vec<Value>) -> Value {
    documents.into_iter().next().unwrap_or(Value::Null)
}
