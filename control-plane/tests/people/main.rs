//! Users, sessions, tokens and permissions, through the admin API in this process.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests stop at what they do not expect"
)]

mod app;
mod first_admin;
mod gate;
mod roles;
mod secrets;
mod sessions;
mod tenants;
mod tokens;
mod users;
