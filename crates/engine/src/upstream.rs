//! An upstream, with what every request to it carries made at load.

use crate::call::Manner;
use portico_config::FieldError;
use portico_config::model::{Millis, RetryOn, ToolRetries, Upstream as Document};
use portico_rest::Target;
use std::borrow::Cow;

/// Time allowed for a response where nothing else is configured.
const DEFAULT_TIMEOUT: Millis = Millis(15_000);

/// Where requests are sent.
#[derive(Debug)]
pub(crate) struct Upstream {
    pub(crate) target: Target,
    /// Envoy's name of the place.
    pub(crate) cluster: String,
    timeout: Millis,
    retries: Option<RetryPolicy>,
}

/// A retry policy as Envoy's router takes it.
#[derive(Debug)]
pub(crate) struct RetryPolicy {
    /// `x-envoy-retry-on`; empty for none.
    on: String,
    /// `x-envoy-max-retries`.
    attempts: String,
    /// POST and PATCH, too.
    any_method: bool,
}

impl RetryPolicy {
    fn new(on: &[RetryOn], attempts: u32, any_method: bool) -> Self {
        let on: Vec<_> = on.iter().map(|condition| condition.as_str()).collect();
        Self {
            on: on.join(","),
            attempts: attempts.to_string(),
            any_method,
        }
    }

    /// The policy of a tool; with 0 attempts there are no retries.
    pub(crate) fn of_tool(retries: &ToolRetries) -> Self {
        let on: &[RetryOn] = if retries.attempts == 0 {
            &[]
        } else {
            &retries.on
        };
        Self::new(on, retries.attempts, retries.any_method)
    }
}

impl Upstream {
    /// Compiles the document.
    ///
    /// # Errors
    /// A URL that is none, or no cluster: the filter opens no connections, so it needs Envoy's
    /// name for the place.
    pub(crate) fn compile(document: &Document) -> Result<Self, FieldError> {
        let cluster = document.cluster.as_deref().ok_or_else(|| {
            FieldError::new(
                "cluster",
                "name the Envoy cluster of this upstream (a control plane makes one from `url`)",
            )
        })?;
        if document.credential.is_some() {
            return Err(FieldError::new(
                "credential",
                "needs a control plane, which knows the secret: put what is to be sent into `headers`",
            ));
        }
        let headers = document
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let target = Target::new(document.url.as_deref(), Some(cluster), headers)
            .and_then(|target| target.forwarding(&document.forward_headers))
            .and_then(|target| target.with_query(&document.query))
            .map_err(first)?;
        let retries = document.retries.as_ref();
        let retries = retries.map(|retries| RetryPolicy::new(&retries.on, retries.attempts, false));
        Ok(Self {
            target,
            cluster: cluster.to_owned(),
            timeout: document.timeout.unwrap_or(DEFAULT_TIMEOUT),
            retries,
        })
    }

    /// Milliseconds allowed for a response to a tool with a timeout of its own.
    pub(crate) fn timeout(&self, own: Option<Millis>) -> u64 {
        own.unwrap_or(self.timeout).0
    }

    /// Appends the headers by which Envoy's router knows timeout and retries; it removes them
    /// before the upstream sees them. Only idempotent methods are retried (RFC 9110 section 9.2.2)
    /// where the tool does not say otherwise.
    pub(crate) fn write_policy(
        &self,
        method: &str,
        manner: &Manner<'_>,
        headers: &mut Vec<Header>,
    ) {
        let timeout = self.timeout(manner.timeout).to_string();
        headers.push((
            Cow::Borrowed("x-envoy-upstream-rq-timeout-ms"),
            Cow::Owned(timeout),
        ));
        let idempotent = !matches!(method, "POST" | "PATCH");
        let policy = manner.retries.or(self.retries.as_ref());
        let policy =
            policy.filter(|policy| (idempotent || policy.any_method) && !policy.on.is_empty());
        if let Some(RetryPolicy { on, attempts, .. }) = policy {
            headers.push((Cow::Borrowed("x-envoy-retry-on"), Cow::Owned(on.clone())));
            headers.push((
                Cow::Borrowed("x-envoy-max-retries"),
                Cow::Owned(attempts.clone()),
            ));
        }
    }
}

/// The first of several errors.
pub(crate) fn first(errors: Vec<FieldError>) -> FieldError {
    errors
        .into_iter()
        .next()
        .unwrap_or_else(|| FieldError::new("", "cannot be used"))
}

/// A header of a request to an upstream.
pub(crate) type Header = (Cow<'static, str>, Cow<'static, str>);
