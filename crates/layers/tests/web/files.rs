//! Files of versions: given back byte for byte, and stores made of them that can be made anew.

use std::{fs, sync::Arc};

use crate::world::{HERE, TODAY, file, on_each_engine, record, rice, square};

#[tokio::test]
async fn the_file_is_given_back_as_it_was_delivered_and_the_audit_tells_who_took_it() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        let content = rice();
        record(&mut lan, &content, &[]).await;
        let sha256 = world.in_force(TODAY).await[0].sha256.clone();
        let link = format!("/layers/rice/files/{sha256}");
        let taken = world.binh().get(&link).await.expect(200);
        assert_eq!(taken.body, content);
        assert!(
            taken.header("content-disposition").starts_with("attachment; filename*=UTF-8''l%C3%BAa.gpkg")
        );
        assert_eq!(lan.get_json("/audit").await["rows"][0]["action"], "file.download");
        let _ = world.app.as_visitor().get(&link).await.expect(303);
        let _ = lan.get(&format!("/layers/road/files/{sha256}")).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_store_has_the_names_of_the_file_and_is_made_anew_where_it_is_missing() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        // The same ground in the neighbouring zone.
        let west = file("9209", &[("LUC", square(572_440.671, 2_354_112.391, 100.0))]);
        record(&mut lan, &west, &[]).await;
        let version = world.in_force(TODAY).await[0].clone();
        assert_eq!(version.source_srid, 9209);
        let files = world.app.files();
        let store = version.store(files).await.unwrap();
        assert_eq!((store.set().len(), store.name(0)), (1, Some("LUC")));
        let frame = store.set().frame();
        let corner = frame.metres([store.set().rect(0)[0].into(), store.set().rect(0)[1].into()]);
        assert!((corner[0] - 416_791.0).abs() < 2.0, "{corner:?}");
        assert!(Arc::ptr_eq(&store, &version.store(files).await.unwrap()), "opened once");
        fs::remove_dir_all(files.derived("layers")).unwrap();
        let again = version.store(files).await.unwrap();
        assert_eq!(again.set().rect(0), store.set().rect(0));
        assert!(files.derived("layers").exists());
    })
    .await;
}

#[tokio::test]
async fn layers_can_be_overlaid_as_they_are_handed_out() {
    on_each_engine(async |world| {
        let mut lan = world.lan();
        record(&mut lan, &rice(), &[]).await;
        let rice = world.in_force(TODAY).await[0].store(world.app.files()).await.unwrap();
        let cluster = file("9214", &[("cụm", square(HERE[0] + 50.0, HERE[1], 1000.0))]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cum.gpkg");
        fs::write(&path, cluster).unwrap();
        let source = kit_gisstore::Source { path: &path, layer: None, id_column: Some("ma"), srid: None };
        let cluster = kit_gisstore::read(&source, kit_db::srid()).unwrap().set;
        let overlaps = overlay::intersect(&cluster, rice.set(), &overlay::Options::default());
        let hectares: f64 =
            overlaps.pairs().iter().map(|pair| cluster.frame().square_metres(pair.area) / 10_000.0).sum();
        assert!((hectares - 1.5).abs() < 1e-9, "{hectares}");
    })
    .await;
}
