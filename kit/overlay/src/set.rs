//! Many features in a few flat arrays: what the engine works on, and what a store on disk holds.

use crate::array::Array;
use crate::index::{self, EMPTY, Tree, union};
use crate::{Frame, Point, Rect, Shape, chunk};

/// What is kept of each feature, in one place so that it is read at once.
#[derive(Debug, Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub(crate) struct Head {
    pub rect: Rect,
    /// Twice the area, exact.
    pub twice_area: i64,
    /// Where what belongs to it begins in each array; it ends where that of the next head begins.
    pub part: u32,
    pub ring: u32,
    pub point: u32,
    pub chunk: u32,
}

/// The arrays of a set. Features lie in them in the order they were added or, in a store, along the Hilbert curve: there
/// neighbours on the map are neighbours in the file, and one query touches few of its pages. Laying out what is in memory
/// would cost as much as the whole intersection brings.
#[derive(Debug, Clone)]
pub(crate) struct Arrays {
    pub points: Array<Point>,
    /// Begin of each ring in `points`, and the end of the last.
    pub rings: Array<u32>,
    /// First ring of each part, and the end.
    pub parts: Array<u32>,
    /// One for each feature, and one more.
    pub heads: Array<Head>,
    /// Begin of the boxes of stretches of each ring, and the end.
    pub chunk_starts: Array<u32>,
    pub chunks: Array<Rect>,
    /// The search tree: see [`Tree`].
    pub order: Array<u32>,
    pub tree: Array<Rect>,
    /// Where the head of each feature is.
    pub places: Array<u32>,
}

/// Features (polygons and multipolygons) on one grid, packed. Features are numbered from 0 in the order they were added.
#[derive(Debug, Clone)]
pub struct PolygonSet {
    pub(crate) frame: Frame,
    pub(crate) arrays: Arrays,
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
        self.arrays.heads.len() - 1
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The box of a feature; of an empty one, a box that meets nothing.
    ///
    /// # Panics
    /// When there is no such feature.
    #[must_use]
    pub fn rect(&self, feature: usize) -> Rect {
        self.head(feature).rect
    }

    /// A feature.
    ///
    /// # Panics
    /// When there is no such feature.
    #[must_use]
    pub fn shape(&self, feature: usize) -> Shape<'_> {
        let place = self.arrays.places[feature] as usize;
        let arrays = &self.arrays;
        let [head, next] = &arrays.heads[place..place + 2] else { unreachable!("two were taken") };
        let rings = head.ring as usize..=next.ring as usize;
        Shape {
            points: &arrays.points,
            rings: &arrays.rings[rings.clone()],
            parts: &arrays.parts[head.part as usize..=next.part as usize],
            first_ring: head.ring,
            chunk_starts: &arrays.chunk_starts[rings],
            chunks: &arrays.chunks,
            span: [head.point, next.point],
            chunk_span: [head.chunk, next.chunk],
        }
    }

    /// What is kept of a feature.
    pub(crate) fn head(&self, feature: usize) -> &Head {
        &self.arrays.heads[self.arrays.places[feature] as usize]
    }

    /// The search tree over the boxes of all features.
    pub(crate) fn tree(&self) -> Tree<'_> {
        Tree { order: &self.arrays.order, boxes: &self.arrays.tree }
    }
}

/// Puts a [`PolygonSet`] together, ring by ring: `begin_feature`, `begin_part`, `ring`, `ring` …, `finish`.
#[derive(Debug)]
pub struct PolygonSetBuilder {
    frame: Frame,
    points: Vec<Point>,
    rings: Vec<u32>,
    parts: Vec<u32>,
    heads: Vec<Head>,
    chunk_starts: Vec<u32>,
    chunks: Vec<Rect>,
}

impl PolygonSetBuilder {
    /// Begins an empty set on a grid.
    #[must_use]
    pub fn new(frame: Frame) -> Self {
        Self {
            frame,
            points: Vec::new(),
            rings: vec![0],
            parts: Vec::new(),
            heads: Vec::new(),
            chunk_starts: vec![0],
            chunks: Vec::new(),
        }
    }

    /// The grid.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Begins the next feature; what follows belongs to it.
    ///
    /// # Panics
    /// When there are 2^32 rings or points.
    pub fn begin_feature(&mut self) {
        self.heads.push(Head {
            rect: EMPTY,
            twice_area: 0,
            part: small(self.parts.len()),
            ring: small(self.rings.len() - 1),
            point: small(self.points.len()),
            chunk: small(self.chunks.len()),
        });
    }

    /// Begins a part of the feature: the next ring is its shell.
    ///
    /// # Panics
    /// When there are 2^32 rings.
    pub fn begin_part(&mut self) {
        self.parts.push(small(self.rings.len() - 1));
    }

    /// Adds a ring as it was drawn, open or closed: the repeated last point and points that repeat the one before are left
    /// out. A valid ring is then turned: shells counter-clockwise, holes clockwise.
    ///
    /// # Panics
    /// When there are 2^32 points.
    pub fn ring(&mut self, points: impl IntoIterator<Item = Point>) {
        let start = self.points.len();
        let mut last = None;
        for point in points {
            if last != Some(point) {
                self.points.push(point);
                last = Some(point);
            }
        }
        while start + 1 < self.points.len() && self.points[start] == self.points[self.points.len() - 1] {
            self.points.pop();
        }
        let ring = &mut self.points[start..];
        let shell = self.parts.last().is_some_and(|first| *first as usize == self.rings.len() - 1);
        let mut area = twice_area(ring);
        if (area < 0) == shell {
            ring.reverse();
            area = -area;
        }
        if let Some(head) = self.heads.last_mut() {
            head.rect = union(&head.rect, &chunk::rect_of(ring));
            head.twice_area = head.twice_area.saturating_add(saturated(area));
        }
        self.chunks.extend(chunk::boxes(ring));
        self.chunk_starts.push(small(self.chunks.len()));
        self.rings.push(small(self.points.len()));
    }

    /// The set, with its search tree.
    ///
    /// # Panics
    /// When there are 2^32 rings or points.
    #[must_use]
    pub fn finish(mut self) -> PolygonSet {
        let rects: Vec<Rect> = self.heads.iter().map(|head| head.rect).collect();
        let (order, tree) = index::build(&rects);
        self.begin_feature();
        self.begin_part();
        let arrays = Arrays {
            points: self.points.into(),
            rings: self.rings.into(),
            parts: self.parts.into(),
            heads: self.heads.into(),
            chunk_starts: self.chunk_starts.into(),
            chunks: self.chunks.into(),
            places: (0..small(order.len())).collect::<Vec<_>>().into(),
            order: order.into(),
            tree: tree.into(),
        };
        PolygonSet { frame: self.frame, arrays }
    }
}

/// Twice the signed area of a ring, positive counter-clockwise: exact. Each term is below 2^63 (see
/// [`crate::predicate::turn`]); a sum of many needs 128 bits.
pub(crate) fn twice_area(ring: &[Point]) -> i128 {
    let Some((&origin, rest)) = ring.split_first() else { return 0 };
    rest.windows(2).map(|pair| i128::from(crate::predicate::turn(origin, pair[0], pair[1]))).sum()
}

/// As much of an area as 64 bits hold; all of it, when the ring is valid: the grid has less than 2^63.
pub(crate) fn saturated(area: i128) -> i64 {
    i64::try_from(area).unwrap_or(if area < 0 { i64::MIN } else { i64::MAX })
}

pub(crate) fn small(value: usize) -> u32 {
    u32::try_from(value).expect("a set holds fewer than 2^32 points")
}
