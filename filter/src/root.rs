//! The root context: one a worker. Holds the configuration and keeps it up to date.

use crate::host;
use crate::http::Http;
use crate::stream::Stream;
use crate::worker::Worker;
use portico_engine::Plugin;
use proxy_wasm::hostcalls;
use proxy_wasm::traits::{Context, HttpContext, RootContext};
use proxy_wasm::types::{BufferType, ContextType, LogLevel};
use std::rc::Rc;
use std::time::Duration;

/// How often the stream is looked after while there is something to do, and otherwise.
const BUSY_TICK: Duration = Duration::from_millis(50);
const IDLE_TICK: Duration = Duration::from_secs(1);

/// The context of one worker.
#[derive(Default)]
pub(crate) struct Root {
    worker: Rc<Worker>,
    stream: Option<Stream>,
}

impl Root {
    /// Goes on with what waits, and sets the pace.
    fn settle(&mut self, now_ms: u64) {
        let Some(stream) = &self.stream else { return };
        self.worker.ready.set(stream.synced());
        let _ = hostcalls::set_tick_period(if stream.settled() {
            IDLE_TICK
        } else {
            BUSY_TICK
        });
        for waiting in self.worker.waited(now_ms) {
            if hostcalls::set_effective_context(waiting.context_id).is_ok() {
                waiting.stage.borrow_mut().resume(&self.worker);
            }
        }
    }
}

impl RootContext for Root {
    /// `false` makes Envoy refuse the plugin, which names the reason in its log.
    fn on_configure(&mut self, size: usize) -> bool {
        let configuration = host::buffer(BufferType::PluginConfiguration, size);
        match Plugin::parse(&configuration) {
            Ok(plugin) => {
                *self.worker.gateway.borrow_mut() = plugin.gateway;
                self.worker.ready.set(plugin.control_plane.is_none());
                self.stream = plugin.control_plane.map(Stream::new);
                if self.stream.is_some() {
                    let _ = hostcalls::set_tick_period(BUSY_TICK);
                }
                true
            }
            Err(errors) => {
                for error in errors {
                    host::log(
                        LogLevel::Error,
                        &format!("portico: plugin configuration: {error}"),
                    );
                }
                false
            }
        }
    }

    fn on_tick(&mut self) {
        let now_ms = host::now_ms();
        if let Some(stream) = &mut self.stream {
            stream.tick(now_ms);
        }
        self.settle(now_ms);
    }

    fn create_http_context(&self, context_id: u32) -> Option<Box<dyn HttpContext>> {
        Some(Box::new(Http::new(context_id, self.worker.clone())))
    }

    fn get_type(&self) -> Option<ContextType> {
        Some(ContextType::HttpContext)
    }
}

impl Context for Root {
    fn on_grpc_stream_message(&mut self, token: u32, size: usize) {
        let now_ms = host::now_ms();
        if let Some(stream) = &mut self.stream {
            stream.receive(
                token,
                size,
                &mut self.worker.gateway.borrow_mut().catalog,
                now_ms,
            );
        }
        self.settle(now_ms);
    }

    fn on_grpc_stream_close(&mut self, token: u32, status: u32) {
        let now_ms = host::now_ms();
        if let Some(stream) = &mut self.stream {
            stream.close(token, status, now_ms);
        }
        self.settle(now_ms);
    }
}
