//! Portico's Proxy-Wasm filter: maps Envoy's callbacks to events of the engine, and the engine's
//! effects to hostcalls. Nothing is decided here.

#![expect(missing_docs, reason = "proxy_wasm::main! exports an initializer")]

mod host;
mod http;
mod perform;
mod root;
mod stream;
mod worker;

proxy_wasm::main! {{
    proxy_wasm::set_root_context(|_| Box::new(root::Root::default()));
}}
