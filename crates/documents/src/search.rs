//! Documents with such a number, or that are about it.

use kit_base::Result;
use kit_db::Reader;
use kit_web::{Found, Hit, Ui, Wanted};

use crate::{
    VIEW,
    store::{self, Known},
};

pub(crate) async fn search(reader: &Reader, ui: &Ui, wanted: &Wanted) -> Result<Found> {
    let all = store::all(reader, ui.at().known_at).await?;
    let all = all.into_iter().filter(|_| ui.may(&VIEW));
    let rank = |known: &Known| {
        let about = || wanted.rank(&known.document.title).or_else(|| wanted.rank(&known.document.issuer));
        wanted.rank(&known.document.number).or_else(|| Some(Wanted::AFTER + about()?))
    };
    let hit = |rank, known: Known| {
        let (number, title) = (known.document.number, known.document.title);
        let (label, detail) = if number.is_empty() { (title, String::new()) } else { (number, title) };
        Hit { rank, label, code: String::new(), detail, page: format!("/documents/{}", known.key) }
    };
    Ok(wanted.found("documents.title", all, rank, hit))
}
