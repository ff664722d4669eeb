//! What holds for all formats alike.

use std::fs;

use kit_gisfile::{Agreement, Crs, FaultKind, Id};

use crate::{
    make::{good_and_bad, polygon, square, table},
    refused, seen, seen_by,
};

/// Formats that we write ourselves, and what stands for a coordinate that is no number in them.
const FILES: [&str; 3] = ["a.gpkg", "a.parquet", "a.geojson"];

#[test]
fn a_broken_feature_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    for name in FILES {
        let path = folder.path().join(name);
        table(&path, &good_and_bad());
        let (seen, layer) = seen_by(&path, None, Some("name")).unwrap();
        if name == "a.geojson" {
            // JSON has no word for what is no number, so their names cannot be read either: they are called by their rows.
            assert_eq!(
                seen.ids(),
                (vec!["first", "last"], vec!["1", "2", "open", "short", "empty"]),
                "{name}"
            );
        } else {
            assert_eq!(
                seen.ids(),
                (vec!["first", "last"], vec!["nan", "infinite", "open", "short", "empty"]),
                "{name}"
            );
            assert_eq!(*seen.kinds()[0], FaultKind::NotFinite { ring: 0, point: 2 });
            assert_eq!(*seen.kinds()[1], FaultKind::NotFinite { ring: 1, point: 1 });
        }
        let others: Vec<&FaultKind> = seen.kinds()[2..].to_vec();
        assert_eq!(
            others,
            [
                &FaultKind::OpenRing { ring: 0 },
                &FaultKind::ShortRing { ring: 0, points: 3 },
                &FaultKind::Empty
            ]
        );
        assert_eq!(seen.features[0], (0, "first".to_owned(), vec![vec![5, 5]]), "{name}");
        assert_eq!((seen.features[1].0, layer.rows), (6, 7), "{name}");
    }
}

#[test]
fn the_coordinate_system_comes_along() {
    let folder = tempfile::tempdir().unwrap();
    let expect = Crs::from_code("EPSG", "9214");
    for name in ["a.gpkg", "a.geojson"] {
        let path = folder.path().join(name);
        table(&path, &good_and_bad());
        let (_, layer) = seen(&path);
        assert_eq!(layer.crs.agrees(&expect), Agreement::Same, "{name}");
        assert_eq!(layer.crs.kind, expect.kind);
    }
    // Without PROJJSON at hand the file says nothing, and does not mean longitude and latitude.
    let path = folder.path().join("a.parquet");
    table(&path, &good_and_bad());
    assert!(seen(&path).1.crs.is_unknown());
}

#[test]
fn without_a_column_ids_are_the_key_of_a_geopackage_and_rows_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [("x", polygon(&[square(0.0, 0.0, 1.0)])), ("y", polygon(&[square(5.0, 0.0, 1.0)]))];
    for (name, expect) in [("a.gpkg", ["1", "2"]), ("a.parquet", ["0", "1"]), ("a.geojson", ["0", "1"])] {
        let path = folder.path().join(name);
        table(&path, &rows);
        assert_eq!(seen(&path).0.ids().0, expect, "{name}");
    }
}

#[test]
fn a_column_of_numbers_gives_numbers() {
    let folder = tempfile::tempdir().unwrap();
    for name in FILES {
        let path = folder.path().join(name);
        table(&path, &[("x", polygon(&[square(0.0, 0.0, 1.0)]))]);
        let (seen, _) = seen_by(&path, None, Some("number")).unwrap();
        assert_eq!(seen.features[0].1, Id::Number(100).to_string(), "{name}");
    }
}

#[test]
fn a_column_that_is_not_there_is_told_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    for (name, expect) in [
        ("a.gpkg", "no column ma; there are fid, geom, name, number"),
        ("a.parquet", "no column ma; there are name, number, geometry"),
        ("a.geojson", "no column ma; there are "),
    ] {
        let path = folder.path().join(name);
        table(&path, &[("x", polygon(&[square(0.0, 0.0, 1.0)]))]);
        let error = seen_by(&path, None, Some("ma")).unwrap_err();
        assert_eq!(error.to_string(), expect, "{name}");
    }
}

#[test]
fn a_truncated_file_is_refused_and_never_half_read_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    for name in FILES {
        let whole = folder.path().join(name);
        let rows: Vec<_> = (0..2000).map(|at| ("x", polygon(&[square(f64::from(at), 0.0, 1.0)]))).collect();
        table(&whole, &rows);
        let bytes = fs::read(&whole).unwrap();
        for part in [1, 2, 3] {
            let path = folder.path().join(format!("{part}-{name}"));
            fs::write(&path, &bytes[..bytes.len() * part / 4]).unwrap();
            assert!(refused(&path).starts_with("damaged: "), "{name}: {}", refused(&path));
        }
    }
}

#[test]
fn the_format_is_told_by_the_content_and_not_by_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    table(&path, &[("x", polygon(&[square(0.0, 0.0, 1.0)]))]);
    let renamed = folder.path().join("a.shp");
    fs::rename(path, &renamed).unwrap();
    assert_eq!(seen(&renamed).0.features.len(), 1);
}

#[test]
fn what_is_no_gis_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(refused(folder.path()), "a folder, not a file");
    assert!(refused(&folder.path().join("none.gpkg")).contains("No such file"));
    for (content, expect) in [
        ("", "an empty file"),
        ("id,name\n1,x\n", "neither GeoPackage"),
        ("{\"a\": 1}", "neither GeoPackage"),
        ("{", "damaged: JSON byte 1: the file ends early"),
        ("PAR1 and nothing", "damaged: "),
        ("SQLite format 3\0 and nothing", "damaged: "),
        ("fgb\x03fgb\0\u{1}", "damaged: "),
        ("PK\x03\x04 and nothing", "damaged: "),
    ] {
        let path = folder.path().join("file");
        fs::write(&path, content).unwrap();
        let told = refused(&path);
        assert!(told.starts_with(expect), "{content:?}: {told}");
    }
}
