//! A person at a browser: it keeps cookies, and sends back the token of the last page's forms.

use std::{collections::BTreeMap, fmt::Write};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use serde_json::Value;
use tower::ServiceExt;

/// Asks the application as one person.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// The token of the last page's forms.
    pub csrf: String,
}

/// What the application answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its content.
    pub body: Vec<u8>,
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), csrf: String::new() }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// Opens a page with more headers, for example `("hx-request", "true")`.
    pub async fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, Body::empty()).await
    }

    /// The JSON of a page that must be there: `/clusters?q=x` is asked as `/clusters.json?q=x`.
    pub async fn get_json(&mut self, path: &str) -> Value {
        let (path, query) = path.split_once('?').map_or((path, String::new()), |(p, q)| (p, format!("?{q}")));
        self.get(&format!("{path}.json{query}")).await.expect(200).json()
    }

    /// Sends a form with the token of the last page.
    pub async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.clone();
        let fields: Vec<_> = fields.iter().copied().chain([("csrf", csrf.as_str())]).collect();
        self.post_bare(path, &fields).await
    }

    /// Sends exactly these fields: without the token.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &kind, Body::from(body)).await
    }

    /// Sends a form with one file; the token goes in the address.
    pub async fn post_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (field, file_name, content): (&str, &str, &[u8]),
    ) -> Answer {
        const BORDER: &str = "the-border-between-parts";
        let part = |name: &str| format!("--{BORDER}\r\ncontent-disposition: form-data; name=\"{name}\"");
        let mut body = String::new();
        for (name, value) in fields {
            let _ = write!(body, "{}\r\n\r\n{value}\r\n", part(name));
        }
        let _ = write!(body, "{}; filename=\"{file_name}\"\r\n\r\n", part(field));
        let end = format!("\r\n--{BORDER}--\r\n");
        let body = [body.as_bytes(), content, end.as_bytes()].concat();
        let path = format!("{path}{}csrf={}", if path.contains('?') { '&' } else { '?' }, self.csrf);
        let kind = format!("multipart/form-data; boundary={BORDER}");
        self.send(Method::POST, &path, &[("content-type", &kind)], Body::from(body)).await
    }

    /// Sets a cookie, for example `("lang", "en")`.
    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// The value of a cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "test");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap_or_else(|cause| panic!("{path} is no address: {cause}"));
        let Ok(response) = kit_web::service(self.router.clone()).oneshot(request).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await;
        let body = body.unwrap_or_else(|cause| panic!("{path} broke off: {cause}")).to_vec();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        self.remember(&answer);
        answer
    }

    fn remember(&mut self, answer: &Answer) {
        for cookie in answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|c| c.to_str().ok()) {
            let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
            let Some((name, value)) = pair.split_once('=') else { continue };
            let gone = rest.split(';').any(|part| part.trim().eq_ignore_ascii_case("max-age=0"));
            if gone || value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.set_cookie(name, value);
            }
        }
        let page = String::from_utf8_lossy(&answer.body);
        let hidden = page.split_once("name=\"csrf\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
        if let Some((csrf, _)) = hidden {
            csrf.clone_into(&mut self.csrf);
        }
    }
}

impl Answer {
    /// The same answer, when it has this status.
    #[track_caller]
    #[expect(
        clippy::must_use_candidate,
        clippy::return_self_not_must_use,
        reason = "often the status is all a test asks for"
    )]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{:?}\n{}", self.headers, self.text());
        self
    }

    /// The content as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The content as JSON.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|cause| panic!("{cause}: {}", self.text()))
    }

    /// A header's text; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads on to; empty when it does not.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location")
    }
}
