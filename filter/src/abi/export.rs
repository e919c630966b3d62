//! The functions that the host calls. What is not here, Envoy does not call: `proxy_on_log`,
//! `proxy_on_done` and others would only cost each exchange another entry into the module.

#![expect(
    unsafe_code,
    reason = "names of exported functions are the program's, and the linker cannot check them"
)]

use super::Action;
use crate::contexts::Contexts;
use std::cell::RefCell;

thread_local! {
    static CONTEXTS: RefCell<Contexts> = const { RefCell::new(Contexts::new()) };
}

/// Envoy puts off what a callback causes until it is over, so that none runs within another.
fn contexts<T>(run: impl FnOnce(&mut Contexts) -> T) -> T {
    CONTEXTS.with_borrow_mut(run)
}

/// Tells the ABI's version by being there.
#[unsafe(no_mangle)]
extern "C" fn proxy_abi_version_0_2_1() {}

/// Runs what must run before anything else.
#[unsafe(no_mangle)]
extern "C" fn _initialize() {
    unsafe extern "C" {
        fn __wasm_call_ctors();
    }
    // SAFETY: the linker makes this function, and it is called once, here.
    unsafe { __wasm_call_ctors() };
}

/// Memory for what the host gives, which [`super::import::Given`] takes over.
#[unsafe(no_mangle)]
extern "C" fn proxy_on_memory_allocate(size: usize) -> *mut u8 {
    Box::into_raw(Box::<[u8]>::new_uninit_slice(size)).cast()
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_context_create(context: u32, root: u32) {
    contexts(|contexts| contexts.create(context, root));
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_delete(context: u32) {
    contexts(|contexts| contexts.delete(context));
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_configure(root: u32, size: usize) -> bool {
    contexts(|contexts| contexts.configure(root, size))
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_tick(root: u32) {
    contexts(|contexts| contexts.tick(root));
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_grpc_receive(root: u32, token: u32, size: usize) {
    contexts(|contexts| contexts.grpc_message(root, token, size));
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_grpc_close(root: u32, token: u32, status: u32) {
    contexts(|contexts| contexts.grpc_close(root, token, status));
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_request_headers(context: u32, _: usize, end: bool) -> Action {
    contexts(|contexts| contexts.http(context, |http| http.request_headers(context, end)))
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_request_body(context: u32, size: usize, end: bool) -> Action {
    contexts(|contexts| contexts.http(context, |http| http.request_body(size, end)))
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_request_trailers(context: u32, _: usize) -> Action {
    contexts(|contexts| contexts.http(context, |http| http.request_trailers()))
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_response_headers(context: u32, _: usize, end: bool) -> Action {
    contexts(|contexts| contexts.http(context, |http| http.response_headers(end)))
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_response_body(context: u32, size: usize, end: bool) -> Action {
    contexts(|contexts| contexts.http(context, |http| http.response_body(size, end)))
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_response_trailers(context: u32, _: usize) -> Action {
    contexts(|contexts| contexts.http(context, |http| http.response_trailers()))
}

#[unsafe(no_mangle)]
extern "C" fn proxy_on_http_call_response(
    _: u32,
    token: u32,
    headers: usize,
    body: usize,
    _: usize,
) {
    contexts(|contexts| contexts.callout_answered(token, headers, body));
}
