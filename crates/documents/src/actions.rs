//! The deeds on documents.

use kit_base::{Action, Actor, Day, Instant, Result, Subject, fold_vi};
use kit_db::{Db, Tx};
use sea_orm::Set;

use crate::{
    Document, DocumentId,
    store::{self, document, document_file, document_version},
};

/// Looking at documents.
pub const VIEW: Action = Action::new("document.view");
/// Recording what is known of a document.
pub const RECORD: Action = Action::new("document.record");
/// Attaching a file.
pub const ATTACH: Action = Action::new("document.attach");

/// Documents are known, not valid: they hold from the first day the program can think of.
fn always() -> Day {
    "1900-01-01".parse().unwrap_or(Day::OPEN)
}

/// Records a new document; gives its key.
pub(crate) async fn record(db: &Db, who: &Actor, document: Document) -> Result<String> {
    let subject = Subject::new("document", document.key(), document.label());
    db.act(who, &RECORD, subject, async |tx| {
        let key = free_key(tx, &document.key()).await?;
        let id = tx.id();
        write(tx, id, &key, document).await?;
        tx.name_subject(&key);
        Ok(key)
    })
    .await
}

/// Writes a document under a given identity.
pub(crate) async fn write(tx: &mut Tx, id: DocumentId, key: &str, what: Document) -> Result<()> {
    tx.insert::<document::Entity>(document::ActiveModel { id: Set(id), key: Set(key.to_owned()) }).await?;
    let row = document_version::ActiveModel {
        id: Set(id),
        search_name: Set(fold_vi(&format!("{} {} {}", what.number, what.title, what.issuer))),
        kind: Set(what.kind),
        number: Set(what.number),
        issued_on: Set(what.issued_on),
        issuer: Set(what.issuer),
        title: Set(what.title),
        url: Set(what.url),
        origin: Set(what.origin),
        note: Set(what.note),
        ..Default::default()
    };
    tx.record::<document_version::Entity>(row, always(), Day::OPEN).await?;
    Ok(())
}

/// The page that adds a document has this address: no document may.
const RESERVED: &str = "new";

async fn free_key(tx: &Tx, wanted: &str) -> Result<String> {
    let mut key = wanted.to_owned();
    for number in 2.. {
        if !key.is_empty() && key != RESERVED && !store::is_taken(tx.reader(), &key).await? {
            break;
        }
        key = format!("{wanted}-{number}");
    }
    Ok(key)
}

/// What is attached.
pub(crate) struct File {
    pub(crate) sha256: String,
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) bytes: usize,
}

/// Attaches a file that is already kept.
pub(crate) async fn attach(db: &Db, who: &Actor, to: &store::Known, file: File) -> Result<()> {
    let subject = Subject::new("document", &to.key, to.document.label());
    let id = to.id;
    db.act(who, &ATTACH, subject, async |tx| {
        if store::files(tx.reader(), Instant::LATEST, id)
            .await?
            .iter()
            .any(|known| known.sha256 == file.sha256)
        {
            return Ok(());
        }
        let row = document_file::ActiveModel {
            id: Set(tx.id()),
            document_id: Set(id),
            sha256: Set(file.sha256),
            name: Set(file.name),
            media_type: Set(file.media_type),
            bytes: Set(i64::try_from(file.bytes).unwrap_or(i64::MAX)),
            recorded_at: Set(tx.now()),
        };
        tx.insert::<document_file::Entity>(row).await.map(|_| ())
    })
    .await
}
