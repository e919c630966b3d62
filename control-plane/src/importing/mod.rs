//! Importing descriptions that others wrote: fetching them, what they would do here, and what is kept
//! of them for later updates. What they become is `portico_import`'s work.

mod draft;
mod fetch;
mod reading;
mod record;

pub use draft::{Draft, Mode};
pub use fetch::{FetchError, Fetched, fetch};
pub use reading::{Readers, ReadingError};
pub use record::{Given, documents_of, find, given, keep, list, records, server_of};
