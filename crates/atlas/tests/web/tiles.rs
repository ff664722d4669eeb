//! What is in a tile, for which day and for whom.

use std::collections::BTreeSet;

use kit_testing::people;
use serde_json::Value;

use crate::{
    mvt::{self, Feature, Layer},
    world::{around, middle, on_each_engine, tile},
};

fn names<'a>(layer: &'a Layer, property: &str) -> BTreeSet<&'a str> {
    layer.features.iter().map(|feature| feature.text(property)).collect()
}

fn cluster<'a>(layer: &'a Layer, code: &str) -> &'a Feature {
    layer.features.iter().find(|feature| feature.text("code") == code).unwrap()
}

/// Twice the area by the surveyor's formula; positive is clockwise where y goes down.
fn turn(ring: &[(i64, i64)]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

#[tokio::test]
async fn lan_sees_districts_while_there_were_districts_and_communes_since() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for (query, kind, count, has) in [
            ("?as_of=2024-01-31", "district", 10, "Huyện Việt Yên"),
            ("?as_of=2024-02-01", "district", 10, "Thị xã Việt Yên"),
            ("?as_of=2025-06-30", "district", 10, "Thị xã Chũ"),
            ("?as_of=2025-07-01", "commune", 99, "Phường Kinh Bắc"),
            ("", "commune", 99, "Xã Hợp Thịnh"),
        ] {
            let layers = tile(&mut lan, 5, query).await;
            let (unit, label) = (&layers["unit"], &layers["unit_label"]);
            assert_eq!((unit.features.len(), label.features.len()), (count, count), "{query}");
            assert!(names(unit, "name").contains(has) && names(label, "name").contains(has), "{query}");
            assert_eq!(names(unit, "kind"), [kind].into(), "{query}");
            assert_eq!(names(unit, "code").len(), count, "{query}");
        }
        let before = tile(&mut lan, 5, "?as_of=2022-12-31").await;
        assert!(!before.contains_key("unit"), "no unit is held of that day");
    })
    .await;
}

#[tokio::test]
async fn a_cluster_is_drawn_with_the_state_and_area_of_the_day() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let layers = tile(&mut lan, 8, "").await;
        assert_eq!(
            layers.keys().map(String::as_str).collect::<Vec<_>>(),
            ["cluster", "cluster_point", "unit", "unit_label"]
        );
        for layer in layers.values() {
            assert_eq!((layer.version, layer.extent), (2, 4096));
        }
        let expected: [(&str, Value); 6] = [
            ("area_ha", 50.0.into()),
            ("code", "24-901".into()),
            ("illustrative", true.into()),
            ("made_up", true.into()),
            ("name", "minh họa 01".into()),
            ("state", "operating".into()),
        ];
        let told = |layer: &str| {
            let drawn = &cluster(&layers[layer], "24-901").properties;
            drawn.iter().map(|(name, value)| (name.clone(), value.clone())).collect::<Vec<_>>()
        };
        assert_eq!(told("cluster_point"), expected.clone().map(|(name, value)| (name.to_owned(), value)));
        let [_, code, .., state] = expected.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(
            told("cluster"),
            [code, state],
            "a shape says what it is drawn by; its point says the rest"
        );
        let before = tile(&mut lan, 8, "?as_of=2023-02-01").await;
        let planned = cluster(&before["cluster_point"], "24-901");
        assert_eq!(planned.text("state"), "planned");
        assert_eq!(planned.properties.get("area_ha"), None, "not known then");
        let earlier = tile(&mut lan, 8, "?as_of=2023-01-15").await;
        assert!(!names(&earlier["cluster"], "code").contains("24-902"), "not in the register yet");
        // 24-009 was withdrawn, and what 24-040 was then is not known.
        assert_eq!(cluster(&layers["cluster_point"], "24-009").text("state"), "withdrawn");
        let long_ago = tile(&mut lan, 8, "?as_of=2018-07-01").await;
        assert_eq!(cluster(&long_ago["cluster_point"], "24-040").text("state"), "unknown");
        assert!(!names(&layers["cluster"], "code").contains("24-041"), "nobody knows where it lies");
    })
    .await;
}

#[tokio::test]
async fn shapes_stay_in_the_tile_and_its_margin_and_turn_the_way_of_the_specification() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let mut seen = 0;
        for z in [5, 8, 9, 11, 13, 14] {
            for (name, layer) in tile(&mut lan, z, "").await {
                for feature in &layer.features {
                    seen += 1;
                    assert_eq!(
                        feature.kind,
                        if name.ends_with("_point") || name.ends_with("_label") { 1 } else { 3 }
                    );
                    let all = feature.parts.iter().flatten();
                    for (x, y) in all {
                        assert!(
                            (-64..=4160).contains(x) && (-64..=4160).contains(y),
                            "{name} {x} {y} at {z}"
                        );
                    }
                    if feature.kind == 1 {
                        assert_eq!(feature.parts.len(), 1);
                        continue;
                    }
                    assert!(feature.parts.iter().all(|ring| 3 <= ring.len() && turn(ring) != 0));
                    assert!(
                        0 < turn(&feature.parts[0]),
                        "the shell is clockwise on the screen: {name} at {z}"
                    );
                    assert!(
                        feature.parts.iter().all(|ring| ring.first() != ring.last()),
                        "closing is a command"
                    );
                }
            }
        }
        assert!(200 < seen, "{seen}");
    })
    .await;
}

#[tokio::test]
async fn a_cluster_lies_where_it_should() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let place = lan.get_json("/clusters/24-903/map").await;
        assert!(place["vertices"].as_array().unwrap().len() >= 3);
        // Its point as the seed has it; deep tiles hold it, those beside do not.
        let seed = include_str!("../../../../seed/bac-giang/shapes/clusters.geojson");
        let seed: Value = serde_json::from_str(seed).unwrap();
        let shape = seed["features"]
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["properties"]["code"] == "24-903")
            .unwrap();
        let corner = &shape["geometry"]["coordinates"][0][0];
        let (x, y) = around(14, corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
        let drawn = lan.get(&format!("/tiles/14/{x}/{y}.mvt")).await.expect(200);
        let layers = mvt::read(&drawn.body);
        assert_eq!(names(&layers["cluster"], "code"), ["24-903"].into());
        assert!(names(&layers["unit"], "code").contains("07864"));
        let far = lan.get(&format!("/tiles/14/{}/{y}.mvt", x + 500)).await.expect(200);
        assert!(!mvt::read(&far.body).contains_key("cluster"));
        let nowhere = lan.get("/tiles/3/0/0.mvt").await.expect(200);
        assert!(nowhere.body.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_no_tile_is_not_found() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = lan.get("/tiles/0/0/0.mvt").await.expect(200);
        for path in [
            "/tiles/15/26000/14000.mvt",
            "/tiles/4294967295/0/0.mvt",
            "/tiles/9/512/225.mvt",
            "/tiles/9/406/512.mvt",
            "/tiles/0/1/0.mvt",
            "/tiles/9/-1/225.mvt",
            "/tiles/9/a/225.mvt",
            "/tiles/9/4294967296/225.mvt",
            "/tiles/9/406/225",
            "/tiles/9/406/225.json",
            "/tiles/9/406/225.png",
        ] {
            let _ = lan.get(path).await.expect(404);
        }
        let page = lan.get("/tiles/9/406/225").await.text();
        assert!(page.contains("Không có mảnh bản đồ này"), "{page}");
        let _ = lan.get("/tiles/9/406/225.mvt?as_of=never").await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn nobody_finds_in_a_tile_what_the_list_hides() {
    on_each_engine(async |world| {
        let mut an = world.an();
        for query in ["", "?as_of=2023-06-01"] {
            let layers = tile(&mut an, 8, query).await;
            assert!(layers["unit"].features.len() > 1, "units are everybody's who may look at them");
            for layer in ["cluster", "cluster_point"] {
                let codes = names(&layers[layer], "code");
                assert!(codes.contains("24-903") && !codes.contains("24-901"), "{query}: {codes:?}");
                let listed = an.get_json(&format!("/clusters{query}")).await;
                let listed: BTreeSet<_> = listed["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row["code"].as_str().unwrap())
                    .collect();
                assert!(codes.is_subset(&listed), "{query}: {codes:?} {listed:?}");
            }
        }
        // Hoa may open maps, but no layer of them is hers.
        let mut hoa = world.app.acting_as(&people::HOA.may_everywhere(&["map.view"]));
        assert!(tile(&mut hoa, 8, "").await.is_empty());
        let (x, y) = middle(8);
        let mut binh = world.app.acting_as(&people::BINH.may_everywhere(&["cluster.view"]));
        let _ = binh.get(&format!("/tiles/8/{x}/{y}.mvt")).await.expect(403);
        let _ = world.app.as_visitor().get(&format!("/tiles/8/{x}/{y}.mvt")).await.expect(401);
    })
    .await;
}

#[tokio::test]
async fn a_tile_is_sent_again_only_when_something_changed() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let (x, y) = middle(8);
        let path = format!("/tiles/8/{x}/{y}.mvt");
        let first = lan.get(&path).await.expect(200);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && first.header("cache-control") == "private, no-cache");
        let again = lan.get_with(&path, &[("if-none-match", &tag)]).await.expect(304);
        assert!(again.body.is_empty());
        assert_eq!(again.header("etag"), tag);
        // Another day, another person, another state of the facts: each has its own.
        let past =
            lan.get_with(&format!("{path}?as_of=2024-01-01"), &[("if-none-match", &tag)]).await.expect(200);
        assert_ne!(past.header("etag"), tag);
        let an = world.an().get_with(&path, &[("if-none-match", &tag)]).await.expect(200);
        assert_ne!(an.header("etag"), tag);
        let fields = [
            ("name", "đổi tên"),
            ("area", "51"),
            ("valid_from", "01/06/2026"),
            ("document", "minh-hoa"),
            ("investor_kind", "enterprise"),
        ];
        let _ = lan.post_form("/clusters/24-901/record", &fields).await.expect(303);
        let changed = lan.get_with(&path, &[("if-none-match", &tag)]).await.expect(200);
        assert_ne!(changed.header("etag"), tag);
        assert_eq!(cluster(&mvt::read(&changed.body)["cluster_point"], "24-901").text("name"), "đổi tên");
    })
    .await;
}
