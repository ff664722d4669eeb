//! What everything that is made up stands on: the document, the communes of 2023 and where they lie, days, names.

use kit_base::{At, Day, Error, Instant, Result};
use kit_db::Reader;
use kit_geo::Rect;
use places::{BodyId, Places, UnitId, UnitKind};
use serde::Deserialize;

use documents::DocumentId;

/// The words of made-up names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) cluster: String,
    pub(super) renamed: String,
    pub(super) note: String,
    pub(super) enterprise: Vec<String>,
    pub(super) project: String,
    pub(super) trade: Vec<Trade>,
}

/// A branch with its class of VSIC.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trade {
    pub(super) name: String,
    pub(super) vsic: String,
}

/// A commune of 2023, and the box around the commune of today that it became.
pub(super) struct Commune {
    pub(super) unit: UnitId,
    pub(super) around: Option<Rect>,
}

/// What the ordinary demo has recorded, as far as it is built upon.
pub(super) struct Ground {
    pub(super) source: DocumentId,
    pub(super) communes: Vec<Commune>,
    pub(super) investor: Option<BodyId>,
    pub(super) names: Names,
}

/// The key of the document of everything made up.
const SOURCE: &str = "minh-hoa";
/// The body of the demo that builds infrastructure.
const INVESTOR: &str = "b-minh-hoa-ht";

impl Ground {
    pub(super) async fn load(reader: &Reader) -> Result<Self> {
        let names = toml::from_str(include_str!("../../../../../seed/large/names.toml"));
        let names = names.map_err(|cause| Error::fault("seed/large/names.toml", cause))?;
        let documents = documents::all(reader, Instant::LATEST).await?;
        let source = documents.iter().find(|known| known.key == SOURCE).map(|known| known.id);
        let source = source.ok_or_else(|| Error::fault("seed", format!("no {SOURCE}")))?;
        let places = Places::load(reader, Instant::LATEST).await?;
        let at = At { as_of: month(LAST_MONTH), known_at: Instant::LATEST };
        let boxes = places::boxes(reader, at).await?;
        let communes = places.standing(UnitKind::Commune, month(12 * 13)).into_iter().map(|commune| {
            let now = places.followed_on(commune.id, at.as_of).map(|unit| unit.id);
            Commune { unit: commune.id, around: now.and_then(|unit| boxes.get(&unit).copied()) }
        });
        Ok(Self { source, communes: communes.collect(), investor: places.body_by_key(INVESTOR), names })
    }
}

/// The last month in which something of it happens: October 2026.
pub(super) const LAST_MONTH: i64 = 201;

/// The first day of a month, counted from January 2010 as 0.
pub(super) fn month(number: i64) -> Day {
    let (year, month) = (2010 + number.div_euclid(12), 1 + number.rem_euclid(12));
    format!("{year}-{month:02}-01").parse().unwrap_or(Day::OPEN)
}
