//! `/oidc`: logging in by the identity provider. Browsers come here by links and redirects, not by
//! scripts, so errors are pages where the browser wants one.

use super::ApiState;
use super::input::Query;
use super::no_login::shown;
use super::problem::{FieldProblem, Problem};
use crate::auth::client_address::ClientAddress;
use crate::auth::login::{How, open_session};
use crate::auth::oidc::{Answer, OidcError, Provider, ReturnTo, cookie_name};
use crate::auth::session;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use serde::Deserialize;
use std::net::IpAddr;
use std::time::Duration;
use utoipa::IntoParams;

/// How long the browser keeps the cookie of a login, in seconds.
const COOKIE_AGE: u32 = 600;

/// When to try again after the provider did not answer.
const RETRY: Duration = Duration::from_secs(2);

/// Where to go after the login.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Begin {
    /// A path of this site; `/` by default.
    return_to: Option<String>,
}

/// Log in by the identity provider
///
/// For browsers: leads to the provider, and from there back. 404 if none is configured, 503 if it
/// does not answer.
#[utoipa::path(
    get, path = "/api/v1/oidc/login", tag = "sessions", params(Begin),
    responses((status = 303, description = "To the identity provider")),
)]
pub(super) async fn begin_oidc_login(
    State(state): State<ApiState>,
    headers: HeaderMap,
    Query(asked): Query<Begin>,
) -> Response {
    let outcome = begin(&state, asked).await;
    outcome.unwrap_or_else(|problem| shown(problem, &headers))
}

async fn begin(state: &ApiState, asked: Begin) -> Result<Response, Problem> {
    let provider = provider(state)?;
    let return_to = match asked.return_to {
        None => ReturnTo::default(),
        Some(path) => ReturnTo::parse(&path)
            .ok_or_else(|| Problem::bad_request("`return_to` is no path of this site"))?,
    };
    let begun = provider.begin(return_to).await?;
    let cookie = set_cookie(state, &begun.cookie, COOKIE_AGE)?;
    redirect(&begun.location, [(header::SET_COOKIE, cookie)])
}

/// Come back from the identity provider
///
/// Opens a session, as `POST /sessions` does, and leads to `return_to`.
#[utoipa::path(
    get, path = "/api/v1/oidc/callback", tag = "sessions",
    params(
        ("code" = Option<String>, Query, description = "The provider's code"),
        ("state" = Option<String>, Query, description = "Whose login it is"),
        ("error" = Option<String>, Query, description = "Why there is no code"),
    ),
    responses((status = 303, description = "Logged in; to where the login began")),
)]
pub(super) async fn finish_oidc_login(
    State(state): State<ApiState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let outcome = finish(&state, address, &headers, answer).await;
    outcome.unwrap_or_else(|problem| {
        let mut response = shown(problem, &headers);
        // What failed is begun anew.
        if let Ok(cookie) = set_cookie(&state, "", 0) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    })
}

async fn finish(
    state: &ApiState,
    address: IpAddr,
    headers: &HeaderMap,
    answer: Answer,
) -> Result<Response, Problem> {
    let provider = provider(state)?;
    let cookie = session::read(headers, cookie_name(state.cookie().secure));
    let finished = provider.finish(&state.data, answer, cookie).await?;
    let agent = headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok()).unwrap_or("");
    let how = How {
        by: "oidc",
        address,
    };
    let opened = open_session(&state.data, &finished.user, agent, how).await?;
    let opened = opened.ok_or(OidcError::Disabled)?;
    let session = state.cookie().set(&opened.secret);
    let session = session.ok_or_else(|| Problem::internal("a cookie cannot be written"))?;
    let cookies = [
        (header::SET_COOKIE, session),
        (header::SET_COOKIE, set_cookie(state, "", 0)?),
    ];
    redirect(finished.return_to.as_str(), cookies)
}

fn provider(state: &ApiState) -> Result<&Provider, Problem> {
    let provider = state.oidc.as_deref();
    provider.ok_or_else(|| Problem::not_found("identity provider configured"))
}

/// What a user with this subject at the provider is found by.
///
/// # Errors
/// 422 if there is no provider, or the subject is none.
pub(super) fn identity(state: &ApiState, subject: Option<&str>) -> Result<Option<String>, Problem> {
    let Some(subject) = subject else {
        return Ok(None);
    };
    let refused = |why: &str| Problem::invalid(vec![FieldProblem::new("subject", why)]);
    let provider = state.oidc.as_deref();
    let provider = provider.ok_or_else(|| refused("no identity provider is configured"))?;
    let identity = provider.identity(subject);
    identity
        .map(Some)
        .ok_or_else(|| refused("it is empty or too long"))
}

fn set_cookie(state: &ApiState, value: &str, max_age: u32) -> Result<HeaderValue, Problem> {
    let is_secure = state.cookie().secure;
    let (name, secure) = (
        cookie_name(is_secure),
        if is_secure { "; Secure" } else { "" },
    );
    // Lax, as the browser comes back from another site.
    let text = format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::try_from(text).map_err(Problem::internal)
}

fn redirect<const N: usize>(
    location: &str,
    cookies: [(header::HeaderName, HeaderValue); N],
) -> Result<Response, Problem> {
    let location = HeaderValue::try_from(location).map_err(Problem::internal)?;
    let location = [(header::LOCATION, location)];
    Ok((StatusCode::SEE_OTHER, location, AppendHeaders(cookies)).into_response())
}

impl From<OidcError> for Problem {
    fn from(error: OidcError) -> Self {
        let text = error.to_string();
        match error {
            OidcError::Unavailable(reason) => {
                tracing::warn!(%reason, "the identity provider is not available");
                let problem = Self::unavailable("the identity provider does not answer; try again");
                Self {
                    retry_after: Some(RETRY),
                    ..problem
                }
            }
            OidcError::Untrusted(reason) => {
                tracing::warn!(%reason, "the identity provider's answer is not accepted");
                Self::new(StatusCode::UNAUTHORIZED, text)
            }
            OidcError::Denied(_) => Self::new(StatusCode::UNAUTHORIZED, text),
            OidcError::NotBegun | OidcError::Incomplete(_) => Self::bad_request(text),
            OidcError::NoUser(_) | OidcError::Disabled => Self::forbidden(text),
            OidcError::Login(error) => error.into(),
        }
    }
}
