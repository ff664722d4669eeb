//! Files of documents: taken, kept once, and given back byte for byte.

use std::{fs, path::PathBuf};

use crate::world::{World, on_each_engine, record};
use documents::MOST_FILE_BYTES;
use kit_testing::{Answer, Browser};
use sha2::{Digest, Sha256};

const PDF: &[u8] = b"%PDF-1.7\n\x00\xff\r\n--not the border--\r\nscan of decision 398\n%%EOF\n";

async fn attach(browser: &mut Browser, address: &str, name: &str, content: &[u8]) -> Answer {
    browser.post_file(&format!("{address}/files"), &[], ("file", name, content)).await
}

fn sha256(content: &[u8]) -> String {
    kit_base::hex(&Sha256::digest(content))
}

/// Everything in the folder of files.
fn kept(world: &World) -> Vec<PathBuf> {
    let mut folders = vec![world.app.test.at.folder().join("files")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

#[tokio::test]
async fn a_scan_is_given_back_byte_for_byte_and_nothing_in_it_runs() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[]).await;
        let answer = attach(&mut lan, &address, "QĐ 398.pdf", PDF).await.expect(303);
        assert_eq!(answer.location(), address);
        let page = lan.get(&address).await.expect(200).text();
        let link = format!("{address}/files/{}", sha256(PDF));
        assert!(page.contains("QĐ 398.pdf") && page.contains(&link), "{page}");
        let file = world.binh().get(&link).await.expect(200);
        assert_eq!(file.body, PDF);
        assert_eq!(file.header("content-type"), "application/pdf");
        let policy = file.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; object-src 'self';"), "{policy}");
        assert!(!policy.contains("sandbox"), "older browsers show no PDF in one: {policy}");
        let png = [b"\x89PNG\r\n\x1a\n", PDF].concat();
        let _ = attach(&mut lan, &address, "a.png", &png).await.expect(303);
        let picture = lan.get(&format!("{address}/files/{}", sha256(&png))).await.expect(200);
        assert_eq!(picture.header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("content-disposition"), "inline; filename*=UTF-8''Q%C4%90%20398.pdf");
        // Newest first: the picture was taken, and before that attached.
        let rows = lan.get_json("/audit").await["rows"].clone();
        for (row, action) in ["file.download", "document.attach"].into_iter().enumerate() {
            let deed = &rows[row];
            assert_eq!((&deed["action"], &deed["subject_key"]), (&action.into(), &"398-qd-ubnd-2018".into()));
        }
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
        let _ = world.app.as_visitor().get(&link).await.expect(303);
        let _ = lan.get(&format!("{address}/files/{}", "0".repeat(64))).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_scan_is_refused_with_a_sentence() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[]).await;
        let kind = "Tệp không phải PDF, PNG hay JPEG. Xuất sang PDF rồi tải lên.";
        let large = [PDF, &vec![b' '; MOST_FILE_BYTES]].concat();
        let larger = [PDF, &vec![b' '; MOST_FILE_BYTES + 100_000]].concat();
        let cases: [(&str, &[u8], u16, &str); 7] = [
            ("page.pdf", b"<html><script>alert(1)</script>", 415, kind),
            ("picture.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 415, kind),
            ("list.xlsx", b"PK\x03\x04", 415, kind),
            ("late.pdf", b"  %PDF-1.7", 415, kind),
            ("empty.pdf", b"", 422, "Chưa chọn tệp. Nhận PDF, PNG, JPEG, tối đa 20 MB."),
            ("large.pdf", &large, 413, "Tệp lớn hơn 20 MB."),
            ("larger.pdf", &larger, 413, "Tệp lớn hơn 20 MB."),
        ];
        for (name, content, status, sentence) in cases {
            let page = attach(&mut lan, &address, name, content).await.expect(status).text();
            assert!(page.contains(sentence), "{name}: {page}");
            assert!(!page.contains("files?csrf"), "the token is not shown: {page}");
            assert!(!page.contains("cấp quyền"), "no right is missing: {page}");
        }
        assert!(kept(&world).is_empty());
        assert_eq!(lan.get_json(&address).await["files"].as_array().unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_file_attached_later_is_not_there_as_known_before() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[]).await;
        let clock = world.app.db().clock();
        clock.set(clock.now().plus_seconds(86_400));
        let _ = attach(&mut lan, &address, "a.pdf", PDF).await.expect(303);
        let link = format!("{address}/files/{}", sha256(PDF));
        let files = async |lan: &mut Browser, query: &str| {
            lan.get_json(&format!("{address}{query}")).await["files"].as_array().unwrap().len()
        };
        assert_eq!(files(&mut lan, "").await, 1);
        assert_eq!(files(&mut lan, "?known_at=2026-06-30").await, 0);
        assert_eq!(files(&mut lan, "?known_at=2026-07-01").await, 1);
        let _ = lan.get(&format!("{link}?known_at=2026-06-30")).await.expect(404);
        let _ = lan.get(&format!("{link}?known_at=2026-07-01")).await.expect(200);
        let page = lan.get(&format!("{address}?known_at=2026-07-01")).await.expect(200).text();
        assert!(page.contains(&format!("{link}?known_at=2026-07-01")), "the link keeps the day: {page}");
    })
    .await;
}

#[tokio::test]
async fn the_largest_file_is_just_taken() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[]).await;
        let mut largest = vec![b' '; MOST_FILE_BYTES];
        largest[..5].copy_from_slice(b"%PDF-");
        let _ = attach(&mut lan, &address, "largest.pdf", &largest).await.expect(303);
        let file = lan.get(&format!("{address}/files/{}", sha256(&largest))).await.expect(200);
        assert!(file.body == largest);
    })
    .await;
}

#[tokio::test]
async fn the_same_file_is_kept_once_however_often_it_is_sent() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let (first, second) =
            (record(&mut lan, &[]).await, record(&mut lan, &[("number", "399/QĐ-UBND")]).await);
        for (address, name) in [(&first, "a.pdf"), (&first, "b.pdf"), (&second, "c.pdf")] {
            let _ = attach(&mut lan, address, name, PDF).await.expect(303);
        }
        assert_eq!(kept(&world).len(), 1);
        let files = lan.get_json(&first).await["files"].clone();
        assert_eq!((files.as_array().unwrap().len(), &files[0]["name"]), (1, &"a.pdf".into()));
        assert_eq!(lan.get_json(&second).await["files"][0]["name"], "c.pdf");
        assert_eq!(lan.get(&format!("{second}/files/{}", sha256(PDF))).await.expect(200).body, PDF);
    })
    .await;
}

#[tokio::test]
async fn a_file_name_leads_nowhere() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[]).await;
        let names = ["../../../etc/cron.d/x.pdf", "..\\..\\x.pdf", "<script>alert(1)</script>.pdf"];
        for (number, name) in names.into_iter().enumerate() {
            let content = [PDF, number.to_string().as_bytes()].concat();
            let _ = attach(&mut lan, &address, name, &content).await.expect(303);
            let file = lan.get(&format!("{address}/files/{}", sha256(&content))).await.expect(200);
            let told = file.header("content-disposition").strip_prefix("inline; filename*=UTF-8''").unwrap();
            assert!(!told.contains(['/', '\\', '<', '"', ';']), "{told}");
            let path =
                PathBuf::from(&sha256(&content)[..2]).join(&sha256(&content)[2..4]).join(sha256(&content));
            assert!(world.app.test.at.folder().join("files").join(path).is_file(), "under its hash alone");
        }
        assert_eq!(kept(&world).len(), names.len());
        let page = lan.get(&address).await.expect(200).text();
        assert!(!page.contains("<script>alert"), "{page}");
        for odd in ["..%2F..%2Fetc%2Fpasswd", "%00", "..%2Fcotmoc.gpkg"] {
            let _ = lan.get(&format!("{address}/files/{odd}")).await.expect(404);
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_exchanged_on_the_disk_is_not_given_out() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let address = record(&mut lan, &[]).await;
        let _ = attach(&mut lan, &address, "a.pdf", PDF).await.expect(303);
        let link = format!("{address}/files/{}", sha256(PDF));
        fs::write(&kept(&world)[0], b"%PDF-1.7 another decision").unwrap();
        let page = lan.get(&link).await.expect(500).text();
        assert!(page.contains("Mã sự cố") && !page.contains("another decision"), "{page}");
        // The right file, sent again, heals it.
        let _ = attach(&mut lan, &address, "a.pdf", PDF).await.expect(303);
        assert_eq!(lan.get(&link).await.expect(200).body, PDF);
        assert_eq!(kept(&world).len(), 1);
        fs::remove_file(&kept(&world)[0]).unwrap();
        let _ = lan.get(&link).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_file_needs_the_token_of_its_own_session_and_a_document() {
    on_each_engine(async |world| {
        let (mut lan, mut other) = (world.lan(), world.lan());
        let address = record(&mut lan, &[]).await;
        let token = std::mem::replace(&mut lan.csrf, "another".to_owned());
        let page = attach(&mut lan, &address, "a.pdf", PDF).await.expect(403).text();
        assert!(page.contains("Tải lại trang rồi ghi lại."), "{page}");
        other.csrf.clone_from(&token);
        let _ = attach(&mut other, &address, "a.pdf", PDF).await.expect(403);
        lan.csrf = token;
        let _ = attach(&mut lan, "/documents/nothing", "a.pdf", PDF).await.expect(404);
        assert!(kept(&world).is_empty());
    })
    .await;
}
