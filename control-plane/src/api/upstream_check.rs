//! `POST /upstreams/{tenant}/{name}/check`: whether an upstream answers.

use super::ApiState;
use super::document::is_called;
use super::input::{Json, Path};
use super::problem::{FieldProblem, Problem};
use crate::configuration::{Key, State as Documents};
use crate::outbound::{OutboundError, Probe, ProbeStep, ProbedStep, Target};
use axum::extract::State;
use portico_config::Document;
use portico_config::model::Upstream;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::time::Duration;
use utoipa::ToSchema;

/// How long a check may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What to check.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpstreamCheckBody {
    /// The upstream as it is to be, in the place of the stored one.
    #[schema(value_type = Option<Object>)]
    draft: Option<Box<RawValue>>,
}

/// What came of asking an upstream.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UpstreamCheck {
    /// Whether it answered, by whatever status.
    answers: bool,
    /// Why it was not asked; null where it was.
    unchecked: Option<Unchecked>,
    /// What was asked; null where nothing was.
    url: Option<String>,
    /// The HTTP status of its answer.
    status: Option<u16>,
    /// What was done, in this order. Only the last one may have failed.
    steps: Vec<CheckStep>,
}

/// Why an upstream cannot be checked by the control plane.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Unchecked {
    /// It names a cluster of Envoy, whose addresses only Envoy knows.
    Cluster,
}

/// A step of a check.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CheckStep {
    /// Which.
    step: CheckStepKind,
    /// Whether it succeeded.
    ok: bool,
    /// Milliseconds that it took.
    ms: f64,
    /// What came of it: addresses, the peer, the version of TLS, the status; or the error.
    detail: String,
    /// Why it failed; null where it did not.
    reason: Option<CheckFailure>,
}

/// The steps of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CheckStepKind {
    /// The host's name is resolved.
    Resolve,
    /// A TCP connection is made.
    Connect,
    /// TLS is agreed upon, and the certificate is verified.
    Tls,
    /// A GET is sent to the base URL, without credentials.
    Request,
}

/// Why a step failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum CheckFailure {
    /// No such host.
    UnknownHost,
    /// An address that the operator has not allowed (`--outbound-allow`).
    NotAllowed,
    /// Nothing listens there, or nothing lets through.
    NoConnection,
    /// No TLS, or a certificate that is not trusted.
    NoTls,
    /// It takes too long.
    Slow,
    /// What answers is not HTTP.
    NoHttp,
}

/// Check whether an upstream answers
///
/// Resolves its host, connects, and sends a GET to its base URL, without credentials; the answer's
/// body is not read. The check is made by the control plane, which may reach other addresses than an
/// Envoy does, and only those of the internet and of `--outbound-allow`.
#[utoipa::path(
    post, path = "/api/v1/upstreams/{tenant}/{name}/check", tag = "upstreams",
    params(
        ("tenant" = String, Path, description = "The owner"),
        ("name" = String, Path, description = "The document's name"),
    ),
    request_body = UpstreamCheckBody,
    responses((status = 200, body = UpstreamCheck)),
)]
pub(super) async fn check_upstream(
    State(state): State<ApiState>,
    Path((tenant, name)): Path<(String, String)>,
    Json(body): Json<UpstreamCheckBody>,
) -> Result<axum::Json<UpstreamCheck>, Problem> {
    let key = Key::new("Upstream", &tenant, &name);
    let upstream = match &body.draft {
        Some(draft) => self::draft(&key, draft.get())?,
        None => in_force(&state.configuration.current(), &key)?.clone(),
    };
    let url = match (&upstream.cluster, &upstream.url) {
        (None, Some(url)) => url,
        (Some(_), _) => return Ok(axum::Json(UpstreamCheck::unchecked(Unchecked::Cluster))),
        (None, None) => {
            let missing = FieldProblem::new("url", "is missing");
            return Err(Problem::invalid(vec![missing]));
        }
    };
    let target = Target::parse(url);
    let target = target.map_err(|error| Problem::invalid(vec![FieldProblem::new("url", error)]))?;
    let tls = upstream.tls.as_ref();
    let server_name = tls.and_then(|tls| tls.server_name.as_deref());
    let probe = state.outbound.probe(&target, server_name, PATIENCE).await;
    Ok(axum::Json(UpstreamCheck::of(&target, probe)))
}

impl UpstreamCheck {
    fn unchecked(why: Unchecked) -> Self {
        Self {
            answers: false,
            unchecked: Some(why),
            url: None,
            status: None,
            steps: Vec::new(),
        }
    }

    fn of(target: &Target, probe: Probe) -> Self {
        Self {
            answers: probe.status.is_some(),
            unchecked: None,
            url: Some(target.to_string()),
            status: probe.status.map(|status| status.as_u16()),
            steps: probe.steps.into_iter().map(CheckStep::from).collect(),
        }
    }
}

impl From<ProbedStep> for CheckStep {
    fn from(probed: ProbedStep) -> Self {
        let step = match probed.step {
            ProbeStep::Resolve => CheckStepKind::Resolve,
            ProbeStep::Connect => CheckStepKind::Connect,
            ProbeStep::Tls => CheckStepKind::Tls,
            ProbeStep::Request => CheckStepKind::Request,
        };
        let (detail, reason) = match probed.outcome {
            Ok(told) => (told, None),
            Err(error) => (error.to_string(), Some(failure(step, &error))),
        };
        Self {
            step,
            ok: reason.is_none(),
            ms: probed.took.as_secs_f64() * 1000.0,
            detail,
            reason,
        }
    }
}

fn failure(step: CheckStepKind, error: &OutboundError) -> CheckFailure {
    match error {
        OutboundError::Unknown { .. } => CheckFailure::UnknownHost,
        OutboundError::Refused { .. } | OutboundError::InClear(_) => CheckFailure::NotAllowed,
        OutboundError::Slow(_) => CheckFailure::Slow,
        OutboundError::Connect { .. } if step == CheckStepKind::Tls => CheckFailure::NoTls,
        OutboundError::Connect { .. } => CheckFailure::NoConnection,
        OutboundError::Request(_) | OutboundError::Broken(_) | OutboundError::TooLarge(_) => {
            CheckFailure::NoHttp
        }
    }
}

fn draft(key: &Key, json: &str) -> Result<Upstream, Problem> {
    let invalid = |errors: Vec<FieldProblem>| {
        let errors = errors.into_iter().map(|error| error.under("draft"));
        Problem::invalid(errors.collect())
    };
    is_called(key, json).map_err(invalid)?;
    let parsed = portico_config::parse_every(json).map_err(|errors| {
        let errors = errors.into_iter();
        invalid(
            errors
                .map(|e| FieldProblem::new(e.path, e.message))
                .collect(),
        )
    })?;
    match parsed {
        Document::Upstream(upstream) => Ok(upstream),
        _ => Err(Problem::bad_request("`draft` is not an upstream")),
    }
}

fn in_force<'s>(documents: &'s Documents, key: &Key) -> Result<&'s Upstream, Problem> {
    let entry = documents.get(key).ok_or_else(|| Problem::not_found(key))?;
    match entry.document.as_deref() {
        Some(Document::Upstream(upstream)) => Ok(upstream),
        _ => Err(Problem::conflict(
            "the stored upstream cannot be used: see its errors",
        )),
    }
}
