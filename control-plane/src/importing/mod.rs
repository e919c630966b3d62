//! Importing descriptions that others wrote: fetching them, and what they would do here. What they
//! become is `portico_import`'s work.

mod draft;
mod fetch;

pub use draft::{Draft, Mode};
pub use fetch::{FetchError, Fetched, fetch};
