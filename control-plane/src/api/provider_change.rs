//! What a model provider is to be, and whether it may.

use super::ApiState;
use super::problem::{FieldProblem, Problem};
use crate::chat::credential;
use crate::chat::provider::Kind;
use crate::chat::transcript::now;
use crate::outbound::Target;
use crate::storage::model_provider::ModelProvider as Row;
use portico_config::check_name;
use portico_config::model::Plain;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Most bytes of a title and of a model's name.
const LONGEST: usize = 255;

/// Most models of a provider.
const MOST_MODELS: usize = 1000;

/// What a model provider is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ModelProviderChange {
    /// What people call it.
    title: String,
    /// Which API it speaks.
    kind: Kind,
    /// Where its API is, as in `https://api.openai.com/v1`, `https://api.anthropic.com` or
    /// `http://127.0.0.1:11434/v1`. What is not on the internet has to be allowed by the operator
    /// (`--outbound-allow`).
    base_url: String,
    /// The model of new conversations.
    default_model: String,
    /// The models to choose from; the default one is one of them, said or not.
    #[serde(default)]
    models: Vec<String>,
    /// Which key it is asked with. A key that is kept stays with scheme, host and port of its URL:
    /// with another, it has to be entered again.
    #[serde(default)]
    credential: Credential,
}

/// Which key a provider is asked with.
#[derive(Deserialize, Default, ToSchema)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
#[schema(as = ProviderCredential)]
pub(super) enum Credential {
    /// What it is now; none for a new provider.
    #[default]
    Keep,
    /// None.
    None,
    /// This key. It is sealed, and never shown.
    Key {
        /// The key.
        #[schema(value_type = String, write_only)]
        key: Plain,
    },
    /// The value of a Secret document of the tenant.
    Secret {
        /// The document's name.
        name: String,
    },
}

/// The row that the change makes of what is stored.
///
/// # Errors
/// 422 with each thing that is wrong.
pub(super) fn changed(
    state: &ApiState,
    tenant: &str,
    name: &str,
    stored: Option<&Row>,
    change: ModelProviderChange,
) -> Result<Row, Problem> {
    let mut models = change.models;
    models.retain(|model| *model != change.default_model);
    models.insert(0, change.default_model.clone());
    let mut errors = check(name, &change.title, &models);
    let base = Target::parse(&change.base_url);
    let base = base.map_err(|why| errors.push(FieldProblem::new("baseUrl", why)));
    let (Ok(base), true) = (base, errors.is_empty()) else {
        return Err(Problem::invalid(errors));
    };
    let (sealed_key, secret) = sealed(state, (tenant, name), &base, stored, change.credential)?;
    Ok(Row {
        id: stored.map_or_else(|| Uuid::now_v7().to_string(), |row| row.id.clone()),
        tenant: tenant.to_owned(),
        name: name.to_owned(),
        title: change.title,
        kind: change.kind.name().to_owned(),
        base_url: change.base_url,
        default_model: change.default_model,
        models: serde_json::to_string(&models).map_err(Problem::internal)?,
        sealed_key,
        secret,
        updated_at: now(),
    })
}

/// The sealed key and the name of the secret.
fn sealed(
    state: &ApiState,
    place: (&str, &str),
    base: &Target,
    stored: Option<&Row>,
    credential: Credential,
) -> Result<(Option<String>, Option<String>), Problem> {
    let wrong = |path: &str, why: &str| Problem::invalid(vec![FieldProblem::new(path, why)]);
    match credential {
        Credential::None => Ok((None, None)),
        Credential::Secret { name } => match check_name(&name) {
            Ok(()) => Ok((None, Some(name))),
            Err(why) => Err(wrong("credential.name", &why)),
        },
        Credential::Keep => {
            let Some(stored) = stored else {
                return Ok((None, None));
            };
            let before = Target::parse(&stored.base_url).map(|target| target.origin());
            if stored.sealed_key.is_some() && before.as_ref() != Ok(&base.origin()) {
                let why = "enter the key again: it is kept for the address that it was entered for";
                return Err(wrong("credential", why));
            }
            Ok((stored.sealed_key.clone(), stored.secret.clone()))
        }
        Credential::Key { key } => {
            let text = key.expose();
            if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(wrong(
                    "credential.key",
                    "use visible ASCII characters, and no blanks",
                ));
            }
            let keyring = state.resolver.keyring.as_ref().ok_or_else(|| {
                let why = "the control plane has no key to seal it with: start it with \
                           --secret-key-file, or name a Secret document";
                wrong("credential.key", why)
            })?;
            let sealed = credential::seal(keyring, place, base, &key);
            let sealed = sealed.ok_or_else(|| Problem::internal("no random numbers"))?;
            Ok((Some(sealed), None))
        }
    }
}

fn check(name: &str, title: &str, models: &[String]) -> Vec<FieldProblem> {
    let mut errors = Vec::new();
    if let Err(why) = check_name(name) {
        errors.push(FieldProblem::new("name", why));
    }
    let is_good = |text: &str| {
        let text = text.trim();
        !text.is_empty() && text.len() <= LONGEST && !text.chars().any(char::is_control)
    };
    let why = || format!("use 1 to {LONGEST} bytes, without control characters");
    if !is_good(title) {
        errors.push(FieldProblem::new("title", why()));
    }
    for (place, _) in models
        .iter()
        .enumerate()
        .filter(|(_, model)| !is_good(model))
    {
        let path = match place {
            0 => "defaultModel".to_owned(),
            place => format!("models[{}]", place.saturating_sub(1)),
        };
        errors.push(FieldProblem::new(path, why()));
    }
    if models.len() > MOST_MODELS {
        let why = format!("use at most {MOST_MODELS}");
        errors.push(FieldProblem::new("models", why));
    }
    errors
}
