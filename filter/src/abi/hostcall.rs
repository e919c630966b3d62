//! What is asked of the host, safely. A hostcall that fails gives nothing: what the filter asks for
//! may not be there (any more), and there is nobody to tell.

use super::import::{self, Given};
use super::{BufferType, LogLevel, MapType, Refused, pairs};

/// Streams of the ABI: the request that comes from the client.
const HTTP_REQUEST: u32 = 0;

fn done(status: u32) -> Result<(), Refused> {
    match status {
        0 => Ok(()),
        status => Err(Refused(status)),
    }
}

/// The bytes that `call` asks the host for; `None` where it gives none.
fn given(call: impl FnOnce(&mut Given) -> u32) -> Option<Vec<u8>> {
    let mut given = Given::NOTHING;
    let status = call(&mut given);
    done(status).ok().map(|()| given.into_vec())
}

/// All headers of a map in the ABI's form: see [`pairs::Pairs`].
pub(crate) fn headers(map: MapType) -> Vec<u8> {
    given(|given| import::get_map(map, given)).unwrap_or_default()
}

/// One header; `None` where it is absent.
pub(crate) fn header(map: MapType, name: &str) -> Option<Vec<u8>> {
    given(|given| import::get_header(map, name, given))
}

/// Puts these headers, in the ABI's form, in the place of all that are in a map.
pub(crate) fn set_headers(map: MapType, pairs: &[u8]) {
    let _ = import::set_map(map, pairs);
}

/// Takes a header away.
pub(crate) fn remove_header(map: MapType, name: &str) {
    let _ = import::remove_header(map, name);
}

/// The first `size` bytes of a buffer.
pub(crate) fn buffer(buffer: BufferType, size: usize) -> Vec<u8> {
    if size == 0 {
        return Vec::new();
    }
    given(|given| import::get_buffer(buffer, size, given)).unwrap_or_default()
}

/// Puts `bytes` in the place of a buffer's content.
pub(crate) fn set_buffer(buffer: BufferType, bytes: &[u8]) {
    let _ = import::set_buffer(buffer, usize::MAX, bytes);
}

/// A property. The parts of its path are separated by NUL.
pub(crate) fn property(path: &str) -> Option<Vec<u8>> {
    given(|given| import::get_property(path, given))
}

/// Writes a property of the exchange.
pub(crate) fn set_property(path: &str, value: &[u8]) {
    let _ = import::set_property(path, value);
}

/// Answers the client; `headers` are in the ABI's form.
pub(crate) fn send_local_response(status: u16, headers: &[u8], body: &[u8]) {
    let _ = import::send_local_response(u32::from(status), headers, body);
}

/// Lets a request go on that was held.
pub(crate) fn resume_request() {
    let _ = import::proxy_continue_stream(HTTP_REQUEST);
}

/// Sends a request beside the exchange; gives the token of its answer. The timeout is in
/// milliseconds.
pub(crate) fn http_call(
    cluster: &str,
    headers: &[u8],
    body: &[u8],
    timeout: u64,
) -> Result<u32, Refused> {
    let timeout = u32::try_from(timeout).unwrap_or(u32::MAX);
    let mut token = 0;
    let status = import::http_call(cluster, headers, body, &pairs::NONE, timeout, &mut token);
    done(status).map(|()| token)
}

/// Opens a gRPC stream; gives its token.
pub(crate) fn grpc_stream(cluster: &str, service: &str, method: &str) -> Result<u32, Refused> {
    let mut token = 0;
    let status = import::grpc_stream(cluster, service, method, &pairs::NONE, &mut token);
    done(status).map(|()| token)
}

/// Sends a message on a gRPC stream.
pub(crate) fn grpc_send(token: u32, message: &[u8]) {
    let _ = import::grpc_send(token, message);
}

/// Ends a gRPC stream; its close is not told.
pub(crate) fn grpc_cancel(token: u32) {
    let _ = import::proxy_grpc_cancel(token);
}

/// Makes hostcalls speak of that exchange from now on.
pub(crate) fn set_effective_context(context: u32) -> Result<(), Refused> {
    done(import::proxy_set_effective_context(context))
}

/// How often the root is ticked, in milliseconds.
pub(crate) fn set_tick_period(milliseconds: u32) {
    let _ = import::proxy_set_tick_period_milliseconds(milliseconds);
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    let mut nanoseconds = 0;
    let _ = import::proxy_get_current_time_nanoseconds(&mut nanoseconds);
    nanoseconds / 1_000_000
}

/// Writes to Envoy's log.
pub(crate) fn log(level: LogLevel, message: &str) {
    let _ = import::log(level, message);
}
