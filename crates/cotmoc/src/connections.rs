//! Connections of browsers: each is served in a task of its own, and one that says nothing is closed.
//!
//! `axum::serve` sets no time for the head of a request, so that a few thousand connections that send one letter a
//! minute would keep everybody else out (known as Slowloris).

use std::{convert::Infallible, net::SocketAddr, time::Duration};

use axum::{
    body::Body,
    extract::{ConnectInfo, Request},
    response::Response,
};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};
use tower::{Service, ServiceExt};

/// The head of a request is there by then; a connection that is kept open between requests ends after it, too.
pub(crate) const HEAD: Duration = Duration::from_secs(30);
/// So long requests under way may take when the program is asked to stop.
const LAST: Duration = Duration::from_secs(30);
/// After a connection that could not be taken, mostly for want of file descriptors, the next try.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves pages until `asked_to_stop` is done, then ends the requests under way. The head of a request has so much
/// time.
pub(crate) async fn serve<S>(
    listener: TcpListener,
    pages: S,
    head: Duration,
    asked_to_stop: impl Future<Output = ()>,
) where
    S: Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static,
{
    let under_way = GracefulShutdown::new();
    let mut asked_to_stop = std::pin::pin!(asked_to_stop);
    loop {
        tokio::select! {
            () = &mut asked_to_stop => break,
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => one((stream, peer), pages.clone(), head, &under_way),
                Err(cause) => {
                    tracing::warn!(%cause, "a connection could not be taken");
                    tokio::time::sleep(PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(LAST, under_way.shutdown()).await.is_err() {
        tracing::warn!("requests that were not done in time were ended");
    }
}

/// Serves one connection in a task of its own.
fn one<S>((stream, peer): (TcpStream, SocketAddr), pages: S, head: Duration, under_way: &GracefulShutdown)
where
    S: Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static,
{
    let pages = pages.map_request(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(pages));
    let connection = under_way.watch(connection);
    tokio::spawn(async move {
        if let Err(cause) = connection.await {
            tracing::debug!(%cause, "a connection broke off");
        }
    });
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// Asks a server that waits a fifth of a second for heads; gives what it says until it closes.
    async fn ask(parts: &[&str]) -> String {
        let pages = tower::service_fn(async |request: Request| {
            let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().unwrap().ip();
            Ok::<_, Infallible>(Response::new(Body::from(format!("to {peer}"))))
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let head = Duration::from_millis(200);
        let server = tokio::spawn(serve(listener, pages, head, std::future::pending()));
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut answer = String::new();
        for part in parts {
            let _ = stream.write_all(part.as_bytes()).await;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_string(&mut answer)).await;
        server.abort();
        let _ = ended.expect("the connection was kept open");
        answer
    }

    #[tokio::test]
    async fn a_head_that_is_never_finished_ends_the_connection() {
        for slow in [&["GET / HTTP/1.1\r\n", "host: a\r\n", "x: y"][..], &[]] {
            assert!(!ask(slow).await.contains("200 OK"), "{slow:?}");
        }
    }

    #[tokio::test]
    async fn a_head_in_parts_is_answered_and_the_page_knows_the_other_end() {
        let answer = ask(&["GET / HTTP/1.1\r\n", "host: a\r\n", "\r\n"]).await;
        assert!(answer.contains("200 OK") && answer.ends_with("to 127.0.0.1"), "{answer}");
    }
}
