//! One key for everything that is kept: it changes with any deed, any right and any of the two dates.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kit_base::Result;
use kit_db::Reader;
use sha2::{Digest, Sha256};

use crate::Ui;

/// The key of what `ui` asks for, in the state of `reader`.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub(crate) async fn key(ui: &Ui, reader: &Reader) -> Result<String> {
    let (_, head) = reader.audit_head().await?;
    let mut hash = Sha256::new();
    let at = ui.at();
    for part in [
        head,
        ui.today().to_string(), // rights are today's
        at.as_of.to_string(),
        at.known_at.to_string(),
        format!("{:?}", ui.actor().grants),
        env!("CARGO_PKG_VERSION").to_owned(),
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    Ok(kit_base::hex(&hash.finalize()[..16]))
}

/// Answers with what `make` makes of the key, or with nothing when the browser has it already.
///
/// # Errors
/// Whatever `make` returns.
pub async fn cached(
    ui: &Ui,
    reader: &Reader,
    make: impl AsyncFnOnce(&str) -> crate::Result<Response>,
) -> crate::Result<Response> {
    let key = key(ui, reader).await?;
    let tag = format!("\"{key}\"");
    let mut response = if ui.header("if-none-match") == Some(tag.as_str()) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        make(&key).await?
    };
    if let Ok(tag) = tag.parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-cache"));
    Ok(response)
}
