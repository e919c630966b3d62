//! Security schemes: which secret an operation needs, and where it is sent.

use super::read::Operation;
use super::source::{Part, Source};
use crate::name;
use crate::options::{Filling, Options};
use crate::report::{Format, SecretNeed, Warnings};
use crate::tree::Value;
use portico_config::model::{Basic, Credential, Plain, Secret, Source as SecretSource};
use std::collections::{BTreeMap, HashMap};

/// Most alternatives of an operation that are looked at.
const MOST_ALTERNATIVES: usize = 100;

/// A scheme that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scheme {
    /// Its name in the description.
    pub(crate) key: String,
    carrier: Carrier,
    description: Option<String>,
}

/// What carries the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Carrier {
    Header {
        name: String,
        prefix: Option<String>,
    },
    Query(String),
    Basic,
}

/// The schemes of a description.
#[derive(Debug)]
pub(crate) struct Security<'s> {
    source: &'s Source,
    /// Each with why it cannot be followed where it cannot.
    schemes: BTreeMap<&'s str, Result<Scheme, String>>,
    /// How many operations take a scheme: of several, the most usual one is used.
    uses: HashMap<&'s str, usize>,
}

impl<'s> Security<'s> {
    pub(crate) fn new(source: &'s Source, operations: &[Operation<'s>]) -> Self {
        let whole = source.part();
        let definitions = match source.format {
            Format::Swagger2 => whole.members("securityDefinitions").collect(),
            _ => match whole.get("components") {
                Some(components) => components.members("securitySchemes").collect(),
                None => Vec::new(),
            },
        };
        let schemes = definitions.into_iter().map(|(key, part)| {
            let read = source.resolve(part).and_then(|part| scheme(key, &part));
            (key, read)
        });
        let mut security = Self {
            source,
            schemes: schemes.collect(),
            uses: HashMap::new(),
        };
        for operation in operations {
            for alternative in security.requirements(operation.part.value) {
                for (name, _) in alternative
                    .as_object()
                    .into_iter()
                    .flat_map(|map| map.iter())
                {
                    *security.uses.entry(name).or_default() += 1;
                }
            }
        }
        security
    }

    /// What the description as a whole asks for.
    pub(crate) fn usual(&self) -> Option<&Scheme> {
        let alternatives = self.source.root.items("security");
        self.choose(alternatives).map(|(_, scheme)| scheme)
    }

    /// The scheme whose secret the operation needs; `None` where it needs none, or none that can be
    /// sent.
    pub(crate) fn of(&self, operation: &Part<'s>, warnings: &mut Warnings) -> Option<&Scheme> {
        let alternatives = self.requirements(operation.value);
        let chosen = self.choose(alternatives);
        let place = || format!("{}.security", operation.place);
        match chosen {
            Some((alternative, scheme)) => {
                let others = names(alternative).filter(|name| *name != scheme.key);
                let others: Vec<&str> = others.collect();
                if !others.is_empty() {
                    let message = format!(
                        "it needs `{}` together with `{}`, and an upstream has one secret: send the other by \
                         hand",
                        scheme.key,
                        others.join("`, `")
                    );
                    warnings.add("security-several", place(), message);
                }
                Some(scheme)
            }
            None => {
                let is_open = alternatives.is_empty()
                    || alternatives
                        .iter()
                        .any(|alternative| names(alternative).next().is_none());
                if !is_open {
                    let reason = alternatives.iter().flat_map(names).find_map(|name| {
                        match self.schemes.get(name) {
                            Some(Err(reason)) => Some(format!("`{name}`: {reason}")),
                            None => Some(format!("there is no scheme `{name}`")),
                            Some(Ok(_)) => None,
                        }
                    });
                    let message = format!("no secret is sent: {}", reason.unwrap_or_default());
                    warnings.add("security", place(), message);
                }
                None
            }
        }
    }

    fn requirements(&self, operation: &'s Value) -> &'s [Value] {
        let own = operation.get("security").and_then(Value::as_list);
        let all = own.unwrap_or_else(|| self.source.root.items("security"));
        all.get(..MOST_ALTERNATIVES).unwrap_or(all)
    }

    /// The best alternative that can be followed, with the scheme that is.
    fn choose<'a>(&self, alternatives: &'a [Value]) -> Option<(&'a Value, &Scheme)> {
        let usable = alternatives.iter().filter_map(|alternative| {
            let mut schemes =
                names(alternative).filter_map(|name| self.schemes.get(name)?.as_ref().ok());
            Some((alternative, schemes.next()?))
        });
        usable.min_by_key(|(alternative, scheme)| {
            let uses = self
                .uses
                .get(scheme.key.as_str())
                .copied()
                .unwrap_or_default();
            (names(alternative).count(), usize::MAX - uses)
        })
    }
}

/// The names of the schemes of one alternative.
fn names(alternative: &Value) -> impl Iterator<Item = &str> {
    let map = alternative.as_object();
    map.into_iter()
        .flat_map(|map| map.iter())
        .map(|(name, _)| name)
}

fn scheme(key: &str, part: &Part<'_>) -> Result<Scheme, String> {
    let value = part.value;
    let bearer = || Carrier::Header {
        name: "Authorization".to_owned(),
        prefix: Some("Bearer ".to_owned()),
    };
    let kind = value.text("type").unwrap_or_default();
    let carrier = match kind {
        "apiKey" => api_key(value)?,
        "basic" => Carrier::Basic,
        "oauth2" | "openIdConnect" => bearer(),
        "http" => match value
            .text("scheme")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "basic" => Carrier::Basic,
            "bearer" => bearer(),
            other => return Err(format!("the scheme `{other}` of HTTP is not supported")),
        },
        other => return Err(format!("the type `{other}` is not supported")),
    };
    Ok(Scheme {
        key: key.to_owned(),
        carrier,
        description: value
            .text("description")
            .map(|text| name::cut(text, 500).to_owned()),
    })
}

fn api_key(value: &Value) -> Result<Carrier, String> {
    let name = value.text("name").ok_or("it has no name")?;
    match value.text("in").unwrap_or_default() {
        "header" => {
            portico_rest::check_header(name, "")?;
            Ok(Carrier::Header {
                name: name.to_owned(),
                prefix: None,
            })
        }
        "query" => Ok(Carrier::Query(name.to_owned())),
        "cookie" => {
            portico_rest::check_header(name, "").map_err(|_| format!("`{name}` is no cookie"))?;
            Ok(Carrier::Header {
                name: "Cookie".to_owned(),
                prefix: Some(format!("{name}=")),
            })
        }
        other => Err(format!("a key in `{other}` is not supported")),
    }
}

impl Scheme {
    /// The name of the secret's document.
    pub(crate) fn secret_name(&self, base: &str) -> String {
        let own = name::document(&self.key);
        name::document(&format!("{}-{own}", name::cut(base, 30)))
    }

    /// How an upstream sends the secret.
    pub(crate) fn credential(&self, secret: String, options: &Options) -> Credential {
        let mut credential = Credential {
            secret,
            header: None,
            prefix: None,
            basic: None,
            query: None,
        };
        match &self.carrier {
            Carrier::Header { name, prefix } => {
                credential.header = Some(name.clone());
                credential.prefix.clone_from(prefix);
            }
            Carrier::Query(name) => credential.query = Some(name.clone()),
            Carrier::Basic => {
                let username = options.variables.get(USERNAME).cloned();
                let username = username.unwrap_or_else(|| "user".to_owned());
                credential.basic = Some(Basic { username });
            }
        }
        credential
    }

    /// Whether somebody has to say the user's name.
    pub(crate) fn needs_username(&self, options: &Options) -> bool {
        self.carrier == Carrier::Basic && !options.variables.contains_key(USERNAME)
    }

    /// What people are told about the secret.
    pub(crate) fn need(&self, name: &str, options: &Options) -> SecretNeed {
        let purpose = match &self.carrier {
            Carrier::Header { name, prefix: None } => format!("a key in the header `{name}`"),
            Carrier::Header {
                name,
                prefix: Some(prefix),
            } if name == "Cookie" => {
                format!("a key in the cookie `{}`", prefix.trim_end_matches('='))
            }
            Carrier::Header { .. } => "a token in the header `Authorization`".to_owned(),
            Carrier::Query(name) => format!("a key in the query parameter `{name}`"),
            Carrier::Basic => "the password of basic authentication".to_owned(),
        };
        SecretNeed {
            name: name.to_owned(),
            scheme: self.key.clone(),
            purpose,
            description: self.description.clone(),
            variable: name::variable(name),
            given: options.secrets.contains_key(name),
        }
    }
}

/// The variable of the options that gives the user of basic authentication.
const USERNAME: &str = "username";

/// The document of a secret; `None` where none is to be made.
pub(crate) fn secret(
    tenant: &str,
    (name, variable): (&str, &str),
    options: &Options,
) -> Option<Secret> {
    let mut secret = Secret {
        name: name.to_owned(),
        tenant: tenant.to_owned(),
        value: None,
        sealed: None,
        from: None,
    };
    match options.secrets.get(name) {
        Some(Filling::Value(value)) => secret.value = Some(Plain::new(value.clone())),
        Some(Filling::Env(variable)) => secret.from = Some(SecretSource::Env(variable.clone())),
        Some(Filling::Existing(_) | Filling::Omit(_)) => return None,
        None => secret.from = Some(SecretSource::Env(variable.to_owned())),
    }
    Some(secret)
}

/// Whether the options say that this secret is not sent.
pub(crate) fn is_omitted(name: &str, options: &Options) -> bool {
    matches!(options.secrets.get(name), Some(Filling::Omit(true)))
}
