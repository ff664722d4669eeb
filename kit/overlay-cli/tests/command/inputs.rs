//! Inputs that are not as they should be: told by name, with a way out; the rest goes on.

use crate::{Desk, bow_tie, rectangle, ring};

fn good() -> [(&'static str, String); 1] {
    [("good", rectangle(0.0, 0.0, 10.0, 10.0))]
}

const ONE_PAIR: &str = "a_id,b_id,area_m2,share_a,share_b,width_m,class\ngood,good,100,1,1,5,equal\n";

#[test]
fn a_broken_feature_is_named_and_the_rest_is_compared() {
    let desk = Desk::new();
    let short = r#"{"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}"#.to_owned();
    let line = r#"{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}"#.to_owned();
    let open = ring(&[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]);
    desk.put(
        "a.geojson",
        &[good(), [("tie", bow_tie())], [("short", short)], [("line", line)], [("open", open)]].concat(),
    );
    desk.put("b.geojson", &good());
    let said = desk.run("@a.geojson @b.geojson --id-column ma");
    assert_eq!((said.code, said.out.as_str()), (1, ONE_PAIR));
    assert_eq!(
        said.err,
        "a.geojson: feature tie (row 1): invalid in 1 places (ring_crosses_itself)\n\
         a.geojson: feature short (row 2): ring 0 has 3 points; a ring has at least four, the first one repeated\n\
         a.geojson: feature line (row 3): no area but a geometry of kind line\n\
         a.geojson: feature open (row 4): ring 0 is not closed\n\
         a.geojson: 4 of 5 features were left out; the rest was compared.\n"
    );
}

#[test]
fn what_is_invalid_is_mended_where_that_is_asked_for() {
    let desk = Desk::new();
    desk.put("a.geojson", &[("tie", bow_tie())]);
    desk.put("b.geojson", &good());
    let said = desk.run("@a.geojson @b.geojson --id-column ma --repair");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("\ntie,good,50,1,0.5,"), "{}", said.out);
    assert!(said.err.contains("mended by the even-odd rule"), "{}", said.err);
}

#[test]
fn ids_that_repeat_are_named_and_compared() {
    let desk = Desk::new();
    desk.put("a.geojson", &[good(), good()].concat());
    desk.put("b.geojson", &good());
    let said = desk.run("@a.geojson @b.geojson --id-column ma");
    assert_eq!((said.code, said.out.lines().count()), (1, 3));
    assert_eq!(
        said.err,
        "a.geojson: feature good (row 0): another feature has the same id; both are compared\n\
         a.geojson: feature good (row 1): another feature has the same id; both are compared\n"
    );
}

#[test]
fn two_coordinate_systems_are_refused_and_both_named() {
    let desk = Desk::new();
    desk.put("a.geojson", &good());
    desk.put_in("b.geojson", "EPSG::9213", &good());
    let said = desk.run("@a.geojson @b.geojson --out @pairs.csv");
    assert_eq!((said.code, desk.path("pairs.csv").exists()), (2, false));
    assert!(
        said.err.contains("a.geojson is in EPSG:9214 VN-2000 / TM-3 107-00, b.geojson in EPSG:9213"),
        "{}",
        said.err
    );
    assert_eq!(desk.run("@a.geojson @b.geojson --ignore-crs").code, 0);
}

#[test]
fn degrees_are_refused_by_name_and_by_look() {
    let desk = Desk::new();
    let degrees = [(
        "x",
        r#"{"type": "Polygon", "coordinates": [[[106, 21], [107, 21], [107, 22], [106, 21]]]}"#.to_owned(),
    )];
    desk.put("b.geojson", &good());
    desk.put_in("a.geojson", "EPSG::4326", &degrees);
    let said = desk.run("@a.geojson @b.geojson");
    assert!(said.code == 2 && said.err.starts_with("a.geojson is in degrees"), "{}", said.err);
    desk.put_in("a.geojson", "EPSG::0", &degrees);
    let said = desk.run("@a.geojson @b.geojson");
    assert!(said.code == 2 && said.err.contains("look like degrees"), "{}", said.err);
    // The word of the person counts.
    assert_eq!(desk.run("@a.geojson --self --metres").code, 0);
}

#[test]
fn a_file_that_names_no_system_is_told_and_taken() {
    let desk = Desk::new();
    desk.put("b.geojson", &good());
    let text = crate::text(&desk.path("b.geojson")).replace("\"crs\"", "\"other\"");
    std::fs::write(desk.path("a.geojson"), text).unwrap();
    let said = desk.run("@a.geojson @b.geojson --id-column ma");
    assert_eq!((said.code, said.out.as_str()), (0, ONE_PAIR));
    assert!(said.err.starts_with("a.geojson names no coordinate system"), "{}", said.err);
}

#[test]
fn heights_are_left_out_and_told() {
    let desk = Desk::new();
    let high = rectangle(0.0, 0.0, 10.0, 10.0).replace(".0]", ", 7]").replace(", 2300000]", ", 2300000, 7]");
    desk.put("a.geojson", &[("good", high)]);
    desk.put("b.geojson", &good());
    let said = desk.run("@a.geojson @b.geojson --id-column ma");
    assert_eq!((said.code, said.out.as_str()), (0, ONE_PAIR), "{}", said.err);
    assert_eq!(said.err, "a.geojson: 1 features have heights or measures, which were left out.\n");
}

#[test]
fn a_feature_beyond_the_grid_is_named() {
    let desk = Desk::new();
    desk.put("a.geojson", &[good(), [("far", rectangle(3e6, 0.0, 1.0, 1.0))], good()].concat());
    desk.put("b.geojson", &good());
    let said = desk.run("@a.geojson @b.geojson");
    assert_eq!((said.code, said.out.lines().count()), (1, 3));
    assert!(said.err.contains("feature 1 (row 1): (3500000, 2300000) is more than 1,073 km"), "{}", said.err);
}

#[test]
fn files_that_are_none_are_refused_with_a_sentence() {
    let desk = Desk::new();
    desk.put("b.geojson", &good());
    let whole = crate::text(&desk.path("b.geojson"));
    std::fs::write(desk.path("cut.geojson"), &whole[..whole.len() - 20]).unwrap();
    std::fs::write(desk.path("a.gpkg"), "id,name").unwrap();
    std::fs::create_dir(desk.path("folder")).unwrap();
    for (a, expect) in [
        ("@cut.geojson", "cut.geojson is damaged"),
        ("@a.gpkg", "a.gpkg is neither a GeoPackage"),
        ("@folder", "folder is a folder"),
        ("@none.gpkg", "none.gpkg cannot be read"),
        ("@b.geojson:other", "b.geojson has no layer other. There are: b"),
        ("@b.geojson --id-column so", "b.geojson has no column so"),
    ] {
        let said = desk.run(&format!("{a} @b.geojson"));
        assert!(said.code == 2 && said.err.starts_with(expect), "{a}: {}", said.err);
    }
    assert_eq!(desk.run("@b.geojson:b --self").code, 0);
}
