//! The list of routes as a server.

use std::time::Duration;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use kit_base::{Error, Message};
use tower::{Layer, Service, util::MapRequestLayer};
use tower_http::{
    compression::CompressionLayer, set_header::SetResponseHeaderLayer, timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{App, Failure, Identity, Ui, assets, drain, failure, form, guard, suffix, ui};

/// Nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; worker-src 'self'; object-src 'none'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// A request has its answer by then, or none: 20 MB over a line of 1 Mbit/s take three minutes.
const LONGEST: Duration = Duration::from_mins(5);

/// All routes of all slices, each behind its action.
pub fn router(app: App) -> Router {
    if !assets::are_built() {
        tracing::warn!("the front end is not built: run `make web`, then build again");
    }
    let pages = app.routes().iter().fold(Router::new(), |router, route| {
        let guard = middleware::from_fn_with_state((app.clone(), route.action), guard::guard);
        router.route(route.path, route.handler.clone().layer(guard))
    });
    let pages = pages
        .fallback(async || Failure::from(Error::NotFound(Message::new("error.no-page"))))
        .method_not_allowed_fallback(async || Failure::from(Error::NotFound(Message::new("error.no-page"))))
        .layer(DefaultBodyLimit::max(form::MOST_FORM_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST))
        .layer(middleware::from_fn_with_state(app.clone(), surround))
        .with_state(app);
    let fixed = |name: HeaderName, value| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    Router::new()
        .route("/assets/{version}/{*name}", get(assets::serve))
        .merge(pages)
        .layer(fixed(header::CACHE_CONTROL, "private, no-store"))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(fixed(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(drain::take_in))
        .layer(TraceLayer::new_for_http().make_span_with(span))
}

/// What the log tells of a request: its path only, since an address can carry the token of a form.
fn span(request: &Request) -> tracing::Span {
    tracing::debug_span!("request", method = %request.method(), path = request.uri().path())
}

/// The router behind what takes the suffixes off.
pub fn service(
    router: Router,
) -> impl Service<Request<Body>, Response = Response, Error = std::convert::Infallible, Future: Send> + Clone
{
    MapRequestLayer::new(suffix::strip).layer(router)
}

/// Finds out who asks, for which day and in which language; afterwards writes the page of an error.
async fn surround(State(app): State<App>, request: Request, next: Next) -> Response {
    let token = ui::cookie(request.headers(), app.people().cookie);
    let identified = app.identify(token).await;
    let (mut parts, body) = request.into_parts();
    let identity = identified.as_ref().map_or_else(|_| Identity::visitor(), Clone::clone);
    let ui = Ui::read(&app, &parts, identity.clone());
    parts.extensions.insert(identity);
    parts.extensions.insert(ui.clone());
    let response = match identified {
        Ok(_) => next.run(Request::from_parts(parts, body)).await,
        Err(error) => Failure::from(error).into_response(),
    };
    failure::write(response, || ui)
}
