//! Where the configuration comes from: a directory of YAML files.
//!
//! The store reads and validates; what it hands out is always valid as a whole. It knows nothing
//! of xDS.

mod acceptance;
mod configuration;
mod directory;
mod file;
mod scan;
mod settling;
mod stamp;
mod stream;
mod watch;
mod write;
mod yaml;

pub use configuration::{ConfigError, Configuration};
pub use directory::DirectoryStore;
pub use scan::ScanError;
pub(crate) use stream::{StreamDocument, lines_of_fields, read_stream};
pub use watch::Watcher;

pub(crate) use write::FileEdit;
