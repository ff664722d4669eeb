//! Before every handler: is it the person's own form, and is the action theirs somewhere?

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Action, Error, Message};

use crate::{App, Failure, Form, Format, Identity, PUBLIC, Result, SIGNED_IN, Ui, export, form};

pub(crate) async fn guard(
    State((app, action)): State<(App, &'static Action)>,
    request: Request,
    next: Next,
) -> Response {
    match admit(&app, action, request).await {
        Ok(Admitted::In(request)) => export::finish(next.run(*request).await).await,
        Ok(Admitted::SignIn(address)) => Redirect::to(&address).into_response(),
        Err(failure) => failure.into_response(),
    }
}

enum Admitted {
    In(Box<Request>),
    SignIn(String),
}

async fn admit(app: &App, action: &'static Action, request: Request) -> Result<Admitted> {
    let identity = request.extensions().get::<Identity>().cloned().unwrap_or_else(Identity::visitor);
    let writes = request.method() != Method::GET && request.method() != Method::HEAD;
    if writes && !same_origin(request.headers()) {
        return Err(Error::Refused(Message::new("form.other-site")).into());
    }
    let theirs = action == &SIGNED_IN && identity.actor.is_signed_in();
    if action == &PUBLIC || theirs || identity.actor.may_somewhere(action) {
        if writes && action != &PUBLIC {
            return own_form(&identity.csrf, request).await.map(|r| Admitted::In(Box::new(r)));
        }
        return Ok(Admitted::In(Box::new(request)));
    }
    if identity.actor.is_signed_in() {
        let message = Message::new("error.no-right").with("action", action.name);
        return Err(Error::Refused(message).into());
    }
    if request.extensions().get::<Format>().is_some_and(|format| *format != Format::Html) {
        return Err(Error::SignedOut.into());
    }
    let ui = request.extensions().get::<Ui>().cloned();
    let here = ui.map_or_else(|| "/".to_owned(), |ui| ui.here());
    let next = if !writes {
        here
    } else if let Some(person) = identity.ended {
        let body = text(request).await?;
        let key = (app.people().keep_draft)(app.clone(), person, here.clone(), body).await?;
        format!("{here}{}draft={key}", if here.contains('?') { '&' } else { '?' })
    } else {
        return Err(Error::SignedOut.into());
    };
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("next", &next).finish();
    Ok(Admitted::SignIn(format!("{}?{query}", app.people().sign_in)))
}

/// The form carries the session's token: in its body, or in the address when it carries files.
async fn own_form(csrf: &str, request: Request) -> Result<Request> {
    let stale = || Failure::from(Error::Refused(Message::new("form.stale")));
    let in_address = Form::read(request.uri().query().unwrap_or_default().as_bytes());
    if !csrf.is_empty() && in_address.get("csrf") == csrf {
        return Ok(request);
    }
    if !is_plain_form(request.headers()) {
        return Err(stale());
    }
    let (parts, body) = request.into_parts();
    let body = form::bytes(Request::from_parts(parts.clone(), body)).await?;
    if csrf.is_empty() || Form::read(&body).get("csrf") != csrf {
        return Err(stale());
    }
    Ok(Request::from_parts(parts, Body::from(body)))
}

async fn text(request: Request) -> Result<String> {
    if !is_plain_form(request.headers()) {
        return Ok(String::new());
    }
    Ok(String::from_utf8_lossy(&form::bytes(request).await?).into_owned())
}

fn is_plain_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// Browsers say where a request comes from; other programs say nothing, and have no cookies to be misused.
fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), ..) => matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (None, Some(_), None) => false,
        (None, None, _) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&'static str, &'static str)], expect: bool) {
        let headers: HeaderMap =
            headers.iter().map(|(n, v)| (n.parse().unwrap(), header::HeaderValue::from_static(v))).collect();
        assert_eq!(same_origin(&headers), expect, "{headers:?}");
    }

    #[test]
    fn a_form_of_another_site_is_told_from_our_own() {
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], true);
        check(&[("origin", "http://evil.example"), ("host", "127.0.0.1:8080")], false);
        check(&[("origin", "null"), ("host", "127.0.0.1:8080")], false);
        check(&[("host", "127.0.0.1:8080")], true);
    }
}
