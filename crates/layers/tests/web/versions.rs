//! Versions: recorded after a dry run, one after the other in time, corrected, taken back.

use layers::State;

use crate::world::{HERE, TODAY, check, file, on_each_engine, record, rice, square, write};

#[tokio::test]
async fn a_dry_run_tells_what_was_read_and_records_nothing() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let page = check(&mut lan, &rice(), &[]).await.expect(200).text();
        for told in ["2 đối tượng dùng được, trong 3 đối tượng", "2,00", "EPSG:9214", "hỏng", "ranh tự cắt"]
        {
            assert!(page.contains(told), "{told}: {page}");
        }
        assert!(world.in_force(TODAY).await.is_empty());
        let _ = write(&mut lan, &page, &[]).await.expect(303);
        let versions = world.in_force(TODAY).await;
        let version = &versions[0];
        assert_eq!((version.layer.code, version.features, version.left_out), ("rice", 2, 1));
        assert_eq!((version.scale, version.area.hectares().to_string()), (Some(10_000), "2".to_owned()));
        assert_eq!(layers::state(version.layer, Some(version), TODAY.parse().unwrap()), State::InUse);
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_newer_version_ends_the_one_before_and_the_past_stays_what_it_was() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &rice(), &[("name", "Bản 2025"), ("valid_from", "01/01/2025")]).await;
        let newer = file("9214", &[("LUC", square(HERE[0], HERE[1], 50.0))]);
        record(&mut lan, &newer, &[("name", "Bản 2026")]).await;
        for (day, name) in [("2025-12-31", "Bản 2025"), ("2026-01-01", "Bản 2026")] {
            let versions = world.in_force(day).await;
            assert_eq!(versions.iter().map(|version| version.name.as_str()).collect::<Vec<_>>(), [name]);
        }
        assert!(world.in_force("2024-12-31").await.is_empty());
        let page = lan.get_json("/layers/rice?as_of=2025-06-30").await;
        assert_eq!(page["versions"].as_array().unwrap().len(), 2);
        assert_eq!(page["in_force"], "2025-01-01");
    })
    .await;
}

#[tokio::test]
async fn a_version_is_corrected_with_its_file_and_taken_back_by_document() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &rice(), &[]).await;
        let address = "/layers/rice/versions/2026-01-01/record";
        assert!(lan.get(address).await.expect(200).text().contains("1:10.000"));
        let said = [
            ("name", "Đất lúa, đo đạc"),
            ("scale", "2000"),
            ("quality", "surveyed"),
            ("delivered_on", "15/06/2026"),
            ("valid_from", "01/01/2026"),
            ("last_day", ""),
            ("document", "12/SNNMT"),
        ];
        let with = |holds| said.into_iter().chain([("holds", holds)]).collect::<Vec<_>>();
        let sha256 = world.in_force(TODAY).await[0].sha256.clone();
        let _ = lan.post_form(address, &with("yes")).await.expect(303);
        let version = world.in_force(TODAY).await[0].clone();
        assert_eq!((version.name.as_str(), version.scale), ("Đất lúa, đo đạc", Some(2_000)));
        assert_eq!((version.sha256, version.features), (sha256, 2));
        let _ = lan.post_form(address, &with("no")).await.expect(303);
        assert!(world.in_force(TODAY).await.is_empty());
        let _ = lan.get(address).await.expect(404);
        let audit = lan.get_json("/audit").await["rows"].clone();
        assert_eq!(audit[0]["action"], "layer.record");
        assert!(world.app.db().verify().await.unwrap().broken.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_two_people_wrote_at_once_is_compared() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &rice(), &[]).await;
        let fields = [
            ("name", "Của tôi"),
            ("was-name", "Bản đã mở"),
            ("quality", "surveyed"),
            ("delivered_on", "15/06/2026"),
            ("valid_from", "01/01/2026"),
            ("document", "12/SNNMT"),
        ];
        let page = lan.post_form("/layers/rice/versions/2026-01-01/record", &fields).await.expect(409).text();
        assert!(page.contains("Đất lúa năm 2026") && page.contains("Bản đã mở"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_version_gets_old_and_the_supplier_can_be_told() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let old = [("delivered_on", "30/06/2025"), ("valid_from", "01/01/2025")];
        record(&mut lan, &rice(), &old).await;
        let list = lan.get_json("/layers").await;
        let row = list["rows"].as_array().unwrap().iter().find(|row| row["code"] == "rice").unwrap();
        assert_eq!((&row["state"], &row["version"]["age_months"]), (&"old".into(), &12.into()));
        let suppliers = list["suppliers"].as_array().unwrap();
        let of = |name: &str| suppliers.iter().find(|row| row["name"] == name).unwrap().clone();
        let delivering = of("Sở Nông nghiệp và Môi trường");
        assert_eq!((&delivering["old"], &delivering["last"]), (&1.into(), &"2025-06-30".into()));
        let silent = of("Sở Xây dựng");
        assert_eq!((&silent["missing"], &silent["layers"]), (&silent["layers"], &3.into()));
        assert!(suppliers.iter().all(|row| row["name"] != "Công an tỉnh"), "what is never stored is not due");
        let earlier = lan.get_json("/layers?as_of=2026-06-29").await;
        let row = earlier["rows"].as_array().unwrap().iter().find(|row| row["code"] == "rice").unwrap();
        assert_eq!(row["state"], "in_use");
    })
    .await;
}
