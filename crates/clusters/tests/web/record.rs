//! Recording what changed of a cluster, through its form.

use kit_testing::{Answer, Browser};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::world::on_each_engine;

/// Sends the form of 24-901 with some fields set anew.
async fn send(browser: &mut Browser, changed: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("name", "minh họa 01"),
        ("area", "55,50"),
        ("investor_kind", "enterprise"),
        ("valid_from", "01/06/2026"),
        ("document", "12/QĐ-UBND"),
        ("note", ""),
    ];
    for (name, value) in changed {
        fields.retain(|(other, _)| other != name);
        fields.push((name, value));
    }
    browser.post_form("/clusters/24-901/record", &fields).await
}

async fn area_on(browser: &mut Browser, query: &str) -> Value {
    browser.get_json(&format!("/clusters/24-901?{query}")).await["area_ha"].clone()
}

async fn total(browser: &mut Browser, query: &str) -> f64 {
    browser.get_json(&format!("/measures/clusters.area_ha?{query}")).await["value"].as_f64().unwrap()
}

#[tokio::test]
async fn lan_records_a_new_area_which_holds_from_its_day_on() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = total(&mut lan, "as_of=2026-06-01").await;
        let form = lan.get("/clusters/24-901/record").await.expect(200).text();
        assert!(form.contains("name=\"area\"") && form.contains("value=\"50,00\""), "{form}");
        let answer = send(&mut lan, &[]).await.expect(303);
        assert_eq!(answer.location(), "/clusters/24-901?recorded=2026-06-01");
        assert_eq!(area_on(&mut lan, "as_of=2026-05-31").await, 50.0);
        assert_eq!(area_on(&mut lan, "as_of=2026-06-01").await, 55.5);
        assert_eq!(area_on(&mut lan, "as_of=2026-06-01&known_at=2026-06-29").await, 50.0);
        let cluster = lan.get_json("/clusters/24-901").await;
        assert_eq!((&cluster["area_ha"], &cluster["state"]), (&55.5.into(), &"operating".into()));
        assert_eq!(cluster["investor"], "Công ty CP Hạ tầng Minh Họa", "who the investor is stays");
        let page = lan.get(answer.location()).await.expect(200).text();
        assert!(page.contains("55,50") && page.contains("<span class=\"cm-old\">50,00</span>"), "{page}");
        assert!(page.contains("12/QĐ-UBND"), "{page}");
        assert!((total(&mut lan, "as_of=2026-06-01").await - before - 5.5).abs() < 1e-9);
        assert!((total(&mut lan, "as_of=2026-06-01&known_at=2026-06-29").await - before).abs() < 1e-9);
        assert!((total(&mut lan, "as_of=2026-05-31").await - before).abs() < 1e-9);
    })
    .await;
}

#[tokio::test]
async fn the_audit_names_who_recorded_what_of_which_cluster_by_which_document() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = send(&mut lan, &[("document", "qd-12")]).await.expect(303);
        let deed = lan.get_json("/audit?kind=cluster&key=24-901").await["rows"][0].clone();
        for (field, value) in [
            ("action", "cluster.record"),
            ("person", "lan"),
            ("subject_key", "24-901"),
            ("subject_label", "CCN minh họa 01"),
            ("document", "12/QĐ-UBND"),
            ("via", "web"),
        ] {
            assert_eq!(deed[field], value, "{deed}");
        }
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_back_dated_area_splits_the_period_it_falls_into() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = send(&mut lan, &[("area", "45"), ("valid_from", "01/01/2024")]).await.expect(303);
        assert_eq!(area_on(&mut lan, "as_of=2023-02-28").await, Value::Null);
        assert_eq!(area_on(&mut lan, "as_of=2023-12-31").await, 40.0, "the piece before stays");
        assert_eq!(area_on(&mut lan, "as_of=2024-01-01").await, 45.0);
        assert_eq!(area_on(&mut lan, "as_of=2024-01-01&known_at=2026-06-29").await, 40.0);
        assert_eq!(area_on(&mut lan, "as_of=2024-05-31").await, 45.0);
        assert_eq!(area_on(&mut lan, "as_of=2024-06-01").await, 50.0, "what a later document gave stands");
        assert_eq!(area_on(&mut lan, "").await, 50.0);
        let versions = lan.get_json("/clusters/24-901").await["versions"].clone();
        let periods: Vec<_> = versions
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["superseded_at"].is_null())
            .map(|row| (row["from"].as_str().unwrap(), row["to"].as_str().unwrap()))
            .collect();
        assert_eq!(
            periods,
            [
                ("2024-01-01", "2024-06-01"),
                ("2023-03-01", "2024-01-01"),
                ("2024-06-01", "9999-12-31"),
                ("2023-01-02", "2023-03-01")
            ],
            "newest record first"
        );
        // The one of 40 ha that was cut keeps its place in the history, struck.
        let cut = versions.as_array().unwrap().iter().find(|row| {
            row["from"] == "2023-03-01" && row["to"] == "2024-06-01" && !row["superseded_at"].is_null()
        });
        assert_eq!(cut.unwrap()["area_ha"], 40.0);
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_document_that_is_not_recorded_is_refused_with_a_way_out() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = send(&mut lan, &[("document", "99/QĐ-UBND"), ("area", "61,25")]).await.expect(422).text();
        assert!(
            page.contains("Chưa có văn bản “99/QĐ-UBND” trong mục Văn bản. Thêm văn bản trước, rồi ghi lại.")
        );
        assert!(page.contains("href=\"/documents/new\"") && page.contains("value=\"61,25\""), "{page}");
        assert!(page.contains("value=\"99/QĐ-UBND\""), "what was typed is kept");
        assert_eq!(area_on(&mut lan, "").await, 50.0);
        // The number as an old keyboard sends it is the same number.
        let decomposed: String = "12/QĐ-UBND".nfd().collect();
        let name: String = "Hợp Thịnh".nfd().collect();
        let _ = send(&mut lan, &[("document", &decomposed), ("name", &name)]).await.expect(303);
        assert_eq!(lan.get_json("/clusters/24-901").await["name"], "Hợp Thịnh");
    })
    .await;
}

#[tokio::test]
async fn what_was_recorded_is_confirmed_in_a_sentence() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let answer = send(&mut lan, &[]).await.expect(303);
        let page = lan.get(answer.location()).await.expect(200).text();
        let sentence = "Đã ghi: CCN minh họa 01, diện tích theo quyết định 55,50\u{a0}ha, từ ngày 01/06/2026, \
                        theo 12/QĐ-UBND";
        assert!(page.contains(sentence), "{page}");
        for query in ["", "?recorded=2026-06-02", "?recorded=x"] {
            let page = lan.get(&format!("/clusters/24-901{query}")).await.expect(200).text();
            assert!(!page.contains("Đã ghi:"), "nothing was recorded from that day: {query}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_cluster_made_up_for_the_demo_stays_marked_whatever_is_recorded_of_it() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = send(&mut lan, &[("name", "Đồi Thông"), ("note", "")]).await.expect(303);
        let cluster = lan.get_json("/clusters/24-901").await;
        assert_eq!((&cluster["name"], &cluster["origin"]), (&"Đồi Thông".into(), &"illustrative".into()));
        assert_eq!(cluster["versions"][0]["origin"], "recorded", "the fact itself was recorded by a person");
        let page = lan.get("/clusters/24-901").await.expect(200).text();
        assert!(page.contains("<span class=\"cm-muted\">số liệu minh họa</span>"), "{page}");
        assert_eq!(lan.get_json("/clusters?q=24-901").await["rows"][0]["origin"], "illustrative");
        for code in ["clusters.count", "clusters.area_ha"] {
            let card = lan.get_json(&format!("/measures/{code}")).await;
            assert_eq!(card["members_illustrative"], 3, "{code}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_correction_of_the_past_keeps_the_investor_of_that_day() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        // Until 01/03/2023 it had none; today it has one.
        let _ = send(&mut lan, &[("valid_from", "15/02/2023"), ("investor_kind", "none")]).await.expect(303);
        let then = lan.get_json("/clusters/24-901?as_of=2023-02-20").await;
        assert_eq!((&then["area_ha"], &then["investor"]), (&55.5.into(), &Value::Null), "{then}");
        let today = lan.get_json("/clusters/24-901").await;
        assert_eq!(today["investor"], "Công ty CP Hạ tầng Minh Họa");
    })
    .await;
}

#[tokio::test]
async fn a_number_of_several_documents_is_asked_back_and_a_key_decides() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for (day, issuer) in [("29/06/2018", "UBND tỉnh Bắc Giang"), ("05/05/2024", "UBND huyện Hiệp Hòa")] {
            let fields = [
                ("kind", "decision"),
                ("number", "398/QĐ-UBND"),
                ("issued_on", day),
                ("issuer", issuer),
                ("title", "Quyết định"),
            ];
            let _ = lan.post_form("/documents/new", &fields).await.expect(303);
        }
        let form = lan.get("/clusters/24-901/record").await.expect(200).text();
        let option = "<option value=\"398-qd-ubnd-2024\">398/QĐ-UBND, 05/05/2024, UBND huyện Hiệp Hòa</option>";
        assert!(form.contains(option), "{form}");
        let page = send(&mut lan, &[("document", "398/QĐ-UBND")]).await.expect(422).text();
        let sentence = "Có 2 văn bản cùng số “398/QĐ-UBND”: 398/QĐ-UBND, 05/05/2024, UBND huyện Hiệp Hòa (mã \
                        398-qd-ubnd-2024); 398/QĐ-UBND, 29/06/2018, UBND tỉnh Bắc Giang (mã 398-qd-ubnd-2018)";
        assert!(page.contains(sentence), "{page}");
        assert_eq!(area_on(&mut lan, "").await, 50.0, "nothing was recorded");
        let _ = send(&mut lan, &[("document", "398-qd-ubnd-2018")]).await.expect(303);
        let source = lan.get_json("/clusters/24-901").await["versions"][0]["source"].clone();
        assert_eq!(source["key"], "398-qd-ubnd-2018");
    })
    .await;
}

#[tokio::test]
async fn an_area_above_the_law_is_asked_back_and_taken_when_confirmed() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = send(&mut lan, &[("area", "80")]).await.expect(422).text();
        assert!(
            page.contains("Diện tích lớn hơn 75 ha") && page.contains("Nghị định 32/2024/NĐ-CP"),
            "{page}"
        );
        assert!(page.contains("name=\"confirm\" value=\"80000000\""), "{page}");
        assert_eq!(area_on(&mut lan, "").await, 50.0);
        let _ = send(&mut lan, &[("area", "90"), ("confirm", "80000000")]).await.expect(422);
        let _ = send(&mut lan, &[("area", "80"), ("confirm", "80000000")]).await.expect(303);
        assert_eq!(area_on(&mut lan, "").await, 80.0);
    })
    .await;
}

#[tokio::test]
async fn a_document_tells_every_fact_that_rests_on_it_of_whatever_day() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = send(&mut lan, &[]).await.expect(303);
        let citations = async |lan: &mut Browser, key: &str, code: &str| {
            let page = lan.get_json(&format!("/documents/{key}")).await;
            let all = page["citations"].as_array().unwrap().clone();
            let of = all.into_iter().filter(|fact| fact["href"] == format!("/clusters/{code}"));
            of.map(|fact| format!("{} {}", fact["what"].as_str().unwrap(), fact["from"].as_str().unwrap()))
                .collect::<Vec<_>>()
        };
        let mut facts = citations(&mut lan, "minh-hoa", "24-901").await;
        facts.retain(|fact| fact.starts_with("clusters.facts"));
        assert_eq!(
            facts,
            [
                "clusters.facts.unit 2023-01-02",
                "clusters.facts.version 2023-01-02",
                "clusters.facts.alias 2023-03-01",
                "clusters.facts.version 2023-03-01",
                "clusters.facts.version 2024-06-01",
            ],
            "versions of other days, names and places too"
        );
        assert_eq!(citations(&mut lan, "qd-12", "24-901").await, ["clusters.facts.version 2026-06-01"]);
    })
    .await;
}

#[tokio::test]
async fn every_problem_of_a_change_is_told_at_once() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let long = "a".repeat(121);
        let bad = [
            ("name", ""),
            ("area", "1.234"),
            ("valid_from", "31/02/2026"),
            ("document", ""),
            ("investor_kind", "x"),
        ];
        let page = send(&mut lan, &bad).await.expect(422).text();
        assert!(page.contains("Chưa ghi: 5 ô cần sửa."), "{page}");
        assert!(page.contains("“1.234” có thể hiểu hai cách.") && page.contains("value=\"1.234\""), "{page}");
        assert!(page.contains("“31/02/2026” không phải là ngày."));
        for (name, value, sentence) in [
            ("name", long.as_str(), "Dài 121 ký tự, ô này nhận nhiều nhất 120."),
            ("area", "0", "Diện tích phải lớn hơn 0."),
            ("area", "-5", "không phải là diện tích"),
            ("valid_from", "", "Chưa nhập."),
        ] {
            let page = send(&mut lan, &[(name, value)]).await.expect(422).text();
            assert!(page.contains(sentence), "{name}={value}: {page}");
        }
        let _ = send(&mut lan, &[("area", "")]).await.expect(303);
        assert_eq!(area_on(&mut lan, "").await, Value::Null, "left empty: not known");
    })
    .await;
}

#[tokio::test]
async fn nobody_records_without_the_right() {
    on_each_engine(async |world| {
        for mut browser in [world.binh(), world.minh()] {
            let _ = browser.get("/clusters/24-901/record").await.expect(403);
            let _ = send(&mut browser, &[]).await.expect(403);
            assert!(
                !browser.get("/clusters/24-901").await.expect(200).text().contains("/clusters/24-901/record")
            );
        }
        let mut lan = world.lan();
        assert!(lan.get("/clusters/24-901").await.text().contains("/clusters/24-901/record"));
        let _ = lan.post_bare("/clusters/24-901/record", &[("name", "a")]).await.expect(403);
        let _ = lan.post_form("/clusters/24-999/record", &[]).await.expect(404);
        assert_eq!(area_on(&mut lan, "").await, 50.0);
    })
    .await;
}

#[tokio::test]
async fn a_name_that_looks_like_markup_stays_text_everywhere() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let name = "<script>alert(\"1\")</script>' onload=x";
        let _ = send(&mut lan, &[("name", name), ("note", "<img src=x>")]).await.expect(303);
        let paths = [
            "/clusters?pick=24-901",
            "/clusters?q=%3Cscript%3Ealert",
            "/clusters/24-901",
            "/clusters/24-901/record",
            "/documents/qd-12",
            "/measures/clusters.count",
            "/audit",
        ];
        for path in paths {
            let page = lan.get(path).await.expect(200).text();
            assert!(!page.contains("<script>alert") && !page.contains("<img src"), "{path}: {page}");
            assert!(!page.contains("alert(\"1\")"), "a quote would end an attribute: {path}");
        }
        assert!(
            lan.get("/clusters/24-901").await.text().contains("script&#62;alert")
                || lan.get("/clusters/24-901").await.text().contains("&lt;script&gt;alert")
        );
        let json = lan.get("/clusters/24-901.json").await.expect(200);
        assert_eq!(json.header("content-type"), "application/json");
        assert_eq!(json.header("x-content-type-options"), "nosniff");
        assert_eq!(json.json()["name"], name);
    })
    .await;
}
