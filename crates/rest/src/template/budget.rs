//! What a template may make on its way: steps alone do not bound it, as one step can double a text.

use super::write::wrong;
use minijinja::Error;
use std::cell::Cell;
use std::fmt;

/// Most bytes that all values take together that one template makes on its way.
pub(super) const MOST: usize = 32 << 20;

/// About what a value takes besides its text.
pub(super) const VALUE: usize = 32;

thread_local! {
    /// What is left of it for the render that is going on.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// Begins a render.
pub(super) fn begin() {
    LEFT.set(MOST);
}

/// Takes `bytes` off, before they are allocated.
///
/// # Errors
/// There are not that many left.
pub(super) fn spend(bytes: usize) -> Result<(), Error> {
    match LEFT.get().checked_sub(bytes) {
        Some(left) => {
            LEFT.set(left);
            Ok(())
        }
        None => {
            LEFT.set(0);
            Err(wrong(format!(
                "it makes more than {MOST} bytes on its way: give it less to work on"
            )))
        }
    }
}

/// `values` one after the other as text.
///
/// # Errors
/// As with [`spend`].
pub(super) fn concatenated(values: fmt::Arguments<'_>) -> Result<String, Error> {
    struct Bounded(String, Result<(), Error>);
    impl fmt::Write for Bounded {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.1 = spend(text.len());
            if self.1.is_err() {
                return Err(fmt::Error);
            }
            self.0.push_str(text);
            Ok(())
        }
    }
    let mut out = Bounded(String::new(), Ok(()));
    let written = fmt::write(&mut out, values);
    out.1?;
    written.map_err(|_| wrong("a value cannot be written as text"))?;
    Ok(out.0)
}
