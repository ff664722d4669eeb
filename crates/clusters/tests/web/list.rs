//! The list of clusters: search, conditions, order, pages, and the same count everywhere.

use kit_testing::Browser;

use crate::world::{codes, in_the_province, on_each_engine, shown};

async fn found(browser: &mut Browser, query: &str) -> Vec<String> {
    let list = browser.get_json(&format!("/clusters?{query}")).await;
    codes(&list).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn the_register_of_the_province_is_found_by_name_district_and_state() {
    in_the_province(async |world| {
        let mut lan = world.lan();
        assert_eq!(found(&mut lan, "q=nghia+hoa").await, ["24-016"]);
        assert_eq!(found(&mut lan, "q=dong+dinh").await, ["24-048"]);
        assert_eq!(found(&mut lan, "q=CCN+dong+dinh").await, ["24-048"]);
        assert_eq!(found(&mut lan, "q=24-040").await, ["24-040"]);
        assert_eq!(found(&mut lan, "q=kham+lang").await, ["24-027"], "by another name it has");
        let mut marks = found(&mut lan, "q=Ph%C6%B0%E1%BB%A3ng+S%C6%A1n").await;
        assert_eq!(marks[0], "24-056", "Phượng Sơn stands before Phương Sơn: {marks:?}");
        assert!(marks.contains(&"24-021".to_owned()), "folded alike, so found too");
        marks = found(&mut lan, "q=Ph%C6%B0%C6%A1ng+S%C6%A1n").await;
        assert_eq!(marks[0], "24-021", "{marks:?}");

        let hiep_hoa = [
            "24-009", "24-038", "24-039", "24-040", "24-042", "24-043", "24-044", "24-045", "24-046",
            "24-047", "24-903",
        ];
        assert_eq!(
            found(&mut lan, "district=d-hiep-hoa&sort=code").await,
            hiep_hoa,
            "today by its old district"
        );
        assert_eq!(found(&mut lan, "district=d-hiep-hoa&sort=code&as_of=2024-06-01").await, hiep_hoa);
        let withdrawn = found(&mut lan, "state=withdrawn&sort=code").await;
        assert_eq!(withdrawn, ["24-008", "24-009", "24-010", "24-011", "24-012", "24-013", "24-014"]);
        let both = found(&mut lan, "state=withdrawn&state=planned&district=d-luc-nam&sort=code").await;
        assert_eq!(both, ["24-028", "24-029", "24-031"]);
        // Yên Dũng ended, its ground became the city's: both ways lead to Yên Lư.
        for district in ["d-yen-dung", "d-bac-giang"] {
            let on_last_day = found(&mut lan, &format!("district={district}&q=yen+lu")).await;
            assert!(on_last_day.contains(&"24-033".to_owned()), "{district}: {on_last_day:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn eighty_clusters_fill_two_pages_and_every_count_is_the_same() {
    in_the_province(async |world| {
        let mut lan = world.lan();
        let first = lan.get_json("/clusters?sort=code").await;
        let second = lan.get_json("/clusters?sort=code&page=2").await;
        assert_eq!((&first["all"], &first["paging"]["total"]), (&80.into(), &80.into()));
        assert_eq!((codes(&first).len(), codes(&second).len()), (50, 30));
        assert_eq!((codes(&first)[0], codes(&second)[29]), ("24-001", "24-923"));
        let page = lan.get("/clusters?sort=code").await.expect(200).text();
        assert!(page.contains("<b>80</b>/80 cụm") && page.contains("1–50 trên 80"), "{page}");
        let rows: Vec<_> = codes(&first).iter().map(|code| (*code).to_owned()).collect();
        assert_eq!(shown(&page), rows.into_iter().collect());
        assert!(!page.contains("data-codes"), "where all are listed the map dims none");
        for odd in ["0", "-3", "abc"] {
            let list = lan.get_json(&format!("/clusters?sort=code&page={odd}")).await;
            assert_eq!(codes(&list), codes(&first), "{odd}");
        }
        let list = lan.get_json("/clusters?sort=code&page=999").await;
        assert_eq!(codes(&list), codes(&second));
        let next = "/clusters?sort=code&amp;page=2";
        assert!(page.contains(next) || page.contains("/clusters?sort=code&#38;page=2"), "{page}");
        let filtered = lan.get_json("/clusters?district=d-hiep-hoa").await;
        let page = lan.get("/clusters?district=d-hiep-hoa").await.expect(200).text();
        assert_eq!(filtered["paging"]["total"], 11);
        assert!(page.contains("<b>11</b>/80 cụm"), "{page}");
        // The map shows the rows of all pages.
        let page = lan.get("/clusters?state=operating&state=established&state=clearing").await.expect(200).text();
        let on_map = page.split_once("data-codes=\"").unwrap().1.split_once('"').unwrap().0;
        let total = lan.get_json("/clusters?state=operating&state=established&state=clearing").await["paging"]["total"].as_u64();
        assert_eq!(Some(on_map.matches("24-").count() as u64), total);
        assert!(Some(50) < total, "{total:?}");
    })
    .await;
}

#[tokio::test]
async fn names_with_the_same_marks_come_first_however_they_are_typed() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        // 24-802 is larger, so it would come first by area.
        assert_eq!(found(&mut lan, "q=phuong+son").await, ["24-802", "24-801"]);
        for typed in [
            "q=Ph%C6%B0%E1%BB%A3ng+S%C6%A1n",
            "q=ph%C6%B0%E1%BB%A3ng+s%C6%A1n+",
            "q=CCN+Ph%C6%B0%E1%BB%A3ng+S%C6%A1n",
            "q=Phu%CC%9Bo%CC%9B%CC%A3ng+So%CC%9Bn", // letters and marks by themselves
        ] {
            assert_eq!(found(&mut lan, typed).await, ["24-801", "24-802"], "{typed}");
        }
        assert_eq!(found(&mut lan, "q=Ph%C6%B0%C6%A1ng+S%C6%A1n&sort=area").await, ["24-802", "24-801"]);
    })
    .await;
}

#[tokio::test]
async fn the_list_can_be_put_in_order_both_ways() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let by_area = found(&mut lan, "sort=-area").await;
        assert_eq!(by_area, found(&mut lan, "").await, "the largest first, when nobody says otherwise");
        assert_eq!(by_area[..3], ["24-802", "24-901", "24-803"]);
        assert_eq!(by_area[8], "24-804", "not known comes last");
        assert_eq!(found(&mut lan, "sort=-code").await[0], "24-903");
        let names = found(&mut lan, "sort=name").await;
        assert_eq!(names[..3], ["24-805", "24-803", "24-806"], "Đồng Đình, Hai Xã, Không Rõ Xã");
        assert_eq!(found(&mut lan, "sort=nonsense").await.len(), 9);
        let page = lan.get("/clusters?sort=-code").await.expect(200).text();
        assert!(page.contains("aria-sort=\"descending\"><a href=\"/clusters?sort=code\""), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_condition_on_states_asks_for_any_state_that_holds_and_not_only_the_main_one() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let established = found(&mut lan, "state=established&sort=code").await;
        assert!(established.contains(&"24-901".to_owned()), "operates, and is established: {established:?}");
        assert!(
            established.contains(&"24-805".to_owned()),
            "withdrawn, and was established: {established:?}"
        );
        assert!(!established.contains(&"24-803".to_owned()), "only that it operates is recorded");
        let list = lan.get_json("/clusters?q=24-901").await;
        assert_eq!(list["rows"][0]["state"], "operating");
        assert_eq!(list["rows"][0]["states"], serde_json::json!(["operating", "established"]));
        let page = lan.get("/clusters?state=established").await.expect(200).text();
        assert!(page.contains("cũng: Đã thành lập"), "why a row is there: {page}");
        assert!(page.contains(">Giai đoạn"), "the column tells the main state: {page}");
    })
    .await;
}

#[tokio::test]
async fn a_day_before_the_data_says_so_and_leads_to_the_first_day_that_has_some() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/clusters?as_of=2022-06-01&view=table").await.expect(200).text();
        assert!(page.contains("Chưa có số liệu cụm công nghiệp trước 02/01/2023"), "{page}");
        assert!(page.contains("as_of=2023-01-02\">Xem từ 02/01/2023"), "{page}");
        assert!(!page.contains("Không có cụm nào khớp bộ lọc"), "{page}");
        assert_eq!(lan.get_json("/clusters?as_of=2022-06-01").await["begins"], "2023-01-02");
        assert_eq!(lan.get_json("/clusters").await["begins"], serde_json::Value::Null);
        let page = lan.get("/clusters?known_at=2009-01-01").await.expect(200).text();
        assert!(page.contains("Vào ngày đang xem chưa có cụm công nghiệp nào"), "{page}");
    })
    .await;
    in_the_province(async |world| {
        let mut lan = world.lan();
        let page = lan.get("/clusters?as_of=2018-07-01").await.expect(200).text();
        assert!(!shown(&page).is_empty());
        assert!(page.contains("Chưa có số liệu địa bàn trước 01/01/2023."), "{page}");
        assert!(page.contains("as_of=2023-01-01\">Xem từ 01/01/2023"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_condition_that_nothing_meets_says_so_and_leads_back() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for query in
            ["q=kh%C3%B4ng+c%C3%B3", "district=d-nowhere", "state=nonsense", "commune=n-07798&state=planned"]
        {
            let page = lan.get(&format!("/clusters?{query}&as_of=2026-06-01")).await.expect(200).text();
            assert!(page.contains("Không có cụm nào khớp bộ lọc"), "{query}: {page}");
            assert!(page.contains("Có 9 cụm khi bỏ hết điều kiện."), "{query}");
            assert!(
                page.contains("href=\"/clusters?as_of=2026-06-01\">Bỏ hết điều kiện"),
                "{query}: the day stays"
            );
            assert!(page.contains("<b>0</b>/9 cụm") && shown(&page).is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn conditions_meet_communes_of_today_and_of_old_and_stay_when_the_list_is_put_in_order() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        assert_eq!(found(&mut lan, "commune=n-07864&sort=code").await, ["24-804", "24-903"]);
        assert_eq!(found(&mut lan, "commune=c-07843&sort=code").await, ["24-804", "24-903"]);
        assert_eq!(found(&mut lan, "commune=n-07864&sort=code&as_of=2023-06-01").await, ["24-804", "24-903"]);
        assert_eq!(found(&mut lan, "district=d-viet-yen&sort=code").await, ["24-803", "24-805", "24-901"]);
        assert_eq!(
            found(&mut lan, "district=d-viet-yen&state=operating&sort=code").await,
            ["24-803", "24-901"]
        );
        let page = lan.get("/clusters?district=d-viet-yen&state=operating&page=2").await.expect(200).text();
        assert!(page.contains("<b>Thị xã Việt Yên</b>") && page.contains("<b>Đã hoạt động</b>"), "{page}");
        assert!(page.contains("<b>2</b>/9 cụm"), "{page}");
        let order = page.split_once("aria-sort").unwrap().1.split_once("href=\"").unwrap().1;
        let order = order.split_once('"').unwrap().0;
        assert!(order.contains("district=d-viet-yen") && order.contains("state=operating"), "{order}");
        assert!(!order.contains("page="), "paging starts anew: {order}");
    })
    .await;
}
