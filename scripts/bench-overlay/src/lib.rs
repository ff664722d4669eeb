//! A made-up province, of any size, that follows from a seed: land-use cells with exactly shared crooked edges, blobs with holes,
//! ribbons like buffered roads, and clusters of which every second is a union of land-use cells.

mod chance;
mod shapes;

use std::collections::HashMap;

use overlay::{Frame, Point, PolygonSet, PolygonSetBuilder};

use chance::Chance;

/// The middle distance of land-use corners, in millimetres.
const CELL: i32 = 110_000;

/// Points an edge of a land-use cell has between its corners: one less than a power of two.
const EDGE_POINTS: usize = 15;

/// How far a corner may be moved, and the middle of an edge aside, as a share of the length: so little that edges that meet at
/// a corner stay apart.
const JITTER: f64 = 0.15;
const SWAY: f64 = 0.07;

/// The layers.
#[derive(Debug)]
pub struct Province {
    /// Clusters: half of them blobs, half unions of land-use cells.
    pub clusters: PolygonSet,
    /// Everything clusters are compared with.
    pub features: PolygonSet,
}

/// Makes a province of `side` by `side` land-use cells, and `clusters` clusters.
#[must_use]
pub fn province(seed: u64, side: i32, clusters: usize) -> Province {
    let land = Land { seed, side };
    let mut features = Builder::new();
    for row in 0..side {
        for column in 0..side {
            features.polygon(&[land.outline(&[[column, row]]).unwrap_or_default()]);
        }
    }
    let mut chance = Chance::new(seed, 1);
    let extent = side * CELL;
    for _ in 0..side * side / 15 {
        features.polygon(&shapes::blob_with_holes(&mut chance, extent, 2 * CELL, 245));
    }
    for _ in 0..side * side / 40 {
        features.polygon(&[shapes::ribbon(&mut chance, extent, 300)]);
    }
    for _ in 0..=side * side / 600 {
        features.polygon(&shapes::blob_with_holes(&mut chance, extent, 15 * CELL, 4200));
    }

    let mut chance = Chance::new(seed, 2);
    let mut own = Builder::new();
    while own.count < clusters {
        if own.count.is_multiple_of(2) {
            own.polygon(&[shapes::blob(&mut chance, extent, 3 * CELL, 34)]);
        } else if let Some(outline) = land.outline(&land.some_cells(&mut chance)) {
            own.polygon(&[outline]);
        }
    }
    Province { clusters: own.set.finish(), features: features.set.finish() }
}

struct Builder {
    set: PolygonSetBuilder,
    count: usize,
}

impl Builder {
    fn new() -> Self {
        Self {
            set: PolygonSetBuilder::new(Frame { origin: [550_000.0, 2_320_000.0], scale: 1000.0 }),
            count: 0,
        }
    }

    fn polygon(&mut self, rings: &[Vec<Point>]) {
        self.set.begin_feature();
        self.set.begin_part();
        for ring in rings {
            self.set.ring(ring.iter().copied());
        }
        self.count += 1;
    }
}

/// A lattice whose corners are moved and whose edges are crooked, the same for whoever asks.
struct Land {
    seed: u64,
    side: i32,
}

/// A cell or corner: column and row.
type Place = [i32; 2];

impl Land {
    fn corner(&self, place: Place) -> Point {
        let mut chance = Chance::at(self.seed, [place, place]);
        place.map(|index| shapes::round(f64::from(CELL) * (f64::from(index) + JITTER * chance.around())))
    }

    /// The points from one corner to a neighbour, without the last.
    fn edge(&self, from: Place, to: Place) -> Vec<Point> {
        if to < from {
            let mut points = self.edge(to, from);
            points.push(self.corner(from));
            points.remove(0);
            points.reverse();
            return points;
        }
        let mut chance = Chance::at(self.seed, [from, to]);
        let [begin, end] = [from, to].map(|place| self.corner(place).map(f64::from));
        let mut points = vec![begin; EDGE_POINTS + 2];
        points[EDGE_POINTS + 1] = end;
        let mut step = EDGE_POINTS + 1;
        while 1 < step {
            for middle in (step / 2..=EDGE_POINTS).step_by(step) {
                let (p, q) = (points[middle - step / 2], points[middle + step / 2]);
                let sway = SWAY * chance.around();
                points[middle] = [
                    f64::midpoint(p[0], q[0]) - sway * (q[1] - p[1]),
                    f64::midpoint(p[1], q[1]) + sway * (q[0] - p[0]),
                ];
            }
            step /= 2;
        }
        points.truncate(EDGE_POINTS + 1);
        points.iter().map(|point| point.map(shapes::round)).collect()
    }

    /// The outline of cells that hang together without a hole; nothing, when they do not.
    fn outline(&self, cells: &[Place]) -> Option<Vec<Point>> {
        let mut next: HashMap<Place, Place> = HashMap::new();
        for &[x, y] in cells {
            let beside = [[x, y - 1], [x + 1, y], [x, y + 1], [x - 1, y]];
            let corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
            for (index, other) in beside.iter().enumerate() {
                // Two ways on from a corner: cells that meet there only.
                if !cells.contains(other) && next.insert(corners[index], corners[(index + 1) % 4]).is_some() {
                    return None;
                }
            }
        }
        let first = *next.keys().min()?;
        let (mut at, mut ring) = (first, Vec::new());
        loop {
            let to = next.remove(&at)?;
            ring.extend(self.edge(at, to));
            at = to;
            if at == first {
                return next.is_empty().then_some(ring);
            }
        }
    }

    /// Cells that grew from one, 10 to 60 of them.
    fn some_cells(&self, chance: &mut Chance) -> Vec<Place> {
        let mut cells = vec![[chance.below(self.side), chance.below(self.side)]];
        let wanted = 10 + chance.below(50);
        for _ in 0..20 * wanted {
            let [x, y] =
                cells[usize::try_from(chance.below(i32::try_from(cells.len()).unwrap_or(1))).unwrap_or(0)];
            let new = [[x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]]
                [usize::try_from(chance.below(4)).unwrap_or(0)];
            let within = new.iter().all(|&index| 0 <= index && index < self.side);
            if within && !cells.contains(&new) && i32::try_from(cells.len()).is_ok_and(|count| count < wanted)
            {
                cells.push(new);
            }
        }
        cells
    }
}
