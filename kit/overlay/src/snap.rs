//! Whole rings onto the grid at once.

use crate::{Frame, Point, frame::LIMIT};

/// 1.5 · 2^52: a number below 2^51 in magnitude that is added to it loses its fraction, rounded to the nearest (the even one of
/// two), and stands as a whole number in the low bits. Without it every point would cost two calls of the C library.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

impl Frame {
    /// Whether the grid reaches a point. Not, if it is no number.
    #[must_use]
    pub fn reaches(&self, at: [f64; 2]) -> bool {
        (0..2).all(|axis| ((at[axis] - self.origin[axis]) * self.scale).abs() < f64::from(LIMIT - 1))
    }

    /// Puts the nearest points of the grid into `grid`, in place of what was there. A point halfway between two goes to the even
    /// one. All must be within [`reach`](Self::reaches), as those of a ring are whose box is; what others become is not said.
    pub fn snap_all(&self, points: &[[f64; 2]], grid: &mut Vec<Point>) {
        #[expect(clippy::cast_possible_truncation, reason = "the low half holds the number, see ROUNDING")]
        let whole = |value: f64| ((value + ROUNDING).to_bits() as u32).cast_signed();
        let on = |axis: usize, value: f64| whole((value - self.origin[axis]) * self.scale);
        grid.clear();
        grid.extend(points.iter().map(|[x, y]| [on(0, *x), on(1, *y)]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_points_come_where_each_would_come_alone() {
        let frame = Frame::millimetres_around([520_000.0, 2_290_000.0], [520_000.0, 2_290_000.0]);
        let points: Vec<[f64; 2]> = (0..10_000)
            .map(|at| f64::from(at) * 107.377)
            .flat_map(|away| {
                [[520_000.0 + away, 2_290_000.0 - away], [520_000.0 - away, 2_290_000.0 + away / 7.0]]
            })
            .collect();
        let mut grid = vec![[1, 2]];
        frame.snap_all(&points, &mut grid);
        let alone: Vec<Point> = points.iter().map(|at| frame.snap(*at).unwrap()).collect();
        assert_eq!(grid, alone);
    }

    #[test]
    fn a_point_halfway_goes_to_the_even_one() {
        let frame = Frame { origin: [0.0; 2], scale: 1.0 };
        let mut grid = Vec::new();
        frame.snap_all(&[[0.5, 1.5], [-0.5, -1.5], [0.499, -2.501]], &mut grid);
        assert_eq!(grid, [[0, 2], [0, -2], [0, -3]]);
    }

    #[test]
    fn what_the_grid_does_not_reach_is_known_before() {
        let frame = Frame { origin: [0.0; 2], scale: 1000.0 };
        let edge = f64::from(LIMIT) / 1000.0;
        assert!(frame.reaches([edge - 1.0, 1.0 - edge]));
        for at in [[edge, 0.0], [0.0, -edge], [f64::NAN, 0.0], [f64::INFINITY, 0.0]] {
            assert!(!frame.reaches(at));
        }
    }
}
