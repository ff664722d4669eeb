//! Files of documents: taken as they are, given back byte for byte.

use axum::{
    extract::{
        Multipart, Path,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kit_base::{Error, Message, Subject};
use kit_web::{Failure, Result, Ui, downloaded, percent_encoded};

use crate::{
    MOST_FILE_BYTES,
    actions::{self, File},
    store,
};

/// The kinds of files that are taken, told by their first bytes and not by their name.
const KINDS: [(&[u8], &str); 3] =
    [(b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];

/// Shown, never run: the policy of a file forbids everything.
const POLICY: &str = "default-src 'none'; sandbox";
/// Browsers show a PDF in a page of their own that embeds it; older ones refuse to in a sandbox. Nothing in a PDF runs
/// as ours.
const PDF_POLICY: &str =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

pub(crate) async fn attach(ui: Ui, Path(key): Path<String>, mut form: Multipart) -> Result<Response> {
    let known = store::find(&ui.read_db().await?, ui.at().known_at, &key).await?;
    let known = known.ok_or_else(|| Error::NotFound(Message::new("documents.no-such").with("key", &key)))?;
    while let Some(field) = form.next_field().await.map_err(|cause| not_whole(&cause))? {
        if field.name() != Some("file") {
            continue;
        }
        let (name, media_type, content) = scan(field).await?;
        let bytes = content.len();
        let sha256 = ui.app().files().put(content).await?;
        let file = File { sha256, name, media_type: media_type.to_owned(), bytes };
        actions::attach(ui.app().db(), ui.actor(), &known, file).await?;
    }
    Ok(Redirect::to(&format!("/documents/{}", known.key)).into_response())
}

/// Name, kind and content of a file that is taken.
async fn scan(field: Field<'_>) -> Result<(String, &'static str, Vec<u8>)> {
    let name = plain_name(field.file_name().unwrap_or_default());
    let content = field.bytes().await.map_err(|cause| not_whole(&cause))?;
    let refused = |status, key| Failure::not_taken(status, Message::new(key));
    if content.is_empty() {
        return Err(refused(StatusCode::UNPROCESSABLE_ENTITY, "documents.no-file"));
    }
    if MOST_FILE_BYTES < content.len() {
        return Err(refused(StatusCode::PAYLOAD_TOO_LARGE, "documents.file-too-large"));
    }
    let kind = KINDS.iter().find(|(start, _)| content.starts_with(start));
    let (_, media_type) =
        kind.ok_or_else(|| refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "documents.file-kind"))?;
    Ok((name, media_type, content.to_vec()))
}

fn not_whole(cause: &MultipartError) -> Failure {
    match cause.status() {
        status @ StatusCode::PAYLOAD_TOO_LARGE => {
            Failure::not_taken(status, Message::new("documents.file-too-large"))
        }
        _ => Failure::not_taken(StatusCode::BAD_REQUEST, Message::new("form.broken-off")),
    }
}

/// The name of a file without what nobody sees: such a character could show `gpj.exe` as `exe.jpg`.
fn plain_name(name: &str) -> String {
    let name = kit_base::compose(name);
    let seen = name.chars().filter(|c| kit_base::line_fault(&c.to_string(), 1).is_none());
    seen.take(200).collect()
}

pub(crate) async fn download(ui: Ui, Path((key, sha256)): Path<(String, String)>) -> Result<Response> {
    let reader = ui.read_db().await?;
    let missing = || Error::NotFound(Message::new("documents.no-such-file").with("key", &key));
    let known = store::find(&reader, ui.at().known_at, &key).await?.ok_or_else(missing)?;
    let file = store::files(&reader, ui.at().known_at, known.id)
        .await?
        .into_iter()
        .find(|file| file.sha256 == sha256);
    let file = file.ok_or_else(missing)?;
    let content = ui.app().files().get(&file.sha256).await?;
    drop(reader);
    downloaded(&ui, Subject::new("document", &known.key, &file.name)).await?;
    let policy = if file.media_type == "application/pdf" { PDF_POLICY } else { POLICY };
    let headers = [
        (header::CONTENT_TYPE, file.media_type),
        (header::CONTENT_DISPOSITION, format!("inline; filename*=UTF-8''{}", percent_encoded(&file.name))),
        (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
    ];
    Ok((headers, content).into_response())
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_file_name_shows_as_it_is() {
        assert_eq!(plain_name("Quyết\u{202e}gpj.exe\0"), "Quyếtgpj.exe");
        assert_eq!(plain_name(&"ữ".repeat(300)).chars().count(), 200);
    }
}
