//! Liveness and readiness.

/// Whether the process lives
///
/// 200 as long as it answers.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = str)))]
pub(super) async fn get_liveness() -> &'static str {
    "ok\n"
}

/// Whether the process can serve
///
/// The configuration was read. The address is opened only then, so whoever asks gets a yes.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, body = str)))]
pub(super) async fn get_readiness() -> &'static str {
    "ok\n"
}
