//! The root context: one a worker. Holds the configuration and keeps it up to date.

use crate::abi::{BufferType, LogLevel, hostcall};
use crate::http::Http;
use crate::stream::Stream;
use crate::worker::Worker;
use portico_engine::Plugin;
use std::rc::Rc;

/// How often the stream is looked after, in milliseconds: while there is something to do, and
/// otherwise.
const BUSY_TICK: u32 = 50;
const IDLE_TICK: u32 = 1_000;

/// The context of one worker.
#[derive(Debug, Default)]
pub(crate) struct Root {
    worker: Rc<Worker>,
    stream: Option<Stream>,
}

impl Root {
    /// Takes in the plugin's configuration of `size` bytes.
    pub(crate) fn configure(&mut self, size: usize) -> bool {
        let configuration = hostcall::buffer(BufferType::PluginConfiguration, size);
        match Plugin::parse(&configuration) {
            Ok(plugin) => {
                *self.worker.gateway.borrow_mut() = plugin.gateway;
                self.worker.ready.set(plugin.control_plane.is_none());
                self.stream = plugin.control_plane.map(Stream::new);
                if self.stream.is_some() {
                    hostcall::set_tick_period(BUSY_TICK);
                }
                true
            }
            Err(errors) => {
                for error in errors {
                    hostcall::log(
                        LogLevel::Error,
                        &format!("portico: plugin configuration: {error}"),
                    );
                }
                false
            }
        }
    }

    /// The context of a new exchange.
    pub(crate) fn exchange(&self) -> Http {
        Http::new(self.worker.clone())
    }

    pub(crate) fn tick(&mut self, now_ms: u64) {
        if let Some(stream) = &mut self.stream {
            stream.tick(now_ms);
        }
    }

    /// A message of `size` bytes has come on the gRPC stream `token`.
    pub(crate) fn grpc_message(&mut self, token: u32, size: usize, now_ms: u64) {
        if let Some(stream) = &mut self.stream {
            let catalog = &mut self.worker.gateway.borrow_mut().catalog;
            stream.receive(token, size, catalog, now_ms);
        }
    }

    /// The gRPC stream `token` is over.
    pub(crate) fn grpc_close(&mut self, token: u32, status: u32, now_ms: u64) {
        if let Some(stream) = &mut self.stream {
            stream.close(token, status, now_ms);
        }
    }

    /// Sets the pace, and gives the contexts of the requests that wait no longer.
    pub(crate) fn settle(&mut self, now_ms: u64) -> Vec<u32> {
        let Some(stream) = &self.stream else {
            return Vec::new();
        };
        self.worker.ready.set(stream.synced());
        hostcall::set_tick_period(if stream.settled() {
            IDLE_TICK
        } else {
            BUSY_TICK
        });
        self.worker.waited(now_ms)
    }
}
