//! Who asks, and what they may do.
//!
//! [`gate`] stands before every route: it finds the [`actor`], checks where the request came from
//! and asks [`permission`]. No handler decides by itself.

pub mod actor;
pub mod client_address;
pub mod first_admin;
pub mod gate;
pub mod identify;
pub mod login;
pub mod oidc;
pub mod opaque;
pub mod origin;
pub mod password;
pub mod permission;
pub mod remembered;
pub mod session;
pub mod standing;
pub mod throttle;
pub mod token;
pub mod user_name;
