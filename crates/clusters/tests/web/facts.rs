//! Recording single facts of a cluster, and taking them back.

use kit_testing::{Answer, Browser};
use serde_json::Value;

use crate::world::on_each_engine;

const CORNERS: &str = "STT\tX\tY\n1\t2.345.000,00\t456.000,00\n2\t2.345.000,00\t456.500,00\n\
                       3\t2.345.800,00\t456.500,00\n4\t2.345.800,00\t456.000,00";

async fn send(browser: &mut Browser, kind: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("valid_from", "01/06/2026"), ("document", "12/QĐ-UBND")];
    for (name, value) in more {
        fields.retain(|(other, _)| other != name);
        fields.push((name, value));
    }
    browser.post_form(&format!("/clusters/24-901/facts/{kind}"), &fields).await
}

fn boundary<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("corners", CORNERS), ("crs", "VN-2000 / TM-3 107-00"), ("quality", "surveyed")];
    for (name, value) in more {
        fields.retain(|(other, _)| other != name);
        fields.push((name, value));
    }
    fields
}

async fn states(browser: &mut Browser) -> Vec<String> {
    let cluster = browser.get_json("/clusters/24-901").await;
    let states = cluster["states"].as_array().unwrap().iter();
    states.map(|row| row["state"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_boundary_is_recorded_from_a_table_of_corners_and_gives_the_measured_area() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = lan.get_json("/clusters/24-901").await;
        assert_eq!(before["measured_ha"], Value::Null, "a made-up line measures nothing: {before}");
        let answer = send(&mut lan, "boundary", &boundary(&[])).await.expect(303);
        assert_eq!(answer.location(), "/clusters/24-901/map?recorded=2026-06-01");
        let cluster = lan.get_json("/clusters/24-901").await;
        assert_eq!((&cluster["measured_ha"], &cluster["boundary"]), (&40.0.into(), &"surveyed".into()));
        let earlier = lan.get_json("/clusters/24-901?as_of=2026-05-31").await;
        assert_eq!(earlier["measured_ha"], Value::Null);
        let form = lan.get("/clusters/24-901/facts/boundary").await.expect(200).text();
        assert!(form.contains("2.345.000,000 456.000,000\n2.345.000,000 456.500,000"), "{form}");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_table_of_corners_is_told_and_the_table_stays() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for (name, value, sentence) in [
            ("corners", "2345000 456000\n2345000\n2345100 456100", "Dòng 2: “2345000” không đọc được"),
            ("corners", "2345000 456000\n2345000 456100", "Mới đọc được 2 góc khác nhau."),
            ("corners", "", "Chưa nhập."),
            ("crs", "EPSG:1", "Chưa nhập."),
            ("quality", "digitised", "Ranh số hóa từ bản vẽ cần tỷ lệ bản vẽ."),
        ] {
            let page = send(&mut lan, "boundary", &boundary(&[(name, value)])).await.expect(422).text();
            assert!(page.contains(sentence), "{name}={value}: {page}");
            assert!(
                value.is_empty() || name == "crs" || page.contains(value),
                "what was typed stays: {page}"
            );
        }
        assert_eq!(lan.get_json("/clusters/24-901").await["measured_ha"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_state_that_was_not_so_is_taken_back_and_stays_known_as_it_was() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = states(&mut lan).await;
        let merging = [("state", "merging"), ("holds", "yes")];
        let _ = send(&mut lan, "state", &merging).await.expect(303);
        assert!(states(&mut lan).await.contains(&"merging".to_owned()));
        let none = [("state", "repealed"), ("holds", "no")];
        let page = send(&mut lan, "state", &none).await.expect(422).text();
        assert!(page.contains("chưa ghi điều đó, nên không có gì để rút"), "{page}");
        let wrong = [("state", "merging"), ("holds", "no")];
        let _ = send(&mut lan, "state", &wrong).await.expect(303);
        assert_eq!(states(&mut lan).await, before);
        let deeds = lan.get_json("/audit?kind=cluster&key=24-901").await;
        assert_eq!(deeds["rows"][0]["document"], "12/QĐ-UBND", "{deeds}");
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_fact_of_the_past_leaves_a_later_one_standing() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = send(&mut lan, "reported", &[("area", "52")]).await.expect(303);
        let past = [("area", "48"), ("valid_from", "01/01/2025")];
        let _ = send(&mut lan, "reported", &past).await.expect(303);
        for (day, area) in [("2025-01-01", 48.0), ("2026-05-31", 48.0), ("2026-06-01", 52.0)] {
            let cluster = lan.get_json(&format!("/clusters/24-901?as_of={day}")).await;
            assert_eq!(cluster["reported_ha"], area, "{day}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_boundary_in_another_zone_has_the_area_of_its_own_plane() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        // 500 m by 800 m in the zone of 105°30′, of which Bắc Giang lies 60 km to the east.
        let corners = "2352000 563000\n2352000 563500\n2352800 563500\n2352800 563000";
        let fields = [("corners", corners), ("crs", "VN-2000 / TM-3 105-30")];
        let _ = send(&mut lan, "boundary", &boundary(&fields)).await.expect(303);
        assert_eq!(lan.get_json("/clusters/24-901").await["measured_ha"], 40.0);
    })
    .await;
}

#[tokio::test]
async fn a_form_as_a_browser_sends_it_meets_no_change_of_its_own() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = send(&mut lan, "boundary", &boundary(&[])).await.expect(303);
        let standing = "2.345.000,000 456.000,000\r\n2.345.000,000 456.500,000\r\n\
                        2.345.800,000 456.500,000\r\n2.345.800,000 456.000,000";
        let amended = standing.replace("456.500,000", "456.600,000");
        let fields = [
            ("was-corners", standing),
            ("corners", &amended),
            ("was-quality", "surveyed"),
            ("valid_from", "10/06/2026"),
        ];
        let _ = send(&mut lan, "boundary", &boundary(&fields)).await.expect(303);
        assert_eq!(lan.get_json("/clusters/24-901").await["measured_ha"], 48.0);
    })
    .await;
}

#[tokio::test]
async fn two_people_with_the_same_form_see_each_others_change_and_nothing_is_lost() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let fields = [
            ("name", "minh họa 01"),
            ("was-name", "minh họa 01"),
            ("area", "55,50"),
            ("was-area", "50,00"),
            ("investor_kind", "enterprise"),
            ("valid_from", "01/06/2026"),
            ("document", "12/QĐ-UBND"),
            ("note", ""),
        ];
        let _ = lan.post_form("/clusters/24-901/record", &fields).await.expect(303);
        let second = fields.map(|(name, value)| (name, if name == "area" { "60,00" } else { value }));
        let page = lan.post_form("/clusters/24-901/record", &second).await.expect(409).text();
        assert!(page.contains("Chưa ghi: có người vừa ghi thay đổi khác."), "{page}");
        assert!(page.contains("<s>50,00</s>") && page.contains("55,50") && page.contains("60,00"), "{page}");
        assert_eq!(lan.get_json("/clusters/24-901").await["area_ha"], 55.5);
    })
    .await;
}

#[tokio::test]
async fn of_two_people_who_record_at_the_same_moment_one_is_told_of_the_other() {
    on_each_engine(async |world| {
        let (mut lan, mut other) = (world.lan(), world.lan());
        for round in 0..5 {
            let stands = lan.get_json("/clusters/24-901").await["reported_ha"].as_f64();
            let was = stands.map_or(String::new(), |ha| format!("{ha:.2}").replace('.', ","));
            let (one, two) = (format!("{},50", 41 + round), format!("{},50", 61 + round));
            let (one, two) =
                ([("area", one.as_str()), ("was-area", &was)], [("area", two.as_str()), ("was-area", &was)]);
            let (one, two) =
                tokio::join!(send(&mut lan, "reported", &one), send(&mut other, "reported", &two));
            let mut answers = [one.status.as_u16(), two.status.as_u16()];
            answers.sort_unstable();
            assert_eq!(answers, [303, 409], "round {round}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_infrastructure_investor_is_added_and_named_by_a_cluster() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let fields = [
            ("name", "Công ty TNHH Hạ tầng Phương Đông Minh Họa"),
            ("valid_from", "01/05/2026"),
            ("document", "12/QĐ-UBND"),
        ];
        let _ = lan.post_form("/bodies/new", &fields).await.expect(303);
        let again = lan.post_form("/bodies/new", &fields).await.expect(422).text();
        assert!(again.contains("Đã có “Công ty TNHH Hạ tầng Phương Đông Minh Họa”"), "{again}");
        let name = "Công ty TNHH Hạ tầng Phượng Đông Minh Họa";
        let alike = fields.map(|(field, value)| (field, if field == "name" { name } else { value }));
        let asked = lan.post_form("/bodies/new", &alike).await.expect(422).text();
        assert!(asked.contains("Tên chỉ khác dấu với"), "{asked}");
        let confirmed: Vec<_> = alike.into_iter().chain([("confirm", name)]).collect();
        let _ = lan.post_form("/bodies/new", &confirmed).await.expect(303);
        let form = lan.get("/clusters/24-901/record").await.expect(200).text();
        let key = "cong-ty-tnhh-ha-tang-phuong-dong-minh-hoa";
        assert!(form.contains(&format!("value=\"{key}\"")) && form.contains(&format!("{key}-2")), "{form}");
        let version = [
            ("name", "minh họa 01"),
            ("area", "50,00"),
            ("investor_kind", "enterprise"),
            ("investor", key),
            ("valid_from", "01/06/2026"),
            ("document", "12/QĐ-UBND"),
        ];
        let _ = lan.post_form("/clusters/24-901/record", &version).await.expect(303);
        let cluster = lan.get_json("/clusters/24-901").await;
        assert_eq!(cluster["investor"], "Công ty TNHH Hạ tầng Phương Đông Minh Họa");
        let _ = world.binh().post_form("/bodies/new", &fields).await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn what_the_second_person_did_not_touch_keeps_what_the_first_one_recorded() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let standing = lan.get_json("/clusters/24-901").await["note"].as_str().unwrap().to_owned();
        let as_opened = [
            ("name", "minh họa 01"),
            ("was-name", "minh họa 01"),
            ("area", "50,00"),
            ("was-area", "50,00"),
            ("investor_kind", "enterprise"),
            ("note", standing.as_str()),
            ("was-note", standing.as_str()),
            ("valid_from", "01/06/2026"),
            ("document", "12/QĐ-UBND"),
        ];
        let with = |field: &str, text| {
            as_opened.map(|(name, value)| (name, if name == field { text } else { value }))
        };
        let first = with("note", "Ranh giới đang rà soát.");
        let _ = lan.post_form("/clusters/24-901/record", &first).await.expect(303);
        let page = lan.post_form("/clusters/24-901/record", &with("area", "60,00")).await.expect(409).text();
        assert!(page.contains("không sửa, giữ nội dung mới"), "{page}");
        assert!(page.contains(">Ranh giới đang rà soát.</textarea>"), "the field has what stands: {page}");
        assert!(page.contains("value=\"60,00\""), "what was typed is still there: {page}");
    })
    .await;
}
