//! One way to read coordinates.

use geo_types::{Coord, Geometry, Point};

use crate::{Crs, Datum, GeoError, Projection, Srid, coords, transform};

/// How raw coordinates are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The system whose projection is meant.
    pub srid: Srid,
    /// The datum the coordinates were projected from: that of the system, or WGS 84 for a zone of VN-2000 used without the shift.
    pub datum: Datum,
    /// Whether the first number is the northing or the latitude.
    pub is_swapped: bool,
    /// What the numbers are counted in.
    pub unit: UnitOfLength,
}

/// What numbers are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitOfLength {
    /// What the system has: metres, or degrees.
    OfSystem,
    /// Millimetres, as in drawings of buildings.
    Millimetre,
    /// International feet, as in drawings that began in another unit.
    Foot,
}

/// By agreement of 1959.
const METRES_PER_FOOT: f64 = 0.3048;
const METRES_PER_MILLIMETRE: f64 = 0.001;

/// UTM zone 1N on WGS 84 is EPSG:32601.
const UTM_NORTH: i32 = 32_600;

impl UnitOfLength {
    pub(super) const ALL: [Self; 3] = [Self::OfSystem, Self::Millimetre, Self::Foot];

    fn factor(self) -> f64 {
        match self {
            Self::OfSystem => 1.0,
            Self::Millimetre => METRES_PER_MILLIMETRE,
            Self::Foot => METRES_PER_FOOT,
        }
    }
}

impl Reading {
    /// The geometry in another system, read like this.
    ///
    /// # Errors
    ///
    /// As [`transform`]: coordinates that cannot lie in the system, or an unknown one.
    pub fn apply(self, geometry: &Geometry<f64>, to: Srid) -> Result<Geometry<f64>, GeoError> {
        let factor = self.unit.factor();
        let plain = coords::map(geometry, |at| {
            let at = if self.is_swapped { Coord { x: at.y, y: at.x } } else { at };
            at * factor
        });
        if self.is_on_own_datum()? {
            return transform(&plain, self.srid, to);
        }
        // Degrees of one datum taken for those of the other: just what was done where the shift was left out.
        transform(&transform(&plain, self.srid, Srid::VN2000)?, Srid::WGS84, to)
    }

    /// The number in the EPSG registry of what is read; none for a mistake, which has no number.
    #[must_use]
    pub fn epsg(self) -> Option<i32> {
        if self.is_on_own_datum().unwrap_or(true) {
            return Some(self.srid.0);
        }
        match Crs::find(self.srid).ok()?.projection {
            Projection::TransverseMercator { central_meridian, width_deg: 6, .. } => {
                // Zone 1 has its meridian at 177° W.
                let zone = (central_meridian + 183.0) / 6.0;
                (1..=60)
                    .find(|number| (f64::from(*number) - zone).abs() < 0.01)
                    .map(|number| UTM_NORTH + number)
            }
            _ => None,
        }
    }

    /// One place in degrees of WGS 84.
    pub(super) fn place(self, at: Coord<f64>) -> Result<Coord<f64>, GeoError> {
        match self.apply(&Point(at).into(), Srid::WGS84)? {
            Geometry::Point(point) => Ok(point.0),
            _ => Err(GeoError::NotFinite { position: 0 }),
        }
    }

    fn is_on_own_datum(self) -> Result<bool, GeoError> {
        Ok(Crs::find(self.srid)?.datum == self.datum)
    }
}
