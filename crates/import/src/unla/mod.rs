//! Configurations of Unla: REST tools, prompts and the servers that offer them.
//!
//! `import` goes through a configuration; `endpoint`, `argument` and `request` make the parts of a tool;
//! `template` turns Go templates into Jinja.

mod argument;
mod endpoint;
mod import;
mod prompt;
mod request;
mod server;
mod template;
mod tool;

pub(crate) use import::import;
