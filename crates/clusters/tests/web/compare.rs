//! The list beside another day: what entered, left and changed; which columns it shows; and the same as files.

use serde_json::{Value, json};

use crate::world::{codes, on_each_engine};

/// The row of a cluster.
fn row<'a>(list: &'a Value, code: &str) -> &'a Value {
    list["rows"].as_array().unwrap().iter().find(|row| row["code"] == code).unwrap()
}

#[tokio::test]
async fn a_list_tells_what_entered_left_and_changed_since_a_day_with_the_old_values() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let list = lan.get_json("/clusters?compare=2023-02-15&sort=code").await;
        assert_eq!(list["compare"]["day"], "2023-02-15");
        let one = row(&list, "24-901");
        assert_eq!((&one["change"], &one["was"]["state"]), (&json!("changed"), &json!("planned")), "{one}");
        assert_eq!(
            row(&list, "24-801")["change"],
            "same",
            "a reorganisation of units is no change of a cluster"
        );
        let page = lan.get("/clusters?compare=2024-05-31&view=table").await.expect(200).text();
        assert!(page.contains("<s class=\"cm-old over\">40,00</s>") && page.contains("50,00"), "{page}");
        assert!(
            page.contains("So với <b>31/05/2024</b>")
                && page.contains("data-halo=\"") == page.contains("data-codes")
        );
        let earlier = lan.get_json("/clusters?compare=2023-01-15").await;
        assert_eq!(row(&earlier, "24-801")["change"], "entered");
        for part in ["entered", "changed"] {
            let count = earlier["compare"][part].as_u64().unwrap();
            let only = lan.get_json(&format!("/clusters?compare=2023-01-15&moved={part}")).await;
            assert_eq!(only["paging"]["total"], count, "{part}");
            assert!(only["rows"].as_array().unwrap().iter().all(|row| row["change"] == part));
        }
    })
    .await;
}

#[tokio::test]
async fn what_left_a_list_stands_at_its_end_and_in_no_sum() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = "state=planned&compare=2023-02-15&as_of=2026-06-30";
        let list = lan.get_json(&format!("/clusters?{address}")).await;
        assert_eq!(row(&list, "24-901")["change"], "left");
        let standing: Vec<_> =
            list["rows"].as_array().unwrap().iter().filter(|row| row["change"] != "left").collect();
        let area: f64 = standing.iter().filter_map(|row| row["area_ha"].as_f64()).sum();
        assert!((list["area_ha"].as_f64().unwrap() - area).abs() < 1e-9);
        assert_eq!(list["rows"].as_array().unwrap().last().unwrap()["change"], "left");
        let page = lan.get(&format!("/clusters?{address}")).await.expect(200).text();
        assert!(page.contains("data-change=\"left\"") && page.contains("as_of=2023-02-15\">"));
        let file =
            lan.get(&format!("/clusters.csv?{address}&columns=state,area_ha")).await.expect(200).text();
        let line = file.lines().find(|line| line.contains("24-901")).unwrap();
        assert!(file.lines().next().unwrap().contains("Thay đổi"), "{file}");
        assert!(line.contains("\"ra\"") && line.contains("Có trong quy hoạch"), "{line}");
    })
    .await;
}

#[tokio::test]
async fn a_day_that_cannot_be_compared_with_says_why_and_what_to_do() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/clusters?compare=2022-06-01").await.expect(200).text();
        assert!(
            page.contains("vào ngày 01/06/2022 chưa có số liệu") && page.contains("compare=2023-01-02"),
            "{page}"
        );
        assert_eq!(lan.get_json("/clusters?compare=2022-06-01").await["compare"], Value::Null);
        let same = lan.get("/clusters?compare=2026-06-30").await.expect(200).text();
        assert!(same.contains("Ngày so sánh trùng ngày đang xem (30/06/2026)"), "{same}");
        for bad in
            ["compare=31/02/2024", "compare=9999-12-31", "compare=2024-01-01&compare_known_at=2027-01-01"]
        {
            let _ = lan.get(&format!("/clusters?{bad}")).await.expect(422);
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_day_can_be_compared_with_what_was_known_of_it_before() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = "as_of=2023-05-01&compare=2023-05-01&compare_known_at=2023-09-14";
        let list = lan.get_json(&format!("/clusters?{address}")).await;
        let one = row(&list, "24-902");
        assert_eq!((&one["area_ha"], &one["was"]["area_ha"]), (&json!(32.0), &json!(30.0)), "{one}");
        assert_eq!(list["compare"]["known_at"], "2023-09-14");
    })
    .await;
}

#[tokio::test]
async fn a_comparison_tells_nobody_of_clusters_they_see_on_neither_day() {
    on_each_engine(async |world| {
        for mut browser in [world.an(), world.minh(), world.hoa()] {
            let now = browser.get_json("/clusters").await;
            let then = browser.get_json("/clusters?as_of=2023-02-15").await;
            let both = browser.get_json("/clusters?compare=2023-02-15").await;
            let theirs: Vec<_> = codes(&now).into_iter().chain(codes(&then)).collect();
            assert!(codes(&both).iter().all(|code| theirs.contains(code)), "{both}");
            let page = browser.get("/clusters?compare=2023-02-15").await.expect(200).text();
            for other in ["24-801", "24-802", "24-805"].iter().filter(|code| !theirs.contains(code)) {
                assert!(!page.contains(other), "{other}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_columns_asked_for_are_those_of_the_page_and_of_the_file_in_their_order() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/clusters?columns=area_ha,code&compare=2023-02-15").await.expect(200).text();
        let head = page.split_once("<thead>").unwrap().1.split_once("</thead>").unwrap().0;
        assert_eq!(head.matches("<th ").count(), 3, "{head}");
        assert!(head.find("DT").unwrap() < head.find("Mã").unwrap(), "{head}");
        // A cluster whose state alone moved is the same in this list.
        let list = lan.get_json("/clusters?columns=code&compare=2024-05-31").await;
        assert_eq!(list["compare"]["changed"], 0);
        let file = lan.get("/clusters.csv?columns=area_ha&columns=state").await.expect(200).text();
        let first = file.lines().next().unwrap();
        assert!(
            first.ends_with("\"Mã\",\"Tên cụm\",\"Diện tích theo quyết định (ha)\",\"Giai đoạn\""),
            "{first}"
        );
        let odd = lan.get("/clusters?columns=gone,area_ha&state=nonsense").await.expect(200).text();
        assert!(odd.contains("cột “gone”") && odd.contains("“nonsense”"), "{odd}");
        let kept = lan.get("/clusters?columns=area_ha&compare=2024-05-31").await.text();
        assert!(kept.contains("compare=2024-05-31\">"), "every link keeps the day compared with");
    })
    .await;
}
