//! What only some formats can get wrong.

use std::fs;

use kit_gisfile::FaultKind;
use rusqlite::Connection;

use crate::{
    make::{polygon, square, table},
    refused, seen, seen_by,
};

/// A polygon with heights and measures in WKB.
fn wkb_zm() -> Vec<u8> {
    let mut bytes = vec![1];
    bytes.extend(3003_u32.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(5_u32.to_le_bytes());
    for [x, y] in square(0.0, 0.0, 1.0) {
        bytes.extend([x, y, 7.0, f64::NAN].iter().flat_map(|number| number.to_le_bytes()));
    }
    bytes
}

#[test]
fn a_geopackage_names_every_row_that_is_no_area() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    table(&path, &[("x", polygon(&[square(0.0, 0.0, 1.0)]))]);
    let db = Connection::open(&path).unwrap();
    let good: Vec<u8> = db.query_row("select geom from a", [], |row| row.get(0)).unwrap();
    let header = &good[..8];
    let point = [header, &[1, 1, 0, 0, 0], &[0; 16]].concat();
    let zm = [header, &wkb_zm()].concat();
    let enveloped = [b"GP\0\x03\xfe\x23\0\0".as_slice(), &[0; 32], &good[8..]].concat();
    let rows: [Option<&[u8]>; 9] = [
        None,
        Some(b""),
        Some(b"GP\0"),
        Some(b"no GeoPackage"),
        Some(b"GP\0\x11\0\0\0\0"),
        Some(b"GP\0\x0f\0\0\0\0"),
        Some(&good[..good.len() - 3]),
        Some(&point),
        Some(&zm),
    ];
    for row in rows.into_iter().chain([Some(enveloped.as_slice())]) {
        db.execute("insert into a (geom, name) values (?1, 'y')", [row]).unwrap();
    }
    db.execute("insert into a (geom, name) values ('text', 'y')", []).unwrap();
    drop(db);
    let (seen, layer) = seen(&path);
    // Heights and measures are left out, whatever they are; an envelope is skipped.
    assert_eq!(seen.ids(), (vec!["1", "10", "11"], vec!["2", "3", "4", "5", "6", "7", "8", "9", "12"]));
    assert_eq!((layer.flattened, layer.rows), (1, 12));
    let kinds = seen.kinds();
    assert_eq!(*kinds[0], FaultKind::Empty);
    assert_eq!(*kinds[4], FaultKind::Empty);
    assert_eq!(*kinds[7], FaultKind::NotPolygon("point"));
    for malformed in [1, 2, 3, 5, 6, 8] {
        assert!(matches!(kinds[malformed], FaultKind::Malformed(_)), "{malformed}: {:?}", kinds[malformed]);
    }
}

#[test]
fn one_layer_of_several_must_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    table(&path, &[("x", polygon(&[square(0.0, 0.0, 1.0)]))]);
    let db = Connection::open(&path).unwrap();
    db.execute_batch(
        "create view b as select fid, geom from a;
         insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('b', 'features', 'b', 9214);
         insert into gpkg_geometry_columns values ('b', 'geom', 'MULTIPOLYGON', 9214, 0, 0);",
    )
    .unwrap();
    drop(db);
    assert_eq!(refused(&path), "several layers: a, b");
    assert_eq!(seen_by(&path, Some("c"), None).unwrap_err().to_string(), "no layer c; there are a, b");
    let (seen, layer) = seen_by(&path, Some("b"), None).unwrap();
    assert_eq!((seen.ids().0, layer.name.as_str()), (vec!["1"], "b"));
}

#[test]
fn any_other_database_has_no_layer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    Connection::open(&path).unwrap().execute_batch("create table t (a)").unwrap();
    assert_eq!(refused(&path), "no layer of features");
}

#[test]
fn an_id_that_is_missing_is_told_and_one_that_repeats_is_handed_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    let feature = |properties: &str| {
        format!(
            r#"{{"type": "Feature", "properties": {properties}, "geometry": {{"type": "Polygon",
            "coordinates": [[[0, 0, 9], [1, 0, 9], [0, 1, 9], [0, 0, 9]]]}}}}"#
        )
    };
    let features =
        [r#"{"ma": "x"}"#, r#"{"ma": null}"#, "{}", "null", r#"{"ma": "x"}"#].map(feature).join(",");
    fs::write(&path, format!("\u{feff}{{\"type\": \"FeatureCollection\", \"features\": [{features}]}}"))
        .unwrap();
    let (seen, layer) = seen_by(&path, None, Some("ma")).unwrap();
    assert_eq!(seen.ids(), (vec!["x", "x"], vec!["1", "2", "3"]));
    assert!(seen.kinds().iter().all(|kind| **kind == FaultKind::NoId));
    assert_eq!(layer.flattened, 2);
    assert!(layer.crs.assumed);
}

#[test]
fn geojson_that_is_no_json_in_one_place_loses_one_feature() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    let shape = |coordinates: &str| {
        format!(r#"{{"type":"Feature","geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}"#)
    };
    let good = shape("[[[0,0],[1,0],[0,1],[0,0]]]");
    let features = [
        good.clone(),
        shape("[[[NaN,0],[1,0],[0,1],[0,0]]]"),
        shape("[[[0],[1,0],[0,1],[0,0]]]"),
        shape("[[0,0],[1,0]]"),
        shape(r#""text""#),
        shape("null"),
        r#"{"type":"Feature","geometry":null}"#.to_owned(),
        r#"{"type":"Feature","geometry":{"type":"Sphere"}}"#.to_owned(),
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}"#.to_owned(),
        "17".to_owned(),
        good,
    ];
    fs::write(&path, format!(r#"{{"features":[{}],"type":"FeatureCollection"}}"#, features.join(",")))
        .unwrap();
    let (seen, layer) = seen(&path);
    assert_eq!(seen.ids().0, ["0", "10"]);
    assert_eq!((seen.faults.len(), layer.rows), (9, 11));
    assert_eq!(*seen.kinds()[4], FaultKind::Empty);
    assert_eq!(*seen.kinds()[7], FaultKind::NotPolygon("point"));
}

#[test]
fn a_lone_feature_and_a_bare_geometry_are_one_feature() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    let geometry = r#"{"type": "MultiPolygon", "coordinates": [[[[0,0],[1,0],[0,1],[0,0]]], []]}"#;
    let feature =
        format!(r#"{{"type": "Feature", "id": "own", "geometry": {geometry}, "properties": {{}}}}"#);
    fs::write(&path, geometry).unwrap();
    assert_eq!(seen(&path).0.features, [(0, "0".to_owned(), vec![vec![4]])]);
    fs::write(&path, feature).unwrap();
    assert_eq!(seen_by(&path, None, Some("id")).unwrap().0.ids().0, ["own"]);
}
