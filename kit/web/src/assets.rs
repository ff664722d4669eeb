//! What the browser loads besides pages: embedded in the binary, under an address that changes with the content.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::Packed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
struct Dist;

/// The licences of all that is inside, for the page that shows them.
pub(crate) const NOTICES: &str = include_str!("../../../THIRD-PARTY-NOTICES.txt");

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Dist::iter().collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        if let Some(file) = Dist::get(&name) {
            hash.update(file.metadata.sha256_hash());
        }
    }
    kit_base::hex(&hash.finalize()[..6])
});

/// Where the browser finds an asset.
pub(crate) fn href(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// Whether the front end was built before the binary.
pub(crate) fn are_built() -> bool {
    Dist::get("app.css").is_some()
}

pub(crate) async fn serve(Path((version, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(file) = Dist::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // A page of an older version may still ask: it gets what there is, but does not keep it.
    let keep = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = kind(&name);
    if kind == "font/woff2" {
        return ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)], file.data).into_response();
    }
    ([(header::CACHE_CONTROL, keep)], packed(name, &file.data).answer(&headers, kind)).into_response()
}

/// The scripts have two megabytes: each is packed when it is asked for first.
fn packed(name: String, plain: &[u8]) -> Packed {
    static PACKED: LazyLock<Mutex<HashMap<String, Packed>>> = LazyLock::new(Mutex::default);
    let mut packed = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    packed.entry(name).or_insert_with(|| Packed::new(plain)).clone()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}
