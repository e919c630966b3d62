//! The functions that the host gives the module.

#![expect(
    unsafe_code,
    reason = "the ABI is made of foreign functions over pointers"
)]

use super::{BufferType, LogLevel, MapType};

/// Where the host puts the address and the length of bytes that it gives: memory that it had from
/// [`super::export`]'s `proxy_on_memory_allocate`.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) data: *mut u8,
    pub(super) size: usize,
}

impl Given {
    pub(super) const NOTHING: Self = Self {
        data: std::ptr::null_mut(),
        size: 0,
    };

    /// The bytes, which are the module's from now on.
    pub(super) fn into_vec(self) -> Vec<u8> {
        if self.data.is_null() {
            return Vec::new();
        }
        // SAFETY: the host fills `size` bytes of memory that `proxy_on_memory_allocate` gave it as a
        // boxed slice of that length, and keeps no pointer to it.
        unsafe { Vec::from_raw_parts(self.data, self.size, self.size) }
    }
}

#[link(wasm_import_module = "env")]
// SAFETY: the signatures are those of the ABI. The host checks every address and length against the
// module's memory and writes only to what is declared `*mut`.
unsafe extern "C" {
    pub(super) safe fn proxy_set_tick_period_milliseconds(period: u32) -> u32;
    pub(super) safe fn proxy_continue_stream(stream: u32) -> u32;
    pub(super) safe fn proxy_set_effective_context(context: u32) -> u32;
    pub(super) safe fn proxy_grpc_cancel(token: u32) -> u32;
    pub(super) safe fn proxy_get_current_time_nanoseconds(time: &mut u64) -> u32;
    fn proxy_log(level: LogLevel, message: *const u8, size: usize) -> u32;
    fn proxy_get_buffer_bytes(
        buffer: BufferType,
        start: usize,
        length: usize,
        data: *mut *mut u8,
        size: *mut usize,
    ) -> u32;
    fn proxy_set_buffer_bytes(
        buffer: BufferType,
        start: usize,
        length: usize,
        data: *const u8,
        size: usize,
    ) -> u32;
    fn proxy_get_header_map_pairs(map: MapType, data: *mut *mut u8, size: *mut usize) -> u32;
    fn proxy_set_header_map_pairs(map: MapType, data: *const u8, size: usize) -> u32;
    fn proxy_get_header_map_value(
        map: MapType,
        key: *const u8,
        key_size: usize,
        data: *mut *mut u8,
        size: *mut usize,
    ) -> u32;
    fn proxy_remove_header_map_value(map: MapType, key: *const u8, key_size: usize) -> u32;
    fn proxy_get_property(
        path: *const u8,
        path_size: usize,
        data: *mut *mut u8,
        size: *mut usize,
    ) -> u32;
    fn proxy_set_property(path: *const u8, path_size: usize, data: *const u8, size: usize) -> u32;
    fn proxy_send_local_response(
        status: u32,
        details: *const u8,
        details_size: usize,
        body: *const u8,
        body_size: usize,
        headers: *const u8,
        headers_size: usize,
        grpc_status: i32,
    ) -> u32;
    fn proxy_http_call(
        cluster: *const u8,
        cluster_size: usize,
        headers: *const u8,
        headers_size: usize,
        body: *const u8,
        body_size: usize,
        trailers: *const u8,
        trailers_size: usize,
        timeout: u32,
        token: *mut u32,
    ) -> u32;
    fn proxy_grpc_stream(
        cluster: *const u8,
        cluster_size: usize,
        service: *const u8,
        service_size: usize,
        method: *const u8,
        method_size: usize,
        metadata: *const u8,
        metadata_size: usize,
        token: *mut u32,
    ) -> u32;
    fn proxy_grpc_send(token: u32, message: *const u8, size: usize, end: u32) -> u32;
}

// SAFETY of all functions below: pointers and lengths are those of slices and places that live
// until the call is over; the host keeps none of them.

pub(super) fn log(level: LogLevel, message: &str) -> u32 {
    unsafe { proxy_log(level, message.as_ptr(), message.len()) }
}

pub(super) fn get_buffer(buffer: BufferType, length: usize, given: &mut Given) -> u32 {
    unsafe { proxy_get_buffer_bytes(buffer, 0, length, &mut given.data, &mut given.size) }
}

/// Puts `bytes` in the place of the first `length` bytes.
pub(super) fn set_buffer(buffer: BufferType, length: usize, bytes: &[u8]) -> u32 {
    unsafe { proxy_set_buffer_bytes(buffer, 0, length, bytes.as_ptr(), bytes.len()) }
}

pub(super) fn get_map(map: MapType, given: &mut Given) -> u32 {
    unsafe { proxy_get_header_map_pairs(map, &mut given.data, &mut given.size) }
}

pub(super) fn set_map(map: MapType, pairs: &[u8]) -> u32 {
    unsafe { proxy_set_header_map_pairs(map, pairs.as_ptr(), pairs.len()) }
}

pub(super) fn get_header(map: MapType, name: &str, given: &mut Given) -> u32 {
    let (data, size) = (&mut given.data, &mut given.size);
    unsafe { proxy_get_header_map_value(map, name.as_ptr(), name.len(), data, size) }
}

pub(super) fn remove_header(map: MapType, name: &str) -> u32 {
    unsafe { proxy_remove_header_map_value(map, name.as_ptr(), name.len()) }
}

pub(super) fn get_property(path: &str, given: &mut Given) -> u32 {
    let (data, size) = (&mut given.data, &mut given.size);
    unsafe { proxy_get_property(path.as_ptr(), path.len(), data, size) }
}

pub(super) fn set_property(path: &str, value: &[u8]) -> u32 {
    unsafe { proxy_set_property(path.as_ptr(), path.len(), value.as_ptr(), value.len()) }
}

/// A `grpc_status` of -1 means that the response is none of gRPC's.
pub(super) fn send_local_response(status: u32, headers: &[u8], body: &[u8]) -> u32 {
    unsafe {
        proxy_send_local_response(
            status,
            std::ptr::null(),
            0,
            body.as_ptr(),
            body.len(),
            headers.as_ptr(),
            headers.len(),
            -1,
        )
    }
}

/// `timeout` is in milliseconds.
pub(super) fn http_call(
    cluster: &str,
    headers: &[u8],
    body: &[u8],
    trailers: &[u8],
    timeout: u32,
    token: &mut u32,
) -> u32 {
    unsafe {
        proxy_http_call(
            cluster.as_ptr(),
            cluster.len(),
            headers.as_ptr(),
            headers.len(),
            body.as_ptr(),
            body.len(),
            trailers.as_ptr(),
            trailers.len(),
            timeout,
            token,
        )
    }
}

pub(super) fn grpc_stream(
    cluster: &str,
    service: &str,
    method: &str,
    metadata: &[u8],
    token: &mut u32,
) -> u32 {
    unsafe {
        proxy_grpc_stream(
            cluster.as_ptr(),
            cluster.len(),
            service.as_ptr(),
            service.len(),
            method.as_ptr(),
            method.len(),
            metadata.as_ptr(),
            metadata.len(),
            token,
        )
    }
}

pub(super) fn grpc_send(token: u32, message: &[u8]) -> u32 {
    unsafe { proxy_grpc_send(token, message.as_ptr(), message.len(), 0) }
}
