//! What a browser sends is taken in to its end before it gets an answer.
//!
//! A browser that is still sending when the connection closes shows its own page of a broken connection and never the
//! answer: a file that is too large, or sent without a right, would be refused without a word.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::header,
    middleware::Next,
    response::Response,
};
use http_body::{Frame, SizeHint};
use tower_http::timeout::TimeoutBody;

/// So long may pass without a byte of a body.
const STALLED: Duration = Duration::from_secs(20);
/// More is not taken in: the connection closes, and the browser says so.
const MOST_BYTES: usize = 256 << 20;
const LONGEST: Duration = Duration::from_mins(2);

/// Hands the body to the handler; afterwards reads what the handler left.
pub(crate) async fn take_in(request: Request, next: Next) -> Response {
    let waits = request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let body = Shared(Arc::new(Mutex::new(Inner { body: stalling(body), begun: false })));
    let response = next.run(Request::from_parts(parts, Body::new(body.clone()))).await;
    // A program that asks before it sends has its answer without sending.
    if !waits || body.has_begun() {
        let _ = tokio::time::timeout(LONGEST, body.read_out()).await;
    }
    response
}

fn stalling(body: Body) -> Body {
    Body::new(TimeoutBody::new(STALLED, body))
}

/// A body that the handler reads, and whoever holds another handle of it afterwards.
#[derive(Clone)]
struct Shared(Arc<Mutex<Inner>>);

struct Inner {
    body: Body,
    begun: bool,
}

impl Shared {
    fn has_begun(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).begun
    }

    async fn read_out(mut self) {
        let mut bytes = 0;
        while bytes < MOST_BYTES {
            match std::future::poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {
                Some(Ok(frame)) => bytes += frame.data_ref().map_or(0, Bytes::len),
                Some(Err(_)) | None => return,
            }
        }
    }
}

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.begun = true;
        Pin::new(&mut inner.body).poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).body.size_hint()
    }
}
