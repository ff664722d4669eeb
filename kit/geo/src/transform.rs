//! From one coordinate system to another (chuyển hệ toạ độ).
//!
//! `proj4rs` does the mathematics of PROJ. Between two VN-2000 systems it leaves the datum alone;
//! between VN-2000 and WGS 84 it shifts the datum and, like PROJ, forgets the height of the result,
//! so that there and back again moves a point by up to 1.4 mm. The way *into* VN-2000, where
//! boundaries are kept, is PROJ's own; the way out is corrected so that coming back is exact.

use geo_types::{Coord, Geometry};
use proj4rs::Proj;

use crate::{Crs, Datum, GeoError, Srid, coords};

/// The geometry in another coordinate system.
///
/// Into VN-2000, between its zones and between the WGS 84 systems the result is within 0.01 mm of
/// PROJ with the parameters of [`Crs::proj`]; out of VN-2000 it is the place that leads back to the
/// same coordinates within 0.01 mm, which PROJ's own answer misses by up to 1.4 mm. From a system
/// to itself the geometry is returned as it is, unchecked.
///
/// # Errors
///
/// [`GeoError::UnknownSrid`] for a system that is not in [`Crs::ALL`]; [`GeoError::NotFinite`] and
/// [`GeoError::OutOfDomain`] name the first pair that is no number, or that lies outside
/// [`Crs::domain`] before or after.
pub fn transform(geometry: &Geometry<f64>, from: Srid, to: Srid) -> Result<Geometry<f64>, GeoError> {
    let (from, to) = (System::find(from)?, System::find(to)?);
    if from.crs == to.crs {
        return Ok(geometry.clone());
    }
    let mut seen = 0;
    coords::try_map(geometry, &mut |at| {
        let position = seen;
        seen += 1;
        if !(at.x.is_finite() && at.y.is_finite()) {
            return Err(GeoError::NotFinite { position });
        }
        let outside =
            |system: &System| GeoError::OutOfDomain { position, x: at.x, y: at.y, srid: system.crs.srid };
        if !from.covers(at) {
            return Err(outside(&from));
        }
        match carry(&from, &to, at) {
            Ok(there) if to.covers(there) => Ok(there),
            _ => Err(outside(&to)),
        }
    })
}

struct System {
    crs: &'static Crs,
    proj: Proj,
}

impl System {
    fn find(srid: Srid) -> Result<Self, GeoError> {
        let crs = Crs::find(srid)?;
        let proj = Proj::from_proj_string(&crs.proj())
            .map_err(|error| GeoError::Definition { srid, reason: error.to_string() })?;
        Ok(Self { crs, proj })
    }

    fn covers(&self, at: Coord<f64>) -> bool {
        let (min, max) = (self.crs.domain().min(), self.crs.domain().max());
        min.x <= at.x && at.x <= max.x && min.y <= at.y && at.y <= max.y
    }
}

fn carry(from: &System, to: &System, at: Coord<f64>) -> proj4rs::errors::Result<Coord<f64>> {
    let there = project(&from.proj, &to.proj, at)?;
    if (from.crs.datum, to.crs.datum) != (Datum::Vn2000, Datum::Wgs84) {
        return Ok(there);
    }
    // The forgotten height changes slowly, so one correction leaves less than a nanometre.
    let drift = project(&to.proj, &from.proj, there)? - at;
    project(&from.proj, &to.proj, at - drift)
}

/// What PROJ computes for one pair; `proj4rs` itself counts longitude and latitude in radians.
fn project(from: &Proj, to: &Proj, at: Coord<f64>) -> proj4rs::errors::Result<Coord<f64>> {
    let mut pair = if from.is_latlong() { (at.x.to_radians(), at.y.to_radians()) } else { at.x_y() };
    proj4rs::transform::transform(from, to, &mut pair)?;
    Ok(if to.is_latlong() {
        Coord::from((pair.0.to_degrees(), pair.1.to_degrees()))
    } else {
        Coord::from(pair)
    })
}

#[cfg(test)]
mod tests {
    use geo_types::{Point, Polygon, Rect, line_string};

    use super::*;

    const BAC_NINH: Srid = Srid(9209);
    const BAC_GIANG: Srid = Srid(9214);

    /// Near Việt Yên, in WGS 84.
    const PLACE: Coord = Coord { x: 106.2, y: 21.2733 };

    #[test]
    fn the_surveyed_points_of_bac_giang_come_out_right() {
        let into = |x, y| moved(Coord { x, y }, Srid::WGS84, BAC_GIANG);
        assert_near(into(106.2, 21.2733), (416_787.279_0, 2_353_421.747_8), 0.1);
        assert_near(into(107.0, 21.0), (499_804.648_6, 2_322_955.142_9), 0.1);
    }

    #[test]
    fn every_control_point_agrees_with_the_epsg_registry_both_ways() {
        let mut worst_mm = 0.0_f64;
        let points = control_points();
        assert!(points.len() >= 60);
        for &((from, here), (to, there)) in &points {
            let there_mm = distance_mm(moved(here, from, to), there, to);
            let back_mm = distance_mm(moved(there, to, from), here, from);
            worst_mm = worst_mm.max(there_mm).max(back_mm);
        }
        assert!(worst_mm < 0.02, "worst error {worst_mm} mm");
    }

    #[test]
    fn every_system_has_control_points() {
        for crs in Crs::ALL {
            let count = control_points().iter().filter(|(_, (to, _))| *to == crs.srid).count();
            assert!(count >= 4, "{} has {count}", crs.srid);
        }
    }

    #[test]
    fn out_of_vn_2000_and_back_moves_nothing() {
        for &(_, (srid, at)) in &control_points() {
            for world in [Srid::WGS84, Srid::WEB_MERCATOR] {
                let back = moved(moved(at, srid, world), world, srid);
                let off_mm = distance_mm(back, at, srid);
                assert!(off_mm < 0.01, "{srid} through {world}: {off_mm} mm");
            }
        }
    }

    #[test]
    fn between_zones_the_datum_shift_is_not_applied() {
        let with_shift = |srid| Crs::find(srid).unwrap().proj();
        let without_shift = |srid| with_shift(srid).replace("+towgs84=", "+note=");
        let at = moved(PLACE, Srid::WGS84, BAC_GIANG);
        assert_eq!(
            with_definitions(&without_shift(BAC_GIANG), &without_shift(BAC_NINH), at),
            moved(at, BAC_GIANG, BAC_NINH),
        );
    }

    #[test]
    fn rotations_with_the_signs_printed_in_the_decision_miss_by_over_half_a_metre() {
        let ours = Crs::find(BAC_GIANG).unwrap().proj();
        let printed = ours.replace("0.00928836,-0.01975479,0.00427372", "-0.00928836,0.01975479,-0.00427372");
        assert_ne!(ours, printed);
        let wgs84 = Crs::find(Srid::WGS84).unwrap().proj();
        let trapped = with_definitions(&wgs84, &printed, PLACE);
        let off_m = distance_mm(trapped, moved(PLACE, Srid::WGS84, BAC_GIANG), BAC_GIANG) / 1e3;
        assert!(0.7 < off_m && off_m < 0.8, "{off_m} m");
    }

    #[test]
    fn reading_a_bac_ninh_file_as_bac_giang_misses_by_156_km() {
        let at = moved(PLACE, Srid::WGS84, BAC_NINH);
        let off_m = distance_mm(moved(at, BAC_GIANG, BAC_NINH), at, BAC_NINH) / 1e3;
        assert!(155_000.0 < off_m && off_m < 157_000.0, "{off_m} m");
    }

    #[test]
    fn forgetting_the_datum_shift_misses_by_220_m() {
        let forgotten = moved(PLACE, Srid::VN2000, BAC_GIANG);
        let off_m = distance_mm(forgotten, moved(PLACE, Srid::WGS84, BAC_GIANG), BAC_GIANG) / 1e3;
        assert!(200.0 < off_m && off_m < 240.0, "{off_m} m");
    }

    #[test]
    fn a_system_to_itself_is_the_identity() {
        let anywhere = Geometry::Point(Point::new(-1e9, f64::INFINITY));
        assert_eq!(transform(&anywhere, BAC_GIANG, BAC_GIANG), Ok(anywhere));
    }

    #[test]
    fn a_closed_ring_stays_closed() {
        let square = Rect::new((416_000.0, 2_353_000.0), (416_100.0, 2_353_100.0)).to_polygon();
        let moved = transform(&square.into(), BAC_GIANG, Srid::WGS84).unwrap();
        let ring = Polygon::try_from(moved).unwrap().into_inner().0;
        assert_eq!(ring.0.len(), 5);
        assert!(ring.is_closed());
    }

    #[test]
    fn an_unknown_system_is_told_even_for_itself() {
        let point = Point(PLACE).into();
        let unknown = Srid(9999);
        assert_eq!(transform(&point, unknown, unknown), Err(GeoError::UnknownSrid(unknown)));
    }

    #[test]
    fn swapped_x_and_y_are_refused_and_named() {
        let line = line_string![(x: 416_787.0, y: 2_353_421.0), (x: 2_353_421.0, y: 416_787.0)];
        check_refused(
            line,
            BAC_GIANG,
            "position 1 (2353421, 416787) is outside the area of EPSG:9214: \
             check the coordinate system and the order of x and y",
        );
    }

    #[test]
    fn in_the_3_degree_zones_swapped_x_and_y_never_pass() {
        for (_, (srid, at)) in control_points() {
            if Crs::find(srid).unwrap().name.contains("TM-3") {
                let swapped = Point::new(at.y, at.x).into();
                let refused = transform(&swapped, srid, Srid::WGS84);
                assert!(matches!(refused, Err(GeoError::OutOfDomain { .. })), "{srid} {at:?}");
            }
        }
    }

    #[test]
    fn a_place_outside_the_target_zone_is_refused() {
        check_refused(
            Point::new(2.35, 48.85),
            Srid::WGS84,
            "position 0 (2.35, 48.85) is outside the area of EPSG:9214: \
             check the coordinate system and the order of x and y",
        );
    }

    #[test]
    fn nan_and_infinity_are_refused_and_named() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let line = line_string![(x: 106.2, y: 21.2), (x: 106.3, y: bad)];
            check_refused(line, Srid::WGS84, "position 1 is not a finite number");
        }
    }

    fn check_refused(geometry: impl Into<Geometry>, from: Srid, expect: &str) {
        let to = if from == BAC_GIANG { Srid::WGS84 } else { BAC_GIANG };
        assert_eq!(transform(&geometry.into(), from, to).unwrap_err().to_string(), expect);
    }

    fn moved(at: Coord, from: Srid, to: Srid) -> Coord {
        let point = transform(&Point(at).into(), from, to).unwrap();
        Point::try_from(point).unwrap().0
    }

    fn with_definitions(from: &str, to: &str, at: Coord) -> Coord {
        let proj = |definition| Proj::from_proj_string(definition).unwrap();
        project(&proj(from), &proj(to), at).unwrap()
    }

    fn assert_near(actual: Coord, expect: (f64, f64), tolerance_mm: f64) {
        let off_mm = distance_mm(actual, expect.into(), BAC_GIANG);
        assert!(off_mm < tolerance_mm, "{actual:?}: {off_mm} mm");
    }

    /// A degree is counted as 111.32 km both ways, which is never too little.
    fn distance_mm(a: Coord, b: Coord, srid: Srid) -> f64 {
        let geographic = srid == Srid::WGS84 || srid == Srid::VN2000;
        let metres = if geographic { 111_320.0 } else { 1.0 };
        (a.x - b.x).hypot(a.y - b.y) * metres * 1e3
    }

    fn control_points() -> Vec<((Srid, Coord), (Srid, Coord))> {
        include_str!("../fixtures/control_points.csv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                let pair = |i: usize| {
                    let [x, y] = [i + 1, i + 2].map(|i| cells[i].parse().unwrap());
                    (Srid(cells[i].parse().unwrap()), Coord { x, y })
                };
                (pair(0), pair(3))
            })
            .collect()
    }
}
