//! What an operation on shapes results in: polygons that own their coordinates.

use crate::segment::float;
use crate::set::twice_area;
use crate::{Point, PolygonSetBuilder};

/// Polygons whose vertices may lie between grid points, as crossings of edges do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Polygons {
    /// Parts of rings of points, in grid units. The shell of a part comes first and turns counter-clockwise, holes turn clockwise.
    pub parts: Vec<Vec<Vec<[f64; 2]>>>,
}

/// Polygons whose vertices are all grid points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridPolygons {
    /// Parts of rings of points. The shell of a part comes first and turns counter-clockwise, holes turn clockwise.
    pub parts: Vec<Vec<Vec<Point>>>,
}

impl Polygons {
    /// The area in square grid units.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.parts.iter().flatten().map(|ring| ring_area(ring)).sum()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

impl GridPolygons {
    /// The area in square grid units: exact up to the last rounding.
    #[must_use]
    pub fn area(&self) -> f64 {
        float(self.parts.iter().flatten().map(|ring| twice_area(ring)).sum()) / 2.0
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How many rings there are in all parts.
    #[must_use]
    pub fn ring_count(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// Adds these polygons as the next feature of a set.
    pub fn add_to(&self, builder: &mut PolygonSetBuilder) {
        builder.begin_feature();
        for rings in &self.parts {
            builder.begin_part();
            for ring in rings {
                builder.ring(ring.iter().copied());
            }
        }
    }
}

/// Half the cross products of the edges, about the ring's first point: far from the origin the products would lose digits.
fn ring_area(ring: &[[f64; 2]]) -> f64 {
    let Some(first) = ring.first() else { return 0.0 };
    let from_first = |point: &[f64; 2]| [point[0] - first[0], point[1] - first[1]];
    let triangles = ring.windows(2).map(|ends| {
        let [a, b] = [from_first(&ends[0]), from_first(&ends[1])];
        a[0] * b[1] - a[1] * b[0]
    });
    triangles.sum::<f64>() / 2.0
}
