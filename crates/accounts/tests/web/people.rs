//! Who may see whom, and what a right reaches.

use crate::world::{World, on_each_engine, system};
use accounts::NewAccount;
use kit_base::{Actor, Error};
use kit_db::Engine;
use kit_testing::{TestApp, day, on, people};
use places::Places;
use serde_json::{Value, json};

#[tokio::test]
async fn only_the_administrator_sees_the_people() {
    on_each_engine(async |world| {
        for login in ["lan", "an", "minh"] {
            let mut browser = world.signed_in(login).await;
            for path in ["/people", "/people.json", "/people/lan", "/people/lan.json"] {
                let _ = browser.get(path).await.expect(403);
            }
            assert!(!browser.get("/units").await.text().contains("href=\"/people\""));
        }
        let _ = world.app.as_visitor().get("/people").await.expect(303);
        let _ = world.app.as_visitor().get("/people.json").await.expect(401);
        let page = world.signed_in("quantri").await.get("/people").await.expect(200).text();
        assert!(page.contains("5 người dùng") && page.contains("Nguyễn Thị Lan"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_list_tells_position_body_grants_and_last_sign_in() {
    on_each_engine(async |world| {
        let mut quantri = world.signed_in("quantri").await;
        let list = quantri.get_json("/people").await;
        let row =
            |login: &str| list["rows"].as_array().unwrap().iter().find(|row| row["login"] == login).unwrap();
        assert_eq!(
            row("minh")["positions"],
            json!([{"title": "Phụ trách dự án", "body": "Công ty Minh Họa"}])
        );
        assert_eq!(row("minh")["grants"], 9);
        assert_eq!(row("minh")["last_sign_in"], Value::Null);
        assert_ne!(row("quantri")["last_sign_in"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn a_persons_rights_are_told_in_words_with_body_area_and_day() {
    on_each_engine(async |world| {
        let mut quantri = world.signed_in("quantri").await;
        let lan = quantri.get_json("/people/lan").await;
        let groups = lan["positions"][0]["groups"].as_array().unwrap();
        let mut rights = groups.iter().flat_map(|group| group["rights"].as_array().unwrap());
        assert!(rights.any(|right| right["what"] == json!(["Xem đơn vị hành chính"])), "{groups:?}");
        let own_body = quantri.get("/people/minh").await.expect(200).text();
        assert!(own_body.contains("trong phạm vi Công ty Minh Họa"), "{own_body}");
        let old_district = quantri.get("/people/dong").await.expect(200).text();
        assert!(old_district.contains("Huyện Đông"), "{old_district}");
        assert!(old_district.contains("nay thuộc: Xã Sông, Xã Núi"), "{old_district}");
        assert!(old_district.contains("01/01/2023"));
        let _ = quantri.get("/people/nobody").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn rights_in_an_old_district_reach_the_communes_its_ground_belongs_to_today() {
    on_each_engine(async |world| {
        let at = world.app.db().read().await.unwrap();
        let places = Places::load(&at, world.clock.now()).await.unwrap();
        drop(at);
        let unit = |key: &str| places.unit_by_key(key).unwrap().to_string();
        let area = async |login: &str| {
            let me = world.signed_in(login).await.get("/me").await.json();
            let grants = me["grants"].as_array().unwrap();
            grants.iter().find(|grant| grant["action"] == "cluster.view").unwrap()["units"].clone()
        };
        let mut both = [unit("n-1"), unit("n-2")];
        both.sort();
        assert_eq!(area("dong").await, json!(both));
        assert_eq!(area("an").await, json!([unit("n-1")]));
    })
    .await;
}

#[tokio::test]
async fn an_investors_right_is_limited_to_its_own_body() {
    on_each_engine(async |world| {
        let at = world.app.db().read().await.unwrap();
        let firm = Places::load(&at, world.clock.now()).await.unwrap().body_by_key("b-hang").unwrap();
        drop(at);
        let me = world.signed_in("minh").await.get("/me").await.json();
        let grants = me["grants"].as_array().unwrap();
        let view = grants.iter().find(|grant| grant["action"] == "cluster.view").unwrap();
        assert_eq!((&view["body"], &view["units"]), (&json!(firm.to_string()), &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn a_right_in_the_name_of_a_body_that_has_ended_is_kept_for_the_one_that_took_over() {
    on_each_engine(async |world| {
        let [login, name, title, body, role] =
            ["truoc", "Đỗ Thị Trước", "Phụ trách", "b-truoc", "investor_user"].map(str::to_owned);
        let new = NewAccount { login, name, title, body, role, from: day("2023-01-01") };
        accounts::create(world.app.db(), &system(), new).await.unwrap();
        accounts::set_password(world.app.db(), &system(), "truoc", crate::world::PASSWORD).await.unwrap();
        let at = world.app.db().read().await.unwrap();
        let places = Places::load(&at, world.clock.now()).await.unwrap();
        drop(at);
        let [old, new] = ["b-truoc", "b-hang"].map(|key| places.body_by_key(key).unwrap().to_string());
        let me = world.signed_in("truoc").await.get("/me").await.json();
        let grants = me["grants"].as_array().unwrap();
        let view = grants.iter().filter(|grant| grant["action"] == "cluster.view");
        assert_eq!(view.map(|grant| &grant["body"]).collect::<Vec<_>>(), [&json!(old), &json!(new)]);
        let page = world.signed_in("quantri").await.get("/people/truoc").await.expect(200).text();
        assert!(page.contains("nay là: Công ty Minh Họa"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_account_is_refused_with_everything_that_is_wrong() {
    on_each_engine(async |world| {
        let bad = NewAccount {
            login: "Lan Anh".to_owned(),
            name: String::new(),
            title: "Chuyên viên".to_owned(),
            body: "b-dong".to_owned(),
            role: "emperor".to_owned(),
            from: day("2025-07-01"),
        };
        assert_eq!(faults(&world, bad.clone()).await, ["login", "name", "body", "role"]);
        let taken = NewAccount {
            login: "lan".to_owned(),
            name: "Lan".to_owned(),
            body: "b-so".to_owned(),
            role: "sct_officer".to_owned(),
            ..bad
        };
        assert_eq!(faults(&world, taken.clone()).await, ["login"]);
        let no_area = NewAccount {
            login: "khong".to_owned(),
            body: "b-hang".to_owned(),
            role: "commune_officer".to_owned(),
            ..taken
        };
        assert_eq!(faults(&world, no_area).await, ["body"]);
        let odd = NewAccount {
            login: "odd".to_owned(),
            name: "Nguyễn\u{202e} Lan".to_owned(),
            title: "x".repeat(201),
            body: "b-so".to_owned(),
            role: "sct_officer".to_owned(),
            from: day("2025-07-01"),
        };
        assert_eq!(faults(&world, odd).await, ["name", "title"]);
    })
    .await;
}

async fn faults(world: &World, new: NewAccount) -> Vec<&'static str> {
    match accounts::create(world.app.db(), &system(), new).await {
        Err(Error::Invalid(problems)) => problems.iter().map(|problem| problem.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn nobody_makes_accounts_or_sets_passwords_without_the_right() {
    on_each_engine(async |world| {
        let lan = people::LAN.may_everywhere(&["cluster.*", "account.change-password"]);
        for who in [lan, Actor::visitor()] {
            let set = accounts::set_password(world.app.db(), &who, "quantri", "một câu dài dễ nhớ").await;
            assert!(matches!(set, Err(Error::Refused(_) | Error::SignedOut)), "{set:?}");
            let closed = accounts::close(world.app.db(), &who, "quantri").await;
            assert!(matches!(closed, Err(Error::Refused(_) | Error::SignedOut)), "{closed:?}");
        }
        let short = accounts::set_password(world.app.db(), &system(), "lan", "ngắn").await;
        assert!(matches!(short, Err(Error::Invalid(_))), "{short:?}");
    })
    .await;
}

#[tokio::test]
async fn the_people_of_the_demo_can_be_made_in_the_province_of_the_demo() {
    let clock = on("2026-06-30");
    let slices = vec![places::slice(), documents::slice(), accounts::slice()];
    let app = TestApp::new(Engine::Sqlite, slices, accounts::people(), clock.clone()).await;
    let files = places::SeedFiles {
        units: include_str!("../../../../seed/bac-giang/units.csv"),
        unit_successions: include_str!("../../../../seed/bac-giang/unit_successions.csv"),
        bodies: include_str!("../../../../seed/bac-giang/bodies.csv"),
        body_successions: include_str!("../../../../seed/bac-giang/body_successions.csv"),
        shapes: r#"{"type": "FeatureCollection", "features": []}"#,
    };
    for step in places::steps(&files, &[].into(), &clock).unwrap().0 {
        step.run(app.db(), &system()).await.unwrap();
    }
    let fixed = accounts::seed(include_str!("../../../../seed/bac-giang/people.toml")).unwrap();
    let names: Vec<_> = fixed.iter().map(|new| (new.login.as_str(), new.name.as_str())).collect();
    assert_eq!(names, people::ALL.map(|person| (person.login, person.name)));
    for new in fixed {
        accounts::create(app.db(), &system(), new).await.unwrap();
    }
    assert!(app.db().verify().await.unwrap().broken.is_empty());
}
