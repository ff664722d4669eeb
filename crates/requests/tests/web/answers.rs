//! Answering, and that no answer touches the record.

use kit_testing::Browser;
use serde_json::Value;

use crate::world::{ABOUT_911, ABOUT_ENTERPRISE, ABOUT_PROJECT, World, answer, ask, on_each_engine};

/// The cluster as its page tells it, without what is said beside it.
async fn cluster(world: &World) -> Value {
    let mut told = world.lan().get_json("/clusters/24-911").await;
    told["beside"].take();
    told
}

async fn state(browser: &mut Browser, path: &str) -> Value {
    browser.get_json(path).await["state"].take()
}

async fn waiting(browser: &mut Browser) -> usize {
    browser.get_json("/requests?tab=waiting").await["rows"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_request_and_its_refusal_leave_the_record_and_its_state_as_they_were() {
    on_each_engine(async |world| {
        let (mut minh, mut lan) = (world.minh(), world.lan());
        let before = cluster(&world).await;
        let request = ask(&mut minh, ABOUT_911, "area", "41,5").await;
        assert_eq!(cluster(&world).await, before);
        assert_eq!(waiting(&mut lan).await, 1);
        assert_eq!(answer(&mut lan, &request, "refused").await, 303);
        assert_eq!(cluster(&world).await, before);
        let told = minh.get_json(&request).await;
        assert_eq!((&told["state"], &told["done"]), (&"refused".into(), &false.into()));
        assert_eq!(told["answer"], "Đã đối chiếu bản gốc.");
        assert_eq!(waiting(&mut lan).await, 0);
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_accepted_is_told_as_done_only_when_the_record_says_so() {
    on_each_engine(async |world| {
        let (mut minh, mut lan) = (world.minh(), world.lan());
        let before = cluster(&world).await;
        let request = ask(&mut minh, ABOUT_911, "area", "41,5").await;
        assert_eq!(answer(&mut lan, &request, "accepted").await, 303);
        assert_eq!(cluster(&world).await, before, "accepting changes nothing by itself");
        let page = minh.get(&request).await.expect(200).text();
        assert!(page.contains("Đã đồng ý, chưa ghi sửa.") && page.contains("Sở Công Thương"), "{page}");
        let form = "/clusters/24-911/record?area=41,5";
        assert!(lan.get(&request).await.text().contains(&format!("href=\"{form}\"")));
        let form = lan.get(form).await.expect(200).text();
        assert!(
            form.contains("value=\"41,5\"") && form.contains("50,00"),
            "proposed, and what stands: {form}"
        );
        let record = [
            ("name", "Thử Một"),
            ("area", "41,50"),
            ("investor_kind", "enterprise"),
            ("valid_from", "01/06/2026"),
            ("document", "qd-12"),
            ("note", ""),
        ];
        let _ = lan.post_form("/clusters/24-911/record", &record).await.expect(303);
        let page = minh.get(&request).await.expect(200).text();
        assert!(page.contains("Đã sửa theo đề nghị."), "{page}");
        let told = minh.get_json(&request).await;
        assert_eq!((&told["stood"], &told["stands"]), (&"50,00\u{a0}ha".into(), &"41,50\u{a0}ha".into()));
    })
    .await;
}

#[tokio::test]
async fn the_form_is_the_one_of_the_field_and_carries_what_was_proposed_and_its_document() {
    on_each_engine(async |world| {
        let (mut giamdoc, mut lan) = (world.giamdoc(), world.lan());
        for (about, field, proposed, form, filled) in [
            (ABOUT_911, "land-leasable", "28,5", "/clusters/24-911/facts/land?", "value=\"28,5\""),
            (ABOUT_911, "states", "Đang vận hành", "/clusters/24-911/facts/state?", ""),
            (ABOUT_PROJECT, "capital", "120", "/projects/DA-0001/record?", "value=\"120\""),
            (ABOUT_ENTERPRISE, "name", "Công ty Thử Lại", "/enterprises/DN-0001/record?", "Công ty Thử Lại"),
        ] {
            let fields =
                [("field", field), ("proposed", proposed), ("reason", "Vì thế."), ("document", "bc-7")];
            let request = giamdoc.post_form(about, &fields).await.expect(303).location().to_owned();
            assert_eq!(answer(&mut lan, &request, "accepted").await, 303);
            let page = lan.get(&request).await.expect(200).text();
            let at = page.find(&format!("href=\"{form}")).unwrap_or_else(|| panic!("{form} in {page}"));
            let link = page[at + 6..].split('"').next().unwrap().replace("&#38;", "&");
            let form = lan.get(&link).await.expect(200).text();
            assert!(form.contains(filled) && form.contains("value=\"bc-7\""), "{link}: {form}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_recorded_since_the_request_is_told_beside_what_stood_then() {
    on_each_engine(async |world| {
        let (mut minh, mut lan) = (world.minh(), world.lan());
        let request = ask(&mut minh, ABOUT_911, "area", "41,5").await;
        let untouched = lan.get_json(&request).await;
        assert_eq!(untouched["moved"], false);
        let record = [
            ("name", "Thử Một"),
            ("area", "45,00"),
            ("investor_kind", "enterprise"),
            ("valid_from", "01/06/2026"),
            ("document", "qd-12"),
            ("note", ""),
        ];
        let _ = lan.post_form("/clusters/24-911/record", &record).await.expect(303);
        let page = lan.get(&request).await.expect(200).text();
        let told = "Khi đề nghị là 50,00\u{a0}ha, nay là 45,00\u{a0}ha.";
        assert!(page.contains("Trong sổ đã thay đổi từ khi đề nghị.") && page.contains(told), "{page}");
        assert_eq!(lan.get_json(&request).await["moved"], true);
    })
    .await;
}

#[tokio::test]
async fn what_is_withdrawn_is_not_answered() {
    on_each_engine(async |world| {
        let (mut minh, mut lan) = (world.minh(), world.lan());
        let request = ask(&mut minh, ABOUT_911, "area", "41,5").await;
        let _ = minh.post_form(&format!("{request}/withdraw"), &[]).await.expect(303);
        assert_eq!(answer(&mut lan, &request, "accepted").await, 403);
        let told = lan.get_json(&request).await;
        assert_eq!((&told["state"], &told["answer"]), (&"withdrawn".into(), &"".into()));
        assert!(!lan.get(&request).await.text().contains("name=\"verdict\""), "nothing to answer with");
    })
    .await;
}

#[tokio::test]
async fn only_who_records_the_very_record_answers() {
    on_each_engine(async |world| {
        let request = ask(&mut world.minh(), ABOUT_911, "area", "41,5").await;
        // The asker and those who may not answer at all, then those who may, but do not record this record.
        for mut other in [world.minh(), world.binh(), world.quantri()] {
            assert_eq!(answer(&mut other, &request, "accepted").await, 403);
        }
        for mut other in [world.giamdoc(), world.hung()] {
            assert_eq!(answer(&mut other, &request, "accepted").await, 404);
        }
        assert_eq!(state(&mut world.lan(), &request).await, "open");
        assert_eq!(answer(&mut world.lan(), &request, "accepted").await, 303);
    })
    .await;
}

#[tokio::test]
async fn an_answer_needs_its_reason_and_is_given_once() {
    on_each_engine(async |world| {
        let (mut hoa, mut lan) = (world.hoa(), world.lan());
        let request = ask(&mut hoa, ABOUT_PROJECT, "capital", "120").await;
        let page = lan.post_form(&format!("{request}/answer"), &[]).await.expect(422).text();
        assert!(page.contains("Chưa ghi: 2 ô cần sửa."), "{page}");
        let odd = [("verdict", "x"), ("answer", "Vì thế.")];
        let _ = lan.post_form(&format!("{request}/answer"), &odd).await.expect(422);
        assert_eq!(answer(&mut lan, &request, "refused").await, 303);
        assert_eq!(answer(&mut lan, &request, "accepted").await, 403);
        assert_eq!(hoa.post_form(&format!("{request}/withdraw"), &[]).await.status.as_u16(), 403);
        assert_eq!(state(&mut hoa, &request).await, "refused");
    })
    .await;
}

#[tokio::test]
async fn a_request_is_withdrawn_by_its_asker_alone() {
    on_each_engine(async |world| {
        let (mut minh, mut lan) = (world.minh(), world.lan());
        let request = ask(&mut minh, ABOUT_911, "name", "Thử Mới").await;
        assert_ne!(lan.post_form(&format!("{request}/withdraw"), &[]).await.status.as_u16(), 303);
        assert_eq!(state(&mut minh, &request).await, "open");
        let _ = minh.post_form(&format!("{request}/withdraw"), &[]).await.expect(303);
        assert_eq!(state(&mut minh, &request).await, "withdrawn");
        assert_eq!(waiting(&mut lan).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_request_waits_on_the_days_before_its_answer_and_is_not_there_before_it_was_made() {
    on_each_engine(async |world| {
        let (mut minh, mut lan) = (world.minh(), world.lan());
        let request = ask(&mut minh, ABOUT_911, "area", "41,5").await;
        world.on("2026-07-10");
        assert_eq!(answer(&mut lan, &request, "refused").await, 303);
        let list = async |minh: &mut Browser, query: &str| {
            let list = minh.get_json(&format!("/requests?tab=sent&{query}")).await;
            list["rows"].as_array().unwrap().iter().map(|row| row["state"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(list(&mut minh, "as_of=2026-06-29").await, Vec::<Value>::new());
        assert_eq!(list(&mut minh, "as_of=2026-07-09").await, ["open"]);
        assert_eq!(list(&mut minh, "as_of=2026-07-10&known_at=2026-07-09").await, ["open"]);
        assert_eq!(list(&mut minh, "as_of=2026-07-10").await, ["refused"]);
        let before = minh.get_json("/clusters/24-911?as_of=2026-07-09").await["beside"].clone();
        assert!(before.to_string().contains("1 đề nghị sửa đang chờ"), "{before}");
    })
    .await;
}
