//! The two halves of a login: sending the browser to the provider, and receiving it back.

use super::claims::{self, Person};
use super::error::OidcError;
use super::fetch::Ask;
use super::id_token::{self, Expected, TokenError, Verified};
use super::metadata::Metadata;
use super::pending::{Pending, ReturnTo};
use super::provider::Provider;
use super::{CALLBACK, account};
use crate::outbound::Whole;
use crate::storage::Database;
use crate::storage::user::User;
use axum::http::{HeaderValue, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Utc;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Most characters of a text of the provider that are shown.
const LONGEST_TEXT: usize = 200;

/// A login that has begun.
#[derive(Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub location: String,
    /// What it keeps meanwhile: the value of a cookie.
    pub cookie: String,
}

/// How the browser comes back (RFC 6749, 4.1.2).
#[derive(Debug, Default, Deserialize)]
pub struct Answer {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

/// A user who has proved who they are.
#[derive(Debug)]
pub struct Finished {
    /// The user.
    pub user: User,
    /// Where the browser goes now.
    pub return_to: ReturnTo,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

/// An error of the token endpoint (RFC 6749, 5.2).
#[derive(Deserialize)]
struct Refusal {
    error: String,
    error_description: Option<String>,
}

impl Provider {
    /// Begins a login.
    ///
    /// # Errors
    /// If the provider does not answer.
    pub async fn begin(&self, return_to: ReturnTo) -> Result<Begun, OidcError> {
        let metadata = self.metadata().await?;
        let pending = Pending::new(return_to, Utc::now().timestamp())?;
        let sealed = self.cookie_key.seal(&pending)?;
        let location = metadata.authorization_endpoint.with_query(&[
            ("response_type", "code"),
            ("client_id", &self.config.client_id),
            ("redirect_uri", &self.redirect_uri()),
            ("scope", &self.config.scope()),
            ("state", &pending.state),
            ("nonce", &pending.nonce),
            ("code_challenge", &pending.challenge()),
            ("code_challenge_method", "S256"),
        ]);
        let cookie = sealed.ok_or_else(|| OidcError::Untrusted("cannot be sealed".to_owned()))?;
        Ok(Begun { location, cookie })
    }

    /// Finishes the login that the cookie is of.
    ///
    /// # Errors
    /// If it is not that login, or the provider or this side does not let the user in.
    pub async fn finish(
        &self,
        data: &Database,
        answer: Answer,
        cookie: Option<&str>,
    ) -> Result<Finished, OidcError> {
        let pending = self.pending(&answer, cookie)?;
        if answer
            .iss
            .is_some_and(|issuer| issuer != self.config.issuer)
        {
            let why = "it is of another issuer";
            return Err(OidcError::Untrusted(why.to_owned()));
        }
        if let Some(error) = answer.error {
            let description = answer.error_description;
            return Err(OidcError::Denied(shown(&error, description.as_deref())));
        }
        let code = answer.code.ok_or(OidcError::Incomplete("code"))?;
        let tokens = self.redeem(&code, &pending.verifier).await?;
        let Verified { subject, claims } = self.verify(&tokens.id_token, &pending.nonce).await?;
        let claims = self.complete(claims, tokens.access_token).await?;
        let rules = &self.config.roles;
        let person = Person::new(&self.config.issuer, &subject, &claims, rules)?;
        let user = account::admit(data, person, self.config.create_users).await?;
        Ok(Finished {
            user,
            return_to: pending.return_to,
        })
    }

    fn pending(&self, answer: &Answer, cookie: Option<&str>) -> Result<Pending, OidcError> {
        let pending = cookie.and_then(|value| self.cookie_key.open(value, Utc::now().timestamp()));
        pending
            .filter(|pending| answer.state.as_ref() == Some(&pending.state))
            .ok_or(OidcError::NotBegun)
    }

    /// The tokens for a code.
    async fn redeem(&self, code: &str, verifier: &str) -> Result<Tokens, OidcError> {
        let metadata = self.metadata().await?;
        let (authorization, form) = self.redemption(&metadata, code, verifier)?;
        let ask = Ask {
            url: &metadata.token_endpoint,
            authorization,
            form: Some(form),
        };
        tokens(&self.fetcher.send(ask).await?)
    }

    /// Header and form that ask for the tokens.
    fn redemption(
        &self,
        metadata: &Metadata,
        code: &str,
        verifier: &str,
    ) -> Result<(Option<HeaderValue>, String), OidcError> {
        let (id, secret) = (&self.config.client_id, self.config.client_secret.reveal());
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.redirect_uri())
            .append_pair("code_verifier", verifier);
        if metadata.wants_secret_in_form() {
            form.append_pair("client_id", id)
                .append_pair("client_secret", secret);
            return Ok((None, form.finish()));
        }
        Ok((Some(basic(id, secret)?), form.finish()))
    }

    /// What a token of the provider says, if it can be trusted.
    async fn verify(&self, token: &str, nonce: &str) -> Result<Verified, OidcError> {
        let expected = Expected {
            issuer: &self.config.issuer,
            client_id: &self.config.client_id,
            nonce,
            now: Utc::now().timestamp(),
        };
        let mut outcome = id_token::verify(token, &*self.keys().await?, expected);
        if outcome == Err(TokenError::UnknownKey) {
            outcome = id_token::verify(token, &*self.newer_keys().await?, expected);
        }
        outcome.map_err(|error| {
            let why = match error {
                TokenError::UnknownKey => "the ID token was signed with an unknown key",
                TokenError::Refused(why) => why,
            };
            OidcError::Untrusted(why.to_owned())
        })
    }

    /// The claims with those of userinfo, where that is needed.
    async fn complete(
        &self,
        mut claims: Map<String, Value>,
        access_token: Option<String>,
    ) -> Result<Map<String, Value>, OidcError> {
        let metadata = self.metadata().await?;
        let (Some(url), Some(token)) = (&metadata.userinfo_endpoint, access_token) else {
            return Ok(claims);
        };
        if !claims::lack_something(&claims, &self.config.roles) {
            return Ok(claims);
        }
        let ask = Ask {
            url,
            authorization: Some(secret_header(format!("Bearer {token}"))?),
            form: None,
        };
        let answer = self.fetcher.send(ask).await?;
        if answer.status != StatusCode::OK {
            let status = answer.status;
            return Err(OidcError::Unavailable(format!("{url}: {status}")));
        }
        let more = serde_json::from_slice(&answer.body)
            .map_err(|error| OidcError::Unavailable(format!("{url}: {error}")))?;
        claims::add(&mut claims, more)?;
        Ok(claims)
    }

    fn redirect_uri(&self) -> String {
        format!("{}{CALLBACK}", self.config.origin)
    }
}

fn tokens(answer: &Whole) -> Result<Tokens, OidcError> {
    if answer.status == StatusCode::OK {
        let tokens = serde_json::from_slice(&answer.body);
        return tokens.map_err(|_| OidcError::Incomplete("ID token"));
    }
    match serde_json::from_slice(&answer.body) {
        // The code: used, too old, or made up.
        Ok(Refusal {
            error,
            error_description,
        }) if error == "invalid_grant" => Err(OidcError::Denied(shown(
            &error,
            error_description.as_deref(),
        ))),
        // Ours, such as a wrong client secret: for the operator.
        Ok(Refusal {
            error,
            error_description,
        }) => Err(OidcError::Unavailable(format!(
            "the token endpoint: {}",
            shown(&error, error_description.as_deref())
        ))),
        Err(_) => Err(OidcError::Unavailable(format!(
            "the token endpoint: {}",
            answer.status
        ))),
    }
}

fn basic(id: &str, secret: &str) -> Result<HeaderValue, OidcError> {
    // Both are form-encoded before (RFC 6749, 2.3.1).
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encode(id), encode(secret));
    secret_header(format!("Basic {}", STANDARD.encode(pair)))
}

fn secret_header(text: String) -> Result<HeaderValue, OidcError> {
    let value = HeaderValue::try_from(text);
    let mut value = value.map_err(|_| OidcError::Incomplete("usable token"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Texts of the provider are shown to people, so only as far as they are harmless.
fn shown(error: &str, description: Option<&str>) -> String {
    let text = match description {
        Some(description) => format!("{error}: {description}"),
        None => error.to_owned(),
    };
    let plain = text.chars().filter(|c| !c.is_control());
    plain.take(LONGEST_TEXT).collect()
}
