//! Acting on behalf of another: exactly what was delegated, never more than the giver, and over at once.

use kit_testing::Browser;
use serde_json::Value;

use crate::{
    administration::position_of,
    world::{World, on_each_engine},
};

/// Lan lets An act for her until the end of July, in these actions; in all where none is named.
async fn delegate(world: &World, actions: &[&str]) -> String {
    let position = format!("lan {}", position_of(world, "lan").await);
    let mut fields = vec![
        ("position", position.as_str()),
        ("deputy", "an"),
        ("valid_from", "01/06/2026"),
        ("last_day", "31/07/2026"),
        ("document", "qd-1"),
        ("what", if actions.is_empty() { "all" } else { "chosen" }),
    ];
    fields.extend(actions.iter().map(|action| ("action", *action)));
    let _ = world.signed_in("lan").await.post_form("/delegations/new", &fields).await.expect(303);
    let list = world.signed_in("an").await.get_json("/delegations").await;
    list["rows"][0]["id"].as_str().unwrap().to_owned()
}

async fn act_as(browser: &mut Browser, key: &str, status: u16) {
    let _ = browser.post_form("/acting", &[("as", key), ("next", "/units")]).await.expect(status);
}

async fn grants(browser: &mut Browser) -> Vec<String> {
    let me: Value = browser.get("/me").await.json();
    let grants = me["grants"].as_array().unwrap().iter();
    grants.map(|grant| grant["action"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_deputy_chooses_to_act_and_has_then_exactly_what_was_delegated() {
    on_each_engine(async |world| {
        let key = delegate(&world, &["cluster.record", "unit.view"]).await;
        let mut an = world.signed_in("an").await;
        let _ = an.get("/form").await.expect(403);
        act_as(&mut an, &key, 303).await;
        let told = grants(&mut an).await;
        assert_eq!(told, ["cluster.record", "unit.view", "account.sign-out", "account.change-password"]);
        let _ = an.get("/form").await.expect(200);
        let page = an.get("/units").await.expect(200).text();
        assert!(page.contains("thay mặt Nguyễn Thị Lan, Chuyên viên"), "{page}");
        act_as(&mut an, "", 303).await;
        let _ = an.get("/form").await.expect(403);
        assert!(an.get("/units").await.text().contains("Chính mình"));
    })
    .await;
}

#[tokio::test]
async fn a_deed_on_behalf_says_so_in_the_audit() {
    on_each_engine(async |world| {
        let key = delegate(&world, &[]).await;
        let mut an = world.signed_in("an").await;
        act_as(&mut an, &key, 303).await;
        let password = [
            ("password", crate::world::PASSWORD),
            ("password-new", "một câu khác hẳn"),
            ("password-again", "một câu khác hẳn"),
        ];
        let _ = an.post_form("/password", &password).await.expect(303);
        let audit = world.signed_in("quantri").await.get_json("/audit").await;
        let deed = &audit["rows"][0];
        assert_eq!(
            (&deed["name"], &deed["action"]),
            (&"Hoàng Văn An".into(), &"account.change-password".into())
        );
        let whom = deed["on_behalf"].as_str().unwrap();
        assert!(whom.starts_with("Nguyễn Thị Lan, Chuyên viên"), "{whom}");
        assert_eq!(audit["rows"][1]["on_behalf"], Value::Null);
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_deputy_never_may_more_than_the_giver_may_that_day() {
    on_each_engine(async |world| {
        let key = delegate(&world, &[]).await;
        let mut an = world.signed_in("an").await;
        act_as(&mut an, &key, 303).await;
        let _ = an.get("/form").await.expect(200);
        let _ = an.get("/people").await.expect(403);
        // What was delegated is not delegated on, nor is anything else of the deputy's own done meanwhile.
        let _ = an.get("/delegations/new").await.expect(403);
        let number = position_of(&world, "lan").await;
        let end = format!("/positions/{number}/end?holder=lan");
        let rests = [("last_day", "29/06/2026"), ("document", "qd-1")];
        let _ = world.signed_in("quantri").await.post_form(&end, &rests).await.expect(303);
        let _ = an.get("/form").await.expect(403);
        assert!(!an.get("/units").await.text().contains("thay mặt"));
    })
    .await;
}

#[tokio::test]
async fn a_delegation_that_ends_stops_at_once_and_so_does_its_last_day() {
    on_each_engine(async |world| {
        let key = delegate(&world, &[]).await;
        let mut an = world.signed_in("an").await;
        act_as(&mut an, &key, 303).await;
        let end = format!("/delegations/{key}/end");
        // Only the giver or an administrator ends it.
        let _ = world.signed_in("an").await.post_form(&end, &[]).await.expect(403);
        let _ = world.signed_in("minh").await.post_form(&end, &[]).await.expect(403);
        let _ = world.signed_in("lan").await.post_form(&end, &[]).await.expect(303);
        let _ = an.get("/form").await.expect(403);
        act_as(&mut an, &key, 403).await;
        let key = delegate_again(&world).await;
        world.pass(32 * 86_400);
        let mut an = world.signed_in("an").await;
        act_as(&mut an, &key, 403).await;
    })
    .await;
}

async fn delegate_again(world: &World) -> String {
    let key = delegate(world, &[]).await;
    let mut an = world.signed_in("an").await;
    act_as(&mut an, &key, 303).await;
    key
}

#[tokio::test]
async fn nobody_delegates_what_they_do_not_hold_to_themselves_or_without_an_end() {
    on_each_engine(async |world| {
        let hers = format!("lan {}", position_of(&world, "lan").await);
        let his = format!("an {}", position_of(&world, "an").await);
        let mut an = world.signed_in("an").await;
        let rests = [("valid_from", "01/06/2026"), ("document", "qd-1")];
        let with = |position: &str, deputy: &str, last: &str| {
            let own = [("position", position), ("deputy", deputy), ("last_day", last)];
            own.into_iter().chain(rests).map(|(a, b)| (a.to_owned(), b.to_owned())).collect::<Vec<_>>()
        };
        for (fields, fault) in [
            (with(&hers, "minh", "31/07/2026"), "position-fault"),
            (with(&his, "an", "31/07/2026"), "deputy-fault"),
            (with(&his, "lan", ""), "last_day-fault"),
            (with(&his, "lan", "31/05/2026"), "last_day-fault"),
        ] {
            let fields: Vec<_> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let page = an.post_form("/delegations/new", &fields).await.expect(422).text();
            assert!(page.contains(fault), "{fault}: {page}");
        }
        let key = delegate(&world, &[]).await;
        act_as(&mut world.signed_in("minh").await, &key, 403).await;
    })
    .await;
}

#[tokio::test]
async fn who_is_absent_names_a_stand_in_who_acts_meanwhile_and_no_longer() {
    on_each_engine(async |world| {
        let mut lan = world.signed_in("lan").await;
        let absent = [
            ("person", "lan"),
            ("valid_from", "30/06/2026"),
            ("last_day", "05/07/2026"),
            ("deputy", "an"),
            ("document", "qd-1"),
        ];
        let _ = world.signed_in("an").await.post_form("/absences/new", &absent).await.expect(422);
        let _ = lan.post_form("/absences/new", &absent).await.expect(303);
        let mut an = world.signed_in("an").await;
        let list = an.get_json("/delegations").await;
        assert_eq!(list["absences"][0]["deputy"][1], "Hoàng Văn An");
        act_as(&mut an, list["rows"][0]["id"].as_str().unwrap(), 303).await;
        let _ = an.get("/form").await.expect(200);
        let _ = lan.post_form("/absences/lan/end", &[]).await.expect(303);
        let _ = an.get("/form").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn only_who_holds_a_position_sees_what_lies_on_its_desk_and_signs_it_over() {
    on_each_engine(async |world| {
        let path = format!("/positions/{}/hand-over", position_of(&world, "lan").await);
        for login in ["an", "quantri"] {
            let mut browser = world.signed_in(login).await;
            let _ = browser.get(&path).await.expect(403);
            let _ = browser.post_form(&path, &[]).await.expect(403);
        }
        let mut lan = world.signed_in("lan").await;
        let fields = [("giver", "lan"), ("taker", "an"), ("document", "qd-1")];
        let refused = lan.post_form(&path, &fields).await.expect(422).text();
        assert!(refused.contains("taker-fault"), "{refused}");
        let holds = [("person", "an"), ("valid_from", "30/06/2026"), ("document", "qd-1")];
        let holder = path.replace("hand-over", "holders/new");
        let _ = world.signed_in("quantri").await.post_form(&holder, &holds).await.expect(303);
        let _ = lan.post_form(&path, &fields).await.expect(303);
        let page = lan.get_json(&path).await;
        assert_eq!(
            (&page["signed"][0]["giver"], &page["signed"][0]["taker"]),
            (&"Nguyễn Thị Lan".into(), &"Hoàng Văn An".into())
        );
        let _ = world.signed_in("an").await.get(&path).await.expect(200);
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}
