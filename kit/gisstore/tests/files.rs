//! Files into stores: what comes through, what is left out and told, what is refused.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use std::{fs, path::Path};

use kit_geo::Srid;
use kit_gisfile::{Column, ColumnKind, Crs, Rings, Shape, Value, WriteFormat, Writer};
use kit_gisstore::{Loaded, Reason, Refusal, Source, open, read, write};

const HOME: Srid = Srid(9214);

fn polygon(rings: &[&[[f64; 2]]]) -> Rings {
    let mut shape = Rings::default();
    for ring in rings {
        shape.points(ring.iter().copied());
        shape.end_ring();
    }
    shape.end_part();
    shape
}

fn square(x: f64, y: f64, side: f64) -> Rings {
    polygon(&[&[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]])
}

/// A `GeoPackage` or another file with a column `ma`.
fn file(path: &Path, crs: &Crs, features: &[(&str, Rings)]) {
    let columns = [Column { name: "ma", kind: ColumnKind::Text }];
    let mut writer = Writer::to_file(path, WriteFormat::of(path).unwrap(), &columns, crs, true).unwrap();
    for (name, rings) in features {
        writer.row(&[Value::Text(name)], Shape::Polygons(rings)).unwrap();
    }
    writer.finish().unwrap();
}

fn with(path: &Path, srid: Option<i32>) -> Source<'_> {
    Source { path, layer: None, id_column: Some("ma"), srid: srid.map(Srid) }
}

fn loaded(crs: &Crs, features: &[(&str, Rings)], srid: Option<i32>) -> Result<Loaded, Refusal> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lop.gpkg");
    file(&path, crs, features);
    read(&with(&path, srid), HOME)
}

fn metres() -> Crs {
    Crs::from_code("EPSG", "9214")
}

#[test]
fn features_keep_their_names_and_their_areas_to_the_square_millimetre() {
    let features =
        [("LUC", square(420_000.0, 2_350_000.0, 100.0)), ("RSX", square(421_000.0, 2_350_000.0, 10.0))];
    let Loaded { set, names, report } = loaded(&metres(), &features, None).unwrap();
    assert_eq!(names, ["LUC", "RSX"]);
    assert_eq!((report.features, report.rows, report.left_out, report.srid), (2, 2, 0, 9214));
    assert!((report.area_m2 - 10_100.0).abs() < 1e-6, "{}", report.area_m2);
    let millimetres = report.bounds.map(|metres| (metres * 1000.0).round().to_string());
    assert_eq!(millimetres, ["420000000", "2350000000", "421010000", "2350100000"]);
    assert_eq!(set.len(), 2);
}

#[test]
fn a_file_in_the_neighbouring_zone_comes_to_the_same_place() {
    // The same point of the EPSG registry in both zones of the merged province.
    let (east, west) = ([416_791.038, 2_354_163.553], [572_440.671, 2_354_112.391]);
    let features = [("a", square(west[0], west[1], 50.0))];
    let report = loaded(&Crs::from_code("EPSG", "9209"), &features, None).unwrap().report;
    assert_eq!(report.srid, 9209);
    assert!(
        (report.bounds[0] - east[0]).abs() < 1.0 && (report.bounds[1] - east[1]).abs() < 1.0,
        "{report:?}"
    );
}

#[test]
fn what_is_no_valid_area_is_left_out_and_told_with_its_place_and_the_rest_stays() {
    let (x, y) = (420_000.0, 2_350_000.0);
    let bow = polygon(&[&[[x, y], [x + 10.0, y + 10.0], [x + 10.0, y], [x, y + 10.0], [x, y]]]);
    let inner = [[x + 20.0, y], [x + 21.0, y], [x + 21.0, y + 1.0], [x + 20.0, y]];
    let shell = [[x, y], [x + 9.0, y], [x + 9.0, y + 9.0], [x, y]];
    let hole_outside = polygon(&[&shell, &inner]);
    let far = square(5.0, 5.0, 1.0);
    let thin = polygon(&[&[[x, y], [x + 1.0, y], [x + 2.0, y], [x, y]]]);
    let features = [
        ("good", square(x, y, 1.0)),
        ("bow", bow),
        ("hole", hole_outside),
        ("far", far),
        ("thin", thin),
        ("none", Rings::default()),
    ];
    let Loaded { names, report, .. } = loaded(&metres(), &features, None).unwrap();
    assert_eq!(names, ["good"]);
    let told: Vec<_> = report.left.iter().map(|left| (left.id.as_str(), left.reason)).collect();
    let expect = [
        ("bow", Reason::CrossesItself),
        ("hole", Reason::RingsConflict),
        ("far", Reason::OutOfDomain),
        ("thin", Reason::NoArea),
    ];
    assert_eq!(told[..4], expect);
    assert_eq!(told[4].1, Reason::Empty);
    assert_eq!((report.rows, report.left_out), (6, 5));
    assert_eq!(report.left[0].at, Some([x + 5.0, y + 5.0]));
}

#[test]
fn a_system_that_is_said_overrules_that_of_the_file_and_this_is_told() {
    let features = [("a", square(572_440.0, 2_354_112.0, 50.0))];
    assert!(!loaded(&metres(), &features, Some(9214)).unwrap().report.overruled);
    let report = loaded(&metres(), &features, Some(9209)).unwrap().report;
    assert_eq!((report.srid, report.overruled), (9209, true));
}

#[test]
fn a_file_without_a_coordinate_system_is_refused_until_one_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lop.geojson");
    let metres = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ma":"a"},
        "geometry":{"type":"Polygon","coordinates":[[[420000,2350000],[420010,2350000],[420010,2350010],[420000,2350000]]]}}]}"#;
    fs::write(&path, metres).unwrap();
    assert!(matches!(read(&with(&path, None), HOME), Err(Refusal::NoCrs)));
    let report = read(&with(&path, Some(9214)), HOME).unwrap().report;
    assert_eq!((report.features, report.crs.as_str(), report.overruled), (1, "", false));
    let unknown = Crs::from_code("EPSG", "32648");
    let features = [("a", square(420_000.0, 2_350_000.0, 5.0))];
    assert!(matches!(loaded(&unknown, &features, None), Err(Refusal::UnknownCrs(_))));
}

#[test]
fn degrees_become_metres() {
    let features = [("a", square(106.2, 21.28, 0.001))];
    let report = loaded(&Crs::from_code("EPSG", "4326"), &features, None).unwrap().report;
    assert!((report.bounds[0] - 416_791.038).abs() < 0.1, "{report:?}");
}

#[test]
fn a_file_of_no_use_is_refused_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lop.gpkg");
    fs::write(&path, b"").unwrap();
    assert!(matches!(read(&with(&path, None), HOME), Err(Refusal::EmptyFile)));
    fs::write(&path, b"%PDF-1.7").unwrap();
    let refused = read(&with(&path, None), HOME);
    assert!(matches!(refused, Err(Refusal::File(kit_gisfile::Error::UnknownFormat))));
    file(&path, &metres(), &[("a", square(420_000.0, 2_350_000.0, 5.0))]);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(read(&with(&path, None), HOME), Err(Refusal::File(_))));
    assert!(matches!(loaded(&metres(), &[], None), Err(Refusal::NoFeatures)));
    let swapped = [("a", square(2_350_000.0, 420_000.0, 5.0))];
    let refused = loaded(&metres(), &swapped, None);
    assert!(
        matches!(refused, Err(Refusal::NothingLeft { rows: 1, reason: Reason::OutOfDomain })),
        "{refused:?}"
    );
}

#[test]
fn a_store_gives_back_what_was_written_and_a_damaged_one_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("of/a.overlay");
    assert!(open(&path).is_none());
    let read = loaded(&metres(), &[("LUC", square(420_000.0, 2_350_000.0, 5.0))], None).unwrap();
    write(&path, &read).unwrap();
    let (store, report) = open(&path).unwrap();
    assert_eq!((store.name(0), &report), (Some("LUC"), &read.report));
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 2, "nothing else is left there");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    assert!(open(&path).is_none());
}

#[test]
fn all_sets_of_a_system_lie_on_one_grid_so_that_they_can_be_overlaid() {
    let a = loaded(&metres(), &[("a", square(420_000.0, 2_350_000.0, 10.0))], None).unwrap();
    let b = loaded(&metres(), &[("b", square(420_005.0, 2_350_000.0, 100.0))], None).unwrap();
    let overlaps = overlay::intersect(&a.set, &b.set, &overlay::Options::default());
    let shared: Vec<f64> =
        overlaps.pairs().iter().map(|pair| a.set.frame().square_metres(pair.area)).collect();
    assert_eq!(shared, [50.0]);
}
