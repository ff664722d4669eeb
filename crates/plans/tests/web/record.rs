//! Recording plans and their rows through the forms.

use kit_testing::{Answer, Browser};

use crate::world::{figure, numbers, on_each_engine};

const ROW: &str = "/plans/QH-2030/rows/cluster/2";

/// Sends the form of the second row with some fields set anew.
async fn send(browser: &mut Browser, changed: &[(&str, &str)]) -> Answer {
    let fields = [
        ("name", "Hai"),
        ("cluster", "24-902"),
        ("units", "Xã Hợp Thịnh"),
        ("area_before", "10"),
        ("area", "30"),
        ("change", "enlarged"),
        ("phase", "2021-2025"),
        ("valid_from", "01/03/2026"),
        ("document", "12/QĐ-TTg"),
    ];
    let kept = fields.into_iter().filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    let fields: Vec<_> = kept.chain(changed.iter().copied()).collect();
    browser.post_form(ROW, &fields).await
}

#[tokio::test]
async fn a_change_of_a_row_holds_from_its_day_on() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let form = lan.get(ROW).await.expect(200);
        assert!(form.text().contains("value=\"25,00\"") && form.text().contains("Xã Quang Minh"));
        let answer = send(&mut lan, &[("was-area", "25,00")]).await.expect(303);
        assert_eq!(answer.location(), "/plans/QH-2030#cluster-2");
        for (query, area) in
            [("as_of=2026-02-28", 65), ("as_of=2026-03-01", 70), ("as_of=2026-03-01&known_at=2026-06-29", 65)]
        {
            assert_eq!(figure(&mut lan, "plan.clusters.area_ha", query).await, area, "{query}");
        }
        let deed = lan.get_json("/audit?kind=plan&key=QH-2030").await["rows"][0].clone();
        assert_eq!((&deed["action"], &deed["document"]), (&"plan.record".into(), &"12/QĐ-TTg".into()));
        let rows = lan.get_json("/clusters/24-902/plan").await["rows"].clone();
        assert_eq!(rows.as_array().unwrap().len(), 3, "{rows}");
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_records_over_somebody_else_sees_both_before_anything_is_written() {
    on_each_engine(async |world| {
        let (mut lan, mut other) = (world.lan(), world.lan());
        let was = ("was-area", "25,00");
        let _ = send(&mut other, &[was, ("area", "31"), ("phase", "2026-2030")]).await.expect(303);
        let text = send(&mut lan, &[was]).await.expect(409).text();
        assert!(text.contains("Chưa ghi: có người vừa ghi thay đổi khác."), "{text}");
        let row =
            "<s>25,00</s></td><td data-h=\"Người khác vừa ghi\">31,00</td><td data-h=\"Bạn nhập\">30</td>";
        assert!(text.contains(row), "beside one's own: {text}");
        assert!(text.contains("value=\"30\""), "one's own is kept: {text}");
        assert_eq!(figure(&mut lan, "plan.clusters.area_ha", "").await, 71);
        // Having seen it, one's own is recorded.
        assert!(text.contains("name=\"was-area\" value=\"31,00\""), "{text}");
        let _ = send(&mut lan, &[("was-area", "31,00")]).await.expect(303);
        assert_eq!(figure(&mut lan, "plan.clusters.area_ha", "").await, 70);
    })
    .await;
}

#[tokio::test]
async fn all_problems_of_a_row_are_told_at_once() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let bad = [
            ("name", ""),
            ("cluster", "24-999"),
            ("units", "Xã Không Có"),
            ("area", "9"),
            ("valid_from", "31/02/2024"),
            ("document", "no-such"),
        ];
        let text = send(&mut lan, &bad).await.expect(422).text();
        for (field, _) in bad {
            assert!(text.contains(&format!("id=\"{field}-fault\"")), "{field}: {text}");
        }
        assert_eq!(figure(&mut lan, "plan.clusters.area_ha", "").await, 65);
    })
    .await;
}

#[tokio::test]
async fn a_row_is_added_once_under_its_number() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let path = "/plans/QH-2030/rows/new";
        let _ = lan.get(path).await.expect(200);
        let fields = [
            ("kind", "cluster"),
            ("nr", "11"),
            ("name", "Mười Một"),
            ("area", "20"),
            ("change", "new"),
            ("valid_from", "01/01/2026"),
            ("document", "qd-12"),
        ];
        assert_eq!(lan.post_form(path, &fields).await.expect(303).location(), "/plans/QH-2030#cluster-11");
        assert_eq!(figure(&mut lan, "plan.clusters.count", "").await, 4);
        let text = lan.post_form(path, &fields).await.expect(422).text();
        assert!(text.contains("id=\"nr-fault\""), "{text}");
        assert_eq!(figure(&mut lan, "plan.clusters.count", "").await, 4);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_was_recorded_by_mistake_is_taken_back_and_its_number_is_free_again() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let (new, path) = ("/plans/QH-2030/rows/new", "/plans/QH-2030/rows/cluster/11");
        let fields = [
            ("kind", "cluster"),
            ("nr", "11"),
            ("name", "Mười Một"),
            ("units", "Xã Hợp Thịnh"),
            ("change", "new"),
            ("valid_from", "01/01/2026"),
            ("document", "qd-12"),
        ];
        let _ = lan.post_form(new, &fields).await.expect(303);
        assert_eq!(figure(&mut lan, "plan.clusters.count", "").await, 4);
        assert!(lan.get(path).await.expect(200).text().contains("Không đúng, hoặc không còn"));
        let wrong = [&fields[..], &[("holds", "no")]].concat();
        let _ = lan.post_form(path, &wrong).await.expect(303);
        assert_eq!(figure(&mut lan, "plan.clusters.count", "").await, 3);
        let _ = lan.get(path).await.expect(404);
        assert_eq!(figure(&mut lan, "plan.clusters.count", "known_at=2026-06-29").await, 3);
        let _ = lan.post_form(new, &fields).await.expect(303);
        assert_eq!(figure(&mut lan, "plan.clusters.count", "").await, 4);
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_new_plan_is_a_draft_until_it_is_approved() {
    on_each_engine(async |world| {
        let (mut lan, mut binh) = (world.lan(), world.binh());
        let _ = lan.get("/plans/new").await.expect(200);
        let fields = [
            ("code", "QH-2035"),
            ("name", "Quy hoạch 2026-2035"),
            ("kind", "cluster_plan"),
            ("period_from", "2026"),
            ("period_to", "2035"),
            ("stage", "draft"),
            ("valid_from", "01/06/2026"),
            ("document", "qd-12"),
        ];
        assert_eq!(lan.post_form("/plans/new", &fields).await.expect(303).location(), "/plans/QH-2035");
        let text = lan.post_form("/plans/new", &fields).await.expect(422).text();
        assert!(text.contains("id=\"code-fault\""), "{text}");
        let _ = binh.get("/plans/QH-2035").await.expect(404);
        let _ = lan.get("/plans/QH-2035/record").await.expect(200);
        let approved = [("stage", "approved"), ("valid_from", "20/06/2026"), ("was-stage", "draft")];
        let rest = fields.into_iter().filter(|(name, _)| !["stage", "valid_from"].contains(name));
        let fields: Vec<_> = rest.chain(approved).collect();
        let _ = lan.post_form("/plans/QH-2035/record", &fields).await.expect(303);
        assert!(numbers(&binh.get_json("/plans/QH-2035").await["clusters"]).is_empty());
        // The form that was open meanwhile comes back with what stands.
        let late =
            fields.iter().map(|(name, value)| (*name, if *name == "stage" { "draft" } else { *value }));
        let late: Vec<_> = late.collect();
        let text = lan.post_form("/plans/QH-2035/record", &late).await.expect(409).text();
        assert!(text.contains("Chưa ghi: có người vừa ghi thay đổi khác."), "{text}");
        // The plan for the latest years that have begun is in force, and its list is empty.
        assert_eq!(figure(&mut binh, "plan.clusters.count", "").await, 0);
        assert_eq!(figure(&mut binh, "plan.parks.count", "").await, 2);
    })
    .await;
}
