//! Portico's configuration: the resource model, reading and validating documents, and splitting
//! them into the resources that are pushed to the filter.
//!
//! The control plane writes documents and the filter reads them; both use this crate, so both
//! apply the same rules and report errors with the same field paths. The crate is part of the
//! filter's Wasm module: it stays free of large dependencies.
//!
//! ```
//! let document = portico_config::parse(
//!     r#"{"kind": "Upstream", "name": "petstore", "url": "https://petstore.example.com/v3"}"#,
//! )?;
//! assert_eq!(portico_config::split(&document)[0].name, "default/petstore");
//! # Ok::<(), portico_config::FieldError>(())
//! ```

pub mod model;

mod mirror;
mod parse;
mod prompt_template;
mod resource_type;
mod schema;
mod split;
mod uri;
mod uri_template;
mod validate;

pub use mirror::mirrored;
pub use model::Document;
pub use parse::{
    parse, parse_every, parse_prompt, parse_resource, parse_server, parse_tool, parse_upstream,
    path_of,
};
pub use portico_rest::FieldError;
pub use prompt_template::PromptTemplate;
pub use resource_type::ResourceType;
pub use split::{NamedResource, split};
pub use uri_template::UriTemplate;
pub use validate::{check_name, validate, validate_all, validate_together};
