//! The unit square of web-map tiles.

use std::f64::consts::{PI, TAU};

use geo_types::{Coord, Geometry};

use crate::coords;

/// The latitude where the web map is cut off to be square.
const MAX_LATITUDE: f64 = 85.051_128_779_806_59;

/// The geometry in world coordinates of web-map tiles: x from 0 at 180° W to 1 at 180° E, y from 0
/// at 85° N *down* to 1 at 85° S, so that at zoom `z` the tile is `floor(x * 2^z)`.
///
/// The input is in degrees of [`Srid::WGS84`](crate::Srid::WGS84); latitudes beyond the map are
/// drawn on its edge.
#[must_use]
pub fn to_mercator_unit(geometry: &Geometry<f64>) -> Geometry<f64> {
    coords::map(geometry, |degrees| {
        let latitude = degrees.y.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians();
        Coord {
            x: (degrees.x + 180.0) / 360.0,
            // y of the Mercator sphere runs from -π to π.
            y: (PI - latitude.tan().asinh()) / TAU,
        }
    })
}

#[cfg(test)]
mod tests {
    use geo_types::Point;

    use super::*;
    use crate::{Srid, transform};

    #[test]
    fn the_corners_and_the_middle_of_the_world() {
        check((0.0, 0.0), (0.5, 0.5));
        check((-180.0, MAX_LATITUDE), (0.0, 0.0));
        check((180.0, -MAX_LATITUDE), (1.0, 1.0));
    }

    #[test]
    fn the_poles_are_drawn_on_the_edge() {
        check((0.0, 90.0), (0.5, 0.0));
        check((0.0, -90.0), (0.5, 1.0));
    }

    #[test]
    fn it_is_web_mercator_scaled_and_turned() {
        let place = Point::new(106.2, 21.2733).into();
        let metres = transform(&place, Srid::WGS84, Srid::WEB_MERCATOR).unwrap();
        let metres = Point::try_from(metres).unwrap();
        let world_m = TAU * 6_378_137.0;
        check((106.2, 21.2733), (0.5 + metres.x() / world_m, 0.5 - metres.y() / world_m));
    }

    #[track_caller]
    fn check(degrees: (f64, f64), expect: (f64, f64)) {
        let unit = Point::try_from(to_mercator_unit(&Point::from(degrees).into())).unwrap();
        let off = (unit.x() - expect.0).hypot(unit.y() - expect.1);
        assert!(off < 1e-12, "{unit:?}");
    }
}
