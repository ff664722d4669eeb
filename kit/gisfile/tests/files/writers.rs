//! What is written comes back, and a file is there whole or not at all.

use std::{fs, path::Path, process::Command};

use kit_gisfile::{Column, ColumnKind, Crs, Shape, Value, WriteFormat, Writer};

use crate::{
    make::{polygon, square, table},
    seen, seen_by,
};

#[test]
fn polygons_come_back_ring_by_ring() {
    let folder = tempfile::tempdir().unwrap();
    let shape = polygon(&[square(500_000.001, 2_300_000.0, 9.0), square(500_001.0, 2_300_001.0, 0.1)]);
    for name in ["a.gpkg", "a.parquet", "a.geojson"] {
        let path = folder.path().join(name);
        table(&path, &vec![("x", shape.clone()); 3]);
        let (seen, _) = seen(&path);
        assert_eq!(seen.features.len(), 3, "{name}");
        assert_eq!(seen.features[2].2, [vec![5, 5]], "{name}");
    }
}

#[test]
fn more_rows_than_a_row_group_of_parquet_holds_come_back_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let rows: Vec<_> = (0..65_600).map(|at| ("x", polygon(&[square(f64::from(at), 0.0, 1.0)]))).collect();
    table(&path, &rows);
    let (seen, layer) = seen_by(&path, None, Some("number")).unwrap();
    assert_eq!((layer.rows, seen.features.len()), (65_600, 65_600));
    assert!(seen.features.iter().zip(100..).all(|((_, id, _), number)| *id == number.to_string()));
}

#[test]
fn csv_has_the_columns_and_quotes_what_must_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let columns =
        [Column { name: "a", kind: ColumnKind::Text }, Column { name: "b", kind: ColumnKind::Real }];
    let mut writer = Writer::to_file(&path, WriteFormat::Csv, &columns, &Crs::UNKNOWN, true).unwrap();
    writer.row(&[Value::Text("x, \"y\""), Value::Real(0.1)], Shape::Nothing).unwrap();
    writer.row(&[Value::Nothing, Value::Real(1e-7)], Shape::Nothing).unwrap();
    writer.finish().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "a,b\n\"x, \"\"y\"\"\",0.1\n,0.0000001\n");
}

#[test]
fn a_writer_that_does_not_finish_leaves_nothing_and_what_stood_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.csv", "a.gpkg", "a.parquet", "a.geojson"] {
        let path = folder.path().join(name);
        fs::write(&path, "before").unwrap();
        let columns = [Column { name: "a", kind: ColumnKind::Integer }];
        let format = WriteFormat::of(&path).unwrap();
        let mut writer = Writer::to_file(&path, format, &columns, &Crs::UNKNOWN, true).unwrap();
        writer.row(&[Value::Integer(1)], Shape::Point([1.0, 2.0])).unwrap();
        drop(writer);
        assert_eq!(fs::read_to_string(&path).unwrap(), "before", "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "passing files are gone");
}

#[test]
fn binary_forms_do_not_go_into_a_pipe() {
    for format in [WriteFormat::GeoPackage, WriteFormat::GeoParquet] {
        assert!(Writer::to_pipe(Box::new(Vec::new()), format, &[], &Crs::UNKNOWN, true).is_err());
    }
}

/// What GDAL says of a file; none where it is not installed or has no driver for the format.
fn gdal(path: &Path) -> Option<String> {
    let said = Command::new("ogrinfo").args(["-so", "-al"]).arg(path).output().ok()?;
    said.status.success().then(|| String::from_utf8_lossy(&said.stdout).into_owned())
}

#[test]
fn gdal_reads_geometry_columns_and_the_coordinate_system() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.gpkg", "a.geojson"] {
        let path = folder.path().join(name);
        table(&path, &[("x", polygon(&[square(500_000.0, 2_300_000.0, 9.0)]))]);
        let Some(said) = gdal(&path) else { continue };
        for expect in ["Geometry: Multi Polygon", "Feature Count: 1", "9214", "number: Integer"] {
            assert!(said.contains(expect), "{name} without {expect}: {said}");
        }
    }
}
