//! What of the suite is not claimed.

/// Groups of tests whose schema is refused when it is compiled, by the reason.
pub(super) const LEFT_OUT: &[(&str, &[&str])] = &[];
