//! KML, plain and packed.

use std::fs;

use kit_gisfile::{CrsKind, FaultKind};

use crate::{make::packed, refused, seen, seen_by};

const START: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>Quy hoạch</name><Folder>"#;
const END: &str = "</Folder></Document></kml>";
const SQUARE: &str = "106.1,21.2,0 106.2,21.2,0\n\t106.2,21.3,0 106.1,21.3,0 106.1,21.2,0";

fn ring(positions: &str) -> String {
    format!("<LinearRing><coordinates>\n{positions} </coordinates></LinearRing>")
}

fn polygon(outer: &str, inner: &[&str]) -> String {
    let hole = |positions: &&str| format!("<innerBoundaryIs>{}</innerBoundaryIs>", ring(positions));
    let inner = inner.iter().map(hole).collect::<Vec<_>>().concat();
    format!("<Polygon><outerBoundaryIs>{}</outerBoundaryIs>{inner}</Polygon>", ring(outer))
}

fn placemark(name: &str, inside: &str) -> String {
    format!("<Placemark id=\"p\"><name>{name}</name>{inside}</Placemark>")
}

pub(crate) fn sample() -> String {
    let hole = "106.12,21.22 106.14,21.22 106.14,21.24 106.12,21.22";
    let data = r#"<ExtendedData><Data name="ma"><value>24-1</value></Data>
        <SchemaData><SimpleData name="ten">x</SimpleData></SchemaData></ExtendedData>"#;
    let both = format!(
        "<MultiGeometry>{}<Point><coordinates>106.1,21.2</coordinates></Point>{}</MultiGeometry>",
        polygon(SQUARE, &[hole]),
        polygon(SQUARE, &[])
    );
    let marks = [
        placemark("CCN Hợp Thịnh &amp; &#272;&#x1ed3;ng &lt;1&gt;", &(data.to_owned() + &both)),
        placemark("điểm", "<Point><coordinates>106.1,21.2</coordinates></Point>"),
        placemark("đường", "<LineString><coordinates>106.1,21.2 106.2,21.2</coordinates></LineString>"),
        placemark("trống", ""),
        placemark("hở", &polygon("106.1,21.2 106.2,21.2 106.2,21.3 106.1,21.3", &[])),
        placemark("hỏng", &polygon("106.1,21.2 106.2 106.2,21.3 106.1,21.2", &[])),
        placemark(
            "<![CDATA[<b>khối</b>]]>",
            &polygon("106.1, 21.2, 5 106.2, 21.2 106.2 ,21.3 106.1,21.2", &[]),
        ),
    ];
    format!("{START}{}{END}", marks.concat())
}

#[test]
fn placemarks_are_features_and_what_is_no_area_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kml");
    fs::write(&path, sample()).unwrap();
    let (seen, layer) = seen_by(&path, None, Some("name")).unwrap();
    assert_eq!(
        seen.ids(),
        (vec!["CCN Hợp Thịnh & Đồng <1>", "<b>khối</b>"], vec!["điểm", "đường", "trống", "hở", "hỏng"])
    );
    assert_eq!(seen.features[0].2, [vec![5, 4], vec![5]]);
    assert_eq!(
        seen.kinds(),
        [
            &FaultKind::NotPolygon("point"),
            &FaultKind::NotPolygon("line"),
            &FaultKind::Empty,
            &FaultKind::OpenRing { ring: 0 },
            &FaultKind::Malformed("106.2 is no position".to_owned()),
        ]
    );
    // Heights of zero are no heights.
    assert_eq!((layer.flattened, layer.rows, layer.crs.kind), (1, 7, CrsKind::Geographic));
    assert!(!layer.crs.assumed);
}

#[test]
fn columns_of_extended_data_and_the_attribute_id_may_name_features() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kml");
    fs::write(&path, sample()).unwrap();
    for (column, expect) in [("ma", "24-1"), ("ten", "x"), ("id", "p")] {
        assert_eq!(seen_by(&path, None, Some(column)).unwrap().0.features[0].1, expect);
    }
    let error = seen_by(&path, None, Some("loai")).unwrap_err().to_string();
    assert_eq!(error, "no column loai; there are id, name, ma, ten");
}

#[test]
fn kmz_is_kml_in_a_zip_archive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kmz");
    packed(&path, &[("files/icon.png", b"?"), ("doc.KML", sample().as_bytes())]);
    let (seen, layer) = seen(&path);
    assert_eq!((seen.features.len(), seen.faults.len(), layer.name.as_str()), (2, 5, "a"));
}

#[test]
fn a_kmz_may_lead_from_its_first_file_to_layers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kmz");
    let links = format!("{START}<NetworkLink><Link><href>layers/w.kml</href></Link></NetworkLink>{END}");
    let (links, layer) = (links.as_bytes(), sample());
    packed(&path, &[("doc.kml", links), ("layers/w.kml", layer.as_bytes())]);
    let (found, read) = seen(&path);
    assert_eq!((found.features.len(), read.name.as_str()), (2, "w"));
    packed(&path, &[("doc.kml", links), ("w.kml", layer.as_bytes()), ("v.kml", layer.as_bytes())]);
    assert_eq!(refused(&path), "several layers: w, v");
    assert_eq!(seen_by(&path, Some("v"), None).unwrap().0.features.len(), 2);
}

#[test]
fn kml_that_is_broken_or_leads_elsewhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kml");
    let whole = sample();
    for length in [whole.len() - 3, whole.len() / 2, 300] {
        let cut = whole.char_indices().map(|(at, _)| at).take_while(|at| *at <= length).last().unwrap();
        fs::write(&path, &whole[..cut]).unwrap();
        assert!(refused(&path).starts_with("damaged: "), "{cut}");
    }
    fs::write(&path, format!("{START}</Document></Folder></kml>")).unwrap();
    assert!(refused(&path).starts_with("damaged: XML: "));
    fs::write(&path, format!("{START}<NetworkLink><Link><href>x</href></Link></NetworkLink>{END}")).unwrap();
    assert!(refused(&path).starts_with("not supported: a link to another file"));
    fs::write(&path, "<html><body/></html>").unwrap();
    assert!(refused(&path).starts_with("neither "));
}
