//! Proxy-Wasm's ABI 0.2.1, as far as the filter uses it.
//!
//! The usual SDK exports every callback, and Envoy enters the module once for each callback that
//! there is, needed or not. It also panics where a host answers in another way than it expects. Here
//! a hostcall that fails gives nothing, and each exchange is entered only for what it needs.
//!
//! All `unsafe` of the filter is in [`import`] and [`export`].

mod export;
pub(crate) mod hostcall;
mod import;
pub(crate) mod pairs;

/// What a callback for a part of a stream tells the host.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Continue = 0,
    Pause = 1,
}

/// A header map of the host.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MapType {
    Request = 0,
    Response = 2,
    CallResponse = 6,
}

/// A buffer of the host.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BufferType {
    HttpRequestBody = 0,
    HttpResponseBody = 1,
    HttpCallResponseBody = 4,
    GrpcReceiveBuffer = 5,
    PluginConfiguration = 7,
}

/// How important a line of Envoy's log is.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogLevel {
    Info = 2,
    Warn = 3,
    Error = 4,
}

/// Why the host did not do what was asked: the status of the ABI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused(pub(crate) u32);
