//! Documents to named, content-hashed resources. Pure: the same documents always give the same
//! resources.

mod build;
mod credential;
mod endpoint;
mod kind;
mod part;
mod resource;
#[cfg(test)]
mod tests;

pub use build::{Builder, Snapshot};
pub use endpoint::{Endpoint, EndpointTls, Host};
pub use kind::{Kind, PerKind};
pub use resource::{Difference, Resource, ResourceSet, Version};
