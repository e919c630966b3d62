//! How the operator names the provider: flags and environment.

use super::endpoint::Endpoint;
use super::roles::{MemberRule, RoleRules};
use crate::auth::origin::PublicUrl;
use anyhow::{Context, Result, bail, ensure};
use std::fmt;
use std::path::PathBuf;

/// What is always asked for.
const SCOPES: [&str; 3] = ["openid", "profile", "email"];

/// Flags of `serve` about the identity provider.
#[derive(Debug, Clone, clap::Args)]
pub struct OidcArguments {
    /// Issuer of the identity provider that people log in by (OpenID Connect), as in
    /// `https://id.example.com/realms/main`. Needs --public-url, of which
    /// /api/v1/oidc/callback is to be registered there.
    #[arg(long, env = "PORTICO_OIDC_ISSUER", value_name = "URL")]
    oidc_issuer: Option<String>,
    /// The client's id there.
    #[arg(long, env = "PORTICO_OIDC_CLIENT_ID", value_name = "ID")]
    oidc_client_id: Option<String>,
    /// File with the client's secret; or the secret itself in PORTICO_OIDC_CLIENT_SECRET.
    #[arg(long, env = "PORTICO_OIDC_CLIENT_SECRET_FILE", value_name = "FILE")]
    oidc_client_secret_file: Option<PathBuf>,
    #[arg(
        long = "oidc-client-secret-from-environment",
        env = "PORTICO_OIDC_CLIENT_SECRET",
        value_name = "SECRET",
        hide = true,
        hide_env_values = true
    )]
    oidc_client_secret: Option<ClientSecret>,
    /// What to ask for besides `openid profile email`, such as `groups`. May be repeated.
    #[arg(
        long,
        env = "PORTICO_OIDC_SCOPE",
        value_name = "SCOPE",
        value_delimiter = ' '
    )]
    oidc_scope: Vec<String>,
    /// Make a user of who logs in for the first time. Without it admins make users, with their
    /// subject at the provider.
    #[arg(long, env = "PORTICO_OIDC_CREATE_USERS")]
    oidc_create_users: bool,
    /// The claim that names a user's groups.
    #[arg(
        long,
        env = "PORTICO_OIDC_ROLE_CLAIM",
        value_name = "CLAIM",
        default_value = "groups"
    )]
    oidc_role_claim: String,
    /// A group whose users are admins. With it nobody else who logs in by the provider is. May be
    /// repeated; in the environment with ; between.
    #[arg(
        long,
        env = "PORTICO_OIDC_ADMIN_GROUP",
        value_name = "GROUP",
        value_delimiter = ';'
    )]
    oidc_admin_group: Vec<String>,
    /// A group whose users are viewers or editors of a tenant, as in devs=shop:editor. With it all
    /// memberships of who logs in by the provider follow the groups. May be repeated; in the
    /// environment with ; between.
    #[arg(
        long,
        env = "PORTICO_OIDC_MEMBER",
        value_name = "GROUP=TENANT:ROLE",
        value_delimiter = ';',
        value_parser = MemberRule::parse
    )]
    oidc_member: Vec<MemberRule>,
    /// File with the CA certificates that are trusted for the provider.
    #[arg(
        long,
        env = "PORTICO_OIDC_CA_FILE",
        value_name = "FILE",
        default_value = "/etc/ssl/certs/ca-certificates.crt"
    )]
    oidc_ca_file: PathBuf,
}

/// The client's secret at the provider. It is not printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// The secret itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for ClientSecret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(…)")
    }
}

/// The identity provider, as the operator describes it.
#[derive(Debug, Clone)]
pub struct OidcConfig {
    /// Its name and URL, exactly as it writes them itself.
    pub issuer: String,
    /// The client's id there.
    pub client_id: String,
    /// The client's secret there.
    pub client_secret: ClientSecret,
    /// What is asked for besides what always is.
    pub scopes: Vec<String>,
    /// Whether a first login makes a user.
    pub create_users: bool,
    /// What users may do.
    pub roles: RoleRules,
    /// CA certificates, PEM.
    pub ca_file: PathBuf,
    /// Scheme, host and port of the admin address for browsers.
    pub origin: String,
}

impl OidcConfig {
    /// The scopes of a request, each once.
    pub(super) fn scope(&self) -> String {
        let more = self.scopes.iter().map(String::as_str);
        let more = more.filter(|scope| !SCOPES.contains(scope));
        SCOPES.into_iter().chain(more).collect::<Vec<_>>().join(" ")
    }
}

impl OidcArguments {
    /// The provider, if one is named.
    ///
    /// # Errors
    /// If it is named in part only, or the secret cannot be read.
    pub fn config(self, public_url: Option<&PublicUrl>) -> Result<Option<OidcConfig>> {
        let Some(issuer) = self.oidc_issuer else {
            ensure!(
                self.oidc_client_id.is_none(),
                "--oidc-client-id needs --oidc-issuer"
            );
            return Ok(None);
        };
        let url = Endpoint::parse(&issuer).map_err(anyhow::Error::msg);
        url.context("--oidc-issuer")?;
        let origin = public_url.and_then(PublicUrl::origin);
        let origin = origin.context("--oidc-issuer needs --public-url")?;
        let client_id = self.oidc_client_id;
        Ok(Some(OidcConfig {
            client_id: client_id.context("--oidc-issuer needs --oidc-client-id")?,
            client_secret: secret(self.oidc_client_secret_file, self.oidc_client_secret)?,
            scopes: self.oidc_scope,
            create_users: self.oidc_create_users,
            roles: RoleRules {
                claim: self.oidc_role_claim,
                admin_groups: self.oidc_admin_group.into_iter().collect(),
                members: self.oidc_member,
            },
            ca_file: self.oidc_ca_file,
            origin: origin.to_owned(),
            issuer,
        }))
    }
}

fn secret(file: Option<PathBuf>, given: Option<ClientSecret>) -> Result<ClientSecret> {
    let secret = match (file, given) {
        (Some(file), _) => {
            let text = std::fs::read_to_string(&file);
            let text = text.with_context(|| format!("cannot read {}", file.display()))?;
            ClientSecret(text.trim_end().to_owned())
        }
        (None, Some(given)) => given,
        (None, None) => {
            bail!("--oidc-issuer needs --oidc-client-secret-file or PORTICO_OIDC_CLIENT_SECRET")
        }
    };
    // Keys are made of it.
    ensure!(
        secret.0.len() >= 16,
        "the OIDC client's secret is too short"
    );
    Ok(secret)
}
