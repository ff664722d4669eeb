//! Versions of layers as others ask for them: which is in force on a day, its shapes, and who delivered what.

use std::{collections::BTreeSet, sync::Arc};

use documents::{DocumentId, Origin};
use kit_base::{Actor, Area, At, Day, Instant, Result};
use kit_db::{Files, Reader};
use kit_web::Citation;
use overlay::Store;

use crate::{
    Layer, Quality, State, Text, catalogue,
    model::{Reading, months},
    store::{self, layer_version::Model},
    stores::{self, Open},
};

/// A version of a layer as recorded.
#[derive(Clone, Debug)]
pub struct LayerVersion {
    /// The layer it stands for.
    pub layer: &'static Layer,
    /// What the edition is called.
    pub name: String,
    /// First day on which it stands for the layer.
    pub from: Day,
    /// First day on which it does not any more.
    pub to: Day,
    /// Denominator of its scale, where it is known.
    pub scale: Option<i64>,
    /// How its shapes came to be.
    pub quality: Quality,
    /// The day on which the supplier handed it over.
    pub delivered_on: Day,
    /// What the file was called.
    pub file_name: String,
    /// SHA-256 of the file: with the code of the layer what a result is reproduced from.
    pub sha256: String,
    /// Size of the file.
    pub bytes: i64,
    /// EPSG number of the system of the file.
    pub source_srid: i64,
    /// How many features can be used.
    pub features: i64,
    /// How many were left out.
    pub left_out: i64,
    /// The sum of the areas of its features.
    pub area: Area,
    /// Whether it is published, recorded or illustrative.
    pub origin: Origin,
    /// The document with which it was delivered.
    pub source: DocumentId,
    /// When it was recorded so.
    pub recorded_at: Instant,
    reading: Reading,
}

impl LayerVersion {
    /// The version of a row; nothing where its layer is not in the catalogue any more.
    pub(crate) fn of(row: Model) -> Option<Self> {
        let reading = Reading {
            sha256: row.sha256.clone(),
            layer: row.file_layer,
            id_column: row.id_column,
            srid: row.said_srid,
        };
        Some(Self {
            layer: catalogue::find(&row.code)?,
            name: row.name,
            from: row.valid_from,
            to: row.valid_to,
            scale: row.scale,
            quality: row.quality,
            delivered_on: row.delivered_on,
            file_name: row.file_name,
            sha256: row.sha256,
            bytes: row.bytes,
            source_srid: row.source_srid,
            features: row.features,
            left_out: row.left_out,
            area: row.area,
            origin: row.origin,
            source: row.source_id,
            recorded_at: row.recorded_at,
            reading,
        })
    }

    /// Its shapes in the installation's coordinate system, on the one grid of all layers; `Store::name` is what the file
    /// calls a feature. Made of the file when it is not there.
    ///
    /// # Errors
    /// [`kit_base::Error::NotFound`] when the file is not kept any more; a fault when it cannot be read again.
    pub async fn store(&self, files: &Files) -> Result<Arc<Store>> {
        Ok(self.open(files).await?.store)
    }

    pub(crate) async fn open(&self, files: &Files) -> Result<Open> {
        stores::open(files, &self.reading).await
    }

    /// Its age on a day, in whole months.
    #[must_use]
    pub fn age_months(&self, day: Day) -> u32 {
        months(self.delivered_on, day)
    }

    /// Whether a newer one is due on a day.
    #[must_use]
    pub fn is_old(&self, day: Day) -> bool {
        self.layer.due_months.is_some_and(|due| due <= self.age_months(day))
    }
}

/// All versions as recorded up to a moment, by layer and then by their first day.
pub(crate) async fn all(reader: &Reader, known_at: Instant) -> Result<Vec<LayerVersion>> {
    Ok(store::all(reader, known_at).await?.into_iter().filter_map(LayerVersion::of).collect())
}

/// The version of each layer that is in force on a day, as far as there is one, in the order of the catalogue. The
/// caller asks whether a person may see it: [`Layer::view`].
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn in_force(reader: &Reader, at: At) -> Result<Vec<LayerVersion>> {
    let mut found = all(reader, at.known_at).await?;
    found.retain(|version| version.from <= at.as_of && at.as_of < version.to);
    found.sort_by_key(|version| catalogue::all().iter().position(|layer| layer.code == version.layer.code));
    Ok(found)
}

/// Whether a layer can be used on a day, given its version in force.
#[must_use]
pub fn state(layer: &Layer, version: Option<&LayerVersion>, day: Day) -> State {
    match version {
        _ if layer.never_stored.is_some() => State::NotStored,
        None => State::Missing,
        Some(version) if version.is_old(day) => State::Old,
        Some(_) => State::InUse,
    }
}

/// What a supplier has delivered on a day (*phiếu theo dõi cung cấp dữ liệu*).
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// Who delivers.
    pub supplier: &'static Text,
    /// The layers it delivers, each with its version in force.
    pub layers: Vec<(&'static Layer, Option<LayerVersion>)>,
    /// When it delivered last.
    pub last: Option<Day>,
    /// How many of its layers have no version in force.
    pub missing: usize,
    /// How many of its layers have one that is old.
    pub old: usize,
}

/// The scorecards of all suppliers on a day, of the layers that a person may see and that are stored at all.
///
/// # Errors
/// [`kit_base::Error::Storage`].
pub async fn scorecards(reader: &Reader, who: &Actor, at: At) -> Result<Vec<Scorecard>> {
    let versions = in_force(reader, at).await?;
    let layers: Vec<_> = catalogue::all()
        .iter()
        .filter(|layer| layer.never_stored.is_none() && who.may_somewhere(layer.view()))
        .collect();
    let suppliers: BTreeSet<&'static Text> = layers.iter().map(|layer| &layer.supplier).collect();
    let card = |supplier: &'static Text| {
        let own = layers.iter().copied().filter(|layer| layer.supplier == *supplier).map(|layer| {
            let version = versions.iter().find(|version| version.layer.code == layer.code);
            (layer, version.cloned())
        });
        let layers: Vec<_> = own.collect();
        let with = |wanted| {
            let of = |(layer, version): &&(&'static Layer, Option<LayerVersion>)| {
                state(layer, version.as_ref(), at.as_of) == wanted
            };
            layers.iter().filter(of).count()
        };
        Scorecard {
            supplier,
            last: layers.iter().filter_map(|(_, version)| Some(version.as_ref()?.delivered_on)).max(),
            missing: with(State::Missing),
            old: with(State::Old),
            layers,
        }
    };
    Ok(suppliers.into_iter().map(card).collect())
}

/// The versions that rest on a document.
pub(crate) async fn citations(
    reader: &Reader,
    who: &Actor,
    at: At,
    document: DocumentId,
) -> Result<Vec<Citation>> {
    let mut found = all(reader, at.known_at).await?;
    found.retain(|version| version.source == document && who.may_somewhere(version.layer.view()));
    let citation = |version: LayerVersion| Citation {
        record: version.name,
        href: format!("/layers/{}", version.layer.code),
        what: "layers.cited".to_owned(),
        from: version.from,
    };
    Ok(found.into_iter().map(citation).collect())
}
