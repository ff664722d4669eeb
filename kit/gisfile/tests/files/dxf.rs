//! Drawings: DXF, and what is told of DWG and DGN.

use std::{fmt::Write, fs, path::Path};

use kit_gisfile::{Crs, CrsKind, Drawing, Error, FaultKind};

use crate::{
    make::{packed, polygon, square, table},
    refused, seen, seen_by,
};

/// Groups as lines, from `code value` pairs parted by `|`.
fn groups(text: &str) -> String {
    text.split('|').fold(String::new(), |mut lines, pair| {
        let (code, value) = pair.trim().split_once(' ').unwrap();
        write!(lines, "{code:>3}\r\n{value}\r\n").unwrap();
        lines
    })
}

fn drawing(units: u8, entities: &[&str]) -> String {
    let header = format!("0 SECTION|2 HEADER|9 $ACADVER|1 AC1021|9 $INSUNITS|70 {units}|0 ENDSEC");
    let block = "0 SECTION|2 BLOCKS|0 LWPOLYLINE|8 KHUNG|70 1|10 0|20 0|10 1|20 0|10 1|20 1|0 ENDSEC";
    let entities = entities.join("|");
    groups(&format!("{header}|{block}|0 SECTION|2 ENTITIES|{entities}|0 ENDSEC|0 EOF"))
}

const SQUARE: &str = "0 LWPOLYLINE|5 2A|8 RANH|90 4|70 1|38 0|10 0|20 0|10 4|20 0|10 4|20 4|10 0|20 4";

/// A drawing with every kind of area.
pub(crate) fn sample() -> String {
    let old = "0 POLYLINE|8 RANH|70 1|0 VERTEX|8 RANH|10 0|20 0|42 0.5|0 VERTEX|8 RANH|10 9|20 0|0 SEQEND";
    let hatch = "0 HATCH|8 RANH|230 -1|91 2|92 3|72 0|73 1|93 3|10 0|20 0|10 9|20 0|10 9|20 9|97 0\
                 |92 16|93 2|72 1|10 1|20 1|11 3|21 1|72 2|10 2|20 1|40 1|50 0|51 180|73 0|97 0|75 0|76 1|98 1|10 0|20 0";
    drawing(6, &[SQUARE, old, hatch])
}

#[test]
fn closed_lines_and_hatches_of_a_layer_are_polygons() {
    let old = "0 POLYLINE|5 2B|8 RANH|66 1|70 1|10 0|20 0|30 7|0 VERTEX|8 RANH|10 0|20 0|30 7|0 VERTEX|8 RANH|10 9|20 0|30 7\
               |0 VERTEX|8 RANH|10 9|20 9|30 7|0 SEQEND";
    let returns = "0 LWPOLYLINE|8 RANH|70 0|10 0|20 0|10 1|20 0|10 1|20 1|10 0|20 0";
    let hatch = "0 HATCH|5 2C|8 RANH|10 0|20 0|30 0|230 1|2 SOLID|70 1|71 0|91 3\
                 |92 3|72 0|73 1|93 4|10 0|20 0|10 9|20 0|10 9|20 9|10 0|20 9|97 0\
                 |92 16|93 3|72 1|10 1|20 1|11 3|21 1|72 1|10 3|20 1|11 3|21 3|72 1|10 3|20 3|11 1|21 1|97 0\
                 |92 7|72 0|73 1|93 3|10 20|20 0|10 29|20 0|10 29|20 9|97 1|330 1F|75 0|76 1|98 1|10 0|20 0";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dxf");
    let text = "0 TEXT|8 RANH|10 1|20 1|1 CCN";
    fs::write(&path, drawing(6, &[SQUARE, text, old, returns, hatch])).unwrap();
    let (seen, layer) = seen_by(&path, None, Some("handle")).unwrap();
    assert_eq!(seen.ids(), (vec!["2A", "2B", "2C"], vec!["2"]));
    let shapes: Vec<_> = seen.features.iter().map(|(_, _, shape)| shape.clone()).collect();
    assert_eq!(shapes, [vec![vec![5]], vec![vec![4]], vec![vec![5, 4], vec![4]]]);
    assert_eq!((layer.name.as_str(), layer.crs.kind, layer.flattened), ("RANH", CrsKind::Metres, 1));
    assert!(layer.crs.is_unknown());
}

#[test]
fn arcs_are_drawn_and_a_circle_of_two_has_its_area() {
    let circle = "0 LWPOLYLINE|8 0|70 1|10 -10|20 0|42 1|10 10|20 0|42 1";
    let edges = "0 HATCH|8 0|91 1|92 1|93 1|72 2|10 0|20 0|40 10|50 0|51 360|73 1|97 0|75 0";
    let spline = "0 HATCH|8 0|91 1|92 1|93 1|72 4|94 3|97 0|75 0";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dxf");
    fs::write(&path, drawing(0, &[circle, edges, spline])).unwrap();
    let (seen, layer) = seen(&path);
    assert_eq!(seen.features.iter().map(|(_, _, shape)| shape[0][0]).collect::<Vec<_>>(), [361, 361]);
    assert_eq!(seen.kinds(), [&FaultKind::NotPolygon("hatch with an ellipse or a spline")]);
    assert_eq!(layer.crs, Crs::UNKNOWN);
}

#[test]
fn a_layer_is_chosen_by_name_and_broken_entities_are_named() {
    let other = SQUARE.replace("RANH", "\\U+0110\\U+01AF\\U+1EDCNG");
    let open = "0 LWPOLYLINE|8 RANH|70 0|10 0|20 0|10 1|20 0|10 1|20 1";
    let short = "0 LWPOLYLINE|8 RANH|70 1|10 0|20 0|10 1|20 0";
    let no_number = "0 LWPOLYLINE|8 RANH|70 1|10 0|20 0|10 x|20 0|10 1|20 1";
    let mesh = "0 POLYLINE|8 RANH|70 16|0 SEQEND";
    let on_paper = "0 LWPOLYLINE|8 KHUNG|67 1|70 1|10 0|20 0|10 1|20 0|10 1|20 1";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dxf");
    fs::write(&path, drawing(2, &[SQUARE, &other, open, short, no_number, mesh, on_paper])).unwrap();
    assert_eq!(refused(&path), "several layers: RANH, ĐƯỜNG");
    let (seen, layer) = seen_by(&path, Some("RANH"), None).unwrap();
    // Inches or feet in the header are no more than a template.
    assert_eq!((seen.features.len(), layer.crs.kind), (1, CrsKind::Unknown));
    assert_eq!(
        seen.kinds(),
        [
            &FaultKind::NotPolygon("open line"),
            &FaultKind::ShortRing { ring: 0, points: 3 },
            &FaultKind::NotFinite { ring: 0, point: 1 },
            &FaultKind::NotPolygon("mesh"),
        ]
    );
    assert_eq!(seen_by(&path, Some("ĐƯỜNG"), None).unwrap().0.features.len(), 1);
    let error = seen_by(&path, Some("RANH"), Some("ma")).unwrap_err().to_string();
    assert_eq!(error, "no column ma; there are handle");
}

#[test]
fn a_drawing_that_ends_early_or_has_no_area_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.dxf");
    let whole = drawing(6, &[SQUARE]);
    for length in [60, whole.len() / 2, whole.len() - 6] {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(refused(&path).starts_with("damaged: DXF line "), "{length}: {}", refused(&path));
    }
    fs::write(&path, drawing(6, &["0 LINE|8 0|10 0|20 0|11 1|21 1"])).unwrap();
    assert_eq!(refused(&path), "no layer of features");
    fs::write(&path, b"AutoCAD Binary DXF\r\n\x1a\0\0\0").unwrap();
    assert!(refused(&path).starts_with("not supported: DXF in binary form"));
}

#[test]
fn closed_formats_are_known_by_content_and_tell_what_to_export() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.shp");
    let compound = |name: &[u8]| [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], name].concat();
    let cases: [(Vec<u8>, Drawing, &str); 3] = [
        ([b"AC1032".as_slice(), &[0; 100]].concat(), Drawing::Dwg(*b"AC1032"), "AutoCAD 2018 DXF"),
        ([b"\x08\x09\xfe\x02".as_slice(), &[0; 100]].concat(), Drawing::DgnV7, "DXF files"),
        (compound(b"D\0g\0n\0~\0H\0"), Drawing::DgnV8, "MicroStation V7 DGN"),
    ];
    for (bytes, expect, recipe) in cases {
        fs::write(&path, bytes).unwrap();
        let error = seen_by(&path, None, None).unwrap_err();
        assert!(error.to_string().contains(recipe), "{error}");
        assert!(matches!(error, Error::NeedsExport { drawing, .. } if drawing == expect), "{error}");
    }
    // Old Office files begin like DGN V8.
    fs::write(&path, compound(b"W\0o\0r\0k\0b\0o\0o\0k\0")).unwrap();
    assert!(refused(&path).starts_with("neither "));
}

#[test]
fn a_dgn_is_converted_where_ogr2ogr_is_installed() {
    let folder = tempfile::tempdir().unwrap();
    let (from, path) = (folder.path().join("a.geojson"), folder.path().join("a.dgn"));
    table(&from, &[("x", polygon(&[square(10.0, 20.0, 100.0)]))]);
    // GDAL needs a drawing to begin with, which it brings along.
    let made = std::process::Command::new("ogr2ogr").args(["-f", "DGN"]).args([&path, &from]).output();
    if !made.is_ok_and(|made| made.status.success()) || !Path::new(&path).exists() {
        return;
    }
    let (seen, layer) = seen(&path);
    assert_eq!(seen.features, [(0, "0".to_owned(), vec![vec![5]])]);
    assert_eq!((layer.name.as_str(), layer.crs), ("a", Crs::UNKNOWN));
}

#[test]
fn an_archive_may_hold_names_that_are_no_unicode() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    let shp = crate::make::shapes(5, &[crate::make::shape_record(5, &[square(0.0, 0.0, 1.0)], 0)]);
    packed(&path, &[("Q__ S_n.shp", &shp), ("Q__ S_n.prj", b"GEOGCS[\"x\",UNIT[\"degree\",0.017]]")]);
    // As a program writes it that has TCVN3: `Quế Sơn`.
    let renamed = replaced(&fs::read(&path).unwrap(), b"Q__ S_n", b"Qu\xd5 S\xacn");
    fs::write(&path, renamed).unwrap();
    let (seen, layer) = seen(&path);
    assert_eq!(
        (seen.features.len(), layer.crs.kind, layer.name.as_str()),
        (1, CrsKind::Geographic, "Quế Sơn")
    );
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    for at in 0..=bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}
