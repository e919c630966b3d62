//! Event streams through control plane, Envoy and bridge: the HTTP+SSE transport, listening by GET,
//! `subscriptions/listen`, and what becomes of all of them when a part goes away.

mod client;
mod crowd;
mod limits;
mod listening;
mod outage;
mod refusals;
mod replicas;
mod restart;
mod session;
mod shop;
mod subscription;
