//! The polygons of one feature as a file gives them: a buffer that is used again for the next.

use crate::FaultKind;

/// Points a closed ring has at least: a triangle and the first point again (OGC 06-103r4, 6.1.11.1).
const LEAST_POINTS: usize = 4;

/// min x, min y, max x, max y.
pub type Bounds = [f64; 4];

/// A polygon or multipolygon: rings with the repeated last point, the shell of each part first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rings {
    points: Vec<[f64; 2]>,
    /// Where each ring ends in `points`.
    ends: Vec<usize>,
    /// Where each part ends in `ends`.
    parts: Vec<usize>,
    /// Whether heights or measures were left out.
    pub flattened: bool,
}

impl Rings {
    /// Empties the buffer and keeps its memory.
    pub fn clear(&mut self) {
        self.points.clear();
        self.ends.clear();
        self.parts.clear();
        self.flattened = false;
    }

    /// Adds a point to the ring that is being drawn.
    pub fn point(&mut self, at: [f64; 2]) {
        self.points.push(at);
    }

    /// Adds points to the ring that is being drawn.
    pub fn points(&mut self, points: impl IntoIterator<Item = [f64; 2]>) {
        self.points.extend(points);
    }

    /// Ends the ring.
    pub fn end_ring(&mut self) {
        self.ends.push(self.points.len());
    }

    /// Ends the part: the next ring is a shell. A part without rings is none.
    pub fn end_part(&mut self) {
        if self.parts.last().copied().unwrap_or_default() < self.ends.len() {
            self.parts.push(self.ends.len());
        }
    }

    /// Whether there is no ring.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Points of all rings, the repeated ones too.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.points.len()
    }

    /// The parts, each as its rings: shell, then holes.
    #[must_use]
    pub fn parts(&self) -> impl ExactSizeIterator<Item = impl ExactSizeIterator<Item = &[[f64; 2]]>> {
        (0..self.parts.len()).map(|part| {
            let first = if part == 0 { 0 } else { self.parts[part - 1] };
            (first..self.parts[part]).map(|ring| self.ring(ring))
        })
    }

    fn ring(&self, ring: usize) -> &[[f64; 2]] {
        let first = if ring == 0 { 0 } else { self.ends[ring - 1] };
        &self.points[first..self.ends[ring]]
    }

    /// The box, after seeing that every ring is finite, closed and has four points or more.
    ///
    /// # Errors
    /// The first that is not so. Rings count from 0 through all parts.
    pub fn check(&self) -> std::result::Result<Bounds, FaultKind> {
        if self.is_empty() {
            return Err(FaultKind::Empty);
        }
        for ring in 0..self.ends.len() {
            let points = self.ring(ring);
            if points.len() < LEAST_POINTS {
                return Err(FaultKind::ShortRing { ring, points: points.len() });
            }
            let (first, last) = (points[0], points[points.len() - 1]);
            // To the last digit, as every reader of the standard does; NaN is told as such below.
            let (from, to) = ((first[0] - last[0]).abs(), (first[1] - last[1]).abs());
            if 0.0 < from || 0.0 < to {
                return Err(FaultKind::OpenRing { ring });
            }
        }
        bounds(&self.points).ok_or_else(|| self.not_finite())
    }

    fn not_finite(&self) -> FaultKind {
        let bad = |point: &[f64; 2]| !(point[0].is_finite() && point[1].is_finite());
        let at = self.points.iter().position(bad).unwrap_or_default();
        let ring = self.ends.partition_point(|end| *end <= at);
        let first = if ring == 0 { 0 } else { self.ends[ring - 1] };
        FaultKind::NotFinite { ring, point: at - first }
    }
}

/// The box of points; none when one of them is not finite, or there is none.
fn bounds(points: &[[f64; 2]]) -> Option<Bounds> {
    let mut found = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    // 0 · x is 0 for a finite x and NaN otherwise; without a branch the loop runs at the speed of memory.
    let mut zero = 0.0;
    for [x, y] in points {
        zero += x * 0.0 + y * 0.0;
        found = [
            if *x < found[0] { *x } else { found[0] },
            if *y < found[1] { *y } else { found[1] },
            if *x > found[2] { *x } else { found[2] },
            if *y > found[3] { *y } else { found[3] },
        ];
    }
    (zero == 0.0 && !points.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [[f64; 2]; 5] = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]];

    #[test]
    fn the_box_of_a_feature_holds_all_its_parts() {
        let mut rings = one(&SQUARE);
        rings.points(SQUARE.map(|[x, y]| [x + 10.0, y - 3.0]));
        rings.end_ring();
        rings.end_part();
        assert_eq!(rings.check(), Ok([0.0, -3.0, 14.0, 4.0]));
        assert_eq!(rings.parts().map(|part| part.len()).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn a_part_without_rings_is_none() {
        let mut rings = Rings::default();
        rings.end_part();
        assert_eq!(rings.parts().len(), 0);
        assert_eq!(rings.check(), Err(FaultKind::Empty));
    }

    #[test]
    fn what_is_wrong_with_a_ring_is_named() {
        assert_eq!(one(&SQUARE[..4]).check(), Err(FaultKind::OpenRing { ring: 0 }));
        assert_eq!(
            one(&[SQUARE[0], SQUARE[1], SQUARE[0]]).check(),
            Err(FaultKind::ShortRing { ring: 0, points: 3 })
        );
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let mut hole = SQUARE;
            hole[2][1] = bad;
            let mut rings = one(&SQUARE);
            rings.points(hole);
            rings.end_ring();
            rings.end_part();
            assert_eq!(rings.check(), Err(FaultKind::NotFinite { ring: 1, point: 2 }));
        }
        assert_eq!(one(&[[f64::NAN; 2]; 4]).check(), Err(FaultKind::NotFinite { ring: 0, point: 0 }));
    }

    fn one(points: &[[f64; 2]]) -> Rings {
        let mut rings = Rings::default();
        rings.points(points.iter().copied());
        rings.end_ring();
        rings.end_part();
        rings
    }
}
