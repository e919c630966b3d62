//! How much may become of a description, and how long it may take: a small one can ask for much.

use crate::ImportError;
use crate::report::Warning;
use portico_config::model::{RawJson, Tool};

/// Most bytes of tools and of what is told of them.
const LARGEST: usize = 128 << 20;

/// What a name, a place and the like take besides their texts.
const EACH: usize = 200;

/// What is left of the time and the bytes of an import.
pub(crate) struct Allowance<'a> {
    bytes: usize,
    goes_on: &'a dyn Fn() -> bool,
    in_time: bool,
}

impl<'a> Allowance<'a> {
    /// All bytes, and time while `goes_on` says so.
    pub(crate) fn new(goes_on: &'a dyn Fn() -> bool) -> Self {
        Self {
            bytes: LARGEST,
            goes_on,
            in_time: true,
        }
    }

    /// Whether there is time for one more tool. Once there is none, there is none any more.
    pub(crate) fn has_time(&mut self) -> bool {
        self.in_time = self.in_time && (self.goes_on)();
        self.in_time
    }

    /// Takes the bytes of a tool.
    ///
    /// # Errors
    /// A reason for people if there are no more.
    pub(crate) fn take(&mut self, tool: &Tool) -> Result<(), String> {
        let schema = tool
            .input_schema
            .as_ref()
            .map_or(0, |s| RawJson::get(s).len());
        let about = tool.description.as_ref().map_or(0, String::len);
        let parts = tool.http.parameters.len().saturating_add(1);
        let size = schema
            .saturating_add(about)
            .saturating_add(parts.saturating_mul(EACH));
        if size > self.bytes {
            let message =
                "the tools before it are all that one import takes: choose fewer operations";
            return Err(message.to_owned());
        }
        self.bytes -= size;
        Ok(())
    }

    /// Takes what is told about an operation; true if there was room for it.
    pub(crate) fn tell(&mut self, warnings: &[Warning]) -> bool {
        let size = |w: &Warning| {
            w.place
                .len()
                .saturating_add(w.message.len())
                .saturating_add(EACH)
        };
        let size = warnings.iter().map(size).fold(EACH, usize::saturating_add);
        let has_room = size <= self.bytes;
        if has_room {
            self.bytes -= size;
        }
        has_room
    }

    /// Whether everything was done.
    ///
    /// # Errors
    /// [`ImportError::TooLong`] if the time did not suffice.
    pub(crate) fn finish(&self) -> Result<(), ImportError> {
        if self.in_time {
            Ok(())
        } else {
            Err(ImportError::TooLong)
        }
    }
}
