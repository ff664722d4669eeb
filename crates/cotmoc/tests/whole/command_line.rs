//! The command line as an administrator uses it: data to standard output, messages to standard error, exit codes.

use std::{fs, io::Write, os::unix::fs::PermissionsExt, process::Stdio};

use serde_json::Value;

use crate::program::{Demo, Said, cotmoc, say};

#[test]
fn the_administrator_makes_the_demonstration_and_finds_its_passwords() {
    let demo = Demo::copy();
    let shown = demo.say(&["demo", "--show-passwords"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert_eq!(shown.out.lines().count(), 13);
    assert!(shown.out.contains(&demo.password("lan")) && shown.out.contains("Nguyễn Thị Lan"));
    assert!(shown.err.contains("Đăng nhập") && !shown.err.contains(&demo.password("lan")));
    for name in ["cotmoc.gpkg", "cotmoc.toml", "demo-passwords.txt"] {
        let mode = fs::metadata(demo.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} is open to others");
    }
    let file = fs::read(demo.file()).unwrap();
    assert_eq!(&file[68..72], b"GPKG", "application_id");
    assert!(!demo.path().join("cotmoc.gpkg-wal").exists(), "the log was settled");
}

#[test]
fn figures_are_json_with_their_members_and_nothing_else_on_standard_output() {
    let demo = Demo::copy();
    let told =
        demo.say(&["measure", "--format", "json", "--as-of", "22/04/2024", "--known-at", "2024-06-30"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    let all: Vec<Value> = serde_json::from_str(&told.out).unwrap();
    let codes: Vec<_> = all.iter().map(|figure| figure["code"].as_str().unwrap()).collect();
    assert!(codes.starts_with(&["clusters.count", "clusters.area_ha"]), "{codes:?}");
    for figure in &all {
        let mut names: Vec<_> = figure.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["as_of", "code", "known_at", "members", "name", "scope", "unit", "value"]);
        assert!(figure["value"].is_number() && figure["unit"].is_string());
        assert_eq!((&figure["as_of"], &figure["known_at"]), (&"2024-04-22".into(), &"2024-06-30".into()));
        let members = figure["members"].as_array().unwrap();
        // Of some things there are none, and that is a figure too.
        assert!(!members.is_empty() || figure["code"] != "clusters.count");
        for member in members {
            assert!(member["id"].is_string() && member["source"].is_string(), "{member}");
            assert!(member["value"].is_number() || member["value"].is_null(), "{member}");
        }
    }
    let one = demo.say(&["measure", "clusters.count", "--unit", "d-hiep-hoa", "--format", "json"]);
    let one: Vec<Value> = serde_json::from_str(&one.out).unwrap();
    assert_eq!((one.len(), &one[0]["scope"]["unit"]), (1, &"d-hiep-hoa".into()));
    assert!(one[0]["value"].as_u64().unwrap() < all[0]["value"].as_u64().unwrap());
}

#[test]
fn a_table_of_figures_is_in_the_language_of_the_terminal_or_as_asked() {
    let demo = Demo::copy();
    let (vi, en) = (demo.say(&["measure"]), demo.say(&["measure", "--lang", "en"]));
    let terminal = say({
        let mut command = demo.command(&["measure"]);
        command.env("LANG", "en_GB.UTF-8");
        command
    });
    assert!(vi.out.contains("ha") && vi.out.contains("Số cụm"), "{}", vi.out);
    assert!(!en.out.contains("Số cụm") && en.out.lines().count() == vi.out.lines().count(), "{}", en.out);
    assert_eq!(terminal.out, en.out);
    let refused = demo.say(&["measure", "no.such", "--lang", "en"]);
    assert!(refused.err.is_ascii() && refused.err.contains("no.such"), "{}", refused.err);
}

#[test]
fn the_chain_is_proved_and_a_changed_byte_is_found_and_named() {
    let demo = Demo::copy();
    let whole = demo.say(&["verify"]);
    assert_eq!((whole.code, whole.out.as_str()), (0, ""), "{}", whole.err);
    assert!(whole.err.contains("Chuỗi liền mạch"), "{}", whole.err);
    let json: Value = serde_json::from_str(&demo.say(&["verify", "--format", "json"]).out).unwrap();
    assert_eq!(json["broken"], Value::Array(Vec::new()));
    assert_eq!(json["head"].as_str().unwrap().len(), 64);

    let forged = change_a_byte(&demo, "ghi nhận ban đầu 30 ha", "ghi nhận ban đầu 31 ha");
    assert!(0 < forged);
    let broken = demo.say(&["verify"]);
    assert_eq!(broken.code, 1, "{broken:?}");
    assert!(broken.out.contains("cluster_version, dòng"), "{}", broken.out);
    assert!(broken.err.contains("không đúng như chuỗi ghi"), "{}", broken.err);
    let json = demo.say(&["verify", "--format", "json"]);
    assert_eq!(json.code, 1);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (&json["broken"][0]["what"], &json["broken"][0]["table"]),
        (&"row".into(), &"cluster_version".into())
    );
}

/// Changes a name in the file itself, wherever it stands; tells how often.
fn change_a_byte(demo: &Demo, from: &str, to: &str) -> usize {
    let mut file = fs::read(demo.file()).unwrap();
    let places: Vec<_> =
        (0..file.len() - from.len()).filter(|i| file[*i..].starts_with(from.as_bytes())).collect();
    for place in &places {
        file[*place..place + to.len()].copy_from_slice(to.as_bytes());
    }
    fs::write(demo.file(), file).unwrap();
    places.len()
}

#[test]
fn the_description_of_the_api_goes_to_standard_output() {
    let demo = Demo::copy();
    let told = demo.say(&["openapi"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    let api: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(api["openapi"].as_str().unwrap().split('.').next(), Some("3"));
    assert!(api["paths"]["/clusters/{code}.json"]["get"].is_object());
}

#[test]
fn an_account_is_made_gets_a_password_signs_in_and_is_closed() {
    let demo = Demo::copy();
    let added = demo.say(&[
        "user",
        "add",
        "moi",
        "--name",
        "Người Mới",
        "--title",
        "Chuyên viên",
        "--body",
        "b-sct-bac-ninh-2025",
        "--role",
        "sct_officer",
    ]);
    assert_eq!((added.code, added.out.as_str()), (0, ""), "{}", added.err);
    assert!(added.err.contains("moi"));
    let short = password(&demo, "moi", "ngắn");
    assert_eq!(short.code, 2, "{short:?}");
    let set = password(&demo, "moi", "một câu dài dễ nhớ\n");
    assert_eq!(set.code, 0, "{set:?}");
    assert!(!set.err.contains("dễ nhớ"));

    let server = demo.serve();
    let (cookie, _) = server.sign_in("moi", "một câu dài dễ nhớ");
    assert!(server.get("/password", &cookie).contains("200 OK"));
    // While it serves, the command line closes the account: the session is gone at once.
    let closed = demo.say(&["user", "close", "moi"]);
    assert_eq!(closed.code, 0, "{closed:?}");
    assert!(server.get("/password.json", &cookie).contains("401 Unauthorized"));
    assert_eq!(server.stop(), Some(0));
    assert_eq!(demo.say(&["user", "close", "nobody"]).code, 2);
    assert_eq!(password(&demo, "nobody", "một câu dài dễ nhớ").code, 2);
    let bad = demo
        .say(&["user", "add", "x y", "--name", "", "--title", "", "--body", "no-such", "--role", "emperor"]);
    assert_eq!(bad.code, 2);
    assert!(3 < bad.err.lines().count(), "all problems are told: {}", bad.err);
    assert_eq!(demo.say(&["verify"]).code, 0);
}

fn password(demo: &Demo, login: &str, typed: &str) -> Said {
    let mut child = demo.command(&["user", "password", login]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap().into()
}

#[test]
fn a_file_is_tried_then_imported_and_the_exit_code_tells_what_is_left() {
    let demo = Demo::copy();
    let file = |rows: &str| {
        let path = demo.path().join("cum.csv");
        fs::write(&path, format!("Mã cụm;Tên CCN;Diện tích (ha)\n{rows}")).unwrap();
        path.to_string_lossy().into_owned()
    };
    let count = || {
        let told = demo.say(&["measure", "clusters.count", "--format", "json"]).out;
        serde_json::from_str::<Value>(&told).unwrap()[0]["value"].clone()
    };
    let good = file("24-990;CCN minh họa 90;20,5\n");
    let import = |file: &str, more: &[&str]| {
        demo.say(&[&["import", "clusters", file, "--source", "minh-hoa"], more].concat())
    };
    let (before, chain) = (count(), demo.say(&["verify", "--format", "json"]).out);
    let tried = import(&good, &["--dry-run"]);
    assert_eq!(tried.code, 0, "{tried:?}");
    assert!(
        tried.out.contains("24-990 CCN minh họa 90") || tried.out.contains("24-990 minh họa 90"),
        "{tried:?}"
    );
    assert!(tried.err.contains("chưa ghi gì") || tried.err.contains("Chưa ghi gì"), "{tried:?}");
    assert_eq!((count(), demo.say(&["verify", "--format", "json"]).out), (before.clone(), chain));

    let done = import(&good, &[]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.err.contains("cotmoc undo 1"), "the way back is told: {done:?}");
    assert_eq!(demo.say(&["undo", "1"]).code, 0);
    assert_eq!(count(), before);
    let again = demo.say(&["undo", "1"]);
    assert!(again.code == 2 && again.err.contains("đã được hoàn tác"), "{again:?}");
    assert_eq!(demo.say(&["undo", "99"]).code, 2);
    assert_eq!(import(&good, &[]).code, 0);
    let told = import(&good, &["--dry-run", "--format", "json"]);
    let json: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((told.code, &json["counts"]["unchanged"]), (0, &1.into()), "{told:?}");

    let mixed = file("24-990;CCN minh họa 90;21\n24-991;CCN minh họa 91;1.234\n");
    let left = import(&mixed, &[]);
    assert_eq!(left.code, 1, "{left:?}");
    assert!(left.out.contains("C3"), "the cell is named: {left:?}");
    assert_eq!(demo.say(&["verify"]).code, 0);
    let some = import(&mixed, &["--only-correct"]);
    assert_eq!(some.code, 1, "written, and something is left: {some:?}");
    let json: Value = serde_json::from_str(&import(&mixed, &["--dry-run", "--format", "json"]).out).unwrap();
    assert_eq!((&json["counts"]["unchanged"], &json["counts"]["faulty"]), (&1.into(), &1.into()));

    for (wrong, sentence) in [
        (vec!["import", "clusters", "/no/such.csv", "--source", "minh-hoa"], "/no/such.csv"),
        (vec!["import", "roads", &mixed, "--source", "minh-hoa"], "clusters, enterprises, projects, leases"),
        (vec!["import", "clusters", &mixed, "--source", "no-such"], "no-such"),
    ] {
        let refused = demo.say(&wrong);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.err.contains(sentence) && refused.out.is_empty(), "{refused:?}");
    }
    assert_eq!(demo.say(&["verify"]).code, 0);
}

#[test]
fn the_program_tells_what_it_can_do() {
    let help = say(cotmoc(&["--help"]));
    assert_eq!(help.code, 0);
    for command in ["demo", "serve", "measure", "import", "undo", "verify", "overlay", "user", "openapi"] {
        assert!(help.out.contains(command));
    }
    assert_eq!(say(cotmoc(&["--version"])).code, 0);
    assert_eq!(say(cotmoc(&[])).code, 2);
}

#[test]
fn a_list_is_exported_as_its_page_has_it_and_the_audit_tells() {
    let demo = Demo::copy();
    let file = demo.path().join("cum.xlsx");
    let written = demo.say(&["export", "clusters?q=nghia+hoa", "--out", file.to_str().unwrap()]);
    assert_eq!((written.code, written.out.as_str()), (0, ""), "{}", written.err);
    assert!(written.err.contains("cum.xlsx") && fs::read(&file).unwrap().starts_with(b"PK"));
    assert!(!demo.path().join("cum.xlsx.part").exists());
    let rows = |args: &[&str]| {
        let told = demo.say(&[&["export", "clusters"], args].concat());
        assert_eq!((told.code, told.err.as_str()), (0, ""));
        told.out.lines().count() - 1
    };
    let count = |args: &[&str]| {
        let told = demo.say(&[&["measure", "clusters.count", "--format", "json"], args].concat());
        serde_json::from_str::<Value>(&told.out).unwrap()[0]["value"].as_u64().unwrap()
    };
    // The register holds planned and withdrawn clusters too.
    assert!(count(&[]) < rows(&[]) as u64);
    assert!(rows(&["--as-of", "31/12/2016"]) < rows(&[]), "the day reaches the list");
    let audit: Value = serde_json::from_str(&demo.say(&["export", "audit", "--format", "json"]).out).unwrap();
    let told = audit.to_string();
    assert!(told.contains("list.export") && told.contains("q=nghia"), "{told}");
}

#[test]
fn what_cannot_be_exported_is_said_with_the_way_out_and_leaves_no_file() {
    let demo = Demo::copy();
    let file = demo.path().join("x.geojson");
    for (page, says) in
        [("clusterz", "không có"), ("sign-in", "geojson"), ("clusters?as_of=31/31/2020", "31/31/2020")]
    {
        let refused = demo.say(&["export", page, "--out", file.to_str().unwrap()]);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{page}: {}", refused.err);
        assert!(refused.err.to_lowercase().contains(says), "{page}: {}", refused.err);
        assert!(!file.exists(), "{page}");
    }
}

#[test]
fn a_check_lists_what_waits_and_names_a_cluster_that_is_not_there() {
    let demo = Demo::copy();
    let all: Vec<Value> = serde_json::from_str(&demo.say(&["check", "--format", "json"]).out).unwrap();
    assert!(50 < all.len(), "more than one page of {}", all.len());
    let bad = all.iter().any(|row| row["severity"] == "error");
    let table = demo.say(&["check"]);
    assert_eq!((table.code, table.out.lines().count()), (i32::from(bad), all.len()));
    let key =
        all.iter().find_map(|row| row["record_key"].as_str().filter(|key| key.starts_with("24-"))).unwrap();
    let one = demo.say(&["check", key]);
    assert!(one.out.lines().count() < all.len() && one.out.contains(key), "{}", one.out);
    let none = demo.say(&["check", "24-9999"]);
    assert_eq!((none.code, none.out.as_str()), (2, ""), "{}", none.err);
}

#[test]
fn areas_of_two_files_are_overlaid_without_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let square = |name: &str, x: f64| {
        let corner = |dx: f64, dy: f64| format!("[{}, {}]", 500_000.0 + x + dx, 2_300_000.0 + dy);
        let ring = [corner(0.0, 0.0), corner(2.0, 0.0), corner(2.0, 2.0), corner(0.0, 2.0), corner(0.0, 0.0)];
        let path = folder.path().join(name);
        let text = format!(
            r#"{{"type": "FeatureCollection", "crs": {{"properties": {{"name": "EPSG:9214"}}}}, "features": [
            {{"type": "Feature", "geometry": {{"type": "Polygon", "coordinates": [[{}]]}}}}]}}"#,
            ring.join(", ")
        );
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let (a, b) = (square("a.geojson", 0.0), square("b.geojson", 1.0));
    let said = say(cotmoc(&["overlay", &a, &b]));
    let pairs = "a_id,b_id,area_m2,share_a,share_b,width_m,class\n0,0,2,0.5,0.5,0.6666666666666666,sliver\n";
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, pairs, ""));
    let said = say(cotmoc(&["--lang", "en", "overlay", "check", &a]));
    assert_eq!((said.code, said.err.lines().count()), (0, 1), "{said:?}");
    assert!(said.err.contains("no defect"), "{}", said.err);
}
