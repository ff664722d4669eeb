//! Shapefiles, plain and packed.

use std::fs;

use kit_gisfile::{CrsKind, FaultKind};

use crate::{
    make::{dbf, packed, shape_record, shapes, square},
    refused, seen, seen_by,
};

const POLYGON: u32 = 5;
const PRJ: &str = r#"PROJCS["VN_2000_TM-3_107-00",GEOGCS["GCS_VN_2000",UNIT["Degree",0.0174532925199433]],UNIT["Meter",1.0]]"#;

fn clockwise(x: f64, size: f64) -> Vec<[f64; 2]> {
    square(x, x, size).into_iter().rev().collect()
}

fn sample() -> Vec<u8> {
    let good = shape_record(POLYGON, &[clockwise(0.0, 9.0), square(1.0, 1.0, 2.0), clockwise(20.0, 1.0)], 0);
    let null = 0_u32.to_le_bytes().to_vec();
    let point = [1_u32.to_le_bytes().as_slice(), &[0; 16]].concat();
    let open = shape_record(POLYGON, &[clockwise(0.0, 9.0)[..4].to_vec()], 0);
    let mut wrong_start = good.clone();
    wrong_start[48] = 200;
    let cut = good[..good.len() - 16].to_vec();
    shapes(POLYGON, &[good.clone(), null, point, open, wrong_start, cut, good])
}

#[test]
fn geometry_needs_no_other_file_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    fs::write(&path, sample()).unwrap();
    let (seen, layer) = seen(&path);
    assert_eq!(seen.ids(), (vec!["0", "6"], vec!["1", "2", "3", "4", "5"]));
    assert_eq!(seen.features[0].2, [vec![5, 5], vec![5]]);
    assert!(layer.crs.is_unknown());
    let kinds = seen.kinds();
    assert_eq!(
        kinds[..3],
        [&FaultKind::Empty, &FaultKind::NotPolygon("point"), &FaultKind::OpenRing { ring: 0 }]
    );
    assert!(kinds[3..].iter().all(|kind| matches!(kind, FaultKind::Malformed(_))), "{kinds:?}");
}

#[test]
fn ids_and_the_system_come_from_the_files_beside_it_in_any_case() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    fs::write(&path, sample()).unwrap();
    fs::write(folder.path().join("A.DBF"), dbf("MA", &["m0", "m1", "m2", "m3", "m4", "m5", "m6"])).unwrap();
    fs::write(folder.path().join("a.PRJ"), PRJ).unwrap();
    let (seen, layer) = seen_by(&path, None, Some("ma")).unwrap();
    assert_eq!(seen.ids(), (vec!["m0", "m6"], vec!["m1", "m2", "m3", "m4", "m5"]));
    assert_eq!((layer.crs.label().as_str(), layer.crs.kind), ("VN_2000_TM-3_107-00", CrsKind::Metres));
}

#[test]
fn heights_and_measures_are_left_out_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    for (kind, extra) in [(15, 2), (25, 1)] {
        fs::write(&path, shapes(kind, &[shape_record(kind, &[clockwise(0.0, 9.0)], extra)])).unwrap();
        let (seen, layer) = seen(&path);
        assert_eq!((seen.features.len(), layer.flattened), (1, 1));
    }
}

#[test]
fn a_file_shorter_than_it_says_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    let whole = sample();
    for length in [4, 99, 100, 150, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(refused(&path).starts_with("damaged: "), "{length}");
    }
    // The same with a table that ends before the shapes do.
    fs::write(&path, &whole).unwrap();
    fs::write(folder.path().join("a.dbf"), dbf("ma", &["m0"])).unwrap();
    assert!(seen_by(&path, None, Some("ma")).unwrap_err().to_string().starts_with("damaged: "));
    // A record longer than the file.
    let mut longer = whole;
    longer[104..108].copy_from_slice(&u32::MAX.to_be_bytes());
    fs::write(&path, longer).unwrap();
    assert_eq!(refused(&path), "damaged: record 1 is longer than the file");
}

#[test]
fn a_packed_one_is_read_without_unpacking_it_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let table = dbf("ma", &["m0", "m1", "m2", "m3", "m4", "m5", "m6"]);
    let shp = sample();
    packed(
        &path,
        &[
            ("x/vung.shp", &shp),
            ("x/vung.dbf", &table),
            ("x/VUNG.prj", PRJ.as_bytes()),
            ("__MACOSX/x/._vung.shp", b"?"),
        ],
    );
    let (seen, layer) = seen_by(&path, None, Some("ma")).unwrap();
    assert_eq!(seen.ids().0, ["m0", "m6"]);
    assert_eq!((layer.name.as_str(), layer.crs.kind), ("vung", CrsKind::Metres));
}

#[test]
fn a_packed_file_must_hold_one_shapefile_or_a_name_must_choose() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    packed(&path, &[("readme.txt", b"nothing")]);
    assert_eq!(refused(&path), "no .shp in the packed file");
    let shp = sample();
    packed(&path, &[("a.shp", &shp), ("b.SHP", &shp)]);
    assert_eq!(refused(&path), "several layers: a, b");
    assert_eq!(seen_by(&path, Some("b"), None).unwrap().0.features.len(), 2);
    let error = seen_by(&path, Some("b"), Some("ma")).unwrap_err();
    assert_eq!(error.to_string(), "the .dbf of the Shapefile is missing");
}
