//! Asking to have something changed.

use crate::world::{ABOUT_911, ABOUT_ENTERPRISE, ABOUT_PROJECT, answer, ask, on_each_engine};

#[tokio::test]
async fn who_may_see_and_not_record_is_offered_to_ask_and_sees_what_stands() {
    on_each_engine(async |world| {
        let mut binh = world.binh();
        for (page, form, stands) in [
            ("/clusters/24-911", ABOUT_911, "50,00\u{a0}ha"),
            ("/projects/DA-0001", ABOUT_PROJECT, "100,0\u{a0}tỷ đồng"),
            ("/enterprises/DN-0001", ABOUT_ENTERPRISE, "Công ty Thử Một"),
        ] {
            let text = binh.get(page).await.expect(200).text();
            assert!(text.contains(&form.replace('&', "&#38;")), "{page} offers to ask: {text}");
            let text = binh.get(form).await.expect(200).text();
            assert!(text.contains(stands), "{form} tells what stands: {text}");
            assert!(text.contains("Sở Công Thương"), "{form} tells where it goes");
            let text = world.lan().get(page).await.expect(200).text();
            assert!(!text.contains("/requests/new"), "{page}: who may record records: {text}");
        }
        let beside = binh.get_json("/clusters/24-911").await["beside"].clone();
        assert_eq!(beside.as_array().unwrap().len(), 1, "an offer, and nothing that waits: {beside}");
    })
    .await;
}

#[tokio::test]
async fn a_request_keeps_what_stood_who_asked_and_since_when_it_waits_on_whose_desk() {
    on_each_engine(async |world| {
        let mut minh = world.minh();
        let request = ask(&mut minh, ABOUT_911, "area", "41,5").await;
        assert_eq!(request, "/requests/1");
        world.on("2026-07-12");
        let told = minh.get_json(&request).await;
        for (name, value) in [
            ("record_name", "CCN Thử Một"),
            ("stood", "50,00\u{a0}ha"),
            ("stands", "50,00\u{a0}ha"),
            ("proposed", "41,5"),
            ("state", "open"),
            ("since", "2026-06-30"),
            ("asked_by", "Trần Quang Minh"),
        ] {
            assert_eq!(told[name], value, "{told}");
        }
        assert_eq!((&told["days"], &told["done"]), (&12.into(), &false.into()));
        assert!(told["desk"][0].as_str().unwrap().contains("Sở Công Thương"), "{told}");
        let list = minh.get_json("/requests").await;
        assert_eq!((&list["tab"], &list["rows"][0]["number"]), (&"sent".into(), &1.into()));
    })
    .await;
}

#[tokio::test]
async fn every_problem_of_the_form_is_told_at_once_and_what_stands_already_is_not_asked_for() {
    on_each_engine(async |world| {
        let mut minh = world.minh();
        let bad = [("field", "x"), ("proposed", ""), ("reason", ""), ("document", "9/QĐ")];
        let page = minh.post_form(ABOUT_911, &bad).await.expect(422).text();
        assert!(page.contains("Chưa ghi: 4 ô cần sửa."), "{page}");
        let same = [("field", "area"), ("proposed", "50 ha"), ("reason", "Vì thế.")];
        let page = minh.post_form(ABOUT_911, &same).await.expect(422).text();
        assert!(page.contains("Trong sổ đã đúng như vậy."), "{page}");
        assert_eq!(minh.get_json("/requests?tab=all").await["rows"].as_array().unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn nobody_asks_about_a_record_that_they_may_not_see() {
    on_each_engine(async |world| {
        for mut other in [world.an(), world.hoa()] {
            let fields = [("field", "area"), ("proposed", "41,5"), ("reason", "Vì thế.")];
            let _ = other.get(ABOUT_911).await.expect(404);
            let _ = other.post_form(ABOUT_911, &fields).await.expect(404);
        }
        let nothing = world.binh().get("/requests/new").await.expect(404).text();
        assert!(nothing.contains("Mở hồ sơ rồi bấm Đề nghị sửa."), "{nothing}");
    })
    .await;
}

#[tokio::test]
async fn the_next_request_begins_with_what_stands_and_not_with_the_refused_one() {
    on_each_engine(async |world| {
        let (mut minh, mut lan) = (world.minh(), world.lan());
        let first = ask(&mut minh, ABOUT_911, "area", "41,5").await;
        let again = [("field", "area"), ("proposed", "42"), ("reason", "Vì thế.")];
        let page = minh.post_form(ABOUT_911, &again).await.expect(422).text();
        assert!(page.contains("Đề nghị số 1 của bạn về mục này đang chờ trả lời."), "{page}");
        assert_eq!(answer(&mut lan, &first, "refused").await, 303);
        let form = minh.get(&format!("{ABOUT_911}&field=area")).await.expect(200).text();
        assert!(form.contains(">50,00\u{a0}ha</textarea>") && !form.contains("41,5"), "{form}");
        let second = ask(&mut minh, ABOUT_911, "area", "42").await;
        let told = minh.get_json(&second).await;
        assert_eq!((&told["stood"], &told["state"]), (&"50,00\u{a0}ha".into(), &"open".into()));
        assert_eq!(told["answer"], "", "nothing of the first one is in the second");
    })
    .await;
}
