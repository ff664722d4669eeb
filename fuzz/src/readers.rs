//! Any bytes as a file: the readers refuse it or tell what is wrong with each feature, in time and within memory.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

use kit_gisfile::{Fault, Feature, Sink, Source, read};
use libfuzzer_sys::Corpus;
use rusqlite::Connection;

use crate::{folder, seeds};

/// What the first byte says the rest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole file; the reader finds out what.
    File,
    /// A `.shp`, a `.dbf` and a `.prj`, each with its length in two bytes before it.
    Shapefile,
    /// The geometry of a row of a `GeoPackage`.
    Geometry,
}

/// In the order of the first byte's remainder.
const KINDS: [Kind; 3] = [Kind::File, Kind::Shapefile, Kind::Geometry];

/// Ids by row or key, or from a column; in the order of what the second byte leaves.
const COLUMNS: [Option<&str>; 4] = [None, Some("name"), Some("number"), Some("id")];

/// An input of a kind, with or without a column of ids.
#[must_use]
pub fn input(kind: Kind, column: Option<&str>, content: &[u8]) -> Vec<u8> {
    let at = |found: Option<usize>| u8::try_from(found.unwrap_or_default()).unwrap_or_default();
    let kind = at(KINDS.iter().position(|one| *one == kind));
    let column = at(COLUMNS.iter().position(|one| *one == column));
    [&[kind, column], content].concat()
}

/// Writes files to begin with into the folder that `FUZZ_SEEDS` names. A panic that a reader catches is none for the fuzzer.
///
/// # Panics
/// When they cannot be written.
pub fn prepare() {
    // The hook that the fuzzer has set would end the process before the panic can be caught; one that nobody catches still does.
    drop(std::panic::take_hook());
    if let Some(folder) = std::env::var_os("FUZZ_SEEDS").map(PathBuf::from) {
        for (number, seed) in seeds::readers().iter().enumerate() {
            fs::write(folder.join(number.to_string()), seed).expect("a folder for seeds");
        }
    }
}

/// # Panics
/// When a reader hands over a feature that is not as it promises.
pub fn run(bytes: &[u8]) -> Corpus {
    let [kind, column, content @ ..] = bytes else { return Corpus::Reject };
    let id_column = COLUMNS[usize::from(*column) % COLUMNS.len()];
    let path = match KINDS[usize::from(*kind) % KINDS.len()] {
        Kind::File => {
            let path = folder().join("file");
            fs::write(&path, content).expect("a passing file");
            path
        }
        Kind::Shapefile => {
            let mut rest = content;
            for suffix in ["shp", "dbf", "prj"] {
                let path = folder().join("file").with_extension(suffix);
                let Some((length, after)) = rest.split_first_chunk::<2>() else { return Corpus::Reject };
                let (part, after) = after.split_at(after.len().min(usize::from(u16::from_le_bytes(*length))));
                fs::write(&path, part).expect("a passing file");
                rest = after;
            }
            folder().join("file.shp")
        }
        Kind::Geometry => {
            let path = folder().join("file.gpkg");
            TABLE.with_borrow_mut(|table| {
                let table = table.get_or_insert_with(|| seeds::geopackage(&path));
                table.execute("update a set geom = ?", [content]).expect("a passing table");
            });
            path
        }
    };
    let mut whole = Whole { rows: 0 };
    if let Ok(layer) = read(&Source { path: &path, layer: None, id_column }, &mut whole) {
        assert_eq!(layer.rows, whole.rows, "a row is a feature or a fault");
    }
    Corpus::Keep
}

thread_local! {
    static TABLE: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

/// Looks at everything that is handed over.
struct Whole {
    rows: u64,
}

impl Sink for Whole {
    fn feature(&mut self, feature: &Feature<'_>) {
        assert_eq!(feature.row, self.rows, "rows are in order");
        self.rows += 1;
        let mut points = 0;
        for ring in feature.rings.parts().flatten() {
            assert!(4 <= ring.len() && ring.first() == ring.last(), "a ring is closed: {ring:?}");
            for [x, y] in ring {
                let [west, south, east, north] = feature.bounds;
                assert!(
                    west <= *x && *x <= east && south <= *y && *y <= north,
                    "a point is in the box: {x} {y}"
                );
            }
            points += ring.len();
        }
        assert!(0 < points, "a feature has points");
    }

    fn fault(&mut self, fault: Fault) {
        assert_eq!(fault.row, self.rows, "rows are in order");
        self.rows += 1;
    }
}
