//! A set in a file answers as it does in memory, and a damaged file is refused or answers nonsense, but never fails.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::path::PathBuf;

use overlay::{Frame, Options, PolygonSet, PolygonSetBuilder, Store, StoreError};

fn some_set() -> PolygonSet {
    let mut builder = PolygonSetBuilder::new(Frame { origin: [550_000.0, 2_320_000.0], scale: 1000.0 });
    for number in 0..60 {
        let (x, y) = (number * 7919 % 400, number * 6007 % 400);
        builder.begin_feature();
        builder.begin_part();
        // Long enough to have stretches.
        builder.ring((0..100).map(|step| {
            let angle = f64::from(step) * std::f64::consts::TAU / 100.0;
            #[expect(clippy::cast_possible_truncation, reason = "small")]
            [x + (40.0 * angle.cos()).round() as i32, y + (40.0 * angle.sin()).round() as i32]
        }));
        builder.ring([[x - 5, y - 5], [x + 5, y - 5], [x, y + 5]]);
    }
    builder.begin_feature();
    builder.finish()
}

fn names(set: &PolygonSet) -> Vec<String> {
    (0..set.len()).map(|feature| format!("thửa {feature}")).collect()
}

fn written() -> (tempfile::TempDir, PathBuf, PolygonSet) {
    let folder = tempfile::tempdir().unwrap();
    let (path, set) = (folder.path().join("some.store"), some_set());
    Store::write(&path, &set, names(&set).iter().map(String::as_str)).unwrap();
    (folder, path, set)
}

fn pairs(set: &PolygonSet) -> Vec<(u32, u32, f64)> {
    let overlaps = overlay::intersect_self(set, &Options { threads: 1, geometry: true });
    overlaps.pairs().iter().map(|pair| (pair.a, pair.b, pair.area)).collect()
}

#[test]
fn a_store_answers_as_the_set_it_was_made_from() {
    let (_folder, path, set) = written();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.set().frame(), set.frame());
    assert_eq!(store.set().len(), set.len());
    assert!(!pairs(&set).is_empty());
    assert_eq!(pairs(store.set()), pairs(&set));
    for (feature, name) in names(&set).iter().enumerate() {
        assert_eq!(store.name(feature), Some(name.as_str()));
        let [one, other] = [&set, store.set()].map(|set| set.shape(feature).rings().collect::<Vec<_>>());
        assert_eq!(one, other);
    }
    assert_eq!(store.name(set.len()), None);
}

#[test]
fn names_must_be_as_many_as_features() {
    let (folder, _, set) = written();
    let refused = Store::write(&folder.path().join("other"), &set, ["one"]);
    assert!(matches!(refused, Err(StoreError::Damaged(_))), "{refused:?}");
}

#[test]
fn a_foreign_file_and_another_version_are_told_apart() {
    let (_folder, path, _) = written();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[8] = 77;
    std::fs::write(&path, &bytes).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Version(77))));
    for foreign in [&b""[..], b"SQLite format 3", &[0; 4096]] {
        std::fs::write(&path, foreign).unwrap();
        assert!(matches!(Store::open(&path), Err(StoreError::Foreign | StoreError::Io(_))), "{foreign:?}");
    }
    assert!(matches!(Store::open(&path.with_extension("none")), Err(StoreError::Io(_))));
}

#[test]
fn a_store_cut_anywhere_or_with_more_behind_it_is_refused() {
    let (_folder, path, _) = written();
    let bytes = std::fs::read(&path).unwrap();
    for length in (0..bytes.len()).step_by(97).chain([bytes.len() - 1]) {
        std::fs::write(&path, &bytes[..length]).unwrap();
        assert!(Store::open(&path).is_err(), "{length} bytes of {}", bytes.len());
    }
    std::fs::write(&path, [&bytes[..], &[0]].concat()).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Damaged("its length"))));
}

#[test]
fn a_changed_byte_is_refused_or_changes_an_answer_but_never_fails() {
    let (_folder, path, _) = written();
    let good = std::fs::read(&path).unwrap();
    let mut refused = 0;
    for place in (0..good.len()).step_by(1009) {
        for value in [0, 0x7f, 0xff] {
            let mut bytes = good.clone();
            bytes[place] = value;
            std::fs::write(&path, &bytes).unwrap();
            match Store::open(&path) {
                Ok(store) => drop(pairs(store.set())),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(0 < refused);
}
