//! GIS programs open the file of the running server: they see the layers, and what they add to it stops nobody.

use std::{path::Path, process::Command};

use crate::program::{Demo, Server};

/// Runs GDAL's program on the file.
fn ogrinfo(file: &Path, args: &[&str]) -> String {
    let output = Command::new("ogrinfo").args(args).arg(file).output();
    let output =
        output.unwrap_or_else(|cause| panic!("this test needs the Debian package gdal-bin ({cause})"));
    let seen = [output.stdout, output.stderr].concat();
    let seen = String::from_utf8_lossy(&seen).into_owned();
    assert!(output.status.success(), "{seen}");
    seen
}

/// The part of the description that speaks of one layer.
fn layer<'a>(seen: &'a str, name: &str) -> &'a str {
    let (_, rest) =
        seen.split_once(&format!("Layer name: {name}\n")).unwrap_or_else(|| panic!("{name}: {seen}"));
    rest.split_once("Layer name: ").map_or(rest, |(own, _)| own)
}

fn features(seen: &str, name: &str) -> usize {
    let (_, rest) = layer(seen, name).split_once("Feature Count: ").unwrap();
    rest.lines().next().unwrap().trim().parse().unwrap()
}

/// Lan records a new area of an invented cluster.
fn record(server: &Server, (cookie, csrf): &(String, String), area: &str, from: &str) {
    let fields = [
        ("csrf", csrf.as_str()),
        ("name", "minh họa 01"),
        ("area", area),
        ("valid_from", from),
        ("document", "minh-hoa"),
    ];
    let answer = server.post("/clusters/24-901/record", cookie, &fields);
    assert!(answer.starts_with("HTTP/1.0 303") || answer.starts_with("HTTP/1.1 303"), "{answer}");
}

#[test]
fn gdal_reads_the_layers_while_lan_records_a_fact_over_http() {
    let demo = Demo::copy();
    let server = demo.serve();
    let lan = server.sign_in("lan", &demo.password("lan"));
    let before = ogrinfo(&demo.file(), &["-ro", "-so", "-al"]);
    record(&server, &lan, "26,5", "2026-02-01");
    let seen = ogrinfo(&demo.file(), &["-ro", "-so", "-al"]);

    let mut names: Vec<_> = seen.lines().filter_map(|line| line.strip_prefix("Layer name: ")).collect();
    names.sort_unstable();
    assert_eq!(names, ["gis_cluster", "gis_document", "gis_unit"]);
    for name in ["gis_cluster", "gis_unit"] {
        let layer = layer(&seen, name);
        assert!(layer.contains("ID[\"EPSG\",9214]") && layer.contains("Geometry: "), "{layer}");
        assert_eq!(features(&seen, name), features(&before, name), "the new row took the place of the old");
    }
    assert!(45 < features(&seen, "gis_cluster"), "{seen}");
    // Communes of today, and the province.
    assert!(99 <= features(&seen, "gis_unit"), "{seen}");
    assert!(37 <= features(&seen, "gis_document"), "{seen}");
    assert!(!seen.contains("Warning") && !seen.contains("ERROR"), "{seen}");
    for hidden in ["person", "session", "credential", "audit", "grant"] {
        assert!(!seen.contains(hidden), "{hidden} is told to GIS programs");
    }
    let sql = "select code, area_ha from gis_cluster where code = '24-901'";
    let area = ogrinfo(&demo.file(), &["-ro", "-q", "-sql", sql]);
    assert!(area.contains("area_ha (Real) = 26.5"), "{area}");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_spatial_index_of_gdal_does_not_stop_the_next_deed() {
    let demo = Demo::copy();
    let server = demo.serve();
    let lan = server.sign_in("lan", &demo.password("lan"));
    for table in ["gis_cluster", "gis_unit"] {
        ogrinfo(&demo.file(), &["-sql", &format!("SELECT CreateSpatialIndex('{table}', 'geom')")]);
    }
    record(&server, &lan, "26,5", "2026-02-01");
    // A GIS program that lists the tables themselves can give them one.
    for (table, kind) in [("cluster_shape", "GEOMETRY"), ("unit_shape", "GEOMETRY")] {
        demo.tamper(&format!(
            "insert into gpkg_contents (table_name, data_type, identifier, srs_id) \
             values ('{table}', 'features', '{table}', 9214); \
             insert into gpkg_geometry_columns values ('{table}', 'geom', '{kind}', 9214, 0, 0)"
        ));
        let seen = ogrinfo(&demo.file(), &["-sql", &format!("SELECT CreateSpatialIndex('{table}', 'geom')")]);
        assert!(seen.contains("CreateSpatialIndex (Integer) = 1"), "{seen}");
    }
    record(&server, &lan, "27", "2026-03-01");
    assert_eq!(server.stop(), Some(0));
    let verdict = demo.say(&["verify"]);
    assert_eq!(verdict.code, 0, "{verdict:?}");
    // Before the next start as well.
    let seen = ogrinfo(&demo.file(), &["-ro", "-so", "-al"]);
    assert!(45 < features(&seen, "gis_cluster"), "{seen}");
}
