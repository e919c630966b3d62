//! Why a login by the provider did not come about.

use crate::auth::login::LoginError;
use crate::auth::opaque::NoRandomness;
use crate::storage::StorageError;

/// Why a login by the provider did not come about.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider does not answer, or not as it should. The text is for the log.
    #[error("{0}")]
    Unavailable(String),
    /// The provider does not let the user in.
    #[error("the identity provider refuses the login: {0}")]
    Denied(String),
    /// The answer is not of a login that this browser began.
    #[error(
        "this login was not begun in this browser, or too long ago, or it is finished; begin again"
    )]
    NotBegun,
    /// The request to come back lacks something.
    #[error("the identity provider's answer has no {0}")]
    Incomplete(&'static str),
    /// What the provider says about the user is not to be trusted.
    #[error("the identity provider's answer is not accepted: {0}")]
    Untrusted(String),
    /// The provider knows the user, but there is no user here for them.
    #[error("{0}")]
    NoUser(String),
    /// The user may do nothing.
    #[error("the user is disabled")]
    Disabled,
    /// The store or the system failed.
    #[error(transparent)]
    Login(#[from] LoginError),
}

impl From<StorageError> for OidcError {
    fn from(error: StorageError) -> Self {
        Self::Login(error.into())
    }
}

impl From<NoRandomness> for OidcError {
    fn from(error: NoRandomness) -> Self {
        Self::Login(error.into())
    }
}
