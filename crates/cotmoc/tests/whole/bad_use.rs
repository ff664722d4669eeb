//! Wrong use of the command line ends with 2 (a storage that does not answer with 3), says what is wrong and changes
//! nothing.

use std::{fs, net::TcpListener, path::Path};

use crate::program::{Demo, Said, cotmoc, say, tamper};

fn on(folder: &Path, args: &[&str]) -> Said {
    let mut command = cotmoc(&args[..1]);
    command.arg("--data").arg(folder).args(&args[1..]);
    say(command)
}

fn is_refused(said: &Said, code: i32, words: &[&str]) {
    assert_eq!((said.code, said.out.as_str()), (code, ""), "{said:?}");
    for word in words {
        assert!(said.err.contains(word), "{word} is not in: {}", said.err);
    }
    // A sentence, never a trace or the name of a key.
    for never in ["panicked", "RUST_BACKTRACE", "cli.", "db.", "Error {"] {
        assert!(!said.err.contains(never), "{}", said.err);
    }
}

#[test]
fn what_is_mistyped_is_told() {
    let demo = Demo::copy();
    is_refused(&say(cotmoc(&["mesure"])), 2, &["mesure", "measure"]);
    is_refused(&demo.say(&["measure", "--as-of", "31/02/2024"]), 2, &["31/02/2024"]);
    is_refused(&demo.say(&["measure", "--known-at", "yesterday"]), 2, &["yesterday"]);
    is_refused(&demo.say(&["measure", "--as-of", "9999-12-31"]), 2, &["31/12/9999"]);
    is_refused(&demo.say(&["measure", "--known-at", "9999-12-30"]), 2, &["chưa đến"]);
    is_refused(&demo.say(&["measure", "clusters.cout"]), 2, &["clusters.cout"]);
    is_refused(&demo.say(&["measure", "--unit", "d-nowhere"]), 2, &["d-nowhere"]);
    is_refused(&demo.say(&["measure", "--format", "xml"]), 2, &["xml"]);
    is_refused(&demo.say(&["measure", "--lang", "fr"]), 2, &["fr"]);
    is_refused(&demo.say(&["serve", "--port", "99999"]), 2, &["99999"]);
}

#[test]
fn a_folder_without_data_is_told_and_stays_as_it_is() {
    crate::world::own_folder();
    let empty = tempfile::tempdir().unwrap();
    for command in [["measure"].as_slice(), &["verify"], &["serve"], &["openapi"], &["user", "close", "lan"]]
    {
        is_refused(
            &on(empty.path(), command),
            2,
            &["cotmoc demo --data", &empty.path().display().to_string()],
        );
        let nowhere = empty.path().join("no/such");
        is_refused(&on(&nowhere, command), 2, &["no/such"]);
    }
    is_refused(&on(empty.path(), &["demo", "--show-passwords"]), 2, &["demo-passwords.txt"]);
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0);
}

#[test]
fn a_demonstration_is_never_made_over_data() {
    let demo = Demo::copy();
    let before = all_bytes(&demo.path());
    is_refused(&demo.say(&["demo"]), 2, &["không ghi đè"]);
    assert!(all_bytes(&demo.path()) == before, "something was changed");
}

#[test]
fn a_database_that_is_not_there_is_named_without_its_password() {
    let demo = Demo::copy();
    is_refused(&demo.say(&["verify", "--database", "nonsense"]), 2, &["postgres://"]);
    is_refused(&demo.say(&["verify", "--database", "mysql://lan:s3cret@db/x"]), 2, &["postgres://"]);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://lan:s3cret@{closed}/cotmoc");
    for command in ["verify", "measure", "demo", "serve", "openapi"] {
        let said = demo.say(&[command, "--database", &url]);
        is_refused(&said, 3, &[&closed.to_string()]);
        assert!(!said.err.contains("s3cret"), "{}", said.err);
    }
    let said = demo.say(&["verify", "--database", "postgres://lan:s3cret@[::1/x"]);
    assert!(said.code == 3 && !said.err.contains("s3cret"), "{said:?}");
    assert_eq!(demo.say(&["verify"]).code, 0, "the folder is as it was");
}

#[test]
fn a_place_that_cannot_hold_data_is_told() {
    crate::world::own_folder();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "a letter").unwrap();
    let below = file.join("data");
    is_refused(&on(&below, &["demo"]), 3, &["file/data"]);
    is_refused(&on(&below, &["verify"]), 2, &["file/data"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "a letter");
}

#[test]
fn a_file_that_is_no_database_or_another_programs_is_left_alone() {
    crate::world::own_folder();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cotmoc.gpkg");
    fs::write(&file, "Kính gửi Sở Công Thương").unwrap();
    for command in ["verify", "serve", "measure"] {
        is_refused(&on(folder.path(), &[command]), 3, &["cotmoc.gpkg"]);
        assert_eq!(fs::read_to_string(&file).unwrap(), "Kính gửi Sở Công Thương");
    }
    fs::remove_file(&file).unwrap();
    tamper(&file, "create table letters (id integer primary key, text text)");
    let before = fs::read(&file).unwrap();
    for command in ["verify", "serve", "measure"] {
        is_refused(&on(folder.path(), &[command]), 3, &["cotmoc.gpkg"]);
    }
    assert!(fs::read(&file).unwrap() == before, "another program's file was changed");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left beside it");
}

#[test]
fn data_of_a_newer_version_are_not_opened() {
    let demo = Demo::copy();
    demo.tamper("insert into migration (name, applied_at) values ('clusters-0099-later', '2030-01-01')");
    for command in ["verify", "serve", "measure", "openapi"] {
        is_refused(&demo.say(&[command]), 3, &["clusters-0099-later"]);
    }
}

#[test]
fn a_mistyped_setting_stops_the_start_and_is_named() {
    let demo = Demo::copy();
    fs::write(demo.path().join("cotmoc.toml"), "secure_cookie = true\n").unwrap();
    is_refused(&demo.say(&["serve", "--port", "0"]), 2, &["cotmoc.toml", "secure_cookie"]);
    fs::write(demo.path().join("cotmoc.toml"), "installation = \n").unwrap();
    is_refused(&demo.say(&["serve", "--port", "0"]), 2, &["cotmoc.toml"]);
}

fn all_bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut all: Vec<_> =
        files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect();
    all.sort();
    all
}
