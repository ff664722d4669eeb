//! The deeds: writing an import, and taking it back.

use std::collections::BTreeSet;

use kit_base::{Action, Actor, Error, Message, Result, Subject};
use kit_db::{Db, OrFault, Tx};
use kit_web::{App, ImportKind};
use sea_orm::{EntityTrait, QueryOrder, Set};

use crate::{
    Counts, Prepared,
    prepare::{self, digest},
    store::{self, import, import_record, import_undo},
};

/// Importing. Every record needs its kind's own right besides.
pub const RUN: Action = Action::new("import.run");
/// Taking an import back.
pub const UNDO: Action = Action::new("import.undo");

/// What came of an import.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Its number.
    pub number: i64,
    /// What became of the rows.
    pub counts: Counts,
}

/// Writes an import: all its rows in one deed. The check is made again within it; `seen` is what the person saw of the
/// last one, if they saw one.
///
/// # Errors
/// [`Error::Refused`] when rows are faulty and it was not said to leave them out, when there is nothing to write, or
/// when the register has changed since the person looked.
pub async fn run(
    db: &Db,
    who: &Actor,
    prepared: &Prepared,
    seen: Option<&str>,
    leave_out_faulty: bool,
) -> Result<Outcome> {
    let subject = Subject::new("import", "", &prepared.file_name);
    db.act(who, &RUN, subject, async |tx| {
        let Prepared { kind, request, document, .. } = prepared;
        let checked = (kind.check)(tx.reader(), who, request).await?;
        let counts = Counts::of(&checked);
        if seen.is_some_and(|seen| seen != digest(&checked)) {
            return Err(Error::Refused(Message::new("imports.changed-meanwhile")));
        }
        if 0 < counts.left() && !leave_out_faulty {
            return Err(Error::Refused(Message::new("imports.has-faults").with("n", counts.left())));
        }
        if counts.accepted() == 0 {
            return Err(Error::Refused(Message::new("imports.nothing-to-write")));
        }
        let accepted: Vec<_> = checked.rows.iter().filter(|row| row.is_accepted()).collect();
        let import = insert(tx, who, prepared, counts).await?;
        let numbers: BTreeSet<u32> = accepted.iter().map(|row| row.number).collect();
        (kind.write)(tx, who, request, document.id, &numbers).await?;
        for row in accepted {
            let record = import_record::ActiveModel {
                import_id: Set(import.id),
                row_number: Set(row.number.into()),
                state: Set(row.state().code().to_owned()),
                key: Set(row.key.clone()),
                label: Set(row.label.clone()),
            };
            tx.insert::<import_record::Entity>(record).await?;
        }
        tx.cite(document.document.label());
        tx.name_subject(import.number.to_string());
        Ok(Outcome { number: import.number, counts })
    })
    .await
}

async fn insert(tx: &mut Tx, who: &Actor, prepared: &Prepared, counts: Counts) -> Result<import::Model> {
    let last = import::Entity::find().order_by_desc(import::Column::Number).one(tx.reader()).await;
    let number = last.or_fault("imports")?.map_or(1, |last| last.number + 1);
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let row = import::ActiveModel {
        id: Set(tx.id()),
        number: Set(number),
        kind: Set(prepared.kind.name.to_owned()),
        file_name: Set(prepared.file_name.clone()),
        sha256: Set(prepared.sha256.clone()),
        bytes: Set(whole(prepared.bytes)),
        sheet: Set(prepared.sheet.clone()),
        mapping: Set(prepared.mapping.clone()),
        valid_from: Set(prepared.request.valid_from),
        source_id: Set(prepared.document.id),
        person: Set(who.person.clone()),
        person_name: Set(who.name.clone()),
        rows_new: Set(whole(counts.new)),
        rows_changed: Set(whole(counts.changed)),
        rows_unchanged: Set(whole(counts.unchanged)),
        rows_left: Set(whole(counts.left())),
        records_missing: Set(whole(counts.missing)),
        recorded_at: Set(tx.now()),
    };
    tx.insert::<import::Entity>(row).await
}

/// Takes the import of that number back.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] when it was taken back already, or somebody changed what it wrote.
pub async fn undo_number(app: &App, who: &Actor, number: i64) -> Result<()> {
    let all = store::all(&app.db().read().await?).await?;
    let found = all.into_iter().find(|(import, _)| import.number == number);
    let missing = || Error::NotFound(Message::new("imports.no-import").with("number", number));
    let (import, _) = found.ok_or_else(missing)?;
    undo(app.db(), who, prepare::kind(app, &import.kind)?, &import).await
}

/// Takes an import back: what stood before it is recorded again.
pub(crate) async fn undo(db: &Db, who: &Actor, kind: ImportKind, import: &import::Model) -> Result<()> {
    let subject = Subject::new("import", import.number, &import.file_name);
    db.act(who, &UNDO, subject, async |tx| {
        let undone = import_undo::Entity::find_by_id(import.id).one(tx.reader()).await.or_fault("imports")?;
        if undone.is_some() {
            return Err(Error::Refused(Message::new("imports.undone-already")));
        }
        (kind.undo)(tx, who, import.recorded_at).await?;
        let row = import_undo::ActiveModel {
            import_id: Set(import.id),
            person_name: Set(who.name.clone()),
            recorded_at: Set(tx.now()),
        };
        tx.insert::<import_undo::Entity>(row).await.map(|_| ())
    })
    .await
}
