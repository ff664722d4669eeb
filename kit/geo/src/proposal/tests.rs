//! What is proposed for shapes as they arrive.

use geo_types::{Geometry, MultiPoint};

use super::*;
use crate::transform;

/// The province after the merger, roughly.
const AREA: [(f64, f64); 2] = [(105.88, 20.97), (107.03, 21.63)];
const MERIDIANS: [f64; 2] = [107.0, 105.5];
/// Near Việt Yên.
const PLACE: Coord<f64> = Coord { x: 106.2, y: 21.28 };

#[test]
fn both_meridians_are_tried_and_the_right_one_is_clear() {
    // The same lot as the two former provinces would have surveyed it.
    for (srid, other, other_side) in [(9214, 9209, -1.0), (9209, 9214, 1.0)] {
        let proposals = propose_for(&around(PLACE, Srid(srid)), None);
        let first = proposals.all[0];
        assert_eq!(first.reading, reading(srid));
        assert_eq!(
            (first.usage, first.placement, first.distance_m),
            (Usage::LocalZone, Placement::Inside, 0.0)
        );
        assert!(distance_m(first.centre, PLACE) < 1.0, "{first:?}");
        assert!(proposals.is_clear, "{proposals:?}");
        let second = proposals.all.iter().find(|one| one.reading == reading(other)).unwrap();
        assert_eq!(second.placement, Placement::Outside);
        // A degree and a half of longitude.
        let east_m =
            (second.centre.x - PLACE.x) * other_side * METRES_PER_DEGREE * PLACE.y.to_radians().cos();
        assert!((east_m - 155_500.0).abs() < 1_000.0, "{east_m}");
    }
}

#[test]
fn swapped_columns_are_found_in_every_system() {
    for srid in [9214, 9209, 4326, 3857] {
        let points: Vec<Coord<f64>> =
            around(PLACE, Srid(srid)).iter().map(|at| Coord { x: at.y, y: at.x }).collect();
        let proposals = propose_for(&points, None);
        assert_eq!(proposals.all[0].reading, Reading { is_swapped: true, ..reading(srid) });
        assert!(proposals.is_clear, "{srid}: {proposals:?}");
    }
}

#[test]
fn degrees_and_web_maps_are_clear() {
    for (srid, usage) in [(4326, Usage::Degrees), (3857, Usage::WebMap)] {
        let proposals = propose_for(&around(PLACE, Srid(srid)), None);
        assert_eq!((proposals.all[0].reading, proposals.all[0].usage), (reading(srid), usage));
        assert!(proposals.is_clear, "{proposals:?}");
    }
}

#[test]
fn a_6_degree_zone_may_be_taken_for_a_meridian_of_the_province_and_is_not_clear() {
    let proposals = propose_for(&around(PLACE, Srid(3405)), None);
    assert!(!proposals.is_clear);
    let inside: Vec<Usage> = inside(&proposals).map(|one| one.usage).collect();
    assert!(inside.contains(&Usage::LocalZone) && inside.contains(&Usage::NationalZone), "{inside:?}");
    // A place that is known decides.
    let proposals = propose_for(&around(PLACE, Srid(3405)), Some(PLACE));
    assert_eq!((proposals.all[0].usage, proposals.is_clear), (Usage::NationalZone, true));
}

#[test]
fn utm_on_wgs_84_is_proposed_with_its_number() {
    let utm = Reading { datum: Datum::Wgs84, ..reading(3405) };
    assert_eq!(utm.epsg(), Some(32_648));
    // By PROJ: 106.2° E 21.28° N in EPSG:32648.
    let at = utm.place(Coord { x: 624_487.254_428, y: 2_353_609.685_017 }).unwrap();
    assert!(distance_m(at, PLACE) < 1e-5, "{at:?}");
    let proposals = propose_for(&around_in(at, utm), Some(at));
    assert_eq!((proposals.all[0].usage, proposals.is_clear), (Usage::Utm, true));
}

#[test]
fn a_missing_shift_shows_beside_a_place_that_is_known() {
    let without = Reading { datum: Datum::Wgs84, ..reading(9214) };
    assert_eq!(without.epsg(), None);
    let points = around_in(PLACE, without);
    // By themselves the coordinates look right, and the doubt is listed.
    let proposals = propose_for(&points, None);
    assert_eq!((proposals.all[0].usage, proposals.is_clear), (Usage::LocalZone, true));
    assert!(inside(&proposals).any(|one| one.reading == without));
    let proposals = propose_for(&points, Some(PLACE));
    assert_eq!((proposals.all[0].reading, proposals.is_clear), (without, true));
    let as_usual = proposals.all.iter().find(|one| one.reading == reading(9214)).unwrap();
    let off = as_usual.from_known_m.unwrap();
    assert!((off - 224.0).abs() < 3.0, "{off}");
}

#[test]
fn feet_and_millimetres_are_proposed_and_never_clear_before_metres() {
    for (unit, factor) in [(UnitOfLength::Foot, 0.3048), (UnitOfLength::Millimetre, 0.001)] {
        let points: Vec<Coord<f64>> = around(PLACE, Srid(9214)).iter().map(|at| *at / factor).collect();
        let proposals = propose_for(&points, None);
        assert_eq!(proposals.all[0].reading, Reading { unit, ..reading(9214) });
        assert!(distance_m(proposals.all[0].centre, PLACE) < 1.0);
    }
}

#[test]
fn a_reading_carries_a_whole_geometry() {
    let swapped: Vec<Coord<f64>> =
        around(PLACE, Srid(9214)).iter().map(|at| Coord { x: at.y * 1000.0, y: at.x * 1000.0 }).collect();
    let read = Reading { is_swapped: true, unit: UnitOfLength::Millimetre, ..reading(9214) };
    let there = read.apply(&points(&swapped), Srid(9214)).unwrap();
    let expect = around(PLACE, Srid(9214));
    let Geometry::MultiPoint(there) = there else { panic!("{there:?}") };
    for (point, expect) in there.iter().zip(expect) {
        assert!((point.x() - expect.x).hypot(point.y() - expect.y) < 1e-6);
    }
}

#[test]
fn a_broken_point_hides_nothing_and_nothing_gives_nothing() {
    let mut points = around(PLACE, Srid(9214));
    points.extend([Coord { x: 0.0, y: 0.0 }, Coord { x: f64::NAN, y: 1.0 }]);
    let proposals = propose_for(&points, None);
    assert_eq!((proposals.all[0].reading, proposals.all[0].placement), (reading(9214), Placement::Partly));
    assert!(!proposals.is_clear);
    assert_eq!(propose_for(&[], None), Proposals { all: Vec::new(), is_clear: false });
    assert_eq!(propose_for(&[Coord { x: 1e9, y: -1e9 }], None).all, []);
}

fn propose_for(points: &[Coord<f64>], known_place: Option<Coord<f64>>) -> Proposals {
    let area = Rect::new(AREA[0], AREA[1]);
    propose(&Unlocated { points, area, meridians: &MERIDIANS, known_place })
}

fn reading(srid: i32) -> Reading {
    let datum = Crs::find(Srid(srid)).unwrap().datum;
    Reading { srid: Srid(srid), datum, is_swapped: false, unit: UnitOfLength::OfSystem }
}

fn inside(proposals: &Proposals) -> impl Iterator<Item = &Proposal> {
    proposals.all.iter().filter(|one| one.placement == Placement::Inside)
}

/// Four places 200 m around one.
fn square(place: Coord<f64>) -> Vec<Coord<f64>> {
    let step = 0.001;
    [(-step, -step), (step, -step), (step, step), (-step, step)].map(|off| place + Coord::from(off)).to_vec()
}

fn around(place: Coord<f64>, srid: Srid) -> Vec<Coord<f64>> {
    coords_of(transform(&points(&square(place)), Srid::WGS84, srid).unwrap())
}

/// As somebody would project them who leaves out the shift.
fn around_in(place: Coord<f64>, reading: Reading) -> Vec<Coord<f64>> {
    coords_of(transform(&points(&square(place)), Srid::VN2000, reading.srid).unwrap())
}

fn points(points: &[Coord<f64>]) -> Geometry<f64> {
    MultiPoint(points.iter().map(|at| (*at).into()).collect()).into()
}

fn coords_of(geometry: Geometry<f64>) -> Vec<Coord<f64>> {
    let Geometry::MultiPoint(points) = geometry else { panic!("{geometry:?}") };
    points.iter().map(|point| point.0).collect()
}
