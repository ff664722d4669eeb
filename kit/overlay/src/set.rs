//! Many features in a few flat arrays: what the engine works on, and what a store on disk holds.

use crate::index::{self, EMPTY, Tree, union};
use crate::{Frame, Point, Rect, Shape, chunk};

/// Features (polygons and multipolygons) on one grid, packed. Features are numbered from 0 in the order they were added.
#[derive(Debug, Clone)]
pub struct PolygonSet {
    frame: Frame,
    points: Vec<Point>,
    /// Begin of each ring in `points`, and the end of the last.
    rings: Vec<u32>,
    /// First ring of each part, and the end.
    parts: Vec<u32>,
    /// First part of each feature, and the end.
    features: Vec<u32>,
    boxes: Vec<Rect>,
    /// Begin of the boxes of stretches of each ring, and the end.
    chunk_starts: Vec<u32>,
    chunks: Vec<Rect>,
    /// Of each feature.
    twice_areas: Vec<i64>,
    order: Vec<u32>,
    tree: Vec<Rect>,
}

impl PolygonSet {
    /// The grid of all coordinates.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// How many features.
    #[must_use]
    pub fn len(&self) -> usize {
        self.boxes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.boxes.is_empty()
    }

    /// The box of a feature; of an empty one, a box that meets nothing.
    #[must_use]
    pub fn rect(&self, feature: usize) -> Rect {
        self.boxes[feature]
    }

    /// A feature.
    #[must_use]
    pub fn shape(&self, feature: usize) -> Shape<'_> {
        let parts = &self.parts[self.features[feature] as usize..=self.features[feature + 1] as usize];
        let (first, last) = (parts[0], parts[parts.len() - 1]);
        Shape {
            points: &self.points,
            rings: &self.rings[first as usize..=last as usize],
            parts,
            first_ring: first,
            chunk_starts: &self.chunk_starts[first as usize..=last as usize],
            chunks: &self.chunks,
        }
    }

    /// Twice the area of a feature, exact; of one whose rings are not valid, whatever its rings add up to.
    pub(crate) fn twice_area(&self, feature: usize) -> i64 {
        self.twice_areas[feature]
    }

    /// The search tree over the boxes of all features.
    pub(crate) fn tree(&self) -> Tree<'_> {
        Tree { order: &self.order, boxes: &self.tree }
    }
}

/// Puts a [`PolygonSet`] together, ring by ring: `begin_feature`, `begin_part`, `ring`, `ring` …, `finish`.
#[derive(Debug)]
pub struct PolygonSetBuilder {
    set: PolygonSet,
}

impl PolygonSetBuilder {
    /// Begins an empty set on a grid.
    #[must_use]
    pub fn new(frame: Frame) -> Self {
        let set = PolygonSet {
            frame,
            points: Vec::new(),
            rings: vec![0],
            parts: Vec::new(),
            features: Vec::new(),
            boxes: Vec::new(),
            chunk_starts: vec![0],
            chunks: Vec::new(),
            twice_areas: Vec::new(),
            order: Vec::new(),
            tree: Vec::new(),
        };
        Self { set }
    }

    /// The grid.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.set.frame
    }

    /// Begins the next feature; what follows belongs to it.
    pub fn begin_feature(&mut self) {
        let part = small(self.set.parts.len());
        self.set.features.push(part);
        self.set.boxes.push(EMPTY);
        self.set.twice_areas.push(0);
    }

    /// Begins a part of the feature: the next ring is its shell.
    pub fn begin_part(&mut self) {
        self.set.parts.push(small(self.set.rings.len() - 1));
    }

    /// Adds a ring as it was drawn, open or closed: the repeated last point and points that repeat the one before are left
    /// out. A valid ring is then turned: shells counter-clockwise, holes clockwise.
    pub fn ring(&mut self, points: impl IntoIterator<Item = Point>) {
        let set = &mut self.set;
        let start = set.points.len();
        for point in points {
            if set.points.len() == start || set.points[set.points.len() - 1] != point {
                set.points.push(point);
            }
        }
        while set.points.len() > start + 1 && set.points[start] == set.points[set.points.len() - 1] {
            set.points.pop();
        }
        let ring = &mut set.points[start..];
        let shell = set.parts.last().is_some_and(|first| *first as usize == set.rings.len() - 1);
        let mut area = twice_area(ring);
        if (area < 0) == shell {
            ring.reverse();
            area = -area;
        }
        if let Some((rect, twice)) = set.boxes.last_mut().zip(set.twice_areas.last_mut()) {
            *rect = union(rect, &chunk::rect_of(ring));
            *twice = twice.saturating_add(i64::try_from(area).unwrap_or(i64::MAX));
        }
        set.chunks.extend(chunk::boxes(ring));
        set.chunk_starts.push(small(set.chunks.len()));
        set.rings.push(small(set.points.len()));
    }

    /// The set.
    #[must_use]
    pub fn finish(mut self) -> PolygonSet {
        self.set.features.push(small(self.set.parts.len()));
        self.set.parts.push(small(self.set.rings.len() - 1));
        (self.set.order, self.set.tree) = index::build(&self.set.boxes);
        self.set
    }
}

/// Twice the signed area of a ring, positive counter-clockwise: exact. A ring of the whole grid has 2^63, so 128 bits.
pub(crate) fn twice_area(ring: &[Point]) -> i128 {
    let mut sum = 0_i128;
    for (index, point) in ring.iter().enumerate() {
        let next = ring[(index + 1) % ring.len()];
        sum += i128::from(point[0]) * i128::from(next[1]) - i128::from(point[1]) * i128::from(next[0]);
    }
    sum
}

fn small(value: usize) -> u32 {
    u32::try_from(value).expect("a set holds at most 2^32 points")
}
