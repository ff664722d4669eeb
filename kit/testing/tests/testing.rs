//! The tools of the tests, tried out on a slice made for it.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use axum::response::{IntoResponse, Redirect, Response};
use kit_base::Action;
use kit_db::{Engine, Place};
use kit_testing::{TestApp, TestDb, TestPlace, acting, engines, on, people};
use kit_web::{Form, Page, Route, Slice, Ui};

const WRITE: Action = Action::new("note.write");

#[derive(askama::Template, serde::Serialize)]
#[template(source = "{{ ui.csrf() }}{{ who }}", ext = "html")]
struct Note {
    #[serde(skip)]
    ui: Ui,
    who: String,
}

impl Page for Note {
    fn ui(&self) -> &Ui {
        &self.ui
    }
}

async fn show(ui: Ui) -> Response {
    let who = ui.actor().name.clone();
    Note { ui, who }.answer()
}

async fn write(form: Form) -> Response {
    Redirect::to(&format!("/notes?wrote={}", form.get("text"))).into_response()
}

fn sample() -> Slice {
    Slice {
        actions: &[&WRITE],
        routes: || vec![Route::get("/notes", &WRITE, show), Route::post("/notes", &WRITE, write)],
        ..Slice::new("sample", "", "")
    }
}

async fn app() -> TestApp {
    TestApp::new(Engine::Sqlite, vec![sample()], acting::PEOPLE, on("2026-06-30")).await
}

#[tokio::test]
async fn a_visitor_is_led_to_the_sign_in() {
    let mut visitor = app().await.as_visitor();
    let answer = visitor.get("/notes").await.expect(303);
    assert_eq!(answer.location(), "/sign-in?next=%2Fnotes");
    visitor.get("/notes.json").await.expect(401);
    visitor.get("/health").await.expect(200);
}

#[tokio::test]
async fn lan_acts_with_the_grants_she_was_given_and_no_others() {
    let app = app().await;
    let mut lan = app.acting_as(&people::LAN.may_everywhere(&["note.*"]));
    assert!(lan.get("/notes").await.expect(200).text().ends_with("Nguyễn Thị Lan"));
    let json = lan.get_json("/notes?as_of=2024-01-01").await;
    assert_eq!((json["who"].as_str(), json["as_of"].as_str()), (Some("Nguyễn Thị Lan"), Some("2024-01-01")));
    lan.get("/audit").await.expect(403);
}

#[tokio::test]
async fn a_form_goes_through_with_the_token_of_its_page_only() {
    let app = app().await;
    let lan = people::LAN.may_everywhere(&["note.*"]);
    let mut lan = app.with_cookie(&acting::sign_in(&lan));
    lan.post_form("/notes", &[("text", "x")]).await.expect(403);
    lan.get("/notes").await.expect(200);
    assert_eq!(lan.post_form("/notes", &[("text", "x")]).await.expect(303).location(), "/notes?wrote=x");
    lan.post_bare("/notes", &[("text", "x")]).await.expect(403);
    lan.post_file("/notes", &[("text", "x")], ("file", "a.pdf", b"%PDF")).await.expect(303);
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_kept() {
    let app = app().await;
    let who = people::LAN.may_everywhere(&["note.*"]);
    let token = acting::sign_in(&who);
    let mut lan = app.with_cookie(&token);
    lan.get("/notes").await.expect(200);
    acting::end_session(&token);
    let answer = lan.post_form("/notes", &[("text", "half a sentence")]).await.expect(303);
    assert!(answer.location().starts_with("/sign-in?next=%2Fnotes%3Fdraft%3D"), "{}", answer.location());
}

#[tokio::test]
async fn every_database_is_new_and_gone_afterwards() {
    for engine in engines() {
        let first = TestDb::new(engine, &[], on("2026-06-30")).await;
        let second = TestDb::new(engine, &[], on("2026-06-30")).await;
        assert_ne!(first.at.place(), second.at.place());
        first.at.tamper("insert into migration values ('x', 'x')").await.unwrap();
        assert_eq!(second.at.tamper("delete from migration where name = 'x'").await.unwrap(), 0);
    }
}

const CHILD: &str = "COTMOC_TEST_SERVER_CHILD";

/// Not a test by itself: the next one runs it in a process of its own, and kills it.
#[tokio::test]
async fn a_process_that_will_be_killed() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let place = TestPlace::new(Engine::Postgres).await;
    let Place::Server(url) = place.place() else { unreachable!() };
    let mut output = std::io::stdout();
    writeln!(output, "\nfolder {}", url.split_once("host=").unwrap().1)
        .and_then(|()| output.flush())
        .unwrap();
    std::thread::sleep(Duration::from_mins(10));
}

#[test]
fn the_private_server_is_gone_with_its_process_even_when_that_is_killed() {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["a_process_that_will_be_killed", "--exact", "--nocapture"])
        .env(CHILD, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let folder = lines.find_map(|line| line.strip_prefix("folder ").map(str::to_owned)).unwrap();
    assert!(Path::new(&folder).join("data/postmaster.pid").exists());
    child.kill().unwrap();
    child.wait().unwrap();
    for _ in 0..200 {
        if !Path::new(&folder).exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{folder} is still there");
}
