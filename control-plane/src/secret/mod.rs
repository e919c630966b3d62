//! Secrets: sealed at rest, resolved when a snapshot is built, never shown.
//!
//! A value is in plain text in three places alone: in the request that sets it, in this process
//! while it is sealed or resolved, and in the upstream resource that filters receive.

mod admit;
mod files;
mod keyring;
mod place;
mod redact;
mod resolve;
mod rotate;
mod settings;

pub use admit::{Refused, admit};
pub use files::{refuse_plain, rotate_files};
pub use keyring::{KeyError, Keyring, OpenError};
pub use place::{Allowed, PlaceError};
pub use redact::{REDACTED, redact};
pub use resolve::{Resolved, Resolver, Unresolved};
pub use rotate::{RotateError, rotate};
pub use settings::{KeyArguments, SecretArguments};
