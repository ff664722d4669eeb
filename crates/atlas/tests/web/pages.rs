//! The map and the place of a cluster: every map has its table.

use crate::world::on_each_engine;

#[tokio::test]
async fn the_place_of_a_cluster_is_told_as_corners_that_enclose_the_area_of_its_decision() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for (code, hectares) in [("24-901", 50.0), ("24-902", 32.0), ("24-903", 20.0), ("24-040", 74.92)] {
            let place = lan.get_json(&format!("/clusters/{code}/map")).await;
            let shape = place["shape_ha"].as_f64().unwrap();
            assert!((shape / hectares - 1.0).abs() < 0.001, "{code}: {shape} ha");
            assert_eq!((&place["quality"], &place["srid"]), (&"illustrative".into(), &9214.into()));
            let corners: Vec<(f64, f64, f64)> = place["vertices"]
                .as_array()
                .unwrap()
                .iter()
                .map(|v| ["north", "east", "side"].map(|name| v[name].as_f64().unwrap()).into())
                .collect();
            let next = || corners.iter().cycle().skip(1);
            let twice: f64 = corners.iter().zip(next()).map(|(a, b)| a.1 * b.0 - b.1 * a.0).sum();
            assert!(
                (twice.abs() / 2.0 / 10_000.0 - shape).abs() < 0.01,
                "{code}: the corners enclose the area"
            );
            for (a, b) in corners.iter().zip(next()) {
                assert!(
                    ((b.0 - a.0).hypot(b.1 - a.1) - a.2).abs() < 0.001,
                    "{code}: the sides lead to the next corner"
                );
                assert!((2_300_000.0..2_400_000.0).contains(&a.0), "X is the northing: {a:?}");
            }
        }
        let page = lan.get("/clusters/24-901/map").await.expect(200).text();
        assert!(page.contains("Tọa độ góc ranh") && page.contains("EPSG:9214"), "{page}");
        assert!(page.contains("Ranh giới minh họa") && page.contains("data-pick=\"24-901\""), "{page}");
        assert!(page.contains("/tiles/{z}/{x}/{y}.mvt?v="), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_legend_has_every_sign_of_the_map_withdrawn_and_unknown_too() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for path in ["/map", "/clusters"] {
            let page = lan.get(path).await.expect(200).text();
            for sign in ["planned", "operating", "merged_into_park", "withdrawn", "unknown"] {
                let entry = format!("<i class=\"cm-sw\" data-life=\"{sign}\">");
                assert_eq!(page.matches(&entry).count(), 1, "{path} {sign}: {page}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_cluster_says_whether_a_boundary_is_drawn() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let drawn = lan.get("/clusters/24-901").await.expect(200).text();
        assert!(drawn.contains("<small>ranh giới minh họa</small>"), "{drawn}");
        let missing = lan.get("/clusters/24-041").await.expect(200).text();
        assert!(missing.contains("<small>chưa vẽ ranh giới</small>"), "{missing}");
        assert!(!missing.contains("ranh giới minh họa"), "{missing}");
    })
    .await;
}

#[tokio::test]
async fn a_cluster_of_which_nobody_knows_the_place_says_so() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/clusters/24-041/map").await.expect(200).text();
        assert!(page.contains("Chưa có ranh giới") && !page.contains("data-tiles"), "{page}");
        let _ = lan.get("/clusters/24-999/map").await.expect(404);
        let _ = world.an().get("/clusters/24-901/map").await.expect(404);
        let _ = world.an().get("/clusters/24-901/map.json").await.expect(404);
        let _ = world.an().get("/clusters/24-903/map").await.expect(200);
        let record = lan.get("/clusters/24-901").await.expect(200).text();
        assert!(record.contains("href=\"/clusters/24-901/map\""), "the record has a tab that leads there");
        let map = lan.get("/map?as_of=2024-06-01").await.expect(200).text();
        assert!(
            map.contains("as_of=2024-06-01") && map.contains("view=table"),
            "the map has its table: {map}"
        );
        let layers = lan.get_json("/map").await["layers"].clone();
        assert_eq!(layers, serde_json::json!(["unit", "cluster"]));
    })
    .await;
}
