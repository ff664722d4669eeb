//! The figures, and every record that enters them.

use kit_testing::Browser;
use serde_json::Value;

use crate::world::on_each_engine;

async fn card(browser: &mut Browser, code: &str, query: &str) -> Value {
    browser.get_json(&format!("/measures/{code}?{query}")).await
}

async fn value(browser: &mut Browser, code: &str, query: &str) -> Value {
    card(browser, code, query).await["value"].clone()
}

fn ids(card: &Value) -> Vec<&str> {
    card["members"].as_array().unwrap().iter().map(|member| member["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_cluster_operates_when_a_project_counts_and_what_a_source_calls_it_decides_nothing() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let operating = card(&mut lan, "clusters.operating.count", "").await;
        assert_eq!(ids(&operating), ["24-911", "24-912", "24-913"], "24-914 is only said to operate");
        assert_eq!(operating["members_illustrative"], 2);
        assert_eq!(value(&mut lan, "clusters.operating.area_ha", "").await, 82.0);
        let unestablished = card(&mut lan, "clusters.operating_unestablished.count", "").await;
        assert_eq!(ids(&unestablished), ["24-913"]);
        let producing = card(&mut lan, "clusters.producing.count", "").await;
        assert_eq!(ids(&producing), ["24-911"], "the second reading");
        // Before its project ended 24-914 operated.
        assert_eq!(value(&mut lan, "clusters.operating.count", "as_of=2023-12-31").await, 4.0);
    })
    .await;
}

#[tokio::test]
async fn occupancy_is_weighted_by_area_and_its_three_readings_differ_by_their_denominator() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for (code, percent, part, whole) in [
            ("occupancy.pct", 27.3, 15.0, 55.0),
            ("occupancy.leasable.pct", 37.5, 15.0, 40.0),
            ("occupancy.all.pct", 20.0, 15.0, 75.0),
        ] {
            let card = card(&mut lan, code, "").await;
            assert_eq!(card["value"], percent, "{code}");
            let fraction = &card["fraction"];
            assert_eq!(
                (&fraction["numerator_ha"], &fraction["denominator_ha"]),
                (&part.into(), &whole.into())
            );
        }
        let default = card(&mut lan, "occupancy.pct", "").await;
        assert_eq!(ids(&default), ["24-911", "24-912", "24-913"]);
        let shares: Vec<_> =
            default["members"].as_array().unwrap().iter().map(|m| m["value"].clone()).collect();
        assert_eq!(shares, [25.0.into(), 33.3.into(), Value::Null], "its land is not known");
        assert_eq!(default["members_unknown"], 1);
        assert_eq!(value(&mut lan, "land.industrial_ha", "").await, 55.0);
        assert_eq!(value(&mut lan, "land.leased_ha", "").await, 15.0);
        assert_eq!(value(&mut lan, "land.vacant_ha", "").await, 40.0);
    })
    .await;
}

#[tokio::test]
async fn a_workshop_rental_adds_a_project_and_no_leased_land() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for (day, projects, rentals) in [("as_of=2024-05-31", 3.0, 0.0), ("as_of=2024-06-01", 4.0, 1.0)] {
            assert_eq!(value(&mut lan, "projects.count", day).await, projects);
            assert_eq!(value(&mut lan, "projects.rental.count", day).await, rentals);
            assert_eq!(value(&mut lan, "land.leased_ha", day).await, 15.0);
            assert_eq!(value(&mut lan, "occupancy.pct", day).await, 27.3);
        }
    })
    .await;
}

#[tokio::test]
async fn projects_that_are_over_do_not_count_and_what_is_not_known_is_told() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let projects = card(&mut lan, "projects.count", "").await;
        assert_eq!(ids(&projects), ["DA-0001", "DA-0002", "DA-0003", "DA-0004"]);
        let first = &projects["members"][0];
        assert_eq!((&first["href"], &first["illustrative"]), (&"/projects/DA-0001".into(), &true.into()));
        assert_eq!(projects["members"][1]["source"], "7/BC-SCT");
        assert_eq!(value(&mut lan, "projects.foreign.count", "").await, 1.0);
        assert_eq!(value(&mut lan, "projects.producing.count", "").await, 1.0);
        let capital = card(&mut lan, "projects.capital_bn_vnd", "").await;
        assert_eq!((&capital["value"], &capital["members_unknown"]), (&200.0.into(), &1.into()));
        assert_eq!(value(&mut lan, "projects.realised_bn_vnd", "").await, 30.0);
        assert_eq!(value(&mut lan, "workers.count", "").await, 150.0);
        assert_eq!(value(&mut lan, "workers.contract.count", "").await, 100.0);
        assert_eq!(value(&mut lan, "projects.count", "unit=d-hiep-hoa&as_of=2025-06-30").await, 1.0);
    })
    .await;
}

#[tokio::test]
async fn a_figure_of_a_past_day_can_be_asked_for_as_it_was_known_then() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        // The project in 24-912 and its lease were recorded on 10 March.
        for (code, now, then) in [
            ("projects.count", 3.0, 2.0),
            ("land.leased_ha", 15.0, 10.0),
            ("clusters.operating.count", 3.0, 2.0),
        ] {
            assert_eq!(value(&mut lan, code, "as_of=2024-02-01").await, now, "{code}");
            assert_eq!(value(&mut lan, code, "as_of=2024-02-01&known_at=2024-02-01").await, then, "{code}");
        }
    })
    .await;
}
