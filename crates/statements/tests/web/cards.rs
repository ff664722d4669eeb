//! What stands beside a figure and below a document.

use crate::world::{LETTER, on_each_engine, record, record_note};

const ON_THE_DAY: &str = "/measures/clusters.count?as_of=2024-04-22";

#[tokio::test]
async fn the_card_of_a_figure_tells_what_is_stated_for_its_day_and_the_notes_that_hold() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &[("qualifier", "over"), ("value", "44")]).await;
        record_note(&mut lan).await;
        let card = world.binh().get_json(ON_THE_DAY).await;
        assert_eq!(card["notes"][0]["stated"], 44.0);
        assert!(card["notes"][0]["text"].as_str().unwrap().starts_with("Văn bản nêu: hơn 44"), "{card}");
        assert_eq!(card["notes"][0]["href"], format!("/documents/{LETTER}"));
        assert_eq!(card["notes"][1]["text"], "Số liệu của tháng 8/2022.");
        let other = world.binh().get_json("/measures/clusters.count?as_of=2024-04-23").await;
        assert_eq!(other["notes"].as_array().unwrap().len(), 0, "of another day nothing is said");
        let area = world.binh().get_json("/measures/clusters.area_ha?as_of=2024-04-22").await;
        assert_eq!(area["notes"].as_array().unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_note_is_told_in_the_language_of_the_page() {
    on_each_engine(async |world| {
        record_note(&mut world.lan()).await;
        let mut binh = world.binh();
        let _ = binh.get("/language/en").await;
        let page = binh.get(ON_THE_DAY).await.expect(200).text();
        assert!(page.contains("Figures of August 2022."), "{page}");
        assert!(!page.contains("Số liệu của tháng 8/2022."), "{page}");
    })
    .await;
}

#[tokio::test]
async fn who_sees_only_a_part_of_the_province_is_not_told_what_is_stated_of_the_whole() {
    on_each_engine(async |world| {
        record(&mut world.lan(), &[]).await;
        assert_eq!(world.an().get_json(ON_THE_DAY).await["notes"].as_array().unwrap().len(), 0);
        let document = world.an().get_json(&format!("/documents/{LETTER}")).await;
        assert_eq!(document["citations"].as_array().unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_document_lists_what_rests_on_it() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &[]).await;
        record_note(&mut lan).await;
        let cited = lan.get_json(&format!("/documents/{LETTER}")).await["citations"].clone();
        assert_eq!(cited.as_array().unwrap().len(), 2);
        assert_eq!(
            (&cited[0]["record"], &cited[0]["from"]),
            (&"clusters.count".into(), &"2024-04-22".into())
        );
    })
    .await;
}
