//! Files of documents: taken as they are, given back byte for byte.

use axum::{
    extract::{Multipart, Path},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Error, Message};
use kit_web::{Result, Ui};

use crate::{
    MOST_FILE_BYTES,
    actions::{self, File},
    store,
};

/// The kinds of files that are taken, told by their first bytes and not by their name.
const KINDS: [(&[u8], &str); 3] =
    [(b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];

pub(crate) async fn attach(ui: Ui, Path(key): Path<String>, mut form: Multipart) -> Result<Response> {
    let known = store::find(&ui.read_db().await?, ui.at().known_at, &key).await?;
    let known = known.ok_or_else(|| Error::NotFound(Message::new("documents.no-such").with("key", &key)))?;
    let refused = |key| Error::Refused(Message::new(key));
    while let Some(field) = form.next_field().await.map_err(|_| refused("documents.file-too-large"))? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let content = field.bytes().await.map_err(|_| refused("documents.file-too-large"))?;
        if content.is_empty() {
            return Err(refused("documents.no-file").into());
        }
        if MOST_FILE_BYTES < content.len() {
            return Err(refused("documents.file-too-large").into());
        }
        let kind = KINDS.iter().find(|(start, _)| content.starts_with(start));
        let (_, media_type) = kind.ok_or_else(|| refused("documents.file-kind"))?;
        let bytes = content.len();
        let sha256 = ui.app().files().put(content.to_vec()).await?;
        let file = File { sha256, name, media_type: (*media_type).to_owned(), bytes };
        actions::attach(ui.app().db(), ui.actor(), &known, file).await?;
    }
    Ok(Redirect::to(&format!("/documents/{}", known.key)).into_response())
}

pub(crate) async fn download(ui: Ui, Path((key, sha256)): Path<(String, String)>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let missing = || Error::NotFound(Message::new("documents.no-such-file").with("key", &key));
    let known = store::find(&reader, ui.at().known_at, &key).await?.ok_or_else(missing)?;
    let file = store::files(&reader, known.id).await?.into_iter().find(|file| file.sha256 == sha256);
    let file = file.ok_or_else(missing)?;
    let content = ui.app().files().get(&file.sha256).await?;
    // Shown, never run: the policy of the answer forbids everything.
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, format!("inline; filename*=UTF-8''{}", percent_encoded(&file.name))),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((headers, content).into_response())
}

/// RFC 5987: everything but letters, digits and a few marks.
fn percent_encoded(name: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encoded = name.bytes().map(|byte| match byte {
        byte if kept(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    encoded.collect()
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn a_vietnamese_file_name_survives_the_header() {
        assert_eq!(percent_encoded("QĐ 398.pdf"), "Q%C4%90%20398.pdf");
    }
}
