//! Pages: every layer with its state, in both languages, as JSON and as a file.

use crate::world::{TODAY, on_each_engine, record, rice};

#[tokio::test]
async fn the_list_has_every_layer_also_those_without_data_and_those_never_stored() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        let list = binh.get_json("/layers").await;
        let rows = list["rows"].as_array().unwrap();
        assert_eq!(rows.len(), layers::all().len());
        let state = |code: &str| rows.iter().find(|row| row["code"] == code).unwrap()["state"].clone();
        assert_eq!((state("rice"), state("defence")), ("missing".into(), "not_stored".into()));
        let page = binh.get("/layers").await.expect(200).text();
        assert!(page.contains("chưa có dữ liệu") && page.contains("Bộ Chỉ huy quân sự tỉnh"), "{page}");
        assert!(page.contains("Nghị định 32/2024/NĐ-CP, Điều 4 khoản 2 điểm đ"), "{page}");
        binh.set_cookie("lang", "en");
        let page = binh.get("/layers").await.expect(200).text();
        assert!(page.contains("no data yet") && page.contains("Provincial Military Command"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_list_can_be_taken_along_as_a_file() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &rice(), &[]).await;
        let csv = lan.get("/layers.csv").await.expect(200).text();
        assert!(csv.contains("Đất lúa năm 2026") && csv.contains("1:10.000"), "{csv}");
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_layer_tells_what_was_left_out_of_the_version_in_force() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &rice(), &[]).await;
        let page = lan.get_json("/layers/rice").await;
        let left = &page["left"][0];
        assert_eq!((&left["id"], &left["row"]), (&"hỏng".into(), &3.into()));
        assert_eq!(page["in_force"], "2026-01-01");
        assert!(page["distances"].as_array().unwrap().is_empty());
        let before = lan.get_json("/layers/rice?as_of=2025-12-31").await;
        assert!(before["left"].as_array().unwrap().is_empty());
        let _ = lan.get("/layers/no_such").await.expect(404);
        let text = lan.get("/layers/land_use").await.expect(200).text();
        assert!(text.contains("Đất chuyên trồng lúa"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn the_document_tells_which_versions_rest_on_it() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &rice(), &[]).await;
        let document = lan.get_json("/documents/cv-12").await;
        assert_eq!(document["citations"][0]["record"], "Đất lúa năm 2026");
        assert_eq!(document["citations"][0]["href"], "/layers/rice");
        assert_eq!(world.in_force(TODAY).await.len(), 1);
    })
    .await;
}
