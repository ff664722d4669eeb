//! The deeds on layers: a version is recorded, corrected, taken back.

use documents::{DocumentId, Known};
use kit_base::{Action, Actor, Day, Error, Lang, Message, Result, Subject};
use kit_db::{Db, Tx};
use kit_web::FormBasis;
use sea_orm::Set;

use crate::{
    Layer,
    model::{Delivered, ORIGIN, Said},
    store::{self, layer_version},
};

/// Looking at layers.
pub const VIEW: Action = Action::new("layer.view");
/// Recording versions of layers.
pub const RECORD: Action = Action::new("layer.record");

/// What a deed on a layer is done to.
pub(crate) fn subject(layer: &Layer) -> Subject {
    Subject::new("layer", layer.code, layer.name.said(Lang::Vi))
}

/// Refuses to store shapes of what is never stored.
pub(crate) fn stored(layer: &Layer, lang: Lang) -> Result<()> {
    match layer.never_stored {
        Some(_) => {
            let name = layer.name.said(lang);
            Err(Error::Refused(Message::new("layers.never-stored").with("layer", name)))
        }
        None => Ok(()),
    }
}

/// Records a version of a layer from a file that is kept.
pub(crate) async fn record(
    db: &Db,
    who: &Actor,
    layer: &Layer,
    (said, delivered): (Said, Delivered),
    (basis, document): (FormBasis, &Known),
) -> Result<()> {
    stored(layer, Lang::Vi)?;
    db.act(who, &RECORD, subject(layer), async |tx| {
        tx.cite(document.document.label());
        write(tx, layer, said, delivered, (basis.from, basis.to), document.id).await
    })
    .await
}

/// Records a version within a deed.
pub(crate) async fn write(
    tx: &mut Tx,
    layer: &Layer,
    said: Said,
    delivered: Delivered,
    (from, to): (Day, Option<Day>),
    source: DocumentId,
) -> Result<()> {
    let row = layer_version::ActiveModel {
        code: Set(layer.code.to_owned()),
        name: Set(said.name),
        scale: Set(said.scale),
        quality: Set(said.quality),
        delivered_on: Set(said.delivered_on),
        file_name: Set(delivered.file_name),
        sha256: Set(delivered.reading.sha256),
        bytes: Set(delivered.bytes),
        file_layer: Set(delivered.reading.layer),
        id_column: Set(delivered.reading.id_column),
        said_srid: Set(delivered.reading.srid),
        source_srid: Set(delivered.source_srid),
        features: Set(delivered.features),
        left_out: Set(delivered.left_out),
        area: Set(delivered.area),
        origin: Set(ORIGIN),
        source_id: Set(source),
        ..Default::default()
    };
    tx.record_until::<layer_version::Entity>(row, from, to).await.map(|_| ())
}

/// Says something else of the version that begins on a day, or takes it back, within a deed.
pub(crate) async fn correct(
    tx: &mut Tx,
    layer: &Layer,
    begins: Day,
    said: Said,
    basis: &FormBasis,
    source: DocumentId,
) -> Result<()> {
    if !basis.holds {
        let code = sea_orm::Value::from(layer.code);
        return tx.withdraw::<layer_version::Entity>(&[code], basis.from, basis.to).await;
    }
    let standing = store::beginning(tx.reader(), layer.code, begins).await?;
    let standing = standing.ok_or_else(|| Error::fault("correct a layer", begins))?;
    let delivered = Delivered {
        file_name: standing.file_name,
        bytes: standing.bytes,
        reading: crate::model::Reading {
            sha256: standing.sha256,
            layer: standing.file_layer,
            id_column: standing.id_column,
            srid: standing.said_srid,
        },
        source_srid: standing.source_srid,
        features: standing.features,
        left_out: standing.left_out,
        area: standing.area,
    };
    // Without a last day up to that of the version that is corrected, not over what stands after it.
    let to = basis.to.or(Some(standing.valid_to)).filter(|to| basis.from < *to);
    write(tx, layer, said, delivered, (basis.from, to), source).await
}
