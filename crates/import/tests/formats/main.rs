//! Small descriptions of each format, and all that they become.

#![expect(clippy::unwrap_used, reason = "tests stop at what they do not expect")]

mod petstore;
mod told;
mod unla;
