//! The figures of the plan in force, and every row that enters them.

use crate::world::{figure, on_each_engine};

#[tokio::test]
async fn a_figure_is_of_the_plan_that_was_in_force_on_its_day() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        for (day, count, area) in [
            ("2014-01-14", 0, 0),
            ("2014-01-15", 2, 46),
            ("2022-02-16", 2, 46),
            ("2022-02-17", 4, 120),
            ("2025-02-28", 4, 120),
            // From March 2025 on the third row is withdrawn.
            ("2025-03-01", 3, 65),
        ] {
            let query = format!("as_of={day}");
            assert_eq!(figure(&mut binh, "plan.clusters.count", &query).await, count, "{day}");
            assert_eq!(figure(&mut binh, "plan.clusters.area_ha", &query).await, area, "{day}");
        }
        assert_eq!(figure(&mut binh, "plan.parks.count", "as_of=2015-01-01").await, 0);
        assert_eq!(figure(&mut binh, "plan.parks.count", "").await, 2);
        assert_eq!(figure(&mut binh, "plan.parks.area_ha", "").await, 500);
    })
    .await;
}

#[tokio::test]
async fn what_was_recorded_later_is_not_known_before() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        for (known, count, area) in [("2022-06-30", 2, 50), ("2024-05-31", 4, 115), ("2024-06-01", 4, 120)] {
            let query = format!("as_of=2022-06-30&known_at={known}");
            assert_eq!(figure(&mut binh, "plan.clusters.count", &query).await, count, "{known}");
            assert_eq!(figure(&mut binh, "plan.clusters.area_ha", &query).await, area, "{known}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_withdrawn_or_goes_into_a_park_leaves_the_sum_and_an_unknown_area_is_told() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        let card = binh.get_json("/measures/plan.clusters.area_ha?as_of=2024-12-31").await;
        let ids: Vec<_> = card["members"].as_array().unwrap().iter().map(|m| &m["id"]).collect();
        assert_eq!(ids, ["QH-2030/1", "QH-2030/2", "QH-2030/3", "QH-2030/10"]);
        assert_eq!((&card["members_unknown"], &card["members_illustrative"]), (&1.into(), &1.into()));
        assert_eq!(card["members"][1]["href"], "/plans/QH-2030#cluster-2");
        assert_eq!(card["members"][1]["source"], "12/QĐ-TTg");
        for (day, new, withdrawn) in [("2024-12-31", 2, 1), ("2026-06-30", 1, 2)] {
            let query = format!("as_of={day}");
            assert_eq!(figure(&mut binh, "plan.clusters.new.count", &query).await, new);
            assert_eq!(figure(&mut binh, "plan.clusters.withdrawn.count", &query).await, withdrawn);
        }
        // The link to the row keeps the day, and the anchor stays at its end.
        let page = binh.get("/measures/plan.clusters.area_ha?as_of=2024-12-31").await.expect(200).text();
        assert!(page.contains("href=\"/plans/QH-2030?as_of=2024-12-31#cluster-2\""), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_scope_narrows_to_the_rows_that_lie_in_it() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        for (unit, area) in [("d-viet-yen", 40), ("c-07792", 40), ("n-07864", 25), ("d-luc-ngan", 0)] {
            let query = format!("unit={unit}&as_of=2024-12-31");
            assert_eq!(figure(&mut binh, "plan.clusters.area_ha", &query).await, area, "{unit}");
        }
        let _ = binh.get("/measures/plan.clusters.area_ha?unit=no-such").await.expect(404);
    })
    .await;
}
