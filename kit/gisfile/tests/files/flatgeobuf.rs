//! `FlatGeobuf`, written with the types that the format's own package makes of its schema.

use std::fs;

use flatbuffers::FlatBufferBuilder;
use flatgeobuf::{
    Column, ColumnArgs, ColumnType, Crs, CrsArgs, Feature, FeatureArgs, Geometry, GeometryArgs, GeometryType,
    Header, HeaderArgs,
};
use kit_gisfile::FaultKind;

use crate::{make::square, refused, seen, seen_by};

/// How a feature is made.
#[derive(Clone, Copy)]
struct Made<'a> {
    kind: GeometryType,
    points: &'a [[f64; 2]],
    ends: &'a [u32],
    name: &'a str,
}

fn feature(made: Made<'_>) -> Vec<u8> {
    let mut bytes = FlatBufferBuilder::new();
    let xy: Vec<f64> = made.points.concat();
    let xy = bytes.create_vector(&xy);
    let ends = bytes.create_vector(made.ends);
    let args = GeometryArgs { xy: Some(xy), ends: Some(ends), type_: made.kind, ..GeometryArgs::default() };
    let geometry = Geometry::create(&mut bytes, &args);
    let mut properties = vec![0, 0];
    properties.extend(7_i32.to_le_bytes());
    properties.extend([1, 0]);
    properties.extend(u32::try_from(made.name.len()).unwrap().to_le_bytes());
    properties.extend(made.name.as_bytes());
    let properties = bytes.create_vector(&properties);
    let args =
        FeatureArgs { geometry: Some(geometry), properties: Some(properties), ..FeatureArgs::default() };
    let feature = Feature::create(&mut bytes, &args);
    bytes.finish_size_prefixed(feature, None);
    bytes.finished_data().to_vec()
}

fn file(features: &[Vec<u8>], count: u64) -> Vec<u8> {
    let mut bytes = FlatBufferBuilder::new();
    let columns = [("number", ColumnType::Int), ("name", ColumnType::String)].map(|(name, type_)| {
        let name = bytes.create_string(name);
        Column::create(&mut bytes, &ColumnArgs { name: Some(name), type_, ..ColumnArgs::default() })
    });
    let columns = bytes.create_vector(&columns);
    let crs = Crs::create(&mut bytes, &CrsArgs { code: 9214, ..CrsArgs::default() });
    let args = HeaderArgs {
        geometry_type: GeometryType::Unknown,
        columns: Some(columns),
        crs: Some(crs),
        features_count: count,
        index_node_size: 0,
        ..HeaderArgs::default()
    };
    let header = Header::create(&mut bytes, &args);
    bytes.finish_size_prefixed(header, None);
    [b"fgb\x03fgb\0".as_slice(), bytes.finished_data(), &features.concat()].concat()
}

#[test]
fn a_broken_feature_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fgb");
    let points = [square(0.0, 0.0, 9.0), square(1.0, 1.0, 2.0)].concat();
    let made = Made { kind: GeometryType::Polygon, points: &points, ends: &[5, 10], name: "hai vòng" };
    let one = feature(Made { points: &points[..5], ends: &[], name: "một vòng", ..made });
    let point = feature(Made { kind: GeometryType::Point, points: &points[..1], ends: &[], name: "điểm" });
    let curve = feature(Made { kind: GeometryType::CurvePolygon, name: "cong", ..made });
    let beyond = feature(Made { ends: &[5, 11], name: "vượt", ..made });
    let back = feature(Made { ends: &[10, 5], name: "lùi", ..made });
    let empty = feature(Made { points: &[], ends: &[], name: "rỗng", ..made });
    let mut nonsense = feature(made);
    nonsense[4..].fill(0xff);
    let features = [feature(made), point, curve, beyond, back, empty, nonsense, one];
    fs::write(&path, file(&features, 8)).unwrap();
    let (seen, layer) = seen_by(&path, None, Some("name")).unwrap();
    assert_eq!(seen.ids(), (vec!["hai vòng", "một vòng"], vec!["điểm", "cong", "vượt", "lùi", "rỗng", "6"]));
    assert_eq!((seen.features[0].2.clone(), seen.expected), (vec![vec![5, 5]], Some(8)));
    assert_eq!(layer.crs.label(), "EPSG:9214 VN-2000 / TM-3 107-00");
    let kinds = seen.kinds();
    assert_eq!(*kinds[1], FaultKind::NotPolygon("curve"));
    assert_eq!(*kinds[4], FaultKind::Empty);
    assert!(matches!(kinds[5], FaultKind::Malformed(_)));
    assert_eq!(seen_by(&path, None, Some("number")).unwrap().0.ids().0, ["7", "7"]);
    let error = seen_by(&path, None, Some("ma")).unwrap_err();
    assert_eq!(error.to_string(), "no column ma; there are number, name");
}

#[test]
fn a_file_with_fewer_features_than_it_says_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fgb");
    let points = square(0.0, 0.0, 9.0);
    let one = feature(Made { kind: GeometryType::Polygon, points: &points, ends: &[], name: "x" });
    fs::write(&path, file(std::slice::from_ref(&one), 2)).unwrap();
    assert_eq!(refused(&path), "damaged: 1 features, and the header says 2");
    let whole = file(&[one.clone(), one], 2);
    for length in 8..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(refused(&path).starts_with("damaged: "), "{length}");
    }
    fs::write(&path, whole).unwrap();
    assert_eq!(seen(&path).0.features.len(), 2);
}

/// A collection of collections of a ring, a hundred times the same in each.
fn repeated() -> Vec<u8> {
    let mut bytes = FlatBufferBuilder::new();
    let xy = bytes.create_vector(&vec![square(0.0, 0.0, 9.0).concat(); 100].concat());
    let args = GeometryArgs { xy: Some(xy), type_: GeometryType::Polygon, ..GeometryArgs::default() };
    let mut shape = Geometry::create(&mut bytes, &args);
    for _ in 0..2 {
        let parts = bytes.create_vector(&[shape; 100]);
        let type_ = GeometryType::GeometryCollection;
        let args = GeometryArgs { parts: Some(parts), type_, ..GeometryArgs::default() };
        shape = Geometry::create(&mut bytes, &args);
    }
    let feature =
        Feature::create(&mut bytes, &FeatureArgs { geometry: Some(shape), ..FeatureArgs::default() });
    bytes.finish_size_prefixed(feature, None);
    bytes.finished_data().to_vec()
}

#[test]
fn a_feature_that_says_the_same_thousands_of_times_is_refused_before_it_fills_the_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fgb");
    let points = square(0.0, 0.0, 9.0);
    let good = feature(Made { kind: GeometryType::Polygon, points: &points, ends: &[], name: "x" });
    fs::write(&path, file(&[repeated(), good], 2)).unwrap();
    let (seen, _) = seen(&path);
    assert_eq!(seen.ids(), (vec!["1"], vec!["0"]));
    assert!(matches!(seen.kinds()[0], FaultKind::Malformed(_)), "{:?}", seen.kinds());
}
