//! In which coordinate system the numbers of a file are read.

use kit_geo::Srid;
use kit_gisfile::{Bounds, Crs};

use crate::Refusal;

/// Longitudes and latitudes lie within these; metres of a projected system far beyond.
const MOST_DEGREES: [f64; 2] = [180.0, 90.0];

/// The system that was said, else that of the file. `bounds` are those of its features, in its own units.
pub(crate) fn of(file: &Crs, said: Option<Srid>, bounds: Option<Bounds>) -> Result<Srid, Refusal> {
    if let Some(said) = said {
        return kit_geo::Crs::find(said)
            .map(|crs| crs.srid)
            .map_err(|_| Refusal::UnknownCrs(said.to_string()));
    }
    // GeoJSON and GeoParquet that say nothing mean degrees; numbers that are none mean that nobody said.
    let degrees = bounds.is_none_or(|bounds| (0..4).all(|side| bounds[side].abs() <= MOST_DEGREES[side % 2]));
    if file.is_unknown() || (file.assumed && !degrees) {
        return Err(Refusal::NoCrs);
    }
    named(file).ok_or_else(|| Refusal::UnknownCrs(file.label()))
}

/// The known system that a file names: by its number, else by its name.
pub(crate) fn named(file: &Crs) -> Option<Srid> {
    if file.agrees(&Crs::wgs84()) == kit_gisfile::Agreement::Same {
        return Some(Srid::WGS84);
    }
    let known = kit_geo::Crs::ALL;
    match file.epsg() {
        Some(number) => known.iter().find(|crs| crs.srid == Srid(number)),
        None => known.iter().find(|crs| {
            let other = Crs::from_code("EPSG", &crs.srid.0.to_string());
            file.agrees(&other) == kit_gisfile::Agreement::Same
        }),
    }
    .map(|crs| crs.srid)
}
