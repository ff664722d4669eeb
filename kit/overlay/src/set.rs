//! Many features in a few flat arrays: what the engine works on, and what a store on disk holds.

use crate::{Frame, Point, Rect, Shape};

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
        }
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
        let part = index(self.set.parts.len());
        self.set.features.push(part);
        self.set.boxes.push([i32::MAX, i32::MAX, i32::MIN, i32::MIN]);
    }

    /// Begins a part of the feature: the next ring is its shell.
    pub fn begin_part(&mut self) {
        self.set.parts.push(index(self.set.rings.len() - 1));
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
        if (twice_area(ring) < 0) == shell {
            ring.reverse();
        }
        if let Some(rect) = set.boxes.last_mut() {
            for point in &*ring {
                *rect = [
                    rect[0].min(point[0]),
                    rect[1].min(point[1]),
                    rect[2].max(point[0]),
                    rect[3].max(point[1]),
                ];
            }
        }
        set.rings.push(index(set.points.len()));
    }

    /// The set.
    #[must_use]
    pub fn finish(mut self) -> PolygonSet {
        self.set.features.push(index(self.set.parts.len()));
        self.set.parts.push(index(self.set.rings.len() - 1));
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

fn index(value: usize) -> u32 {
    u32::try_from(value).expect("a set holds at most 2^32 points")
}
