//! Recording through the forms.

use crate::world::{LETTER, fields, on_each_engine, record};

#[tokio::test]
async fn every_problem_of_the_form_is_told_at_once_and_nothing_is_written() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let bad = fields(&[
            ("measure", "x"),
            ("as_of", ""),
            ("value", "32x"),
            ("qualifier", "y"),
            ("document", ""),
        ]);
        let page = lan.post_form("/statements/new", &bad).await.expect(422).text();
        assert!(page.contains("Chưa ghi: 5 ô cần sửa."), "{page}");
        let none = fields(&[("document", "9/QĐ")]);
        let page = lan.post_form("/statements/new", &none).await.expect(422).text();
        assert!(page.contains("Chưa có văn bản “9/QĐ”."), "{page}");
        let two_ways = fields(&[("measure", "clusters.area_ha"), ("value", "1.728")]);
        let page = lan.post_form("/statements/new", &two_ways).await.expect(422).text();
        assert!(page.contains("đọc được hai cách"), "{page}");
        assert_eq!(lan.get_json("/statements").await["total"], 0);
    })
    .await;
}

#[tokio::test]
async fn recording_the_same_document_figure_and_day_again_corrects_and_the_audit_names_both_deeds() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &[("value", "54")]).await;
        record(&mut lan, &[("document", "1234/UBND")]).await;
        let list = lan.get_json("/statements").await;
        assert_eq!((&list["total"], &list["groups"][0]["rows"][0]["stated"]), (&1.into(), &"45".into()));
        let deeds =
            lan.get_json(&format!("/audit?kind=statement&key={LETTER}.clusters.count.2024-04-22")).await;
        assert_eq!(deeds["rows"].as_array().unwrap().len(), 2);
        assert_eq!(deeds["rows"][0]["subject_key"], format!("{LETTER}.clusters.count.2024-04-22"));
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_note_that_ends_before_it_begins_or_says_nothing_is_refused() {
    on_each_engine(async |world| {
        let note = [
            ("measure", "clusters.count"),
            ("document", LETTER),
            ("from", "22/04/2024"),
            ("to", "22/04/2024"),
            ("text_vi", ""),
        ];
        let page = world.lan().post_form("/statements/notes/new", &note).await.expect(422).text();
        assert!(page.contains("Chưa ghi: 2 ô cần sửa."), "{page}");
        assert!(page.contains("Ngày kết thúc phải sau ngày bắt đầu."), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_link_can_name_the_figure_and_the_document_beforehand() {
    on_each_engine(async |world| {
        let path = format!("/statements/new?measure=clusters.count&document={LETTER}");
        let page = world.lan().get(&path).await.expect(200).text();
        assert!(
            page.contains("value=\"clusters.count\" selected")
                && page.contains(&format!("value=\"{LETTER}\""))
        );
    })
    .await;
}
