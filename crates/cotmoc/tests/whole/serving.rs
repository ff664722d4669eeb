//! The server as a process: where it listens, what stops its start, and how it ends.

use std::fs;

use crate::program::Demo;

#[test]
fn the_demonstration_is_served_on_this_machine_alone() {
    let demo = Demo::copy();
    for host in ["0.0.0.0", "::", "192.0.2.1"] {
        let said = demo.say(&["serve", "--host", host, "--port", "0"]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{said:?}");
        assert!(said.err.contains("127.0.0.1"), "{}", said.err);
    }
}

#[test]
fn two_servers_cannot_have_one_port_and_the_second_says_so() {
    let demo = Demo::copy();
    let first = demo.serve();
    let port = first.address.rsplit_once(':').unwrap().1.to_owned();
    let other = Demo::copy();
    let said = other.say(&["serve", "--port", &port]);
    assert_eq!((said.code, said.out.as_str()), (3, ""), "{said:?}");
    assert!(said.err.contains(&first.address) && said.err.contains("--port"), "{}", said.err);
    assert!(first.get("/health", "").contains("200 OK"));
}

#[test]
fn a_server_that_is_asked_to_stop_ends_well_and_leaves_a_settled_file() {
    let demo = Demo::copy();
    let server = demo.serve();
    let (cookie, csrf) = server.sign_in("lan", &demo.password("lan"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("kind", "letter"),
        ("number", "12/SCT"),
        ("title", "Một công văn"),
        ("issued_on", "01/06/2026"),
        ("issuer", "Sở Công Thương"),
    ];
    let answer = server.post("/documents/new", &cookie, &fields);
    assert!(answer.contains("303 See Other"), "{answer}");
    assert_eq!(server.stop(), Some(0));
    let file = fs::read(demo.file()).unwrap();
    assert_eq!(&file[68..72], b"GPKG");
    let log = demo.path().join("cotmoc.gpkg-wal");
    assert_eq!(fs::metadata(log).map_or(0, |log| log.len()), 0);
    let text = String::from_utf8_lossy(&file).into_owned();
    assert!(text.contains("Một công văn"), "the letter is in the file itself");
    assert_eq!(demo.say(&["verify"]).code, 0);
}

#[test]
fn a_file_that_is_too_large_gets_an_answer_and_not_a_broken_connection() {
    let demo = Demo::copy();
    let server = demo.serve();
    let (cookie, csrf) = server.sign_in("lan", &demo.password("lan"));
    let page = server.get("/documents", &cookie);
    let key = page.split_once("href=\"/documents/").unwrap().1;
    let key = key.split_once("href=\"/documents/").unwrap().1.split_once('"').unwrap().0;
    for (token, status) in [(csrf.as_str(), "413 Payload Too Large"), ("another", "403 Forbidden")] {
        let answer = server.post_file(&format!("/documents/{key}/files?csrf={token}"), &cookie, 60 << 20);
        assert!(answer.contains(status) && answer.contains("<html lang=\"vi\">"), "{token}: {answer}");
    }
}

#[test]
fn lan_goes_on_with_her_session_after_the_server_has_started_anew() {
    let demo = Demo::copy();
    let server = demo.serve();
    let (cookie, _) = server.sign_in("lan", &demo.password("lan"));
    assert_eq!(server.stop(), Some(0));
    let again = demo.serve();
    let page = again.get("/clusters", &cookie);
    assert!(page.contains("200 OK") && page.contains("Tỉnh Bắc Ninh"), "{page}");
    assert!(again.get("/clusters.json", "").contains("401 Unauthorized"));
}

#[test]
fn no_secret_is_in_the_log_even_when_everything_is_logged() {
    let demo = Demo::copy();
    let log = demo.path().join("log");
    let server = demo.serve_and_log(&log);
    let password = demo.password("lan");
    let (cookie, csrf) = server.sign_in("lan", &password);
    server.post_file(&format!("/documents/minh-hoa/files?csrf={csrf}"), &cookie, 10);
    server.get(&format!("/clusters?csrf={csrf}"), &cookie);
    assert_eq!(server.stop(), Some(0));
    let text = fs::read_to_string(&log).unwrap();
    let session = cookie.split_once('=').unwrap().1;
    assert!(text.contains("/documents/minh-hoa/files"), "{text}");
    for (what, secret) in [("password", password.as_str()), ("session", session), ("form", &csrf)] {
        let line = text.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "the log tells the secret of the {what}");
    }
}
