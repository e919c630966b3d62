//! Liveness and readiness.

/// The process runs.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// The configuration was read. The address is opened only then, so whoever asks gets a yes; it is
/// the place for stores that come later.
pub(super) async fn ready() -> &'static str {
    "ok\n"
}
