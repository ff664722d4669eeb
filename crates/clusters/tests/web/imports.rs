//! Taking clusters from files, as people do it at the pages.

use kit_sheets::{Out, Sheet};
use kit_testing::{Answer, Browser};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::world::{World, on_each_engine};

const HEAD: &str = "Mã cụm;Tên CCN;Diện tích (ha);Loại chủ đầu tư;Xã, phường;Trạng thái\n";

/// Sends a file up to its check; gives the address of the draft.
async fn bring(browser: &mut Browser, name: &str, content: &[u8]) -> String {
    let _ = browser.get("/imports/new").await.expect(200);
    let fields = [("kind", "clusters"), ("document", "12/QĐ-UBND"), ("valid_from", "01/06/2026")];
    let draft = browser.post_file("/imports/new", &fields, ("file", name, content)).await.expect(303);
    let draft = draft.location().to_owned();
    let page = browser.get(&draft).await.expect(200).text();
    let mut chosen = Vec::new();
    for field in ["code", "name", "area", "investor_kind", "communes", "state"] {
        let select =
            page.split_once(&format!("name=\"{field}\"")).unwrap().1.split_once("</select>").unwrap().0;
        let option = select.split("<option value=\"").find(|option| option.contains("selected"));
        chosen.push((field, option.map_or("", |option| option.split_once('"').unwrap().0).to_owned()));
    }
    let chosen: Vec<_> = chosen.iter().map(|(field, column)| (*field, column.as_str())).collect();
    assert_eq!(browser.post_form(&draft, &chosen).await.expect(303).location(), format!("{draft}/check"));
    draft
}

async fn bring_csv(browser: &mut Browser, rows: &str) -> String {
    bring(browser, "cụm.csv", format!("{HEAD}{rows}").as_bytes()).await
}

async fn checked(browser: &mut Browser, draft: &str) -> Value {
    browser.get_json(&format!("{draft}/check")).await
}

/// Confirms what the check shows.
async fn confirm(browser: &mut Browser, draft: &str, more: &[(&str, &str)]) -> Answer {
    let page = browser.get(&format!("{draft}/check")).await.expect(200).text();
    let seen = page.split_once("name=\"seen\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let fields: Vec<_> = [("seen", seen.as_str())].into_iter().chain(more.iter().copied()).collect();
    browser.post_form(&format!("{draft}/write"), &fields).await
}

async fn figures(browser: &mut Browser) -> Vec<Value> {
    let mut found = Vec::new();
    for code in ["clusters.count", "clusters.area_ha"] {
        for query in ["", "?as_of=2026-06-01", "?as_of=2024-01-15", "?unit=d-luc-ngan"] {
            let figure = browser.get_json(&format!("/measures/{code}{query}")).await;
            found.push(serde_json::json!([figure["value"], figure["members"]]));
        }
    }
    found
}

async fn codes(browser: &mut Browser) -> usize {
    usize::try_from(browser.get_json("/clusters").await["all"].as_u64().unwrap()).unwrap()
}

const THREE: &str = "24-801;Phượng Sơn;11,5;;;\n\
                     24-950;Việt Tiến Mới;20,25;Doanh nghiệp;Xã Hợp Thịnh;Đã thành lập\n\
                     24-805;Đồng Đình;12,00;;;\n";

#[tokio::test]
async fn a_dry_run_tells_what_would_change_and_writes_nothing() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let (before, entries) =
            (figures(&mut lan).await, lan.get_json("/audit").await["rows"][0]["seq"].clone());
        let draft = bring_csv(&mut lan, THREE).await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(
            (&found["counts"]["new"], &found["counts"]["changed"], &found["counts"]["unchanged"]),
            (&1.into(), &1.into(), &1.into()),
            "{found}"
        );
        assert_eq!(found["rows"][0]["changes"][0]["old"], "10,00\u{a0}ha");
        assert_eq!(found["rows"][0]["changes"][0]["new"], "11,50\u{a0}ha");
        let missing: Vec<_> =
            found["missing"].as_array().unwrap().iter().map(|row| row[0].as_str().unwrap()).collect();
        assert!(missing.contains(&"24-802") && !missing.contains(&"24-801"), "{missing:?}");
        let page = lan.get(&format!("{draft}/check")).await.expect(200).text();
        assert!(
            page.contains("Chưa ghi gì vào sổ.") && page.contains("<s class=\"cm-old\">10,00\u{a0}ha</s>"),
            "{page}"
        );
        assert_eq!(figures(&mut lan).await, before);
        assert_eq!(lan.get_json("/audit").await["rows"][0]["seq"], entries, "a dry run is no deed");
        assert!(lan.get("/imports").await.expect(200).text().contains("cụm.csv"), "it is kept as a draft");
    })
    .await;
}

#[tokio::test]
async fn an_import_that_is_undone_leaves_every_figure_as_before() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let (before, count) = (figures(&mut lan).await, codes(&mut lan).await);
        let draft = bring_csv(&mut lan, THREE).await;
        let import = confirm(&mut lan, &draft, &[]).await.expect(303).location().to_owned();
        assert_eq!(import, "/imports/1");
        assert_ne!(figures(&mut lan).await, before);
        assert_eq!(codes(&mut lan).await, count + 1);
        let cluster = lan.get_json("/clusters/24-950").await;
        assert_eq!(
            (&cluster["name"], &cluster["area_ha"], &cluster["state"]),
            (&"Việt Tiến Mới".into(), &20.25.into(), &"established".into())
        );
        let page = lan.get(&import).await.expect(200).text();
        assert!(page.contains("24-950 Việt Tiến Mới") && page.contains("Hoàn tác lần nhập 1?"), "{page}");
        let deed = lan.get_json("/audit?kind=import&key=1").await["rows"][0].clone();
        assert_eq!(
            (&deed["action"], &deed["document"], &deed["subject_label"]),
            (&"import.run".into(), &"12/QĐ-UBND".into(), &"cụm.csv".into())
        );
        let _ = lan.get(&format!("{import}/file")).await.expect(200);
        let _ = lan.post_form(&format!("{import}/undo"), &[]).await.expect(303);
        assert_eq!(figures(&mut lan).await, before);
        assert_eq!(codes(&mut lan).await, count);
        assert!(lan.get(&import).await.text().contains("Đã hoàn tác"));
        let again = lan.post_form(&format!("{import}/undo"), &[]).await.expect(403).text();
        assert!(again.contains("Lần nhập này đã được hoàn tác."), "{again}");
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
        // What was taken back can come again: its code is free for it.
        let draft = bring_csv(&mut lan, THREE).await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        assert_eq!(codes(&mut lan).await, count + 1);
    })
    .await;
}

#[tokio::test]
async fn an_import_cannot_be_undone_after_somebody_changed_what_it_wrote() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let draft = bring_csv(&mut lan, THREE).await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        let fields = [
            ("name", "Phượng Sơn"),
            ("area", "13"),
            ("valid_from", "15/06/2026"),
            ("document", "12/QĐ-UBND"),
        ];
        let _ = lan.get("/clusters/24-801/record").await.expect(200);
        let _ = lan.post_form("/clusters/24-801/record", &fields).await.expect(303);
        let before = figures(&mut lan).await;
        let refused = lan.post_form("/imports/1/undo", &[]).await.expect(403).text();
        assert!(refused.contains("đã có người sửa tiếp 24-801 Phượng Sơn"), "{refused}");
        assert!(!refused.contains("24-950"), "only what was changed is named");
        assert_eq!(figures(&mut lan).await, before);
    })
    .await;
}

#[tokio::test]
async fn the_same_file_a_second_time_changes_nothing_and_so_does_its_decomposed_twin() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let draft = bring_csv(&mut lan, THREE).await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        let twin: String = THREE.nfd().collect();
        for rows in [THREE, &twin] {
            let draft = bring_csv(&mut lan, rows).await;
            let found = checked(&mut lan, &draft).await;
            assert_eq!(found["counts"]["unchanged"], 3, "{found}");
            let seen = [("seen", "x")];
            let _ = lan.post_form(&format!("{draft}/write"), &seen).await.expect(403);
        }
    })
    .await;
}

#[tokio::test]
async fn faults_name_their_cells_and_correct_rows_are_written_only_when_told() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let rows = "24-801;Phượng Sơn;1.234;Doanh nghiêp tư;Xã Không Có;\n24-804;Nghĩa Hòa;9,5;;;\n24-804;Nghĩa Hòa;9,6;;;\n;Chưa Từng Nghe;5;;;\n24-802;;7;;;\n24-803;Hai Xã;34;;;\n";
        let draft = bring_csv(&mut lan, rows).await;
        let found = checked(&mut lan, &draft).await;
        let cells = |row: usize| -> Vec<String> {
            let problems = found["rows"][row]["problems"].as_array().unwrap();
            problems.iter().map(|problem| problem["cell"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(cells(0), ["C2", "D2", "E2"], "{found}");
        assert_eq!((cells(1), cells(2)), (vec!["A3".to_owned()], vec!["A4".to_owned()]));
        assert_eq!((cells(3), cells(4)), (vec!["B5".to_owned()], vec!["B6".to_owned()]), "{found}");
        assert_eq!((&found["counts"]["faulty"], &found["counts"]["changed"]), (&5.into(), &1.into()));
        let refused = confirm(&mut lan, &draft, &[]).await.expect(403).text();
        assert!(refused.contains("Còn 5 dòng lỗi"), "{refused}");
        assert_eq!(lan.get_json("/clusters/24-803").await["area_ha"], 33.333_333);
        let report = lan.get(&format!("{draft}/findings")).await.expect(200).body;
        let report = kit_sheets::read(&report, None, &|_| false).unwrap().table;
        assert_eq!(report.rows.len(), 7, "every fault is a row of the report");
        let done = confirm(&mut lan, &draft, &[("leave_out", "faulty")]).await.expect(303);
        let page = lan.get(done.location()).await.expect(200).text();
        assert!(page.contains("5 dòng để lại, chưa ghi."), "{page}");
        assert_eq!(lan.get_json("/clusters/24-803").await["area_ha"], 34.0);
        assert_eq!(lan.get_json("/clusters/24-804").await["area_ha"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn names_that_differ_by_marks_stay_two_and_the_person_is_asked() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let draft = bring_csv(&mut lan, "24-951;Phương Sơn;30;;;\n;PHƯỢNG SƠN;10,5;;;\n").await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(found["rows"][0]["state"], "asked", "{found}");
        assert_eq!(found["rows"][0]["question"]["answers"][0][0], "24-801");
        assert_eq!(
            (&found["rows"][1]["state"], &found["rows"][1]["key"]),
            (&"changed".into(), &"24-801".into())
        );
        let _ = lan.get(&format!("{draft}/check")).await;
        let _ =
            lan.post_form(&format!("{draft}/check"), &[("row", "2"), ("answer", "new")]).await.expect(303);
        assert_eq!(checked(&mut lan, &draft).await["rows"][0]["state"], "new");
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        assert_eq!(lan.get_json("/clusters/24-801").await["name"], "PHƯỢNG SƠN");
        assert_eq!(lan.get_json("/clusters/24-951").await["name"], "Phương Sơn");
    })
    .await;
}

#[tokio::test]
async fn an_imports_nothing_outside_the_own_area_and_learns_nothing_of_it() {
    on_each_engine(async |world| {
        let mut an = world.an_importing();
        let rows = "24-801;Phượng Sơn;11;;;\n24-960;Ở Nhà;5;;Hợp Thịnh;\n24-961;Ở Xa;5;;;\n";
        let draft = bring_csv(&mut an, rows).await;
        let found = checked(&mut an, &draft).await;
        let states: Vec<_> =
            found["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["faulty", "new", "faulty"], "{found}");
        assert!(!found.to_string().contains("10,00"), "what is recorded elsewhere is not told");
        assert!(!found["missing"].to_string().contains("24-802"));
        let page = an.get(&format!("{draft}/check")).await.text();
        assert!(page.contains("Bạn không được ghi cụm này: ngoài địa bàn hoặc đơn vị của bạn."), "{page}");
        let _ = confirm(&mut an, &draft, &[("leave_out", "faulty")]).await.expect(303);
        let mut lan = world.lan();
        assert_eq!(lan.get_json("/clusters/24-801").await["area_ha"], 10.0);
        assert_eq!(lan.get_json("/clusters/24-960").await["name"], "Ở Nhà");
        // Lan's imports are not An's to read; Lan, who owns the register, reads all.
        let draft = bring_csv(&mut lan, "24-801;Phượng Sơn;12;;;\n").await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        let _ = an.get("/imports/2").await.expect(404);
        let _ = lan.get("/imports/1").await.expect(200);
        let _ = world.binh().get("/imports").await.expect(403);
        let _ = world.binh().get("/imports/new").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn what_was_seen_is_what_is_written() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let draft = bring_csv(&mut lan, "24-801;Phượng Sơn;11;;;\n").await;
        let page = lan.get(&format!("{draft}/check")).await.text();
        let seen = page.split_once("name=\"seen\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        let fields = [
            ("name", "Phượng Sơn"),
            ("area", "10,5"),
            ("valid_from", "01/05/2026"),
            ("document", "12/QĐ-UBND"),
        ];
        let _ = lan.post_form("/clusters/24-801/record", &fields).await.expect(303);
        let refused = lan.post_form(&format!("{draft}/write"), &[("seen", &seen)]).await.expect(403).text();
        assert!(refused.contains("Sổ đã thay đổi từ lúc bạn kiểm tra."), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_file_is_refused_with_a_reason_and_what_was_typed_is_kept() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = lan.get("/imports/new").await.expect(200);
        let large = vec![b'a'; kit_sheets::MOST_BYTES + 1];
        let larger = vec![b'a'; kit_sheets::MOST_BYTES + 100_000];
        let cases: [(&[u8], &str); 4] = [
            (&large, "Tệp lớn hơn 10 MB."),
            (&larger, "Tệp lớn hơn 10 MB."),
            (b"", "Chưa chọn tệp."),
            (b"\xd0\xcf\x11\xe0", "Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu."),
        ];
        let fields = [("kind", "clusters"), ("document", "99/QĐ-UBND"), ("valid_from", "01/06/2026")];
        for (content, sentence) in cases {
            let page =
                lan.post_file("/imports/new", &fields, ("file", "a.csv", content)).await.expect(422).text();
            assert!(page.contains(sentence), "{sentence}: {page}");
        }
        let good = format!("{HEAD}{THREE}");
        let page = lan
            .post_file("/imports/new", &fields, ("file", "a.csv", good.as_bytes()))
            .await
            .expect(422)
            .text();
        assert!(
            page.contains("Chưa có văn bản “99/QĐ-UBND”") && page.contains("Đã nhận tệp a.csv"),
            "{page}"
        );
        let draft =
            page.split_once("name=\"draft\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        let fields = [
            ("kind", "clusters"),
            ("document", "12/QĐ-UBND"),
            ("valid_from", "01/06/2026"),
            ("draft", &draft),
        ];
        let _ = lan.post_file("/imports/new", &fields, ("file", "", b"")).await.expect(303);
    })
    .await;
}

#[tokio::test]
async fn the_template_is_a_file_that_can_be_imported() {
    on_each_engine(async |world: World| {
        let mut lan = world.lan();
        let template = lan.get("/imports/templates/clusters").await.expect(200).body;
        let head = kit_sheets::read(&template, None, &|_| false).unwrap().table.head;
        let names: Vec<_> = head.into_iter().map(|heading| heading.text).collect();
        let row = ["24-803", "CCN Hai Xã"].map(|text| Out::Text(text.to_owned()));
        let row = row.into_iter().chain([Out::Number(1.234)]).collect();
        let filled =
            kit_sheets::xlsx(&[Sheet { name: "Dữ liệu".to_owned(), head: names, rows: vec![row] }]).unwrap();
        let draft = bring(&mut lan, "mẫu.xlsx", &filled).await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(found["rows"][0]["changes"][0]["new"], "1,234\u{a0}ha", "{found}");
    })
    .await;
}
