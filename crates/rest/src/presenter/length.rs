//! How much text a model is given.

use std::borrow::Cow;

/// Most bytes of a text, where there is such a limit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Length(pub(super) Option<usize>);

impl Length {
    /// The text, or as much of it as there may be, and a note that it was cut.
    pub(super) fn cut(self, text: &str) -> Cow<'_, str> {
        let Some(most) = self.0.filter(|most| text.len() > *most) else {
            return Cow::Borrowed(text);
        };
        let end = text.floor_char_boundary(most);
        let start = text.get(..end).unwrap_or_default();
        Cow::Owned(format!(
            "{start} [cut off here after {end} of {} bytes. Ask for less: narrow the request or page through it.]",
            text.len()
        ))
    }

    /// Refuses a text that is too long and that must not be cut; the error is for the model.
    pub(super) fn check(self, text: &str) -> Result<(), String> {
        match self.0.filter(|most| text.len() > *most) {
            Some(most) => Err(format!(
                "The upstream's answer is too long: {} bytes, of which at most {most} are given. Ask for less: narrow the request or page through it.",
                text.len()
            )),
            None => Ok(()),
        }
    }
}
