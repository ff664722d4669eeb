//! Pairs, figures and lists.

use kit_gisfile::{Feature, Sink, Source, read};

use crate::{Desk, bow_tie, rectangle, text};

/// A and B whose pairs have every class.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put(
        "a.geojson",
        &[
            ("part", rectangle(0.0, 0.0, 10.0, 10.0)),
            ("inside", rectangle(101.0, 1.0, 2.0, 2.0)),
            ("around", rectangle(200.0, 0.0, 10.0, 10.0)),
            ("same", rectangle(300.0, 0.0, 10.0, 10.0)),
            ("strip", rectangle(400.0, 0.0, 10.0, 100.0)),
            ("alone", rectangle(500.0, 0.0, 10.0, 10.0)),
        ],
    );
    desk.put(
        "b.geojson",
        &[
            ("p", rectangle(5.0, 5.0, 10.0, 10.0)),
            ("i", rectangle(100.0, 0.0, 10.0, 10.0)),
            ("r", rectangle(201.0, 1.0, 5.0, 2.0)),
            ("s", rectangle(300.0, 0.0, 10.0, 10.0)),
            ("t", rectangle(409.5, 0.0, 10.0, 100.0)),
            ("touches", rectangle(510.0, 0.0, 10.0, 10.0)),
        ],
    );
    desk
}

const PAIRS: &str = "\
a_id,b_id,area_m2,share_a,share_b,width_m,class
part,p,25,0.25,0.25,2.5,overlap
inside,i,4,1,0.04,1,a_within_b
around,r,10,0.1,1,1.4285714285714286,b_within_a
same,s,100,1,1,5,equal
strip,t,50,0.05,0.05,0.4975124378109453,sliver
";

#[test]
fn every_pair_has_its_measures_and_its_class() {
    let said = desk().run("@a.geojson @b.geojson --id-column ma");
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, PAIRS, ""));
}

#[test]
fn a_limit_of_area_and_one_of_width_can_be_set() {
    let said = desk().run("@a.geojson @b.geojson --min-area 30 --sliver-width 0.4");
    let short: Vec<&str> = said.out.lines().skip(1).map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(short, ["equal", "overlap"]);
    assert!(said.out.contains("\n3,3,100,"), "rows are ids where no column is named: {}", said.out);
}

#[test]
fn threads_change_nothing() {
    for threads in [1, 2, 5] {
        let said = desk().run(&format!("@a.geojson @b.geojson --id-column ma --threads {threads}"));
        assert_eq!(said.out, PAIRS);
    }
}

/// Ids, and numbers of points of rings.
#[derive(Default)]
struct Shapes(Vec<Vec<usize>>);

impl Sink for Shapes {
    fn feature(&mut self, feature: &Feature<'_>) {
        self.0.push(feature.rings.parts().flatten().map(<[_]>::len).collect());
    }

    fn fault(&mut self, fault: kit_gisfile::Fault) {
        panic!("{fault:?}");
    }
}

#[test]
fn every_form_holds_the_same_pairs_with_their_geometry() {
    let desk = desk();
    for name in ["pairs.geojson", "pairs.gpkg", "pairs.parquet"] {
        let said = desk.run(&format!("@a.geojson @b.geojson --id-column ma --out @{name}"));
        assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
        assert_eq!(said.err, format!("5 pairs were written to {name}\n"));
        let mut shapes = Shapes::default();
        let path = desk.path(name);
        let layer = read(&Source { path: &path, layer: None, id_column: None }, &mut shapes).unwrap();
        assert_eq!(shapes.0, vec![vec![5]; 5], "{name}");
        if name != "pairs.parquet" {
            assert_eq!(layer.crs.epsg(), Some(9214), "{name}");
        }
    }
}

#[test]
fn the_form_must_be_known() {
    let desk = desk();
    let said = desk.run("@a.geojson @b.geojson --out @pairs.txt");
    assert_eq!((said.code, desk.path("pairs.txt").exists()), (2, false));
    assert_eq!(desk.run("@a.geojson @b.geojson --out @pairs.txt --format csv").code, 0);
    assert_eq!(desk.run("@a.geojson @b.geojson --format gpkg").code, 2);
    assert_eq!(desk.run("@a.geojson @b.geojson --out @none/pairs.csv").code, 3);
}

#[test]
fn figures_alone_are_one_line_of_json_on_standard_output() {
    let said = desk().run("@a.geojson @b.geojson --stats json");
    let stats: serde_json::Value = serde_json::from_str(said.out.trim_end()).unwrap();
    assert_eq!(said.out.lines().count(), 1);
    assert_eq!([&stats["a"], &stats["b"], &stats["pairs"]], [6, 6, 5]);
    assert_eq!(stats["area_m2"], 189.0);
    for name in ["candidates", "load_cpu_s", "compute_cpu_s", "wall_s", "peak_rss_mb"] {
        assert!(stats[name].is_number(), "{name}: {stats}");
    }
}

#[test]
fn figures_do_not_mix_with_pairs() {
    let desk = desk();
    let said = desk.run("@a.geojson @b.geojson --id-column ma --stats json --out @pairs.csv");
    assert!(said.out.starts_with("{\"a\":6,"));
    assert_eq!(text(&desk.path("pairs.csv")), PAIRS);
    let said = desk.run("@a.geojson @b.geojson --id-column ma --stats json --format csv");
    assert_eq!(said.out, PAIRS);
    assert!(said.err.contains("{\"a\":6,"));
}

#[test]
fn a_set_against_itself_gives_each_pair_once() {
    let desk = Desk::new();
    let squares = [0.0, 5.0, 50.0].map(|x| ("x", rectangle(x, 0.0, 10.0, 10.0)));
    desk.put("a.geojson", &squares);
    let expect =
        "a_id,b_id,area_m2,share_a,share_b,width_m,class\n0,1,50,0.5,0.5,3.3333333333333335,overlap\n";
    for words in ["@a.geojson --self", "@a.geojson @a.geojson"] {
        assert_eq!(desk.run(words).out, expect, "{words}");
    }
    assert_eq!(desk.run("@a.geojson").code, 2);
}

#[test]
fn a_store_gives_the_same_pairs_and_is_made_anew_when_its_file_changes() {
    let desk = desk();
    let words = "@a.geojson @b.geojson --id-column ma --store @b.store";
    let made = desk.run(words);
    assert_eq!((made.code, made.out.as_str()), (0, PAIRS), "{}", made.err);
    assert!(made.err.starts_with("The prepared set is in b.store"), "{}", made.err);
    let read = desk.run(words);
    assert_eq!((read.code, read.out.as_str(), read.err.as_str()), (0, PAIRS, ""));
    assert_eq!(desk.run("@a.geojson --id-column ma --store @b.store").out, PAIRS);
    // Another system is still another one.
    desk.put_in("c.geojson", "EPSG::9213", &[("x", rectangle(0.0, 0.0, 1.0, 1.0))]);
    assert_eq!(desk.run("@c.geojson --store @b.store").code, 2);
    std::fs::write(desk.path("b.store"), "nothing").unwrap();
    assert_eq!(desk.run("@a.geojson --store @b.store").code, 2);
    let later = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1 << 33);
    std::fs::File::options().write(true).open(desk.path("b.geojson")).unwrap().set_modified(later).unwrap();
    assert_eq!(desk.run(words).out, PAIRS);
    assert_eq!(desk.run("@a.geojson --store @none.store").code, 2);
}

#[test]
fn a_check_lists_every_defect_with_its_place() {
    let desk = Desk::new();
    desk.put(
        "a.geojson",
        &[("good", rectangle(0.0, 0.0, 10.0, 10.0)), ("tie", bow_tie()), ("none", "null".to_owned())],
    );
    let said = desk.run("check @a.geojson --id-column ma");
    let expect = "id,row,kind,part,ring,other_part,other_ring,x,y\n\
                  tie,1,ring_crosses_itself,0,0,,,500005,2300005\nnone,2,empty,,,,,,\n";
    assert_eq!((said.code, said.out.as_str()), (1, expect));
    assert_eq!(said.err, "a.geojson: 2 defects in 2 features; 3 features were read\n");
    let said = desk.run("check @a.geojson --format geojson");
    assert!(
        said.out.contains(r#""geometry":{"type":"Point","coordinates":[500005,2300005]}"#),
        "{}",
        said.out
    );
    desk.put("b.geojson", &[("good", rectangle(0.0, 0.0, 10.0, 10.0))]);
    let said = desk.run("check @b.geojson");
    assert_eq!((said.code, said.err.as_str()), (0, "b.geojson: 1 features, no defect\n"));
}

#[test]
fn cases_are_run_and_counted() {
    let desk = Desk::new();
    let case = |expected: &str| {
        format!(
            r#"{{"op": "intersection", "a": "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "b": "POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))", "expected": "{expected}", "pattern": null, "scale": null}}"#
        )
    };
    std::fs::write(desk.path("cases.jsonl"), case("POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))")).unwrap();
    let said = desk.run("--cases @cases.jsonl");
    assert_eq!((said.code, said.out.lines().count()), (0, 1), "{}", said.out);
    std::fs::write(desk.path("cases.jsonl"), "no JSON").unwrap();
    let said = desk.run("--cases @cases.jsonl");
    assert!(said.code == 1 && said.out.starts_with("line 1 fails"), "{}", said.out);
    assert_eq!(desk.run("--cases @none.jsonl").code, 2);
}
