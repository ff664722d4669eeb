//! From metres to the whole numbers of a grid, and back.

use crate::Point;

/// The largest magnitude of a coordinate on the grid, exclusive: 2^30. Two coordinates then differ by less than 2^31, a
/// product of differences stays below 2^62, and the cross product of two edges fits in an `i64`: no overflow is possible.
pub const LIMIT: i32 = 1 << 30;

/// An origin in metres and how many grid units make a metre. With millimetres it reaches 1,073 km to each side of the origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Where (0, 0) of the grid lies, in metres (units of the coordinate system).
    pub origin: [f64; 2],
    /// Grid units per metre: 1000 for millimetres.
    pub scale: f64,
}

/// A coordinate that is not finite, or too far from the origin for the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutOfRange(pub [f64; 2]);

impl Frame {
    /// Millimetres around the middle of a box in metres.
    #[must_use]
    pub fn millimetres_around(min: [f64; 2], max: [f64; 2]) -> Self {
        // A whole kilometre, so that the frame of the same province is the same from file to file.
        let origin = [0, 1].map(|axis| (f64::midpoint(min[axis], max[axis]) / 1000.0).round() * 1000.0);
        Self { origin, scale: 1000.0 }
    }

    /// The nearest point of the grid.
    pub fn snap(&self, at: [f64; 2]) -> Result<Point, OutOfRange> {
        let grid = [0, 1].map(|axis| nearest((at[axis] - self.origin[axis]) * self.scale));
        let limit = f64::from(LIMIT);
        if grid.iter().all(|value| value.abs() < limit) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "below 2^30 in magnitude, and no NaN: compared above"
            )]
            Ok(grid.map(|value| value as i32))
        } else {
            Err(OutOfRange(at))
        }
    }

    /// Grid coordinates (with fractions, as crossings have) in metres.
    #[must_use]
    pub fn metres(&self, at: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|axis| at[axis] / self.scale + self.origin[axis])
    }

    /// An area in square grid units in square metres.
    #[must_use]
    pub fn square_metres(&self, area: f64) -> f64 {
        area / (self.scale * self.scale)
    }
}

/// The nearest whole number, of two the even one, for magnitudes below 2^51: the sum has no digits behind the point. Millions
/// of coordinates come through here, and `f64::round` is a call of a function on the processors that are compiled for.
fn nearest(value: f64) -> f64 {
    const NO_FRACTION: f64 = 6_755_399_441_055_744.0; // 3 × 2^51
    (value + NO_FRACTION) - NO_FRACTION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coordinate_goes_to_the_nearest_point_of_the_grid() {
        let frame = Frame { origin: [500_000.0, 2_300_000.0], scale: 1000.0 };
        let snapped = |x, y| frame.snap([x, y]);
        assert_eq!(snapped(500_001.000_4, 2_299_998.999_6), Ok([1000, -1000]));
        assert_eq!(snapped(500_000.000_500_1, 2_299_999.999_499_9), Ok([1, -1]));
        for far in [1e300, f64::NAN, f64::INFINITY, 500_000.0 + 1_073_741.824] {
            assert!(matches!(snapped(far, 2_300_000.0), Err(OutOfRange(_))), "{far}");
        }
    }
}
