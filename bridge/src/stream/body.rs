//! A stream as the body of an HTTP response.

use super::Stream;
use crate::hub::Seat;
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use hyper::body::Frame;
use portico_mcp::sse::MEDIA_TYPE;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Tells proxies in front of Envoy, such as nginx, to pass events on at once.
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The response that carries the stream of `seat`. The seat is given up when it ends or its client
/// goes away.
pub(crate) fn response(seat: Seat) -> Response {
    let mut response = Response::new(Body::new(Events { seat }));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(BUFFERING, HeaderValue::from_static("no"));
    response
}

struct Events {
    seat: Seat,
}

impl hyper::body::Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let stream: &Stream = self.seat.stream();
        let frame = stream.outbox.poll(context);
        frame.map(|frame| frame.map(|bytes| Ok(Frame::data(bytes))))
    }
}
