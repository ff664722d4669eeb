//! A store with some bytes changed: it is refused, or answers nonsense, but never fails.

use std::fs;
use std::sync::OnceLock;

use libfuzzer_sys::Corpus;
use overlay::{Frame, Options, PolygonSet, PolygonSetBuilder, Store, intersect, intersect_self, validity};

use crate::{draw::Draw, folder};

/// Bytes of the header of a store, the checksum of the rest of them last.
const HEADER_BYTES: usize = 136;
const CHECKSUM_BYTES: usize = 8;

/// # Panics
/// When a damaged store makes a query fail.
pub fn run(bytes: &[u8]) -> Corpus {
    let mut store = good().clone();
    let mut draw = Draw::new(bytes);
    let header_is_made_right = draw.byte() & 1 == 0;
    while !draw.is_at_end() {
        let place = usize::from(u16::from_le_bytes([draw.byte(), draw.byte()])) % store.len();
        store[place] = draw.byte();
    }
    if header_is_made_right {
        let (header, checksum) = store[..HEADER_BYTES].split_at_mut(HEADER_BYTES - CHECKSUM_BYTES);
        checksum.copy_from_slice(&fnv(header).to_le_bytes());
    }
    let path = folder().join("damaged.store");
    fs::write(&path, store).expect("a passing file");
    let Ok(store) = Store::open(&path) else { return Corpus::Keep };
    let set = store.set();
    for feature in 0..set.len() {
        let points = set.shape(feature).rings().flatten().count();
        let parts = (0..set.shape(feature).part_count()).map(|part| set.shape(feature).part(part).len());
        std::hint::black_box((points, parts.sum::<usize>(), set.rect(feature), store.name(feature)));
        std::hint::black_box(validity::check(set.shape(feature)));
    }
    let options = Options { threads: 1, geometry: true };
    std::hint::black_box(intersect_self(set, &options).pairs().len());
    let other = some_set();
    if set.frame() == other.frame() {
        std::hint::black_box(intersect(set, &other, &options).pairs().len());
        std::hint::black_box(intersect(&other, set, &options).pairs().len());
    }
    Corpus::Keep
}

/// The bytes of a store that is right.
fn good() -> &'static Vec<u8> {
    static GOOD: OnceLock<Vec<u8>> = OnceLock::new();
    GOOD.get_or_init(|| {
        let (path, set) = (folder().join("good.store"), some_set());
        let names: Vec<String> = (0..set.len()).map(|feature| format!("thửa {feature}")).collect();
        Store::write(&path, &set, names.iter().map(String::as_str)).expect("a passing file");
        fs::read(path).expect("a passing file")
    })
}

/// Octagons and squares that overlap, with holes and long rings; more than a node of the search tree holds.
fn some_set() -> PolygonSet {
    let mut builder = PolygonSetBuilder::new(Frame { origin: [0.0, 0.0], scale: 1000.0 });
    for number in 0..20 {
        let (x, y) = (number * 7919 % 60, number * 6007 % 60);
        builder.begin_feature();
        builder.begin_part();
        builder.ring(
            [[0, 10], [10, 0], [20, 0], [30, 10], [30, 20], [20, 30], [10, 30], [0, 20]]
                .map(|[u, v]| [x + u, y + v]),
        );
        builder.ring([[x + 10, y + 10], [x + 20, y + 10], [x + 15, y + 20]]);
        if number % 5 == 0 {
            builder.begin_part();
            // A staircase of more than one stretch of edges.
            let up = (0..40).map(|step| [x + 40 + (step + 1) / 2, y + step / 2]);
            builder.ring(up.chain([[x + 40, y + 20]]));
        }
    }
    builder.finish()
}

/// FNV-1a, as the store has it.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
