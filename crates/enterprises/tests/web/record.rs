//! Recording: what is wrong, what is corrected, and two people at once.

use kit_testing::{Answer, Browser};
use serde_json::Value;

use crate::world::on_each_engine;

const PROJECT: [(&str, &str); 10] = [
    ("name", "Dự án Một"),
    ("enterprise", "DN-0001"),
    ("cluster", "24-911"),
    ("vsic", "2610"),
    ("registered", "100"),
    ("realised", "30"),
    ("foreign", "no"),
    ("tenure", "sublease"),
    ("valid_from", "01/06/2026"),
    ("document", "bc-7"),
];

async fn send(browser: &mut Browser, path: &str, base: &[(&str, &str)], change: &[(&str, &str)]) -> Answer {
    let mut fields: Vec<(&str, &str)> =
        base.iter().filter(|(name, _)| change.iter().all(|(other, _)| other != name)).copied().collect();
    fields.extend(change);
    browser.post_form(path, &fields).await
}

#[tokio::test]
async fn a_correction_stands_from_its_day_and_the_old_is_kept() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let change = [("registered", "150,5"), ("was-registered", "100")];
        let answer = send(&mut lan, "/projects/DA-0001/record", &PROJECT, &change).await.expect(303);
        assert_eq!(answer.location(), "/projects/DA-0001");
        assert_eq!(lan.get_json("/projects/DA-0001").await["project"]["capital_bn_vnd"], 150.5);
        let before = lan.get_json("/projects/DA-0001?as_of=2026-05-31").await;
        assert_eq!(before["project"]["capital_bn_vnd"], 100.0);
        let page = lan.get("/projects/DA-0001").await.text();
        assert!(page.contains("<span class=\"cm-old\">100,0</span>"), "{page}");
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_comes_second_sees_both_values_and_nothing_is_lost() {
    on_each_engine(async |world| {
        let (mut lan, mut other) = (world.lan(), world.lan());
        let was = ("was-registered", "100");
        let first = [("registered", "120"), was];
        let _ = send(&mut other, "/projects/DA-0001/record", &PROJECT, &first).await.expect(303);
        let second = [("registered", "140"), ("name", "Dự án Một mới"), was];
        let page = send(&mut lan, "/projects/DA-0001/record", &PROJECT, &second).await.expect(409).text();
        assert!(page.contains("Chưa ghi: có người vừa ghi thay đổi khác."), "{page}");
        let row = "<s>100</s></td><td data-h=\"Người khác vừa ghi\">120</td><td data-h=\"Bạn nhập\">140</td>";
        assert!(page.contains(row) && page.contains("value=\"Dự án Một mới\""), "{page}");
        assert!(page.contains("name=\"was-registered\" value=\"120\""), "{page}");
        assert_eq!(lan.get_json("/projects/DA-0001").await["project"]["capital_bn_vnd"], 120.0);
        let again = [("registered", "140"), ("was-registered", "120")];
        let _ = send(&mut lan, "/projects/DA-0001/record", &PROJECT, &again).await.expect(303);
        assert_eq!(lan.get_json("/projects/DA-0001").await["project"]["capital_bn_vnd"], 140.0);
    })
    .await;
}

#[tokio::test]
async fn every_problem_is_told_at_its_field() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let bad = [
            ("name", ""),
            ("enterprise", "DN-9999"),
            ("cluster", "24-999"),
            ("vsic", "26"),
            ("registered", "1.185"),
            ("tenure", "x"),
            ("valid_from", ""),
            ("document", "99/QĐ"),
        ];
        let page = send(&mut lan, "/projects/new", &PROJECT, &bad).await;
        let page = page.expect(422).text();
        assert!(page.contains("Chưa ghi: 8 ô cần sửa."), "{page}");
        for sentence in ["Chưa có doanh nghiệp DN-9999", "“26” không phải là mã ngành", "“1.185”"]
        {
            assert!(page.contains(sentence), "{sentence}: {page}");
        }
        let firm = [("name", "A"), ("kind", "enterprise"), ("tax_code", "0100109107"), ("country", "Hàn")];
        let when = [("valid_from", "01/06/2026"), ("document", "bc-7")];
        let page =
            lan.post_form("/enterprises/new", &[&firm[..], &when[..]].concat()).await.expect(422).text();
        assert!(page.contains("sai chữ số kiểm tra") && page.contains("không phải là mã nước"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_enterprise_a_project_its_state_lease_and_workers_can_be_recorded() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let when = [("valid_from", "01/06/2026"), ("document", "bc-7")];
        let firm =
            [("name", "Công ty Mới"), ("kind", "enterprise"), ("tax_code", "0100233488"), ("country", "jp")];
        let _ = lan.post_form("/enterprises/new", &[&firm[..], &when[..]].concat()).await.expect(303);
        assert_eq!(lan.get_json("/enterprises/DN-0003").await["country"], "JP");
        let new = [("enterprise", "DN-0003"), ("name", "Dự án Mới")];
        let _ = send(&mut lan, "/projects/new", &PROJECT, &new).await.expect(303);
        for (path, fields) in [
            ("state", vec![("state", "producing")]),
            ("leases", vec![("area", "2,5"), ("kind", "sublease"), ("last_day", "31/05/2076")]),
            ("workers", vec![("series", "contract"), ("count", "1.200")]),
        ] {
            let path = format!("/projects/DA-0006/{path}");
            let _ = lan.get(&path).await.expect(200);
            let _ = lan.post_form(&path, &[&fields[..], &when[..]].concat()).await.expect(303);
        }
        let json = lan.get_json("/projects/DA-0006").await;
        assert_eq!(
            (&json["states"][0]["state"], &json["leases"][0]["area_ha"]),
            (&"producing".into(), &2.5.into())
        );
        assert_eq!(
            (&json["leases"][0]["code"], &json["workers"][0]["count"]),
            (&"HD-0004".into(), &1200.into())
        );
        assert_eq!(lan.get_json("/measures/land.leased_ha").await["value"], 17.5);
        let correct = lan.get("/projects/DA-0006/leases?lease=HD-0004").await.expect(200).text();
        assert!(correct.contains("value=\"2,5\"") && correct.contains("value=\"31/05/2076\""), "{correct}");
    })
    .await;
}

#[tokio::test]
async fn of_two_people_who_record_at_the_same_moment_one_is_told_of_the_other() {
    on_each_engine(async |world| {
        let (mut lan, mut other) = (world.lan(), world.lan());
        let path = "/projects/DA-0001/record";
        let mut stands = 100;
        for round in 1..=5 {
            let was = stands.to_string();
            let (one, two) = ((200 + round).to_string(), (300 + round).to_string());
            let one = [("registered", one.as_str()), ("was-registered", &was)];
            let two = [("registered", two.as_str()), ("was-registered", &was)];
            let (one, two) =
                tokio::join!(send(&mut lan, path, &PROJECT, &one), send(&mut other, path, &PROJECT, &two));
            stands = if one.status.as_u16() == 303 { 200 } else { 300 } + round;
            let mut answers = [one.status.as_u16(), two.status.as_u16()];
            answers.sort_unstable();
            assert_eq!(answers, [303, 409], "round {round}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_who_add_a_project_at_the_same_moment_get_two_codes() {
    on_each_engine(async |world| {
        let (mut lan, mut other) = (world.lan(), world.lan());
        let path = "/projects/new";
        let (one, two) = ([("name", "Dự án Sáu")], [("name", "Dự án Bảy")]);
        let (one, two) =
            tokio::join!(send(&mut lan, path, &PROJECT, &one), send(&mut other, path, &PROJECT, &two));
        let _ = (one.expect(303), two.expect(303));
        let mut names = Vec::new();
        for code in ["DA-0006", "DA-0007"] {
            let json = lan.get_json(&format!("/projects/{code}")).await;
            names.push(json["project"]["name"].as_str().unwrap().to_owned());
        }
        names.sort_unstable();
        assert_eq!(names, ["Dự án Bảy", "Dự án Sáu"]);
    })
    .await;
}

#[tokio::test]
async fn a_state_a_lease_and_a_count_that_were_not_so_are_taken_back_and_stay_known() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let when = [("valid_from", "01/06/2026"), ("document", "bc-7")];
        let seeded = lan.get_json("/audit?kind=project&key=DA-0001").await["rows"].as_array().unwrap().len();
        let counted = async |lan: &mut Browser, part: &str| {
            lan.get_json("/projects/DA-0001").await[part].as_array().unwrap().len()
        };
        for (path, part, fields) in [
            ("state", "states", vec![("state", "suspended")]),
            ("workers", "workers", vec![("series", "contract"), ("count", "77")]),
            ("leases", "leases", vec![("area", "2,5"), ("kind", "sublease")]),
        ] {
            let path = format!("/projects/DA-0001/{path}");
            let before = counted(&mut lan, part).await;
            let _ = lan.post_form(&path, &[&fields[..], &when[..]].concat()).await.expect(303);
            assert_eq!(counted(&mut lan, part).await, before + 1, "{path}");
            let path = if part == "leases" { format!("{path}?lease=HD-0004") } else { path };
            let page = lan.get(&path).await.expect(200).text();
            assert!(page.contains("Không đúng, hoặc không còn"), "{page}");
            let wrong = [&fields[..], &when[..], &[("holds", "no")]].concat();
            let _ = lan.post_form(&path, &wrong).await.expect(303);
            assert_eq!(counted(&mut lan, part).await, before, "{path}");
        }
        let none = [&[("state", "withdrawn"), ("holds", "no")][..], &when[..]].concat();
        let page = lan.post_form("/projects/DA-0001/state", &none).await.expect(422).text();
        assert!(page.contains("chưa ghi điều đó, nên không có gì để rút"), "{page}");
        let deeds = lan.get_json("/audit?kind=project&key=DA-0001").await;
        assert_eq!(deeds["rows"][0]["document"], "7/BC-SCT", "{deeds}");
        assert_eq!(
            deeds["rows"].as_array().unwrap().len(),
            seeded + 6,
            "what was recorded stays known: {deeds}"
        );
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_whole_project_is_not_taken_back() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let answer = send(&mut lan, "/projects/DA-0001/record", &PROJECT, &[("holds", "no")]).await;
        let page = answer.expect(403).text();
        assert!(page.contains("Không rút được cả doanh nghiệp hoặc dự án."), "{page}");
        assert_eq!(lan.get_json("/projects/DA-0001").await["project"]["capital_bn_vnd"], 100.0);
    })
    .await;
}

#[tokio::test]
async fn another_series_of_workers_that_somebody_recorded_meanwhile_is_told() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let when = [("valid_from", "01/06/2026"), ("document", "bc-7")];
        let opened = lan.get("/projects/DA-0001/workers").await.expect(200).text();
        let was = opened.split("name=\"was-stands\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let mine = [("series", "contract"), ("count", "77"), ("was-stands", was)];
        let fields = [&mine[..], &when[..]].concat();
        let _ = lan.post_form("/projects/DA-0001/workers", &fields).await.expect(303);
        let page = lan.post_form("/projects/DA-0001/workers", &fields).await.expect(409).text();
        assert!(page.contains("Có hợp đồng lao động: 77"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn nobody_records_without_the_right() {
    on_each_engine(async |world| {
        for mut browser in [world.binh(), world.minh(), world.hoa()] {
            for path in ["/projects/DA-0001/record", "/projects/DA-0001/state", "/enterprises/DN-0001/record"]
            {
                let _ = browser.get(path).await.expect(403);
            }
            let page = browser.get("/projects/DA-0001").await.expect(200).text();
            assert!(!page.contains("/projects/DA-0001/record"));
        }
        let project: Value = world.lan().get_json("/projects/DA-0001").await;
        assert_eq!(project["versions"].as_array().unwrap().len(), 1);
    })
    .await;
}
