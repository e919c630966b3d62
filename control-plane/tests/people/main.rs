//! The admin API in this process: people and their permissions, documents and their history.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests stop at what they do not expect"
)]

mod app;
mod chat;
mod chat_roles;
mod checks;
mod document_roles;
mod documents;
mod etags;
mod first_admin;
mod gate;
mod imports;
mod many;
mod monitoring;
mod proxies;
mod revisions;
mod roles;
mod secrets;
mod sessions;
mod standing;
mod tenants;
mod tokens;
mod trials;
mod unavailable;
mod users;
