//! Positions, holders, rights and accounts from the screen: who may, and what is refused.

use kit_testing::{Browser, day};
use serde_json::Value;

use crate::world::{PASSWORD, World, on_each_engine, sign_in, system};

/// A period and the document that a deed rests on.
const RESTS: [(&str, &str); 2] = [("valid_from", "01/06/2026"), ("document", "qd-1")];

/// The number of the position that a person holds.
pub async fn position_of(world: &World, login: &str) -> i64 {
    let page = world.signed_in("quantri").await.get_json(&format!("/people/{login}")).await;
    page["positions"][0]["number"].as_i64().unwrap()
}

async fn send(
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, &str)],
    status: u16,
) -> kit_testing::Answer {
    let all: Vec<_> = fields.iter().chain(&RESTS).copied().collect();
    browser.post_form(path, &all).await.expect(status)
}

/// Gives a person a position of their own with these rights everywhere.
async fn give(world: &World, login: &str, actions: &[&str]) {
    let mut quantri = world.signed_in("quantri").await;
    let made = [("title", "Phụ trách"), ("body", "b-so")];
    let at = send(&mut quantri, "/positions/new", &made, 303).await.location().to_owned();
    send(&mut quantri, &format!("{at}/holders/new"), &[("person", login)], 303).await;
    let mut rights = vec![("reach", "everywhere")];
    rights.extend(actions.iter().map(|action| ("action", *action)));
    send(&mut quantri, &format!("{at}/rights/new"), &rights, 303).await;
}

fn actions(page: &Value) -> Vec<String> {
    let groups = page["groups"].as_array().unwrap().iter();
    let rights = groups.flat_map(|group| group["rights"].as_array().unwrap());
    rights.map(|right| right["action"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn without_a_right_on_accounts_every_page_and_deed_of_administration_is_refused() {
    on_each_engine(async |world| {
        let number = position_of(&world, "an").await;
        let of = |end: &str| format!("/positions/{number}{end}");
        let pages = ["/people", "/people/new", "/people/lan", "/positions", "/positions/new", "/who-may"];
        let below = [of(""), of("/holders/new"), of("/rights/new"), of("/end")];
        let deeds = ["first-password", "unlock", "close", "open"].map(|deed| format!("/people/an/{deed}"));
        for login in ["lan", "an", "minh"] {
            let mut browser = world.signed_in(login).await;
            for page in pages.iter().map(|page| (*page).to_owned()).chain(below.clone()) {
                let _ = browser.get(&page).await.expect(403);
                let _ = browser.get(&format!("{page}.json")).await.expect(403);
            }
            let forms = ["/people/new", "/positions/new"].map(str::to_owned).into_iter();
            for deed in forms.chain(below[1..].iter().cloned()).chain(deeds.clone()) {
                let _ = send(&mut browser, &deed, &[], 403).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_person_is_made_gets_a_password_once_a_position_and_its_rights_in_words() {
    on_each_engine(async |world| {
        let mut quantri = world.signed_in("quantri").await;
        let bad = send(&mut quantri, "/people/new", &[("login", "Lan"), ("name", "")], 422).await.text();
        assert!(bad.contains("login-fault") && bad.contains("name-fault"), "{bad}");
        send(&mut quantri, "/people/new", &[("login", "thu"), ("name", "Nguyễn Thu")], 303).await;
        let shown = send(&mut quantri, "/people/thu/first-password", &[], 200).await.text();
        let password = shown.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().to_owned();
        assert!(!quantri.get("/people/thu").await.text().contains(&password));
        let mut thu = world.app.as_visitor();
        let first = sign_in(&mut thu, "thu", &password).await.expect(303);
        assert!(first.location().starts_with("/password"), "{}", first.location());
        give(&world, "thu", &["cluster.record"]).await;
        let page = quantri.get("/people/thu").await.expect(200).text();
        assert!(page.contains("01/QĐ-SCT") && page.contains("toàn tỉnh"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_position_from_a_template_has_its_rights_and_who_may_do_one_is_found() {
    on_each_engine(async |world| {
        let mut quantri = world.signed_in("quantri").await;
        let form = quantri.get("/positions/new").await.expect(200).text();
        assert!(form.contains("Công chức UBND cấp xã"), "{form}");
        let no_area = [("title", "Phụ trách"), ("body", "b-hang"), ("role", "commune_officer")];
        let refused = send(&mut quantri, "/positions/new", &no_area, 422).await.text();
        assert!(refused.contains("role-fault"), "{refused}");
        let made = [("title", "Công chức hai"), ("body", "b-xa"), ("role", "commune_officer")];
        let at = send(&mut quantri, "/positions/new", &made, 303).await.location().to_owned();
        let page = quantri.get_json(&at).await;
        assert!(actions(&page).contains(&"cluster.view".to_owned()));
        let told = quantri.get(&at).await.text();
        assert!(told.contains("trên địa bàn Xã Sông") && told.contains("chưa có người giữ"), "{told}");
        let who = quantri.get_json("/who-may?action=cluster.record").await;
        let names: Vec<_> = who["rows"].as_array().unwrap().iter().map(|row| &row["holders"][0][1]).collect();
        assert_eq!(names, ["Nguyễn Thị Lan"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_ended_is_over_the_day_after_and_stays_recorded() {
    on_each_engine(async |world| {
        let (number, mut quantri) = (position_of(&world, "lan").await, world.signed_in("quantri").await);
        let mut lan = world.signed_in("lan").await;
        let _ = lan.get("/form").await.expect(200);
        let end = format!("/positions/{number}/end?holder=lan");
        let _ = send(&mut quantri, &end, &[], 422).await;
        send(&mut quantri, &end, &[("last_day", "29/06/2026")], 303).await;
        let _ = lan.get("/form").await.expect(403);
        let page = quantri.get_json(&format!("/positions/{number}")).await;
        assert_eq!(page["holders"][0]["last_day"], "2026-06-29");
        let again = send(&mut quantri, &end, &[("last_day", "29/06/2026")], 403).await.text();
        assert!(again.contains("đã thôi từ trước"), "{again}");
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_more_than_they_have_unless_they_administer() {
    on_each_engine(async |world| {
        let number = position_of(&world, "an").await;
        give(&world, "lan", &["account.view", "account.grant", "account.hold", "account.set-password"]).await;
        let mut lan = world.signed_in("lan").await;
        let rights = format!("/positions/{number}/rights/new");
        let own = [("reach", "everywhere"), ("action", "cluster.record")];
        send(&mut lan, &rights, &own, 303).await;
        let more = [("reach", "everywhere"), ("action", "account.administer")];
        let refused = send(&mut lan, &rights, &more, 403).await.text();
        assert!(refused.contains("account.administer"), "{refused}");
        // Nor by becoming the holder of a position that may more, nor by a password that opens an account that does.
        let admins = position_of(&world, "quantri").await;
        send(&mut lan, &format!("/positions/{admins}/holders/new"), &[("person", "lan")], 403).await;
        send(&mut lan, "/people/quantri/first-password", &[], 403).await;
        send(&mut lan, "/people/an/first-password", &[], 200).await;
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_cannot_take_away_their_own_administration() {
    on_each_engine(async |world| {
        let (number, mut quantri) = (position_of(&world, "quantri").await, world.signed_in("quantri").await);
        let page = quantri.get_json(&format!("/positions/{number}")).await;
        let groups = page["groups"].as_array().unwrap().iter();
        let all = groups.flat_map(|group| group["rights"].as_array().unwrap());
        let mut right =
            all.filter(|right| right["action"] == "account.*").map(|right| right["id"].as_str().unwrap());
        let right = right.next_back().unwrap().to_owned();
        let last_day = [("last_day", "30/06/2026")];
        let ends = [format!("right={right}"), "holder=quantri".to_owned(), String::new()];
        for end in &ends {
            let path = format!("/positions/{number}/end?{end}");
            let refused = send(&mut quantri, &path, &last_day, 403).await.text();
            assert!(refused.contains("không còn ai quản trị"), "{refused}");
        }
        send(&mut quantri, "/people/quantri/close", &[], 403).await;
        // Somebody else without a password does not count.
        let [login, name, title] = ["hai", "Lê Hai", "Quản trị"].map(str::to_owned);
        let [body, role] = ["b-so", "admin"].map(str::to_owned);
        let from = day("2026-06-01");
        let new = accounts::NewAccount { login, name, title, body, role, from };
        accounts::create(world.app.db(), &system(), new).await.unwrap();
        send(&mut quantri, "/people/quantri/close", &[], 403).await;
        accounts::set_password(world.app.db(), &system(), "hai", PASSWORD).await.unwrap();
        send(&mut quantri, "/people/quantri/close", &[], 303).await;
    })
    .await;
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_can_be_opened_again() {
    on_each_engine(async |world| {
        let (mut quantri, mut lan) = (world.signed_in("quantri").await, world.signed_in("lan").await);
        send(&mut quantri, "/people/lan/close", &[], 303).await;
        let _ = lan.get("/form").await.expect(303);
        let _ = sign_in(&mut world.app.as_visitor(), "lan", PASSWORD).await.expect(422);
        send(&mut quantri, "/people/lan/unlock", &[], 303).await;
        send(&mut quantri, "/people/lan/open", &[], 303).await;
        let _ = sign_in(&mut world.app.as_visitor(), "lan", PASSWORD).await.expect(303);
    })
    .await;
}

#[tokio::test]
async fn the_configuration_check_says_what_where_and_what_to_do_next() {
    on_each_engine(async |world| {
        let mut quantri = world.signed_in("quantri").await;
        let made = [("title", "Trưởng phòng"), ("body", "b-so")];
        send(&mut quantri, "/positions/new", &made, 303).await;
        send(&mut quantri, "/people/new", &[("login", "thu"), ("name", "Nguyễn Thu")], 303).await;
        send(&mut quantri, "/people/minh/close", &[], 303).await;
        let page = quantri.get_json("/configuration").await;
        let gaps = page["gaps"].as_array().unwrap();
        let has = |code: &str, part: &str| {
            gaps.iter().any(|gap| gap["code"] == code && gap["what"].as_str().unwrap().contains(part))
        };
        assert!(has("vacant", "Trưởng phòng, Sở Công Thương"), "{gaps:?}");
        assert!(has("no-position", "Nguyễn Thu") && has("holder-closed", "Trần Quang Minh"), "{gaps:?}");
        assert!(has("limit-ended", "Huyện Đông"), "{gaps:?}");
        let next = gaps.iter().all(|gap| gap["next"] != "" && gap["href"].as_str().unwrap().starts_with('/'));
        assert!(next && gaps[0]["severity"] == "high", "{gaps:?}");
        let _ = world.signed_in("lan").await.get("/configuration").await.expect(403);
    })
    .await;
}
