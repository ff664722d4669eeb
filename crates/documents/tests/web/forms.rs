//! Recording a document through its form.

use crate::world::{fields, on_each_engine, record, send};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// What the audit says of the last deed.
async fn last_deed(lan: &mut kit_testing::Browser) -> Value {
    lan.get_json("/audit").await["rows"][0].clone()
}

#[tokio::test]
async fn lan_records_a_document_and_sees_it_and_the_audit_names_it() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let form = lan.get("/documents/new").await.expect(200).text();
        assert!(form.contains("Thêm văn bản") && form.contains("name=\"csrf\""), "{form}");
        let address = record(&mut lan, &[]).await;
        assert_eq!(address, "/documents/398-qd-ubnd-2018");
        let page = lan.get(&address).await.expect(200).text();
        for told in
            ["398/QĐ-UBND", "29/06/2018", "UBND tỉnh Bắc Giang", "thành lập cụm công nghiệp Hương Sơn"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(page.contains("người dùng ghi") && page.contains("href=\"https://example.org/398\""));
        let deed = last_deed(&mut lan).await;
        assert_eq!((&deed["action"], &deed["person"]), (&"document.record".into(), &"lan".into()));
        assert_eq!(
            (&deed["subject_kind"], &deed["subject_key"], &deed["subject_label"]),
            (&"document".into(), &"398-qd-ubnd-2018".into(), &"398/QĐ-UBND".into())
        );
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn every_problem_of_a_form_is_told_at_once_and_what_was_typed_is_kept() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let bad = [
            ("number", ""),
            ("issued_on", "31/02/2024"),
            ("issuer", " "),
            ("title", ""),
            ("url", "javascript:alert(1)"),
            ("note", "Giữ lại \"câu này\""),
        ];
        let page = send(&mut lan, &bad).await.expect(422).text();
        assert!(page.contains("Chưa ghi: 5 ô cần sửa."), "{page}");
        assert!(page.contains("“31/02/2024” không phải là ngày."), "{page}");
        assert!(page.contains("Địa chỉ phải bắt đầu bằng https:// hoặc http://"));
        assert!(page.contains("Loại văn bản này phải có số, ký hiệu."));
        assert_eq!(page.matches("Chưa nhập.").count(), 2);
        assert!(page.contains("value=\"31/02/2024\"") && page.contains("value=\"javascript:alert(1)\""));
        assert!(
            page.contains("Giữ lại &#34;câu này&#34;") || page.contains("Giữ lại &quot;câu này&quot;"),
            "{page}"
        );
        assert!(!page.contains("href=\"javascript:"));
        let later = send(&mut lan, &[("issued_on", "01/07/2026")]).await.expect(422).text();
        assert!(later.contains("Ngày ban hành sau hôm nay."), "{later}");
        let kind = send(&mut lan, &[("kind", "decree of mine")]).await.expect(422).text();
        assert!(kind.contains("không phải là loại văn bản"), "{kind}");
        assert_eq!(lan.get_json("/documents").await["paging"]["total"], 0);
        assert_eq!(lan.get_json("/audit").await["total"], 0, "what was refused leaves no deed");
    })
    .await;
}

#[tokio::test]
async fn other_ways_to_write_a_script_into_the_address_are_refused_too() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        for url in
            ["JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "/clusters", "ftp://example.org"]
        {
            let _ = send(&mut lan, &[("url", url)]).await.expect(422);
        }
        let address = record(&mut lan, &[("url", "https://example.org/\"onclick=\"alert(1)")]).await;
        let page = lan.get(&address).await.text();
        assert!(!page.contains("\"onclick="), "{page}");
    })
    .await;
}

#[tokio::test]
async fn documents_with_the_same_number_get_keys_of_their_own_in_address_and_audit() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        assert_eq!(record(&mut lan, &[]).await, "/documents/398-qd-ubnd-2018");
        let other = [("title", "Văn bản khác"), ("issuer", "UBND huyện Hiệp Hòa")];
        assert_eq!(record(&mut lan, &other).await, "/documents/398-qd-ubnd-2018-2");
        assert_eq!(last_deed(&mut lan).await["subject_key"], "398-qd-ubnd-2018-2");
        let same = [("confirm", "398-qd-ubnd-2018")];
        assert_eq!(record(&mut lan, &same).await, "/documents/398-qd-ubnd-2018-3");
        let later = [("issued_on", "2019-06-29"), ("confirm", "398-qd-ubnd-2018 398-qd-ubnd-2018-3")];
        assert_eq!(record(&mut lan, &later).await, "/documents/398-qd-ubnd-2019");
        let page = lan.get("/documents/398-qd-ubnd-2018-2").await.expect(200).text();
        assert!(page.contains("Văn bản khác"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_document_like_one_that_is_recorded_is_asked_back_and_not_recorded_twice_in_silence() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let _ = record(&mut lan, &[]).await;
        let page = send(&mut lan, &[("number", "398/qđ-ubnd")]).await.expect(422).text();
        assert!(page.contains("Đã có 1 văn bản cùng số, ký hiệu"), "{page}");
        let one = "<a href=\"/documents/398-qd-ubnd-2018\">398/QĐ-UBND, 29/06/2018, UBND tỉnh Bắc Giang</a>";
        assert!(page.contains(one), "{page}");
        assert!(page.contains("name=\"confirm\" value=\"398-qd-ubnd-2018\""), "{page}");
        assert_eq!(lan.get_json("/documents").await["paging"]["total"], 1);
        let _ = send(&mut lan, &[("confirm", "another-one")]).await.expect(422);
        let _ = send(&mut lan, &[("confirm", "398-qd-ubnd-2018")]).await.expect(303);
        assert_eq!(lan.get_json("/documents").await["paging"]["total"], 2);
    })
    .await;
}

#[tokio::test]
async fn a_document_on_which_nothing_rests_says_so() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[]).await;
        let page = lan.get(&address).await.expect(200).text();
        assert!(page.contains("chưa là căn cứ của điều nào"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_document_cannot_take_the_address_of_the_form() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[("number", "New"), ("issued_on", "")]).await;
        assert_eq!(address, "/documents/new-2");
        assert!(lan.get(&address).await.expect(200).text().contains("<h1>New"));
        // A title without a letter that an address could take.
        let address =
            record(&mut lan, &[("kind", "page"), ("number", ""), ("issued_on", ""), ("title", "★")]).await;
        assert!(lan.get(&address).await.expect(200).text().contains('★'));
    })
    .await;
}

#[tokio::test]
async fn decomposed_letters_become_the_same_document_as_composed_ones() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let number: String = "398/QĐ-UBND Hợp Thịnh".nfd().collect();
        let title: String = "Thành lập cụm công nghiệp Hợp Thịnh".nfd().collect();
        let address = record(&mut lan, &[("number", &number), ("title", &title)]).await;
        assert_eq!(address, "/documents/398-qd-ubnd-hop-thinh-2018");
        let document = lan.get_json(&address).await;
        assert_eq!(document["number"], "398/QĐ-UBND Hợp Thịnh");
        assert_eq!(document["title"], "Thành lập cụm công nghiệp Hợp Thịnh");
        let same = [("number", "398/QĐ-UBND Hợp Thịnh"), ("confirm", "398-qd-ubnd-hop-thinh-2018")];
        let again = record(&mut lan, &same).await;
        assert_eq!(again, "/documents/398-qd-ubnd-hop-thinh-2018-2");
    })
    .await;
}

#[tokio::test]
async fn what_is_too_long_or_cannot_be_seen_is_told_at_its_field_and_still_there() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let (title, note) = ("Rất dài ".repeat(300), "x".repeat(1_500_000));
        let page = send(&mut lan, &[("title", &title), ("note", &note)]).await.expect(422).text();
        assert!(page.contains("Dài 2399 ký tự, ô này nhận nhiều nhất 2000."), "{page}");
        assert!(page.contains("Dài 1500000 ký tự, ô này nhận nhiều nhất 4000."));
        assert!(page.contains(title.trim()) && page.contains(&note), "what was typed is still there");
        let odd = [("number", "398\u{202e}/QĐ"), ("issuer", "UBND\u{200b}"), ("note", "một\0hai")];
        let page = send(&mut lan, &odd).await.expect(422).text();
        assert!(page.contains("Chưa ghi: 3 ô cần sửa."), "{page}");
        assert!(
            page.contains("(U+202E) sau “398”") && page.contains("(U+200B)") && page.contains("(U+0000)")
        );
        assert_eq!(lan.get_json("/documents").await["paging"]["total"], 0);
        let address = record(&mut lan, &[("note", "một\r\nhai\tba")]).await;
        assert_eq!(lan.get_json(&address).await["note"], "một\nhai\tba", "lines end as in a file");
    })
    .await;
}

#[tokio::test]
async fn a_very_long_title_is_kept_whole_and_its_address_stays_short() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let title = "Về việc điều chỉnh quy hoạch chi tiết ".repeat(50);
        let fields = [("kind", "page"), ("number", ""), ("issued_on", ""), ("title", title.as_str())];
        let address = record(&mut lan, &fields).await;
        assert!(address.len() < 80, "{address}");
        assert_eq!(lan.get_json(&address).await["title"], title.trim());
        let _ = lan.get("/documents").await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn binh_who_only_looks_sees_no_form_and_is_refused() {
    on_each_engine(async |world| {
        let (mut lan, mut binh) = (world.lan(), world.binh());
        let address = record(&mut lan, &[]).await;
        let list = binh.get("/documents").await.expect(200).text();
        assert!(list.contains("398/QĐ-UBND") && !list.contains("/documents/new"), "{list}");
        let page = binh.get(&address).await.expect(200).text();
        assert!(!page.contains("type=\"file\""), "{page}");
        let refused = binh.get("/documents/new").await.expect(403).text();
        assert!(refused.contains("Bạn không có quyền: Ghi văn bản"), "{refused}");
        let _ = binh.post_form("/documents/new", &fields(&[])).await.expect(403);
        let file = ("file", "a.pdf", b"%PDF-1.7".as_slice());
        let _ = binh.post_file(&format!("{address}/files"), &[], file).await.expect(403);
        let _ = lan.post_bare("/documents/new", &fields(&[])).await.expect(403);
        assert_eq!(lan.get_json("/documents").await["paging"]["total"], 1);
        let _ = world.app.as_visitor().post_bare("/documents/new", &fields(&[])).await.expect(401);
        let _ = world.app.as_visitor().get(&format!("{address}.json")).await.expect(401);
    })
    .await;
}
