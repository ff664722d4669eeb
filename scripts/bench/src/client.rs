//! A browser as far as the measuring goes: connections that stay open, a cookie, compressed answers.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use axum::body::{Body, Bytes, to_bytes};
use hyper::{Request, StatusCode, client::conn::http1::SendRequest, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Result;

/// Cheap to clone; clones share the connections.
#[derive(Clone)]
pub(crate) struct Client {
    port: u16,
    cookie: String,
    idle: Arc<Mutex<Vec<SendRequest<Body>>>>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) cookie: Option<String>,
    pub(crate) body: Bytes,
}

/// How long one answer took, and how long it is as it was sent.
pub(crate) struct Timed {
    pub(crate) milliseconds: f64,
    pub(crate) kilobytes: f64,
}

impl Client {
    pub(crate) fn new(port: u16) -> Self {
        Self { port, cookie: String::new(), idle: Arc::default() }
    }

    /// The same without a session.
    pub(crate) fn as_visitor(&self) -> Self {
        Self { cookie: String::new(), ..self.clone() }
    }

    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Result<()> {
        let pairs = [("username", login), ("password", password), ("next", "/")];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, format!("http://127.0.0.1:{}", self.port));
        let answer = self.send(request, Body::from(form)).await?;
        self.cookie = answer.cookie.ok_or("the sign-in was refused")?;
        Ok(())
    }

    /// A page that must be there, with every byte as it came over the line.
    pub(crate) async fn get(&self, path: &str, encoding: &str) -> Result<Answer> {
        let request = Request::get(path).header(header::ACCEPT_ENCODING, encoding);
        let answer = self.send(request, Body::empty()).await?;
        if answer.status.is_success() {
            return Ok(answer);
        }
        Err(format!("{path} answers {}", answer.status).into())
    }

    pub(crate) async fn timed(&self, path: &str) -> Result<Timed> {
        let begun = Instant::now();
        let answer = self.get(path, "gzip, br").await?;
        #[expect(clippy::cast_precision_loss, reason = "answers are far shorter than 2^53")]
        let kilobytes = answer.body.len() as f64 / 1e3;
        Ok(Timed { milliseconds: begun.elapsed().as_secs_f64() * 1e3, kilobytes })
    }

    async fn send(&self, request: hyper::http::request::Builder, body: Body) -> Result<Answer> {
        let request = request
            .header(header::HOST, format!("127.0.0.1:{}", self.port))
            .header(header::COOKIE, &self.cookie)
            .body(body)?;
        let mut connection = self.connection().await?;
        let (head, body) = connection.send_request(request).await?.into_parts();
        let body = to_bytes(Body::new(body), usize::MAX).await?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        let cookie = head.headers.get(header::SET_COOKIE).and_then(|cookie| cookie.to_str().ok());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).map(str::to_owned);
        Ok(Answer { status: head.status, cookie, body })
    }

    /// One that is idle, or a new one: nobody waits for another's answer.
    async fn connection(&self) -> Result<SendRequest<Body>> {
        loop {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(mut connection) = idle else { break };
            if connection.ready().await.is_ok() {
                return Ok(connection);
            }
        }
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }
}
