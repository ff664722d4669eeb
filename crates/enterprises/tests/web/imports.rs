//! Taking enterprises, projects and leases from files, as people do it at the pages.

use kit_sheets::{Out, Sheet};
use kit_testing::{Answer, Browser};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::world::on_each_engine;

const ENTERPRISES: &str = "Mã doanh nghiệp;Tên doanh nghiệp;MST;Loại hình;Nước đầu tư (mã 2 chữ)\n";
const PROJECTS: &str = "Mã dự án;Tên dự án;Doanh nghiệp;Cụm;Ngành;Vốn đăng ký, tỷ đồng;Vốn thực hiện, tỷ đồng;\
                        FDI;Hình thức sử dụng;Trạng thái;Trạng thái từ ngày\n";
const LEASES: &str =
    "Mã hợp đồng;Dự án;Cụm;Diện tích thuê (ha);Hình thức thuê;Thuê từ ngày;Hết hạn từ ngày\n";

/// Sends a file up to its check with the columns that are guessed; gives the address of the draft.
async fn bring(browser: &mut Browser, kind: &str, name: &str, content: &[u8]) -> String {
    let _ = browser.get("/imports/new").await.expect(200);
    let fields = [("kind", kind), ("document", "12/QĐ-UBND"), ("valid_from", "01/06/2026")];
    let draft = browser.post_file("/imports/new", &fields, ("file", name, content)).await.expect(303);
    let draft = draft.location().to_owned();
    let page = browser.get(&draft).await.expect(200).text();
    let mut chosen = Vec::new();
    for select in page.split("<select").skip(1).map(|rest| rest.split_once("</select>").unwrap().0) {
        let field = select.split_once("name=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
        let option = select.split("<option value=\"").find(|option| option.contains("selected"));
        chosen.push((field, option.map_or("", |option| option.split_once('"').unwrap().0).to_owned()));
    }
    let chosen: Vec<_> = chosen.iter().map(|(field, column)| (field.as_str(), column.as_str())).collect();
    assert_eq!(browser.post_form(&draft, &chosen).await.expect(303).location(), format!("{draft}/check"));
    draft
}

async fn bring_csv(browser: &mut Browser, kind: &str, rows: &str) -> String {
    let head = match kind {
        "enterprises" => ENTERPRISES,
        "projects" => PROJECTS,
        _ => LEASES,
    };
    bring(browser, kind, "tệp.csv", format!("{head}{rows}").as_bytes()).await
}

async fn checked(browser: &mut Browser, draft: &str) -> Value {
    browser.get_json(&format!("{draft}/check")).await
}

fn states(found: &Value) -> Vec<&str> {
    found["rows"].as_array().unwrap().iter().map(|row| row["state"].as_str().unwrap()).collect()
}

/// The cell and the beginning of the sentence of each problem or warning of a row.
fn told<'a>(found: &'a Value, row: usize, what: &str) -> Vec<(&'a str, &'a str)> {
    let all = found["rows"][row][what].as_array().unwrap();
    all.iter().map(|one| (one["cell"].as_str().unwrap(), one["text"].as_str().unwrap())).collect()
}

async fn confirm(browser: &mut Browser, draft: &str, more: &[(&str, &str)]) -> Answer {
    let page = browser.get(&format!("{draft}/check")).await.expect(200).text();
    let seen = page.split_once("name=\"seen\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let fields: Vec<_> = [("seen", seen.as_str())].into_iter().chain(more.iter().copied()).collect();
    browser.post_form(&format!("{draft}/write"), &fields).await
}

/// Every figure of the program on three days, with the records that enter it.
async fn figures(browser: &mut Browser) -> Vec<Value> {
    let mut found = Vec::new();
    for measure in clusters::measures::ALL.iter().chain(enterprises::measures::ALL) {
        for query in ["", "?as_of=2026-06-01", "?as_of=2023-12-31"] {
            let figure = browser.get_json(&format!("/measures/{}{query}", measure.code)).await;
            found.push(serde_json::json!([measure.code, figure["value"], figure["members"]]));
        }
    }
    found
}

#[tokio::test]
async fn enterprises_are_found_by_code_tax_code_or_exact_name_and_the_rest_is_new() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = figures(&mut lan).await;
        let rows = "DN-0001;Công ty Thử Một;;;\n\
                    ;Công ty Thử Hai Đổi Tên;0100 109 106;;\n\
                    ;CÔNG TY THỬ MỘT MỚI;0100233488;Hợp tác xã;jp\n\
                    ;Công ty Thừ Một;;;\n";
        let draft = bring_csv(&mut lan, "enterprises", rows).await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(states(&found), ["unchanged", "changed", "new", "asked"], "{found}");
        assert_eq!(found["rows"][1]["key"], "DN-0002");
        assert_eq!(found["rows"][1]["changes"].as_array().unwrap().len(), 1, "only the name changes");
        assert_eq!(found["rows"][2]["key"], "DN-0003", "the code it will have");
        assert_eq!(found["rows"][3]["question"]["answers"][0][0], "DN-0001");
        let _ = lan.get(&format!("{draft}/check")).await;
        let answer = [("row", "5"), ("answer", "new")];
        let _ = lan.post_form(&format!("{draft}/check"), &answer).await.expect(303);
        let import = confirm(&mut lan, &draft, &[]).await.expect(303).location().to_owned();
        let told = lan.get_json("/enterprises/DN-0003").await.clone();
        assert_eq!((&told["kind"], &told["country"]), (&"cooperative".into(), &"JP".into()), "{told}");
        assert_eq!(lan.get_json("/enterprises/DN-0004").await["name"], "Công ty Thừ Một");
        let again: String = rows.replace(";Công ty Thừ Một;", "DN-0004;Công ty Thừ Một;").nfd().collect();
        let draft = bring_csv(&mut lan, "enterprises", &again).await;
        assert_eq!(checked(&mut lan, &draft).await["counts"]["unchanged"], 4);
        let _ = lan.get(&import).await.expect(200);
        let _ = lan.post_form(&format!("{import}/undo"), &[]).await.expect(303);
        assert_eq!(figures(&mut lan).await, before);
        let _ = lan.get("/enterprises/DN-0003").await.expect(404);
        let page = lan.get(&import).await.expect(200).text();
        assert!(
            page.contains("DN-0003") && !page.contains("/enterprises/DN-0003"),
            "no link to what is no more"
        );
        assert_eq!(lan.get_json("/enterprises/DN-0002").await["name"], "Công ty Thử Hai");
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn faults_of_enterprises_are_told_at_their_cells() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let rows = "DN-0001;Công ty Thử Một;0100109106;;\n\
                    ;Công ty Khác;100233488;;KOR\n\
                    ;Công ty Sai Số;0100109107;;\n\
                    12/DN;Công ty Mã Lạ;;;\n\
                    ;Công ty Đôi;;;\n\
                    ;Công ty Đôi;;;\n\
                    DN-0001;Công ty Thử Hai;;;\n";
        let draft = bring_csv(&mut lan, "enterprises", rows).await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(found["counts"]["faulty"], 7, "{found}");
        assert_eq!(told(&found, 0, "problems")[0].0, "C2");
        let second = told(&found, 1, "problems");
        assert!(second[0].0 == "C3" && second[0].1.contains("Có phải 0100233488?"), "{second:?}");
        assert_eq!(second[1].0, "E3");
        assert!(told(&found, 2, "problems")[0].1.contains("sai chữ số kiểm tra"));
        assert_eq!(told(&found, 3, "problems")[0].0, "A5");
        assert!(told(&found, 4, "problems")[0].1.contains("dòng 7"), "{found}");
        assert!(told(&found, 6, "problems").iter().any(|(cell, _)| *cell == "B8"), "{found}");
        let page = lan.get(&format!("{draft}/check")).await.expect(200).text();
        assert!(page.contains("Không có dòng nào để ghi") && !page.contains("/write\""), "{page}");
    })
    .await;
}

#[tokio::test]
async fn projects_are_new_changed_or_unchanged_and_what_is_missing_stays() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = figures(&mut lan).await;
        let rows = "DA-0001;Dự án Một;DN-0001;24-911;;150,5;;;;Đang sản xuất;\n\
                    ;Dự án Ba;0100109106;CCN Thử Hai;;60;;;;;\n\
                    ;Dự án Sáu;Công ty Thử Hai;24-914;2610;1.234,5;1.300,5;Có;Thuê lại đất;Đang sản xuất;01/05/2026\n\
                    ;Dự án Bảy;DN-0001;24-913;;;;;;;\n";
        let draft = bring_csv(&mut lan, "projects", rows).await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(states(&found), ["changed", "unchanged", "new", "new"], "{found}");
        assert_eq!(found["rows"][0]["changes"].as_array().unwrap().len(), 1, "it produced already: {found}");
        assert_eq!((&found["rows"][1]["key"], &found["rows"][2]["key"]), (&"DA-0003".into(), &"DA-0006".into()));
        let warned = told(&found, 2, "warnings");
        assert!(warned[0].0 == "G4" && warned[0].1.contains("1.300,5 tỷ đồng lớn hơn vốn đăng ký 1.234,5"));
        assert!(told(&found, 3, "warnings")[0].1.contains("chưa có trạng thái"));
        let missing = found["missing"].to_string();
        assert!(missing.contains("DA-0002") && !missing.contains("DA-0005"), "what has ended is no news: {missing}");
        assert_eq!(figures(&mut lan).await, before, "a dry run writes nothing");
        let page = lan.get(&format!("{draft}/check?state=warned")).await.expect(200).text();
        assert!(page.contains("Lưu ý:") && !page.contains("Dự án Ba"), "{page}");
        let import = confirm(&mut lan, &draft, &[]).await.expect(303).location().to_owned();
        assert_ne!(figures(&mut lan).await, before);
        let six = lan.get_json("/projects/DA-0006").await["project"].clone();
        assert_eq!((&six["capital_bn_vnd"], &six["foreign"]), (&1234.5.into(), &true.into()), "{six}");
        assert_eq!(lan.get_json("/projects/DA-0002").await["project"]["name"], "Dự án Hai");
        let _ = lan.get(&import).await.expect(200);
        let _ = lan.post_form(&format!("{import}/undo"), &[]).await.expect(303);
        assert_eq!(figures(&mut lan).await, before);
        let _ = lan.get("/projects/DA-0006").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn faults_of_projects_name_the_way_out() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let rows = "DA-0001;Dự án Một;Công ty Không Có;24-999;26;1.234;;;;;\n\
                    ;Dự án Chưa Nghe;;;;;;;;;\n\
                    DA-0001;Dự án Một;Công ty Thừ Một;;;;;;;;\n\
                    DA-0002;Dự án Khác Hẳn;DN-0001;;;;;;;;\n\
                    DA-0003;Dự án Ba;;;;;;;;;01/01/2026\n\
                    ;Dự án Bà;DN-0002;;;;;;;;\n\
                    ;Dự án Mới Tinh;DN-0001;24-911;;;;;;đang chạy;\n";
        let draft = bring_csv(&mut lan, "projects", rows).await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(
            states(&found),
            ["faulty", "faulty", "faulty", "asked", "faulty", "asked", "faulty"],
            "{found}"
        );
        let first: Vec<_> = told(&found, 0, "problems").iter().map(|(cell, _)| cell.to_string()).collect();
        assert_eq!(first, ["C2", "D2", "E2", "F2"]);
        assert!(told(&found, 0, "problems")[0].1.contains("Nhập doanh nghiệp trước"));
        assert!(told(&found, 0, "problems")[1].1.contains("vào ngày 01/06/2026"));
        assert_eq!(told(&found, 1, "problems").len(), 2, "enterprise and cluster are wanted");
        assert!(told(&found, 2, "problems")[0].1.contains("Có phải DN-0001 Công ty Thử Một?"));
        assert_eq!(told(&found, 4, "problems")[0].0, "K6");
        let answers = found["rows"][3]["question"]["answers"].as_array().unwrap();
        assert_eq!(answers.len(), 1, "codes that slipped: that project, or nothing");
        let unread = (told(&found, 6, "problems").len(), told(&found, 6, "warnings").len());
        assert_eq!(unread, (1, 0), "a state that cannot be read is not said to be missing: {found}");
    })
    .await;
}

#[tokio::test]
async fn leases_are_weighed_against_the_land_of_their_cluster() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = figures(&mut lan).await;
        let rows = "HD-0001;DA-0001;24-911;36;;;\n\
                    ;DA-0002;;6,5;Thuê lại đất;01/06/2026;01/06/2056\n\
                    HD-0002;Dự án Ba;;5;;01/01/2024;01/01/2073\n";
        let draft = bring_csv(&mut lan, "leases", rows).await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(states(&found), ["changed", "new", "unchanged"], "{found}");
        let warned = told(&found, 0, "warnings");
        let sentence = "đất cho thuê ở cụm 24-911 là 42,50 ha, vượt đất công nghiệp theo quy hoạch chi tiết 40,00 ha: 2,50 ha";
        assert!(warned[0].0 == "D2" && warned[0].1.contains(sentence), "{warned:?}");
        assert!(told(&found, 1, "warnings").iter().any(|(_, text)| text.contains("thuê nhà xưởng")), "{found}");
        let import = confirm(&mut lan, &draft, &[]).await.expect(303).location().to_owned();
        let leased = |figure: Value| figure["value"].clone();
        assert_eq!(leased(lan.get_json("/measures/land.leased_ha").await), 47.5);
        assert_eq!(leased(lan.get_json("/measures/land.leased_ha?as_of=2026-05-31").await), 15.0);
        let page = lan.get(&import).await.expect(200).text();
        assert!(page.contains("HD-0004 Dự án Hai") && !page.contains("href=\"/HD-0004\""), "{page}");
        let _ = lan.post_form(&format!("{import}/undo"), &[]).await.expect(303);
        assert_eq!(figures(&mut lan).await, before);
    })
    .await;
}

#[tokio::test]
async fn faults_of_leases_are_told_at_their_cells() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let rows = "HD-0001;DA-0003;;5;;;\n\
                    ;DA-0001;24-912;5;;01/06/2020;\n\
                    ;DA-0001;;0;;01/01/2026;01/01/2025\n\
                    ;DA-0099;;5;;;\n\
                    ;DA-0004;;;;;\n\
                    ;DA-0001;;5;;01/03/2026;\n\
                    ;DA-0004;;1.234;;;\n";
        let draft = bring_csv(&mut lan, "leases", rows).await;
        let found = checked(&mut lan, &draft).await;
        assert_eq!(
            states(&found),
            ["faulty", "faulty", "faulty", "faulty", "faulty", "asked", "faulty"],
            "{found}"
        );
        assert_eq!(told(&found, 0, "problems")[0].0, "A2");
        assert_eq!(told(&found, 1, "problems")[0].0, "C3");
        assert_eq!(told(&found, 2, "problems")[0].0, "D4");
        assert!(told(&found, 3, "problems")[0].1.contains("Nhập dự án trước"));
        assert_eq!(told(&found, 4, "problems").len(), 2, "area and kind are wanted");
        assert_eq!(found["rows"][5]["question"]["answers"][0][0], "HD-0001");
        let unread: Vec<_> = told(&found, 6, "problems").into_iter().map(|(cell, _)| cell).collect();
        assert_eq!(unread, ["D8", "E8"], "what cannot be read is told once: {found}");
    })
    .await;
}

#[tokio::test]
async fn an_import_is_not_undone_under_what_was_built_on_it() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let draft = bring_csv(&mut lan, "enterprises", ";Công ty Mới;;;\n").await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        let draft =
            bring_csv(&mut lan, "projects", ";Dự án Mới;Công ty Mới;24-914;;10;;;;Đã đăng ký;\n").await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        let _ = lan.get("/imports/1").await.expect(200);
        let refused = lan.post_form("/imports/1/undo", &[]).await.expect(403).text();
        assert!(refused.contains("đã có người ghi tiếp vào DN-0003 Công ty Mới"), "{refused}");
        let fields = [
            ("series", "employed"),
            ("count", "12"),
            ("valid_from", "15/06/2026"),
            ("document", "bc-7"),
            ("seen", "0"),
        ];
        let _ = lan.get("/projects/DA-0006/workers").await.expect(200);
        let _ = lan.post_form("/projects/DA-0006/workers", &fields).await.expect(303);
        let refused = lan.post_form("/imports/2/undo", &[]).await.expect(403).text();
        assert!(refused.contains("DA-0006 Dự án Mới"), "{refused}");
        assert_eq!(lan.get_json("/projects/DA-0006").await["project"]["name"], "Dự án Mới");
    })
    .await;
}

#[tokio::test]
async fn imports_are_undone_one_after_the_other_the_last_first() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let before = figures(&mut lan).await;
        let draft = bring_csv(&mut lan, "enterprises", ";Công ty Mới;;;\n").await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        let draft =
            bring_csv(&mut lan, "projects", ";Dự án Mới;Công ty Mới;24-914;;10;;;;Đã đăng ký;\n").await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        let draft = bring_csv(&mut lan, "leases", ";Dự án Mới;;2;Thuê lại đất;;\n").await;
        let _ = confirm(&mut lan, &draft, &[]).await.expect(303);
        let _ = lan.get("/imports/3").await.expect(200);
        let _ = lan.post_form("/imports/2/undo", &[]).await.expect(403);
        for import in [3, 2, 1] {
            let _ = lan.post_form(&format!("/imports/{import}/undo"), &[]).await.expect(303);
        }
        assert_eq!(figures(&mut lan).await, before);
    })
    .await;
}

#[tokio::test]
async fn an_records_projects_in_the_own_commune_alone() {
    on_each_engine(async |world| {
        let mut an = world.an_importing();
        let rows = "DA-0003;Dự án Ba;;;;61;;;;;\n\
                    DA-0001;Dự án Một;;;;1;;;;;\n\
                    ;Dự án Xa;DN-0002;24-911;;5;;;;;\n\
                    DA-0003;Dự án Ba;;24-911;;;;;;;\n";
        let draft = bring_csv(&mut an, "projects", rows).await;
        let found = checked(&mut an, &draft).await;
        assert_eq!(states(&found), ["changed", "faulty", "faulty", "faulty"], "{found}");
        assert!(told(&found, 1, "problems")[0].1.contains("Bạn không được ghi hồ sơ này"));
        let far = told(&found, 2, "problems");
        assert!(far[0].0 == "D4" && far[0].1.contains("Bạn không được ghi dự án ở cụm 24-911"), "{far:?}");
        assert!(!found.to_string().contains("100,0"), "what is recorded elsewhere is not told");
        assert!(!found["missing"].to_string().contains("DA-0001"));
        let draft = bring_csv(&mut an, "projects", "DA-0003;Dự án Ba;;;;61;;;;;\n").await;
        let _ = confirm(&mut an, &draft, &[]).await.expect(303);
        assert_eq!(world.lan().get_json("/projects/DA-0003").await["project"]["capital_bn_vnd"], 61.0);
    })
    .await;
}

#[tokio::test]
async fn the_templates_are_files_that_can_be_imported() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for (kind, row, expect) in [
            (
                "enterprises",
                vec![Out::Text("DN-0002".into()), Out::Text("Công ty Thử Hai".into())],
                "unchanged",
            ),
            ("projects", vec![Out::Text("DA-0003".into()), Out::Text("Dự án Ba".into())], "unchanged"),
            ("leases", vec![Out::Text("HD-0002".into()), Out::Text("DA-0003".into())], "unchanged"),
        ] {
            let template = lan.get(&format!("/imports/templates/{kind}")).await.expect(200).body;
            let head = kit_sheets::read(&template, None, &|_| false).unwrap().table.head;
            let head = head.into_iter().map(|heading| heading.text).collect();
            let filled =
                kit_sheets::xlsx(&[Sheet { name: "Dữ liệu".to_owned(), head, rows: vec![row] }]).unwrap();
            let draft = bring(&mut lan, kind, "mẫu.xlsx", &filled).await;
            assert_eq!(states(&checked(&mut lan, &draft).await), [expect], "{kind}");
        }
    })
    .await;
}
