//! The page of all statements.

use crate::world::{LETTER, on_each_engine, record, record_note};

#[tokio::test]
async fn a_statement_stands_beside_the_figure_as_known_then_and_now_and_says_whether_it_agrees() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &[]).await;
        record(&mut lan, &[("measure", "clusters.area_ha"), ("value", "1.730,50")]).await;
        record(&mut lan, &[("as_of", "31/03/2025"), ("value", "50"), ("qualifier", "over")]).await;
        let list = world.binh().get_json("/statements").await;
        assert_eq!((&list["total"], &list["agree"]), (&3.into(), &2.into()));
        let (newer, older) = (&list["groups"][0], &list["groups"][1]);
        assert_eq!((&newer["as_of"], &older["as_of"]), (&"2025-03-31".into(), &"2024-04-22".into()));
        assert_eq!(older["document"], LETTER);
        let (count, area) = (&older["rows"][0], &older["rows"][1]);
        assert_eq!((&count["stated"], &count["then"]["value"]), (&"45".into(), &45.into()));
        assert_eq!((&count["agrees"], &count["difference"]), (&true.into(), &0.0.into()));
        assert_eq!(count["then"]["href"], "/measures/clusters.count?as_of=2024-04-22&known_at=2024-04-22");
        assert_eq!(count["now"]["href"], "/measures/clusters.count?as_of=2024-04-22");
        assert_eq!((&area["stated"], &area["agrees"]), (&"1730.50".into(), &false.into()));
        assert_eq!(area["difference"], -2.5);
        assert_eq!(newer["rows"][0]["agrees"], true, "55 is over 50");
        let page = world.binh().get("/statements").await.expect(200).text();
        assert!(page.contains("1.730,50") && page.contains("−2,50") && page.contains("hơn 50"), "{page}");
        assert!(!page.contains("/statements/new"), "he only looks");
    })
    .await;
}

#[tokio::test]
async fn a_statement_is_not_known_before_the_day_it_is_recorded() {
    on_each_engine(async |world| {
        record(&mut world.lan(), &[]).await;
        let then = world.binh().get_json("/statements?known_at=2026-06-29").await;
        assert_eq!(then["total"], 0);
        let page = world.binh().get("/statements?known_at=2026-06-29").await.expect(200).text();
        assert!(page.contains("chưa ghi số liệu nào"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_page_can_be_narrowed_to_a_document_and_shows_the_notes_of_the_day() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &[]).await;
        record_note(&mut lan).await;
        let mut binh = world.binh();
        let list = binh.get_json(&format!("/statements?document={LETTER}")).await;
        assert_eq!(list["groups"][0]["rows"][0]["notes"][0], "Số liệu của tháng 8/2022.");
        assert_eq!(binh.get_json("/statements?document=none").await["total"], 0);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_see_statements_is_refused() {
    on_each_engine(async |world| {
        let _ = world.an().get("/statements").await.expect(403);
        let _ = world.binh().get("/statements/new").await.expect(403);
    })
    .await;
}
