//! Files and forms that cannot be taken: what is wrong and the way out, and nothing is kept.

use std::{fs, path::PathBuf};

use crate::world::{HERE, TODAY, World, check, fields, file, hidden, on_each_engine, rice, square, write};

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

/// Content of a file, fields set anew, what is told.
type Case<'a> = (&'a [u8], &'a [(&'a str, &'a str)], &'a str);

/// `GeoJSON` of one square in metres, which names no system.
fn without_a_system() -> Vec<u8> {
    let [x, y] = HERE;
    let ring =
        [[x, y], [x + 9.0, y], [x + 9.0, y + 9.0], [x, y]].map(|[x, y]| format!("[{x},{y}]")).join(",");
    format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"ma":"a"}},
        "geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}]}}"#
    )
    .into_bytes()
}

#[tokio::test]
async fn a_file_of_no_use_is_refused_with_the_way_out_and_not_kept() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let whole = rice();
        let swapped = file("9214", &[("a", square(HERE[1], HERE[0], 10.0))]);
        let unknown = file("32648", &[("a", square(HERE[0], HERE[1], 10.0))]);
        let cases: [Case<'_>; 8] = [
            (b"", &[], "rỗng. Xuất lại"),
            (b"%PDF-1.7", &[], "không phải GeoPackage, GeoJSON"),
            (&whole[..whole.len() / 2], &[], "hỏng hoặc bị cắt ngắn"),
            (&without_a_system(), &[], "không ghi hệ tọa độ. Chọn hệ tọa độ"),
            (&swapped, &[], "có thể X và Y đổi chỗ"),
            (&unknown, &[], "32648"),
            (&whole, &[("id_column", "ten")], "không có cột ten. Có: "),
            (&whole, &[("layer", "rung")], "không có lớp rung. Có: "),
        ];
        for (content, changed, told) in cases {
            let page = check(&mut lan, content, changed).await.expect(422).text();
            assert!(page.contains(told), "{told}: {page}");
            assert!(page.contains("lúa.gpkg"), "names the file: {page}");
        }
        assert!(kept(&world).is_empty());
        let _ = check(&mut lan, &without_a_system(), &[("srid", "9214")]).await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn all_that_is_wrong_with_the_form_is_told_and_the_file_need_not_be_sent_again() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let wrong = [
            ("name", ""),
            ("scale", "mười"),
            ("delivered_on", "01/07/2026"),
            ("document", "99"),
            ("clean", ""),
        ];
        let page = check(&mut lan, &rice(), &wrong).await.expect(422).text();
        for field in ["name", "scale", "delivered_on", "document", "clean"] {
            assert!(page.contains(&format!("id=\"{field}-fault\"")), "{field}: {page}");
        }
        assert!(page.contains("Đã nhận tệp lúa.gpkg"), "{page}");
        let held = hidden(&page, "held");
        let mut again = fields(&[]);
        again.extend([("held", held.as_str()), ("held_name", "lúa.gpkg")]);
        let checked = lan.post_file("/layers/rice/versions/new", &again, ("file", "", b"")).await;
        let checked = checked.expect(200).text();
        let _ = write(&mut lan, &checked, &[]).await.expect(303);
        assert_eq!(world.in_force(TODAY).await[0].file_name, "lúa.gpkg");
        let without = lan.post_file("/layers/rice/versions/new", &fields(&[]), ("file", "", b"")).await;
        assert!(without.expect(422).text().contains("Chưa chọn tệp"));
    })
    .await;
}

#[tokio::test]
async fn who_may_only_look_records_nothing_and_nobody_stores_defence() {
    on_each_engine(async |world| {
        let (mut lan, mut binh) = (world.lan(), world.binh());
        let _ = binh.get("/layers/rice/versions/new").await.expect(403);
        let checked = check(&mut lan, &rice(), &[]).await.expect(200).text();
        let _ = write(&mut binh, &checked, &[]).await.expect(403);
        for code in ["defence", "security"] {
            let address = format!("/layers/{code}/versions/new");
            assert!(lan.get(&address).await.expect(403).text().contains("không được lưu"));
            let sent = lan.post_file(&address, &fields(&[]), ("file", "a.gpkg", &rice())).await;
            let _ = sent.expect(403);
            let page = lan.get(&format!("/layers/{code}")).await.expect(200).text();
            assert!(page.contains("Chưa kiểm tra được: xin ý kiến"), "{page}");
            assert!(!page.contains("versions/new"), "{page}");
        }
        assert!(world.in_force(TODAY).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_not_kept_is_not_recorded() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let nothing = "0".repeat(64);
        let mut fields = fields(&[]);
        fields.extend([("sha256", nothing.as_str()), ("file_name", "a.gpkg")]);
        let _ = lan.post_form("/layers/rice/versions", &fields).await.expect(404);
        assert!(world.in_force(TODAY).await.is_empty());
    })
    .await;
}
