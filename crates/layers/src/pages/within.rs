//! Whether what was read lies in the province: a file of another zone lies far outside.

use kit_base::{At, Error, Result};
use kit_db::Reader;
use kit_geo::{Coord, Rect, Srid};
use serde::Serialize;

/// Where a box lies, seen from the province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Within {
    /// All of it inside.
    Inside,
    /// Some of it.
    Partly,
    /// None of it.
    Outside,
    /// No boundaries of units are recorded.
    Unknown,
}

impl Within {
    /// The key of its sentence.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Inside => "layers.within.inside",
            Self::Partly => "layers.within.partly",
            Self::Outside => "layers.within.outside",
            Self::Unknown => "layers.within.unknown",
        }
    }

    /// Its matter and its sign.
    pub(super) const fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Inside => ("ok", "m-ok"),
            Self::Partly => ("soon", "m-soon"),
            Self::Outside => ("late", "m-late"),
            Self::Unknown => ("unknown", "m-unknown"),
        }
    }
}

/// Compares a box in the installation's coordinate system with the box around all units of a day.
pub(super) async fn within(reader: &Reader, at: At, bounds: [f64; 4]) -> Result<Within> {
    let Some(province) = places::extent(reader, at).await? else { return Ok(Within::Unknown) };
    let [west, south, east, north] = bounds;
    let own = Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north }).to_polygon();
    let own = kit_geo::transform(&own.into(), kit_db::srid(), Srid::WGS84);
    let own = own.map_err(|cause| Error::fault("where a layer lies", cause))?;
    Ok(kit_geo::bounds(&own).map_or(Within::Unknown, |own| compare(own, province)))
}

fn compare(own: Rect, province: Rect) -> Within {
    let inside = |low: f64, value: f64, high: f64| low <= value && value <= high;
    let (min, max) = (province.min(), province.max());
    let all =
        [own.min(), own.max()].iter().all(|at| inside(min.x, at.x, max.x) && inside(min.y, at.y, max.y));
    let meets = own.min().x <= max.x && min.x <= own.max().x && own.min().y <= max.y && min.y <= own.max().y;
    match (all, meets) {
        (true, _) => Within::Inside,
        (false, true) => Within::Partly,
        (false, false) => Within::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_inside_partly_inside_or_outside() {
        let rect = |west: f64, east: f64| Rect::new(Coord { x: west, y: 21.0 }, Coord { x: east, y: 22.0 });
        let check = |west, east, expect| assert_eq!(compare(rect(west, east), rect(106.0, 107.0)), expect);
        check(106.2, 106.4, Within::Inside);
        check(105.9, 106.4, Within::Partly);
        check(104.0, 105.0, Within::Outside);
    }
}
