//! GIS programs open the live file, and what they add to it does not stop us.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    process::Command,
    sync::{Arc, LazyLock, Mutex},
};

use kit_base::Day;
use kit_db::{Db, Engine};
use kit_testing::{TestDb, day, on};

use crate::sample::{STORAGE, record, write_note};

async fn embedded() -> TestDb {
    let test = TestDb::new(Engine::Sqlite, STORAGE, on("2026-06-30")).await;
    record(&test, "1", "Thọ Xương", day("2020-01-01"), Day::OPEN).await.unwrap();
    test
}

/// Runs GDAL's program on the file.
fn ogrinfo(test: &TestDb, args: &[&str]) -> String {
    let output = Command::new("ogrinfo").args(args).arg(test.at.file()).output();
    let output =
        output.unwrap_or_else(|cause| panic!("this test needs the Debian package gdal-bin ({cause})"));
    let seen =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{seen}");
    seen
}

#[tokio::test]
async fn the_file_says_that_it_is_a_geopackage_while_it_is_open() {
    let test = embedded().await;
    let bytes = fs::read(test.at.file()).unwrap();
    assert_eq!(&bytes[68..72], b"GPKG");
}

#[tokio::test]
async fn only_its_owner_may_open_the_file() {
    let test = embedded().await;
    for name in ["cotmoc.gpkg", "cotmoc.gpkg-wal", "cotmoc.gpkg-shm"] {
        let mode = fs::metadata(test.at.file().with_file_name(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn gdal_sees_the_layer_in_its_coordinate_system_while_we_write() {
    let test = embedded().await;
    let writing = tokio::spawn({
        let db = Db::clone(&test);
        async move {
            for nr in 0.. {
                write_note(&db, &nr.to_string(), "x").await.unwrap();
            }
        }
    });
    let seen = ogrinfo(&test, &["-ro", "-so", "-al"]);
    writing.abort();
    for expect in [
        "Layer name: gis_plot",
        "Geometry: Polygon",
        "Feature Count: 1",
        "Extent: (400000.000000, 2350000.000000) - (400100.000000, 2350100.000000)",
        "ID[\"EPSG\",9214]",
        "FID Column = fid",
        "area: Integer64",
    ] {
        assert!(seen.contains(expect), "{expect} is missing in\n{seen}");
    }
    assert!(!seen.contains("audit_entry") && !seen.contains("Layer name: draft"), "{seen}");
    assert!(!seen.contains("Warning") && !seen.contains("ERROR"), "{seen}");
}

#[tokio::test]
async fn every_statement_of_the_layer_is_as_the_standard_wants_it() {
    let test = embedded().await;
    let seen = ogrinfo(
        &test,
        &["-ro", "-al", "-sql", "select name, ST_Area(geom) as m2, ST_SRID(geom) as srid from gis_plot"],
    );
    for expect in ["name (String) = Thọ Xương", "m2 (Real) = 10000", "srid (Integer) = 9214"] {
        assert!(seen.contains(expect), "{expect} is missing in\n{seen}");
    }
}

#[tokio::test]
async fn a_spatial_index_that_gdal_adds_does_not_stop_the_next_deed() {
    let test = embedded().await;
    let index = |table: &str| format!("SELECT CreateSpatialIndex('{table}', 'geom')");
    let seen = ogrinfo(&test, &["-sql", &index("gis_plot")]);
    assert!(seen.contains("CreateSpatialIndex (Integer) = 0"), "a view has no index: {seen}");
    // A GIS program that lists the table itself can give it one.
    let list = "insert into gpkg_contents (table_name, data_type, identifier, srs_id) \
                values ('plot', 'features', 'plot', 9214); \
                insert into gpkg_geometry_columns values ('plot', 'geom', 'POLYGON', 9214, 0, 0)";
    test.at.tamper(list).await.unwrap();
    let seen = ogrinfo(&test, &["-sql", &index("plot")]);
    assert!(seen.contains("CreateSpatialIndex (Integer) = 1"), "{seen}");
    record(&test, "2", "x", day("2020-01-01"), Day::OPEN).await.unwrap();
    record(&test, "1", "y", day("2022-01-01"), Day::OPEN).await.unwrap();
    assert_eq!(test.verify().await.unwrap().broken, []);
    assert!(ogrinfo(&test, &["-ro", "-so", "-al"]).contains("Feature Count: 2"));
}

/// What the spatial index of GDAL amounts to: a trigger that calls a function we have not.
const FOREIGN: &str =
    "create trigger rtree_plot_geom_insert after insert on plot begin select ST_MinX(new.geom); end;
    create virtual table rtree_plot_geom using rtree(id, minx, maxx, miny, maxy)";

#[tokio::test]
async fn a_foreign_trigger_is_dropped_before_the_next_deed_and_reported() {
    let log = log();
    let test = embedded().await;
    test.at.tamper(FOREIGN).await.unwrap();
    record(&test, "2", "x", day("2020-01-01"), Day::OPEN).await.unwrap();
    let seen = String::from_utf8_lossy(&log.lock().unwrap()).into_owned();
    assert!(seen.contains("WARN") && seen.contains("rtree_plot_geom_insert"), "{seen}");
    let left = test.at.tamper("drop table rtree_plot_geom").await;
    assert!(left.is_err(), "the index was left, and would grow stale");
}

#[tokio::test]
async fn a_foreign_trigger_is_dropped_at_the_start() {
    let test = embedded().await;
    test.at.tamper(FOREIGN).await.unwrap();
    let again = Db::open(test.at.place(), on("2026-06-30"), STORAGE).await.unwrap();
    record(&again, "2", "x", day("2020-01-01"), Day::OPEN).await.unwrap();
}

/// The warnings of the whole process: what one test alone listens to, another may have silenced.
fn log() -> Arc<Mutex<Vec<u8>>> {
    static LOG: LazyLock<Arc<Mutex<Vec<u8>>>> = LazyLock::new(|| {
        let log = Log::default();
        let kept = log.0.clone();
        let subscriber =
            tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(move || log.clone());
        tracing::subscriber::set_global_default(subscriber.finish()).unwrap();
        kept
    });
    LOG.clone()
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
