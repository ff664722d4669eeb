//! Units that are or were called so. One that is no more leads to its page, which says who follows.

use kit_base::Result;
use kit_db::Reader;
use kit_web::{Found, Hit, Rank, Ui, Wanted};

use crate::{
    VIEW, known,
    names::{bare, has_class},
};

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

/// How the name of a unit fits. Every ward is a *Phường*, which begins as *Phương Sơn* does: the class counts only where
/// it was typed as it is written, and more than it.
#[must_use]
pub fn rank(wanted: &Wanted, name: &str) -> Option<Rank> {
    let has_class = has_class(wanted.text());
    wanted.rank(bare(name)).or_else(|| if has_class { wanted.rank(name) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, name: &str) -> bool {
        rank(&Wanted::new(typed).unwrap(), name).is_some()
    }

    #[test]
    fn a_ward_is_found_by_its_name_and_not_because_it_is_a_ward() {
        assert!(finds("phượng sơn", "Phường Phượng Sơn") && finds("song khe", "Phường Song Khê"));
        assert!(!finds("phương sơn", "Phường Song Khê") && !finds("phường", "Phường Song Khê"));
        assert!(finds("phường song", "Phường Song Khê") && finds("xã tiên lục", "Xã Tiên Lục"));
    }
}
