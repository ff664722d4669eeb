//! Units that are or were called so. One that is no more leads to its page, which says who follows.

use kit_base::Result;
use kit_db::Reader;
use kit_web::{Found, Hit, Rank, Ui, Wanted};

use crate::{VIEW, known, names::bare};

pub(crate) async fn search(reader: &Reader, ui: &Ui, wanted: &Wanted) -> Result<Found> {
    let day = ui.at().as_of;
    let places = known(reader, ui.at().known_at).await?;
    // A page that the day does not know yet would lead nowhere.
    let units = places.units().filter(|unit| unit.from <= day && ui.may(&VIEW));
    let hit = |rank, unit: &crate::Unit| Hit {
        rank,
        label: unit.name.clone(),
        code: unit.code.clone(),
        detail: if unit.to <= day {
            format!("{} {}", ui.t("units.until"), ui.day(unit.to.previous()))
        } else {
            places.district_of(unit.id, day).map(|district| district.name.clone()).unwrap_or_default()
        },
        page: format!("/units/{}", places.key(unit.id)),
    };
    let rank = |unit: &&crate::Unit| rank(wanted, &unit.name).or_else(|| wanted.rank_code(&unit.code));
    Ok(wanted.found("units.title", units, rank, hit))
}

/// How the name of a unit fits. Every ward is a *Phường*: the class counts only where more than one word was typed.
#[must_use]
pub fn rank(wanted: &Wanted, name: &str) -> Option<Rank> {
    let whole = || if wanted.text().contains(' ') { wanted.rank(name) } else { None };
    wanted.rank(bare(name)).or_else(whole)
}
